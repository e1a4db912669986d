"""CPU-heavy work in child processes, so that the threads that serve other queues keep the interpreter.

`submit(function, …)` gives a future; at most two children live, they run at low priority, are started when needed, end
after a minute without work, and cannot outlive their parent (their input closes). One that is killed is replaced and its
batch is done again, once."""

import atexit
import contextlib
import ctypes
import gc
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, BinaryIO, ParamSpec, TypeVar

CHILDREN = max(1, min(2, os.cpu_count() or 1))
IDLE_SECONDS = 60.0
_LENGTH = struct.Struct("!Q")

P = ParamSpec("P")
R = TypeVar("R")


class _Child:
    """One process that calls functions for us, one after another."""

    def __init__(self) -> None:
        root = str(Path(__file__).parent.parent)
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "career_copilot.batches"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        )

    def call(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """The function's result; its exception is raised here. EOFError or OSError if the child died."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        _write(self.process.stdin, (function, arguments))
        result, error = _read(self.process.stdout)
        if error is not None:
            raise error
        return result

    def close(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Pool:
    """The children of this process. Threads only wait for them."""

    def __init__(self, children: int = CHILDREN, idle_seconds: float = IDLE_SECONDS) -> None:
        self._threads = ThreadPoolExecutor(children, thread_name_prefix="batches")
        self._idle: list[_Child] = []
        self._busy = 0
        self._lock = threading.Lock()
        self._idle_seconds = idle_seconds
        self._timer: threading.Timer | None = None

    def submit(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> "Future[R]":
        """`function` must be importable by name; arguments and result must be picklable."""
        assert not kwargs, "only positional arguments travel"
        return self._threads.submit(self._call, function, args)

    def _call(self, function: Callable[..., R], arguments: tuple[Any, ...]) -> R:
        for attempt in (1, 2):
            child = self._take(fresh=attempt == 2)  # those that wait may have died with the first
            try:
                result: R = child.call(function, arguments)
            except (EOFError, OSError) as error:
                self._lost(child)
                if attempt == 2:
                    raise ChildProcessError("a helper process died twice with the same batch") from error
                continue
            except BaseException:
                self._give_back(child)
                raise
            self._give_back(child)
            return result
        raise AssertionError("unreachable")

    def _take(self, fresh: bool) -> _Child:
        with self._lock:
            self._busy += 1
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            if self._idle and not fresh:
                return self._idle.pop()
        return _Child()

    def _lost(self, child: _Child) -> None:
        with self._lock:
            self._busy -= 1
        child.close()

    def _give_back(self, child: _Child) -> None:
        with self._lock:
            self._busy -= 1
            self._idle.append(child)
            if not self._busy:
                self._timer = threading.Timer(self._idle_seconds, self.shrink)
                self._timer.daemon = True
                self._timer.start()

    def shrink(self) -> None:
        """End the children that have nothing to do; the next batch starts new ones."""
        with self._lock:
            children, self._idle = self._idle, []
        for child in children:
            child.close()


_pool = Pool()
atexit.register(_pool.shrink)
submit = _pool.submit


def _write(pipe: BinaryIO | Any, value: object) -> None:
    body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.flush()


def _read(pipe: BinaryIO | Any) -> Any:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    body = pipe.read(length)
    if len(body) < length:
        raise EOFError
    return pickle.loads(body)  # from our own child, over a pipe that nobody else has


def _die_with_parent() -> None:
    """Even in the middle of a batch, where the kernel can see to it; elsewhere the batch is finished first."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _serve() -> None:
    """The child's main: call what is asked until the input closes, which it does when the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, whose process group we share
    _die_with_parent()
    with contextlib.suppress(OSError):
        os.nice(10)  # people waiting for a page come first
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not get between the answers
    while True:
        try:
            function, arguments = _read(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer: tuple[Any, BaseException | None] = (function(*arguments), None)
        except Exception as error:
            answer = (None, error)
        try:
            _write(answers, answer)
        except BrokenPipeError:
            return
        if not gc.get_freeze_count():
            gc.freeze()  # the tables are loaded now and stay: no collection needs to walk through them again


if __name__ == "__main__":
    _serve()
