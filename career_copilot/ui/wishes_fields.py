"""The wishes as a form: one row a wish, each with its choice between hard and soft."""

from typing import Any

import reflex as rx

from career_copilot.domain import wishes_form
from career_copilot.domain.wishes import Wish
from career_copilot.ui import wish_controls
from career_copilot.ui.forms import message
from career_copilot.ui.versions import two_versions


def _hard(wish: Wish, state: Any) -> rx.Component:
    """Two buttons, one of which holds."""
    hard = state.form.hard.contains(str(wish))
    name = wishes_form.NAMES_OF_WISHES[wish]

    def button(text: str, value: bool, on: rx.Var[bool]) -> rx.Component:
        return rx.el.button(
            text, type="button", class_name="segment", aria_pressed=on, on_click=state.set_hard(str(wish), value)
        )

    return rx.el.div(
        button("Nice to have", False, ~hard),
        button("Must", True, hard),
        role="group",
        aria_label=f"{name}: how much it counts",
        class_name="segments",
    )


def _wish(wish: Wish, hint: str, state: Any, *controls: rx.Component) -> rx.Component:
    name = wishes_form.NAMES_OF_WISHES[wish]
    return rx.el.section(
        rx.el.div(rx.el.h2(name, class_name="wish-name"), rx.el.p(hint, class_name="hint"), class_name="wish-text"),
        rx.el.div(
            *controls,
            rx.el.div(
                rx.cond(state.error_at == str(wish), message(state.error, "error")),
                id=f"wish-{wish}-error",
            ),
            class_name="wish-controls",
        ),
        _hard(wish, state),
        aria_label=name,
        class_name="wish",
        custom_attrs={"data-wish": str(wish)},
    )


def _save(state: Any, save: bool) -> rx.Component:
    bar = rx.el.div(
        rx.el.span("Unsaved changes", class_name="quiet-text", role="status"),
        rx.el.button("Discard", type="button", class_name="button quiet", on_click=state.discard),
        rx.el.button("Save", type="button", class_name="button primary", on_click=state.save),
        class_name="save-bar",
    )
    return rx.el.div(
        rx.cond(state.error_at == "", message(state.error, "error")),
        rx.cond(state.dirty, bar) if save else rx.fragment(),
        class_name="save-place",
    )


def wishes_fields(state: Any, save: bool = True) -> rx.Component:
    """The whole form, with its save bar unless the page around it saves."""
    form = state.form
    return rx.el.div(
        rx.cond(state.conflict, two_versions("Your wishes were", state)),
        rx.el.p(
            rx.el.b("Must"),
            ": an opening that violates it is listed below all others. ",
            rx.el.b("Nice to have"),
            ": it costs points. An empty wish counts for nothing. "
            "Work permit and languages are a must until you say otherwise.",
            class_name="wishes-intro",
        ),
        _wish(Wish.TITLES, "What the work is called, in any language you search in.", state,
              wish_controls.words("titles", "Intensive care nurse", "Title", form.titles, state)),
        _wish(Wish.PLACES, "Where you want to work. A country counts as a whole.", state, wish_controls.places(state)),
        _wish(Wish.WORKPLACE, "Any of these.", state,
              wish_controls.choices("workplaces", wishes_form.WORKPLACES, form.workplaces, "Workplace", state)),
        _wish(Wish.PERMIT, "Where you may work already. Violated where an ad asks for a permit you lack and does not sponsor one.", state, wish_controls.permits(state)),
        _wish(Wish.SALARY, "Compared at a dated exchange rate. Many ads state no pay: that is no violation.", state, wish_controls.salary(state)),
        _wish(Wish.LANGUAGES, "What you can work in, besides the languages of your résumé. Violated where an ad requires one you lack.", state,
              wish_controls.languages(state)),
        _wish(Wish.EMPLOYMENT_TYPES, "Any of these.", state,
              wish_controls.choices("employment_types", wishes_form.EMPLOYMENT_TYPES, form.employment_types, "Employment", state)),
        _wish(Wish.SENIORITY, "Any of these.", state,
              wish_controls.choices("seniorities", wishes_form.SENIORITIES, form.seniorities, "Seniority", state)),
        _wish(Wish.AVOID, "Words that speak against an opening, in title, company or text.", state,
              wish_controls.words("avoid", "night shift", "Word to avoid", form.avoid, state)),
        _save(state, save),
        class_name="wishes",
    )  # fmt: skip
