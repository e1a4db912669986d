"""What a person reads: notices on stdout, the children's log lines with a prefix on stderr and in a log file.

Nothing here may ever block or fail the supervisor: a reader that stopped reading, a closed terminal and a full disk only cost
lines."""

import contextlib
import os
import select
from pathlib import Path

WIDTH = 8
LONGEST = 4000  # bytes; a pipe that is ready for writing takes this much without blocking
LOG_BYTES = 5_000_000


class Output:
    """Writes lines; drops them rather than wait."""

    def __init__(self, log: Path | None = None, out: int = 1, errors: int = 2) -> None:
        self.log = log
        self.out, self.errors = out, errors
        self.closed: set[int] = set()

    def notice(self, text: str) -> None:
        """A line of the supervisor itself."""
        self._write(self.out, text)
        self._keep(f"{'up':<{WIDTH}} | {text}")

    def line(self, name: str, text: str) -> None:
        """A log line of the child `name`."""
        prefixed = f"{name:<{WIDTH}} | {text}"
        self._write(self.errors, prefixed)
        self._keep(prefixed)

    def _write(self, handle: int, text: str) -> None:
        if handle in self.closed:
            return
        data = (text.encode(errors="replace")[: LONGEST - 1]) + b"\n"
        try:
            if select.select([], [handle], [], 0)[1]:
                os.write(handle, data)
        except OSError:  # nobody reads any more; the log file goes on
            self.closed.add(handle)

    def _keep(self, text: str) -> None:
        if self.log is None:
            return
        with contextlib.suppress(OSError):  # a full disk must not stop what still runs
            if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
                self.log.replace(self.log.with_suffix(".1.log"))
            handle = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "a", errors="replace") as file:
                file.write(text + "\n")
