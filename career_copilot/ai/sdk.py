"""The SDKs of Groq and OpenAI behind four plain calls, and their errors as `Trouble`. No policy: `policy.py` has it all.

They are imported when first asked: 0.5 s and 40 MB that nobody pays who has no key."""

import importlib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel, ValidationError

from career_copilot.ai.endpoints import READ_SECONDS, Endpoint, http_client
from career_copilot.ai.prompts import Prompt
from career_copilot.ai.retry_after import seconds_of
from career_copilot.domain.language_models import Provider, Usage
from career_copilot.errors import ModelError

NO_KEY = "none"  # SDKs insist on one; servers of one's own ask for none


class Trouble(Exception):
    """A call that failed. `kind`: `limit`, `server`, `unreachable`, `key`, `gone`, `too-large`, `invalid` or `other`."""

    def __init__(
        self, kind: str, text: str, retry_after: float | None = None, headers: Mapping[str, str] | None = None
    ):
        super().__init__(text)
        self.kind, self.retry_after, self.headers = kind, retry_after, headers or {}


class _Model(BaseModel):
    id: str


class _ModelList(BaseModel):
    data: list[_Model]


class Answer(BaseModel, frozen=True):
    """A whole answer, or the end of a stream. Without `finish_reason` it was cut off."""

    text: str = ""
    finish_reason: str | None = None
    refusal: str = ""
    usage: Usage | None = None
    headers: dict[str, str] = {}


class Piece(BaseModel, frozen=True):
    """A piece of a stream: some text, or how it ended."""

    text: str = ""
    finish_reason: str | None = None
    usage: Usage | None = None
    headers: dict[str, str] | None = None


def _libraries(provider: Provider) -> tuple[Any, Any]:
    """The SDK, and the HTTP library that it uses."""
    names = ("groq", "httpx") if provider is Provider.GROQ else ("openai", "httpx2")
    return importlib.import_module(names[0]), importlib.import_module(names[1])


@contextmanager
def opened(endpoint: Endpoint, read_seconds: float = READ_SECONDS) -> Iterator[Any]:
    """An SDK client for one call. Each request resolves and checks the address anew."""
    sdk, http = _libraries(endpoint.provider)
    kind = sdk.Groq if endpoint.provider is Provider.GROQ else sdk.OpenAI
    with (
        http_client(http, endpoint, read_seconds) as connections,
        kind(api_key=endpoint.key or NO_KEY, base_url=endpoint.url, max_retries=0, http_client=connections) as client,
        _troubles(endpoint),
    ):
        yield client


def models(endpoint: Endpoint) -> list[str]:
    """The names of all models that the endpoint has for this key. Raises Trouble."""
    with opened(endpoint, 8) as client:
        raw = client.models.with_raw_response.list()
        try:
            return sorted(model.id for model in _ModelList.model_validate_json(raw.http_response.content).data)
        except ValidationError as error:
            text = f"{endpoint.name} answered with something that is no list of models."
            raise Trouble("invalid", text) from error


def complete(endpoint: Endpoint, model: str, prompt: Prompt, schema: dict[str, Any], read_seconds: float) -> Answer:
    """One answer in the shape of `schema`. Raises Trouble."""
    with opened(endpoint, read_seconds) as client:
        strict = {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": schema}}
        raw = client.chat.completions.with_raw_response.create(
            **_words(endpoint, model, prompt), response_format=strict
        )
        found, headers = raw.parse(), _limits(raw.headers)
        if not getattr(found, "choices", None):
            raise Trouble("invalid", "The answer holds no choice.", headers=headers)
        choice = found.choices[0]
        return Answer(
            text=choice.message.content or "",
            finish_reason=choice.finish_reason,
            refusal=str(getattr(choice.message, "refusal", None) or ""),
            usage=_usage(found),
            headers=headers,
        )


def stream(endpoint: Endpoint, model: str, prompt: Prompt, read_seconds: float) -> Iterator[Piece]:
    """Pieces as they come; the first holds the headers. It ends without a word when the connection is lost. Raises Trouble."""
    with opened(endpoint, read_seconds) as client:
        # Groq tells the tokens unasked; its SDK does not know this word.
        usage = {} if endpoint.provider is Provider.GROQ else {"stream_options": {"include_usage": True}}
        words = _words(endpoint, model, prompt) | usage
        raw = client.chat.completions.with_raw_response.create(**words, stream=True)
        yield Piece(headers=_limits(raw.headers))
        with raw.parse() as chunks:
            for chunk in chunks:
                choice = chunk.choices[0] if chunk.choices else None
                text = (choice.delta.content or "") if choice else ""
                finish, told = choice.finish_reason if choice else None, _usage(chunk)
                if text or finish or told:
                    yield Piece(text=text, finish_reason=finish, usage=told)


def transcribe(endpoint: Endpoint, model: str, audio: bytes, name: str, language: str, read_seconds: float) -> Answer:
    """The words of a recording. Raises Trouble."""
    with opened(endpoint, read_seconds) as client:
        raw = client.audio.transcriptions.with_raw_response.create(
            file=(name, io.BytesIO(audio)),
            model=model,
            response_format="verbose_json",
            **({"language": language} if language else {}),
        )
        found = raw.parse()
        seconds = float(getattr(found, "duration", None) or 0)
        usage = Usage(seconds=max(0.0, seconds)) if seconds else None
        return Answer(text=str(found.text or ""), finish_reason="stop", usage=usage, headers=_limits(raw.headers))


def _words(endpoint: Endpoint, model: str, prompt: Prompt) -> dict[str, Any]:
    """Older servers know `max_tokens` only, Groq and OpenAI want the new name."""
    own = endpoint.provider is Provider.OPENAI and not endpoint.url.startswith("https://api.openai.com")
    words: dict[str, Any] = {
        "model": model,
        "messages": prompt.messages(),
        "temperature": prompt.temperature,
        "max_tokens" if own else "max_completion_tokens": prompt.most_tokens,
    }
    if "gpt-oss" in model and endpoint.provider is Provider.GROQ:
        words["reasoning_effort"] = "low"
    return words


def _limits(headers: Any) -> dict[str, str]:
    return {
        name.lower(): value
        for name, value in headers.items()
        if name.lower().startswith(("x-ratelimit-", "retry-after"))
    }


def _usage(answer: Any) -> Usage | None:
    """As OpenAI tells it, or Groq in the last piece of a stream."""
    found = getattr(answer, "usage", None) or getattr(getattr(answer, "x_groq", None), "usage", None)
    if found is None:
        return None
    details = getattr(found, "prompt_tokens_details", None)
    return Usage(
        tokens_in=max(0, found.prompt_tokens or 0),
        tokens_out=max(0, found.completion_tokens or 0),
        tokens_cached=max(0, getattr(details, "cached_tokens", None) or 0),
    )


@contextmanager
def _troubles(endpoint: Endpoint) -> Iterator[None]:
    """Errors of the SDK in our words. They hold no key: neither our text nor the cause is ever shown with one."""
    sdk, http = _libraries(endpoint.provider)
    try:
        yield
    except sdk.APITimeoutError as error:
        raise Trouble("unreachable", f"{endpoint.name} did not answer in time.") from error
    except sdk.APIStatusError as error:
        raise _refused(endpoint, error) from None  # its text is the server's, who knows our key
    except sdk.APIConnectionError as error:
        if isinstance(error.__cause__, ModelError):  # our own transport refused the address
            raise error.__cause__ from None
        raise Trouble("unreachable", f"{endpoint.name} cannot be reached.") from error
    except http.HTTPError as error:  # while an answer is read, SDKs let it through
        raise Trouble("unreachable", f"The connection to {endpoint.name} was lost.") from error
    except (sdk.APIResponseValidationError, ValueError) as error:
        raise Trouble("invalid", f"{endpoint.name} answered with something that is no answer.") from error
    except sdk.APIError as error:
        raise Trouble("server", f"{endpoint.name} broke off: {_said(endpoint, error.message)}") from None


def _said(endpoint: Endpoint, message: object) -> str:
    """The server's own words; should it repeat the key, without that."""
    text = str(message or "")
    return (text.replace(endpoint.key, "…") if endpoint.key else text)[:200]


def _refused(endpoint: Endpoint, error: Any) -> Trouble:
    status, headers = error.status_code, _limits(error.response.headers)
    body: dict[str, Any] = error.body if isinstance(error.body, dict) else {}
    inner: Any = body.get("error")
    inner = inner if isinstance(inner, dict) else body  # the OpenAI SDK unwraps it
    code, said = str(inner.get("code") or ""), _said(endpoint, inner.get("message"))
    if status == 429:
        return Trouble("limit", f"{endpoint.name} is at its limit.", seconds_of(headers.get("retry-after")), headers)
    if status in (401, 403):
        return Trouble("key", f"{endpoint.name} refuses the key. Enter another one in Settings, Models.")
    if status == 404 or code in ("model_not_found", "model_decommissioned"):
        return Trouble("gone", said or "There is no such model.")
    if status == 413 or code in ("context_length_exceeded", "request_too_large"):
        return Trouble("too-large", "This is more text than the model takes at once.", headers=headers)
    if code == "json_validate_failed":
        return Trouble("invalid", "The model did not keep to the wanted shape.", headers=headers)
    if status >= 500:
        return Trouble(
            "server", f"{endpoint.name} has trouble of its own ({status}).", seconds_of(headers.get("retry-after"))
        )
    if 300 <= status < 400:
        return Trouble("other", f"{endpoint.name} sends us elsewhere, which is not followed: enter the final address.")
    return Trouble("other", f"{endpoint.name} refused the request ({status}{': ' + said if said else ''}).")
