"""The steps of an import on the screen: choose a file, say what is what, look at it, watch it, see what became of it."""

from typing import Any

import reflex as rx

from career_copilot.domain.import_dates import DateOrder
from career_copilot.domain.import_fields import NAMES, Column
from career_copilot.domain.pipeline import STAGE_NAMES, STEP_NAMES, Stage, Step, label
from career_copilot.ui.choices import section, segments
from career_copilot.ui.forms import message, native_form
from career_copilot.ui.layout import page_head, shell, skeleton
from career_copilot.ui.transfer_rows import (
    ColumnRow,
    KnownRow,
    PreviewLine,
    TransferRow,
    WordRow,
    download,
    icon_button,
    progress,
)

FIELD_CHOICES = [("", "Leave out"), *((str(column), NAMES[column]) for column in Column)]
STAGE_CHOICES = [
    ("", "Choose a stage"),
    *((str(stage), STAGE_NAMES[stage]) for stage in Stage),
    *((f"{Stage.INTERVIEW}/{step}", label(Stage.INTERVIEW, step)) for step in STEP_NAMES if step is not Step.NONE),
]


def page(state: Any) -> rx.Component:
    return shell(
        rx.el.div(
            page_head("Import", rx.link("Export", href="/applications/export", class_name="button", underline="none")),
            message(state.error, "error"),
            rx.cond(
                state.loaded,
                rx.match(
                    state.step,
                    ("choose", _choose(state)),
                    ("reading", _busy(state, "Reading the file…")),
                    ("mapping", _mapping(state)),
                    ("account", _account(state)),
                    ("running", _busy(state, "Importing…")),
                    _done(state),
                ),
                skeleton("40%", "80%", "60%"),
            ),
            class_name=rx.cond(state.step == "mapping", "import-wide", "column"),
            on_unmount=state.leave,
        ),
        active="/settings",
    )


def _choose(state: Any) -> rx.Component:
    return rx.fragment(
        native_form(
            "/api/imports",
            rx.el.label("File", html_for="import-file", class_name="label"),
            rx.el.input(
                id="import-file",
                name="file",
                type="file",
                required=True,
                class_name="input import-file",
                accept=".csv,.tsv,.txt,.xlsx,.zip",
            ),
            rx.el.p(
                "CSV or Excel with up to 50,000 rows; the exports of Huntr, Teal, Simplify and Notion; LinkedIn's data archive; "
                "or an archive of everything from here.",
                class_name="hint",
            ),
            rx.el.div(rx.el.button("Read this file", type="submit", class_name="button primary")),
            rx.el.p(
                "A JSON Resume goes into your ",
                rx.link("profile", href="/profile", underline="always"),
                ". Nothing is written before you have seen how it will look.",
                class_name="hint",
            ),
            class_name="form card import-choose",
            custom_attrs={"encType": "multipart/form-data"},
        ),
        rx.cond(
            state.recent.length() > 0,
            section(
                "Imports of the last day",
                "Files are deleted after a day; what was imported stays.",
                rx.el.ul(rx.foreach(state.recent, lambda row: _recent(row, state)), class_name="card transfer-rows"),
            ),
        ),
    )


def _recent(row: rx.Var[TransferRow], state: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.button(row.name, type="button", class_name="resume-name", on_click=state.open_run(row.id)),
                rx.el.div(row.detail, title=row.exact, class_name="hint"),
                class_name="setting-text",
            ),
            icon_button("trash-2", f"Delete the file {row.name}", "Delete the file", state.remove(row.id)),
            class_name="setting",
        ),
        key=row.id,
    )


def _busy(state: Any, words: str) -> rx.Component:
    return rx.el.div(
        rx.el.h2(state.name, class_name="section-title"),
        rx.el.p(words, role="status"),
        rx.cond(
            state.total > 0, progress(state.percent, words), rx.el.span(class_name="ring small", aria_hidden="true")
        ),
        rx.cond(state.total > 0, rx.el.p(f"{state.done} of {state.total} rows", class_name="hint tabular")),
        rx.el.div(rx.el.button("Cancel", type="button", class_name="button", on_click=state.cancel)),
        class_name="card import-card",
    )


def _mapping(state: Any) -> rx.Component:
    return rx.fragment(
        rx.el.p(
            rx.el.b(state.name),
            rx.cond(state.preset != "", f" · recognised as an export of {state.preset}", ""),
            f" · {state.total} rows",
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
            state.bad > 0,
            rx.el.p(
                rx.icon("circle-alert", size=16, aria_hidden="true"),
                f"{state.bad} of the first {state.checked} rows cannot be read as they are. They are left out, and you get them "
                "as a file to mend.",
                class_name="import-bad",
                role="status",
            ),
        ),
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


def _line(line: rx.Var[PreviewLine]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(line.number, class_name="number"),
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


def _account(state: Any) -> rx.Component:
    return rx.el.div(
        rx.el.h2("An archive of everything", class_name="section-title"),
        rx.el.p(rx.el.b(state.name)),
        rx.el.ul(rx.foreach(state.account, lambda line: rx.el.li(line)), class_name="import-list"),
        rx.el.p(
            "It goes into an empty account only, as a whole or not at all. Every row and file is checked first.",
            class_name="hint",
        ),
        rx.el.div(
            rx.el.button("Import everything", type="button", class_name="button primary", on_click=state.start),
            rx.el.button("Another file", type="button", class_name="button quiet", on_click=state.open_run(0)),
            class_name="input-row",
        ),
        class_name="card import-card",
    )


def _tally(number: rx.Var[int], words: str) -> rx.Component:
    return rx.el.div(
        rx.el.b(number, class_name="import-number"), rx.el.span(words, class_name="hint"), class_name="import-tally"
    )


def _done(state: Any) -> rx.Component:
    return rx.fragment(
        message(state.run_error, "error"),
        rx.cond(
            state.cancelled, message("Cancelled. What was imported until then is below, and can be undone.", "done")
        ),
        rx.el.div(
            rx.el.h2(state.name, class_name="section-title"),
            rx.cond(
                state.account.length() > 0,
                rx.el.ul(rx.foreach(state.account, lambda line: rx.el.li(line)), class_name="import-list"),
                rx.el.div(
                    _tally(state.created, "new"),
                    _tally(state.updated, "completed"),
                    _tally(state.skipped, "there already"),
                    _tally(state.failed, "to mend"),
                    class_name="import-tallies",
                ),
            ),
            rx.el.div(
                rx.link("See your applications", href="/applications", class_name="button primary", underline="none"),
                rx.cond(
                    state.failed > 0,
                    download(
                        f"/api/imports/{state.run_id}/bad-rows",
                        rx.icon("download", size=16, aria_hidden="true"),
                        "Rows to mend",
                        class_name="button",
                    ),
                ),
                rx.cond(
                    state.change_id > 0,
                    rx.el.button(
                        rx.cond(state.undone, "Bring it back", "Undo the import"),
                        type="button",
                        class_name="button",
                        on_click=state.undo(state.change_id),
                    ),
                ),
                rx.el.button(
                    "Import another file", type="button", class_name="button quiet", on_click=state.open_run(0)
                ),
                class_name="input-row import-actions",
            ),
            class_name="card import-card",
        ),
        rx.cond(
            state.known.length() > 0,
            section(
                "There already",
                "Rows about applications that you had.",
                rx.el.ul(rx.foreach(state.known, _known), class_name="card transfer-rows"),
            ),
        ),
    )


def _known(row: rx.Var[KnownRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.link(row.text, href=row.href, class_name="setting-name", dir="auto"),
                rx.el.div(f"Row {row.row}", rx.cond(row.updated, " · completed", " · nothing new"), class_name="hint"),
                class_name="setting-text",
            ),
            class_name="setting",
        ),
        key=row.row,
    )
