"""What the pages of drafts say, and that a tab takes only what is new of a text that grows."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from career_copilot import db
from career_copilot.domain.drafting import Author, DraftKind, GenerationState, Wish, as_lines
from career_copilot.errors import InvalidInputError
from career_copilot.live import Topic
from career_copilot.pages import write, write_view
from career_copilot.pages.job_explaining import ExplainingState
from career_copilot.pages.job_state import JobState
from career_copilot.pages.write import DraftsState
from career_copilot.pages.write_sending import SendingState
from career_copilot.pages.write_state import NONE, WriteState
from career_copilot.pages.write_versions import VersionsState
from career_copilot.services import drafts, generation_runs, generations, written_texts
from career_copilot.services.generation_text import Growing, Written
from career_copilot.services.generations import GenerationView
from career_copilot.services.letters import Kept
from career_copilot.services.line_verdicts import LineView
from tests.services import writing

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def view(text: str, paragraph: int = 0, supported: bool = True) -> LineView:
    return LineView(text=text, paragraph=paragraph, supported=supported, reasons=() if supported else ("no", "never"))


@given(st.lists(st.tuples(st.sampled_from(["One.", "Two, too.", "Three"]), st.booleans()), max_size=8))
def test_a_text_that_is_typed_back_is_the_same(parts: list[tuple[str, bool]]) -> None:
    views, paragraph = [], 0
    for words, begins in parts:
        paragraph += begins and bool(views)
        views.append(view(words, paragraph))
    assert as_lines(write_view.editable(views), 0) == [write_view.as_line(one) for one in views]


def test_rows_say_where_a_paragraph_begins_also_across_two_looks() -> None:
    first = write_view.line_rows([view("a"), view("b", 1)])
    more = write_view.line_rows([view("c", 1), view("d", 2, supported=False)], 2, 1)
    assert [(row.at, row.begins) for row in first + more] == [(0, True), (1, True), (2, False), (3, True)]
    assert more[1].reasons == "no; never"


@pytest.mark.parametrize(
    ("state", "error", "note", "said"),
    [
        (GenerationState.QUEUED, "", "", "Waiting for its turn …"),
        (GenerationState.RUNNING, "", "", "A model is writing …"),
        (GenerationState.RUNNING, "", "m is at its limit: 7 s more.", "m is at its limit: 7 s more."),
        (GenerationState.STOPPED, "", "", "Stopped. What came is kept."),
        (GenerationState.STOPPED, "The answer broke off.", "", "The answer broke off."),
        (GenerationState.FAILED, "No.", "", ""),
        (GenerationState.DONE, "", "", ""),
    ],
)
def test_a_run_says_how_it_stands(state: GenerationState, error: str, note: str, said: str) -> None:
    run = GenerationView(id=1, state=state, model="", error=error, due_at=None, attempt=1, written=Written(note=note))
    assert write_view.standing(run, NOW, "UTC") == said


def test_a_run_that_waits_says_until_when() -> None:
    run = GenerationView(
        id=1, state=GenerationState.WAITING, model="", error="All models are at their limit.", due_at=NOW, attempt=1
    )
    assert write_view.standing(run, NOW, "UTC").startswith("All models are at their limit. It goes on by itself")


def test_a_tab_takes_what_is_new_and_begins_anew_with_another_attempt(
    carol: int, redis_server: None, now: datetime
) -> None:
    writing.resume(carol)
    writing.connect("http://127.0.0.1:9")
    draft_id = drafts.create(carol, DraftKind.LETTER, "", now)
    run = generations.start(carol, draft_id, Wish(), now)
    claim = generation_runs.claim(run)
    assert claim is not None
    state = WriteState()
    state._user_id, state._draft = carol, draft_id
    growing = Growing(carol, draft_id, run, claim.attempt)
    growing.add(view("One."))
    growing.show("Tw", force=True)
    asyncio.run(state._follow())
    growing.add(view("Two.", 1))
    growing.show("", force=True)
    asyncio.run(state._follow())
    assert [(row.at, row.text, row.begins) for row in state.growing] == [(0, "One.", True), (1, "Two.", True)]
    assert state.running
    with db.transaction() as session:
        session.execute(text("update generation set heartbeat_at = now() - interval '1 minute'"))
    again = generation_runs.claim(run)
    assert again is not None
    Growing(carol, draft_id, run, again.attempt).show("Anew", force=True)
    asyncio.run(state._follow())
    assert (state.growing, state.partial) == ([], "Anew")


@pytest.mark.parametrize(
    ("kept", "version", "said"),
    [
        (None, 2, ""),
        (Kept(version=2, is_current=True), 2, "Kept: version 2, the current one."),
        (Kept(version=2, is_current=True), 4, "Kept: version 2, which says what version 4 says."),
        (Kept(version=2, is_current=False), 4, "Kept is version 2; the letter is now version 4: keep it anew."),
    ],
)
def test_what_the_application_has_of_a_letter_is_said(kept: Kept | None, version: int, said: str) -> None:
    words = write_view.kept(kept, version)
    assert (words[: len(said)], "Applied" in words) == (said, bool(said))


def call(state: Any, name: str, *given: Any) -> Any:
    """The handler behind its guard."""
    return asyncio.run(type(state).event_handlers[name].fn.__wrapped__(state, *given))


def hear(state: WriteState) -> None:
    asyncio.run(state._hear(Topic.DRAFTS, {"draft_id": state._draft}))


@pytest.fixture
def tab(alice: int, now: datetime, redis_server: None, monkeypatch: pytest.MonkeyPatch) -> WriteState:
    """A tab that shows a letter of three sentences."""
    parts: dict[type, Any] = {}

    async def get_state(here: Any, cls: type) -> Any:
        parts.setdefault(cls, cls())._user_id = here._user_id
        return parts[cls]

    for cls in (WriteState, SendingState):
        monkeypatch.setattr(cls, "get_state", get_state)
    draft_id = drafts.create(alice, DraftKind.LETTER, "Letter", now, language="en")
    by_model(alice, draft_id, 0, now, "Dear hiring team,", "One.", "Kind regards,")
    state = parts[WriteState] = WriteState()
    state._user_id, state._draft = alice, draft_id
    asyncio.run(state._read())
    return state


def by_model(user_id: int, draft_id: int, version: int, now: datetime, *sentences: str) -> None:
    """A version as a model would write it."""
    lines = [{"text": words, "facts": [], "paragraph": number} for number, words in enumerate(sentences)]
    drafts.keep_version(user_id, draft_id, version, Author.MODEL, {"lines": lines}, now)


def part(state: WriteState, cls: type) -> Any:
    return asyncio.run(state.get_state(cls))


def texts(user_id: int, draft_id: int, now: datetime) -> list[str]:
    return [line.text for line in written_texts.one(user_id, draft_id, now).lines]


def test_what_a_model_wrote_meanwhile_is_not_overwritten_by_a_sentence_that_was_open(
    tab: WriteState, now: datetime
) -> None:
    call(tab, "edit", 1)
    tab.running = True  # a model began in another tab, and ends
    by_model(tab._user_id, tab._draft, 1, now, "Hello,", "Written by a model.", "Bye,")
    hear(tab)
    assert (tab.head.version, tab.editing, [line.text for line in tab.lines][1]) == (1, 1, "One.")
    call(tab, "save", {"text": "Typed meanwhile."})
    assert tab.compared
    assert texts(tab._user_id, tab._draft, now) == ["Hello,", "Written by a model.", "Bye,"]
    call(tab, "keep_mine")
    assert texts(tab._user_id, tab._draft, now) == ["Dear hiring team,", "Typed meanwhile.", "Kind regards,"]
    assert (tab.head.version, tab.editing) == (3, NONE)


@pytest.mark.parametrize(("handler", "given"), [("edit", (0,)), ("remove", (0,)), ("accept", (1,)), ("assemble", ())])
def test_a_sentence_that_is_open_is_not_closed_by_the_way(
    tab: WriteState, handler: str, given: tuple[int, ...]
) -> None:
    call(tab, "edit", 1)
    with pytest.raises(InvalidInputError, match="Save or cancel the sentence that is open first"):
        call(tab, handler, *given)
    assert (tab.editing, tab.head.version) == (1, 1)


def test_a_draft_that_another_tab_deleted_is_said_to_be_gone(tab: WriteState) -> None:
    drafts.delete(tab._user_id, tab._draft)
    hear(tab)
    assert (tab.missing, tab.head.id, tab.lines) == ("There is no such draft.", 0, [])


def test_a_sentence_that_is_open_outlives_its_draft_until_it_is_closed(tab: WriteState) -> None:
    call(tab, "edit", 1)
    drafts.delete(tab._user_id, tab._draft)
    for _ in range(2):
        hear(tab)
    assert (tab.missing, tab.editing, len(tab.lines)) == ("There is no such draft.", 1, 3)
    call(tab, "cancel")
    assert (tab.missing, tab.editing, tab.lines) == ("There is no such draft.", NONE, [])


def test_a_draft_is_deleted_once_the_person_is_sure(tab: WriteState) -> None:
    sending = part(tab, SendingState)
    call(sending, "delete", False)
    assert sending.deleting
    call(sending, "delete", False)
    assert not sending.deleting
    assert drafts.one(tab._user_id, tab._draft).id
    call(sending, "delete", True)
    hear(tab)
    assert tab.missing


def test_a_sentence_is_added_before_the_closing_or_below_another(tab: WriteState, now: datetime) -> None:
    call(tab, "add")
    call(tab, "save", {"text": "At the end."})
    call(tab, "add_below", 1)
    call(tab, "save", {"text": "Below."})
    lines = written_texts.one(tab._user_id, tab._draft, now).lines
    assert [(line.text, line.paragraph) for line in lines] == [
        ("Dear hiring team,", 0), ("One.", 1), ("Below.", 1), ("At the end.", 2), ("Kind regards,", 3),
    ]  # fmt: skip


def test_a_sentence_that_was_added_meets_another_version_where_it_was_meant(tab: WriteState, now: datetime) -> None:
    call(tab, "add")
    by_model(tab._user_id, tab._draft, 1, now, "Hello,", "Bye,")
    call(tab, "save", {"text": "At the end."})
    assert tab.compared
    call(tab, "keep_mine")
    wanted = ["Dear hiring team,", "One.", "At the end.", "Kind regards,"]
    assert texts(tab._user_id, tab._draft, now) == wanted


def test_older_drafts_are_shown_when_they_are_asked_for(
    alice: int, now: datetime, redis_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "PAGE", 2)
    for number in range(5):
        drafts.create(alice, DraftKind.LETTER, f"Letter {number}", now + timedelta(minutes=number))
    state = DraftsState(_most=2)
    state._user_id = alice
    asyncio.run(state._read())
    shown = [(len(state.rows), state.count)]
    for _ in range(2):
        call(state, "older")
        shown.append((len(state.rows), state.count))
    assert shown == [(2, 5), (4, 5), (5, 5)]
    call(state, "search", "letter 3")
    assert ([row.title for row in state.rows], state.count) == (["Letter 3"], 1)


def test_an_opening_lists_what_was_written_about_it(
    alice: int, now: datetime, redis_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    explaining = ExplainingState()

    async def get_state(_: Any, cls: type) -> Any:
        return explaining

    monkeypatch.setattr(JobState, "get_state", get_state)
    opening_id, state = writing.opening(alice), JobState()
    state._user_id = explaining._user_id = alice
    asyncio.run(state._show(opening_id))
    assert state.drafts == []
    draft_id = drafts.create(alice, DraftKind.LETTER, "", now, opening_id=opening_id)
    asyncio.run(state._hear(Topic.DRAFTS, {"draft_id": draft_id}))
    assert [row.href for row in state.drafts] == [f"/write/{draft_id}"]


def test_a_comparison_is_closed_by_a_second_press(tab: WriteState, now: datetime) -> None:
    by_model(tab._user_id, tab._draft, 1, now, "Another.")
    hear(tab)
    versions = part(tab, VersionsState)
    call(versions, "compare", 1)
    assert (versions.compared, len(versions.hunks)) == (1, 1)
    call(versions, "compare", 1)
    assert (versions.compared, versions.hunks) == (0, [])
