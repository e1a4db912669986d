"""What stands at an unknown address."""

import reflex as rx

from career_copilot.ui.layout import account_frame


def missing_page() -> rx.Component:
    return account_frame(
        rx.el.h1("There is nothing at this address", class_name="card-title"),
        rx.el.p("The link may be mistyped, or what it led to is gone."),
        rx.el.a("Go to the openings", href="/jobs", class_name="button primary"),
    )
