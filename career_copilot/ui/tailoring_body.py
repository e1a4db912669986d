"""A tailored résumé's page: its head, its lines with what stands beside them; why it is missing; or that it is on its way."""

from typing import Any

import reflex as rx

from career_copilot.ui.layout import empty, skeleton
from career_copilot.ui.tailoring_head import head
from career_copilot.ui.tailoring_rows import rows
from career_copilot.ui.tailoring_side import side


def body(state: Any, model: Any, checks: Any) -> rx.Component:
    title = rx.el.h1("Tailored résumé", class_name="visually-hidden")
    to_openings = rx.link("To your openings", href="/jobs", class_name="button", underline="none")
    shown = rx.cond(
        state.head.id > 0,
        rx.el.div(
            head(state, model),
            rx.el.div(rows(state), side(state, checks), class_name="tailoring-body"),
            class_name="tailoring",
        ),
        rx.fragment(title, skeleton("45%", "30%", "80%", "75%", "60%")),
    )
    missing = rx.fragment(title, empty("search-x", state.missing, to_openings))
    return rx.fragment(rx.cond(state.missing != "", missing, shown), rx.el.div(on_unmount=state.leave))
