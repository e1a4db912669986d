"""One opening as a line of the list."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from career_copilot.ui import score


@dataclass
class RowView:
    """An opening in the words of the list. Made and stored by the page: no check is needed, and none is paid for."""

    id: int
    title: str
    company: str
    where: str
    workplace: str
    pay: str
    predicted: bool
    age: str
    age_exact: str
    score: int  # -1: none
    badges: list[str]
    boards: str  # `Lever`, `Lever, Ashby`: those that need no link
    attribution: str  # what a board wants to be named with
    attribution_url: str
    saved: bool
    hidden: bool
    seen: bool
    muted: bool  # closed or blocked
    application_id: int  # 0: none
    application: str  # its stage in words


def _facts(row: rx.Var[RowView]) -> rx.Component:
    def fact(value: rx.Var[str]) -> rx.Component:
        return rx.cond(value != "", rx.el.span(value, class_name="fact"))

    return rx.el.span(
        rx.el.span(row.company, class_name="fact"), fact(row.where), fact(row.workplace), class_name="row-facts"
    )


def _more(row: rx.Var[RowView]) -> rx.Component:
    """Pay, age, and where it was found. A board that wants to be linked is; the link lies above the row's own."""
    return rx.el.span(
        rx.cond(
            row.pay != "",
            rx.el.span(
                row.pay,
                rx.cond(row.predicted, " est.", ""),
                class_name=rx.cond(row.predicted, "fact predicted", "fact"),
            ),
        ),
        rx.el.time(row.age, title=row.age_exact, class_name="fact"),
        rx.cond(row.boards != "", rx.el.span(row.boards, class_name="fact")),
        rx.cond(
            row.attribution != "",
            rx.el.a(
                row.attribution,
                href=row.attribution_url,
                target="_blank",
                rel="noopener",
                class_name="fact row-attribution",
            ),
        ),
        rx.foreach(row.badges, lambda badge: rx.el.span(badge, class_name="badge amber")),
        rx.cond(
            row.application_id > 0,
            rx.el.span(
                rx.icon("kanban", size=12, aria_hidden="true"),
                rx.el.span("In applications: ", class_name="visually-hidden"),
                row.application,
                title=f"In applications · {row.application}",
                class_name="badge accent",
            ),
        ),
        class_name="row-facts quiet",
    )


def _tool(icon: str, label: Any, on_click: Any, action: str, **props: Any) -> rx.Component:
    return rx.el.button(
        rx.icon(icon, size=16, aria_hidden="true"),
        type="button",
        class_name="button quiet icon row-tool",
        aria_label=label,
        title=label,
        on_click=on_click,
        custom_attrs={"data-action": action},
        **props,
    )


def added_already(apply: Any) -> rx.Component:
    """What the key for adding presses where there is nothing to add: the answer says so, with the way there."""
    return rx.el.button(hidden=True, type="button", on_click=apply, custom_attrs={"data-action": "apply"})


def opening_row(
    row: rx.Var[RowView], current: rx.Var[int], select: Any, save: Any, hide: Any, apply: Any
) -> rx.Component:
    """`select(id)`, `save(id, on)`, `hide(id, on)` and `apply(id)` are events. Its keys are in assets/jobs.js."""
    return rx.el.li(
        score.chip(row.score),
        rx.el.div(
            rx.el.a(
                row.title,
                id=f"opening-{row.id}",
                href=f"/jobs/{row.id}",
                on_click=select(row.id).prevent_default,
                class_name="row-title",
                aria_current=rx.cond(row.id == current, "true", "false"),
                custom_attrs={"data-action": "select"},
            ),
            _facts(row),
            _more(row),
            class_name="row-text",
        ),
        rx.el.span(
            rx.cond(
                row.saved,
                _tool("bookmark-check", "No longer save", save(row.id, False), "save"),
                _tool("bookmark", "Save", save(row.id, True), "save"),
            ),
            rx.cond(
                row.hidden,
                _tool("eye", "Show again", hide(row.id, False), "hide"),
                _tool("eye-off", "Hide", hide(row.id, True), "hide"),
            ),
            rx.cond(
                row.application_id > 0,
                rx.fragment(
                    rx.link(
                        rx.icon("kanban", size=16, aria_hidden="true"),
                        href=f"/applications/{row.application_id}",
                        class_name="button quiet icon row-tool",
                        aria_label="See the application",
                        title="See the application",
                    ),
                    added_already(apply(row.id)),
                ),
                _tool("plus", "Add to applications", apply(row.id), "apply"),
            ),
            class_name="row-tools",
        ),
        class_name="opening-row",
        custom_attrs={
            "data-seen": row.seen.to_string(),
            "data-muted": row.muted.to_string(),
            "data-saved": row.saved.to_string(),
            "data-current": rx.cond(row.id == current, "true", "false"),
        },
        key=row.id.to_string(),
    )
