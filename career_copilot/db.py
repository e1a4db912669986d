"""The one engine of this process and the one way to open a transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from sqlalchemy import Engine, create_engine
from sqlmodel import Session

from career_copilot.config import settings

POOL_SIZE = 16  # the same as the worker's threads and the web process's executor: nobody waits for a connection


def sqlalchemy_url(url: str) -> str:
    """`postgres://` and `postgresql://` → the psycopg 3 driver that we install."""
    scheme, separator, rest = url.partition("://")
    return f"postgresql+psycopg{separator}{rest}" if scheme in ("postgres", "postgresql") else url


@lru_cache(maxsize=1)
def engine() -> Engine:
    """One pool a process, opened at first use."""
    return create_engine(
        sqlalchemy_url(settings().database_url), pool_size=POOL_SIZE, max_overflow=4, pool_pre_ping=True
    )


@contextmanager
def transaction() -> Iterator[Session]:
    """All or nothing: commits at the end of the block, rolls back on any error. Rows stay readable afterwards."""
    with Session(engine(), expire_on_commit=False) as session, session.begin():
        yield session
