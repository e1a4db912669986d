"""The line that says why nothing goes on, wherever something waits for the worker."""

import reflex as rx

from career_copilot.ui.person import Person


def worker_note(waits: rx.Var[bool]) -> rx.Component:
    """Nothing while nothing `waits`, or while the worker answers."""
    return rx.cond(
        waits & Person.worker_silent,
        rx.el.p(
            rx.icon("circle-alert", size=14, aria_hidden="true"),
            rx.el.span(
                "The worker does not answer: what waits goes on when it is back. ",
                rx.el.a("/_health", href="/_health", target="_blank"),
                " tells more.",
            ),
            role="status",
            class_name="source-note warn worker-note",
        ),
    )
