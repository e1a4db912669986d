"""Whatever is public on a State can be called by anybody with a socket: each must say who may."""

from collections.abc import Iterator

import pytest
import reflex as rx

from career_copilot import app
from career_copilot.pages.session import Session, signed_in
from career_copilot.ui import layout


def _own_states(state: type[rx.State] = rx.State) -> Iterator[type[rx.State]]:
    for child in state.__subclasses__():
        if child.__module__.startswith("career_copilot."):
            yield child
        yield from _own_states(child)


def _unguarded(states: list[type[rx.State]]) -> list[str]:
    return [
        f"{state.__name__}.{name}"
        for state in states
        for name, handler in state.event_handlers.items()
        if getattr(handler.fn, "__guard__", None) not in ("signed_in", "public") and name not in rx.State.event_handlers
    ]


def test_every_handler_says_who_may_call_it() -> None:
    states = list(_own_states())
    assert Session in states
    assert len(states) >= 4
    assert _unguarded(states) == []


def test_a_forgotten_guard_is_found() -> None:
    """Also on a method that was never meant to be a handler: Reflex makes each public method one."""

    class Forgetful(Session):
        def helper(self) -> None:
            """Public by accident."""

    assert _unguarded([Forgetful]) == ["Forgetful.helper"]


def test_a_sync_handler_is_refused() -> None:
    with pytest.raises(TypeError, match="async def"):

        @signed_in
        def load(self: Session) -> None: ...


def test_a_menu_item_leads_to_a_page() -> None:
    routes = {page.route for page in app.PAGES}
    assert {item.route for item in layout.MENU} <= routes


def test_pages_that_load_private_data_are_private() -> None:
    for page in app.PAGES:
        handlers = page.on_load if isinstance(page.on_load, list) else [page.on_load] if page.on_load else []
        for handler in handlers:
            assert page.private == (handler.fn.__guard__ == "signed_in"), page.route


def test_an_unknown_address_has_a_page_of_ours() -> None:
    page = app.app._unevaluated_pages["404"]
    assert page.component is app.missing.missing_page
    assert 'to:"/jobs"' in str(app.missing.missing_page())
