"""What may not be read in the database or a backup: encrypted with a master key that is in neither.

The key is `CAREER_COPILOT_KEY`, else the file `secret.key` of the data directory. Either may hold several, the newest first
(separated by commas, or one a line): the first encrypts, all decrypt. Without the key, what was encrypted is lost, and says so.
`cryptography` is imported where it is used: 8 MB that a process without keys never needs."""

import base64
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlmodel import Session, col, select

from career_copilot import db
from career_copilot.config import environment_name, settings
from career_copilot.errors import StartError
from career_copilot.models.ai import ModelConnection

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

FILE = "secret.key"
SHORTEST = 32
LOCK = 7_302  # whoever encrypts holds it shared, whoever changes the key holds it alone
INFO = b"career-copilot: keys of language models"


def seal(session: Session, secret: str) -> str:
    """Encrypt; the first time, the key's file is made. Raises StartError for a key that cannot be used."""
    session.connection().execute(text("select pg_advisory_xact_lock_shared(:key)"), {"key": LOCK})
    keys = master_keys() or [_new_file()]
    return _fernet(keys).encrypt(secret.encode()).decode()


def opened(sealed: str) -> str | None:
    """Decrypt; None when the key is gone or another: it has to be entered again."""
    from cryptography.fernet import InvalidToken

    keys = master_keys()
    if not keys:
        return None
    try:
        return _fernet(keys).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def rotate() -> tuple[int, int]:
    """Encrypt everything with a new key: the first of `CAREER_COPILOT_KEY`, else one made now for the file. Return how many
    could be read, and how many could not."""
    path = key_file()
    old = _of_file(path)
    named = _of_environment()
    new = named[0] if named else secrets.token_urlsafe(32)
    with db.transaction() as session:
        session.connection().execute(text("select pg_advisory_xact_lock(:key)"), {"key": LOCK})
        if not named:
            _write(path, [new, *old])  # first, so that nothing is ever encrypted with a key that is nowhere
        every = [*(named or [new]), *old]
        done, lost = _encrypt_again(session, _fernet(list(dict.fromkeys(every))))
    if not named:
        _write(path, [new])
    return done, lost


def _encrypt_again(session: Session, fernet: "MultiFernet") -> tuple[int, int]:
    from cryptography.fernet import InvalidToken

    done = lost = 0
    for row in session.exec(select(ModelConnection).where(col(ModelConnection.sealed_key) != "").with_for_update()):
        try:
            row.sealed_key = fernet.rotate(row.sealed_key.encode()).decode()
        except InvalidToken:
            lost += 1
            continue
        done += 1
        session.add(row)
    return done, lost


def key_file() -> Path:
    return settings().data / FILE


def master_keys() -> list[str]:
    """Those in use, the newest first. Read each time: another process may have changed the file."""
    return _of_environment() or _of_file(key_file())


def _of_environment() -> list[str]:
    keys = [key for part in settings().key.split(",") if (key := part.strip())]
    if any(len(key) < SHORTEST for key in keys):
        raise StartError(
            f"{environment_name('key')} must be a secret of at least {SHORTEST} characters: make one with "
            f"`python3 -c 'import secrets; print(secrets.token_urlsafe(32))'`."
        )
    return keys


def _of_file(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").split()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StartError(f"{path} cannot be read ({(error.strerror or 'error').lower()}).") from error


def _new_file() -> str:
    """Make the file, or read what another process has just made."""
    path, key = key_file(), secrets.token_urlsafe(32)
    part = path.with_name(f".{FILE}.{secrets.token_hex(8)}")
    _create(part, [key])
    try:
        os.link(part, path)  # whole or not at all, and never over another
    except FileExistsError:
        key = _of_file(path)[0]
    finally:
        part.unlink()
    return key


def _write(path: Path, keys: list[str]) -> None:
    part = path.with_name(f".{FILE}.{secrets.token_hex(8)}")
    _create(part, keys)
    part.replace(path)


def _create(path: Path, keys: list[str]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("\n".join(keys) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _fernet(keys: list[str]) -> "MultiFernet":
    """A secret of any form as the 32 bytes that Fernet wants."""
    from cryptography.fernet import Fernet, MultiFernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(HKDF(SHA256(), 32, salt=None, info=INFO).derive(key.encode())))
            for key in keys
        ]
    )
