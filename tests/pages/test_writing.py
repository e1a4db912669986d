"""What the pages of drafts say, and that a tab takes only what is new of a text that grows."""

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from career_copilot import db
from career_copilot.domain.drafting import DraftKind, GenerationState, Wish, as_lines
from career_copilot.pages import write_view
from career_copilot.pages.write_state import WriteState
from career_copilot.services import drafts, generation_runs, generations
from career_copilot.services.generation_text import Growing, Written
from career_copilot.services.generations import GenerationView
from career_copilot.services.written_texts import LineView
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
