"""What was sent is frozen, verified and compared; an undone step leaves its record, marked."""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text

from career_copilot import db
from career_copilot.config import settings
from career_copilot.domain.ages import on_day
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.differences import Side
from career_copilot.domain.pipeline import Stage
from career_copilot.domain.submission_sheet import sent_on, sheet
from career_copilot.domain.submissions import AdvertFrom, RecordView
from career_copilot.errors import ConflictError, InvalidInputError, NotFoundError
from career_copilot.models import Opening, OpeningMatch, OpeningText, ResumeFile, User
from career_copilot.models.tracker import ApplicationDocument
from career_copilot.services import (
    accounts,
    application_details,
    applications,
    changes,
    record_corrections,
    reminders,
    resume_files,
    resumes,
    submissions,
)

pytestmark = pytest.mark.usefixtures("redis_server")
PDF = b"%PDF-1.7 made up for a test"
READING = {"basics": {"name": "Ærø Ødegård"}, "text": "Ærø Ødegård 🙂", "language": "da"}


def resume(user_id: int, now: datetime) -> int:
    number = resumes.keep(user_id, "Nurse 2026.pdf", PDF, now)
    with db.transaction() as session:
        row = session.get_one(ResumeFile, number)
        row.resume, row.state = READING, "ready"
        session.add(row)
    return number


def create(user_id: int, now: datetime, stage: Stage = Stage.INTERESTED, **values: object) -> int:
    form = ApplicationForm.model_validate({"title": "Nurse", "company": "Havnklinik", "place": "Aarhus"} | values)
    return applications.create(user_id, form, stage, now)[0]


def opening(user_id: int, body: str = "We care.\nYou bring 3 years.") -> int:
    with db.transaction() as session:
        row = Opening(
            fingerprint=body, title="Nurse", company="Havnklinik",
            places=[{"text": "Aarhus", "country": "DK", "latitude": 56.1629, "longitude": 1e-7}],
            countries=["DK"], search_config="danish",
        )  # fmt: skip
        session.add(row)
        session.flush()
        assert row.id is not None
        session.add(OpeningText(opening_id=row.id, html=f"<p>{body}</p>", text=body))
        session.add(OpeningMatch(user_id=user_id, opening_id=row.id, score=70, blocked=False))
        return row.id


def document(user_id: int, application_id: int, kind: str, data: bytes, series: int | None = None) -> int:
    with db.transaction() as session:
        row = ApplicationDocument(
            user_id=user_id, application_id=application_id, kind=kind, series=series, name=f"{kind}.md",
            media_type="text/markdown", size=len(data), sha256=sha256(data).hexdigest(),
            path=resume_files.write(user_id, data),
        )  # fmt: skip
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def only(user_id: int, application_id: int) -> RecordView:
    (record,) = submissions.of_application(user_id, application_id)
    return record


def states(user_id: int, record: RecordView) -> list[str]:
    return [check.state for check in submissions.verify(user_id, record.id)]


def sent_path(user_id: int, digest: str) -> Path:
    return resume_files.path(resume_files.sent(user_id, digest))


def test_applying_freezes_the_ad_as_it_is_now(alice: int, now: datetime) -> None:
    number, _ = applications.add(alice, opening(alice), now)
    with db.transaction() as session:
        session.execute(text("update opening_text set text = 'We care. You bring 5 years.'"))
    applications.move(alice, [number], Stage.APPLIED, "", now)
    record = only(alice, number)
    assert (record.content.advert_from, record.content.advert.text) == (
        AdvertFrom.OPENING,
        "We care. You bring 5 years.",
    )
    assert states(alice, record) == ["intact"]  # also with a float that Postgres writes in another way


def test_the_score_of_an_application_is_that_of_the_day_of_applying(alice: int, now: datetime) -> None:
    opening_id = opening(alice)
    number, _ = applications.add(alice, opening_id, now)

    def step(score: int | None, stage: Stage) -> changes.Change:
        with db.transaction() as session:
            session.get_one(OpeningMatch, (alice, opening_id)).score = score
        return applications.move(alice, [number], stage, "", now)

    def score() -> int | None:
        return application_details.one(alice, number).score

    sent = step(90, Stage.APPLIED)
    assert (score(), sent.id is not None) == (90, True)
    changes.undo(alice, sent.id or 0, now)
    assert score() == 70
    step(None, Stage.SCREENING)
    assert score() == 70
    step(20, Stage.OFFER)
    assert score() == 70


def test_an_ad_that_left_the_feed_is_frozen_as_it_was_when_added(alice: int, now: datetime) -> None:
    number, _ = applications.add(alice, opening(alice), now)
    with db.transaction() as session:
        session.execute(text("delete from opening_match"))
    applications.move(alice, [number], Stage.APPLIED, "", now)
    record = only(alice, number)
    assert (record.content.advert_from, record.content.advert.text) == (
        AdvertFrom.SNAPSHOT,
        "We care.\nYou bring 3 years.",
    )


def test_without_an_opening_the_entered_fields_are_frozen(alice: int, now: datetime) -> None:
    record = only(alice, create(alice, now, Stage.APPLIED, url="https://havnklinik.example/1"))
    assert record.content.advert_from is AdvertFrom.ENTERED
    assert (record.content.advert.title, record.content.links) == ("Nurse", ["https://havnklinik.example/1"])


def test_the_resume_is_copied_and_outlives_the_original(alice: int, now: datetime) -> None:
    sent = resume(alice, now)
    number = create(alice, now, Stage.APPLIED, resume_id=sent)
    resumes.delete(alice, sent)
    record = only(alice, number)
    assert record.content.resume_name == "Nurse 2026.pdf"
    assert record.content.resume is not None
    assert record.content.resume.basics.name == "Ærø Ødegård"
    (file,) = record.files
    assert (file.kind, file.sha256) == ("resume", sha256(PDF).hexdigest())
    assert submissions.file(alice, record.id, file.sha256)[0] == PDF
    assert states(alice, record) == ["intact", "intact"]
    assert sent_path(alice, file.sha256).stat().st_mode & 0o077 == 0


def test_of_letters_and_answers_the_latest_versions_are_sent(alice: int, now: datetime) -> None:
    number = create(alice, now)
    first = document(alice, number, "letter", b"Dear all")
    document(alice, number, "letter", "Dear Dr Ö 🙂".encode(), series=first)
    document(alice, number, "answers", b"Yes, nights too.")
    document(alice, number, "offer", b"not sent by me")
    applications.move(alice, [number], Stage.APPLIED, "", now)
    record = only(alice, number)
    assert {found.kind: found.text for found in record.content.texts} == {
        "letter": "Dear Dr Ö 🙂",
        "answers": "Yes, nights too.",
    }
    assert states(alice, record) == ["intact"] * 3


def test_a_file_lost_before_is_said_and_does_not_stop_the_step(alice: int, now: datetime) -> None:
    sent = resume(alice, now)
    resumes.original(alice, sent)[0].unlink()
    record = only(alice, create(alice, now, Stage.APPLIED, resume_id=sent))
    assert [file.kept for file in record.files] == [False]
    assert states(alice, record) == ["intact", "missing"]


def test_a_mismatch_on_disk_is_said(alice: int, now: datetime) -> None:
    record = only(alice, create(alice, now, Stage.APPLIED, resume_id=resume(alice, now)))
    sent_path(alice, record.files[0].sha256).write_bytes(PDF + b"!")
    assert states(alice, record) == ["intact", "changed"]


def test_a_record_that_was_tampered_with_is_said(alice: int, now: datetime) -> None:
    record = only(alice, create(alice, now, Stage.APPLIED))
    with db.transaction() as session:
        session.execute(text("alter table submission_record disable trigger submission_record_is_frozen"))
        session.execute(text("""update submission_record set content = content || '{"title": "Chief nurse"}'"""))
    assert states(alice, record) == ["changed"]


def test_an_undone_step_leaves_its_record_and_applying_again_makes_another(alice: int, now: datetime) -> None:
    number = create(alice, now)
    change = applications.move(alice, [number], Stage.APPLIED, "", now)
    assert change.id is not None
    changes.undo(alice, change.id, now)
    assert only(alice, number).undone_at == now
    applications.move(alice, [number], Stage.APPLIED, "", now)
    assert [record.undone_at for record in submissions.of_application(alice, number)] == [None, now]


def test_a_record_is_there_again_when_its_application_is(alice: int, now: datetime) -> None:
    form = ApplicationForm(title="Nurse", company="Havnklinik")
    application_id, added = applications.create(alice, form, Stage.APPLIED, now)
    record = only(alice, application_id)
    assert added.id
    changes.undo(alice, added.id, now)
    assert not submissions.one(alice, record.id).holds
    changes.undo(alice, added.id, now, redo=True)
    assert only(alice, application_id) == record
    applications.delete(alice, [application_id], now)
    applications.forget_deleted(now + timedelta(days=40))
    assert submissions.one(alice, record.id) == record
    with pytest.raises(NotFoundError):
        submissions.of_application(alice, application_id)


def test_a_record_of_applying_again_has_its_own_day(alice: int, now: datetime) -> None:
    number = create(alice, now, Stage.APPLIED)
    later = now + timedelta(days=30)
    back = applications.move(alice, [number], Stage.INTERESTED, "", now + timedelta(days=9))
    assert application_details.one(alice, number).form.applied_at is None
    assert back.id is not None
    changes.undo(alice, back.id, now)
    assert application_details.one(alice, number).form.applied_at == now
    changes.undo(alice, back.id, now, redo=True)
    applications.move(alice, [number], Stage.APPLIED, "", later)
    assert [one.content.applied_at for one in submissions.of_application(alice, number)] == [later, now]
    assert application_details.one(alice, number).form.applied_at == later


def test_the_resume_that_was_sent_is_named_later_in_a_record_of_its_own(alice: int, now: datetime) -> None:
    number = create(alice, now)
    document(alice, number, "letter", b"Dear all")
    moved = applications.move(alice, [number], Stage.APPLIED, "", now)
    assert moved.id is not None
    assert record_corrections.unnamed(alice, moved.id) == [number]
    former = only(alice, number)
    change = record_corrections.name_resume(alice, former.id, resume(alice, now), now)
    new, old = submissions.of_application(alice, number)
    assert (old.content, old.files, old.holds, old.replaced) == (former.content, former.files, False, True)
    assert (new.holds, new.content.resume_name, new.content.corrects) == (True, "Nurse 2026.pdf", former.sha256)
    assert new.content.model_copy(update={"resume_name": "", "resume": None, "corrects": ""}) == former.content
    assert [file.kind for file in new.files] == ["resume", "letter"]
    assert states(alice, new) == ["intact"] * 3
    assert application_details.one(alice, number).resume_name == "Nurse 2026.pdf"
    assert change.id is not None
    assert record_corrections.unnamed(alice, change.id) == []
    with pytest.raises(InvalidInputError, match="replaced already"):
        record_corrections.name_resume(alice, old.id, resume(alice, now), now)


def test_undoing_the_naming_brings_the_former_record_back(alice: int, now: datetime) -> None:
    number = create(alice, now)
    moved = applications.move(alice, [number], Stage.APPLIED, "", now)
    record_corrections.name_resume(alice, only(alice, number).id, resume(alice, now), now)
    newest = submissions.of_application(alice, number)[0]
    second = record_corrections.name_resume(alice, newest.id, resume(alice, now), now)
    assert second.id is not None
    assert moved.id is not None

    def hold() -> list[bool]:
        return [record.holds for record in submissions.of_application(alice, number)]

    assert hold() == [True, False, False]
    changes.undo(alice, second.id, now)
    assert hold() == [False, True, False]
    changes.undo(alice, moved.id, now + timedelta(minutes=1))  # nothing was sent at all
    assert hold() == [False, False, False]
    changes.undo(alice, moved.id, now + timedelta(minutes=2), redo=True)
    assert hold() == [False, True, False]
    changes.undo(alice, second.id, now + timedelta(minutes=3), redo=True)
    assert hold() == [True, False, False]


def test_a_correction_of_a_record_that_is_undone_is_not_done_again(alice: int, now: datetime) -> None:
    number = create(alice, now)
    moved = applications.move(alice, [number], Stage.APPLIED, "", now)
    named = record_corrections.name_resume(alice, only(alice, number).id, resume(alice, now), now)
    assert moved.id is not None
    assert named.id is not None
    changes.undo(alice, moved.id, now)
    changes.undo(alice, named.id, now)
    applications.move(alice, [number], Stage.APPLIED, "", now)
    with pytest.raises(ConflictError, match="cannot be done again: the record of what was sent that it corrects"):
        changes.undo(alice, named.id, now, redo=True)
    assert [record.holds for record in submissions.of_application(alice, number)] == [True, False, False]


def test_a_resume_that_the_application_names_already_can_be_put_in_its_record(alice: int, now: datetime) -> None:
    number, mine = create(alice, now, Stage.APPLIED), resume(alice, now)
    view = application_details.one(alice, number)
    applications.edit(alice, number, view.form.model_copy(update={"resume_id": mine}), view.version, now)
    change = record_corrections.name_resume(alice, only(alice, number).id, mine, now)
    assert [record.content.resume_name for record in submissions.of_application(alice, number)] == [
        "Nurse 2026.pdf",
        "",
    ]
    assert change.id is not None
    changes.undo(alice, change.id, now)
    assert [record.holds for record in submissions.of_application(alice, number)] == [False, True]


def test_a_letter_that_was_sent_too_is_added_in_a_record_of_its_own(alice: int, bob: int, now: datetime) -> None:
    number = create(alice, now, Stage.APPLIED)
    former = only(alice, number)
    letter = document(alice, number, "letter", b"Dear all")
    named = record_corrections.name_resume(alice, former.id, resume(alice, now), now)
    (new, *_) = submissions.of_application(alice, number)
    change = record_corrections.add_document(alice, new.id, letter, now)
    (held, *_) = submissions.of_application(alice, number)
    assert (held.holds, held.content.corrects, held.content.resume_name) == (True, former.sha256, "Nurse 2026.pdf")
    assert ([file.kind for file in held.files], [part.text for part in held.content.texts]) == (
        ["resume", "letter"],
        ["Dear all"],
    )
    assert states(alice, held) == ["intact"] * 3
    with pytest.raises(InvalidInputError, match="holds it already"):
        record_corrections.add_document(alice, held.id, letter, now)
    for user, other in ((bob, letter), (alice, document(bob, create(bob, now), "letter", b"x")), (alice, 2**31 - 1)):
        with pytest.raises(NotFoundError):
            record_corrections.add_document(user, held.id, other, now)
    assert named.id is not None
    assert change.id is not None
    with pytest.raises(ConflictError, match="corrected once more after it"):
        changes.undo(alice, named.id, now)
    changes.undo(alice, change.id, now)
    changes.undo(alice, named.id, now)
    assert [record.holds for record in submissions.of_application(alice, number)] == [False, False, True]


def test_nobody_names_resumes_in_records_of_others(alice: int, bob: int, now: datetime) -> None:
    record = only(alice, create(alice, now, Stage.APPLIED))
    with pytest.raises(NotFoundError, match="no such record"):
        record_corrections.name_resume(bob, record.id, resume(bob, now), now)
    with pytest.raises(NotFoundError, match="no such résumé"):
        record_corrections.name_resume(alice, record.id, resume(bob, now), now)


def test_one_application_is_recorded_once(alice: int, now: datetime) -> None:
    number = create(alice, now, Stage.APPLIED)
    applications.move(alice, [number], Stage.SCREENING, "", now)
    applications.move(alice, [number], Stage.APPLIED, "", now)  # a correction, nothing is sent again
    assert only(alice, number)
    applications.move(alice, [number], Stage.INTERESTED, "", now)
    applications.move(alice, [number], Stage.APPLIED, "", now)
    assert len(submissions.of_application(alice, number)) == 2


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.APPLIED])
def test_no_other_stage_says_that_something_was_sent(alice: int, now: datetime, stage: Stage) -> None:
    assert submissions.of_application(alice, create(alice, now, stage)) == []


def test_many_at_once_each_have_their_record_and_share_one_file(alice: int, now: datetime) -> None:
    sent = resume(alice, now)
    ids = [create(alice, now, resume_id=sent) for _ in range(5)]
    applications.move(alice, ids, Stage.APPLIED, "", now)
    records = [only(alice, number) for number in ids]
    assert len({record.files[0].sha256 for record in records}) == 1
    assert [path.name for path in sent_path(alice, "x").parent.iterdir()] == [sha256(PDF).hexdigest()]


def test_many_cost_no_more_statements_than_few(alice: int, now: datetime, database: Connection) -> None:
    sent = resume(alice, now)

    def statements(count: int) -> int:
        ids = [applications.add(alice, opening(alice, f"{count} {n}"), now)[0] for n in range(count)]
        with db.transaction() as session:
            session.execute(text("update application set resume_id = :resume"), {"resume": sent})
        asked: list[str] = []
        listener = lambda *arguments: asked.append(arguments[2])  # noqa: E731
        event.listen(database, "before_cursor_execute", listener)
        change = applications.move(alice, ids, Stage.APPLIED, "", now)
        assert change.id is not None
        changes.undo(alice, change.id, now)
        changes.undo(alice, change.id, now, redo=True)
        event.remove(database, "before_cursor_execute", listener)
        assert all(only(alice, number).content.advert_from is AdvertFrom.OPENING for number in ids)
        return len(asked)

    assert statements(12) == statements(3)


def test_later_edits_of_the_posting_are_shown(alice: int, now: datetime) -> None:
    number, _ = applications.add(alice, opening(alice), now)
    applications.move(alice, [number], Stage.APPLIED, "", now)
    record = only(alice, number)
    with db.transaction() as session:
        session.execute(text("update opening_text set text = replace(text, '3', '5')"))
    parts = submissions.advert_changes(alice, record.id)
    assert parts is not None
    assert [(part.side, part.text.strip()) for part in parts if part.side is not Side.BOTH] == [
        (Side.OLD, "3"),
        (Side.NEW, "5"),
    ]
    assert only(alice, number) == record
    with db.transaction() as session:
        session.execute(text("delete from opening_match"))
    assert submissions.advert_changes(alice, record.id) is None


def test_someone_elses_record_does_not_exist(alice: int, bob: int, now: datetime) -> None:
    number = create(alice, now, Stage.APPLIED, resume_id=resume(alice, now))
    record = only(alice, number)
    for read in (submissions.one, submissions.verify, submissions.advert_changes):
        with pytest.raises(NotFoundError):
            read(bob, record.id)
    with pytest.raises(NotFoundError):
        submissions.printed(bob, record.id, now)
    with pytest.raises(NotFoundError):
        submissions.file(bob, record.id, record.files[0].sha256)
    with pytest.raises(NotFoundError):
        submissions.of_application(bob, number)
    with pytest.raises(NotFoundError):
        submissions.file(alice, record.id, "../../secrets")


def test_with_the_account_go_the_copies(alice: int, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    create(alice, now, Stage.APPLIED, resume_id=resume(alice, now))
    monkeypatch.setattr(accounts, "_confirm", lambda *_: None)
    accounts.delete(alice, "")
    assert not (settings().data / "files" / str(alice)).exists()
    with db.transaction() as session:
        assert session.scalar(text("select count(*) from submission_record")) == 0


@pytest.fixture
def aucklander(alice: int) -> int:
    """Somebody whose days are not those of UTC."""
    with db.transaction() as session:
        session.get_one(User, alice).time_zone = "Pacific/Auckland"
    return alice


def redated(user_id: int, number: int, applied_at: datetime | None, now: datetime) -> changes.Change:
    view = application_details.one(user_id, number)
    form = view.form.model_copy(update={"applied_at": applied_at})
    return applications.edit(user_id, number, form, view.version, now)


def test_a_corrected_day_of_applying_corrects_the_record_and_both_are_undone_at_once(
    aucklander: int, now: datetime
) -> None:
    number = create(aucklander, now, Stage.APPLIED)
    first = only(aucklander, number)
    change = redated(aucklander, number, on_day("2026-11-07", "Pacific/Auckland"), now + timedelta(days=1))
    corrected, former = submissions.of_application(aucklander, number)
    assert (corrected.holds, former.holds, former.replaced, former.content) == (True, False, True, first.content)
    assert corrected.content.corrects == former.sha256
    printed = {fact.name: fact.value.text for fact in sheet(corrected, "Pacific/Auckland", now).facts}
    assert printed["Sent"] == "Sat 7 Nov 2026 Corrected; recorded first as Tue 24 Nov 2026, 01:00 NZDT."
    assert states(aucklander, corrected) == ["intact"]
    assert change.id is not None
    changes.undo(aucklander, change.id, now)
    corrected, former = submissions.of_application(aucklander, number)
    assert (corrected.holds, former.holds) == (False, True)
    changes.undo(aucklander, change.id, now, redo=True)
    assert [record.holds for record in submissions.of_application(aucklander, number)] == [True, False]


def test_a_day_corrected_twice_remembers_the_first_and_the_resume_named_between(alice: int, now: datetime) -> None:
    number = create(alice, now, Stage.APPLIED)
    record_corrections.name_resume(alice, only(alice, number).id, resume(alice, now), now)
    for day in ("2026-11-07", "2026-11-08"):
        redated(alice, number, on_day(day, "UTC"), now)
    held = [record.content for record in submissions.of_application(alice, number) if record.holds]
    (sent,) = held
    assert (sent.resume_name, sent.first_applied_at, sent.applied_at) == (
        "Nurse 2026.pdf",
        now,
        on_day("2026-11-08", "UTC"),
    )


def test_a_day_that_nothing_was_sent_on_corrects_no_record(alice: int, now: datetime) -> None:
    number = create(alice, now, Stage.APPLIED)
    redated(alice, number, None, now)  # the day is not known after all
    applications.move(alice, [number], Stage.INTERESTED, "", now)
    redated(alice, number, on_day("2026-11-07", "UTC"), now)
    assert len(submissions.of_application(alice, number)) == 1


def test_an_application_entered_later_knows_its_day(aucklander: int, now: datetime) -> None:
    day = on_day("2026-11-07", "Pacific/Auckland")
    number = create(aucklander, now, Stage.APPLIED, applied_at=day)
    record = only(aucklander, number)
    assert (record.content.applied_at, record.created_at) == (day, now)
    assert sent_on(record.content, "UTC") == "Sat 7 Nov 2026"  # the day where it was sent
    view = application_details.one(aucklander, number)
    assert (view.stage_since, view.created_at) == (day, now)
    (follow_up,) = reminders.of_application(aucklander, number)
    assert follow_up.due_at == day + timedelta(days=7)
    wish = create(aucklander, now, Stage.INTERESTED, applied_at=day)
    assert application_details.one(aucklander, wish).form.applied_at is None


def test_the_record_is_printed_with_the_pay_that_a_board_told(alice: int, now: datetime) -> None:
    pay = {"minimum": "57512", "maximum": "80123", "currency": "USD", "period": "year", "text": "Annual salary"}
    listed = opening(alice)
    with db.transaction() as session:
        session.execute(text("update opening set salary = cast(:pay as jsonb)"), {"pay": json.dumps(pay)})
    number, _ = applications.add(alice, listed, now)
    applications.move(alice, [number], Stage.APPLIED, "", now)
    record = only(alice, number)
    assert "$57,512–80,123 a year" in submissions.readable(record.content.advert).splitlines()
    facts = {fact.name: fact.value.text for fact in sheet(record, "Europe/Berlin", now).facts}
    assert facts["Pay"] == "$57,512–80,123 a year"
    assert application_details.one(alice, number).form.salary == "$57,512–80,123 a year"
