"""The Applications page's State: what it takes from a browser, what it shows, what it says."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest

from career_copilot import app  # noqa: F401  all states must be known
from career_copilot.domain.applications import ApplicationForm, CalendarEntry, Card, Column
from career_copilot.domain.applications_query import (
    ApplicationsQuery,
    Sort,
    Span,
    View,
    days,
    from_parameters,
    in_words,
    neighbours,
)
from career_copilot.domain.pipeline import STAGES, Stage
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.pages import applications_view as words
from career_copilot.pages.applications_state import ApplicationsState
from career_copilot.pages.applications_table import TableState
from career_copilot.pages.checked import number
from career_copilot.pages.recent_changes import PAGE, RecentChanges
from career_copilot.pages.undoing import UndoState
from career_copilot.services import application_details, application_lists, applications, bulk
from career_copilot.services.application_lists import Board, Table

pytestmark = pytest.mark.usefixtures("redis_server")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HANDLERS: Callable[[Any, str], Any] = lambda state, name: type(state).event_handlers[name].fn.__wrapped__  # noqa: E731


def call(state: Any, name: str, *given: Any) -> Any:
    """The handler behind its guard."""
    return asyncio.run(HANDLERS(state, name)(state, *given))


@pytest.fixture
def board(alice: int, monkeypatch: pytest.MonkeyPatch) -> ApplicationsState:
    state = ApplicationsState()
    state._user_id = alice
    monkeypatch.setattr(ApplicationsState, "_query", ApplicationsQuery())
    return state


@pytest.fixture
def table(alice: int) -> TableState:
    state = TableState()
    state._user_id = alice
    return state


def create(user_id: int, title: str, stage: Stage = Stage.INTERESTED) -> int:
    return applications.create(user_id, ApplicationForm(title=title, company="Havnklinik"), stage, NOW)[0]


def card(**fields: Any) -> Card:
    given: dict[str, Any] = {
        "id": 1, "title": "Nurse", "company": "Havnklinik", "place": "", "source": "", "stage": "applied", "step": "",
        "tags": [], "score": None, "applied_at": None, "stage_since": NOW - timedelta(days=12), "archived_at": None,
        "created_at": NOW, "updated_at": NOW, "next_due_at": None, "next_title": "", "interview_at": None,
        "resume_name": "", "closed_opening": False,
    }  # fmt: skip
    return Card.model_validate(given | fields)


def test_a_move_sends_two_columns_only(alice: int, board: ApplicationsState) -> None:
    nurse = create(alice, "Nurse")
    create(alice, "Chef", Stage.OFFER)
    asyncio.run(board._read_board(ApplicationsQuery()))
    board._clean()
    call(board, "move", nurse, "screening", "", 0, 7)
    assert board.dirty_vars & set(STAGES) == {"interested", "screening"}
    assert (board.settled, [one.title for one in board.screening]) == (7, ["Nurse"])


def test_only_the_columns_of_the_chosen_stages_show(alice: int, board: ApplicationsState) -> None:
    create(alice, "Nurse")
    create(alice, "Chef", Stage.OFFER)
    asyncio.run(board._read_board(ApplicationsQuery(stage=[Stage.OFFER, Stage.REJECTED])))
    assert [(one.name, one.count) for one in board.columns if not one.hidden] == [("Offer", 1), ("Rejected", 0)]
    assert (board.interested, len(board.columns)) == ([], len(STAGES))


def test_a_refused_move_is_answered_too(bob: int, board: ApplicationsState) -> None:
    theirs = create(bob, "Nurse")
    with pytest.raises(NotFoundError):
        call(board, "move", theirs, "applied", "", None, 9)
    assert board.settled == 9


@pytest.mark.parametrize(
    "given",
    [
        ("1; drop", "applied", "", None, 1),
        (1, "nowhere", "", None, 1),
        (1, ["applied"], "", None, 1),
        (True, "applied", "", None, 1),
        (1, "applied", "", "top", 1),
        (1, "applied", "", -1, 1),
    ],
)
def test_what_a_browser_sends_is_checked_again(board: ApplicationsState, given: tuple[Any, ...]) -> None:
    with pytest.raises(InvalidInputError):
        call(board, "move", *given)


def test_a_step_that_does_not_exist_is_refused(alice: int, board: ApplicationsState) -> None:
    nurse = create(alice, "Nurse")
    with pytest.raises(InvalidInputError, match="no such step"):
        call(board, "move", nurse, "interview", "coffee", None, 1)


def test_more_cards_of_one_column(alice: int, board: ApplicationsState, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("career_copilot.pages.applications_state.CARDS", 2)
    for one in range(5):
        create(alice, f"Nurse {one}")
    asyncio.run(board._read_board(ApplicationsQuery()))
    assert (len(board.interested), board.columns[0].count) == (2, 5)
    call(board, "more", "interested")
    assert len(board.interested) == 4


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ({"title": "  "}, "Title is empty."),
        ({"title": "x" * 301}, "Title is longer than 300 characters."),
        (
            {"title": "Nurse", "url": "javascript:alert(1)"},
            "Link to the ad must begin with https:// or http://.",
        ),
    ],
)
def test_what_cannot_be_added_says_why(
    alice: int, board: ApplicationsState, form: dict[str, str], problem: str
) -> None:
    assert call(board, "create", form | {"stage": "interested"}) is None
    assert (board.problem, application_lists.facets(alice).total) == (problem, 0)


def test_shift_chooses_a_range_and_the_other_way_round(alice: int, table: TableState) -> None:
    for one in range(6):
        create(alice, f"Nurse {one}")
    asyncio.run(table._read(ApplicationsQuery(view="table", sort="title")))  # type: ignore[arg-type]
    ids = [row.id for row in table.rows]
    call(table, "pick", ids[4], False)
    call(table, "pick", ids[1], True)
    assert sorted(table.selected) == sorted(ids[1:5])
    call(table, "pick", ids[2], False)
    assert sorted(table.selected) == sorted([ids[1], ids[3], ids[4]])
    call(table, "pick_page")
    assert (sorted(table.selected), table.page_chosen) == (sorted(ids), True)
    call(table, "pick_page")
    assert table.selected == []


def test_another_filter_chooses_none(table: TableState) -> None:
    table._ask(ApplicationsQuery(view=View.TABLE))
    table._choose([1, 2])
    table._ask(ApplicationsQuery(view=View.TABLE, q="nurse"))
    assert table.selected == []


def test_what_is_no_longer_shown_is_no_longer_chosen(
    alice: int, table: TableState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("career_copilot.services.application_lists.PAGE_SIZE", 2)
    asked = ApplicationsQuery(view=View.TABLE, sort=Sort.TITLE, stage=[Stage.INTERESTED])
    chef, cook, *_ = [create(alice, title) for title in ("Chef", "Cook", "Nurse", "Tutor")]

    def turn(page: int) -> None:
        table._ask(asked.model_copy(update={"page": page}))
        asyncio.run(table._read(table._asked))

    turn(1)
    call(table, "pick_page")
    assert sorted(table.selected) == sorted([chef, cook])
    applications.move(alice, [chef], Stage.APPLIED, "", NOW)  # here or in another tab
    turn(1)
    assert (table.selected, table.chosen_words) == ([cook], "1")
    turn(2)
    assert table.selected == []
    with pytest.raises(InvalidInputError, match="Choose some"):
        call(table, "delete_chosen")
    turn(1)
    call(table, "pick_everything")
    turn(2)
    assert (table.everything, table.chosen_words) == (True, "3")
    call(table, "delete_chosen")
    assert application_lists.matching(alice, ApplicationsQuery()) == [chef]


def test_someone_elses_rows_are_not_changed_in_bulk(bob: int, table: TableState) -> None:
    theirs = create(bob, "Nurse")
    table._choose([theirs])
    with pytest.raises(NotFoundError):
        call(table, "delete_chosen")


def test_what_is_chosen_stays_so_unless_it_goes_away(alice: int, table: TableState) -> None:
    nurse = create(alice, "Nurse")
    table._choose([nurse])
    call(table, "move_chosen", {"stage": "applied"})
    call(table, "tag_chosen", {"tag": "night"})
    assert table.selected == [nurse]
    call(table, "delete_chosen")
    assert table.selected == []


def test_a_tag_in_quotes_holds_a_comma(alice: int, table: TableState) -> None:
    nurse = create(alice, "Nurse")
    table._choose([nurse])
    call(table, "tag_chosen", {"tag": '"Oslo, Bergen", night'})
    assert application_details.one(alice, nurse).form.tags == ["Oslo, Bergen", "night"]
    call(table, "tag_chosen", {"tag": '"Oslo, Bergen"', "how": "less"})
    assert application_details.one(alice, nurse).form.tags == ["night"]


def test_many_become_a_task(alice: int, table: TableState, monkeypatch: pytest.MonkeyPatch) -> None:
    queued: list[int] = []
    monkeypatch.setattr("career_copilot.services.bulk.FEW", 2)
    monkeypatch.setattr("career_copilot.tasks.change_many.delay", queued.append)
    table._choose([create(alice, f"Nurse {one}") for one in range(3)])
    call(table, "archive_chosen", True)
    assert (queued, table.bulk.state, table.bulk.total, table.selected) == ([table.bulk.id], "queued", 3, [])


@pytest.mark.parametrize("redo", [False, True])
def test_the_same_button_pressed_twice_does_it_once(alice: int, redo: bool) -> None:
    change = applications.create(alice, ApplicationForm(title="Nurse"), Stage.INTERESTED, NOW)[1]
    undoing = UndoState()
    undoing._user_id = alice
    for again in [False, True][: redo + 1]:
        call(undoing, "undo", change.id, again)
    said = str(call(undoing, "undo", change.id, redo).args)
    assert f"Already {'done again' if redo else 'undone'}: Added Nurse." in said
    assert application_lists.facets(alice).total == int(redo)


def test_an_undo_names_what_is_undone(alice: int) -> None:
    state = RecentChanges()
    state._user_id = alice
    create(alice, "Nurse")
    call(state, "show")
    assert [(line.summary, line.undone) for line in state.lines] == [("Added Nurse at Havnklinik", False)]
    undoing = UndoState()
    undoing._user_id = alice
    call(undoing, "undo", state.lines[0].id, False)
    call(state, "show")
    assert state.lines[0].undone
    with pytest.raises(NotFoundError):
        call(undoing, "undo", 2**31 - 1, False)


def test_recent_changes_go_back_to_the_first(alice: int) -> None:
    state = RecentChanges()
    state._user_id = alice
    for one in range(PAGE + 1):
        create(alice, f"Nurse {one}")
    call(state, "show")
    assert (len(state.lines), state.later, state.last) == (PAGE, False, state.lines[-1].id)
    call(state, "older")
    assert ([line.summary for line in state.lines], state.later, state.last) == (
        ["Added Nurse 0 at Havnklinik"],
        True,
        0,
    )
    create(alice, "Midwife")
    asyncio.run(state._renew())  # the page that is looked at stays
    assert [line.summary for line in state.lines] == ["Added Nurse 0 at Havnklinik"]
    call(state, "show")
    assert (state.lines[0].summary, state.later) == ("Added Midwife at Havnklinik", False)


@pytest.mark.parametrize("hostile", ["1a", -1, 2**31, None, 1.5, True, {"id": 1}])
def test_an_id_is_checked_again(hostile: object) -> None:
    with pytest.raises(InvalidInputError):
        number(hostile, "application")


def test_a_card_in_words() -> None:
    due = card(next_due_at=NOW - timedelta(hours=2), next_title="Follow up", closed_opening=True, archived_at=NOW)
    shown = words.card_view(due, NOW, "Europe/Berlin")
    assert (shown.since, f"{shown.next} {shown.next_when}", [badge.text for badge in shown.badges]) == (
        "12 days", "Follow up 2 h ago", ["Overdue", "Ad closed"],
    )  # fmt: skip
    soon = card(next_due_at=NOW + timedelta(days=3), next_title="Prepare", interview_at=NOW + timedelta(days=2))
    assert (words.card_view(soon, NOW, "UTC").next, words.card_view(soon, NOW, "UTC").next_when) == (
        "Interview",
        "in 2 days",
    )
    assert words.card_view(card(stage_since=NOW - timedelta(days=400)), NOW, "UTC").since == "57 weeks"


def test_a_heading_says_how_the_table_is_ordered_and_turns_it_around() -> None:
    title, applied = words.heads(ApplicationsQuery(sort="title"), [Column.APPLIED])  # type: ignore[arg-type]
    assert (title.sorted, title.href) == ("ascending", "/applications?sort=title&back=true")
    assert (applied.sorted, applied.href) == ("none", "/applications?sort=applied")


def test_a_late_evening_falls_on_the_day_of_the_persons_zone() -> None:
    late = CalendarEntry.model_validate(
        {"kind": "interview", "at": datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "words": "Panel", "application_id": 1,
         "title": "Nurse", "company": ""}
    )  # fmt: skip
    shown = words.calendar_days([late], ApplicationsQuery(), date(2026, 11, 23), date(2026, 11, 24), "Asia/Tokyo")
    assert [(day.iso, day.lines[0].time, day.today) for day in shown if day.lines] == [("2026-11-24", "08:30", True)]


@pytest.mark.parametrize(
    ("span", "count", "shown", "rest"),
    [(Span.MONTH, 6, 3, Span.WEEK), (Span.MONTH, 344, 3, Span.DAY), (Span.WEEK, 344, 12, Span.DAY)],
)
def test_a_full_day_is_folded_and_leads_to_the_rest(span: Span, count: int, shown: int, rest: Span) -> None:
    entries = [
        CalendarEntry.model_validate(
            {"kind": "applied", "at": NOW, "words": "", "application_id": one, "title": "Nurse", "company": ""}
        )
        for one in range(count)
    ]
    query = ApplicationsQuery(span=span)
    (day,) = [day for day in words.calendar_days(entries, query, NOW.date(), NOW.date(), "UTC") if day.lines]
    assert (len(day.lines), day.more) == (shown, count - shown)
    assert day.rest == f"/applications?span={rest}&day=2026-11-23"
    whole = words.calendar_days(entries, query.model_copy(update={"span": Span.DAY}), NOW.date(), NOW.date(), "UTC")
    assert [(len(one.lines), one.more) for one in whole] == [(count, 0)]


@pytest.mark.parametrize(("span", "count"), [(Span.WEEK, 7), (Span.MONTH, 42)])
def test_whole_weeks_from_monday(span: Span, count: int) -> None:
    whole = days(span, date(2026, 8, 15))
    assert (len(whole), whole[0].weekday(), whole[-1].weekday()) == (count, 0, 6)
    before, after = neighbours(span, date(2026, 1, 31))
    assert before < date(2026, 1, 31) < after
    assert span is Span.WEEK or (before, after) == (date(2025, 12, 31), date(2026, 2, 1))


def test_a_single_day_of_the_calendar() -> None:
    assert days(Span.DAY, date(2026, 8, 15)) == [date(2026, 8, 15)]
    assert neighbours(Span.DAY, date(2026, 1, 31)) == (date(2026, 1, 30), date(2026, 2, 1))
    assert words.calendar_title(Span.DAY, date(2026, 8, 15)) == "Sat 15 Aug 2026"


def test_a_board_names_every_stage() -> None:
    found = Board(cards={stage: [] for stage in STAGES}, counts=dict.fromkeys(STAGES, 0))
    assert [column.name for column in words.columns(found, [])][:2] == ["Interested", "Applied"]


def test_the_echo_of_a_move_reads_nothing_and_news_does(
    alice: int, board: ApplicationsState, table: TableState, monkeypatch: pytest.MonkeyPatch
) -> None:
    recent = RecentChanges()
    recent._user_id = alice

    async def get_state(_: Any, cls: type) -> Any:
        return {TableState: table, RecentChanges: recent}[cls]

    monkeypatch.setattr(ApplicationsState, "get_state", get_state)
    nurse = create(alice, "Nurse")
    asyncio.run(board._read_board(ApplicationsQuery()))
    asyncio.run(board._read_facets())
    call(board, "move", nurse, "applied", "", 0, 1)
    board._clean()
    asyncio.run(board._hear("applications", {}))
    assert not board.dirty_vars
    applications.move(alice, [nurse], Stage.OFFER, "", NOW)
    asyncio.run(board._hear("applications", {}))
    assert board.dirty_vars & set(STAGES) == {"applied", "offer"}
    assert [one.title for one in board.offer] == ["Nurse"]
    applications.delete(alice, [nurse], NOW)
    asyncio.run(board._hear("applications", {}))
    assert (board.offer, board.total) == ([], 0)


def test_the_export_has_the_filters_of_the_page() -> None:
    asked = {
        "view": "table",
        "q": "night nurse",
        "stage": "applied,offer",
        "tag": "a&b",
        "archived": "only",
        "page": "3",
    }
    query, _ = from_parameters(asked)
    path, _, found = query.export_address().partition("?")
    again, ignored = from_parameters(dict(parse_qsl(found)))
    assert (path, again, ignored) == ("/applications/export", query.model_copy(update={"page": 1}), [])
    assert in_words(again) == "“night nurse” · Applied · Offer · a&b · Archived only"
    assert ApplicationsQuery().export_address() == "/applications/export"


def test_chosen_rows_lead_to_the_export(alice: int, table: TableState) -> None:
    ids = [create(alice, title) for title in ("Nurse", "Chef", "Porter")]
    asyncio.run(table._read(ApplicationsQuery(view=View.TABLE)))
    with pytest.raises(InvalidInputError):
        call(table, "export_chosen")
    for one in ids[:2]:
        call(table, "pick", one, False)
    query, ignored = from_parameters(dict(parse_qsl(leads_to(call(table, "export_chosen")))))
    assert (set(query.ids), ignored, in_words(query)) == (set(ids[:2]), [], "2 chosen applications")
    table._asked = ApplicationsQuery(view=View.TABLE, q="nurse")
    call(table, "pick_everything")
    query, _ = from_parameters(dict(parse_qsl(leads_to(call(table, "export_chosen")))))
    assert (query.ids, in_words(query)) == ([], "“nurse”")


def leads_to(redirect: Any) -> str:
    """The parameters of the address in a redirection to the export."""
    path, _, parameters = str(redirect.args[0][1]).strip('"').partition("?")
    assert path == "/applications/export"
    return parameters


@pytest.mark.parametrize("ids", ["1,x", "0", "9" * 30, ",".join(map(str, range(1, 1002)))])
def test_ids_that_cannot_be_are_no_filter(ids: str) -> None:
    assert from_parameters({"ids": ids}) == (ApplicationsQuery(), ["ids"])


def test_large_numbers_are_written_alike(alice: int, table: TableState, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Table(rows=[], shown=1667, page=2, pages=34)
    monkeypatch.setattr(application_lists, "table", lambda *given: found.model_copy(update={"rows": [card()] * 50}))
    run = bulk.BulkRun(id=1, state="running", summary="Archived", done=1300, total=1667, change_id=None, error="")
    monkeypatch.setattr(bulk, "current", lambda user_id: run)
    asyncio.run(table._read(ApplicationsQuery(view=View.TABLE, page=2)))
    call(table, "pick_everything")
    asyncio.run(table._hear_of_bulk())
    assert (table.span, table.chosen_words, table.bulk.count) == ("51–100 of 1,667", "1,667", "1,300 of 1,667")
