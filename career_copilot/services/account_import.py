"""An archive of everything, read into an empty account: every row and every file under new ids, all or nothing.

Nothing in the archive is trusted. Rows must fit their tables, may point to each other only, belong to whoever imports
them, and their files get names of ours. Openings are never made from an archive: they are found again among what the
person follows here, or kept as they were."""

import contextlib
import hashlib
import io
import os
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from pydantic import ValidationError
from sqlalchemy import text
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session

from career_copilot import db, live
from career_copilot.documents.account_archive import FORMAT, UNCHANGED, Archive, summary, verified
from career_copilot.documents.photos import MAX_BYTES
from career_copilot.domain import time_zones
from career_copilot.errors import DocumentError, InvalidInputError
from career_copilot.models import User
from career_copilot.models.changes import TransferRun
from career_copilot.services import account_openings, json_rows, photos, resume_files, transfers
from career_copilot.services.account_rows import Rows
from career_copilot.services.account_tables import TABLES, sent_path
from career_copilot.services.claimed_runs import Lost
from career_copilot.services.recording import lock_person
from career_copilot.services.transfers import Claim

BATCH = 500
NOT_EMPTY = {
    "application": "applications", "contact": "contacts", "resume": "résumés", "follow": "followed sources",
    "user_opening": "saved or seen openings", "preference": "settings of your own", "user_change": "a history of changes",
}  # fmt: skip


def prepare(run: TransferRun) -> dict[str, Any]:
    """What the archive says it holds, before the person agrees. Raises InvalidInputError when it is not whole or the
    account not empty: what could not be done anyway is not offered."""
    _refuse_unless_empty(run.user_id)
    path = resume_files.path(run.path)
    with verified(path):
        return {"preset": FORMAT, "rows": 0, "account": summary(path)}


def run(claimed: Claim, now: datetime) -> None:
    """The task's work. Raises InvalidInputError, with nothing changed."""
    run, files = claimed.run, []
    try:
        with verified(resume_files.path(run.path)) as archive:
            _refuse_unless_empty(run.user_id)
            rows = Rows(run.user_id, archive)
            files = _files(claimed, archive, rows)
            with db.transaction() as session:
                counts = _insert(session, claimed, archive, rows, now)
                transfers.record(session, claimed, claimed.run.done, claimed.run.total, {"counts": counts})
                transfers.end(session, claimed, "done", now)
    except (IntegrityError, DataError, ValidationError, DocumentError, KeyError, TypeError, ValueError) as error:
        _remove(files)
        raise InvalidInputError(f"The rows of this archive do not hold together. {UNCHANGED}") from error
    except BaseException:
        _remove(files)
        raise
    transfers.tell(claimed.run)
    for topic in (
        live.Topic.APPLICATIONS,
        live.Topic.RESUMES,
        live.Topic.SOURCES,
        live.Topic.WISHES,
        live.Topic.MATCHES,
    ):
        live.publish(run.user_id, topic)


def _remove(files: list[str]) -> None:
    for path in files:
        resume_files.remove(path)


def _refuse_unless_empty(user_id: int, session: Session | None = None) -> None:
    with contextlib.nullcontext(session) if session else db.transaction() as found:
        for table, words in NOT_EMPTY.items():
            if found.scalar(text(f"select exists (select 1 from {table} where user_id = :user)"), {"user": user_id}):
                raise InvalidInputError(
                    f"An archive of everything can be imported into an empty account only, and this one has {words}. "
                    f"{UNCHANGED}"
                )


def _files(claimed: Claim, archive: Archive, rows: Rows) -> list[str]:
    """The files under names of ours, the same ones when the run is taken up again."""
    user_id, written = claimed.run.user_id, []
    for number, (path, member) in enumerate(archive.manifest.files.items()):
        directory, _, name = path.rpartition("/")
        sha256 = archive.manifest.members[member].sha256
        if name == photos.NAME:
            written.append(_photo(user_id, archive, member))
            continue
        if directory.endswith("/sent") and name == sha256:
            target = sent_path(user_id, sha256)
        else:
            target = f"{user_id}/{hashlib.sha256(f'{claimed.run_id}/{number}'.encode()).hexdigest()[:32]}"
        place = resume_files.path(target)
        for each in (place.parent.parent, place.parent):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)
        written.append(target)
        with os.fdopen(transfers.private(place), "wb") as file:
            archive.extract(member, file)
        rows.paths[path] = target
        if claimed.lost.is_set():
            raise Lost
        transfers.hint(claimed, number, len(archive.manifest.files))
    return written


def _photo(user_id: int, archive: Archive, member: str) -> str:
    """Made anew, like one that is uploaded: an archive may come from anywhere. Raises DocumentError."""
    data = io.BytesIO()
    if archive.manifest.members[member].size <= MAX_BYTES:
        archive.extract(member, data)
    photos.keep(user_id, data.getvalue())
    return photos.path(user_id)


def _insert(session: Session, claimed: Claim, archive: Archive, rows: Rows, now: datetime) -> dict[str, int]:
    user_id = claimed.run.user_id
    lock_person(session, user_id)
    _refuse_unless_empty(user_id, session)
    if any(True for _ in archive.rows("wishes")):
        session.execute(text("delete from wishes where user_id = :user"), {"user": user_id})
    _person(session, user_id, archive, now)
    counts = {"follow": account_openings.follow_again(session, user_id, archive.rows("follow"), now)}
    rows.number(session)
    counts["user_opening"] = account_openings.find_again(session, user_id, archive, rows, now)
    for table in TABLES:
        counts[table] = 0
        prepared = rows.prepared(table)
        while batch := list(islice(prepared, BATCH)):
            json_rows.insert(session, table, batch)  # nothing is rounded on the way
            counts[table] += len(batch)
    account_openings.keep(session, user_id, archive, rows, now)
    return counts


def _person(session: Session, user_id: int, archive: Archive, now: datetime) -> None:
    for row in _first(archive.rows("person")):
        user = session.get_one(User, user_id)
        if time_zones.known(str(row["time_zone"])):
            user.time_zone = str(row["time_zone"])
        density = (row.get("settings") or {}).get("density")
        if density in ("comfortable", "compact"):
            user.settings = {**user.settings, "density": density}
        user.onboarded_at = user.onboarded_at or now
        session.add(user)
        session.flush()


def _first(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return islice(rows, 1)
