"""The one engine of this process, the one way to open a transaction, and a shorter way for what only reads."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlmodel import Session

from career_copilot.config import settings

POOL_SIZE = 16  # the same as the worker's threads and the web process's executor: nobody waits for a connection
TRUST_SECONDS = 1.0  # so long a connection that has just answered is not asked whether it still does


def sqlalchemy_url(url: str) -> str:
    """`postgres://` and `postgresql://` → the psycopg 3 driver that we install."""
    scheme, separator, rest = url.partition("://")
    return f"postgresql+psycopg{separator}{rest}" if scheme in ("postgres", "postgresql") else url


@lru_cache(maxsize=1)
def engine() -> Engine:
    """One pool a process, opened at first use. The connection used last goes first: it knows our statements."""
    made = create_engine(
        sqlalchemy_url(settings().database_url), pool_size=POOL_SIZE, max_overflow=4, pool_use_lifo=True
    )

    def answered(connection: Any, record: Any) -> None:
        record.info["answered_at"] = time.monotonic()

    def taken(connection: Any, record: Any, proxy: Any) -> None:
        if time.monotonic() - record.info.get("answered_at", 0.0) < TRUST_SECONDS:
            return
        try:
            made.dialect.do_ping(connection)
        except psycopg.Error as error:
            raise InvalidatePoolError from error  # the database was restarted: all connections are opened anew

    event.listen(made, "connect", answered)
    event.listen(made, "checkin", answered)
    event.listen(made, "checkout", taken)
    return made


@contextmanager
def transaction() -> Iterator[Session]:
    """All or nothing: commits at the end of the block, rolls back on any error. Rows stay readable afterwards."""
    with Session(engine(), expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading() -> Iterator[Connection]:
    """For statements that only read, each by itself: a transaction here would see no more (READ COMMITTED) and cost two
    more trips to the database, which is much for a page."""
    with engine().connect() as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT")
