"""Run what is measured in a temporary directory: only the servers, or the whole program as a user starts it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from career_copilot import db, live
from career_copilot.config import settings
from career_copilot.local import migrations, postgres, valkey
from career_copilot.local.bootstrap import ROOT, die_with_parent

NAMES = ("DATABASE_URL", "REDIS_URL", "CAREER_COPILOT_DATA", "CAREER_COPILOT_HOST", "CAREER_COPILOT_PORT")


@contextmanager
def temporary_data() -> Iterator[Path]:
    """An empty directory that, as root, the database's user may enter too."""
    with tempfile.TemporaryDirectory(prefix="career-copilot-benchmark-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@contextmanager
def named(data: Path, database_url: str, redis_url: str) -> Iterator[None]:
    """Make the services of this process use these servers."""
    before = {name: os.environ.get(name) for name in NAMES}
    os.environ |= {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "CAREER_COPILOT_DATA": str(data)}
    _forget()
    try:
        yield
    finally:
        if db.engine.cache_info().currsize:
            db.engine().dispose()
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        _forget()


def _forget() -> None:
    for cached in (settings, db.engine, live.client):
        cached.cache_clear()


@contextmanager
def _running(command: list[str], **options: object) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(  # type: ignore[call-overload]
        command,
        start_new_session=True,
        preexec_fn=die_with_parent,
        cwd="/",
        stdout=sys.stderr,
        stderr=sys.stderr,
        **options,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


@contextmanager
def servers() -> Iterator[Path]:
    """A Postgres with all tables and a Valkey, named in the settings of this process; yields the data directory."""
    with temporary_data() as data:
        command = postgres.prepare(data)
        with _running(command, **postgres.as_server(postgres.server_account())) as process:
            postgres.wait_until_ready(data, process)
            postgres.create_database(data)
            cache_command, redis_url = valkey.prepare(data)
            with _running(cache_command) as cache:
                valkey.wait_until_ready(redis_url, cache)
                with named(data, postgres.url(data), redis_url):
                    migrations.upgrade(postgres.url(data), data / "dumps", datetime.now(UTC))
                    yield data


@dataclass
class Application:
    """The whole program, started by its one command."""

    data: Path
    port: int
    process: "subprocess.Popen[str]"
    seconds: float

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def tree(self) -> list[psutil.Process]:
        """The supervisor and everything below it."""
        top = psutil.Process(self.process.pid)
        return [top, *top.children(recursive=True)]


def start(data: Path, root: Path = ROOT, python: str = sys.executable, **more: str) -> Application:
    """`python -m career_copilot up` on `data`; returns when it has printed `ready:`, with the seconds that took.
    Raises RuntimeError when it ends before."""
    port = postgres.free_port()
    environment = {name: value for name, value in os.environ.items() if name not in NAMES} | more
    started = time.perf_counter()
    process = subprocess.Popen(
        [python, "-m", "career_copilot", "up", "--data", str(data), "--port", str(port)],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    for line in process.stdout:
        if line.startswith("ready:"):
            return Application(data, port, process, time.perf_counter() - started)
    raise RuntimeError(f"`up` ended with code {process.wait()} before it was ready; see {data}/logs")


def stop(application: Application) -> None:
    application.process.send_signal(signal.SIGTERM)
    application.process.wait(20)
    assert application.process.stdout
    application.process.stdout.close()


@contextmanager
def application(**more: str) -> Iterator[Application]:
    """The whole program in a temporary directory, its servers named in the settings of this process as well."""
    with temporary_data() as data:
        found = start(data, **more)
        try:
            with named(data, postgres.url(data), valkey.url(data)):
                yield found
        finally:
            stop(found)


def checkout(target: Path) -> Path:
    """A copy of the project as a clone would be: without environment, builds and caches."""
    left_out = shutil.ignore_patterns(
        ".git", ".venv*", ".web", ".frontend", ".states", "node_modules", "__pycache__", ".*_cache", "external"
    )
    return Path(shutil.copytree(ROOT, target, ignore=left_out, symlinks=True))
