"""The lines of a tailored résumé: at the left the profile's words, at the right what has become of them."""

from typing import Any

import reflex as rx

from career_copilot.domain.differences import Segment
from career_copilot.domain.tailoring_lines import Row
from career_copilot.ui.paper import Ordering
from career_copilot.ui.versions import two_versions


def _piece(piece: rx.Var[Segment]) -> rx.Component:
    return rx.match(
        piece.side,
        ("old", rx.el.del_(piece.text)),
        ("new", rx.el.ins(piece.text)),
        rx.el.span(piece.text),
    )


def _tool(icon: str, name: str, row: rx.Var[Row], what: str, on_click: Any, **props: Any) -> rx.Component:
    label = f"{what}: {row.text}"
    return rx.el.button(
        rx.icon(icon, size=15, aria_hidden="true"),
        id=f"{name}-{row.path}",
        type="button",
        class_name="button quiet icon small",
        aria_label=label,
        title=what,
        on_click=on_click,
        **props,
    )


def _tools(row: rx.Var[Row], state: Any) -> rx.Component:
    return rx.el.div(
        rx.cond(
            row.count > 1,
            rx.fragment(
                _tool("chevron-up", "up", row, "Move up", state.step(row.path, row.rank, False), disabled=row.rank == 0),
                _tool(
                    "chevron-down", "down", row, "Move down", state.step(row.path, row.rank, True),
                    disabled=row.rank == row.count - 1,
                ),
            ),
        ),
        rx.cond(row.can_edit, _tool("pencil", "edit", row, "Change the words", state.edit(row.path))),
        rx.cond(row.changed, _tool("undo-2", "restore", row, "Back to your own words", state.restore(row.path))),
        rx.cond(
            row.shown,
            _tool("eye", "hide", row, "Leave out", state.hide(row.path, True)),
            _tool("eye-off", "hide", row, "Put in again", state.hide(row.path, False)),
        ),
        class_name="tailored-tools",
    )  # fmt: skip


def _form(row: rx.Var[Row], state: Any) -> rx.Component:
    return rx.el.form(
        rx.el.textarea(
            id=f"words-{row.path}", name="words", default_value=row.text, rows="3", aria_label="The line's words",
            class_name="textarea grows",
        ),
        rx.el.div(
            rx.el.button("Save", type="submit", class_name="button primary small"),
            rx.el.button("Cancel", type="button", class_name="button small", on_click=state.edit("")),
            class_name="tailored-actions",
        ),
        on_submit=state.save,
        class_name="tailored-form",
    )  # fmt: skip


def _flag(row: rx.Var[Row], state: Any) -> rx.Component:
    """Why a line is not given out, and the three ways on."""
    return rx.el.div(
        rx.icon("triangle-alert", size=15, aria_hidden="true"),
        rx.el.div(
            rx.foreach(row.reasons, lambda reason: rx.el.p(reason)),
            rx.el.div(
                rx.el.button("Edit", type="button", class_name="button small", on_click=state.edit(row.path)),
                rx.el.button("Remove", type="button", class_name="button small", on_click=state.hide(row.path, True)),
                rx.el.button(
                    "This is true: keep and remember", type="button", class_name="button small",
                    on_click=state.remember(row.path),
                ),
                class_name="tailored-actions",
            ),
        ),
        role="note",
        class_name="tailored-flag",
    )  # fmt: skip


def _proposal(row: rx.Var[Row], state: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            rx.el.span("Proposed", class_name="badge blue"),
            rx.foreach(row.draft_pieces, _piece),
            class_name="tailored-text",
        ),
        rx.foreach(row.draft_reasons, lambda reason: rx.el.p(reason, class_name="tailored-warning")),
        rx.el.div(
            rx.el.button(
                "Accept", type="button", class_name="button primary small", on_click=state.decide(row.path, True)
            ),
            rx.el.button("Reject", type="button", class_name="button small", on_click=state.decide(row.path, False)),
            class_name="tailored-actions",
        ),
        class_name="tailored-proposal",
    )


def _now(row: rx.Var[Row]) -> rx.Component:
    return rx.el.p(
        rx.cond(row.changed & row.shown, rx.foreach(row.pieces, _piece), rx.el.span(row.text)),
        rx.cond(row.shown, rx.fragment(), rx.el.span("left out", class_name="badge")),
        rx.cond(
            (row.rank != row.was) & ((row.kind == "line") | (row.holder == "work") | (row.holder == "projects")),
            rx.el.span(f"was {row.was + 1}", class_name="badge", title="Its place in your profile"),
        ),
        rx.foreach(row.answers, lambda word: rx.el.span(word, class_name="badge green", title="The ad asks for it")),
        class_name="tailored-text",
    )


def _row(row: rx.Var[Row], state: Any) -> rx.Component:
    handle = rx.cond(
        row.count > 1,
        rx.el.span(
            rx.icon("grip-vertical", size=15, aria_hidden="true"),
            class_name="grip", title="Drag, or Alt and the arrow keys", custom_attrs={"draggable": "true"},
        ),
        rx.el.span(class_name="grip"),
    )  # fmt: skip
    return rx.el.li(
        handle,
        rx.el.div(
            rx.cond(row.label != "", rx.el.span(row.label, class_name="tailored-label")),
            rx.el.p(row.base, class_name="tailored-text"),
            class_name="tailored-base",
        ),
        rx.el.div(
            rx.cond(state.editing == row.path, _form(row, state), _now(row)),
            rx.cond((row.reasons.length() > 0) & (state.editing != row.path), _flag(row, state)),
            rx.cond(row.draft != "", _proposal(row, state)),
            class_name="tailored-now",
        ),
        _tools(row, state),
        key=row.path,
        class_name="tailored-line",
        custom_attrs={
            "data-path": row.path, "data-holder": row.holder, "data-rank": row.rank, "data-count": row.count,
            "data-kind": row.kind, "data-live": row.live, "data-changed": row.changed,
            "data-flagged": row.reasons.length() > 0,
        },
    )  # fmt: skip


def rows(state: Any) -> rx.Component:
    return rx.el.div(
        rx.cond(state.compared.length() > 0, two_versions("This line was", state)),
        rx.el.div(
            rx.el.p("Your profile"),
            rx.el.p("This résumé"),
            class_name="lines-head",
        ),
        Ordering.create(
            rx.el.ul(
                rx.foreach(
                    state.rows,
                    lambda row: rx.cond(
                        row.kind == "section",
                        rx.el.li(rx.el.h2(row.label, class_name="lines-section"), key=row.path),
                        _row(row, state),
                    ),
                ),
                class_name="tailored-lines",
            ),
            on_put=state.put,
        ),
        class_name="tailoring-lines",
    )
