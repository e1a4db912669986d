"""Token buckets per key and model, fed by headers, shared by all processes."""

import threading

import pytest

from career_copilot.ai import limits
from career_copilot.ai.endpoints import Endpoint
from career_copilot.ai.retry_after import seconds_of
from career_copilot.ai.schemas import strict_schema
from career_copilot.domain.language_models import Provider

pytestmark = pytest.mark.usefixtures("redis_server")
ENDPOINT = Endpoint(provider=Provider.GROQ, url="https://api.groq.com", key="gsk_alice")
MODEL = "openai/gpt-oss-120b"


def headers(tokens: int, limit: int = 8_000, reset: str = "60s", requests: int = 900) -> dict[str, str]:
    return {
        "x-ratelimit-limit-tokens": str(limit), "x-ratelimit-remaining-tokens": str(tokens), "x-ratelimit-reset-tokens": reset,
        "x-ratelimit-limit-requests": "1000", "x-ratelimit-remaining-requests": str(requests), "x-ratelimit-reset-requests": "2h24m0s",
    }  # fmt: skip


def test_a_bucket_that_nobody_knows_is_not_waited_for() -> None:
    assert limits.take(ENDPOINT, MODEL, 1_000_000) == 0


def test_what_is_left_is_taken_until_it_is_empty() -> None:
    limits.learn(ENDPOINT, MODEL, headers(4_000), 0, None)
    assert limits.take(ENDPOINT, MODEL, 3_000) == 0
    wait = limits.take(ENDPOINT, MODEL, 3_000)
    assert 25 < wait <= 30  # 2,000 are missing, 4,000 come in a minute
    assert limits.take(ENDPOINT, MODEL, 900) == 0, "a smaller one fits"


def test_requests_are_counted_too() -> None:
    limits.learn(ENDPOINT, MODEL, headers(8_000, requests=1), 0, None)
    assert limits.take(ENDPOINT, MODEL, 1) == 0
    assert limits.take(ENDPOINT, MODEL, 1) > 1


def test_what_was_reserved_and_not_used_comes_back() -> None:
    limits.learn(ENDPOINT, MODEL, headers(4_000), 0, None)
    limits.take(ENDPOINT, MODEL, 4_000)
    limits.learn(ENDPOINT, MODEL, headers(3_500), taken=4_000, used=500)
    assert limits.take(ENDPOINT, MODEL, 3_400) == 0


def test_calls_that_still_run_keep_what_they_took() -> None:
    """The provider does not know of them yet when it answers another one."""
    limits.learn(ENDPOINT, MODEL, headers(6_000), 0, None)
    assert limits.take(ENDPOINT, MODEL, 3_000) == 0
    assert limits.take(ENDPOINT, MODEL, 2_000) == 0
    limits.learn(ENDPOINT, MODEL, headers(5_500), taken=2_000, used=500)
    assert limits.take(ENDPOINT, MODEL, 3_000) > 0
    assert limits.take(ENDPOINT, MODEL, 2_000) == 0


def test_a_refusal_blocks_key_and_model_and_no_other() -> None:
    limits.block(ENDPOINT, MODEL, 900)
    assert 890 < limits.take(ENDPOINT, MODEL, 1) <= 900
    assert limits.take(ENDPOINT, "openai/gpt-oss-20b", 1) == 0
    assert limits.take(ENDPOINT.model_copy(update={"key": "gsk_bob"}), MODEL, 1) == 0


def test_of_many_at_once_only_as_many_as_fit_get_some() -> None:
    limits.learn(ENDPOINT, MODEL, headers(5_000, limit=100_000, reset="24h0m0s"), 0, None)
    waits: list[float] = []
    threads = [threading.Thread(target=lambda: waits.append(limits.take(ENDPOINT, MODEL, 500))) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(wait == 0 for wait in waits) == 10


def test_the_name_of_a_bucket_does_not_tell_the_key() -> None:
    assert "alice" not in limits.scope(ENDPOINT, MODEL)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("7", 7), ("0", 0), ("7.66s", 7.66), ("2m59.56s", 179.56), ("120ms", 0.12), ("1h0m1s", 3601), ("1d2h", 93_600), ("", None), (None, None),
     ("soon", None), ("-3", None), ("9" * 9, 7 * 86_400), ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("٣", None)],
)  # fmt: skip
def test_times_in_headers(told: str | None, seconds: float | None) -> None:
    assert seconds_of(told) == (pytest.approx(seconds) if seconds is not None else None)


def test_a_schema_for_constrained_decoding_allows_nothing_else() -> None:
    import json
    from enum import StrEnum
    from typing import Literal

    from pydantic import BaseModel, Field

    class Sign(StrEnum):
        GOOD = "good"
        BAD = "bad"

    class Reason(BaseModel):
        sign: Sign
        words: str = Field("", max_length=80, description="quoted")

    class Judged(BaseModel):
        reasons: list[Reason]
        best: Reason | None = None
        kind: Literal["short"] = "short"

    schema = json.loads(strict_schema(Judged))
    assert schema["required"] == ["best", "kind", "reasons"] or set(schema["required"]) == {"reasons", "best", "kind"}
    assert schema["additionalProperties"] is False
    assert schema["properties"]["best"]["anyOf"] == [{"$ref": "#/$defs/Reason"}, {"type": "null"}]
    assert schema["$defs"]["Reason"]["required"] == ["sign", "words"] or set(schema["$defs"]["Reason"]["required"]) == {
        "sign",
        "words",
    }
    assert schema["$defs"]["Reason"]["properties"]["words"] == {"type": "string", "description": "quoted"}
    assert "default" not in strict_schema(Judged)
