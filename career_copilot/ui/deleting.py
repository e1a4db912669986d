"""What is deleted for good is asked about first."""

from typing import Any

import reflex as rx


def ask_to_delete(state: Any, words: str) -> rx.Component:
    """The button that asks, then the question with both answers; of a state with `deleting` and `delete(sure)`."""
    return rx.el.div(
        rx.cond(
            state.deleting,
            rx.fragment(
                rx.el.span("Delete it with all versions, for good?", role="status"),
                rx.el.button("Delete", type="button", class_name="button small danger", on_click=state.delete(True)),
                rx.el.button("Keep", type="button", class_name="button small", on_click=state.delete(False)),
            ),
            rx.el.button(words, type="button", class_name="button quiet small", on_click=state.delete(False)),
        ),
        class_name="delete-ask",
    )
