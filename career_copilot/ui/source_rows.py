"""Followed sources as rows that count up quietly while they are read, and the switches of whole boards."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.ui.layout import skeleton
from career_copilot.ui.worker_note import worker_note


class Progress(BaseModel):
    """The counts of a reading. `waiting`: it is queued and has not begun."""

    waiting: bool = False
    found: int = 0
    new: int = 0
    updated: int = 0
    closed: int = 0
    seconds: int = 0


class SourceRow(BaseModel):
    """A followed source, its dates in words."""

    id: int
    key: str
    job_board: str
    whole_board: bool
    name: str
    board: str
    url: str
    attribution: str
    attribution_url: str
    openings: int
    known: bool  # whether it was ever read: until then nobody knows how many there are
    state: str
    last: Progress
    note: str
    success: str
    success_exact: str
    due: str
    due_exact: str
    failures: int


class BoardSwitch(BaseModel):
    """A board of many employers, to switch on or off."""

    job_board: str
    name: str
    description: str
    url: str
    followed: bool


def _sign(row: rx.Var[SourceRow], busy: rx.Var[bool]) -> rx.Component:
    """How it is, as a sign with its word."""

    def sign(icon: str, kind: str, word: str) -> rx.Component:
        return rx.el.span(rx.icon(icon, size=18, aria_label=word), class_name=f"sign {kind}", title=word)

    return rx.cond(
        busy,
        rx.el.span(rx.el.span(class_name="ring"), class_name="sign", role="img", aria_label="Being read"),
        rx.match(
            row.state,
            ("done", sign("circle-check", "good", "Read well")),
            ("truncated", sign("circle-dashed", "warn", "Read in part")),
            ("failed", sign("circle-alert", "bad", "Last reading failed")),
            sign("circle", "none", "Not read yet"),
        ),
    )


def _count(value: rx.Var[int], word: str) -> rx.Component:
    return rx.el.span(rx.el.b(value), f" {word}", class_name=rx.cond(value == 0, "tally zero", "tally"))


def _tallies(progress: rx.Var[Progress]) -> rx.Component:
    return rx.el.span(
        _count(progress.found, "found"),
        _count(progress.new, "new"),
        _count(progress.updated, "updated"),
        _count(progress.closed, "closed"),
        rx.el.span(rx.el.b(progress.seconds), " s", class_name="tally"),
        class_name="tallies",
    )


def _reading(row: rx.Var[SourceRow], progress: rx.Var[Progress], busy: rx.Var[bool]) -> rx.Component:
    """The counts: of this moment while it is read, else of the last reading."""
    return rx.cond(
        busy,
        rx.cond(progress.waiting, rx.el.span("Waiting for its turn", class_name="quiet-text"), _tallies(progress)),
        rx.match(
            row.state,
            ("never", rx.el.span("Not read yet", class_name="quiet-text")),
            ("failed", rx.el.span("Failed", rx.cond(row.failures > 1, f" {row.failures} times in a row", ""))),
            _tallies(row.last),
        ),
    )


def _cell(kind: str, label: str, *children: rx.Component | rx.Var, **props: Any) -> rx.Component:
    return rx.el.div(rx.el.span(label, class_name="cell-label"), *children, class_name=f"cell {kind}", **props)


def _name(row: rx.Var[SourceRow]) -> rx.Component:
    return rx.el.div(
        rx.el.a(
            rx.el.span(row.name),
            rx.icon("arrow-up-right", size=14, aria_label="opens in a new tab"),
            href=row.url,
            target="_blank",
            rel="noopener",
            class_name="source-name",
        ),
        rx.el.div(
            rx.cond(row.whole_board, "Whole board", row.board),
            rx.cond(
                row.attribution != "",
                rx.el.span(" · ", rx.el.a(row.attribution, href=row.attribution_url, target="_blank", rel="noopener")),
            ),
            class_name="quiet-text",
        ),
        class_name="cell name",
    )


def _note(row: rx.Var[SourceRow]) -> rx.Component:
    return rx.el.p(
        rx.icon("corner-down-right", size=14, aria_hidden="true"),
        rx.el.span(row.note),
        class_name=rx.cond(row.state == "failed", "source-note bad", "source-note warn"),
    )


def row(row: rx.Var[SourceRow], running: rx.Var[dict[str, Progress]], read_now: Any, unfollow: Any) -> rx.Component:
    """One source. `running` holds the counts of what is read now, by `row.key`."""
    busy, progress = running.contains(row.key), running[row.key]
    return rx.el.li(
        _sign(row, busy),
        _name(row),
        _cell("reading", "Reading", _reading(row, progress, busy)),
        rx.el.div(
            _cell("openings", "Openings", rx.el.b(rx.cond(row.known, row.openings.to_string(), "–"))),
            _cell("success", "Last success", rx.el.span(row.success, title=row.success_exact)),
            _cell("due", "Next", rx.el.span(rx.cond(busy, "now", row.due), title=row.due_exact)),
            class_name="source-facts",
        ),
        rx.el.div(
            rx.el.button(
                rx.icon("refresh-cw", size=16, aria_hidden="true"),
                type="button",
                class_name="button quiet icon",
                title="Read now",
                aria_label=f"Read {row.name} now",
                disabled=busy,
                on_click=read_now(row.id),
            ),
            rx.el.button(
                rx.icon("x", size=16, aria_hidden="true"),
                type="button",
                class_name="button quiet icon",
                title="Stop following",
                aria_label=f"Stop following {row.name}",
                on_click=unfollow(row.id),
            ),
            class_name="cell actions",
        ),
        rx.cond((row.note != "") & ~busy, _note(row)),
        key=row.key,
        class_name="source-row",
        custom_attrs={"data-source": row.key},
    )


def table(
    rows: rx.Var[list[SourceRow]], running: rx.Var[dict[str, Progress]], read_now: Any, unfollow: Any
) -> rx.Component:
    """All followed sources below one line of headings; on a phone each row carries its own."""
    headings = ("", "Name", "Last reading", "Openings", "Last success", "Next", "")
    return rx.el.div(
        worker_note(running.length() > 0),
        rx.el.div(*(rx.el.span(text) for text in headings), class_name="source-headings", aria_hidden="true"),
        rx.el.ul(rx.foreach(rows, lambda one: row(one, running, read_now, unfollow)), class_name="source-rows"),
        class_name="source-table",
    )


def switch(board: rx.Var[BoardSwitch], change: Any) -> rx.Component:
    """A whole board: on is followed."""
    return rx.el.li(
        rx.el.button(
            rx.el.span(class_name="switch-thumb"),
            type="button",
            role="switch",
            aria_checked=rx.cond(board.followed, "true", "false"),
            aria_label=board.name,
            class_name="switch",
            on_click=change(board.job_board, ~board.followed),
        ),
        rx.el.div(
            rx.el.a(board.name, href=board.url, target="_blank", rel="noopener", class_name="source-name"),
            rx.el.p(board.description, class_name="quiet-text"),
        ),
        class_name="board-switch",
    )


def waiting() -> rx.Component:
    """The page before its first answer, in the shape it will have."""
    return rx.el.div(
        rx.el.div(skeleton("30%", "70%", "100%"), class_name="card follow-card"),
        rx.el.div(skeleton("50%", "80%", "80%"), class_name="card boards-card"),
        rx.el.div(skeleton("12%", *("100%",) * 5), class_name="following"),
        class_name="sources-grid",
        aria_busy="true",
    )
