"""The text that a model is writing just now: in Redis, in one place for each attempt, so that every tab reads the same and a
worker that lost its run writes where nobody looks. Hints go out at most twenty times a second."""

import json
import time
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from career_copilot import live
from career_copilot.services.line_verdicts import LineView

HINT_SECONDS = 0.05
KEPT_SECONDS = 3_600
PREFIX = "career-copilot:generation:"


class Written(BaseModel, frozen=True):
    """Lines from the asked number on, and what has come of the next one. `note` says why nothing comes just now."""

    lines: tuple[LineView, ...] = ()
    partial: str = ""
    note: str = ""


class Growing:
    """What one worker writes into."""

    def __init__(self, user_id: int, draft_id: int, generation_id: int, attempt: int) -> None:
        self._hint: dict[str, Any] = {"draft_id": draft_id, "growing": True}  # lists of drafts need not look
        self._user_id = user_id
        self._key = _key(generation_id, attempt)
        self._told = 0.0
        self._lines: list[str] = []

    def add(self, line: LineView) -> None:
        """One line more; it is shown with the next `show`."""
        self._lines.append(line.model_dump_json())

    def show(self, partial: str, note: str = "", force: bool = False) -> None:
        """Let the tabs see what there is, unless they were told less than a twentieth of a second ago."""
        now = time.monotonic()
        if not force and now - self._told < HINT_SECONDS:
            return
        self._told = now
        with live.client().pipeline() as pipeline:
            if self._lines:
                pipeline.rpush(f"{self._key}:lines", *self._lines)
            pipeline.set(f"{self._key}:now", json.dumps([partial, note]), ex=KEPT_SECONDS)
            pipeline.expire(f"{self._key}:lines", KEPT_SECONDS)
            pipeline.execute()
        self._lines = []
        live.publish(self._user_id, live.Topic.DRAFTS, **self._hint)


def read(generation_id: int, attempt: int, since: int) -> Written:
    """What there is from line `since` on."""
    key = _key(generation_id, attempt)
    with live.client().pipeline() as pipeline:
        pipeline.lrange(f"{key}:lines", since, -1)
        pipeline.get(f"{key}:now")
        lines, now = pipeline.execute()
    partial, note = json.loads(now) if now else ("", "")
    return Written(lines=_views(lines), partial=partial, note=note)


def ask_to_stop(generation_id: int) -> None:
    """A flag that the worker looks at between two pieces."""
    live.client().set(f"{PREFIX}{generation_id}:stop", 1, ex=KEPT_SECONDS)


def asked_to_stop(generation_id: int) -> bool:
    return bool(live.client().exists(f"{PREFIX}{generation_id}:stop"))


def _key(generation_id: int, attempt: int) -> str:
    return f"{PREFIX}{generation_id}:{attempt}"


def _views(lines: Sequence[Any]) -> tuple[LineView, ...]:
    return tuple(LineView.model_validate_json(line) for line in lines)
