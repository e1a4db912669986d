"""The step of an import in which the person says what is what, and sees how it will look."""

from typing import Any

import reflex as rx

from career_copilot.domain.import_dates import DateOrder
from career_copilot.domain.import_fields import NAMES, Column
from career_copilot.domain.pipeline import STAGE_NAMES, STEP_NAMES, Stage, Step, label
from career_copilot.ui.choices import section, segments
from career_copilot.ui.transfer_rows import ColumnRow, PreviewLine, WordRow

FIELD_CHOICES = [("", "Leave out"), *((str(column), NAMES[column]) for column in Column)]
STAGE_CHOICES = [
    ("", "Choose a stage"),
    *((str(stage), STAGE_NAMES[stage]) for stage in Stage),
    *((f"{Stage.INTERVIEW}/{step}", label(Stage.INTERVIEW, step)) for step in STEP_NAMES if step is not Step.NONE),
]


def mapping(state: Any) -> rx.Component:
    return rx.fragment(
        rx.el.p(
            rx.el.b(state.name),
            rx.cond(state.preset != "", f" · recognised as an export of {state.preset}", ""),
            f" · {state.rows}",
            class_name="import-name",
        ),
        section(
            "What the columns are",
            "Guessed from their names. Change what is wrong.",
            rx.el.div(rx.foreach(state.columns, lambda row: _column(row, state)), class_name="card import-columns"),
        ),
        rx.cond(state.dates_open, _dates(state)),
        rx.cond(
            state.words.length() > 0,
            section(
                "What the stages are called",
                "Each word of the stage's column, and the stage it means.",
                rx.el.div(rx.foreach(state.words, lambda row: _word(row, state)), class_name="card import-columns"),
            ),
        ),
        _preview(state),
        rx.el.label(
            rx.el.input(type="checkbox", checked=state.fill, on_change=state.choose_fill),
            " Applications that are there already get what they lack. What they have is never overwritten.",
            class_name="check",
        ),
        rx.el.div(
            rx.el.button("Another file", type="button", class_name="button quiet", on_click=state.open_run(0)),
            rx.el.span(class_name="stretch"),
            rx.el.button("Import", type="button", class_name="button primary", on_click=state.start),
            class_name="step-foot",
        ),
    )


def _select(label: Any, chosen: Any, choices: list[tuple[str, str]], on_change: Any) -> rx.Component:
    return rx.el.select(
        *(rx.el.option(text, value=value) for value, text in choices),
        value=chosen,
        on_change=on_change,
        aria_label=label,
        class_name="select",
    )


def _column(row: rx.Var[ColumnRow], state: Any) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.div(row.header, class_name="setting-name", dir="auto"),
            rx.el.div(row.samples, class_name="hint import-samples", dir="auto"),
            class_name="setting-text",
        ),
        _select(f"Column {row.header}", row.field, FIELD_CHOICES, lambda value: state.choose_column(row.index, value)),
        class_name="setting",
    )


def _word(row: rx.Var[WordRow], state: Any) -> rx.Component:
    return rx.el.div(
        rx.el.div(rx.el.div(row.word, class_name="setting-name", dir="auto"), class_name="setting-text"),
        rx.cond(
            row.choice == "", rx.icon("circle-alert", size=16, class_name="import-open", aria_label="not chosen yet")
        ),
        _select(f"Stage of {row.word}", row.choice, STAGE_CHOICES, lambda value: state.choose_stage(row.word, value)),
        class_name="setting",
    )


def _dates(state: Any) -> rx.Component:
    return section(
        "How the dates are written",
        "No date of this file tells by itself. How is 03/04 meant?",
        segments(
            "How 03/04 is meant",
            state.dates,
            {str(DateOrder.DAY_FIRST): "3 April", str(DateOrder.MONTH_FIRST): "March 4"},
            state.choose_dates,
        ),
    )


def _preview(state: Any) -> rx.Component:
    return section(
        "How it will look",
        "The first 20 rows.",
        rx.cond(
            state.bad != "",
            rx.el.p(
                rx.icon("circle-alert", size=16, aria_hidden="true"),
                state.bad,
                class_name="import-bad",
                role="status",
            ),
        ),
        _copies(state.repeated),
        _copies(state.there),
        rx.el.div(
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Row", scope="col"),
                        rx.foreach(state.headings, lambda name: rx.el.th(name, scope="col")),
                    )
                ),
                rx.el.tbody(rx.foreach(state.lines, _line)),
                class_name="table import-table",
            ),
            class_name="table-wrap",
            tab_index=0,
            role="region",
            aria_label="Preview",
        ),
    )


def _copies(said: rx.Var[str]) -> rx.Component:
    return rx.cond(
        said != "",
        rx.el.p(rx.icon("copy", size=16, aria_hidden="true"), said, class_name="import-bad", role="status"),
    )


def _line(line: rx.Var[PreviewLine]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            line.number,
            rx.cond(
                line.repeats > 0,
                rx.el.span(f"repeats {line.repeats}", class_name="import-error"),
                rx.cond(line.there, rx.el.span("is there", class_name="import-there")),
            ),
            class_name="number",
        ),
        rx.foreach(
            line.cells,
            lambda cell: rx.el.td(
                rx.el.span(cell.text, dir="auto"),
                rx.cond(cell.error != "", rx.el.span(cell.error, class_name="import-error")),
                class_name=rx.cond(cell.error != "", "bad-cell", ""),
            ),
        ),
        key=line.number,
    )
