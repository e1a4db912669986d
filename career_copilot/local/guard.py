"""Kill what a supervisor leaves behind when it dies without a chance to stop its children (SIGKILL, out of memory).

A small process of its own, run as a plain file with the standard library only. Its input is a pipe whose other end only the
supervisor holds: `+N` names a process group to watch over, `-N` one that has ended. End of input means the supervisor is gone."""

import os
import signal
import sys
from contextlib import suppress


def watch() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        group = int(line[1:])
        if line.startswith("+"):
            groups.add(group)
        else:
            groups.discard(group)
    for group in groups:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    watch()
