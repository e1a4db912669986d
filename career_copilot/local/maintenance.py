"""The commands of someone who looks after an installation: migrate, backup, restore, reset-password, rotate-key.

Each works against `DATABASE_URL`, else against the embedded database: of the instance that runs on the data directory, or
started for as long as the command takes."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from career_copilot.config import Settings, settings
from career_copilot.errors import StartError
from career_copilot.local import directories, migrations, postgres
from career_copilot.local.bootstrap import die_with_parent, ending_on_sigterm


@contextmanager
def database(*, alone: bool = False, empty: bool = False) -> Iterator[str]:
    """The URL of the database, also named in the environment. With `alone` a running instance is refused; without `empty`
    a database or a directory that holds nothing yet."""
    chosen = settings()
    if not (empty or chosen.database_url):
        directories.refuse_empty(chosen.data)
    with _opened(chosen, alone=alone) as url:
        if not empty and migrations.current_revision(url) is None:
            raise StartError(
                f"the database of {chosen.data} holds no data: name the right directory with --data or "
                f"CAREER_COPILOT_DATA, or the right database with DATABASE_URL."
            )
        yield url


@contextmanager
def _opened(chosen: Settings, *, alone: bool) -> Iterator[str]:
    directories.prepare(chosen.data, embedded=not chosen.database_url)
    with ending_on_sigterm():
        try:
            with directories.held(chosen.data, "a maintenance command"):
                if chosen.database_url:
                    yield chosen.database_url
                else:
                    with _embedded(chosen.data) as url:
                        yield url
        except directories.RunningError as running:
            if alone:
                raise StartError(
                    f"Career Copilot runs on {chosen.data} ({running.url}): stop it first, then run this again."
                ) from running
            _answer_as(running.url)
            yield _name(chosen.database_url or postgres.url(chosen.data))


@contextmanager
def _embedded(data: Path) -> Iterator[str]:
    command = postgres.prepare(data)
    postgres.clear_stale(data)
    options = postgres.as_server(postgres.server_account())
    process: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]
        command, cwd="/", start_new_session=True, preexec_fn=die_with_parent, **options
    )
    try:
        postgres.wait_until_ready(data, process)
        postgres.create_database(data)
        yield _name(postgres.url(data))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _answer_as(url: str) -> None:
    """Links that a command prints lead to the instance that runs, whose port need not be the one in our settings."""
    parts = urlsplit(url)
    if parts.hostname and parts.port:
        os.environ |= {"CAREER_COPILOT_HOST": parts.hostname, "CAREER_COPILOT_PORT": str(parts.port)}


def _name(url: str) -> str:
    """Make it the `database_url` of the settings, which services use."""
    os.environ["DATABASE_URL"] = url
    settings.cache_clear()
    return url


def migrate() -> int:
    """Bring the database up to this version of the program, as `up` does before it starts the rest."""
    from career_copilot.local import prepare

    with database(empty=True) as url:
        done = prepare.prepare(settings(), own_database=False, own_redis=False, now=datetime.now(UTC))
        print(f"the database is at revision {migrations.current_revision(url)}")
    if done["dump"]:
        print(f"as it was before, it is in {done['dump']}")
    if done["first_admin"]:
        print(f"first administrator, once: {done['first_admin']}")
    return 0


def backup(file: Path, *, with_key: bool = False) -> int:
    """Write database and files into one verified archive; with `with_key` also the file of the master key."""
    from career_copilot.local import archive

    chosen = settings()
    key = chosen.data / archive.KEY if with_key else None
    with database() as url:
        if key and chosen.key:
            raise StartError(
                "the key is in CAREER_COPILOT_KEY, not in a file: keep it yourself, and back up without --with-key."
            )
        if key and not key.is_file():
            raise StartError(
                f"there is no {key}: no key of a language model was ever stored. Back up without --with-key."
            )
        contents = archive.write(file.absolute(), url, chosen.data / "files", datetime.now(UTC), with_key=with_key)
    print(f"backup: {file} holds the database and {contents.files} files{' and the key' if key else ''}, verified")
    return 0


def rotate_key() -> int:
    """Encrypt the stored keys of language models with a new master key."""
    from career_copilot.services import vault

    with database():
        done, lost = vault.rotate()
    where = (
        "the first of CAREER_COPILOT_KEY: take the others out now"
        if settings().key
        else f"a new one in {vault.key_file()}"
    )
    print(f"{done} stored keys are encrypted with {where}")
    if lost:
        print(f"{lost} could not be read and have to be entered again")
    return 0


def restore(file: Path) -> int:
    """Read an archive into an empty database and an empty files directory, then migrate."""
    from career_copilot.local import archive

    with database(alone=True, empty=True) as url:
        contents = archive.read(file.absolute(), url, settings().data / "files")
        migrations.upgrade(url, settings().data / "dumps", datetime.now(UTC))
    print(f"restored: the backup of {contents.created_at:%Y-%m-%d %H:%M} UTC, {contents.files} files")
    return 0


def reset_password(email: str) -> int:
    """Print a one-time link with which the person sets a new password."""
    from career_copilot.services import one_time_links

    with database():
        print(one_time_links.reset_link(email, datetime.now(UTC)))
    return 0
