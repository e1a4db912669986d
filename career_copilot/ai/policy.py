"""The one policy above both SDKs: what waits, what is tried again, which model is asked next, and what a person reads when
none answers. A short wait is waited and told; a long one leads to the next model or to `ModelBusyError`."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from career_copilot.ai import breaker, limits
from career_copilot.ai.endpoints import Endpoint
from career_copilot.ai.sdk import Trouble
from career_copilot.errors import ModelBusyError, ModelError

SHORT_SECONDS = 10.0  # one wait
MOST_SECONDS = 30.0  # all waits of one question
NO_HEADER_SECONDS = 2.0
LEAST_SECONDS = 0.5
SECOND_TRY_SECONDS = (0.3, 0.8)
MOST_TRIES = 4  # of one model that says each time that it is free soon
SECOND_TRY = frozenset({"server", "unreachable", "invalid", "truncated"})
NEXT_MODEL = SECOND_TRY | {"limit", "gone", "too-large"}
BROKEN = frozenset({"server", "unreachable"})
SLICE_SECONDS = 0.1
CANCELLED = "Stopped."

Waiting = Callable[[str, float], None]
Cancelled = Callable[[], bool]
Answer = TypeVar("Answer")


def pause(seconds: float, cancelled: Cancelled) -> None:
    """Sleep, but for a stop. Raises ModelError."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if cancelled():
            raise ModelError("cancelled", CANCELLED)
        time.sleep(min(SLICE_SECONDS, left))


@dataclass
class Question:
    """One question on its way along the chain. `call(model)` makes one call and raises Trouble."""

    endpoint: Endpoint
    chain: tuple[str, ...]
    tokens: int
    waiting: Waiting
    cancelled: Cancelled
    waited: float = 0.0
    free_in: list[float] = field(default_factory=list)
    troubles: list[tuple[str, Trouble]] = field(default_factory=list)

    def answered(self, call: Callable[[str], Answer]) -> Answer:
        """The first answer of the chain. Raises ModelError, ModelBusyError."""
        for model in self.chain:
            answer = self._of(model, call)
            if answer is not None:
                return answer
        raise self._nobody()

    def _of(self, model: str, call: Callable[[str], Answer]) -> Answer | None:
        """This model's answer; None when the next should be asked."""
        tries = 0
        while True:
            if self.cancelled():
                raise ModelError("cancelled", CANCELLED)
            if not self._may_ask(model):
                return None
            try:
                answer = call(model)
            except Trouble as trouble:
                tries += 1
                if not self._again(model, trouble, tries):
                    return None
            else:
                breaker.worked(self.endpoint, model)
                return answer

    def _may_ask(self, model: str) -> bool:
        """Waits until the model may be asked, if that is soon."""
        if breaker.is_gone(self.endpoint, model):
            self.troubles.append((model, Trouble("gone", "")))
            return False
        while (wait := limits.take(self.endpoint, model, self.tokens)) > 0:
            if wait > SHORT_SECONDS or self.waited + wait > MOST_SECONDS:
                self.free_in.append(wait)
                return False
            self.waiting(model, wait)
            self.waited += wait
            pause(wait, self.cancelled)
        if not breaker.may_ask(self.endpoint, model):
            self.troubles.append((model, Trouble("server", f"{model} has failed several times.")))
            return False
        return True

    def _again(self, model: str, trouble: Trouble, tries: int) -> bool:
        """Whether this model is asked once more. Raises ModelError for what no other model would answer either."""
        if trouble.kind in BROKEN:
            breaker.failed(self.endpoint, model)
        else:
            breaker.worked(self.endpoint, model)
        if trouble.kind == "limit":
            seconds = max(trouble.retry_after or NO_HEADER_SECONDS, LEAST_SECONDS)
            limits.block(self.endpoint, model, seconds)
            if tries >= MOST_TRIES:
                self.free_in.append(seconds)
            return tries < MOST_TRIES  # `_may_ask` waits, or gives up
        if trouble.kind == "gone":
            breaker.gone(self.endpoint, model)
        if trouble.kind not in NEXT_MODEL:
            raise ModelError("key" if trouble.kind == "key" else "invalid", str(trouble)) from trouble
        if trouble.kind in SECOND_TRY and tries < 2:
            pause(min(trouble.retry_after or random.uniform(*SECOND_TRY_SECONDS), SHORT_SECONDS), self.cancelled)
            return True
        self.troubles.append((model, trouble))
        return False

    def _nobody(self) -> ModelError:
        if self.free_in:
            seconds = max(1.0, min(self.free_in))
            when = datetime.now(UTC) + timedelta(seconds=seconds)
            return ModelBusyError(f"{self.endpoint.name} is at its limit for about {in_words(seconds)}.", when)
        if not self.troubles:
            return ModelError("no-key", "No model is chosen for this. Choose one in Settings, Models.")
        model, trouble = self.troubles[-1]
        return trouble_error(self.endpoint, model, trouble)


def trouble_error(endpoint: Endpoint, model: str, trouble: Trouble) -> ModelError:
    """In words for the person."""
    if trouble.kind == "gone":
        return ModelError(
            "gone", f"{endpoint.name} no longer offers {model}. Choose another model in Settings, Models."
        )
    if trouble.kind == "limit":
        seconds = trouble.retry_after or NO_HEADER_SECONDS
        when = datetime.now(UTC) + timedelta(seconds=seconds)
        return ModelBusyError(f"{endpoint.name} is at its limit for about {in_words(seconds)}.", when)
    if trouble.kind == "truncated":
        return ModelError(
            "truncated", "The answer broke off before it was complete. Nothing of it was kept; try again."
        )
    kind = {"server": "unreachable", "other": "invalid"}.get(trouble.kind, trouble.kind)
    return ModelError(kind, str(trouble))


def in_words(seconds: float) -> str:
    """`12 seconds`, `15 minutes`, `3 hours`."""
    for unit, size in (("hour", 3600), ("minute", 60), ("second", 1)):
        if seconds >= size * (1 if unit == "second" else 1.5) or unit == "second":
            count = max(1, round(seconds / size))
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "a moment"
