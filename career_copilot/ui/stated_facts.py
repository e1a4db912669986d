"""What a person stated of themselves, beside résumé and achievements: sentences they accepted, facts they wrote down."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.ui.forms import message


class StatedRow(BaseModel):
    """`origin`: where it comes from, and when; `reasons`: why it had been flagged."""

    id: int
    text: str
    origin: str
    exact: str
    reasons: str


def _adding(state: Any) -> rx.Component:
    return rx.el.form(
        rx.el.label("One more", html_for="stated-new", class_name="label"),
        rx.el.div(
            rx.el.input(
                id="stated-new", name="text", key=f"stated-new-{state.revision}", auto_complete="off", dir="auto",
                placeholder="I hold a driving licence of class C", class_name="input",
            ),
            rx.el.button("Add", type="submit", class_name="button"),
            class_name="input-row",
        ),
        on_submit=state.add,
        class_name="field",
    )  # fmt: skip


def _form(row: rx.Var[StatedRow], state: Any) -> rx.Component:
    return rx.el.form(
        rx.el.label("The fact", html_for="stated-text", class_name="label"),
        rx.el.textarea(
            id="stated-text", name="text", default_value=row.text, rows="2", dir="auto", class_name="textarea grows"
        ),
        message(state.error, "error"),
        rx.el.div(
            rx.el.button("Save", type="submit", class_name="button primary small"),
            rx.el.button("Cancel", type="button", class_name="button small", on_click=state.cancel),
            class_name="story-tools",
        ),
        on_submit=state.save,
        class_name="form",
    )


def _row(row: rx.Var[StatedRow], state: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(
            state.editing == row.id,
            _form(row, state),
            rx.fragment(
                rx.el.div(
                    rx.el.p(row.text, dir="auto", class_name="stated-text"),
                    rx.el.div(
                        rx.el.button(
                            "Edit", id=f"edit-stated-{row.id}", type="button", class_name="button quiet small",
                            aria_label=f"Edit: {row.text}", on_click=state.edit(row.id),
                        ),
                        rx.el.button(
                            "Delete", type="button", class_name="button quiet small",
                            aria_label=f"Delete: {row.text}", on_click=state.delete(row.id),
                        ),
                        class_name="story-tools",
                    ),
                    class_name="story-head",
                ),
                rx.el.p(row.origin, title=row.exact, class_name="quiet-text"),
                rx.cond(row.reasons != "", rx.el.p(f"Flagged then: {row.reasons}.", class_name="quiet-text")),
            ),
        ),
        key=row.id,
        class_name="card stated",
    )  # fmt: skip


def stated(state: Any) -> rx.Component:
    """The list, with the way to add to it."""
    return rx.el.section(
        rx.el.h2("What you stated", class_name="section-title"),
        rx.el.p(
            "Flagged sentences that you called true, and facts that no résumé of yours has. They count until you delete them; "
            "sentences that rest on one are flagged again then.",
            class_name="quiet-text",
        ),
        _adding(state),
        rx.cond(state.editing == 0, message(state.error, "error")),
        rx.cond(
            state.rows.length() > 0,
            rx.el.ul(rx.foreach(state.rows, lambda row: _row(row, state)), class_name="stories"),
            rx.el.p("Nothing yet.", class_name="quiet-text"),
        ),
        class_name="bank",
    )
