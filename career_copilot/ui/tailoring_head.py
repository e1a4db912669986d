"""Above the lines of a tailored résumé: what it is for, what stands in its way, and a model's help with its words."""

from typing import Any

import reflex as rx

from career_copilot.ui.draft_lines import stripped


def head(state: Any, model: Any) -> rx.Component:
    top = state.head
    return rx.el.header(
        rx.el.div(
            rx.el.h1(top.title, class_name="page-title", dir="auto"),
            rx.el.p(
                rx.cond(top.base_name != "", rx.fragment("From ", rx.el.bdi(top.base_name), " in your profile. ")),
                "Every line is your own until you change it; each change is a version.",
                class_name="page-subtitle",
            ),
            rx.el.p(
                rx.cond(
                    top.application_id > 0,
                    rx.link("The application", href=f"/applications/{top.application_id}", class_name="fact"),
                    rx.cond(
                        top.opening_id > 0, rx.link("The opening", href=f"/jobs/{top.opening_id}", class_name="fact")
                    ),
                ),
                rx.link("Your profile", href="/profile", class_name="fact"),
                class_name="row-facts",
            ),
        ),
        _suggest(state, model),
        rx.cond(
            top.outdated,
            rx.el.div(
                rx.icon("info", size=16, aria_hidden="true"),
                rx.el.span("Your profile was corrected since this was made from it."),
                rx.el.button(
                    "Choose anew from it", type="button", class_name="button small", on_click=state.choose_again
                ),
                role="status",
                class_name="message info",
            ),
        ),
        rx.cond(
            top.flagged > 0,
            rx.el.div(
                rx.icon("triangle-alert", size=16, aria_hidden="true"),
                rx.el.span(
                    rx.cond(top.flagged == 1, "1 line rests", f"{top.flagged} lines rest"),
                    " on nothing you recorded. It is not given out until you change, remove or confirm what is marked.",
                    id="flagged-note",
                ),
                role="status",
                class_name="message warning",
            ),
        ),
        stripped(top.stripped),
        rx.el.div(
            rx.el.span(state.checked),
            rx.cond(
                (top.by_rules_only > 0) & (model.no_model == "") & ~model.suggesting,
                rx.el.button("Have a model check it", type="button", class_name="button small", on_click=model.check),
            ),
            role="status",
            class_name="draft-checked quiet-text",
        ),
        class_name="tailoring-head",
    )


def _suggest(state: Any, model: Any) -> rx.Component:
    """Other words by a model, and why not; the lines are chosen and ordered without one."""
    return rx.el.div(
        rx.cond(
            model.suggesting,
            rx.el.button("Stop", type="button", class_name="button small", on_click=model.stop),
            rx.el.button(
                rx.icon("sparkles", size=14, aria_hidden="true"), "Suggest wording", type="button",
                class_name="button small", on_click=model.suggest, disabled=model.no_model != "",
                aria_describedby="suggest-note",
            ),
        ),
        rx.el.p(
            rx.cond(
                model.no_model != "",
                rx.fragment(model.no_model, " Lines are chosen and ordered without a model; you can word them yourself."),
                rx.cond(
                    model.note != "",
                    model.note,
                    "A model proposes other words for your lines, each checked against your facts. You decide line by line.",
                ),
            ),
            id="suggest-note", class_name="quiet-text", role="status",
        ),
        rx.cond(
            (state.head.proposals > 0) & ~model.suggesting,
            rx.el.span(
                rx.el.button("Accept what is carried", type="button", class_name="button small", on_click=state.decide_all(True)),
                rx.el.button("Reject all", type="button", class_name="button quiet small", on_click=state.decide_all(False)),
            ),
        ),
        class_name="suggest",
    )  # fmt: skip
