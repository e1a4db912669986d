"""What is said while the server does not answer: in our words instead of the framework's, and gone with the reconnection."""

import reflex as rx
from reflex.components.core.banner import has_too_many_connection_errors


@rx.memo
def connection_notice() -> rx.Component:
    """One failed attempt is no news: the next is made at once."""
    return rx.el.div(
        rx.cond(
            has_too_many_connection_errors,
            rx.el.p(
                rx.icon("cloud-off", size=16, aria_hidden="true"),
                "No connection to the server. What you saved is safe; this page goes on by itself when it is back.",
                class_name="message warning connection",
            ),
        ),
        role="status",
    )


def notice() -> rx.Component:
    """Takes the place of the framework's own over all pages."""
    return rx.fragment(connection_notice())
