"""A backup holds database and files, is verified when written and when read, and only goes into an empty place."""

import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlmodel import Session, SQLModel

from career_copilot import db, models
from career_copilot.errors import StartError
from career_copilot.local import archive, postgres
from tests.local.conftest import instance, run

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@contextmanager
def database(servers: Path, name: str) -> Iterator[str]:
    postgres.create_database(servers, name)
    yield postgres.url(servers, name)
    with psycopg.connect(postgres.url(servers, "postgres"), autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)")  # type: ignore[call-overload]


@pytest.fixture
def source(servers: Path) -> Iterator[str]:
    """All our tables, and one person in them."""
    with database(servers, "backed_up") as url:
        engine = create_engine(db.sqlalchemy_url(url))
        SQLModel.metadata.create_all(engine)
        with Session(engine) as session, session.begin():
            session.add(models.User(email="alice@example.org", password_hash="not a hash"))
        engine.dispose()
        yield url


@pytest.fixture
def empty(servers: Path) -> Iterator[str]:
    with database(servers, "restored") as url:
        yield url


@pytest.fixture
def files(tmp_path: Path) -> Path:
    found = tmp_path / "files"
    (found / "7").mkdir(parents=True)
    (found / "7" / "résumé.pdf").write_bytes(b"%PDF-1.7 of alice")
    return found


@pytest.fixture
def backup(source: str, files: Path, tmp_path: Path) -> Path:
    archive.write(tmp_path / "backup.tar", source, files, NOW)
    return tmp_path / "backup.tar"


def people(url: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute("select email from user_account").fetchall()


def test_what_was_backed_up_comes_back(backup: Path, empty: str, tmp_path: Path) -> None:
    found = archive.read(backup, empty, tmp_path / "new")
    assert people(empty) == [("alice@example.org",)]
    assert (tmp_path / "new" / "7" / "résumé.pdf").read_bytes() == b"%PDF-1.7 of alice"
    assert (found.files, found.created_at) == (1, NOW)


def test_what_comes_while_the_database_is_written_has_its_file(
    source: str, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A running instance is backed up, too: a résumé is kept just before its row is read, and another one deleted."""
    dump = archive.migrations.dump

    def late(url: str, target: Path) -> None:
        (files / "8").mkdir()
        (files / "8" / "late.pdf").write_bytes(b"%PDF-1.7 of bob")
        (files / "7" / "résumé.pdf").unlink()
        dump(url, target)

    monkeypatch.setattr(archive.migrations, "dump", late)
    found = archive.write(tmp_path / "backup.tar", source, files, NOW)
    assert sorted(found.sha256) == ["database.dump", "files/7/résumé.pdf", "files/8/late.pdf"]


def test_only_the_owner_can_read_a_backup_and_nothing_else_is_left(backup: Path, tmp_path: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.tar", "files"]


def test_the_master_key_comes_along_only_when_asked_for(source: str, empty: str, files: Path, tmp_path: Path) -> None:
    files.with_name("secret.key").write_text("the key of this installation\n".replace(" ", "-"))
    assert "secret.key" not in archive.write(tmp_path / "without.tar", source, files, NOW).sha256
    with tarfile.open(tmp_path / "without.tar") as tar:
        assert b"the-key-of" not in b"".join(found.read() for member in tar if (found := tar.extractfile(member)))
    manifest = archive.write(tmp_path / "with.tar", source, files, NOW, with_key=True)
    assert manifest.files == 1
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.key").write_text("one-that-was-here\n")
    archive.read(tmp_path / "with.tar", empty, elsewhere / "files")
    key = elsewhere / "secret.key"
    assert key.read_text().split() == ["one-that-was-here", "the-key-of-this-installation"]
    assert key.stat().st_mode & 0o777 == 0o600


def test_a_database_that_is_not_empty_is_refused(backup: Path, source: str, tmp_path: Path) -> None:
    with pytest.raises(StartError, match="database is not empty"):
        archive.read(backup, source, tmp_path / "new")
    assert people(source) == [("alice@example.org",)]


def test_files_that_are_there_are_not_overwritten(backup: Path, empty: str, files: Path) -> None:
    with pytest.raises(StartError, match="is not empty"):
        archive.read(backup, empty, files)


def test_a_damaged_backup_is_noticed_and_changes_nothing(backup: Path, empty: str, tmp_path: Path) -> None:
    backup.write_bytes(backup.read_bytes().replace(b"of alice", b"of malle"))
    with pytest.raises(StartError, match=r"résumé\.pdf is not what was backed up"):
        archive.read(backup, empty, tmp_path / "new")
    with psycopg.connect(empty) as connection:
        assert connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone() == (0,)


@pytest.mark.parametrize("data", [b"", b"not a tar file" * 100])
def test_a_file_that_is_no_backup(data: bytes, empty: str, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(data)
    with pytest.raises(StartError, match="not a backup of Career Copilot"):
        archive.read(tmp_path / "other", empty, tmp_path / "new")


def test_a_file_that_does_not_exist(empty: str, tmp_path: Path) -> None:
    with pytest.raises(StartError, match="does not exist"):
        archive.read(tmp_path / "nowhere", empty, tmp_path / "new")


def test_a_made_up_archive_cannot_write_outside(empty: str, tmp_path: Path) -> None:
    manifest = archive.Manifest(format=1, created_at=NOW, revision=None, sha256={"../outside": "0" * 64})
    with tarfile.open(tmp_path / "evil.tar", "w") as file:
        for name, data in {"manifest.json": manifest.model_dump_json().encode(), "../outside": b"evil"}.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            file.addfile(member, io.BytesIO(data))
    with pytest.raises(StartError, match="not a backup"):
        archive.read(tmp_path / "evil.tar", empty, tmp_path / "new")
    assert list(tmp_path.glob("**/outside")) == []


def test_a_file_that_is_there_is_not_overwritten_by_a_backup(source: str, files: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.odt").write_bytes(b"dear")
    with pytest.raises(StartError, match="exists already: name a new file"):
        archive.write(tmp_path / "letter.odt", source, files, NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files", "letter.odt"]
    assert (tmp_path / "letter.odt").read_bytes() == b"dear"


def test_a_backup_that_cannot_be_written_says_so(source: str, files: Path, tmp_path: Path) -> None:
    with pytest.raises(StartError, match="could not be written"):
        archive.write(tmp_path / "missing" / "backup.tar", source, files, NOW)


def test_the_commands_back_up_a_running_instance_and_restore_into_an_empty_directory(data: Path) -> None:
    file = data.parent / "backup.tar"
    with instance(data) as up:
        up.wait_until_ready()
        (data / "files" / "7").mkdir()
        (data / "files" / "7" / "cv.pdf").write_bytes(b"%PDF")
        done = run("backup", str(file), "--data", str(data))
        assert (done.returncode, "1 files, verified" in done.stdout) == (0, True), done.stderr
        refused = run("restore", str(file), "--data", str(data))
        assert refused.returncode == 1
        assert "stop it first" in refused.stderr
    new = data.parent / "new"
    restored = run("restore", str(file), "--data", str(new))
    assert restored.returncode == 0, restored.stderr
    assert (new / "files" / "7" / "cv.pdf").read_bytes() == b"%PDF"
    with instance(new) as up:
        up.wait_until_ready()
