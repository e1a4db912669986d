"""The weekly review at the top of Insights: what changed, three things to do, what works. Each number opens its rows."""

from typing import Any

import reflex as rx
from pydantic import BaseModel


class ChangeView(BaseModel):
    key: str
    name: str
    now: int
    before: int


class FindingView(BaseModel):
    key: str
    name: str
    text: str
    n: int
    others: int


class ActionView(BaseModel):
    key: str
    text: str
    why: str
    n: int
    route: str


def strategy(
    changes: rx.Var[list[ChangeView]],
    findings: rx.Var[list[FindingView]],
    actions: rx.Var[list[ActionView]],
    open_rows: Any,
) -> rx.Component:
    return rx.el.section(
        rx.el.h2("This week", class_name="section-title"),
        rx.el.p("The last 7 days against the 7 before; what works looks back a year.", class_name="quiet-text"),
        rx.el.dl(rx.foreach(changes, lambda change: _change(change, open_rows)), class_name="changes"),
        rx.el.div(
            rx.el.div(
                rx.el.h3("Three things to do", class_name="review-title"),
                rx.el.ol(rx.foreach(actions, lambda action: _action(action, open_rows)), class_name="review-list"),
            ),
            rx.el.div(
                rx.el.h3("What works", class_name="review-title"),
                rx.cond(
                    findings.length() > 0,
                    rx.fragment(
                        rx.el.ul(
                            rx.foreach(findings, lambda finding: _finding(finding, open_rows)),
                            class_name="review-list",
                        ),
                        rx.el.p(
                            "Shown when the 80 % intervals do not touch. Chance alone does that about once in fifteen "
                            "comparisons: try it before you count on it.",
                            class_name="hint",
                        ),
                    ),
                    rx.el.p(
                        "Nothing stands apart yet. A source, résumé, title, age of ad or score is named here once its "
                        "replies lie clearly above those of all others together.",
                        class_name="quiet-text",
                    ),
                ),
            ),
            class_name="review-columns",
        ),
        class_name="card review",
    )


def _number(count: rx.Var[int], text: Any, label: Any, opens: Any, class_name: str) -> rx.Component:
    """A number that opens its rows, or plain when there are none."""
    return rx.cond(
        count > 0,
        rx.el.button(text, type="button", class_name=class_name, aria_label=label, on_click=opens),
        rx.el.span(text, class_name=f"{class_name} none"),
    )


def _change(change: rx.Var[ChangeView], open_rows: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(change.name),
        rx.el.dd(
            _number(
                change.now,
                change.now,
                f"{change.name}, last 7 days: {change.now}, show them",
                open_rows(change.key),
                "figure big",
            ),
            _number(
                change.before,
                f"{change.before} before",
                f"{change.name}, 7 days before: {change.before} before, show them",
                open_rows(f"{change.key}/before"),
                "figure past",
            ),
        ),
        class_name="change",
        key=change.key,
    )


def _action(action: rx.Var[ActionView], open_rows: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(action.text, class_name="strong"),
        rx.el.span(action.why, class_name="quiet-text"),
        rx.el.span(
            rx.cond(
                action.n > 0,
                rx.el.button(
                    f"Show {action.n}",
                    type="button",
                    class_name="figure",
                    aria_label=f"{action.text} Show {action.n}",
                    on_click=open_rows(action.key),
                ),
            ),
            rx.cond(
                action.route != "",
                rx.link("Go there", href=action.route, class_name="figure", aria_label=f"{action.text} Go there"),
            ),
            class_name="review-links",
        ),
        key=action.key,
    )


def _finding(finding: rx.Var[FindingView], open_rows: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(finding.name, class_name="strong"),
        rx.el.span(finding.text, class_name="quiet-text"),
        rx.el.span(
            rx.el.button(
                f"Show {finding.n}",
                type="button",
                class_name="figure",
                aria_label=f"{finding.name}: show {finding.n}",
                on_click=open_rows(finding.key),
            ),
            rx.el.button(
                f"Show {finding.others} others",
                type="button",
                class_name="figure",
                aria_label=f"{finding.name}: show {finding.others} others",
                on_click=open_rows(f"{finding.key}/others"),
            ),
            class_name="review-links",
        ),
        key=finding.key,
    )
