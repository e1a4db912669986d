"""Applications as lists: who sees which, in which order, under which filter."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from career_copilot import db
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.applications_query import ApplicationsQuery, from_parameters
from career_copilot.domain.interviews import InterviewForm, Outcome
from career_copilot.domain.pipeline import STAGES, Stage
from career_copilot.domain.reminders import ReminderForm
from career_copilot.models.tracker import Application, Interview, Offer, Reminder
from career_copilot.services import application_lists, applications, changes, interviews, openings, reminders
from tests.services.test_openings import add as add_opening

pytestmark = pytest.mark.usefixtures("redis_server")
ALL = dict.fromkeys(STAGES, 100)


def create(user_id: int, title: str, now: datetime, stage: Stage = Stage.INTERESTED, **fields: Any) -> int:
    return applications.create(user_id, ApplicationForm(title=title, **fields), stage, now)[0]


def query(**fields: Any) -> ApplicationsQuery:
    return ApplicationsQuery.model_validate(fields)


def column(user_id: int, stage: Stage, now: datetime, **fields: Any) -> list[str]:
    return [card.title for card in application_lists.board(user_id, query(**fields), ALL, now).cards[stage]]


def rows(user_id: int, now: datetime, **fields: Any) -> list[str]:
    return [card.title for card in application_lists.table(user_id, query(**fields), now).rows]


def test_a_column_is_in_the_order_in_which_its_cards_were_put(alice: int, now: datetime) -> None:
    nurse, midwife, porter = (create(alice, title, now) for title in ("Nurse", "Midwife", "Porter"))
    assert column(alice, Stage.INTERESTED, now) == ["Porter", "Midwife", "Nurse"]
    applications.move(alice, [porter], Stage.INTERESTED, "", now, below=midwife)
    assert column(alice, Stage.INTERESTED, now) == ["Midwife", "Porter", "Nurse"]
    applications.move(alice, [nurse], Stage.INTERESTED, "", now, below=0)
    assert column(alice, Stage.INTERESTED, now) == ["Nurse", "Midwife", "Porter"]


def test_a_long_column_shows_its_first_cards_and_counts_all(alice: int, now: datetime) -> None:
    for number in range(5):
        create(alice, f"Nurse {number}", now)
    found = application_lists.board(alice, query(), ALL | {Stage.INTERESTED: 2}, now)
    assert [card.title for card in found.cards[Stage.INTERESTED]] == ["Nurse 4", "Nurse 3"]
    assert (found.counts[Stage.INTERESTED], found.counts[Stage.OFFER]) == (5, 0)


def test_what_changed_since_is_the_columns_it_touched(alice: int, bob: int, now: datetime) -> None:
    nurse, _ = create(alice, "Nurse", now), create(alice, "Chef", now, Stage.OFFER)

    def touched(since: int) -> set[Stage]:
        found = application_lists.board_since(alice, query(), ALL, now, since)
        return set(found.cards) if found else set()

    def last() -> int:
        return application_lists.board(alice, query(), ALL, now).latest

    seen = last()
    create(bob, "Porter", now, Stage.APPLIED)
    assert application_lists.board_since(alice, query(), ALL, now, seen) is None
    moved = applications.move(alice, [nurse], Stage.SCREENING, "", now)
    assert touched(seen) == {Stage.INTERESTED, Stage.SCREENING}
    found = application_lists.board_since(alice, query(), ALL, now, seen)
    assert found is not None
    assert (found.latest, found.counts[Stage.OFFER]) == (last(), 1)
    assert [card.title for card in found.cards[Stage.SCREENING]] == ["Nurse"]
    seen = last()
    reminders.add(alice, nurse, ReminderForm(title="Ring back"), now)
    assert touched(seen) == {Stage.SCREENING}
    seen = last()
    applications.tag(alice, [nurse], ["night"], [], now)
    assert touched(seen) == {Stage.SCREENING}
    seen = last()
    assert moved.id
    changes.undo(alice, moved.id, now)
    assert touched(seen) == {Stage.INTERESTED, Stage.SCREENING}
    seen = last()
    applications.delete(alice, [nurse], now)
    assert touched(seen) == {Stage.INTERESTED}


def test_someone_elses_applications_do_not_exist(alice: int, bob: int, now: datetime) -> None:
    create(alice, "Nurse", now, tags=["night"], source="Lever", applied_at=now)
    found = application_lists.board(bob, query(), ALL, now)
    assert (sum(found.counts.values()), [card for cards in found.cards.values() for card in cards]) == (0, [])
    assert rows(bob, now) == []
    assert application_lists.matching(bob, query()) == []
    facets = application_lists.facets(bob)
    assert (facets.tags, facets.sources, facets.total) == ([], [], 0)
    assert application_lists.calendar(bob, query(), now - timedelta(days=1), now + timedelta(days=1)) == []
    assert changes.recent(bob) == []


def test_archived_and_deleted_ones_are_out_of_the_way(alice: int, now: datetime) -> None:
    archived, deleted, _ = (create(alice, title, now) for title in ("Archived", "Deleted", "Here"))
    applications.archive(alice, [archived], True, now)
    applications.delete(alice, [deleted], now)
    assert rows(alice, now) == ["Here"]
    assert sorted(rows(alice, now, archived="show")) == ["Archived", "Here"]
    assert rows(alice, now, archived="only") == ["Archived"]
    assert application_lists.facets(alice).total == 2


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"q": "NURSE havn"}, ["Nurse 100%"]),
        ({"q": "100%"}, ["Nurse 100%"]),
        ({"q": "%"}, ["Nurse 100%"]),
        ({"q": "' or 1=1 --"}, []),
        ({"q": "night"}, ["Nurse 100%"]),
        ({"q": "ممرضة"}, ["ممرضة 🩺"]),
        ({"tag": "night shifts"}, ["Nurse 100%"]),
        ({"source": "Lever"}, ["ممرضة 🩺"]),
        ({"stage": ["applied"]}, ["ممرضة 🩺"]),
        ({"stage": ["applied", "interested"], "sort": "title"}, ["Nurse 100%", "ممرضة 🩺"]),
    ],
)
def test_filters(alice: int, now: datetime, filters: dict[str, Any], expected: list[str]) -> None:
    create(alice, "Nurse 100%", now, company="Havnklinik", tags=["night shifts"])
    create(alice, "ممرضة 🩺", now, Stage.APPLIED, source="Lever")
    assert rows(alice, now, **filters) == expected
    assert len(application_lists.matching(alice, query(**filters))) == len(expected)
    board = application_lists.board(alice, query(**filters), ALL, now)
    assert sorted(card.title for cards in board.cards.values() for card in cards) == sorted(expected)
    assert sum(board.counts.values()) == len(expected)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ({"sort": "title"}, ["Chef", "Nurse", "Porter"]),
        ({"sort": "title", "back": True}, ["Porter", "Nurse", "Chef"]),
        ({"sort": "stage"}, ["Nurse", "Porter", "Chef"]),
        ({"sort": "applied"}, ["Chef", "Porter", "Nurse"]),
        ({"sort": "next"}, ["Porter", "Nurse", "Chef"]),
        ({"sort": "company"}, ["Nurse", "Chef", "Porter"]),
    ],
)
def test_orders_put_what_is_unknown_last(alice: int, now: datetime, order: dict[str, Any], expected: list[str]) -> None:
    create(alice, "Porter", now - timedelta(days=2), Stage.APPLIED, company="zeta")
    create(alice, "Chef", now - timedelta(days=1), Stage.REJECTED, company="Beta")
    nurse = create(alice, "Nurse", now, company="alpha")
    with db.transaction() as session:
        session.add(
            Reminder(user_id=alice, application_id=nurse, kind="task", title="Call", due_at=now + timedelta(days=9))
        )
    assert rows(alice, now, **order) == expected


def test_a_page_after_the_last_is_the_last(alice: int, now: datetime) -> None:
    with db.transaction() as session:
        session.add_all(
            Application(user_id=alice, title=f"Nurse {number}", stage="applied", position=number, stage_since=now)
            for number in range(120)
        )
    found = application_lists.table(alice, query(page=99), now)
    assert (found.page, found.pages, found.shown, len(found.rows)) == (3, 3, 120, 20)


def test_a_card_says_what_comes_next_and_whether_its_opening_is_closed(alice: int, now: datetime) -> None:
    opening_id = add_opening(alice, "Nurse", state="closed")
    nurse, _ = applications.add(alice, opening_id, now)
    applications.move(alice, [nurse], Stage.APPLIED, "", now)
    with db.transaction() as session:
        for hours in (-30, 5, 50):
            starts = now + timedelta(hours=hours)
            session.add(
                Interview(user_id=alice, application_id=nurse, starts_at=starts, ends_at=starts + timedelta(hours=1))
            )
    card = application_lists.board(alice, query(), ALL, now).cards[Stage.APPLIED][0]
    assert (card.next_title, card.next_due_at) == ("Follow up", now + timedelta(days=7))
    assert (card.interview_at, card.closed_opening) == (now + timedelta(hours=5), True)
    applications.move(alice, [nurse], Stage.REJECTED, "", now)
    assert not application_lists.board(alice, query(), ALL, now).cards[Stage.REJECTED][0].closed_opening


@pytest.mark.parametrize("outcome", [Outcome.CANCELLED, Outcome.NO_SHOW])
def test_an_interview_that_is_not_held_is_no_date(alice: int, now: datetime, outcome: Outcome) -> None:
    nurse = create(alice, "Nurse", now)
    form = InterviewForm(starts=(now + timedelta(hours=5)).replace(tzinfo=None), time_zone="UTC")
    interview_id, _ = interviews.add(alice, nurse, form, now)

    def shown() -> list[object]:
        card = application_lists.board(alice, query(), ALL, now).cards[Stage.INTERESTED][0]
        found = application_lists.calendar(alice, query(), now, now + timedelta(days=1))
        return [card.interview_at, *(entry.at for entry in found if entry.kind == "interview")]

    assert shown() == [now + timedelta(hours=5)] * 2
    interviews.set_outcome(alice, interview_id, outcome, now)
    assert shown() == [None]


def test_the_calendar_holds_four_kinds_of_dates_in_order(alice: int, now: datetime) -> None:
    nurse = create(alice, "Nurse", now, Stage.OFFER, applied_at=now - timedelta(days=1))
    with db.transaction() as session:
        starts = now + timedelta(hours=1)
        session.add(Interview(user_id=alice, application_id=nurse, title="Panel", starts_at=starts, ends_at=starts))
        session.add(Offer(user_id=alice, application_id=nurse, decide_by=now + timedelta(days=1), terms={}))
        session.add(Reminder(user_id=alice, kind="task", title="Print CV", due_at=now + timedelta(hours=2)))
        done = Reminder(user_id=alice, kind="task", title="Done", due_at=now, done_at=now)
        session.add(done)
    window = now - timedelta(days=2), now + timedelta(days=2)
    found = application_lists.calendar(alice, query(), *window)
    assert [(entry.kind, entry.words) for entry in found] == [
        ("applied", ""), ("interview", "Panel"), ("reminder", "Print CV"), ("decision", ""),
    ]  # fmt: skip
    assert [entry.kind for entry in application_lists.calendar(alice, query(stage=["applied"]), *window)] == []
    assert len(application_lists.calendar(alice, query(q="nurse"), *window)) == 3


def test_an_opening_knows_its_application(alice: int, bob: int, now: datetime) -> None:
    opening_id = add_opening(alice, "Nurse")
    assert openings.rows(alice, [opening_id])[0].application_id is None
    application_id, _ = applications.add(alice, opening_id, now)
    applications.move(alice, [application_id], Stage.SCREENING, "", now)
    row = openings.one(alice, opening_id, now).row
    assert (row.application_id, row.application_stage) == (application_id, "screening")
    applications.delete(alice, [application_id], now)
    assert openings.marked(alice, opening_id)[0].application_id is None  # type: ignore[union-attr]


def test_recent_changes_say_what_is_undone(alice: int, now: datetime) -> None:
    nurse, made = applications.create(alice, ApplicationForm(title="Nurse"), Stage.INTERESTED, now)
    moved = applications.move(alice, [nurse], Stage.APPLIED, "", now)
    assert moved.id
    changes.undo(alice, moved.id, now)
    assert [(each.summary, each.undone) for each in changes.recent(alice)] == [
        ("Moved Nurse to Applied", True), ("Added Nurse", False),
    ]  # fmt: skip
    changes.undo(alice, moved.id, now, redo=True)
    assert [each.undone for each in changes.recent(alice)] == [False, False]
    assert [each.id for each in changes.recent(alice, most=1)] == [moved.id]
    assert made.id


def test_an_address_that_cannot_be_read_is_no_error() -> None:
    found, ignored = from_parameters(
        {
            "view": "table",
            "page": "-4",
            "stage": "applied,nonsense",
            "day": "0001-01-01",
            "sort": "title; drop",
            "x": "1",
        }
    )
    assert (found, ignored) == (ApplicationsQuery(view="table"), ["day", "page", "sort", "stage"])  # type: ignore[arg-type]


def test_an_address_reads_back() -> None:
    given = query(view="calendar", q="a & b", stage=["applied", "offer"], tag="night, long", archived="only", back=True)
    pairs = dict(pair.split("=") for pair in given.parameters().split("&"))
    from urllib.parse import unquote_plus

    assert from_parameters({name: unquote_plus(value) for name, value in pairs.items()}) == (given, [])


def test_rows_are_read_for_the_person_only_once_each(alice: int, now: datetime) -> None:
    """Several reminders and interviews of one application do not multiply its card."""
    nurse = create(alice, "Nurse", now)
    with db.transaction() as session:
        for hours in range(3):
            at = now + timedelta(hours=hours)
            session.add(Reminder(user_id=alice, application_id=nurse, kind="task", title=str(hours), due_at=at))
            session.add(Interview(user_id=alice, application_id=nurse, starts_at=at, ends_at=at + timedelta(hours=1)))
        assert len(session.exec(select(Reminder)).all()) == 3
    assert column(alice, Stage.INTERESTED, now) == ["Nurse"]
    assert rows(alice, now) == ["Nurse"]
