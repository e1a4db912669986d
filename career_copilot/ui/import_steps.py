"""The steps of an import on the screen: choose a file, say what is what, look at it, watch it, see what became of it."""

from typing import Any

import reflex as rx

from career_copilot.ui.choices import section
from career_copilot.ui.forms import message, native_form
from career_copilot.ui.import_mapping import mapping
from career_copilot.ui.layout import back, page_head, shell, skeleton
from career_copilot.ui.transfer_rows import (
    KnownRow,
    TransferRow,
    download,
    icon_button,
    progress,
)


def page(state: Any, undo: Any) -> rx.Component:
    """`undo(id, undone)` takes the import back, or brings it again."""
    return shell(
        rx.el.div(
            back("All applications", "/applications"),
            page_head("Import", rx.link("Export", href="/applications/export", class_name="button", underline="none")),
            message(state.error, "error"),
            rx.cond(
                state.loaded,
                rx.match(
                    state.step,
                    ("choose", _choose(state)),
                    ("reading", _busy(state, "Reading the file…")),
                    ("mapping", mapping(state)),
                    ("account", _account(state)),
                    ("running", _busy(state, "Importing…")),
                    _done(state, undo),
                ),
                skeleton("40%", "80%", "60%"),
            ),
            class_name=rx.cond(state.step == "mapping", "import-wide", "column"),
            on_unmount=state.leave,
        ),
        active="/applications",
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
        rx.cond(
            state.total > 0,
            rx.el.p(f"{state.done} of {state.total} rows", class_name="hint tabular"),
            rx.cond(state.done > 0, rx.el.p(f"{state.done} rows so far", class_name="hint tabular")),
        ),
        rx.el.div(rx.el.button("Cancel", type="button", class_name="button", on_click=state.cancel)),
        class_name="card import-card",
    )


def _account(state: Any) -> rx.Component:
    return rx.el.div(
        rx.el.h2("An archive of everything", class_name="section-title"),
        rx.el.p(rx.el.b(state.name)),
        rx.el.ul(rx.foreach(state.account, lambda line: rx.el.li(line)), class_name="import-list"),
        rx.el.p(
            "Its files are as they were written, and this account is empty. It goes in as a whole or not at all.",
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


def _done(state: Any, undo: Any) -> rx.Component:
    return rx.fragment(
        message(state.run_error, "error"),
        message(state.undo_error, "error"),
        message(state.shortfall, "info"),
        rx.cond(state.undone, message("Undone: what it brought is no longer there.", "done")),
        rx.el.div(
            rx.el.h2(state.name, class_name="section-title"),
            rx.cond(
                state.account.length() > 0,
                rx.el.ul(rx.foreach(state.account, lambda line: rx.el.li(line)), class_name="import-list"),
            ),
            rx.cond(
                state.counted,
                rx.el.div(
                    _tally(state.created, "new"),
                    _tally(state.updated, "completed"),
                    _tally(state.skipped, "there already"),
                    rx.cond(state.differing > 0, _tally(state.differing, "said otherwise")),
                    _tally(state.failed, "to mend"),
                    class_name="import-tallies",
                ),
            ),
            rx.cond(
                state.turning > 0,
                rx.el.p(
                    rx.el.span(class_name="ring small", aria_hidden="true"),
                    " ",
                    state.turning_words,
                    class_name="hint",
                    role="status",
                ),
            ),
            _actions(state, undo),
            class_name="card import-card",
        ),
        rx.cond(
            state.known.length() > 0,
            section(
                "There already",
                "Rows about applications that you had, or that an earlier row of the file brought. What they say otherwise changes nothing here.",
                rx.el.ul(rx.foreach(state.known, _known), class_name="card transfer-rows"),
            ),
        ),
    )


def _actions(state: Any, undo: Any) -> rx.Component:
    return rx.el.div(
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
                rx.cond(
                    state.turning > 0,
                    rx.cond(state.undone, "Being brought back…", "Being undone…"),
                    rx.cond(state.undone, "Bring it back", "Undo the import"),
                ),
                type="button",
                class_name="button",
                disabled=state.turning > 0,
                custom_attrs={"data-turns": "true"},
                on_click=undo(state.change_id, state.undone),
            ),
        ),
        rx.el.button("Import another file", type="button", class_name="button quiet", on_click=state.open_run(0)),
        class_name="input-row import-actions",
    )


def _known(row: rx.Var[KnownRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.link(row.text, href=row.href, class_name="setting-name", dir="auto"),
                rx.el.div(f"Row {row.row} · ", row.became, class_name="hint"),
                rx.foreach(row.differs, lambda words: rx.el.div(words, class_name="hint", dir="auto")),
                class_name="setting-text",
            ),
            class_name="setting",
        ),
        key=row.row,
    )
