"""Read models of imports and exports, and the line that shows how far one is."""

from typing import Any

import reflex as rx
from pydantic import BaseModel


class TransferRow(BaseModel):
    """An import or an export in a list, in words."""

    id: int
    name: str
    state: str
    detail: str
    exact: str
    error: str
    percent: int
    ready: bool
    active: bool


class ColumnRow(BaseModel):
    """A column of the file, and what it is taken for."""

    index: int
    header: str
    samples: str
    field: str


class WordRow(BaseModel):
    """A word for a stage, and what it is taken for."""

    word: str
    choice: str


class PreviewCell(BaseModel):
    text: str
    error: str = ""


class PreviewLine(BaseModel):
    """A row as it would be imported."""

    number: int
    cells: list[PreviewCell]
    repeats: int = 0  # an earlier row, or 0
    there: bool = False


class KnownRow(BaseModel):
    """An application that was there already, and where its row says otherwise."""

    row: int
    text: str
    href: str
    became: str
    differs: list[str] = []


def progress(percent: rx.Var[int], label: rx.Var[str] | str) -> rx.Component:
    """A bar with its number."""
    return rx.el.div(
        rx.el.div(
            rx.el.div(class_name="progress-bar", style={"width": f"{percent}%"}),
            role="progressbar",
            aria_valuenow=percent,
            aria_valuemin=0,
            aria_valuemax=100,
            aria_label=label,
            class_name="progress",
        ),
        rx.el.span(percent, " %", class_name="progress-number"),
        class_name="progress-line",
    )


def icon_button(icon: str, label: Any, title: str, on_click: Any) -> rx.Component:
    return rx.el.button(
        rx.icon(icon, size=16, aria_hidden="true"),
        type="button",
        class_name="button quiet icon",
        title=title,
        aria_label=label,
        on_click=on_click,
    )


def download(href: Any, *children: Any, **props: Any) -> rx.Component:
    """A link that the browser fetches; it is no page of ours."""
    return rx.el.a(*children, href=href, download=True, custom_attrs={"reloadDocument": True}, **props)
