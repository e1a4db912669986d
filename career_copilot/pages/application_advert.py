"""The opening of an application: as it was when it was added, and what changed in it since."""

import asyncio
from datetime import UTC, datetime

import reflex as rx

from career_copilot.domain.advert_changes import ChangedLine, changes
from career_copilot.domain.ages import exact
from career_copilot.domain.text_diff import Part
from career_copilot.domain.versions import Difference
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import application_details
from career_copilot.ui.layout import empty, skeleton

MOST_TEXT = 60_000  # characters that are sent to the tab


class AdvertState(Session):
    """`state`: `none` (nothing is known of it), `entered` by hand, `gone` (no longer in the person's list), `same` or
    `changed`."""

    state: str = ""
    facts: list[Difference] = []
    lines: list[ChangedLine] = []
    cut: int = 0
    text: str = ""
    taken: str = ""
    _application: int = 0

    async def _show(self, application_id: int) -> None:
        now = datetime.now(UTC)
        self._application = application_id
        then, current = await asyncio.to_thread(application_details.adverts, self._user_id, application_id, now)
        self.facts, self.lines, self.cut = [], [], 0
        self.text, self.taken = (then.text[:MOST_TEXT], exact(then.taken_at, self.time_zone)) if then else ("", "")
        if then is None or current is None:
            self.state = "none" if then is None else "gone" if then.boards else "entered"
            return
        found = await asyncio.to_thread(changes, then, current)
        self.facts, self.lines, self.cut = found.facts, found.lines, found.cut
        self.state = "changed" if found.facts or found.lines else "same"

    def _leave(self) -> None:
        self.state, self.facts, self.lines, self.text, self.taken, self._application = "", [], [], "", "", 0

    @rx.event
    @signed_in
    async def compare(self):
        """Compare once more."""
        await self._show(self._application)


def _part(part: rx.Var[Part]) -> rx.Component:
    return rx.match(
        part.kind,
        ("removed", rx.el.del_(part.text)),
        ("added", rx.el.ins(part.text)),
        rx.el.span(part.text),
    )


def _line(line: rx.Var[ChangedLine]) -> rx.Component:
    def side(sign: str, word: str) -> rx.Component:
        return rx.el.div(
            rx.el.span(sign, role="img", aria_label=word, class_name="diff-sign"),
            rx.el.span(rx.foreach(line.parts, _part), dir="auto"),
            class_name="diff-line",
            custom_attrs={"data-kind": line.kind},
        )

    return rx.match(
        line.kind,
        ("removed", side("−", "gone:")),
        ("added", side("+", "new:")),
        rx.el.div("…", class_name="diff-gap", aria_hidden="true"),
    )


def _fact(one: rx.Var[Difference]) -> rx.Component:
    nothing = rx.el.span("not stated", class_name="quiet-text")
    return rx.el.div(
        rx.el.dt(one.where),
        rx.el.dd(
            rx.cond(one.mine == "", nothing, rx.el.del_(one.mine)),
            rx.el.span(" → ", class_name="quiet-text", aria_label="became"),
            rx.cond(one.theirs == "", nothing, rx.el.ins(one.theirs)),
        ),
    )


def _changed() -> rx.Component:
    state = AdvertState
    return rx.fragment(
        rx.cond(state.facts.length() > 0, rx.el.dl(rx.foreach(state.facts, _fact), class_name="facts")),
        rx.cond(
            state.lines.length() > 0,
            rx.el.div(
                rx.foreach(state.lines, _line), class_name="diff", tab_index=0, role="region", aria_label="What changed"
            ),
        ),
        rx.cond(state.cut > 0, rx.el.p(f"{state.cut} more lines changed.", class_name="quiet-text")),
    )


def _how_it_stands() -> rx.Component:
    state = AdvertState
    return rx.match(
        state.state,
        ("same", rx.el.p("The ad still says the same.", class_name="quiet-text")),
        ("gone", rx.el.p("This opening is no longer in your list, so it cannot be compared.", class_name="quiet-text")),
        _changed(),
    )


def advert_panel() -> rx.Component:
    state = AdvertState
    return rx.match(
        state.state,
        ("", skeleton("60%", "85%", "80%")),
        (
            "none",
            empty("file-text", "You entered this application by hand, without the text of its ad: Edit takes it."),
        ),
        rx.el.section(
            rx.cond(
                state.state != "entered",
                rx.fragment(rx.el.h2("Since you added it", class_name="section-title"), _how_it_stands()),
            ),
            rx.el.h2(rx.cond(state.state == "entered", "The ad as you entered it", "The ad as it was"), class_name="section-title"),
            rx.el.p(f"Kept on {state.taken}", class_name="quiet-text"),
            rx.el.div(
                state.text, dir="auto", class_name="source-text advert-text", tab_index=0, role="region",
                aria_label="The ad as it was",
            ),
            class_name="panel",
        ),
    )  # fmt: skip
