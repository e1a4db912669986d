"""What rows of an import become: applications with their history, notes, interviews and reminders. A part of a batch
(`import_running.py`); thousands cost few statements."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from career_copilot.domain import interviews, pipeline
from career_copilot.domain.import_rows import ImportedApplication, Mapping
from career_copilot.domain.pipeline import ReminderRules, Stage
from career_copilot.domain.submissions import AdvertSnapshot
from career_copilot.models.tracker import Application, ApplicationNote, Interview, Reminder, StageEntry
from career_copilot.services import positions
from career_copilot.services.import_matching import Known, Openings
from career_copilot.services.recording import Recorder
from career_copilot.services.transfers import Claim

PREPARATION = 60
CHECK = "From an imported list: check its time and place."


@dataclass
class Running:
    """What a run knows while it works."""

    claimed: Claim
    user_id: int
    mapping: Mapping
    zone: ZoneInfo
    now: datetime
    known: Known
    seen: int
    openings: Openings
    rules: ReminderRules
    change_id: int | None
    counts: Counter[str]
    listed: list[dict[str, Any]]
    bottoms: dict[str, Decimal] = field(default_factory=dict)


def create(session: Session, recorder: Recorder, running: Running, new: list[ImportedApplication]) -> None:
    """A new application for each row."""
    if not new:
        return
    fitting = running.openings.of(session, new)
    rows = []
    for found in new:
        opening = fitting.get(found.key)
        if opening and opening[0] in running.known.openings:
            opening = None  # another application has it
        if opening:
            running.known.openings[opening[0]] = 0
        rows.append(_application(session, running, found, opening))
    pairs = list(zip(recorder.add_many(Application, rows), new, strict=True))
    for number, found in pairs:
        running.known.keys[found.key] = (number, False)
    recorder.add_many(StageEntry, [entry for number, found in pairs for entry in _entries(running, number, found)])
    recorder.add_many(ApplicationNote, [note(running, number, found) for number, found in pairs if found.note])
    meetings = [one for number, found in pairs for one in _meetings(running, number, found)]
    ids = recorder.add_many(Interview, meetings)
    reminders = [one for number, found in pairs for one in _reminders(running, number, found)]
    reminders += [one for pair in zip(ids, meetings, strict=True) for one in _meeting_reminders(running, *pair)]
    recorder.add_many(Reminder, reminders)
    running.counts["created"] += len(rows)


def _application(
    session: Session, running: Running, found: ImportedApplication, opening: tuple[int, datetime | None] | None
) -> dict[str, Any]:
    entry = found.entry
    return found.form.model_dump(exclude={"advert"}) | {
        "user_id": running.user_id,
        "opening_id": opening[0] if opening else None,
        "ad_posted_at": opening[1] if opening else None,
        "stage": entry.stage,
        "step": entry.step,
        "position": _bottom(session, running, entry.stage),
        "stage_since": entry.at,
        "salary": salary(found),
        "snapshot": _snapshot(running, found),
        "import_key": found.key,
        "archived_at": found.archived_at,
        "created_at": found.created_at,
        "updated_at": running.now,
    }


def _bottom(session: Session, running: Running, stage: Stage) -> Decimal:
    """Imported cards stand below those that are there, in the order of the file."""
    if stage not in running.bottoms:
        running.bottoms[stage] = positions.bottom(session, running.user_id, stage)
    running.bottoms[stage] += pipeline.STEP_BETWEEN_CARDS
    return running.bottoms[stage]


def salary(found: ImportedApplication) -> dict[str, Any] | None:
    """As it is stored."""
    return found.salary.model_dump(mode="json") if found.salary else None


def _snapshot(running: Running, found: ImportedApplication) -> dict[str, Any] | None:
    if not found.advert:
        return None
    advert = AdvertSnapshot(
        title=found.form.title, company=found.form.company, salary=found.salary, text=found.advert,
        links=[found.form.url] if found.form.url else [], taken_at=found.created_at,
    )  # fmt: skip
    return advert.model_dump(mode="json")


def _entries(running: Running, number: int, found: ImportedApplication) -> Iterator[dict[str, Any]]:
    for entry in found.history:
        yield _of(running, number) | {"stage": entry.stage, "step": entry.step, "entered_at": entry.at}


def note(running: Running, number: int, found: ImportedApplication) -> dict[str, Any]:
    """The note of an application, as it is stored."""
    return _of(running, number) | {"body": found.note, "created_at": found.created_at, "updated_at": running.now}


def _reminders(running: Running, number: int, found: ImportedApplication) -> Iterator[dict[str, Any]]:
    """What the rules of its stage ask for, unless that time is over: an old list must not become a heap of reminders."""
    for draft in pipeline.reminders_on_entering(found.entry.stage, running.rules.rules, found.entry.at):
        if draft.due_at > running.now and found.archived_at is None:
            times = {"created_at": running.now, "updated_at": running.now}
            yield _of(running, number) | draft.model_dump() | times


def _meetings(running: Running, number: int, found: ImportedApplication) -> Iterator[dict[str, Any]]:
    """A talk with the employer that is still to come."""
    for starts_at in found.ahead.values():
        yield _of(running, number) | {
            "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1), "time_zone": running.zone.key,
            "preparation_minutes": PREPARATION, "notes": CHECK, "created_at": running.now, "updated_at": running.now,
        }  # fmt: skip


def _meeting_reminders(running: Running, number: int, meeting: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """To prepare for it, and what the rules say after it."""
    starts_at, ends_at, rules = meeting["starts_at"], meeting["ends_at"], running.rules.rules
    for draft in interviews.drafts("Interview", starts_at, ends_at, running.zone.key, PREPARATION, rules):
        times = {"created_at": running.now, "updated_at": running.now}
        yield _of(running, meeting["application_id"]) | draft.model_dump() | times | {"interview_id": number}


def _of(running: Running, number: int) -> dict[str, Any]:
    return {"user_id": running.user_id, "application_id": number}
