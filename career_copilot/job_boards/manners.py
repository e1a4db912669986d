"""How we behave towards a host: one request at a time, a pause between two, patience when it asks for some."""

import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

ATTEMPTS = 3
LONGEST_WAIT = 30.0
"""Seconds we wait when a host asks us to; a longer wish is left to the next run."""
RETRIED = frozenset({429, 500, 502, 503, 504})


@dataclass
class _Gate:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


_GATES: defaultdict[str, _Gate] = defaultdict(_Gate)


@contextmanager
def turn(host: str, pause: float, sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Wait until no other thread of this process talks to the host and `pause` seconds have passed since the last."""
    gate = _GATES[host]
    with gate.lock:
        wait = gate.free_at - time.monotonic()
        if wait > 0:
            sleep(wait)
        try:
            yield
        finally:
            gate.free_at = time.monotonic() + pause


def wait_before(attempt: int, retry_after: str | None, now: datetime | None = None) -> float | None:
    """Seconds to wait before attempt number `attempt` (2, 3, …): what the host asks for, as seconds or as a date, or
    else exponential with jitter. None: it asks for more than we wait."""
    asked = _seconds(retry_after, now or datetime.now(UTC))
    if asked is not None:
        return asked if asked <= LONGEST_WAIT else None
    return float(0.5 * 2 ** (attempt - 2) * (1 + random.random()))


def _seconds(retry_after: str | None, now: datetime) -> float | None:
    if not retry_after:
        return None
    try:
        return max(float(retry_after), 0.0)
    except ValueError:
        pass
    try:
        date = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max((date - now).total_seconds(), 0.0)
