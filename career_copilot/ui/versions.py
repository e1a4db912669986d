"""Two tabs changed the same thing: both versions are there, and the person chooses."""

from typing import Any

import reflex as rx

from career_copilot.domain.versions import Difference


def _difference(one: rx.Var[Difference]) -> rx.Component:
    nothing = rx.el.span("nothing", class_name="quiet-text")
    return rx.el.tr(
        rx.el.th(one.where, scope="row"),
        rx.el.td(rx.cond(one.mine == "", nothing, one.mine)),
        rx.el.td(rx.cond(one.theirs == "", nothing, one.theirs)),
    )


def two_versions(what: str, state: Any) -> rx.Component:
    """What differs, and a button for each version. `what` begins the heading: `This résumé was`."""
    return rx.el.div(
        rx.el.h2(f"{what} also changed in another tab", class_name="section-title"),
        rx.el.p("Both versions are kept until you choose. Where they differ:"),
        rx.el.div(
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th("Line", scope="col"),
                        rx.el.th("Here", scope="col"),
                        rx.el.th("In the other tab", scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(state.compared, _difference)),
                class_name="table",
            ),
            class_name="table-wrap",
            tab_index=0,
            role="region",
            aria_label="Differences",
        ),
        rx.el.div(
            rx.el.button("Keep what is here", type="button", class_name="button primary", on_click=state.keep_mine),
            rx.el.button("Take the other one", type="button", class_name="button", on_click=state.discard),
            class_name="input-row",
        ),
        id="two-versions",
        role="alert",
        tab_index=-1,
        class_name="conflict",
    )
