"""The real application for tests: the production frontend behind granian with two web processes.

Attacks and browser journeys share it. The frontend is built once for a state of the sources (`local/frontend.py`)."""

import http.client
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from career_copilot.config import Settings
from career_copilot.local import postgres, processes
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
    for _ in range(1800):
        assert process.poll() is None, log.read_text()
        with suppress(OSError), closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
            connection.request("GET", "/ping")
            if connection.getresponse().read() == b"pong":
                return
        time.sleep(0.05)
    raise AssertionError(f"The web process did not answer in 90 s:\n{log.read_text()}")


@contextmanager
def worker(server: AppServer) -> Iterator["subprocess.Popen[bytes]"]:
    """A Celery worker beside the web processes."""
    chosen = Settings(data=server.data, port=server.port)
    urls = server.environment["DATABASE_URL"], server.environment["REDIS_URL"]
    environment = processes.environment("worker", chosen, *urls)
    with (
        (server.data / "worker.log").open("ab") as log,
        child(
            processes.command("worker", chosen), cwd=ROOT, env=server.environment | environment, stdout=log, stderr=log
        ) as process,
    ):
        yield process
