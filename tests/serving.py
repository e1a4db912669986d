"""The real application for tests: the production frontend, granian with two web processes, own Postgres and Valkey.

Attacks and browser journeys share it. The frontend is built once for a state of the sources (`local/frontend.py`)."""

import http.client
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlmodel import SQLModel

from career_copilot import db, live, models  # noqa: F401  the tables register themselves
from career_copilot.config import Settings, settings
from career_copilot.local import postgres, processes, valkey
from career_copilot.local.bootstrap import die_with_parent

ROOT = Path(__file__).parent.parent


@dataclass
class AppServer:
    """A running instance. Its services can also be called in this process: the settings name its servers."""

    port: int
    data: Path
    log: Path
    environment: dict[str, str] = field(repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def logged(self) -> str:
        return self.log.read_text("utf-8", "replace")


@contextmanager
def child(command: list[str], **options: Any) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that ends with the block, and with us."""
    process = subprocess.Popen(command, start_new_session=True, preexec_fn=die_with_parent, **options)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)


@contextmanager
def own_servers(data: Path) -> Iterator[tuple[str, str]]:
    """A Postgres with our tables and a Valkey below `data`; yields their URLs."""
    data.chmod(0o711)  # as root the database runs as another user, which must be able to pass through
    with child(postgres.prepare(data), cwd="/", **postgres.as_server(postgres.server_account())) as process:
        postgres.wait_until_ready(data, process)
        postgres.create_database(data)
        engine = create_engine(db.sqlalchemy_url(postgres.url(data)))
        SQLModel.metadata.create_all(engine)
        engine.dispose()
        command, redis_url = valkey.prepare(data)
        with child(command) as cache:
            valkey.wait_until_ready(redis_url, cache)
            yield postgres.url(data), redis_url


@contextmanager
def named(environment: dict[str, str]) -> Iterator[None]:
    """This process's services use the same servers for as long as the block runs."""
    before = {name: os.environ.get(name) for name in environment}
    os.environ |= environment
    _forget()
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        _forget()


def _forget() -> None:
    """Drop the connections and settings that this process holds."""
    if db.engine.cache_info().currsize:
        db.engine().dispose()
    for cached in (settings, db.engine, live.client):
        cached.cache_clear()


@contextmanager
def web(data: Path, database_url: str, redis_url: str, **chosen: Any) -> Iterator[AppServer]:
    """Web processes against these servers; `chosen` are settings, such as `single_user=True`."""
    found = Settings(
        **{
            "data": data,
            "port": postgres.free_port(),
            "web_workers": 2,
            **chosen,
            "database_url": database_url,
            "redis_url": redis_url,
        }
    )
    environment = processes.environment("web", found, database_url, redis_url)
    environment |= {
        f"CAREER_COPILOT_{name.upper()}": str(int(value) if isinstance(value, bool) else value)
        for name, value in chosen.items()
    }
    environment["CAREER_COPILOT_WEB_WORKERS"] = str(found.web_workers)
    log = data / f"web-{found.port}.log"
    with (
        log.open("wb") as output,
        child(processes.command("web", found), cwd=ROOT, env=environment, stdout=output, stderr=output) as process,
    ):
        _wait_until_it_answers(found.port, process, log)
        yield AppServer(found.port, data, log, environment)


def _wait_until_it_answers(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, log.read_text()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/ping")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"The web process did not answer in 30 s:\n{log.read_text()}")


@contextmanager
def whole_app(**chosen: Any) -> Iterator[AppServer]:
    """Everything but workers, in a directory of its own that is removed at the end."""
    with tempfile.TemporaryDirectory(prefix="career-copilot-tests-") as name:
        data = Path(name)
        with own_servers(data) as (database_url, redis_url), web(data, database_url, redis_url, **chosen) as server:
            names = ("CAREER_COPILOT_DATA", "CAREER_COPILOT_PORT", "DATABASE_URL", "REDIS_URL")
            with named({key: server.environment[key] for key in names}):
                yield server
