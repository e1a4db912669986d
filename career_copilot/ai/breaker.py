"""A model that fails again and again is left alone for a while, by all processes; then one call tries it."""

import hashlib
from typing import Any

from career_copilot import live
from career_copilot.ai.endpoints import Endpoint
from career_copilot.ai.limits import PREFIX, scope

FAILURES = 5
WINDOW_SECONDS = 60
OPEN_SECONDS = 30
GONE_SECONDS = 3_600


def _name(endpoint: Endpoint, model: str, part: str) -> str:
    where = hashlib.sha256(endpoint.url.encode()).hexdigest()[:16]
    return f"{PREFIX}{part}:{where}:{model}"


def may_ask(endpoint: Endpoint, model: str) -> bool:
    """False while it is left alone. After that only one call at a time may try, until one succeeds."""
    client = live.client()
    if client.exists(_name(endpoint, model, "open")):
        return False
    failures: Any = client.get(_name(endpoint, model, "failures"))
    if int(failures or 0) < FAILURES:
        return True
    return bool(client.set(_name(endpoint, model, "trying"), 1, nx=True, ex=OPEN_SECONDS))


def failed(endpoint: Endpoint, model: str) -> None:
    """Count it; at the fifth in a row the model is left alone."""
    name = _name(endpoint, model, "failures")
    with live.client().pipeline() as pipeline:
        pipeline.incr(name)
        pipeline.expire(name, WINDOW_SECONDS + OPEN_SECONDS)
        pipeline.delete(_name(endpoint, model, "trying"))
        count = pipeline.execute()[0]
    if count >= FAILURES:
        live.client().set(_name(endpoint, model, "open"), 1, ex=OPEN_SECONDS)


def worked(endpoint: Endpoint, model: str) -> None:
    """Start counting anew."""
    live.client().delete(*(_name(endpoint, model, part) for part in ("failures", "trying", "open")))


def is_gone(endpoint: Endpoint, model: str) -> bool:
    """The provider said in the last hour that it has no such model."""
    return bool(live.client().exists(_gone(endpoint, model)))


def _gone(endpoint: Endpoint, model: str) -> str:
    """Of one key: another may have what this one has not."""
    return f"{scope(endpoint, model)}:gone"


def gone(endpoint: Endpoint, model: str) -> None:
    live.client().set(_gone(endpoint, model), 1, ex=GONE_SECONDS)


def there(endpoint: Endpoint, model: str) -> None:
    """It is in the list again."""
    live.client().delete(_gone(endpoint, model))
