"""A person takes their data with them: ask for an export, see how far it is, fetch it within a day, delete it before.

After `request` the caller queues `run_transfer`; `run` is that task's work."""

import os
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, func, select

from career_copilot import db
from career_copilot.domain.applications_query import ApplicationsQuery, in_words
from career_copilot.domain.export_formats import FORMATS, Format
from career_copilot.errors import CareerCopilotError, InvalidInputError, NotFoundError
from career_copilot.models.changes import TransferRun
from career_copilot.services import account_export, imports, resume_files, transfers, view_exports, view_rows
from career_copilot.services.claimed_runs import Lost
from career_copilot.services.transfers import Claim

KIND = "export"
MOST_KEPT = 20


def request(user_id: int, kind: Format, query: ApplicationsQuery, now: datetime) -> int:
    """Ask for a file; returns the run. Everything is everything: filters are for the others."""
    chosen = ApplicationsQuery() if kind is Format.ZIP else query
    with db.transaction() as session:
        kept = session.exec(select(func.count()).where(TransferRun.user_id == user_id, TransferRun.kind == KIND)).one()
        if kept >= MOST_KEPT:
            raise InvalidInputError(f"There are {MOST_KEPT} exports already: delete one first.")
        row = TransferRun(
            user_id=user_id, kind=KIND, state="queued", path=transfers.new_path(user_id), name=_name(session, user_id, kind, now),
            request={"format": kind, "query": chosen.model_dump(mode="json"), "words": in_words(chosen)},
            created_at=now, expires_at=now + transfers.KEPT,
        )  # fmt: skip
        session.add(row)
        session.flush()
    transfers.tell(row)
    assert row.id is not None
    return row.id


def _name(session: Session, user_id: int, kind: Format, now: datetime) -> str:
    day = now.astimezone(imports.zone_of(session, user_id)).date().isoformat()
    return f"{'career-copilot' if kind is Format.ZIP else 'applications'}-{day}.{kind}"


def run(claimed: Claim, now: datetime) -> None:
    """Write the file beside its place and move it there when it is whole."""
    target = resume_files.path(claimed.run.path)
    part = target.with_name(f"{target.name}.part")
    try:
        with transfers.beating(claimed):
            number = _write(claimed, part, now)
            part.rename(target)
            with db.transaction() as session:
                result = {"size": target.stat().st_size, "count": number}
                transfers.record(session, claimed, claimed.run.total, claimed.run.total, result)
                transfers.end(session, claimed, "done", now)
    except Lost:
        part.unlink(missing_ok=True)
        if _is_gone(claimed):
            target.unlink(missing_ok=True)
        return
    except CareerCopilotError as error:
        part.unlink(missing_ok=True)
        transfers.fail(claimed, now, str(error))
        return
    except Exception:
        part.unlink(missing_ok=True)
        transfers.fail(claimed, now, "An error of this program; its log tells more.")
        raise
    transfers.tell(claimed.run)


def _is_gone(claimed: Claim) -> bool:
    """Cancelled or deleted, and not just taken up by another worker."""
    with db.transaction() as session:
        row = session.get(TransferRun, claimed.run_id)
        return row is None or row.state == "cancelled"


def _write(claimed: Claim, part: Path, now: datetime) -> int:
    run, kind = claimed.run, Format(claimed.run.request["format"])
    query = ApplicationsQuery.model_validate(run.request["query"])

    def progress(done: int, total: int) -> None:
        if claimed.lost.is_set():
            raise Lost
        transfers.hint(claimed, done, total)

    with os.fdopen(transfers.private(part), "wb") as file:
        with db.transaction() as session:
            if kind is Format.ZIP:
                number = account_export.write(session, run.user_id, file, run.created_at.isoformat(), progress)
            else:
                total = view_rows.count(session, run.user_id, query)
                zone = imports.zone_of(session, run.user_id)
                number = view_exports.write(
                    session, run.user_id, kind, query, zone, file, now, lambda done: progress(done, total)
                )
        file.flush()
        os.fsync(file.fileno())
    return number


def file(user_id: int, run_id: int) -> tuple[Path, str, str]:
    """Where the file lies, its name and media type. For its owner only. Raises NotFoundError."""
    found = transfers.one(user_id, run_id, KIND)
    with db.transaction() as session:
        path = resume_files.path(transfers.owned(session, user_id, run_id, KIND).path)
    if found.state != "done" or not path.is_file():
        raise NotFoundError("There is no such export. They are kept for a day.")
    return path, found.name, FORMATS[Format(found.request["format"])][2]
