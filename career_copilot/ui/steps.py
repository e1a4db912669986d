"""The steps of a way through: where one is, and a way back or ahead."""

from typing import Any

import reflex as rx


def steps(names: tuple[str, ...], current: rx.Var[int], go: Any) -> rx.Component:
    """Numbered from 1."""
    return rx.el.ol(
        *(
            rx.el.li(
                rx.el.button(
                    rx.el.span(
                        rx.cond(current > number, rx.icon("check", size=13, aria_label="done"), str(number)),
                        class_name="step-number",
                    ),
                    rx.el.span(name),
                    type="button",
                    class_name="step-name",
                    aria_current=rx.cond(current == number, "step", "false"),
                    on_click=go(number),
                )
            )
            for number, name in enumerate(names, 1)
        ),
        aria_label="Steps",
        class_name="steps",
    )
