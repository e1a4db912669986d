"""`up` and `demo`: which programs make up Career Copilot on one machine, in which order they start, when it is ready."""

import http.client
import json
import os
import shutil
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from career_copilot.config import Settings, default_data_dir, settings
from career_copilot.errors import StartError
from career_copilot.local import directories, frontend, postgres, processes, valkey
from career_copilot.local.bootstrap import ROOT, ending_on_sigterm, free_bytes
from career_copilot.local.output import Output
from career_copilot.local.supervisor import Child, Stopped, Supervisor
from career_copilot.web import hosts

START_SECONDS = 120
FULL_BYTES = 20_000_000


@dataclass
class Stack:
    """The programs of one data directory, and the addresses of its servers once they run."""

    chosen: Settings
    supervisor: Supervisor
    output: Output
    database_url: str = ""
    redis_url: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    def start_servers(self) -> None:
        """Postgres and Valkey, each unless its URL is given; returns when both answer."""
        data = self.chosen.data
        self.database_url = self.chosen.database_url or self._start_postgres(data)
        self.redis_url = self.chosen.redis_url or self._start_valkey(data)
        if not self.chosen.database_url:
            self.supervisor.wait_until(lambda: postgres.accepts_connections(data), "Postgres did not answer", 60)
        if not self.chosen.redis_url:
            self.supervisor.wait_until(lambda: valkey.answers(self.redis_url), "Valkey did not answer", 30)

    def _start_postgres(self, data: Path) -> str:
        command = postgres.prepare(data)
        options = postgres.as_server(postgres.server_account())
        child = Child("postgres", command, server=True, popen_options=options)
        # Its "fast" shutdown writes all to disk; the "immediate" one leaves that to the next start and ends its helpers, too.
        child.stop_signal, child.last_signal = signal.SIGINT, signal.SIGQUIT
        child.before = lambda: postgres.clear_stale(data)
        self.supervisor.start(child)
        return postgres.url(data)

    def _start_valkey(self, data: Path) -> str:
        command, url = valkey.prepare(data)
        self.supervisor.start(Child("valkey", command, server=True, muted="overcommit_memory"))
        return url

    def environment(self, kind: str) -> dict[str, str]:
        return processes.environment(kind, self.chosen, self.database_url, self.redis_url) | self.extra

    def prepare_database(self) -> str | None:
        """Create and migrate; the first administrator's link if one is needed."""
        own = [name for name in ("database", "redis") if not getattr(self.chosen, f"{name}_url")]
        command = [sys.executable, "-m", "career_copilot.local.prepare", *own]
        answer = json.loads(self.supervisor.run_once("migrate", command, self.environment("migrate"), ROOT))
        if answer["dump"]:
            self.output.notice(f"the database was upgraded; as it was before, it is in {answer['dump']}")
        link: str | None = answer["first_admin"]
        return link

    def start(self, name: str, command: list[str] | None = None) -> None:
        """Start one of our own programs."""
        words = command or processes.command(name, self.chosen)
        self.supervisor.start(Child(name, words, self.environment(name), ROOT))

    def wait_until_ready(self) -> None:
        """Return when the page and the health check answer."""
        url = address(self.chosen)
        self.supervisor.wait_until(lambda: _answers(url), "the web server was not ready", START_SECONDS)

    def note_death(self, child: Child) -> None:
        if free_bytes(self.chosen.data) < FULL_BYTES:
            self.output.notice(
                f"the disk of {self.chosen.data} is full: make room; nothing is lost, and what stopped starts again by itself"
            )


def _answers(url: str) -> bool:
    parts = urlsplit(url)
    for path in ("/_health", "/"):
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=1)
        try:
            connection.request("GET", path)
            if connection.getresponse().status >= 400:
                return False
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
    return True


def address(chosen: Settings) -> str:
    """Where this machine reaches the web server, whatever stands in front of it."""
    host = "127.0.0.1" if chosen.host in ("0.0.0.0", "::", "localhost") else chosen.host
    return f"http://{f'[{host}]' if ':' in host else host}:{chosen.port}"


def up() -> int:
    """Run everything until a signal. A second `up` on the same data says where the first runs."""
    return _run(settings(), demonstration=False)


def demo(*, reset: bool) -> int:
    """Run everything with seeded data in a directory of its own, and the fictional boards beside it."""
    if "CAREER_COPILOT_DATA" not in os.environ:
        default = default_data_dir()
        os.environ["CAREER_COPILOT_DATA"] = str(default.with_name(f"{default.name}-demo"))
        settings.cache_clear()
    data = settings().data
    marker = data / "demonstration"
    if (data / f"pg{postgres.MAJOR}").exists() and not marker.exists():
        raise StartError(f"{data} holds real data: give the demonstration a directory of its own with --data DIR.")
    try:
        directories.prepare(data, embedded=not settings().database_url)
        with directories.held(data, address(settings())):
            if reset and marker.exists():
                for path in data.iterdir():
                    if path.name != "lock":
                        shutil.rmtree(path) if path.is_dir() else path.unlink()
            marker.touch()
    except directories.RunningError as running:
        return _say_where(running)
    return _run(settings(), demonstration=True)


def _say_where(running: directories.RunningError) -> int:
    if not running.url.startswith("http"):
        raise StartError(f"{running.url} is at work on this data (process {running.pid}): try again when it is done.")
    state = "already running" if _answers(running.url) else "already starting or stopping"
    print(f"{state}: {running.url} (process {running.pid})", flush=True)
    return 0


def _run(chosen: Settings, *, demonstration: bool) -> int:
    hosts.check_start(chosen)
    with ending_on_sigterm():
        directories.prepare(chosen.data, embedded=not chosen.database_url)
        try:
            with directories.held(chosen.data, address(chosen)):
                directories.check_port(chosen.host, chosen.port)
                if not chosen.database_url:
                    postgres.refuse_other_major(chosen.data)  # before the frontend is built, which takes a while
                frontend.ensure()
                os.umask(0o077)
                return _supervise(chosen, demonstration)
        except directories.RunningError as running:
            return _say_where(running)


def _supervise(chosen: Settings, demonstration: bool) -> int:
    output = Output(chosen.data / "logs" / "career-copilot.log")
    with Supervisor(output) as supervisor:
        stack = Stack(chosen, supervisor, output)
        supervisor.note_deaths = stack.note_death
        try:
            stack.start_servers()
            if demonstration:
                _start_boards(stack)
            link = stack.prepare_database()
            for name in ("web", "worker", "beat"):
                stack.start(name)
            stack.wait_until_ready()
            if demonstration:
                command = [sys.executable, "-m", "career_copilot.demo", "seed"]
                output.notice(supervisor.run_once("seed", command, stack.environment("worker"), ROOT).strip())
            if link:
                output.notice(f"first administrator, once: {link}")
            output.notice(f"ready: {address(chosen)}")
            supervisor.run()
        except Stopped:
            pass
    output.notice("stopped")
    return 0


def _start_boards(stack: Stack) -> None:
    """The fictional boards. Their port stays the same, because postings keep the address they were read from."""
    kept = stack.chosen.data / "demonstration"
    port = int(kept.read_text() or 0)
    if not port or not _is_free(port):
        port = postgres.free_port()
    kept.write_text(str(port))
    stack.extra["CAREER_COPILOT_DEMO_BOARDS_URL"] = f"http://127.0.0.1:{port}"
    stack.start("boards", [sys.executable, "-m", "career_copilot.demo", "boards", "--port", str(port)])


def _is_free(port: int) -> bool:
    try:
        directories.check_port("127.0.0.1", port)
    except StartError:
        return False
    return True
