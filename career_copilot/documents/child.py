"""Read a résumé file in a process of its own, so that no file can take the worker down with it.

The child gets 30 s of processor time, 5 minutes of wall clock (a busy machine is no fault of the file), 1 GB of address
space, no environment of ours (so no secrets), and dies with its parent. It answers with one JSON object:
`{"resume": …}` or `{"error": "…"}`. Run as `python -m career_copilot.documents.child PATH MEDIA_TYPE DATE`."""

import json
import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from pydantic import BaseModel

from career_copilot.domain.resume import Resume
from career_copilot.errors import DocumentError

CPU_SECONDS = 30
WALL_SECONDS = 300
ADDRESS_SPACE = 1024**3
MAX_ANSWER = 32 * 1024**2
HEARTBEAT_SECONDS = 5
ROOT = Path(__file__).parents[2]
PARENT = "CAREER_COPILOT_PARENT"

TOO_HARD = (
    f"This file is too hard to read: after {CPU_SECONDS} seconds of computing it was stopped. "
    "Save the résumé as a new PDF, or paste its text."
)
BUSY = (
    "This machine was too busy to read the file: it was stopped after some minutes. The file is kept, and may well be "
    "fine: read it again when less is going on."
)
TOO_MUCH = (
    "Reading this file needs too much memory, so it was stopped. Save the résumé as a new PDF, or paste its text."
)
BROKEN = "This file is damaged and could not be read. Save the résumé as a new PDF, or paste its text."


class _Answer(BaseModel):
    resume: Resume | None = None
    error: str = ""


def environment() -> dict[str, str]:
    """What a child is told: none of our secrets, one thread, and whose child it is."""
    one = {"OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    return {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", PARENT: str(os.getpid()), **one}


def read(
    path: Path, media_type: str, today: date, alive: Callable[[], None] = lambda: None, seconds: float = WALL_SECONDS
) -> Resume:
    """The résumé in the file. Calls `alive` every few seconds. Raises DocumentError with what to do."""
    command = [sys.executable, "-m", "career_copilot.documents.child", str(path), media_type, today.isoformat()]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env=environment(),
        start_new_session=True,
    ) as process:
        try:
            answer = _answer(process, seconds, alive)
            returncode = process.wait(seconds)
        finally:
            # The whole group: whatever a library may have started ends too.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    return _resume(answer, returncode)


def _answer(process: "subprocess.Popen[bytes]", seconds: float, alive: Callable[[], None]) -> bytes:
    """What the child wrote until it closed its end. Raises DocumentError when time or size run out."""
    assert process.stdout is not None
    deadline = time.monotonic() + seconds
    next_sign = time.monotonic() + HEARTBEAT_SECONDS
    parts: list[bytes] = []
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise DocumentError(BUSY)
            if time.monotonic() >= next_sign:
                alive()
                next_sign += HEARTBEAT_SECONDS
            if not selector.select(min(left, 1)):
                continue
            part = os.read(process.stdout.fileno(), 65536)
            if not part:
                return b"".join(parts)
            parts.append(part)
            if sum(map(len, parts)) > MAX_ANSWER:
                raise DocumentError("This file holds far more text than a résumé: shorten it and try again.")


def _resume(answer: bytes, returncode: int) -> Resume:
    if returncode in (-signal.SIGKILL, -signal.SIGXCPU):
        raise DocumentError(TOO_HARD if returncode == -signal.SIGXCPU else TOO_MUCH)
    if returncode == -signal.SIGABRT:  # how Rust and C++ end when an allocation fails
        raise DocumentError(TOO_MUCH)
    try:
        found = _Answer.model_validate_json(answer)
    except ValueError as error:
        raise DocumentError(BROKEN) from error
    if found.resume is None:
        raise DocumentError(found.error or BROKEN)
    return found.resume


def limit() -> None:
    """In the child, before any library is loaded: limits, and the same end as its parent."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # macOS refuses RLIMIT_AS and has no such signal
        import ctypes

        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != int(os.environ[PARENT]):  # it died before we asked to be told
            os._exit(1)


def _reading(path: str, media_type: str, today: date) -> dict[str, object]:
    """The answer of the child, whatever happens inside the libraries."""
    try:
        from career_copilot.documents import text

        resume = text.read(Path(path).read_bytes(), media_type, today)
    except DocumentError as error:
        return {"error": str(error)}
    except (MemoryError, RecursionError):
        return {"error": TOO_MUCH}
    # pdf-oxide's PanicException is a BaseException: here, and only here, everything is caught, and reported.
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
        return {"error": BROKEN}
    return {"resume": resume.model_dump(mode="json")}


def main() -> None:
    """Answer on the pipe that was standard output; what libraries print goes to standard error."""
    limit()
    pipe = os.dup(1)
    os.dup2(2, 1)
    path, media_type, today = sys.argv[1:]
    answer = json.dumps(_reading(path, media_type, date.fromisoformat(today)), ensure_ascii=True).encode()
    with os.fdopen(pipe, "wb") as file:
        file.write(answer)
        file.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
