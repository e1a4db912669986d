"""Whether the parts that everything needs answer."""

import time

import psycopg
import redis
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from career_copilot import db, live

WORKER_SILENCE_SECONDS = 30


class Health(BaseModel, frozen=True):
    database: bool
    redis: bool
    worker: bool

    @property
    def healthy(self) -> bool:
        return self.database and self.redis and self.worker


def check() -> Health:
    """Ask each part; a part that does not answer is False, not an error."""
    return Health(database=_database(), redis=_redis(), worker=worker_answers(time.time()))


def _database() -> bool:
    try:
        with db.transaction() as session:
            session.connection().execute(text("select 1"))
    except (SQLAlchemyError, psycopg.Error):
        return False
    return True


def _redis() -> bool:
    try:
        return bool(live.client().ping())
    except redis.RedisError:
        return False


def worker_answers(now: float, seconds: float = WORKER_SILENCE_SECONDS) -> bool:
    """Whether any worker showed in the last `seconds` that it runs."""
    try:
        beat = live.client().get(live.WORKER_HEARTBEAT)
    except redis.RedisError:
        return False
    return beat is not None and now - float(beat) < seconds  # type: ignore[arg-type]
