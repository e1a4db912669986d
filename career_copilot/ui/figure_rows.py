"""The sheet that lists the applications behind a figure: a dialog of the browser's own, which keeps the focus and closes on
Escape; assets/insights.js closes it on a click beside it."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

SHEET = "figure-rows"


class ApplicationLine(BaseModel):
    """One application in the sheet."""

    id: int
    title: str
    company: str
    stage: str
    sent: str
    sent_exact: str


def open_sheet() -> Any:
    return rx.call_script(f"(sheet => sheet && !sheet.open && sheet.showModal())(document.getElementById('{SHEET}'))")


def sheet(title: rx.Var[str], count: rx.Var[int], lines: rx.Var[list[ApplicationLine]], more: Any) -> rx.Component:
    """`more` is the event of the button below, shown while there are others."""
    return rx.el.dialog(
        rx.el.div(
            rx.el.h2(title, id="figure-rows-title", class_name="section-title"),
            rx.el.form(
                rx.el.button(
                    rx.icon("x", size=18, aria_hidden="true"),
                    type="submit",
                    class_name="button quiet icon",
                    aria_label="Close",
                ),
                custom_attrs={"method": "dialog"},
            ),
            class_name="sheet-head",
        ),
        rx.el.p(count, rx.cond(count == 1, " application", " applications"), class_name="quiet-text sheet-count"),
        rx.el.ul(rx.foreach(lines, _line), class_name="sheet-rows"),
        rx.cond(
            lines.length() < count,
            rx.el.button("Show more", type="button", class_name="button", on_click=more),
        ),
        id=SHEET,
        class_name="sheet",
        aria_labelledby="figure-rows-title",
    )


def _line(line: rx.Var[ApplicationLine]) -> rx.Component:
    return rx.el.li(
        rx.link(line.title, href=f"/applications/{line.id}", class_name="sheet-link", underline="none"),
        rx.el.span(line.company, class_name="quiet-text"),
        rx.el.span(
            rx.el.span(line.stage, class_name="badge"),
            rx.el.span(line.sent, title=line.sent_exact, class_name="quiet-text"),
            class_name="sheet-facts",
        ),
        key=line.id.to_string(),
    )
