"""The facts of an application, beside its tabs."""

from typing import Any

import reflex as rx


def facts(head: Any) -> rx.Component:
    """What is known, and the ways to the ad and to the opening. `head` is `pages/application_view.py`'s."""

    def link(text: str, href: rx.Var[str]) -> rx.Component:
        return rx.el.a(
            text,
            rx.icon("external-link", size=14, aria_hidden="true"),
            href=href,
            target="_blank",
            rel="noopener noreferrer",
        )

    return rx.el.section(
        rx.el.h2("Facts", class_name="side-title"),
        rx.el.dl(
            rx.foreach(
                head.facts,
                lambda fact: rx.el.div(
                    rx.el.dt(fact.what), rx.el.dd(rx.el.bdi(fact.value), title=fact.exact)
                ),
            ),
            class_name="facts",
        ),
        rx.el.p(
            rx.cond(head.url != "", link("Open the ad", head.url)),
            rx.cond(head.opening_id > 0, rx.link("The opening, with its match", href=f"/jobs/{head.opening_id}")),
            class_name="side-links",
        ),
        class_name="side-card card",
    )  # fmt: skip
