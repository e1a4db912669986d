"""Whoever owns a tab may send its handlers anything: each refuses it quietly, and none fails in a way nobody expected."""

import inspect
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from career_copilot import app  # noqa: F401  so that all its states are known here
from tests.attacks.conftest import Attacker
from tests.attacks.tab import Tab
from tests.pages.test_guards import _own_states
from tests.serving import AppServer

pytestmark = pytest.mark.browser
HOSTILE: tuple[Any, ...] = (None, -1, 10**30, "\0", {}, "long" * 5_000, [{}], 1.5)
PLAUSIBLE = {int: 1, str: "x", bool: True}
FAILED = "An event handler failed"


def _calls() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each parameter of each handler with each value, beside plausible others; and each handler without any."""
    for state in _own_states():
        for name, handler in state.event_handlers.items():
            if getattr(handler.fn, "__guard__", "") != "signed_in":
                continue
            parameters = list(inspect.signature(handler.fn).parameters.values())[1:]
            plausible = {one.name: PLAUSIBLE.get(one.annotation, {}) for one in parameters}
            full_name = f"{state.get_full_name()}.{name}"
            yield full_name, {}
            for one in parameters:
                yield from ((full_name, plausible | {one.name: value}) for value in HOSTILE)


def test_wrong_arguments_are_refused_quietly(
    app_server: AppServer, attacker: Attacker, join: Callable[[str], str]
) -> None:
    before = len(app_server.logged())
    calls = list(_calls())
    assert len(calls) > 1000
    with Tab(app_server, cookie=attacker.cookie(join("anything@example.org"))) as tab:
        tab.open()
        for number, (name, payload) in enumerate(calls):
            tab.send(name, payload)
            if number % 20 == 0:  # fewer a second than are taken for an attack by mass
                tab.listen(0.15)
        deadline = time.monotonic() + 300
        while tab.listen(5) and time.monotonic() < deadline:
            pass
    written = app_server.logged()[before:]
    ends = [line[:300] for line in written.splitlines() if re.match(r"\s*[\w.]+(Error|Exception)\b", line)]
    assert FAILED not in written, "\n".join(dict.fromkeys(ends))
