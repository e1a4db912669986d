"""Tell open tabs that something changed. A hint only: the tab reads the rows again, so a lost hint costs freshness.

Publishing is here and imports no Reflex, so that workers stay small; the listening half is in `career_copilot/app.py`'s
web process (`pages/session.py` applies the hints)."""

import json
from enum import StrEnum
from functools import lru_cache
from typing import Any

import redis

from career_copilot.config import settings

CHANNEL = "career-copilot:user:"
WORKER_HEARTBEAT = "career-copilot:worker-heartbeat"  # seconds since 1970, set by any running worker


class Topic(StrEnum):
    """What changed. Each names the rows that a tab should read again."""

    MATCHES = "matches"  # openings, scores
    OPENINGS = "openings"  # saved, hidden, seen by this person
    SOURCES = "sources"  # followed sources and their runs; counts travel in the hint
    RESUMES = "resumes"  # résumés and the profile read from them
    WISHES = "wishes"
    APPLICATIONS = "applications"  # applications and all that hangs on them
    FACTS = "facts"  # achievements and what the person stated
    TRANSFERS = "transfers"  # imports and exports; counts travel in the hint
    DRAFTS = "drafts"  # what is being written: its versions, and the text that a model is writing just now
    MODELS = "models"  # which language models may be asked, and what they cost
    WORKER = "worker"  # it fell silent or answers again; never published, each web process asks for itself
    PERSON = "person"  # how things are shown to them: density, time zone
    SESSIONS = "sessions"  # one began or was revoked: tabs must check theirs


@lru_cache(maxsize=1)
def client() -> "redis.Redis":
    """The Redis connection pool of this process."""
    return redis.Redis.from_url(settings().redis_url)


def publish(user_id: int, topic: Topic, **data: Any) -> None:
    """Send a hint to all tabs of one user, in whichever web process they live. Call it after the commit."""
    client().publish(f"{CHANNEL}{user_id}", json.dumps({"topic": topic, **data}))
