"""A few choices of which one holds."""

from collections.abc import Callable

import reflex as rx


def segments(
    label: str, chosen: rx.Var[str], choices: dict[str, str], on_choose: Callable[[str], object]
) -> rx.Component:
    """Buttons side by side; `choices` are value → text."""
    return rx.el.div(
        *(
            rx.el.button(
                text,
                type="button",
                class_name="segment",
                aria_pressed=chosen == value,
                on_click=on_choose(value),
            )
            for value, text in choices.items()
        ),
        role="group",
        aria_label=label,
        class_name="segments",
    )


def setting(name: str | rx.Var[str], hint: str | rx.Var[str], *controls: rx.Component) -> rx.Component:
    """One line of a list of settings: what it is at the left, its control at the right."""
    return rx.el.div(
        rx.el.div(
            rx.el.div(name, class_name="setting-name"), rx.el.div(hint, class_name="hint"), class_name="setting-text"
        ),
        *controls,
        class_name="setting",
    )


def section(title: str, text: str, *children: rx.Component) -> rx.Component:
    """A titled part of a page."""
    return rx.el.section(
        rx.el.h2(title, class_name="section-title"),
        rx.el.p(text, class_name="section-text"),
        *children,
        class_name="section",
    )
