"""What was changed lately, with the way back: a panel that a button of the page opens."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.ui.layout import skeleton


class ChangeView(BaseModel):
    """A change in a line."""

    id: int
    summary: str
    when: str
    exact: str
    by: str
    undone: bool


def button(on_click: Any) -> rx.Component:
    return rx.el.button(
        rx.icon("history", size=16, aria_hidden="true"),
        rx.el.span("Recent changes", class_name="wide-only"),
        type="button",
        class_name="button",
        aria_label="Recent changes",
        on_click=on_click,
        custom_attrs={"popoverTarget": "recent-changes"},
    )


def _line(change: rx.Var[ChangeView], undo: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(change.summary, class_name="change-summary"),
            rx.el.span(
                rx.el.time(change.when, title=change.exact, class_name="fact"),
                rx.cond(change.by != "", rx.el.span(change.by, class_name="fact")),
                rx.cond(change.undone, rx.el.span("undone", class_name="fact")),
                class_name="row-facts quiet",
            ),
        ),
        rx.el.button(
            rx.cond(change.undone, "Do again", "Undo"),
            type="button",
            class_name="button small",
            custom_attrs={"data-turns": "true"},
            on_click=undo(change.id, change.undone),
            aria_label=rx.cond(change.undone, f"Do again: {change.summary}", f"Undo: {change.summary}"),
        ),
        class_name="change-line",
        custom_attrs={"data-undone": change.undone.to_string()},
        key=change.id.to_string(),
    )


def _pages(state: Any) -> rx.Component:
    return rx.cond(
        state.later | (state.last > 0),
        rx.el.div(
            rx.cond(state.later, rx.el.button("Newest", type="button", class_name="button", on_click=state.show)),
            rx.cond(state.last > 0, rx.el.button("Older", type="button", class_name="button", on_click=state.older)),
            class_name="panel-foot",
        ),
    )


def panel(state: Any, undo: Any) -> rx.Component:
    """`undo(id, undone)` takes a change back, or does it again."""
    return rx.el.div(
        rx.el.div(
            rx.el.h2("Recent changes", class_name="section-title"),
            rx.el.button(
                rx.icon("x", size=18, aria_hidden="true"),
                type="button",
                aria_label="Close the recent changes",
                class_name="button quiet icon",
                custom_attrs={"popoverTarget": "recent-changes", "popoverTargetAction": "hide"},
            ),
            class_name="panel-head",
        ),
        rx.cond(
            state.loaded,
            rx.cond(
                state.lines.length() > 0,
                rx.el.ul(rx.foreach(state.lines, lambda change: _line(change, undo)), class_name="change-lines"),
                rx.el.p("What you change appears here and can be taken back.", class_name="quiet-text"),
            ),
            skeleton("80%", "40%", "70%", "40%"),
        ),
        _pages(state),
        id="recent-changes",
        class_name="filter-panel",
        role="dialog",
        aria_label="Recent changes",
        custom_attrs={"popover": "auto"},
    )
