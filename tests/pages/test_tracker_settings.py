"""Rules for reminders and the calendar address in Settings."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import reflex as rx

from career_copilot.domain.pipeline import DEFAULT_RULES, ReminderRules, Stage
from career_copilot.domain.reminder_rules import MOST_RULES, added, edited, removed
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.pages.calendar_feed import FeedState
from career_copilot.pages.reminder_rules import RulesState
from career_copilot.pages.session import Session
from career_copilot.pages.settings import DELETED
from career_copilot.services import calendars, preferences
from career_copilot.services.account_tables import NOT_CARRIED, TABLES

pytestmark = pytest.mark.usefixtures("redis_server")


DELETED_AS = {
    "resume": "résumés", "wishes": "wishes", "preference": "goals and settings", "contact": "contacts",
    "application": "applications", "stage_entry": "history", "application_note": "notes", "application_contact": "contacts",
    "application_document": "documents", "interview": "interviews", "reminder": "tasks", "offer": "offers",
    "user_change": "history", "application_event": "history", "submission_record": "records of what was sent",
    "feed_token": "calendar addresses", "transfer_run": "imports, exports", "opening_match": "follow", "follow": "follow",
    "user_opening": "saved and hid", "login_session": "", "one_time_link": "",
}  # fmt: skip


def test_whoever_deletes_an_account_reads_what_goes() -> None:
    assert DELETED_AS.keys() == TABLES.keys() | NOT_CARRIED.keys()
    assert [table for table, words in DELETED_AS.items() if words not in DELETED] == []


def tab(user_id: int) -> Callable[[type[rx.State]], Any]:
    """A tab of this person: asks for one of its states."""
    root = rx.State(_reflex_internal_init=True)

    def state(kind: type[rx.State]) -> Any:
        found = root.get_substate(kind.get_full_name().split("."))
        found.get_parent_state()
        return found

    state(Session)._user_id = user_id
    return state


def call(state: Any, name: str, *arguments: Any) -> Any:
    """A handler, behind its guard."""
    return asyncio.run(type(state).event_handlers[name].fn.__wrapped__(state, *arguments))


def loaded(user_id: int, kind: type[rx.State]) -> Any:
    state = tab(user_id)(kind)
    call(state, "load")
    return state


def rules(user_id: int) -> ReminderRules:
    return preferences.of(user_id, ReminderRules)[0]


def test_each_change_is_saved_at_once(alice: int) -> None:
    state = loaded(alice, RulesState)
    call(state, "edit", "follow-up", "days", "10")
    call(state, "edit", "follow-up", "title", " Ask  how it goes ")
    call(state, "edit", "decision", "moment", "after-interview")
    call(state, "switch", "thank-you", False)
    first, second, third = rules(alice).rules
    assert (first.days, first.title) == (10, "Ask how it goes")
    assert (second.enabled, third.after_interview, third.stage) == (False, True, Stage.INTERVIEW)
    assert state.changed
    call(state, "reset_rules")
    assert (rules(alice), state.changed) == (DEFAULT_RULES, False)


def test_rules_are_added_and_removed(alice: int) -> None:
    state = loaded(alice, RulesState)
    call(state, "add")
    call(state, "add")
    assert [rule.name for rule in rules(alice).rules][3:] == ["own-1", "own-2"]
    call(state, "remove", "own-1")
    call(state, "add")
    assert [rule.name for rule in rules(alice).rules][3:] == ["own-2", "own-1"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("days", "-1"), ("days", "366"), ("days", "٣"), ("days", "9" * 50), ("title", "  "), ("title", "x" * 121),
        ("moment", "never"), ("stage", "offer"), ("name", "x"),
    ],
)  # fmt: skip
def test_odd_values_are_refused_in_words_and_the_inputs_show_what_holds(alice: int, field: str, value: str) -> None:
    state = loaded(alice, RulesState)
    before = state.revision
    call(state, "edit", "follow-up", field, value)
    assert state.error
    assert (rules(alice), state.revision) == (DEFAULT_RULES, before + 1)


def test_what_another_tab_changed_is_never_overwritten(alice: int) -> None:
    state = loaded(alice, RulesState)
    preferences.save(alice, removed(DEFAULT_RULES, "decision"), 0, datetime.now(UTC))
    with pytest.raises(InvalidInputError, match="another tab"):
        call(state, "edit", "follow-up", "days", "3")
    assert [row.name for row in state.rows] == ["follow-up", "thank-you"]
    call(state, "edit", "follow-up", "days", "3")
    assert [rule.days for rule in rules(alice).rules] == [3, 1]


def test_rules_of_others_stay_as_they_are(alice: int, bob: int) -> None:
    call(loaded(alice, RulesState), "remove", "follow-up")
    assert rules(bob) == DEFAULT_RULES


def test_there_is_an_end_to_rules() -> None:
    many = DEFAULT_RULES
    while len(many.rules) < MOST_RULES:
        many = added(many)
    assert len({rule.name for rule in many.rules}) == MOST_RULES
    with pytest.raises(ValueError, match="40 rules"):
        added(many)
    with pytest.raises(ValueError, match="not there"):
        edited(DEFAULT_RULES, "gone", "days", "3")


def test_the_address_is_shown_once(alice: int) -> None:
    state = loaded(alice, FeedState)
    assert not state.exists
    call(state, "make")
    address = state.address
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert calendars.read_feed(token, "127.0.0.1", datetime.now(UTC))
    again = loaded(alice, FeedState)
    assert (again.exists, again.address) == (True, "")
    assert again.used == "Made just now, last read just now."
    call(again, "revoke")
    assert not again.exists
    with pytest.raises(NotFoundError):
        calendars.read_feed(token, "127.0.0.1", datetime.now(UTC))
