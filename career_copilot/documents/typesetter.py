"""The processes in which Typst runs, kept warm: the first document costs 0.2 s, the next ones milliseconds.

Each has 1 GB of address space and, for each order, 20 s of processor time; it sees one directory of templates, the fonts that
are shipped or installed, and the data. It ends when its parent does, after 200 orders, or when nobody wanted anything for two minutes.
Run as `python -m career_copilot.documents.typesetter`, with orders on standard input."""

import json
import os
import resource
import select
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Literal

from pydantic import BaseModel

from career_copilot.documents.child import ADDRESS_SPACE, environment

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parents[1] / "data" / "fonts"
CPU_SECONDS = 20
IDLE_SECONDS = 120
MOST_ORDERS = 200
MOST_PROCESSES = 2
MAX_ANSWER = 256 * 1024**2
LENGTH = struct.Struct(">Q")


Kind = Literal["pdf", "png"]


class TypesetterError(Exception):
    """Typst refused, or its process ended. The text is for whoever looks after the server."""


class Order(BaseModel):
    template: str
    data: str
    kind: Kind
    settings: list[str]
    most_pages: int = 0
    ppi: float = 144
    archival: bool = False  # PDF/A-2b


class Done(BaseModel):
    """What the child says before its files: how long each of them is, or why there is none."""

    error: str = ""
    pages: int = 0
    setting: int = 0
    archival: bool = False
    lengths: list[int] = []


class _Process:
    """One child, and the pipes to it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "career_copilot.documents.typesetter"]
        self.child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/", env=environment(), bufsize=0
        )  # fmt: skip
        self.orders = 0

    def send(self, message: bytes, deadline: float) -> None:
        assert self.child.stdin is not None
        os.set_blocking(self.child.stdin.fileno(), False)
        left = memoryview(LENGTH.pack(len(message)) + message)
        while left:
            if not select.select([], [self.child.stdin], [], max(0, deadline - time.monotonic()))[1]:
                raise TimeoutError
            left = left[os.write(self.child.stdin.fileno(), left[:65536]) :]

    def receive(self, count: int, deadline: float) -> bytes:
        """Exactly `count` bytes. Raises TimeoutError, and TypesetterError when the child ended."""
        assert self.child.stdout is not None
        if count > MAX_ANSWER:
            raise TypesetterError(f"an answer of {count} bytes")
        parts = bytearray()
        while len(parts) < count:
            if not select.select([self.child.stdout], [], [], max(0, deadline - time.monotonic()))[0]:
                raise TimeoutError
            part = os.read(self.child.stdout.fileno(), min(count - len(parts), 1 << 20))
            if not part:
                raise TypesetterError(f"the process ended with {self.child.wait(5)}")
            parts += part
        return bytes(parts)

    def end(self) -> None:
        self.child.kill()
        self.child.wait()
        for pipe in (self.child.stdin, self.child.stdout):
            if pipe is not None:
                pipe.close()


class _Pool:
    """The warm processes of this process: a fork starts with none."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.places = threading.BoundedSemaphore(MOST_PROCESSES)
        self.idle: list[_Process] = []

    def take(self) -> tuple[_Process, bool]:
        """A process, and whether it has served before (and so may have ended since)."""
        with suppress(IndexError):  # another thread may take the last one
            while True:
                process = self.idle.pop()
                if process.child.poll() is None:
                    return process, True
                process.end()
        return _Process(), False

    def give_back(self, process: _Process) -> None:
        process.orders += 1
        if process.orders >= MOST_ORDERS:
            process.end()
        else:
            self.idle.append(process)


_pools: dict[int, _Pool] = {}


def ask(order: Order, seconds: float) -> tuple[Done, list[bytes]]:
    """Have it set. Raises TimeoutError and TypesetterError."""
    deadline = time.monotonic() + seconds
    pool = _pools.setdefault(os.getpid(), _Pool())
    if not pool.places.acquire(timeout=max(0, seconds)):
        raise TimeoutError
    try:
        return _served(pool, order.model_dump_json().encode(), deadline)
    finally:
        pool.places.release()


def _served(pool: _Pool, message: bytes, deadline: float) -> tuple[Done, list[bytes]]:
    process, used = pool.take()
    try:
        process.send(message, deadline)
        header = process.receive(LENGTH.size, deadline)
    except (BrokenPipeError, TypesetterError) as error:
        process.end()
        if used:
            return _served(pool, message, deadline)  # it had ended of itself between two orders
        raise TypesetterError(str(error)) from error
    except BaseException:
        process.end()
        raise
    try:
        done = Done.model_validate_json(process.receive(LENGTH.unpack(header)[0], deadline))
        files = [process.receive(length, deadline) for length in done.lengths]
    except BaseException:
        process.end()
        raise
    pool.give_back(process)
    if done.error:
        raise TypesetterError(done.error)
    return done, files


class _Press:
    """In the child: Typst with its fonts, loaded once."""

    def __init__(self) -> None:
        import typst

        self.failure = typst.TypstError
        # Those of the machine serve scripts that the shipped ones lack (Chinese, Japanese, Korean, …: too large to ship).
        fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=[str(FONTS)])
        nowhere = "/nonexistent"
        self.compiler = typst.Compiler(
            root=str(TEMPLATES), font_paths=fonts, package_path=nowhere, package_cache_path=nowhere
        )

    def answer(self, order: Order) -> tuple[Done, list[bytes]]:
        try:
            chosen, pages = self._fitting(order) if order.most_pages else (0, 0)
            files, archival = self._exported(order, chosen)
        except (self.failure, RuntimeError, OSError) as error:
            return Done(error=f"{type(error).__name__}: {error}"[:2000]), []
        pages = len(files) if order.kind == "png" else pages or self._pages()
        return Done(pages=pages, setting=chosen, archival=archival, lengths=[len(file) for file in files]), files

    def _exported(self, order: Order, setting: int) -> tuple[list[bytes], bool]:
        """An archive's standard refuses a mark that no font has for its letter: then it is an ordinary PDF, with a box there."""
        try:
            return self._compiled(order, setting, order.kind, order.archival), order.archival
        except self.failure as error:
            if not order.archival or "could not be displayed" not in str(error):
                raise
        return self._compiled(order, setting, order.kind, archival=False), False

    def _fitting(self, order: Order) -> tuple[int, int]:
        """The first setting that needs few enough pages, found by halving; settings are ordered from wide to narrow."""
        counts: dict[int, int] = {}

        def fits(number: int) -> bool:
            self._compiled(order, number, "pdf", archival=False)
            counts[number] = self._pages()
            return counts[number] <= order.most_pages

        last = len(order.settings) - 1
        if fits(0) or not fits(last):
            return 0, counts[0]
        low, high = 0, last  # `low` does not fit, `high` does
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if fits(middle) else (middle, high)
        return high, counts[high]

    def _compiled(self, order: Order, setting: int, kind: Kind, archival: bool) -> list[bytes]:
        made: Any = self.compiler.compile(
            input=str(TEMPLATES / f"{order.template}.typ"),
            sys_inputs={"data": order.data, "setting": order.settings[setting]},
            format=kind,
            ppi=order.ppi,
            pdf_standards="a-2b" if archival else [],
        )
        return list(made) if isinstance(made, list) else [made]

    def _pages(self) -> int:
        """Of what was compiled last; templates that nobody counts leave no mark."""
        found = json.loads(self.compiler.query("<pages>", field="value"))
        return int(found[0]) if found else 0


def _limit_processor() -> None:
    """Twenty more seconds from now."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + CPU_SECONDS + 1, hard))


def _exactly(source: BinaryIO, count: int) -> bytes:
    data = source.read(count)
    if len(data) < count:
        os._exit(0)  # the parent is gone
    return data


def main() -> None:
    """Answer orders until there are no more, or none for a while."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # macOS refuses it
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is no answer
    source = os.fdopen(0, "rb")  # holds nothing back: orders come one at a time
    press = _Press()
    while select.select([source], [], [], IDLE_SECONDS)[0]:
        (length,) = LENGTH.unpack(_exactly(source, LENGTH.size))
        message = _exactly(source, length)
        _limit_processor()
        done, files = press.answer(Order.model_validate_json(message))
        header = done.model_dump_json().encode()
        for part in (LENGTH.pack(len(header)), header, *files):
            pipe.write(part)
        pipe.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
