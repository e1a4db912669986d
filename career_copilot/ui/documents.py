"""Documents in a list, and the ways to add one."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.application_documents import KIND_NAMES, LONGEST_NAME
from career_copilot.ui.forms import message
from career_copilot.ui.layout import empty, skeleton
from career_copilot.ui.uploads import labelled, sizes


class DocumentRow(BaseModel):
    """One version of a document in words."""

    id: int
    name: str
    kind: str
    detail: str
    added: str
    version: str
    latest: bool
    picture: bool


class Shown(BaseModel):
    """The document that is looked at: its text, or its picture, or why neither."""

    id: int = 0
    text: str = ""
    picture: bool = False
    waiting: bool = False
    error: str = ""


def _kinds(**props: Any) -> rx.Component:
    return rx.el.select(
        *(rx.el.option(text, value=str(kind)) for kind, text in KIND_NAMES.items()), class_name="select", **props
    )


def _add(state: Any, most_bytes: int) -> rx.Component:
    return rx.el.div(
        rx.cond(
            state.after > 0,
            rx.el.p(
                "A new version of ", rx.el.b(rx.el.bdi(state.after_name)), " ",
                rx.el.button("No, a document of its own", type="button", class_name="button quiet small", on_click=state.version(0)),
            ),
            rx.el.div(
                rx.el.label("Kind", html_for="document-kind", class_name="label"),
                _kinds(id="document-kind", value=state.kind, on_change=state.choose_kind),
                class_name="field document-kind",
            ),
        ),
        labelled(
            rx.upload.root(
                rx.icon("file-up", size=22, aria_hidden="true", class_name="empty-icon"),
                rx.el.div(
                    rx.el.button("Choose a file", type="button", class_name="button"),
                    rx.el.span(" or drop it here", class_name="drop-words"),
                ),
                rx.el.p("PDF, DOCX, PNG, JPEG or text, at most 10 MB", class_name="quiet-text"),
                id="document-upload",
                on_drop=state.upload(rx.upload_files("document-upload")),
                on_drop_rejected=lambda rejected: state.refuse(sizes(rejected)),
                max_size=most_bytes,
                no_keyboard=True,
                class_name="drop",
                drag_active_style={"border-color": "var(--accent-9)", "background": "var(--accent-a2)"},
            ),
            "Document file",
        ),
        rx.el.button(
            rx.cond(state.pasting, "Do not paste", "Paste text instead"),
            id="document-paste", type="button", class_name="button quiet small", aria_expanded=state.pasting,
            on_click=state.paste,
        ),
        rx.cond(state.pasting, _paste(state)),
        message(state.error, "error"),
        class_name="document-add",
    )  # fmt: skip


def _paste(state: Any) -> rx.Component:
    return rx.el.form(
        rx.el.label("Name", html_for="document-text-name", class_name="label"),
        rx.el.input(id="document-text-name", name="name", max_length=LONGEST_NAME, class_name="input", dir="auto"),
        rx.el.label("Text", html_for="document-text", class_name="label"),
        rx.el.textarea(id="document-text", name="text", rows="8", class_name="textarea", dir="auto"),
        rx.el.div(rx.el.button("Keep this text", type="submit", class_name="button primary"), class_name="form-tools"),
        on_submit=state.keep_text,
        class_name="paste-form",
    )


def _rename(row: rx.Var[DocumentRow], state: Any) -> rx.Component:
    return rx.el.form(
        rx.el.label("Name", html_for="document-name", class_name="visually-hidden"),
        rx.el.input(
            id="document-name", name="name", default_value=row.name, max_length=LONGEST_NAME, class_name="input", dir="auto"
        ),
        _kinds(name="kind", default_value=row.kind, aria_label="Kind"),
        rx.el.button("Save", type="submit", class_name="button primary"),
        rx.el.button("Cancel", type="button", class_name="button quiet", on_click=state.rename(0)),
        on_submit=state.save_name,
        class_name="input-row",
    )  # fmt: skip


def _tools(row: rx.Var[DocumentRow], state: Any) -> rx.Component:
    def tool(icon: str, word: str, on_click: Any) -> rx.Component:
        return rx.el.button(
            rx.icon(icon, size=16, aria_hidden="true"),
            type="button", class_name="button quiet icon small", title=word, aria_label=f"{word}: {row.name}",
            on_click=on_click,
        )  # fmt: skip

    return rx.el.div(
        tool("eye", "Look at it", state.look(row.id)),
        rx.el.a(
            rx.icon("download", size=16, aria_hidden="true"),
            href=f"/api/documents/{row.id}",
            download=True,
            class_name="button quiet icon small",
            title="Download",
            aria_label=f"Download: {row.name}",
            custom_attrs={"reloadDocument": True},  # the browser fetches it; it is no page of ours
        ),
        rx.cond(row.latest, tool("file-plus-2", "Add a new version", state.version(row.id))),
        tool("pencil", "Rename", state.rename(row.id)),
        tool("trash-2", "Delete", state.delete(row.id)),
        class_name="resume-tools",
    )


def _look(shown: rx.Var[Shown], row: rx.Var[DocumentRow]) -> rx.Component:
    """Text as text, a picture as a picture: nothing of a file is ever a page of ours."""
    return rx.cond(
        shown.id == row.id,
        rx.el.div(
            rx.cond(shown.waiting, skeleton("80%", "60%", "70%")),
            rx.cond(shown.picture, rx.el.img(src=f"/api/documents/{row.id}", alt=row.name)),
            rx.cond(
                shown.text != "",
                rx.el.div(
                    shown.text, dir="auto", class_name="source-text", tab_index=0, role="region", aria_label=f"Text of {row.name}"
                ),
            ),
            message(shown.error, "error"),
            class_name="document-look",
        ),
    )  # fmt: skip


def _document(row: rx.Var[DocumentRow], state: Any) -> rx.Component:
    names = rx.match(row.kind, *((str(kind), text) for kind, text in KIND_NAMES.items()), "Document")
    return rx.el.li(
        rx.cond(
            state.renaming == row.id,
            _rename(row, state),
            rx.el.div(
                rx.el.div(
                    rx.el.bdi(row.name, class_name="strong document-name"),
                    rx.el.div(
                        rx.el.span(names, class_name="fact"),
                        rx.el.span(row.detail, title=row.added, class_name="fact"),
                        rx.cond(row.version != "", rx.el.span(row.version, class_name="fact")),
                        class_name="row-facts quiet",
                    ),
                    class_name="document-text",
                ),
                _tools(row, state),
                class_name="document-line",
            ),
        ),
        _look(state.shown, row),
        key=row.id,
        class_name="document",
        custom_attrs={"data-older": ~row.latest},
    )


def documents(state: Any, most_bytes: int) -> rx.Component:
    """All documents of an application."""
    return rx.cond(
        state.read,
        rx.el.section(
            rx.el.h2("Documents", class_name="visually-hidden"),
            rx.cond(
                state.rows.length() > 0,
                rx.el.ul(rx.foreach(state.rows, lambda row: _document(row, state)), class_name="documents card"),
                empty("files", "What you sent or were sent: résumé, letter, answers, certificates. Only you can read them."),
            ),
            _add(state, most_bytes),
            class_name="panel",
        ),
        skeleton("50%", "80%", "70%"),
    )  # fmt: skip
