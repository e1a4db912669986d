"""`/` for people who are not logged in: what this is, in three sentences. Who is logged in is sent on before."""

import reflex as rx

from career_copilot.pages.session import Page
from career_copilot.ui.layout import brand

SENTENCES = (
    "Drop in your résumé and follow the companies you would work for.",
    "Career Copilot reads their job boards and ranks every opening for you, with the lines of the ad and of your résumé that it rests on.",
    "Everything stays on this server; you see what it knows, where it comes from, and can delete it.",
)


def index_page() -> rx.Component:
    return rx.el.div(
        rx.el.header(brand(), class_name="account-head"),
        rx.el.main(
            rx.el.h1("Openings that fit, and why.", class_name="landing-title"),
            *(rx.el.p(sentence, class_name="landing-text") for sentence in SENTENCES),
            rx.el.div(
                rx.el.a("Sign up", href="/signup", class_name="button primary large"),
                rx.el.a("Log in", href="/login", class_name="button large"),
                class_name="landing-actions",
            ),
            id="main",
            class_name="landing",
        ),
        class_name="account-frame",
    )


PAGES = [Page("/", "Openings that fit", index_page, private=False)]
