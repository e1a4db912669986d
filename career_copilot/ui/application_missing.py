"""What stands in the place of an application that is not there: that there is none, or that it was deleted and the way back."""

from typing import Any

import reflex as rx

from career_copilot.ui.layout import empty


def missing(state: Any) -> rx.Component:
    back = rx.el.button("Bring it back", type="button", class_name="button primary", on_click=state.restore)
    return rx.fragment(
        rx.el.h1("Application", class_name="visually-hidden"),
        rx.cond(
            state.deleted,
            empty("trash-2", state.missing, back, _all()),
            empty("search-x", state.missing, _all()),
        ),
    )


def _all() -> rx.Component:
    return rx.link("All applications", href="/applications", class_name="button", underline="none")
