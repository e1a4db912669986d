"""Keep a handful of programs running: start, log, restart with a back-off, stop within four seconds, leave nothing behind.

One thread and one loop: children are started by the thread that lives as long as they may, which the kernel's
"die with your parent" asks for. Which programs, and what they need, is `stack.py`'s business."""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from career_copilot.errors import StartError
from career_copilot.local.bootstrap import die_with_parent
from career_copilot.local.output import Output

BACK_OFF = (0.5, 1, 2, 4, 8, 15, 30)  # seconds before each next try
STEADY = 30  # a child that lived this long starts again with the shortest back-off
# Seconds for the users of the servers to stop in, for the servers, and for one that is told once more before it is killed. With
# what goes around it under the promised four.
FIRST_PHASE, SECOND_PHASE, ONCE_MORE = 1.7, 1.4, 0.4


class Stopped(Exception):
    """SIGINT, SIGTERM or SIGHUP arrived while something was waited for."""


@dataclass
class Child:
    """A program to keep running. `servers` are stopped after the others, which still need them."""

    name: str
    command: list[str]
    environment: dict[str, str] | None = None
    directory: Path | str = "/"
    stop_signal: int = signal.SIGTERM
    last_signal: int | None = None  # what it is told once more before it is killed, when it did not stop in time
    server: bool = False
    popen_options: dict[str, object] = field(default_factory=dict)
    before: Callable[[], object] | None = None  # before each start: clear what a crash left
    muted: str | None = None  # lines that hold these words are noise
    process: "subprocess.Popen[bytes] | None" = None
    failures: int = 0
    started_at: float = 0
    restart_at: float | None = None


class Supervisor:
    """Use as a context manager: at its end everything it started is gone."""

    def __init__(self, output: Output) -> None:
        self.output = output
        self.children: list[Child] = []
        self.selector = selectors.DefaultSelector()
        self.stopping = False
        self.note_deaths: Callable[[Child], None] = lambda child: None

    def __enter__(self) -> "Supervisor":
        self._wakeup, writing = os.pipe()
        os.set_blocking(self._wakeup, False)
        os.set_blocking(writing, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        self.selector.register(self._wakeup, selectors.EVENT_READ, lambda: os.read(self._wakeup, 512))
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # under nohup it stays ignored
                signal.signal(number, self._on_signal)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)  # wakes the loop up
        guard = Path(__file__).with_name("guard.py")
        self._guard = subprocess.Popen(
            [sys.executable, "-I", "-S", str(guard)], stdin=subprocess.PIPE, start_new_session=True, cwd="/"
        )
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()
        self._guard.kill()  # nothing is left for it to do; by itself it would take a while to end
        self._guard.communicate()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def start(self, child: Child) -> None:
        """Start it now and keep it running from now on."""
        self.children.append(child)
        self._spawn(child)

    def _spawn(self, child: Child) -> None:
        if child.before:
            child.before()
        child.restart_at, child.started_at = None, time.monotonic()
        child.process = self._popen(child.command, child, subprocess.STDOUT)
        assert child.process.stdout
        self._log(child.process.stdout.fileno(), child.name, child.muted)

    def _popen(self, command: list[str], child: Child, errors: int) -> "subprocess.Popen[bytes]":
        process: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]
            command,
            env=child.environment,
            cwd=child.directory,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,  # else Ctrl-C at the terminal reaches the children before us
            preexec_fn=die_with_parent,
            **child.popen_options,
        )
        self._tell_guard(f"+{process.pid}")
        return process

    def _tell_guard(self, line: str) -> None:
        assert self._guard.stdin
        with suppress(BrokenPipeError):  # somebody killed the guard: the kernel's rule still holds for direct children
            self._guard.stdin.write(line.encode() + b"\n")
            self._guard.stdin.flush()

    def _log(self, handle: int, name: str, muted: str | None = None) -> None:
        """Log the lines that arrive at `handle` until its end."""
        handle = os.dup(handle)
        os.set_blocking(handle, False)
        rest = b""

        def read() -> None:
            nonlocal rest
            data = os.read(handle, 65536)
            *lines, rest = (rest + data).split(b"\n")
            if not data or len(rest) > 65536:
                lines, rest = [*lines, rest], b""
            for line in lines:
                text = line.decode(errors="replace").rstrip()
                if text and not (muted and muted in text):
                    self.output.line(name, text)
            if not data:
                self.selector.unregister(handle)
                os.close(handle)

        self.selector.register(handle, selectors.EVENT_READ, read)

    def run_once(self, name: str, command: list[str], environment: dict[str, str], directory: Path) -> str:
        """Run a program to its end while the others are looked after; its stdout. Raises StartError if it fails."""
        step = Child(name, command, environment, directory)
        process = self._popen(command, step, subprocess.PIPE)
        assert process.stdout
        assert process.stderr
        self._log(process.stderr.fileno(), name)
        os.set_blocking(process.stdout.fileno(), False)
        answer: list[bytes] = []

        def ended() -> bool:
            answer.append(process.stdout.read() or b"")  # type: ignore[union-attr]
            return process.poll() is not None

        try:
            self.wait_until(ended, f"{name} did not finish", 3600)
        finally:
            self._end_group(process)
        answer.append(process.stdout.read() or b"")
        process.stdout.close()
        process.stderr.close()
        if process.returncode:
            self.turn(0.05)
            raise StartError(f"{name} failed; its last lines above say why.")
        return b"".join(answer).decode()

    def wait_until(self, ready: Callable[[], bool], failure: str, seconds: float) -> None:
        """Look after the children until `ready()`. Raises StartError after `seconds`, or when one keeps dying."""
        deadline = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > deadline:
                raise StartError(f"{failure} within {seconds:.0f} s; the log lines above say more.")
            for child in self.children:
                if child.failures >= 3:
                    raise StartError(
                        f"{child.name} stopped {child.failures} times in a row; its last lines above say why."
                    )
            pause = time.monotonic() + 0.05
            while (left := pause - time.monotonic()) > 0:
                self.turn(left)
                if self.stopping:
                    raise Stopped

    def run(self) -> None:
        """Look after the children until a signal asks to stop."""
        while not self.stopping:
            self.turn(1)

    def turn(self, seconds: float) -> None:
        """One round: log what arrived, notice deaths, start again what is due."""
        for key, _ in self.selector.select(seconds):
            with suppress(BlockingIOError):
                key.data()
        for child in self.children:
            if child.process and child.process.poll() is not None:
                self._note_death(child)
            if child.restart_at is not None and time.monotonic() >= child.restart_at and not self.stopping:
                self._spawn(child)

    def _note_death(self, child: Child) -> None:
        assert child.process
        code = child.process.returncode
        self._end_group(child.process)
        child.process.stdout.close()  # type: ignore[union-attr]
        child.process = None
        if self.stopping:
            return
        child.failures = 1 if time.monotonic() - child.started_at > STEADY else child.failures + 1
        pause = BACK_OFF[min(child.failures, len(BACK_OFF)) - 1]
        child.restart_at = time.monotonic() + pause
        self.output.line(child.name, f"stopped (exit {code}), starts again in {pause:g} s")
        self.note_deaths(child)

    def _end_group(self, process: "subprocess.Popen[bytes]") -> None:
        """Kill what is left of its process group: pool processes, web workers."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self._tell_guard(f"-{process.pid}")

    def stop(self) -> None:
        """Stop those that use the servers, then the servers. Who does not stop in time is killed."""
        self.stopping = True
        self._stop_all([child for child in self.children if not child.server], FIRST_PHASE)
        self._stop_all([child for child in self.children if child.server], SECOND_PHASE)

    def _stop_all(self, children: list[Child], seconds: float) -> None:
        self._tell([(child, child.stop_signal) for child in children], seconds)
        self._tell([(child, child.last_signal) for child in children if child.last_signal], ONCE_MORE)
        for child in children:
            if child.process:
                self._end_group(child.process)
        self.turn(0)

    def _tell(self, told: list[tuple[Child, int]], seconds: float) -> None:
        """Send each its signal, and wait until they are gone."""
        for child, number in told:
            if child.process and child.process.poll() is None:
                child.process.send_signal(number)
        deadline = time.monotonic() + seconds
        while any(child.process for child, _ in told) and time.monotonic() < deadline:
            self.turn(0.02)
