"""Settings, Models as handlers see it: the key stays out of the State, and arguments are checked again."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import reflex as rx
from sqlalchemy import update
from sqlmodel import col

from career_copilot import db, tasks
from career_copilot import models as tables
from career_copilot.config import settings
from career_copilot.errors import ConflictError, InvalidInputError, NotAllowedError
from career_copilot.live import Topic
from career_copilot.pages.model_ledger import LedgerState
from career_copilot.pages.models import ModelsState
from career_copilot.pages.session import Session
from career_copilot.services import model_connections, models

pytestmark = pytest.mark.usefixtures("redis_server")
KEY = "gsk_typed_into_a_form_1234567890"


@pytest.fixture(autouse=True)
def queued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[object, ...]]]:
    """What would be queued; and a data directory of its own for the master key."""
    found: list[tuple[object, ...]] = []
    for task in (tasks.check_models, tasks.try_model):
        monkeypatch.setattr(task, "delay", lambda *words, name=task.name: found.append((name, *words)))
    monkeypatch.setenv("CAREER_COPILOT_DATA", str(tmp_path))
    settings.cache_clear()
    yield found
    monkeypatch.undo()
    settings.cache_clear()


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


def form(whose: str = "own", **fields: str) -> dict[str, str]:
    return {"whose": whose, "service": "groq", "address": "", "secret": KEY, **fields}


def opened(user_id: int) -> Any:
    state = tab(user_id)(ModelsState)
    asyncio.run(state._read())
    return state


def test_a_key_that_is_typed_is_kept_and_checked_and_not_in_the_state(
    alice: int, queued: list[tuple[object, ...]]
) -> None:
    state = opened(alice)
    assert (state.ok, state.reason) == (False, "No key for a language model is set. Add one below.")
    call(state, "save", form())
    assert queued == [("check_models", alice, False)]
    assert models.client(alice, "letter").endpoint.key == KEY
    sent = repr({name: getattr(state, name) for name in (*state.vars, "_versions")})
    assert KEY not in sent
    assert KEY[-4:] in state.cards[0].key_words
    assert state.ok


@pytest.mark.parametrize("name", ["save", "save_roles", "save_cap"])
@pytest.mark.parametrize("whose", ["installation", "bob", "", "2"])
def test_whose_it_is_is_checked_again(alice: int, name: str, whose: str) -> None:
    with pytest.raises((NotAllowedError, InvalidInputError)):
        call(opened(alice), name, form(whose))


@pytest.mark.parametrize("name", ["check", "remove"])
def test_whose_is_removed_is_checked_again(alice: int, name: str, queued: list[tuple[object, ...]]) -> None:
    with pytest.raises(InvalidInputError):
        call(opened(alice), name, "bob")
    if name == "remove":
        with pytest.raises(NotAllowedError):
            call(opened(alice), name, "installation")
    assert queued == []


def test_models_and_limit_are_kept_and_two_tabs_do_not_overwrite(alice: int) -> None:
    first = opened(alice)
    call(first, "save", form())
    second = opened(alice)
    call(first, "save_roles", form(fast="a, b", strong="", speech=""))
    assert (first.cards[0].fast, first.cards[0].strong) == ("a, b", "openai/gpt-oss-120b, openai/gpt-oss-20b")
    with pytest.raises(ConflictError):
        call(second, "save_cap", form(cap="5"))
    call(first, "save_cap", form(cap="2.50"))
    assert first.cards[0].cap == "2.5"
    assert "of $2.50 spent this month" in first.money
    for wrong in ("much", "-1", "nan", "1e99"):
        with pytest.raises(InvalidInputError):
            call(first, "save_cap", form(cap=wrong))
    call(first, "save_cap", form(cap=""))
    assert first.cards[0].cap == ""


def test_only_administrators_see_the_installations(alice: int) -> None:
    assert [card.whose for card in opened(alice).cards] == ["own"]
    with db.transaction() as session:
        session.execute(update(tables.User).where(col(tables.User.id) == alice).values(is_admin=True))
    state = tab(alice)(ModelsState)
    state.is_admin = True
    asyncio.run(state._read())
    assert [card.whose for card in state.cards] == ["own", "installation"]


def test_a_hint_brings_the_trial_and_a_new_reading(alice: int) -> None:
    state = opened(alice)
    model_connections.save(alice, False, model_connections.Provider.GROQ, "", KEY, datetime.now(UTC))
    asyncio.run(state._hear(Topic.MODELS, {"trial": "It answered, and rightly.", "running": False}))
    assert (state.trial, state.ok) == ("It answered, and rightly.", True)
    asyncio.run(state._hear(Topic.SOURCES, {"trial": "x"}))
    assert state.trial != "x"


def test_pages_of_the_ledger_beyond_its_ends(alice: int) -> None:
    state = tab(alice)(LedgerState)
    for wanted in (0, 7, "3"):
        call(state, "turn", wanted)
        assert state.page == 1
    with pytest.raises(InvalidInputError):
        call(state, "turn", "x")
