"""A line of a tailored résumé that two tabs change: nothing is overwritten without a word, the person chooses."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from career_copilot import app  # noqa: F401  all states must be known
from career_copilot.live import Topic
from career_copilot.pages.tailoring import TailoringState
from career_copilot.services import tailoring
from tests.pages.test_two_tabs import call
from tests.services import writing

pytestmark = pytest.mark.usefixtures("redis_server")


@pytest.fixture
def draft(carol: int) -> int:
    writing.resume(carol)
    return tailoring.start(carol, datetime.now(UTC), opening_id=writing.opening(carol))


class Tab:
    """One tab with a line open; it hears of what others save."""

    def __init__(self, user_id: int, draft: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.state = TailoringState()
        self.state._user_id, self.state._draft = user_id, draft

        async def parts(self: Any, photo: bool) -> None:
            """What models and programs make of it stands in states of its own."""

        async def get_state(self: Any, kind: Any) -> Any:
            return kind()

        monkeypatch.setattr(TailoringState, "_parts", parts)
        monkeypatch.setattr(TailoringState, "get_state", get_state)
        asyncio.run(self.state._read())
        self.path = next(row.path for row in self.state.rows if "checklist" in row.text)

    def hear(self) -> None:
        asyncio.run(self.state._hear(Topic.DRAFTS, {"draft_id": self.state._draft}))

    def save(self, text: str) -> None:
        call(self.state, "save", {"words": text})

    @property
    def now(self) -> str:
        return self.state._words(self.path)


@pytest.fixture
def tabs(carol: int, draft: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Tab, Tab]:
    both = Tab(carol, draft, monkeypatch), Tab(carol, draft, monkeypatch)
    for tab in both:
        call(tab.state, "edit", tab.path)
    return both


@pytest.mark.parametrize("heard", [True, False])
@pytest.mark.parametrize(
    ("chosen", "kept"), [("keep_mine", "Mine of the checklist"), ("discard", "Theirs of the checklist")]
)
def test_of_two_versions_of_a_line_the_person_chooses(
    tabs: tuple[Tab, Tab], heard: bool, chosen: str, kept: str
) -> None:
    here, there = tabs
    there.save("Theirs of the checklist")
    assert there.state.editing == ""
    if heard:
        here.hear()
    here.save("Mine of the checklist")
    ((difference),) = here.state.compared
    assert (difference.mine, difference.theirs) == ("Mine of the checklist", "Theirs of the checklist")
    assert (here.state.editing, here.now) == (here.path, "Theirs of the checklist"), "nothing is overwritten yet"
    call(here.state, chosen)
    assert (here.state.editing, here.state.compared, here.now) == ("", [], kept)


def test_another_lines_change_and_the_same_words_are_no_choice(tabs: tuple[Tab, Tab]) -> None:
    here, there = tabs
    call(there.state, "hide", "skills.0", True)
    here.hear()
    here.save("Mine of the checklist")
    assert (here.state.editing, here.now) == ("", "Mine of the checklist")
    for tab in tabs:
        asyncio.run(tab.state._read())
        call(tab.state, "edit", tab.path)
    there.save("The same words")
    here.save("The same words")
    assert (here.state.editing, here.state.compared) == ("", [])
