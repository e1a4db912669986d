"""Notes, contacts and offers of an application: of two tabs that change the same, neither loses a word."""

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
