"""The two verbs: `ask` for a checked value, `stream` for text as it comes; and `transcribe` for speech.

Every call is reserved before it is made and settled after it, however it ends. No answer is ever more than data: nothing
here, and nobody who is answered, lets a model start an action."""

import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from career_copilot.ai import breaker, limits, sdk
from career_copilot.ai.endpoints import READ_SECONDS, Endpoint
from career_copilot.ai.metering import Meter
from career_copilot.ai.policy import CANCELLED, Cancelled, Question, Waiting, trouble_error
from career_copilot.ai.prompts import Prompt
from career_copilot.ai.schemas import strict_schema
from career_copilot.ai.sdk import Piece, Trouble
from career_copilot.domain.language_models import Outcome, Role, Usage, tokens_of
from career_copilot.domain.speech import MOST_BYTES
from career_copilot.errors import InvalidInputError, ModelError

LONGEST_STREAM_SECONDS = 300.0
FEWEST_BYTES_A_SECOND = 2_000  # of sound that still is speech: what is reserved is enough
WRONG_FORM = "The model’s answer did not have the form that was asked for. Nothing of it was kept; try again, or choose another model."
OUTCOMES = {"limit": Outcome.LIMITED, "invalid": Outcome.INVALID, "truncated": Outcome.TRUNCATED}
Value = TypeVar("Value", bound=BaseModel)


class Finish(BaseModel, frozen=True):
    """The last thing of a stream. `truncated`: the text is not complete, whatever the reason."""

    reason: str
    model: str
    usage: Usage = Usage()
    truncated: bool = False
    cached: bool = False


class Transcript(BaseModel, frozen=True):
    """What was said, and for how long."""

    text: str
    seconds: float


@dataclass
class _Call:
    """One call that was reserved."""

    number: int
    model: str
    taken: int
    usage: Usage
    began: float = field(default_factory=time.monotonic)
    first: float | None = None
    outcome: Outcome = Outcome.DONE


@dataclass(frozen=True)
class Client:
    """Asks for one person and one feature. `waiting(model, seconds)` is told of short waits; `cancelled()` is asked between
    the pieces of a stream and while waiting."""

    endpoint: Endpoint
    chains: Mapping[Role, tuple[str, ...]]
    meter: Meter
    waiting: Waiting = lambda model, seconds: None
    cancelled: Cancelled = lambda: False
    read_seconds: float = READ_SECONDS

    def ask(self, prompt: Prompt, kind: type[Value], role: Role = Role.STRONG, *, fresh: bool = False) -> Value:
        """An answer of this type. The same question is answered from memory unless `fresh`. Raises ModelError."""
        chain, schema = self._chain(role), strict_schema(kind)
        if not fresh and (known := self.meter.remembered(self._key(chain[0], prompt, schema))) is not None:
            return kind.model_validate_json(known)

        def call(model: str) -> tuple[str, Value]:
            with self._call(model, prompt) as made:
                answer = sdk.complete(self.endpoint, model, prompt, json.loads(schema), self.read_seconds)
                self._learn(made, answer.headers, answer.usage or _guessed(prompt, answer.text))
                return answer.text, _checked(answer, kind, made)

        question = self._question(chain, prompt)
        text, value, model = question.answered(lambda model: (*call(model), model))
        self.meter.remember(self._key(model, prompt, schema), model, text)
        return value

    def stream(self, prompt: Prompt, role: Role = Role.STRONG, *, fresh: bool = False) -> Iterator[str | Finish]:
        """Pieces of text, then one Finish. Another model is asked only before the first piece. Raises ModelError before it."""
        chain = self._chain(role)
        if not fresh and (known := self.meter.remembered(self._key(chain[0], prompt, "text"))) is not None:
            yield known
            yield Finish(reason="stop", model=chain[0], cached=True)
            return
        made, pieces, first = self._question(chain, prompt).answered(lambda model: self._begun(model, prompt))
        yield from self._followed(prompt, made, pieces, first)

    def transcribe(self, audio: bytes, name: str, language: str = "") -> Transcript:
        """The words of a recording of at most 25 MB; `language` as two letters if it is known. Raises ModelError."""
        if not audio or len(audio) > MOST_BYTES:
            raise InvalidInputError("A recording may have up to 25 MB." if audio else "The recording is empty.")
        most = Usage(seconds=max(10.0, len(audio) / FEWEST_BYTES_A_SECOND), estimated=True)

        def call(model: str) -> Transcript:
            with self._reserved(model, most, 0) as made:
                said = sdk.transcribe(self.endpoint, model, audio, name, language, self.read_seconds)
                heard = said.usage or most
                self._learn(made, said.headers, heard.model_copy(update={"seconds": max(10.0, heard.seconds)}))
                return Transcript(text=said.text, seconds=heard.seconds)

        return Question(self.endpoint, self._chain(Role.SPEECH), 0, self.waiting, self.cancelled).answered(call)

    def _chain(self, role: Role) -> tuple[str, ...]:
        if not (chain := self.chains.get(role, ())):
            raise ModelError("no-key", f"No model is chosen for “{role}”. Choose one in Settings, Models.")
        return chain

    def _key(self, model: str, prompt: Prompt, schema: str) -> str:
        asked = [self.endpoint.url, model, schema, prompt.messages(), prompt.most_tokens, prompt.temperature]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()

    def _question(self, chain: tuple[str, ...], prompt: Prompt) -> Question:
        tokens = prompt.tokens() + prompt.most_tokens
        return Question(self.endpoint, chain, tokens, self.waiting, self.cancelled)

    def _call(self, model: str, prompt: Prompt):  # type: ignore[no-untyped-def]
        most = Usage(tokens_in=prompt.tokens(), tokens_out=prompt.most_tokens, estimated=True)
        return self._reserved(model, most, prompt.tokens() + prompt.most_tokens)

    @contextmanager
    def _reserved(self, model: str, most: Usage, taken: int) -> Iterator[_Call]:
        made = _Call(self.meter.reserve(model, most), model, taken, Usage(estimated=True))
        try:
            yield made
        except BaseException as error:
            self._failed(made, most, error)
            raise
        finally:
            self._settle(made)

    def _failed(self, made: _Call, most: Usage, error: BaseException) -> None:
        if not isinstance(error, Trouble):
            made.outcome = Outcome.FAILED if made.outcome is Outcome.DONE else made.outcome
            return
        made.outcome = OUTCOMES.get(error.kind, Outcome.FAILED)
        if error.headers:
            limits.learn(self.endpoint, made.model, error.headers, made.taken, None)
        if error.kind == "unreachable":  # it may have been answered, and charged, all the same
            made.usage = Usage(tokens_in=most.tokens_in, seconds=most.seconds, estimated=True)

    def _settle(self, made: _Call) -> None:
        seconds = time.monotonic() - made.began
        self.meter.settle(made.number, made.outcome, made.usage, seconds, made.first)

    def _learn(self, made: _Call, headers: Mapping[str, str], usage: Usage) -> None:
        made.usage = usage
        limits.learn(
            self.endpoint, made.model, headers, made.taken, usage.tokens_in - usage.tokens_cached + usage.tokens_out
        )

    def _begun(self, model: str, prompt: Prompt) -> tuple[_Call, Iterator[Piece], Piece]:
        """A stream with its first words: from here on there is no other model."""
        most = Usage(tokens_in=prompt.tokens(), tokens_out=prompt.most_tokens, estimated=True)
        made = _Call(
            self.meter.reserve(model, most), model, prompt.tokens() + prompt.most_tokens, Usage(estimated=True)
        )
        pieces = sdk.stream(self.endpoint, model, prompt, self.read_seconds)
        try:
            for piece in pieces:
                if piece.headers is not None:
                    limits.learn(self.endpoint, model, piece.headers, made.taken, None)
                elif piece.text or piece.finish_reason:
                    made.first = time.monotonic() - made.began
                    return made, pieces, piece
            raise Trouble("server", f"{self.endpoint.name} broke off before the first word.")
        except BaseException as error:
            self._failed(made, most, error)
            self._settle(made)
            raise

    def _followed(self, prompt: Prompt, made: _Call, pieces: Iterator[Piece], first: Piece) -> Iterator[str | Finish]:
        said: list[str] = []
        reason, usage, piece = "", None, first
        made.outcome = Outcome.CANCELLED  # if nobody reads on
        try:
            while True:
                usage = piece.usage or usage
                reason = piece.finish_reason or reason
                if piece.text:
                    said.append(piece.text)
                    yield piece.text
                if self.cancelled() and not reason:
                    reason = "cancelled"
                    break
                if time.monotonic() - made.began > LONGEST_STREAM_SECONDS:
                    raise Trouble("truncated", "The answer takes too long.")
                piece = next(pieces)
        except (StopIteration, Trouble):
            made.outcome = Outcome.TRUNCATED  # unless a finish_reason came
        finally:
            pieces.close()  # type: ignore[attr-defined]
            made.usage = usage or _guessed(prompt, "".join(said))
            if reason and reason != "cancelled":
                made.outcome = Outcome.DONE if reason == "stop" else Outcome.TRUNCATED
            self._settle(made)
        if reason == "stop":
            self.meter.remember(self._key(made.model, prompt, "text"), made.model, "".join(said))
        yield Finish(reason=reason or "lost", model=made.model, usage=made.usage, truncated=reason != "stop")


def available(endpoint: Endpoint) -> list[str]:
    """The names of all models of the endpoint. Raises ModelError."""
    try:
        found = sdk.models(endpoint)
    except Trouble as trouble:
        raise trouble_error(endpoint, "", trouble) from trouble
    for model in found:
        breaker.there(endpoint, model)
    return found


def _guessed(prompt: Prompt, text: str) -> Usage:
    return Usage(tokens_in=prompt.tokens(), tokens_out=tokens_of(text), estimated=True)


def _checked(answer: sdk.Answer, kind: type[Value], made: _Call) -> Value:
    """The value, or Trouble with what was wrong."""
    if answer.refusal or answer.finish_reason == "content_filter":
        made.outcome = Outcome.REFUSED
        raise ModelError(
            "refused", f"The model refused to answer{': ' + answer.refusal[:200] if answer.refusal else '.'}"
        )
    if answer.finish_reason == "length":
        made.outcome = Outcome.TRUNCATED
        raise ModelError("truncated", "The answer was longer than allowed and was cut off. Nothing of it was kept.")
    if answer.finish_reason is None:
        raise Trouble("truncated", "The answer broke off.")
    try:
        return kind.model_validate_json(answer.text)
    except ValidationError as error:
        raise Trouble("invalid", WRONG_FORM) from error


__all__ = ["CANCELLED", "Client", "Finish", "Transcript", "available"]
