"""Notes, contacts and offers of an application, and the weights of offers: of two tabs that change the same, neither loses a word."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from career_copilot import app  # noqa: F401  all states must be known
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.pipeline import Stage
from career_copilot.pages.application_contacts import ContactsState
from career_copilot.pages.application_notes import NotesState
from career_copilot.pages.application_offers import OffersState
from career_copilot.pages.offers import CompareState
from career_copilot.pages.two_tabs import NEW, NONE
from career_copilot.services import applications

pytestmark = pytest.mark.usefixtures("redis_server")
FORMS: dict[Any, tuple[str, dict[str, str]]] = {
    NotesState: ("text", {}),
    ContactsState: ("name", {"relation": "recruiter"}),
    OffersState: ("benefits", {"currency": "EUR", "period": "year"}),
}


def call(state: Any, name: str, *given: Any) -> Any:
    """The handler behind its guard."""
    return asyncio.run(type(state).event_handlers[name].fn.__wrapped__(state, *given))


def save(state: Any, words: str) -> Any:
    field, rest = FORMS[type(state)]
    return call(state, "save", rest | {field: words})


@pytest.fixture(params=FORMS, ids=["note", "contact", "offer"])
def tabs(request: pytest.FixtureRequest, alice: int) -> tuple[Any, Any]:
    """Two tabs that have opened the same row."""
    number, _ = applications.create(alice, ApplicationForm(title="Nurse"), Stage.OFFER, datetime.now(UTC))
    both = request.param(), request.param()
    for state in both:
        state._user_id = alice
        asyncio.run(state._show(number))
    here, there = both
    call(here, "write" if request.param is NotesState else "begin")
    save(here, "first")
    row = here.rows[0].id
    for state in both:
        call(state, "edit", row)
    return here, there


def test_both_versions_are_shown_and_one_is_chosen(tabs: tuple[Any, Any]) -> None:
    here, there = tabs
    save(there, "theirs")
    assert there.editing == NONE
    save(here, "mine")
    assert here.compared
    assert (here.editing, here.error) == (there.rows[0].id, "")
    call(here, "keep_mine")
    assert (here.editing, here.compared, len(here.rows)) == (NONE, [], 1)
    call(there, "edit", here.rows[0].id)
    assert "mine" in str(there.text if isinstance(there, NotesState) else there.form)


def test_the_same_words_in_both_are_no_choice(tabs: tuple[Any, Any]) -> None:
    here, there = tabs
    save(there, "the same")
    assert save(here, "the same") is None
    assert (here.editing, here.compared) == (NONE, [])


def test_what_another_tab_deleted_is_kept_as_new(tabs: tuple[Any, Any]) -> None:
    here, there = tabs
    call(there, "delete", there.editing)
    save(here, "mine")
    assert here.editing == NEW
    assert "was deleted in another tab" in here.error
    save(here, "mine")
    assert (here.editing, here.error, len(here.rows)) == (NONE, "", 1)


def test_what_cannot_be_kept_says_why_and_stays_open(tabs: tuple[Any, Any]) -> None:
    here, _ = tabs
    save(here, "x" * 3_000_000)
    assert here.error
    assert here.editing != NONE


def comparing(user_id: int) -> Any:
    state = CompareState()
    state._user_id = user_id
    asyncio.run(state._read())
    return state


def test_weights_that_are_being_typed_are_not_overwritten(alice: int) -> None:
    here, there, idle = comparing(alice), comparing(alice), comparing(alice)
    call(here, "begin")
    call(there, "weigh", {"bonus": "0.5"})
    for state in (here, idle):
        asyncio.run(state._hear("applications", {}))
    assert [state.weights["bonus"] for state in (here, there, idle)] == ["0.8", "0.5", "0.5"]
    call(here, "weigh", {"equity": "0.9"})
    assert [(one.where, one.mine, one.theirs) for one in here.compared] == [
        ("Bonus", "0.8", "0.5"), ("Equity", "0.9", "0.3"),
    ]  # fmt: skip
    call(here, "keep_mine")
    assert (here.weights["bonus"], here.weights["equity"], here.compared) == ("0.8", "0.9", [])
    call(there, "weigh", {"bonus": "0.1"})
    assert there.compared
    call(there, "discard")
    assert (there.weights, there.compared) == (here.weights, [])


def test_the_same_weights_in_both_are_no_choice(alice: int) -> None:
    here, there = comparing(alice), comparing(alice)
    call(there, "weigh", {"bonus": "0.5"})
    assert call(here, "weigh", {"bonus": "0.5"}) is None
    assert (here.weights["bonus"], here.compared) == ("0.5", [])
    call(here, "weigh", {"bonus": "many"})
    assert (here.error, here.weights["bonus"]) == ("Bonus a year is no number.", "0.5")
