"""An upgrade dumps the database first, keeps the last three dumps, and never touches a newer database."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from alembic.script import ScriptDirectory

from alembic import command
from career_copilot.config import settings
from career_copilot.errors import StartError
from career_copilot.local import migrations, postgres
from career_copilot.local.bootstrap import ROOT

REVISION = '''"""Revision {number}."""

from alembic import op

revision = "{number:04}"
down_revision = {down}
branch_labels = depends_on = None


def upgrade() -> None:
    op.execute("{sql}")
'''
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Scripts:
    """Migrations of our own in a copy of the project's, one statement each."""

    def __init__(self, root: Path) -> None:
        self.versions = root / "alembic" / "versions"
        shutil.copytree(ROOT / "alembic", root / "alembic", ignore=shutil.ignore_patterns("versions", "__pycache__"))
        shutil.copy(ROOT / "alembic.ini", root)
        self.versions.mkdir()
        self.count = 0

    def add(self, sql: str) -> None:
        self.count += 1
        down = f'"{self.count - 1:04}"' if self.count > 1 else None
        text = REVISION.format(number=self.count, down=down, sql=sql)
        (self.versions / f"{self.count:04}.py").write_text(text)


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scripts:
    found = Scripts(tmp_path)
    monkeypatch.setattr(migrations, "ROOT", tmp_path)
    return found


@pytest.fixture
def url(servers: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database of its own, named in the settings."""
    postgres.create_database(servers, "upgrades")
    found = postgres.url(servers, "upgrades")
    monkeypatch.setenv("DATABASE_URL", found)
    settings.cache_clear()
    yield found
    monkeypatch.undo()
    settings.cache_clear()
    with psycopg.connect(postgres.url(servers, "postgres"), autocommit=True) as connection:
        connection.execute("drop database upgrades with (force)")


def rows(url: str, sql: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(sql).fetchall()


def test_a_first_start_has_nothing_to_dump(scripts: Scripts, url: str, tmp_path: Path) -> None:
    scripts.add("create table person (name text)")
    assert migrations.upgrade(url, tmp_path / "dumps", NOW) is None
    assert migrations.current_revision(url) == "0001"


def test_an_upgrade_keeps_the_rows_and_a_dump_of_them_as_they_were(scripts: Scripts, url: str, tmp_path: Path) -> None:
    scripts.add("create table person (name text)")
    migrations.upgrade(url, tmp_path / "dumps", NOW)
    with psycopg.connect(url) as connection:
        connection.execute("insert into person values ('Ada')")
    scripts.add("alter table person add column age int")
    dump = migrations.upgrade(url, tmp_path / "dumps", NOW)
    assert rows(url, "select * from person") == [("Ada", None)]
    assert dump is not None
    assert "COPY public.person (name)" in migrations.client("pg_restore", "--file=-", str(dump))
    assert dump.stat().st_mode & 0o077 == 0


def test_an_up_to_date_database_is_not_dumped_again(scripts: Scripts, url: str, tmp_path: Path) -> None:
    scripts.add("create table person (name text)")
    migrations.upgrade(url, tmp_path / "dumps", NOW)
    assert migrations.upgrade(url, tmp_path / "dumps", NOW) is None
    assert not (tmp_path / "dumps").exists()


def test_the_last_three_dumps_are_kept(scripts: Scripts, url: str, tmp_path: Path) -> None:
    for day in range(6):
        scripts.add(f"create table day{day} ()")
        migrations.upgrade(url, tmp_path / "dumps", NOW + timedelta(days=day))
    names = sorted(path.name for path in (tmp_path / "dumps").iterdir())
    assert names == [f"202611{26 + day}T120000Z-before-{4 + day:04}.dump" for day in range(3)]


def test_a_failed_upgrade_changes_nothing_and_names_the_dump(scripts: Scripts, url: str, tmp_path: Path) -> None:
    scripts.add("create table person (name text)")
    migrations.upgrade(url, tmp_path / "dumps", NOW)
    scripts.add("alter table person add column age int; select 1 / 0")
    with pytest.raises(StartError, match=r"could not be upgraded .*division by zero.* is in .*before-0002\.dump"):
        migrations.upgrade(url, tmp_path / "dumps", NOW)
    assert migrations.current_revision(url) == "0001"
    assert rows(url, "select count(*) from information_schema.columns where table_name = 'person'") == [(1,)]


def test_a_database_of_a_newer_version_is_left_alone(scripts: Scripts, url: str, tmp_path: Path) -> None:
    scripts.add("create table person (name text)")
    migrations.upgrade(url, tmp_path / "dumps", NOW)
    with psycopg.connect(url) as connection:
        connection.execute("update alembic_version set version_num = '0099'")
    with pytest.raises(StartError, match=r"newer version of Career Copilot \(revision 0099\).*Nothing was changed"):
        migrations.upgrade(url, tmp_path / "dumps", NOW)


REVISIONS = [script.revision for script in ScriptDirectory.from_config(migrations.configuration()).walk_revisions()][
    ::-1
]


def test_the_migrations_make_the_tables_of_the_models(url: str, tmp_path: Path) -> None:
    migrations.upgrade(url, tmp_path / "dumps", NOW)
    command.check(migrations.configuration())  # raises when autogenerate would find something to do


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_database_of_any_earlier_revision_keeps_its_rows(revision: str, url: str, tmp_path: Path) -> None:
    command.upgrade(migrations.configuration(), revision)
    with psycopg.connect(url) as connection:
        connection.execute(
            "insert into user_account (email, password_hash, is_admin, time_zone, settings, created_at)"
            " values ('alice@example.org', 'not a hash', true, 'Europe/Berlin', '{}', now())"
        )
    dump = migrations.upgrade(url, tmp_path / "dumps", NOW)
    assert (dump is None) == (revision == REVISIONS[-1])
    assert migrations.current_revision(url) == REVISIONS[-1]
    assert rows(url, "select email, time_zone from user_account") == [("alice@example.org", "Europe/Berlin")]


def test_what_was_stored_before_is_found_by_its_workplace(url: str, tmp_path: Path) -> None:
    command.upgrade(migrations.configuration(), "0003")
    with psycopg.connect(url) as connection:
        for workplace, config in (("remote", "german"), ("hybrid", "english"), ("on_site", "english")):
            connection.execute(
                "insert into opening (fingerprint, title, company, places, workplace, seniority, language, state,"
                " closed_reason, created_at, updated_at, search_config, search) values"
                " (%s, 'Nurse', 'Clinic', '[]', %s, '', '', 'live', '', now(), now(), %s,"
                " setweight(to_tsvector('english', 'Nurse'), 'A'))",
                (workplace, workplace, config),
            )
    migrations.upgrade(url, tmp_path / "dumps", NOW)
    found = "select workplace from opening where search @@ websearch_to_tsquery('{}', '{}') order by workplace"
    assert rows(url, found.format("german", "Homeoffice")) == [("remote",)]
    assert rows(url, found.format("german", "teletravail")) == [("remote",)]
    assert rows(url, found.format("english", "hybrid")) == [("hybrid",)]
    assert rows(url, found.format("english", "nurse")) == [("hybrid",), ("on_site",), ("remote",)]
    assert rows(url, "select workplace from opening where headline @@ 'hybrid'::tsquery") == [("hybrid",)]
