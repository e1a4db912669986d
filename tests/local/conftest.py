"""Real instances of the whole program, each with a data directory and a port of its own."""

import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

import psutil
import pytest

from career_copilot.local.bootstrap import ROOT
from career_copilot.local.postgres import free_port

MARK = "CAREER_COPILOT_TEST_INSTANCE"  # inherited by every process of an instance, however deep
CLEARED = ("DATABASE_URL", "REDIS_URL", "CAREER_COPILOT_DATA", "CAREER_COPILOT_HOST", "CAREER_COPILOT_PORT")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What starts and stops whole instances within seconds has the machine to itself."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker("instance")


def environment(**more: str) -> dict[str, str]:
    """Ours without the servers that other tests have named in it."""
    return {name: value for name, value in os.environ.items() if name not in CLEARED} | more


def command_line(*words: str) -> list[str]:
    return [sys.executable, "-m", "career_copilot", *words]


def run(*words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run one command of the program to its end."""
    return subprocess.run(
        command_line(*words),
        cwd=ROOT,
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@dataclass
class Instance:
    """A running `up`."""

    data: Path
    port: int
    process: "subprocess.Popen[str]"
    mark: str
    stdout: "queue.Queue[str]" = field(default_factory=queue.Queue)
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        assert self.process.stdout
        assert self.process.stderr
        threading.Thread(target=lambda: [self.stdout.put(line) for line in self.process.stdout], daemon=True).start()  # type: ignore[union-attr]
        threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True).start()  # type: ignore[arg-type]

    def wait_until_ready(self, seconds: float = 90) -> list[str]:
        """The lines of stdout up to and with `ready: …`."""
        lines: list[str] = []
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                lines.append(self.stdout.get(timeout=0.1).rstrip())
            except queue.Empty:
                assert self.process.poll() is None, "".join(self.log)
                continue
            if lines[-1].startswith("ready: "):
                return lines
        raise AssertionError("not ready in time:\n" + "".join(self.log))

    def get(self, path: str) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def healthy(self) -> bool:
        try:
            return self.get("/_health")[0] == 200
        except OSError:
            return False

    def processes(self) -> list[psutil.Process]:
        """Everything that was started below it and lives, wherever it hangs now."""
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            if process.status() == psutil.STATUS_ZOMBIE:
                return False
            # Postgres overwrites its environment with its title, but works in its data directory.
            return process.environ().get(MARK) == self.mark or Path(process.cwd()).is_relative_to(self.data)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            return False

    def named(self, words: str) -> list[psutil.Process]:
        return [process for process in self.processes() if words in _command_line(process)]


def _command_line(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):  # it ended since it was listed
        return ""


def until(true: Callable[[], object], seconds: float) -> float:
    """Seconds until it was true; fails when it never was."""
    started = time.monotonic()
    while not true():
        assert time.monotonic() - started < seconds, f"not within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - started


@contextmanager
def instance(
    data: Path, *words: str, prefix: tuple[str, ...] = (), command: str = "up", **more: str
) -> Iterator[Instance]:
    """Start `up` on `data`; at the end everything it started is gone, whatever the test did."""
    port, mark = free_port(), uuid4().hex
    process = subprocess.Popen(
        [*prefix, *command_line(command, "--data", str(data), "--port", str(port), *words)],
        cwd=ROOT,
        env=environment(**{MARK: mark}, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    running = Instance(data, port, process, mark)
    try:
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        finally:
            for left in running.processes():
                left.kill()
            process.stdout.close()  # type: ignore[union-attr]
            process.stderr.close()  # type: ignore[union-attr]


@pytest.fixture
def data() -> Iterator[Path]:
    """An empty directory that also the database's user may enter, with a path short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="career-copilot-up-") as name:
        path = Path(name)
        path.chmod(0o711)
        yield path / "data"


@pytest.fixture(scope="module")
def running() -> Iterator[Instance]:
    """One instance for the tests that only look at it."""
    with tempfile.TemporaryDirectory(prefix="career-copilot-up-") as name:
        path = Path(name)
        path.chmod(0o711)
        with instance(path / "data") as found:
            found.lines = found.wait_until_ready()  # type: ignore[attr-defined]
            yield found
