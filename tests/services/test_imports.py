"""Imports: what is in the file arrives once, what was there stays, and all of it can be undone."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from career_copilot import db, models
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.applications_query import ApplicationsQuery
from career_copilot.domain.export_formats import Format
from career_copilot.domain.import_dates import DateOrder
from career_copilot.domain.import_fields import Column
from career_copilot.domain.import_rows import Mapping, former_key
from career_copilot.domain.import_stages import chosen
from career_copilot.domain.pipeline import Stage
from career_copilot.errors import ConflictError, InvalidInputError, NotFoundError
from career_copilot.models.tracker import Application
from career_copilot.services import (
    applications,
    changes,
    exports,
    import_mending,
    import_running,
    imports,
    interviews,
    resume_files,
    sources,
    transfers,
)
from career_copilot.services.transfers import RunView
from tests.services.test_changes import tables

pytestmark = pytest.mark.usefixtures("redis_server")
LIST = b"""Title,Company,Status,Applied,Link,Notes
Nurse,Havnklinik,Applied,2026-11-02,https://jobs.example/1,night shifts
Midwife,Havnklinik,Interview,2026-11-03,,
Porter,Bistro,Rejected,2026-10-01,https://jobs.example/3,"two
lines"
"""


def uploaded(user_id: int, data: bytes, now: datetime, name: str = "list.csv") -> int:
    run_id = imports.upload(user_id, name, io.BytesIO(data), now)
    work(run_id, now)
    return run_id


def work(run_id: int, now: datetime) -> None:
    """What the task does."""
    claimed = transfers.claim(run_id)
    assert claimed is not None
    import_running.run(claimed, now)


def imported(user_id: int, data: bytes, now: datetime, **mapping: Any) -> RunView:
    run_id = uploaded(user_id, data, now)
    found = imports.preview(user_id, run_id, None, now)
    imports.start(user_id, run_id, found.mapping.model_copy(update=mapping), now)
    work(run_id, now)
    return transfers.one(user_id, run_id, "import")


def counts(run: RunView) -> tuple[int, int, int, int]:
    assert run.state == "done", run.error
    return tuple(run.result[name] for name in ("created", "updated", "skipped", "failed"))  # type: ignore[return-value]


def rows(user_id: int, columns: str = "title, company, stage") -> list[tuple[Any, ...]]:
    with db.transaction() as session:
        found = session.execute(
            text(
                f"select {columns} from application where user_id = :user and deleted_at is null order by position, id"
            ),
            {"user": user_id},
        )
        return [tuple(row) for row in found]


def test_a_table_becomes_applications_with_their_history_and_notes(alice: int, now: datetime) -> None:
    run = imported(alice, LIST, now)
    assert counts(run) == (3, 0, 0, 0)
    assert set(rows(alice)) == {
        ("Nurse", "Havnklinik", "applied"), ("Midwife", "Havnklinik", "interview"), ("Porter", "Bistro", "rejected"),
    }  # fmt: skip
    with db.transaction() as session:
        history = session.execute(text("select stage, entered_at from stage_entry order by id")).all()
        notes = session.scalars(text("select body from application_note order by id")).all()
    assert [(stage, at.date().isoformat()) for stage, at in history][:3] == [
        ("applied", "2026-11-02"), ("applied", "2026-11-03"), ("interview", "2026-11-03"),
    ]  # fmt: skip
    assert notes == ["night shifts", "two\nlines"]


def test_the_preview_guesses_and_shows_what_is_wrong_with_which_cell(alice: int, now: datetime) -> None:
    data = b"Stelle,Firma,Stand,Datum,Farbe\nPflegekraft,Klinik,Purgatory,03/04/2026,rot\n,Klinik,Absage,soon,\n"
    run_id = uploaded(alice, data, now)
    found = imports.preview(alice, run_id, None, now)
    assert found.mapping.columns == [Column.TITLE, Column.COMPANY, Column.STAGE, Column.APPLIED, None]
    assert found.dates_open
    assert [(word.word, word.stage) for word in found.mapping.stages] == [
        ("Purgatory", None),
        ("Absage", Stage.REJECTED),
    ]
    assert {error.column for error in found.rows[0].errors} == {Column.STAGE, Column.APPLIED}
    assert {error.column for error in found.rows[1].errors} == {Column.TITLE, Column.APPLIED}
    said = found.mapping.model_copy(update={"dates": DateOrder.DAY_FIRST, "stages": [chosen("Purgatory", "screening")]})
    again = imports.preview(alice, run_id, said, now)
    assert again.rows[0].read is not None
    assert again.rows[0].read.form.applied_at == datetime(2026, 4, 3, 12, tzinfo=UTC)
    assert again.bad == 1


def test_the_preview_says_which_rows_repeat_an_earlier_one(alice: int, now: datetime) -> None:
    data = b"Title,Company\nNurse,Havnklinik\nCook,Bistro\nNURSE,havnklinik\n,Bistro\nCook,Other\nNurse,Havnklinik\n"
    run_id = uploaded(alice, data, now)
    found = imports.preview(alice, run_id, None, now)
    assert ([row.repeats for row in found.rows], found.repeated) == ([0, 0, 2, 0, 0, 2], 2)
    imports.start(alice, run_id, found.mapping, now)
    work(run_id, now)
    assert counts(transfers.one(alice, run_id, "import")) == (3, 0, 2, 1)


@pytest.mark.parametrize(
    ("data", "change", "said"),
    [
        (b"Title,Applied\nNurse,03/04/2026\n", {}, "day or the month"),
        (b"Title,Status\nNurse,Purgatory\n", {}, "Purgatory"),
        (b"Title,Status\nNurse,Applied\n", {"columns": [None, Column.STAGE]}, "job title"),
    ],
)
def test_what_must_be_said_first(alice: int, now: datetime, data: bytes, change: dict[str, Any], said: str) -> None:
    run_id = uploaded(alice, data, now)
    mapping = imports.preview(alice, run_id, None, now).mapping.model_copy(update=change)
    with pytest.raises(InvalidInputError, match=said):
        imports.start(alice, run_id, mapping, now)
    assert rows(alice) == []


def test_the_same_file_twice_is_once(alice: int, now: datetime) -> None:
    imported(alice, LIST, now)
    before = tables()
    again = imported(alice, LIST, now + timedelta(days=1))
    assert counts(again) == (0, 0, 3, 0)
    assert [one["title"] for one in again.result["listed"]] == ["Nurse", "Midwife", "Porter"]
    assert tables() == before


def test_an_application_that_is_there_gets_what_it_lacks_and_keeps_what_it_has(alice: int, now: datetime) -> None:
    form = ApplicationForm(title="Nurse (m/f/d)", company="Havnklinik GmbH", place="Oslo", tags=["mine"])
    number, _ = applications.create(alice, form, Stage.OFFER, now)
    data = (
        b"Title,Company,Status,Place,Link,Tags,Notes\nNurse,Havnklinik,Applied,Bergen,https://a.example,theirs,hello\n"
    )
    run = imported(alice, data, now)
    assert counts(run) == (0, 1, 0, 0)
    assert run.result["listed"][0]["id"] == number
    assert rows(alice, "title, place, stage, url, tags") == [
        ("Nurse (m/f/d)", "Oslo", "offer", "https://a.example", ["mine", "theirs"])
    ]
    assert counts(imported(alice, data, now)) == (0, 0, 1, 0)


def test_without_filling_an_application_that_is_there_stays_as_it_is(alice: int, now: datetime) -> None:
    applications.create(alice, ApplicationForm(title="Nurse", company="Havnklinik"), Stage.OFFER, now)
    before = tables()
    run = imported(alice, b"Title,Company,Place\nNurse,Havnklinik,Bergen\n", now, fill=False)
    assert counts(run) == (0, 0, 1, 0)
    assert tables() == before


def test_another_day_is_another_application(alice: int, now: datetime) -> None:
    imported(alice, b"Title,Company,Applied\nNurse,Havnklinik,2025-01-02\n", now)
    assert counts(imported(alice, b"Title,Company,Applied\nNurse,Havnklinik,2026-01-02\n", now)) == (1, 0, 0, 0)


def test_rows_of_one_file_are_told_apart_by_their_identifiers(alice: int, now: datetime) -> None:
    same = b"Id,Title,Company\n1,Nurse,Havnklinik\n2,Nurse,Havnklinik\n"
    assert counts(imported(alice, same, now)) == (2, 0, 0, 0)
    assert counts(imported(alice, same, now)) == (0, 0, 2, 0)
    assert counts(imported(alice, b"Title,Company\nCook,Bistro\nCook,Bistro\n", now)) == (1, 0, 1, 0)


def test_another_list_that_counts_from_one_again_brings_its_own_jobs(alice: int, now: datetime) -> None:
    imported(alice, b"Id,Title,Company,Notes\n1,Nurse,Havnklinik,mine\n2,Cook,Bistro,\n", now)
    later = b"Job ID,Title,Company,Notes\n1,Porter,Bistro,theirs\n2,Cook,Bistro,\n3,Nurse,Fjordklinik,\n"
    found = imports.preview(alice, uploaded(alice, later, now), None, now)
    assert ([row.there for row in found.rows], found.there) == ([False, True, False], 1)
    assert counts(imported(alice, later, now)) == (2, 0, 1, 0)
    assert {title for title, *_ in rows(alice)} == {"Nurse", "Cook", "Porter"}


def test_what_was_imported_under_the_former_kind_of_key_is_found_where_the_job_is_the_same(
    alice: int, now: datetime
) -> None:
    data = b"Id,Title,Company,Applied\n1,Nurse,Havnklinik,2026-01-02\n2,Cook,Bistro,2026-01-02\n"
    imported(alice, data, now)
    with db.transaction() as session:
        for identifier, title in (("1", "Nurse"), ("2", "Cook")):
            bound = {"key": former_key(identifier), "title": title}
            session.execute(text("update application set import_key = :key where title = :title"), bound)
    again = b"Id,Title,Company,Applied\n1,Nurse,Havnklinik,2026-01-09\n2,Porter,Bistro,2026-01-02\n"
    assert counts(imported(alice, again, now)) == (1, 0, 1, 0)


def test_our_export_finds_what_it_came_from(alice: int, now: datetime) -> None:
    for title in ("Nurse", "Cook"):
        applications.create(alice, ApplicationForm(title=title), Stage.APPLIED, now - timedelta(days=9))
    run_id = exports.request(alice, Format.CSV, ApplicationsQuery(), now)
    claimed = transfers.claim(run_id)
    assert claimed is not None
    exports.run(claimed, now)
    data = exports.file(alice, run_id)[0].read_bytes()
    assert counts(imported(alice, data, now)) == (0, 0, 2, 0)
    assert counts(imported(alice, data.replace(b"Cook", b"Waiter"), now)) == (1, 0, 1, 0)


def test_two_imports_at_once_bring_each_job_once(alice: int, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_running, "BATCH", 1)
    first, second = (uploaded(alice, LIST, now) for _ in range(2))
    for run_id in (first, second):
        imports.start(alice, run_id, imports.preview(alice, run_id, None, now).mapping, now)
    real, begun = transfers.hint, []

    def other_between(claimed: transfers.Claim, done: int, total: int) -> None:
        if not begun:
            begun.append(claimed.run_id)
            work(second, now)
        real(claimed, done, total)

    monkeypatch.setattr(transfers, "hint", other_between)
    work(first, now)
    assert counts(transfers.one(alice, second, "import")) == (2, 0, 1, 0)
    assert counts(transfers.one(alice, first, "import")) == (1, 0, 2, 0)
    assert len(rows(alice)) == 3


def test_bad_rows_come_back_as_a_file_and_are_imported_once_mended(alice: int, now: datetime) -> None:
    data = b"Title,Company,Applied\nNurse,=Havn,2026-01-02\nCook,Bistro,soon\n,Bistro,\n"
    run = imported(alice, data, now)
    assert counts(run) == (1, 0, 0, 2)
    name, lines = import_mending.bad_rows(alice, run.id)
    assert name == "list – to mend.csv"
    found = list(csv.reader(io.StringIO("".join(lines).removeprefix("\ufeff"))))
    assert found[0] == ["Title", "Company", "Applied", "What to mend"]
    assert found[1] == ["Cook", "Bistro", "soon", "Date applied: “soon” is not a date that can be read"]
    assert found[2][3] == "Job title: is missing"
    mended = "\n".join([",".join(found[0]), "Cook,Bistro,2026-01-03,x", "Waiter,Bistro,,"]).encode()
    assert counts(imported(alice, mended, now)) == (2, 0, 0, 0)


def test_the_rows_to_mend_hold_the_stage_that_was_chosen_for_a_word(alice: int, now: datetime) -> None:
    run_id = uploaded(alice, b"Title,Status,Applied\nNurse,Purgatory,soon\n", now)
    mapping = imports.preview(alice, run_id, None, now).mapping
    said = mapping.model_copy(update={"stages": [chosen("Purgatory", "interview/panel")]})
    imports.start(alice, run_id, said, now)
    work(run_id, now)
    _, lines = import_mending.bad_rows(alice, run_id)
    mended = "".join(lines).replace("soon", "2026-01-03").encode()
    assert counts(imported(alice, mended, now)) == (1, 0, 0, 0)  # nothing had to be said again
    assert rows(alice, "stage, step") == [("interview", "panel")]


def test_a_repeated_row_that_says_more_completes_at_once(alice: int, now: datetime) -> None:
    data = b"Title,Company,Place,Notes\nNurse,Havnklinik,,one\nNurse,Havnklinik,Oslo,two\n"
    assert counts(imported(alice, data, now)) == (1, 1, 0, 0)
    assert rows(alice, "place") == [("Oslo",)]
    before = tables()
    assert counts(imported(alice, data, now)) == (0, 0, 2, 0)
    assert tables() == before


def test_an_import_is_one_change_and_undone_as_a_whole(
    alice: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_running, "BATCH", 2)
    form = ApplicationForm(title="Porter", company="Bistro", applied_at=datetime(2026, 10, 1, 12, tzinfo=UTC))
    applications.create(alice, form, Stage.APPLIED, now)
    before = tables()
    run = imported(alice, LIST, now)
    assert counts(run) == (2, 1, 0, 0)
    after = tables()
    undone = changes.undo(alice, run.result["change_id"], now)
    assert undone.summary == "Undone: Imported list.csv"
    assert tables() == before
    assert undone.id is not None
    changes.undo(alice, undone.id, now, redo=True)
    assert tables() == after


@pytest.fixture
def berliner(alice: int) -> int:
    """Somebody for whom noon is not noon in UTC."""
    with db.transaction() as session:
        session.get_one(models.User, alice).time_zone = "Europe/Berlin"
    return alice


def undated(user_id: int, now: datetime) -> int:
    """Applied for, on a day that is not known."""
    form = ApplicationForm(title="Nurse", company="Havnklinik")
    number = applications.create(user_id, form, Stage.APPLIED, now)[0]
    applications.edit(user_id, number, form, 0, now)
    assert rows(user_id, "applied_at") == [(None,)]
    return number


DATED = b"Title,Company,Status,Applied\nNurse,Havnklinik,Applied,2026-11-20\n"


def test_a_day_that_an_import_filled_in_is_undone_in_any_zone_and_so_are_imports_before_it(
    berliner: int, now: datetime
) -> None:
    undated(berliner, now)
    start = tables()
    first = imported(berliner, b"Title,Company,Place\nNurse,Havnklinik,Aarhus\n", now).result["change_id"]
    second = imported(berliner, DATED, now).result["change_id"]
    assert rows(berliner, "place, applied_at") == [("Aarhus", datetime(2026, 11, 20, 11, tzinfo=UTC))]
    filled = tables()
    changes.undo(berliner, second, now)
    changes.undo(berliner, second, now, redo=True)
    assert tables() == filled
    for change_id in (second, first):
        changes.undo(berliner, change_id, now)
    assert tables() == start


def test_what_was_logged_in_the_persons_zone_is_undone_and_done_again_too(berliner: int, now: datetime) -> None:
    undated(berliner, now)
    start, change_id = tables(), imported(berliner, DATED, now).result["change_id"]
    logged = 'after = after || \'{"applied_at": "2026-11-20T12:00:00+01:00"}\''
    with db.transaction() as session:
        told = text(f"update application_event set {logged} where change_id = :id and after ? 'applied_at'")
        assert session.execute(told, {"id": change_id}).rowcount == 1
    filled = tables()
    changes.undo(berliner, change_id, now)
    assert tables() == start
    changes.undo(berliner, change_id, now, redo=True)
    assert tables() == filled
    with db.transaction() as session:
        session.execute(text("update application set applied_at = applied_at + interval '1 second'"))
    with pytest.raises(ConflictError, match="not as it was left"):
        changes.undo(berliner, change_id, now)


def differing(run: RunView) -> list[list[str]]:
    assert run.result["differing"] == sum(bool(one["differs"]) for one in run.result["listed"])
    return [one["differs"] for one in run.result["listed"]]


def test_what_a_file_says_otherwise_is_told_and_kept_as_it_is_here(berliner: int, now: datetime) -> None:
    assert differing(imported(berliner, LIST, now)) == []
    assert differing(imported(berliner, LIST, now)) == [[], [], []]
    edited = LIST.replace(b"Havnklinik,Applied,2026-11-02", b"Havnklinik,Interview,2026-11-02")
    edited = edited.replace(b"jobs.example/3", b"jobs.example/4").replace(b"Status", b"Status,Interview date")
    edited = edited.replace(b",Interview,2026", b",Interview,2026-12-03,2026").replace(b"Rejected,", b"Rejected,,")
    before = tables()
    assert differing(imported(berliner, edited, now)) == [
        ["Stage: Applied here, Interview in the file", "Date of interview: none here, 3 Dec 2026 in the file"],
        ["Date of interview: none here, 3 Dec 2026 in the file"],
        ["Link to the ad: https://jobs.example/3 here, https://jobs.example/4 in the file"],
    ]
    assert tables() == before


def test_nobody_has_applied_who_is_only_interested(berliner: int, now: datetime) -> None:
    wish = b"Title,Company,Status,Date applied\nNurse,Havnklinik,Wishlist,\n"
    imported(berliner, wish, now)
    sent = wish.replace(b"Wishlist,", b"Applied,2026-11-20")
    told = ["Stage: Interested here, Applied in the file", "Date applied: none here, 20 Nov 2026 in the file"]
    assert differing(imported(berliner, sent, now)) == [told]
    assert rows(berliner, "stage, applied_at") == [("interested", None)]


def test_a_row_that_repeats_an_earlier_one_says_what_it_says_otherwise(alice: int, now: datetime) -> None:
    data = b"Title,Company,Status\nNurse,Havnklinik,Applied\nNurse,Havnklinik,Interview\n"
    run = imported(alice, data, now)
    assert counts(run) == (1, 0, 1, 0)
    assert differing(run) == [["Stage: Applied here, Interview in the file"]]


def test_what_differs_is_listed_before_what_does_not(
    alice: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_running, "LISTED", 2)
    imported(alice, LIST, now)
    run = imported(alice, LIST.replace(b"Rejected", b"Offer"), now)
    assert [(one["row"], bool(one["differs"])) for one in run.result["listed"]] == [(2, False), (4, True)]


def test_pay_of_a_board_is_exported_and_read_again_to_the_last_digit(alice: int, bob: int, now: datetime) -> None:
    pay = {"minimum": "57512", "maximum": "80123", "currency": "USD", "period": "year"}
    for title, words in (("Nurse", "Annual salary"), ("Midwife", "")):
        number = applications.create(alice, ApplicationForm(title=title, salary=words), Stage.INTERESTED, now)[0]
        with db.transaction() as session:
            row = session.get_one(Application, number)
            row.salary = pay | {"predicted": False, "text": words}
            session.add(row)
    applications.create(alice, ApplicationForm(title="Porter", salary="about 3k, 13 times"), Stage.INTERESTED, now)
    run_id = exports.request(alice, Format.CSV, ApplicationsQuery(), now)
    claimed = transfers.claim(run_id)
    assert claimed is not None
    exports.run(claimed, now)
    data = exports.file(alice, run_id)[0].read_bytes()
    assert data.count(b'"$57,512\xe2\x80\x9380,123 a year"') == 2
    imported(bob, data, now)
    found = dict(rows(bob, "title, salary"))
    assert found["Porter"]["text"] == "about 3k, 13 times"
    for title in ("Nurse", "Midwife"):
        assert {name: found[title][name] for name in pay} == pay


def test_an_import_that_is_undone_while_it_runs_stops(
    alice: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_running, "BATCH", 1)
    before = tables()
    run_id = uploaded(alice, LIST, now)
    imports.start(alice, run_id, imports.preview(alice, run_id, None, now).mapping, now)
    real = transfers.hint

    def undo_then_hint(claimed: transfers.Claim, done: int, total: int) -> None:
        if done == 1:
            changes.undo(alice, claimed.run.result["change_id"], now)
        real(claimed, done, total)

    monkeypatch.setattr(transfers, "hint", undo_then_hint)
    work(run_id, now)
    run = transfers.one(alice, run_id, "import")
    assert (run.state, run.done) == ("failed", 1)
    assert "undone while it ran" in run.error
    assert tables() == before


def test_a_cancelled_import_keeps_whole_batches_and_can_be_undone(
    alice: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_running, "BATCH", 1)
    before = tables()
    run_id = uploaded(alice, LIST, now)
    imports.start(alice, run_id, imports.preview(alice, run_id, None, now).mapping, now)

    def cancel(claimed: transfers.Claim, done: int, total: int) -> None:
        transfers.cancel(alice, run_id, "import", now)

    monkeypatch.setattr(transfers, "hint", cancel)
    work(run_id, now)
    run = transfers.one(alice, run_id, "import")
    assert (run.state, run.done, run.result["created"]) == ("cancelled", 1, 1)
    assert len(rows(alice)) == 1
    changes.undo(alice, run.result["change_id"], now)
    assert tables() == before


def test_a_deleted_application_can_be_imported_again(alice: int, now: datetime) -> None:
    imported(alice, LIST, now)
    with db.transaction() as session:
        number = session.scalar(text("select id from application where title = 'Nurse'"))
    applications.delete(alice, [number or 0], now)
    before = tables()
    run = imported(alice, LIST, now)
    assert counts(run) == (1, 0, 2, 0)
    changes.undo(alice, run.result["change_id"], now)
    assert tables() == before


def test_only_reminders_that_are_still_ahead_are_made(alice: int, now: datetime) -> None:
    data = f"Title,Status,Applied\nNurse,Applied,{(now - timedelta(days=2)).date()}\nCook,Applied,2025-01-01\n".encode()
    imported(alice, data, now)
    with db.transaction() as session:
        found = session.execute(
            text("select a.title, r.title, r.due_at from reminder r join application a on a.id = r.application_id")
        ).all()
    assert [(row[0], row[1], (row[2] - now).days) for row in found] == [("Nurse", "Follow up", 5)]


def test_an_interview_that_is_still_to_come_is_one_with_its_reminders(alice: int, now: datetime) -> None:
    day = now + timedelta(days=20)
    data = f"Title,Status,Applied,Interview date\nNurse,Interview,2026-10-02,{day:%Y-%m-%d} 14:00\n".encode()
    imported(alice, data, now)
    found = interviews.all_of(alice, now)
    assert [(one.starts_at.hour, one.starts_at.date(), one.about) for one in found] == [(14, day.date(), "Nurse")]
    with db.transaction() as session:
        latest = session.scalar(text("select max(entered_at) from stage_entry"))
        kinds = set(session.scalars(text("select kind from reminder where interview_id is not null")))
    assert latest <= now
    assert kinds == {"prepare", "thank_you"}


def posting(user_id: int | None, title: str, company: str, url: str, now: datetime) -> int:
    """An opening, in the feed of `user_id` if given."""
    with db.transaction() as session:
        source = sources._source(session, "lever", company.lower(), now)
        row = models.Opening(fingerprint=url, title=title, company=company, date_posted=now)
        session.add(row)
        session.flush()
        assert row.id is not None
        session.add(
            models.JobPosting(
                opening_id=row.id, source_id=source.id, job_board="lever", company=company, identifier=url, url=url,
                title=title, hiring_organization=company, content_hash="x",
            )
        )  # fmt: skip
        if user_id:
            session.add(models.OpeningMatch(user_id=user_id, opening_id=row.id))
        return row.id


def test_a_row_is_linked_to_the_one_opening_of_the_feed_that_it_is(alice: int, bob: int, now: datetime) -> None:
    by_address = posting(alice, "Care assistant", "Fjord", "https://jobs.lever.co/fjord/1", now)
    by_words = posting(alice, "Cook (m/f/d)", "Bistro GmbH", "https://jobs.lever.co/bistro/1", now)
    for number in (1, 2):
        posting(alice, "Waiter", "Bistro GmbH", f"https://jobs.lever.co/bistro/w{number}", now)
    posting(bob, "Porter", "Hotel", "https://jobs.lever.co/hotel/1", now)
    data = b"""Title,Company,Link
Carer,Other,https://jobs.lever.co/fjord/1
Cook,Bistro,
Waiter,Bistro,
Porter,Hotel,https://jobs.lever.co/hotel/1
Cook,Bistro,https://elsewhere.example
"""
    imported(alice, data, now)
    assert rows(alice, "title, opening_id") == [
        ("Carer", by_address), ("Cook", by_words), ("Waiter", None), ("Porter", None), ("Cook", None),
    ]  # fmt: skip


def test_an_opening_that_is_added_while_an_import_would_link_it_is_one_application(
    alice: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_running, "BATCH", 1)
    opening = posting(alice, "Midwife", "Havnklinik", "https://jobs.example/2", now)
    run_id = uploaded(alice, LIST, now)
    imports.start(alice, run_id, imports.preview(alice, run_id, None, now).mapping, now)
    added: list[int] = []

    def add_then_hint(claimed: transfers.Claim, done: int, total: int) -> None:
        if not added:
            added.append(applications.add(alice, opening, now)[0])

    monkeypatch.setattr(transfers, "hint", add_then_hint)
    work(run_id, now)
    assert counts(transfers.one(alice, run_id, "import")) == (2, 0, 1, 0)
    assert sorted(rows(alice, "title, opening_id")) == [("Midwife", opening), ("Nurse", None), ("Porter", None)]


def test_someone_elses_import_does_not_exist(alice: int, bob: int, now: datetime) -> None:
    run_id = uploaded(alice, LIST, now)
    mapping = Mapping(columns=[Column.TITLE])
    attempts: list[Callable[[], object]] = [
        lambda: transfers.one(bob, run_id, "import"),
        lambda: imports.preview(bob, run_id, None, now),
        lambda: imports.start(bob, run_id, mapping, now),
        lambda: import_mending.bad_rows(bob, run_id),
        lambda: transfers.cancel(bob, run_id, "import", now),
        lambda: transfers.remove(bob, run_id, "import"),
        lambda: transfers.one(alice, run_id, "export"),
    ]
    for attempt in attempts:
        with pytest.raises(NotFoundError):
            attempt()
    assert transfers.all_of(bob, "import") == []


def test_a_file_that_is_no_table_says_so(alice: int, now: datetime) -> None:
    run = transfers.one(alice, uploaded(alice, b"%PDF-1.7 x", now), "import")
    assert (run.state, run.error) == (
        "failed",
        "This is a PDF, not a table: export your list as CSV or Excel, and import that.",
    )
    with pytest.raises(InvalidInputError, match="is empty"):
        imports.upload(alice, "x.csv", io.BytesIO(b""), now)


def test_files_go_after_a_day_or_at_once(alice: int, now: datetime) -> None:
    first, second = uploaded(alice, LIST, now), uploaded(alice, LIST, now)
    directory = resume_files.path(f"{alice}/transfers")
    assert len(list(directory.iterdir())) == 4
    transfers.remove(alice, first, "import")
    assert len(list(directory.iterdir())) == 2
    transfers.forget_expired(now + timedelta(hours=23))
    assert len(list(directory.iterdir())) == 2
    transfers.forget_expired(now + timedelta(hours=25))
    assert list(directory.iterdir()) == []
    with pytest.raises(NotFoundError):
        transfers.one(alice, second, "import")


TEXT = (
    st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="=+-@'\"\n,;"), min_size=1, max_size=30)
    .map(lambda one: " ".join(one.split()))
    .filter(bool)
)
FORMS = st.builds(
    lambda title, company, place, tags, days: ApplicationForm(
        title=title, company=company, place=place, url="https://a.example/ö?a=1", tags=tags,
        applied_at=datetime(2026, 1, 1, 8, 30, tzinfo=UTC) + timedelta(days=days),
    ),
    TEXT, TEXT, TEXT, st.lists(TEXT, max_size=3), st.integers(0, 300),
)  # fmt: skip


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    forms=st.lists(st.tuples(FORMS, st.sampled_from(list(Stage))), min_size=1, max_size=5),
    kind=st.sampled_from(["csv", "xlsx"]),
)
def test_what_is_exported_as_a_table_is_imported_as_it_was(
    alice: int, bob: int, now: datetime, forms: list[tuple[ApplicationForm, Stage]], kind: str
) -> None:
    with db.transaction() as session:
        session.execute(text("delete from application"))
        session.execute(text("delete from transfer_run"))
    for minute, (form, stage) in enumerate(forms):
        at = now + timedelta(minutes=minute)
        number, _ = applications.create(alice, form, Stage.INTERESTED, at)
        applications.move(alice, [number], stage, "panel" if stage is Stage.INTERVIEW else "", at + timedelta(days=1))
    run_id = exports.request(alice, Format(kind), ApplicationsQuery(), now)
    claimed = transfers.claim(run_id)
    assert claimed is not None
    exports.run(claimed, now)
    path, name, _ = exports.file(alice, run_id)
    found = uploaded(bob, path.read_bytes(), now, name)
    assert transfers.one(bob, found, "import").error == ""
    preview = imports.preview(bob, found, None, now)
    assert preview.preset == "Career Copilot"
    imports.start(bob, found, preview.mapping, now + timedelta(days=30))
    work(found, now)
    assert counts(transfers.one(bob, found, "import")) == (len(forms), 0, 0, 0)
    columns = "title, company, place, url, stage, step, tags, stage_since, created_at, applied_at"
    assert sorted(map(repr, rows(bob, columns))) == sorted(map(repr, rows(alice, columns)))
    with db.transaction() as session:
        histories = [
            session.execute(
                text("select stage, step, entered_at from stage_entry where user_id = :user order by 1, 2, 3"),
                {"user": user},
            ).all()
            for user in (alice, bob)
        ]
    assert histories[0] == histories[1]
