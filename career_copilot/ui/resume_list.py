"""The list of résumés and the ways to add one."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.ui.forms import message
from career_copilot.ui.uploads import labelled, sizes
from career_copilot.ui.worker_note import worker_note


class ResumeRow(BaseModel):
    """A résumé in the list, its dates and sizes in words."""

    id: int
    name: str
    state: str
    error: str
    detail: str
    added: str
    matching: bool


def _choose(row: rx.Var[ResumeRow], opened: rx.Var[int], on_open: Any) -> rx.Component:
    """The name opens it; what is being read or could not be read says so below."""
    return rx.el.div(
        rx.el.button(
            row.name,
            type="button",
            class_name="resume-name",
            aria_current=rx.cond(row.id == opened, "true", "false"),
            on_click=on_open(row.id),
        ),
        rx.el.div(
            rx.match(
                row.state,
                ("reading", rx.el.span(rx.el.span(class_name="ring small"), "Reading…", class_name="resume-state")),
                (
                    "failed",
                    rx.el.span(
                        rx.icon("circle-alert", size=14, aria_hidden="true"),
                        "Could not be read",
                        class_name="resume-state bad",
                    ),
                ),
                rx.fragment(),
            ),
            rx.el.span(row.detail, title=row.added),
            class_name="quiet-text resume-detail",
            role="status",
        ),
        class_name="resume-choose",
    )


def _icon_button(icon: str, label: rx.Var[str] | str, title: str, on_click: Any) -> rx.Component:
    return rx.el.button(
        rx.icon(icon, size=16, aria_hidden="true"),
        type="button",
        class_name="button quiet icon",
        title=title,
        aria_label=label,
        on_click=on_click,
    )


def _tools(row: rx.Var[ResumeRow], state: Any) -> rx.Component:
    return rx.el.div(
        rx.cond(
            row.matching,
            rx.el.span(rx.icon("check", size=14, aria_hidden="true"), "Used for matching", class_name="badge accent"),
            rx.cond(
                row.state == "ready",
                rx.el.button("Use for matching", type="button", class_name="button small", on_click=state.use(row.id)),
                rx.cond(
                    row.state == "failed",
                    rx.el.button(
                        "Read again", type="button", class_name="button small", on_click=state.read_again(row.id)
                    ),
                ),
            ),
        ),
        _icon_button("pencil", f"Rename {row.name}", "Rename", state.begin("rename", row.id)),
        rx.el.a(
            rx.icon("download", size=16, aria_hidden="true"),
            href=f"/api/resumes/{row.id}",
            download=True,
            class_name="button quiet icon",
            title="Download the original",
            aria_label=f"Download the original of {row.name}",
            custom_attrs={"reloadDocument": True},  # the browser fetches it; it is no page of ours
        ),
        _icon_button("trash-2", f"Delete {row.name}", "Delete", state.begin("delete", row.id)),
        class_name="resume-tools",
    )


def _rename(row: rx.Var[ResumeRow], state: Any) -> rx.Component:
    return rx.el.form(
        rx.el.label("Name", html_for="resume-new-name", class_name="visually-hidden"),
        rx.el.input(
            id="resume-new-name",
            name="name",
            default_value=row.name,
            max_length=120,
            class_name="input",
            auto_focus=True,
        ),
        rx.el.button("Save", type="submit", class_name="button primary"),
        rx.el.button("Cancel", type="button", class_name="button quiet", on_click=state.begin("", 0)),
        on_submit=state.rename,
        class_name="input-row",
    )


def _confirm(name: rx.Var[str], files: str, state: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p("Delete ", rx.el.b(name), f" {files} for good?"),
        rx.el.div(
            rx.el.button("Keep it", type="button", class_name="button", on_click=state.begin("", 0), auto_focus=True),
            rx.el.button("Delete", type="button", class_name="button danger", on_click=state.delete),
            class_name="input-row",
        ),
        role="alertdialog",
        aria_label=f"Delete {name}",
        class_name="resume-confirm",
    )


def _line(row: rx.Var[ResumeRow], state: Any, opened: rx.Var[int], on_open: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(
            state.renaming == row.id,
            _rename(row, state),
            rx.cond(
                state.deleting == row.id,
                _confirm(row.name, "and its file", state),
                rx.el.div(_choose(row, opened, on_open), _tools(row, state), class_name="resume-line"),
            ),
        ),
        worker_note(row.state == "reading"),
        rx.cond(
            row.state == "failed",
            rx.el.p(
                rx.icon("corner-down-right", size=14, aria_hidden="true"),
                rx.el.span(row.error),
                class_name="source-note bad",
            ),
        ),
        key=row.id,
        class_name=rx.cond(row.id == opened, "resume-row opened", "resume-row"),
    )


def _failed(state: Any, line: Any) -> rx.Component:
    """Those that could not be read, folded when there are several."""
    lines = rx.el.ul(
        rx.foreach(state.rows, lambda row: rx.cond(row.state == "failed", line(row))), class_name="resume-rows"
    )
    return rx.cond(
        state.failed > 1,
        rx.el.details(
            rx.el.summary(
                rx.icon("circle-alert", size=14, aria_hidden="true"), f"{state.failed} files could not be read"
            ),
            lines,
            rx.cond(
                state.deleting < 0,
                _confirm(f"{state.failed} files", "that could not be read", state),
                rx.el.button(
                    "Remove all",
                    type="button",
                    class_name="button quiet small",
                    on_click=state.begin("delete-failed", 0),
                ),
            ),
            class_name="resumes-failed",
        ),
        rx.cond(state.failed > 0, lines),
    )


def resume_list(state: Any, opened: rx.Var[int], on_open: Any) -> rx.Component:
    """All résumés; `opened` is the id of the one shown below."""

    def line(row: rx.Var[ResumeRow]) -> rx.Component:
        return _line(row, state, opened, on_open)

    return rx.el.div(
        rx.el.ul(
            rx.foreach(state.rows, lambda row: rx.cond(row.state != "failed", line(row))), class_name="resume-rows"
        ),
        _failed(state, line),
        class_name="resumes-list card",
    )


def add_resume(state: Any, most_bytes: int) -> rx.Component:
    """Drop a file, choose one, or paste text."""
    return rx.el.div(
        labelled(
            rx.upload.root(
                rx.icon("file-up", size=22, aria_hidden="true", class_name="empty-icon"),
                rx.el.div(
                    rx.el.button("Choose a file", type="button", class_name="button"),
                    rx.el.span(" or drop it here", class_name="drop-words"),
                ),
                rx.el.p("PDF, DOCX, JSON Resume or text, at most 10 MB", class_name="quiet-text"),
                id="resume-upload",
                on_drop=state.upload(rx.upload_files("resume-upload")),
                on_drop_rejected=lambda rejected: state.refuse(sizes(rejected)),
                max_size=most_bytes,
                no_keyboard=True,
                class_name="drop",
                drag_active_style={"border-color": "var(--accent-9)", "background": "var(--accent-a2)"},
            ),
            "Résumé file",
        ),
        rx.el.button(
            rx.cond(state.pasting, "Do not paste", "Paste text instead"),
            type="button",
            class_name="button quiet small",
            aria_expanded=state.pasting,
            on_click=state.paste,
        ),
        rx.cond(
            state.pasting,
            rx.el.form(
                rx.el.label("Text of your résumé", html_for="resume-text", class_name="label"),
                rx.el.textarea(id="resume-text", name="text", rows="10", class_name="textarea", auto_focus=True),
                rx.el.button("Read this text", type="submit", class_name="button primary"),
                on_submit=state.keep_text,
                class_name="paste-form",
            ),
        ),
        message(state.upload_error, "error"),
        class_name="add-resume",
    )
