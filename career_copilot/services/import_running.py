"""An import at work: read the file, then write its rows in batches, all under one change (`services/changes.py`).

The cursor is the number of rows done, committed with them: a run that is taken up after a kill goes on behind the last
batch. Between two batches others may write; a change that was undone meanwhile ends the run."""

from collections import Counter
from datetime import datetime
from itertools import islice
from typing import Any

from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.documents import account_archive
from career_copilot.domain.applications import tidy_tags
from career_copilot.domain.import_differences import Here, differences
from career_copilot.domain.import_rows import ImportedApplication, Mapping, read
from career_copilot.domain.pipeline import Actor, ReminderRules, Stage, is_sent
from career_copilot.errors import CareerCopilotError, InvalidInputError
from career_copilot.models.tracker import Application, ApplicationNote, Interview, StageEntry
from career_copilot.services import (
    account_import,
    changes,
    import_matching,
    import_writing,
    imports,
    preferences,
    resume_files,
    transfers,
)
from career_copilot.services.claimed_runs import Lost
from career_copilot.services.import_matching import Openings
from career_copilot.services.import_writing import Running
from career_copilot.services.recording import Recorder
from career_copilot.services.transfers import Claim

BATCH = 500
COUNTED = ("created", "updated", "skipped", "failed", "differing")
UNWRITTEN = 0
"""In place of the id of an application that this batch will write: a second row about it waits until it has one."""
LISTED = 200
"""Applications that were there, which the result links to; all are counted."""


def run(claimed: Claim, now: datetime) -> bool:
    """The task's work: read the file, or write its rows. True when a whole account came, so that its openings are to be
    scored."""
    request = claimed.run.request
    account = request["phase"] == "run" and request.get("preset") == account_archive.FORMAT
    work = _prepare if request["phase"] == "read" else account_import.run if account else _write
    try:
        with transfers.beating(claimed):
            work(claimed, now)
    except Lost:
        return False
    except CareerCopilotError as error:
        transfers.fail(claimed, now, str(error))
        return False
    except Exception:
        transfers.fail(claimed, now, "An error of this program; its log tells more.")
        raise
    return account


def _prepare(claimed: Claim, now: datetime) -> None:
    path = resume_files.path(claimed.run.path)
    if account_archive.is_one(path):
        found = account_import.prepare(claimed.run)
    else:
        found = imports.prepare(claimed.run, lambda rows: transfers.hint_or_stop(claimed, rows))
    with db.transaction() as session:
        transfers.record(session, claimed, 0, found["rows"], {})
        claimed.run.request = claimed.run.request | found
        transfers.end(session, claimed, "mapping", now)
    transfers.tell(claimed.run)


def _write(claimed: Claim, now: datetime) -> None:
    running = _begin(claimed)
    done, total = claimed.run.done, claimed.run.total
    rows = imports.lines(claimed.run, skip=done)
    while batch := list(islice(rows, BATCH)):
        if claimed.lost.is_set():
            raise Lost
        with db.transaction() as session:
            _batch(session, running, done, batch)
            done += len(batch)
            transfers.record(session, claimed, done, total, _result(running))
        transfers.hint(claimed, done, total)
    with db.transaction() as session:
        transfers.end(session, claimed, "done", now)
    transfers.tell(claimed.run)
    live.publish(claimed.run.user_id, live.Topic.APPLICATIONS)


def _begin(claimed: Claim) -> Running:
    run, result = claimed.run, claimed.run.result
    change_id = result.get("change_id")
    with db.transaction() as session:
        zone = imports.zone_of(session, run.user_id)
        return Running(
            claimed=claimed,
            user_id=run.user_id,
            mapping=Mapping.model_validate(run.request["mapping"]),
            zone=zone,
            now=run.created_at,  # of the start: the same however often it is taken up
            known=import_matching.known(session, run.user_id, change_id, zone, imports.is_own(run)),
            seen=changes.last_event(session, run.user_id),
            openings=Openings(session, run.user_id),
            rules=preferences.read(session, run.user_id, ReminderRules),
            change_id=change_id,
            counts=Counter({name: result.get(name, 0) for name in COUNTED}),
            listed=list(result.get("listed", [])),
        )


def _result(running: Running) -> dict[str, Any]:
    return dict(running.counts) | {"change_id": running.change_id, "listed": running.listed}


def _batch(session: Session, running: Running, done: int, batch: list[list[str]]) -> None:
    """One transaction's worth of rows."""
    recorder = Recorder(
        session, running.user_id, "imports.run", f"Imported {running.claimed.run.name}", running.now, Actor.IMPORT,
        more_of=running.change_id,
    )  # fmt: skip
    if running.change_id is not None and not changes.holds(session, running.change_id):
        raise InvalidInputError("The import was undone while it ran, so it stopped.")
    if changes.last_event(session, running.user_id) != running.seen:  # somebody else wrote, perhaps another import
        own = imports.is_own(running.claimed.run)
        running.known = import_matching.known(session, running.user_id, running.change_id, running.zone, own)
    running.bottoms.clear()
    new: list[ImportedApplication] = []
    again: list[tuple[int, ImportedApplication]] = []
    for number, row in enumerate(batch, done + 2):
        found, errors = read(row, running.mapping, running.zone, running.now)
        if found is None or errors:
            running.counts["failed"] += 1
        elif (known := running.known.of(found)) == UNWRITTEN:
            again.append((number, found))
        elif known is not None:
            _meet(session, recorder, running, number, known, found)
        else:
            if (deleted := running.known.deleted(found.key)) is not None:
                recorder.update(
                    session.get_one(Application, deleted), import_key=None
                )  # it gives its key to the new one
            running.known.keys[found.key] = (UNWRITTEN, False)
            new.append(found)
    import_writing.create(session, recorder, running, new)
    for number, found in again:
        _meet(session, recorder, running, number, running.known.keys[found.key][0], found)
    running.change_id = recorder.change.id
    session.flush()
    running.seen = changes.last_event(session, running.user_id)


def _meet(
    session: Session, recorder: Recorder, running: Running, number: int, application_id: int, found: ImportedApplication
) -> None:
    """A row about an application that is there: it gets what it lacks, and keeps what it has, of which the result says
    where it differs. Nobody has applied yet who is only interested."""
    row = session.get_one(Application, application_id)
    changed = False
    if running.mapping.fill:
        names = ("company", "place", "url", "source", *(["applied_at"] if is_sent(Stage(row.stage)) else []))
        lacking = {name: getattr(found.form, name) for name in names if not getattr(row, name)}
        lacking["salary"] = row.salary or import_writing.salary(found)
        lacking["tags"] = _tags(row.tags, found.form.tags)
        changed = recorder.update(row, **lacking)
        changed |= _note_lacking(session, recorder, running, row, found)
    running.counts["updated" if changed else "skipped"] += 1
    differs = differences(found, _here(session, row, found), running.mapping.source, running.zone.key)
    running.counts["differing"] += bool(differs)
    told = {"row": number, "id": row.id, "title": row.title, "company": row.company, "updated": changed}
    _list(running.listed, told | {"differs": differs})


def _here(session: Session, row: Application, found: ImportedApplication) -> Here:
    talks, came = [], []
    if found.talks:
        meetings = select(Interview.starts_at).where(Interview.application_id == row.id)
        entries = select(StageEntry.entered_at).where(
            StageEntry.application_id == row.id, col(StageEntry.stage).in_((Stage.SCREENING, Stage.INTERVIEW))
        )
        talks = list(session.exec(meetings.order_by(col(Interview.starts_at))))
        came = list(session.exec(entries))
    return Here(**row.model_dump(include=set(Here.model_fields)), talks=talks, came=came)


def _list(listed: list[dict[str, Any]], told: dict[str, Any]) -> None:
    """One more row for the result. When it is full, what differs takes the place of what does not."""
    if len(listed) == LISTED and told["differs"]:
        alike = next((index for index in reversed(range(LISTED)) if not listed[index].get("differs")), None)
        if alike is not None:
            del listed[alike]
    if len(listed) < LISTED:
        listed.append(told)


def _note_lacking(
    session: Session, recorder: Recorder, running: Running, row: Application, found: ImportedApplication
) -> bool:
    if not found.note:
        return False
    notes = session.exec(select(ApplicationNote.body).where(ApplicationNote.application_id == row.id)).all()
    if any(found.note in body for body in notes):
        return False
    assert row.id is not None
    recorder.add_many(ApplicationNote, [import_writing.note(running, row.id, found)])
    return True


def _tags(have: list[str], more: list[str]) -> list[str]:
    try:
        return tidy_tags([*have, *more])
    except ValueError:  # too many together: the person's own stay
        return have
