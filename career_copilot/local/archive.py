"""A backup: one tar file with the database as pg_dump writes it, the files of the users, and a manifest with their hashes.

Secrets stay out: the password of the embedded Valkey is made anew where the backup is restored, and the key that opens the
stored keys of language models comes along only when asked for. Without it they have to be entered again."""

import contextlib
import hashlib
import os
import shutil
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

import psycopg
from pydantic import BaseModel, ValidationError

from career_copilot.errors import StartError
from career_copilot.local import migrations

FORMAT = 1
DATABASE = "database.dump"
MANIFEST = "manifest.json"
KEY = "secret.key"


class Manifest(BaseModel):
    """First member of the archive."""

    format: int
    created_at: datetime
    revision: str | None
    sha256: dict[str, str]

    @property
    def files(self) -> int:
        """Number of users' files, without the database."""
        return sum(member.startswith("files/") for member in self.sha256)


def write(target: Path, url: str, files: Path, now: datetime, *, with_key: bool = False) -> Manifest:
    """Write and verify the archive; `with_key` also the master key beside `files`. Raises StartError, also when the file is there already."""
    _refuse_what_is_there(target)
    part = target.with_name(f".{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(prefix=".career-copilot-", dir=target.parent) as name:
            dump = Path(name) / DATABASE
            # Before the dump for what is deleted meanwhile, after it for what comes: a file is written before its row.
            copy = Path(name) / "files"
            _copy(files, copy)
            migrations.dump(url, dump)
            _copy(files, copy)
            members = {DATABASE: dump} | {
                f"files/{path.relative_to(copy)}": path for path in sorted(copy.rglob("*")) if path.is_file()
            }
            if with_key:
                members[KEY] = shutil.copyfile(files.with_name(KEY), Path(name) / KEY)
            manifest = Manifest(
                format=FORMAT,
                created_at=now,
                revision=migrations.current_revision(url),
                sha256={member: _sha256(path) for member, path in members.items()},
            )
            (Path(name) / MANIFEST).write_text(manifest.model_dump_json(indent=1))
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT, 0o600))
            with tarfile.open(part, "w") as archive:
                for member, path in {MANIFEST: Path(name) / MANIFEST, **members}.items():
                    archive.add(path, member)
        with tempfile.TemporaryDirectory(prefix=".career-copilot-", dir=target.parent) as name:
            _unpack(part, Path(name))
        _refuse_what_is_there(target)
        part.rename(target)
    except OSError as error:
        raise StartError(f"the backup could not be written to {target}: {error.strerror or error}.") from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _copy(files: Path, copy: Path) -> None:
    """Copy the files that are not there yet, or were not whole yet. One that is removed meanwhile is left out."""
    for directory, _, names in os.walk(files):
        for name in names:
            path = Path(directory, name)
            target = copy / path.relative_to(files)
            target.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                if not target.exists() or _state(path) != _state(target):
                    shutil.copy2(path, target)


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def read(source: Path, url: str, files: Path) -> Manifest:
    """Restore into an empty database and an empty files directory; a master key in the archive goes beside it. Raises StartError and changes nothing when either is
    not empty, or the archive is damaged or foreign."""
    _refuse_what_is_not_empty(url, files)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=files.parent) as name:
        unpacked = Path(name)
        manifest = _unpack(source, unpacked)
        words = ["--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={url}"]
        migrations.client("pg_restore", *words, str(unpacked / DATABASE))
        (unpacked / "files").mkdir(mode=0o700, exist_ok=True)
        if files.exists():
            files.rmdir()
        (unpacked / "files").rename(files)
        if KEY in manifest.sha256:
            _add_key(unpacked / KEY, files.with_name(KEY))
    return manifest


def _add_key(found: Path, key: Path) -> None:
    """The keys of the archive open what is in it; those that were here stay the first."""
    here = key.read_text().split() if key.exists() else []
    together = "\n".join(dict.fromkeys([*here, *found.read_text().split()]))
    with os.fdopen(
        os.open(part := key.with_name(f".{KEY}.part"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w"
    ) as file:
        file.write(f"{together}\n")
    part.replace(key)


def _refuse_what_is_there(target: Path) -> None:
    """It may be the only good backup, or something else altogether."""
    if os.path.lexists(target):
        raise StartError(f"{target} exists already: name a new file. Nothing was changed.")


def _refuse_what_is_not_empty(url: str, files: Path) -> None:
    tables = "select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
    with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://", 1)) as connection:
        row = connection.execute(tables).fetchone()
    if row and row[0]:
        raise StartError("the database is not empty: restore into a new --data directory. Nothing was changed.")
    if files.exists() and any(files.iterdir()):
        raise StartError(f"{files} is not empty: restore into a new --data directory. Nothing was changed.")


def _unpack(source: Path, into: Path) -> Manifest:
    """Unpack and compare every hash; also lets pg_restore read the table of contents of the dump."""
    try:
        with tarfile.open(source) as archive:
            _extract(archive, MANIFEST, into)
            manifest = Manifest.model_validate_json((into / MANIFEST).read_bytes())
            for member in manifest.sha256:
                _extract(archive, member, into)
    except FileNotFoundError as error:
        raise StartError(f"{source} does not exist.") from error
    except (tarfile.TarError, KeyError, ValidationError) as error:
        raise StartError(f"{source} is damaged or not a backup of Career Copilot.") from error
    if manifest.format != FORMAT:
        raise StartError(f"{source} was written by a newer version of Career Copilot: restore it with that version.")
    for member, expected in manifest.sha256.items():
        if _sha256(into / member) != expected:
            raise StartError(f"{source} is damaged: {member} is not what was backed up. Nothing was changed.")
    migrations.client("pg_restore", "--list", str(into / DATABASE))
    return manifest


def _extract(archive: tarfile.TarFile, member: str, into: Path) -> None:
    """One regular file, by its name in the manifest. Raises KeyError for any other thing, and for a name that leads out."""
    found = archive.extractfile(archive.getmember(member))
    target = (into / member).resolve()
    if found is None or not target.is_relative_to(into.resolve()):
        raise KeyError(member)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with found, target.open("wb") as file:
        shutil.copyfileobj(found, file)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
