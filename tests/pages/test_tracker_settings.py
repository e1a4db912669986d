"""Rules for reminders and the calendar address in Settings."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import reflex as rx

from career_copilot.domain.pipeline import DEFAULT_RULES, ReminderRules, Stage
from career_copilot.domain.reminder_rules import MOST_RULES, added, edited
from career_copilot.errors import NotFoundError
from career_copilot.pages.calendar_feed import FeedState
from career_copilot.pages.reminder_rules import RulesState
from career_copilot.pages.session import Session
from career_copilot.pages.settings import DELETED
from career_copilot.services import calendars, changes, preferences
from career_copilot.services.account_tables import NOT_CARRIED, TABLES

pytestmark = pytest.mark.usefixtures("redis_server")


DELETED_AS = {
    "resume": "résumés", "wishes": "wishes", "preference": "goals and settings", "contact": "contacts",
    "application": "applications", "stage_entry": "history", "application_note": "notes", "application_contact": "contacts",
    "application_document": "documents", "interview": "interviews", "reminder": "tasks", "offer": "offers",
    "user_change": "history", "application_event": "history", "submission_record": "records of what was sent",
    "feed_token": "calendar addresses", "transfer_run": "imports, exports", "opening_match": "follow", "follow": "follow",
    "user_opening": "saved and hid", "login_session": "", "one_time_link": "", "achievement": "achievements",
    "stated_fact": "facts", "model_call": "ledger", "model_month": "ledger", "model_connection": "keys", "model_answer": "models",
    "draft": "all else you wrote", "draft_version": "all else you wrote", "generation": "all else you wrote",
    "practice_session": "practised answers", "practice_answer": "practised answers", "practice_card": "practised answers",
    "practice_judging": "practised answers", "spoken_answer": "practised answers", "research_source": "pasted",
    "draft_opinion": "all else you wrote",
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
    call(state, "leave", "follow-up", "days", "10")
    call(state, "leave", "follow-up", "title", " Ask  how it goes ")
    call(state, "choose", "decision", "after-interview")
    call(state, "switch", "thank-you", False)
    first, second, third = rules(alice).rules
    assert (first.days, first.title) == (10, "Ask how it goes")
    assert (second.enabled, third.after_interview, third.stage) == (False, True, Stage.INTERVIEW)
    assert state.changed
    call(state, "reset_rules")
    assert (rules(alice), state.changed) == (DEFAULT_RULES, False)


def test_a_change_of_a_rule_says_which_and_what(alice: int) -> None:
    state = loaded(alice, RulesState)
    call(state, "leave", "follow-up", "days", "10")
    call(state, "switch", "thank-you", False)
    call(state, "add")
    call(state, "remove", "own-1")
    call(state, "reset_rules")
    title, thanks = DEFAULT_RULES.rules[0].title, DEFAULT_RULES.rules[1].title
    assert [change.summary for change in reversed(changes.recent(alice))] == [
        f"Changed the reminder rule “{title}”: 7 days → 10 days",
        f"Changed the reminder rule “{thanks}”: on → off",
        "Added the reminder rule “Look after this one”",
        "Removed the reminder rule “Look after this one”",
        "Changed your reminder rules",
    ]


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
        ("days", ""),
        ("days", "3.5"),
        ("days", "-1"),
        ("days", "366"),
        ("days", "٣"),
        ("days", "9" * 50),
        ("title", "  "),
        ("title", "x" * 121),
    ],
)
def test_odd_values_are_refused_in_words_and_the_input_shows_what_holds(alice: int, field: str, value: str) -> None:
    state = loaded(alice, RulesState)
    before = mounted(state)
    call(state, "leave", "follow-up", field, value)
    assert state.error
    assert state.refused == "follow-up"
    assert rules(alice) == DEFAULT_RULES
    assert {key for key, count in mounted(state).items() if count != before[key]} == {("follow-up", field)}


def test_there_are_no_other_moments_and_fields(alice: int) -> None:
    state = loaded(alice, RulesState)
    call(state, "choose", "follow-up", "never")
    assert state.error == "There is no such choice."
    call(state, "leave", "follow-up", "name", "x")
    assert rules(alice) == DEFAULT_RULES


def mounted(state: Any) -> dict[tuple[str, str], int]:
    """How often each input that is typed into was mounted anew."""
    return {
        (row.name, field): count
        for row in state.rows
        for field, count in (("title", row.title_renewed), ("days", row.days_renewed))
    }


def test_a_save_mounts_no_input_anew(alice: int) -> None:
    state = loaded(alice, RulesState)
    before = mounted(state)
    call(state, "begin", "follow-up", "title")
    call(state, "leave", "follow-up", "title", "Follow up neu ")
    call(state, "begin", "follow-up", "days")
    assert mounted(state) == before
    assert rules(alice).rules[0].title == "Follow up neu"


def test_only_what_changed_elsewhere_is_mounted_anew_and_never_the_field_being_edited(alice: int) -> None:
    here, there = loaded(alice, RulesState), loaded(alice, RulesState)
    before = mounted(here)
    call(here, "begin", "follow-up", "title")
    call(there, "leave", "follow-up", "title", "Ring them")
    call(there, "leave", "decision", "days", "3")
    asyncio.run(here._read())
    assert {key for key, count in mounted(here).items() if count != before[key]} == {("decision", "days")}
    call(here, "leave", "follow-up", "title", "Follow up")  # nothing was typed: the other tab's words are shown
    assert here.rows[0].title == "Ring them"
    assert (mounted(here)["follow-up", "title"], here.compared) == (before["follow-up", "title"] + 1, [])


def test_two_tabs_change_different_fields_and_both_hold(alice: int) -> None:
    here, there = loaded(alice, RulesState), loaded(alice, RulesState)
    call(there, "remove", "decision")
    call(there, "leave", "follow-up", "title", "Ring them")
    call(here, "leave", "follow-up", "days", "3")
    assert [(rule.title, rule.days) for rule in rules(alice).rules] == [("Ring them", 3), ("Say thank you", 1)]


@pytest.mark.parametrize(("choice", "holds"), [("keep_mine", "Write to them"), ("discard", "Ring them")])
def test_of_two_versions_of_a_rule_both_are_shown_and_one_is_chosen(alice: int, choice: str, holds: str) -> None:
    here, there = loaded(alice, RulesState), loaded(alice, RulesState)
    call(here, "begin", "follow-up", "title")
    call(there, "leave", "follow-up", "title", "Ring them")
    call(here, "leave", "follow-up", "title", "Write to them")
    assert [(each.mine, each.theirs) for each in here.compared] == [("Write to them", "Ring them")]
    assert rules(alice).rules[0].title == "Ring them"
    count = mounted(here)["follow-up", "title"]
    call(here, "leave", "follow-up", "days", "3")  # the choice waits, other fields do not
    assert (rules(alice).rules[0].days, len(here.compared)) == (3, 1)
    assert mounted(here)["follow-up", "title"] == count
    call(here, choice)
    assert (rules(alice).rules[0].title, here.rows[0].title, here.compared) == (holds, holds, [])


@pytest.mark.parametrize(
    ("choice", "holds"), [("keep_mine", ["follow-up", "thank-you", "decision"]), ("discard", ["follow-up", "decision"])]
)
def test_a_rule_removed_elsewhere_stays_while_it_is_typed_into(alice: int, choice: str, holds: list[str]) -> None:
    here, there = loaded(alice, RulesState), loaded(alice, RulesState)
    call(here, "begin", "thank-you", "days")
    call(there, "remove", "thank-you")
    asyncio.run(here._read())
    assert [row.name for row in here.rows] == ["follow-up", "thank-you", "decision"]
    call(here, "leave", "thank-you", "days", "2")
    assert [(each.mine, each.theirs) for each in here.compared] == [("2", "")]
    call(here, choice)
    assert [rule.name for rule in rules(alice).rules] == [row.name for row in here.rows] == holds


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
