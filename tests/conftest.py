"""Shared fixtures: a real Postgres and a real Valkey (the embedded ones), rolled back or emptied per test."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import Connection, create_engine, text
from sqlmodel import Session, SQLModel

from career_copilot import db, live, models
from career_copilot.config import settings
from career_copilot.local import browser, postgres, valkey
from career_copilot.local.bootstrap import die_with_parent
from tests import serving

RECORDINGS = Path(os.environ.get("CAREER_COPILOT_RECORDINGS", "../shared/data"))


@pytest.fixture(scope="session")
def recordings() -> Path:
    """The folder of recorded answers; the only reason for which a test may be skipped."""
    if not RECORDINGS.is_dir():
        pytest.skip(f"no recordings at {RECORDINGS} (CAREER_COPILOT_RECORDINGS)")
    return RECORDINGS


@contextmanager
def running(command: list[str], **options: object) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(command, start_new_session=True, preexec_fn=die_with_parent, **options)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


@pytest.fixture(scope="session")
def servers() -> Iterator[Path]:
    """A Postgres and a Valkey of this test run, named in the environment as a deployment would."""
    with tempfile.TemporaryDirectory(prefix="career-copilot-tests-") as name:
        data = Path(name)
        data.chmod(0o711)  # as root the database runs as another user, which must be able to pass through
        command = postgres.prepare(data)
        with running(command, cwd="/", **postgres.as_server(postgres.server_account())) as process:
            postgres.wait_until_ready(data, process)
            postgres.create_database(data)
            cache_command, redis_url = valkey.prepare(data)
            with running(cache_command) as cache:
                valkey.wait_until_ready(redis_url, cache)
                os.environ |= {
                    "DATABASE_URL": postgres.url(data),
                    "REDIS_URL": redis_url,
                    "CAREER_COPILOT_DATA": str(data),
                }
                settings.cache_clear()
                yield data


@pytest.fixture(scope="session")
def schema(servers: Path) -> Iterator[None]:
    """The tables, made once."""
    engine = create_engine(db.sqlalchemy_url(settings().database_url))
    SQLModel.metadata.create_all(engine)
    yield
    engine.dispose()
    if db.engine.cache_info().currsize:
        db.engine().dispose()


@pytest.fixture(scope="session")
def app_server(servers: Path, schema: None) -> Iterator[serving.AppServer]:
    """The built application with two web processes, on the servers of this test run: the services called by a test see
    what it sees. Nothing is rolled back, so use people of your own."""
    with serving.web(servers, os.environ["DATABASE_URL"], os.environ["REDIS_URL"]) as server:
        yield server


@pytest.fixture
def database(schema: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """Every `db.transaction()` of the test runs inside one outer transaction, which is rolled back at the end."""
    engine = create_engine(db.sqlalchemy_url(settings().database_url))
    with engine.connect() as connection:
        outer = connection.begin()

        @contextmanager
        def transaction() -> Iterator[Session]:
            with (
                Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session,
                session.begin(),
            ):
                yield session

        monkeypatch.setattr(db, "transaction", transaction)
        monkeypatch.setattr(db, "reading", lambda: nullcontext(connection))
        yield connection
        outer.rollback()
    engine.dispose()


@pytest.fixture
def committed(schema: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """For what needs several connections: rows are committed, and all tables emptied at the end."""
    engine = create_engine(db.sqlalchemy_url(settings().database_url), pool_size=16)

    @contextmanager
    def transaction() -> Iterator[Session]:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    monkeypatch.setattr(db, "transaction", transaction)
    monkeypatch.setattr(db, "reading", engine.connect)
    yield
    with engine.begin() as connection:
        names = ", ".join(table.name for table in SQLModel.metadata.sorted_tables)
        connection.execute(text(f"truncate {names} restart identity cascade"))
    engine.dispose()


@pytest.fixture
def carol(committed: None) -> int:
    """The id of a person whose rows are committed."""
    return _user("carol@example.org")


@pytest.fixture
def redis_server(servers: Path) -> Iterator[None]:
    """An empty Valkey."""
    live.client().flushall()
    yield
    live.client().flushall()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """pytest-playwright starts this Chromium. Without one, tests in a browser fail and say what to install."""
    expect.set_options(timeout=20_000)  # machines are shared: what is slow is not wrong
    named = os.environ.get(browser.SETTING)
    return browser_type_launch_args | browser.launch_options(browser.find_or_install() if named is None else named)


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def _user(email: str) -> int:
    with db.transaction() as session:
        user = models.User(email=email, password_hash="not a hash")
        session.add(user)
        session.flush()
        assert user.id is not None
        return user.id


@pytest.fixture
def alice(database: Connection) -> int:
    """The id of a person."""
    return _user("alice@example.org")


@pytest.fixture
def bob(database: Connection) -> int:
    """The id of another person, whose rows must not exist for alice."""
    return _user("bob@example.org")
