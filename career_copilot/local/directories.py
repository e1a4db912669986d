"""The data directory: made private, checked before anything is started, and held by one instance at a time."""

import errno
import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from career_copilot.config import ROOT_DATA_DIR, user_data_dir
from career_copilot.errors import StartError
from career_copilot.local import postgres
from career_copilot.local.bootstrap import free_bytes

FIRST_START_BYTES = 200_000_000  # database, its log of changes, and a first board's postings
LATER_START_BYTES = 50_000_000


@dataclass
class RunningError(Exception):
    """Another instance holds the data directory and serves it at `url`."""

    url: str
    pid: str


def prepare(data: Path, *, embedded: bool) -> None:
    """Make the directory and its parts; with `embedded` the database will live in it too. Raises StartError, saying what
    to do, when it cannot be used."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        # As root the database runs as another user, who must be able to pass through but to see nothing.
        data.chmod(0o711 if embedded and os.geteuid() == 0 else 0o700)
        for name in ("files", "logs", "dumps"):
            (data / name).mkdir(mode=0o700, exist_ok=True)
            (data / name).chmod(0o700)
        (data / "lock").touch(mode=0o600)
    except OSError as error:
        raise StartError(
            f"{data} cannot be used ({(error.strerror or 'error').lower()}): give a directory that may be written to "
            f"with --data DIR."
        ) from error
    _check_space(data, embedded)
    if embedded:
        _check_entry(data)


def refuse_empty(data: Path) -> None:
    """Raises StartError when no database was ever made in the directory, and names the usual one that holds one."""
    if _has_database(data):
        return
    elsewhere = next((other for other in (ROOT_DATA_DIR, user_data_dir()) if _has_database(other)), None)
    hint = f" There is some in {elsewhere}." if elsewhere else ""
    raise StartError(f"there is no data in {data}: name its directory with --data or CAREER_COPILOT_DATA.{hint}")


def _has_database(data: Path) -> bool:
    # Of another user's directory not more can be seen than whether it is there.
    return os.path.isdir(data / f"pg{postgres.MAJOR}") or any(data.glob("pg[0-9]*"))


def _check_space(data: Path, embedded: bool) -> None:
    fresh = embedded and not (data / f"pg{postgres.MAJOR}" / "PG_VERSION").exists()
    needed, free = FIRST_START_BYTES if fresh else LATER_START_BYTES, free_bytes(data)
    if free < needed:
        raise StartError(
            f"the disk of {data} is full: {free // 1_000_000} MB are free, {needed // 1_000_000} MB are needed. Make "
            f"room or give another directory with --data DIR; nothing was changed."
        )


def _check_entry(data: Path) -> None:
    account = postgres.server_account()
    if account is None:
        return
    done = postgres.run_as_server(["/bin/sh", "-c", 'cd "$1"', "sh", str(data)], account)
    if done.returncode:
        raise StartError(
            f"started as root, the database runs as the user `{account.pw_name}`, who cannot enter {data}: use "
            f"--data /var/lib/career-copilot or another directory outside private ones."
        )


@contextmanager
def held(data: Path, url: str) -> Iterator[None]:
    """Hold the directory while the block runs. Raises RunningError when somebody else does. The lock is the kernel's: it
    ends with the process, however that ends."""
    handle = os.open(data / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(data)
            raise RunningError(holder.get("url", "another command"), holder.get("pid", "?")) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps({"pid": str(os.getpid()), "url": url}).encode(), 0)
        yield
    finally:
        os.close(handle)


def _holder(data: Path) -> dict[str, str]:
    try:
        found = json.loads((data / "lock").read_text())
    except ValueError:  # it has only just taken the lock
        return {}
    return dict(found)


def check_port(host: str, port: int) -> None:
    """Raises StartError when something listens there already, or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise StartError(
                f"port {port} may not be used by this user: choose one from 1024 up with --port."
            ) from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise StartError(
                    f"port {port} on {host} is in use by another program: stop it, or choose another port, for example "
                    f"--port {port + 1}."
                ) from error
            raise StartError(f"{host} is not an address of this machine ({error.strerror}): see --host.") from error
