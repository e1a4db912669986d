"""The archive of everything a person has here: one ZIP with a line of JSON a row, the files, and a manifest of hashes.

What is in it is decided in `services/account_tables.py`; here it is written in one stream and, before anything of it is
believed, checked as a whole: names, sizes, hashes, version."""

import hashlib
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from pydantic import BaseModel, ValidationError

from career_copilot.errors import InvalidInputError

FORMAT = "career-copilot-account"
VERSION = 1
MANIFEST = "manifest.json"
README = "README.md"
MOST_BYTES = 1024**3
MOST_UNPACKED = 4 * 1024**3
MOST_RATIO = 300  # rows repeat themselves: real archives stay below 40
MOST_MEMBERS = 200_000
LARGEST_MANIFEST = 64 * 1024**2
LONGEST_LINE = 64 * 1024**2
_NAME = re.compile(r"data/[a-z_]{1,40}\.jsonl|files/[0-9]{1,9}|README\.md")
CHUNK = 1024 * 1024
UNCHANGED = "Nothing was changed."


class Member(BaseModel, frozen=True):
    """A file in the archive. `path` is where its rows say it lies; `rows` counts lines of data."""

    sha256: str
    size: int
    path: str = ""
    rows: int = 0


class Manifest(BaseModel, frozen=True):
    """The last member of the archive."""

    format: str
    version: int
    created_at: str
    members: dict[str, Member]
    missing: list[str] = []

    def rows(self, table: str) -> int:
        found = self.members.get(f"data/{table}.jsonl")
        return found.rows if found else 0

    @property
    def files(self) -> dict[str, str]:
        """Path in the rows → member."""
        return {member.path: name for name, member in self.members.items() if name.startswith("files/")}


class Writer:
    """Writes members one after the other; nothing of them stays in memory."""

    def __init__(self, file: IO[bytes], created_at: str) -> None:
        self.zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=5)
        self.created_at = created_at
        self.members: dict[str, Member] = {}
        self.missing: list[str] = []

    def lines(self, table: str, lines: Iterator[bytes]) -> int:
        """Rows of a table; returns how many."""
        name, rows, size, digest = f"data/{table}.jsonl", 0, 0, hashlib.sha256()
        with self.zip.open(name, "w", force_zip64=True) as member:
            for line in lines:
                member.write(line + b"\n")
                digest.update(line + b"\n")
                size, rows = size + len(line) + 1, rows + 1
        self.members[name] = Member(sha256=digest.hexdigest(), size=size, rows=rows)
        return rows

    def file(self, number: int, path: str, source: Path) -> bool:
        """A file, stored as it is: most are packed already. False when it is gone."""
        name = f"files/{number}"
        try:
            opened = source.open("rb")
        except FileNotFoundError:
            self.missing.append(path)
            return False
        digest, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_STORED
        with opened, self.zip.open(info, "w", force_zip64=True) as member:
            while chunk := opened.read(CHUNK):
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.members[name] = Member(sha256=digest.hexdigest(), size=size, path=path)
        return True

    def close(self, readme: str) -> None:
        """What explains it, and the manifest."""
        data = readme.encode()
        self.zip.writestr(README, data)
        self.members[README] = Member(sha256=hashlib.sha256(data).hexdigest(), size=len(data))
        manifest = Manifest(
            format=FORMAT, version=VERSION, created_at=self.created_at, members=self.members, missing=self.missing
        )
        self.zip.writestr(MANIFEST, manifest.model_dump_json(indent=1))
        self.zip.close()


def is_one(path: Path) -> bool:
    """Whether a file claims to be such an archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            return MANIFEST in names and any(name.startswith("data/") for name in names)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def summary(path: Path) -> dict[str, Any]:
    """What it says it holds, for the person to look at. Raises InvalidInputError."""
    with _opened(path) as archive:
        manifest = _manifest(archive)
    counted = ("application", "application_note", "contact", "application_document", "resume", "follow", "user_opening")
    return {
        "created_at": manifest.created_at,
        "files": len(manifest.files),
        "rows": {table: manifest.rows(table) for table in counted},
    }


class Archive:
    """An archive whose every byte was checked."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self.zip, self.manifest = archive, manifest

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table. Raises InvalidInputError for a line that is none."""
        name = f"data/{table}.jsonl"
        if name not in self.manifest.members:
            return
        with self.zip.open(name) as member:
            for line in iter(lambda: member.readline(LONGEST_LINE), b""):
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError) as error:
                    raise InvalidInputError(f"{name} in this archive is damaged. {UNCHANGED}") from error
                if not isinstance(row, dict):
                    raise InvalidInputError(f"{name} in this archive is damaged. {UNCHANGED}")
                yield row

    def extract(self, name: str, target: IO[bytes]) -> None:
        with self.zip.open(name) as member:
            shutil.copyfileobj(member, target, CHUNK)


@contextmanager
def verified(path: Path) -> Iterator[Archive]:
    """The archive, if it is whole. Raises InvalidInputError."""
    with _opened(path) as archive:
        manifest = _manifest(archive)
        _check_names(archive, manifest)
        for name, member in manifest.members.items():
            if _sha256(archive, name) != member.sha256:
                raise InvalidInputError(f"{name} in this archive is not as it was written. {UNCHANGED}")
        yield Archive(archive, manifest)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(archive, path.stat().st_size)
            yield archive
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, zipfile.LargeZipFile) as error:
        raise InvalidInputError(
            f"This archive is damaged or incomplete: download it again, and import that. {UNCHANGED}"
        ) from error


def _check_sizes(archive: zipfile.ZipFile, packed: int) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(packed, 1):
        raise InvalidInputError(f"This archive unpacks to far more than an account. {UNCHANGED}")


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise InvalidInputError(f"The manifest of this archive is too large. {UNCHANGED}")
        found = json.load(io.TextIOWrapper(archive.open(MANIFEST), "utf-8"))
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise InvalidInputError(f"This is not an archive of Career Copilot. {UNCHANGED}")
        if found.get("version") != VERSION:
            raise InvalidInputError(
                f"This archive has version {str(found.get('version'))[:20]}, this program reads version {VERSION}. {UNCHANGED}"
            )
        return Manifest.model_validate(found)
    except (KeyError, ValueError, RecursionError, ValidationError) as error:
        raise InvalidInputError(f"The manifest of this archive cannot be read. {UNCHANGED}") from error


def _check_names(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Exactly what the manifest lists, under names that lead nowhere else."""
    names = [member.filename for member in archive.infolist()]
    if len(set(names)) != len(names) or {*names} != {*manifest.members, MANIFEST}:
        raise InvalidInputError(f"This archive does not hold what its manifest lists. {UNCHANGED}")
    if wrong := [name for name in manifest.members if not _NAME.fullmatch(name)]:
        raise InvalidInputError(f"This archive holds {wrong[0][:60]!r}, which does not belong there. {UNCHANGED}")
    for name, member in manifest.members.items():
        if archive.getinfo(name).file_size != member.size:
            raise InvalidInputError(f"{name} in this archive is not as it was written. {UNCHANGED}")


def _sha256(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as member:
        digest = hashlib.sha256()
        while chunk := member.read(CHUNK):
            digest.update(chunk)
        return digest.hexdigest()
