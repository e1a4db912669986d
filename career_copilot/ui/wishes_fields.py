"""The wishes as a form: one row a wish, each with its choice between hard and soft."""

from typing import Any

import reflex as rx

from career_copilot.domain import wishes_form
from career_copilot.domain.language_names import LANGUAGE_NAMES
from career_copilot.domain.wishes import Wish
from career_copilot.domain.wishes_form import Named, PlaceView
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


def _remove(label: rx.Var[str] | str, on_click: Any) -> rx.Component:
    return rx.el.button(
        rx.icon("x", size=13, aria_hidden="true"),
        type="button",
        class_name="chip-remove",
        aria_label=label,
        on_click=on_click,
    )


def _words(name: str, placeholder: str, label: str, words: rx.Var[list[str]], state: Any) -> rx.Component:
    return rx.fragment(
        rx.el.form(
            rx.el.label(label, html_for=f"wish-{name}", class_name="visually-hidden"),
            rx.el.input(
                id=f"wish-{name}",
                key=f"{name}-{state.renewed[name]}",
                name="word",
                placeholder=placeholder,
                auto_complete="off",
                max_length=200,
                aria_describedby=f"wish-{name}-error",
                class_name="input",
            ),
            rx.el.button("Add", type="submit", class_name="button"),
            on_submit=lambda form: state.add_word(name, form),
            class_name="input-row",
        ),
        rx.el.ul(
            rx.foreach(
                words,
                lambda word: rx.el.li(
                    word, _remove(f"Remove {word}", state.remove_word(name, word)), class_name="chip chosen"
                ),
            ),
            class_name="chips chosen-words",
        ),
    )


def _choices(name: str, choices: dict[str, str], chosen: rx.Var[list[str]], label: str, state: Any) -> rx.Component:
    return rx.el.div(
        *(
            rx.el.button(
                rx.cond(chosen.contains(value), rx.icon("check", size=14, aria_hidden="true")),
                text,
                type="button",
                class_name="chip choice",
                aria_pressed=chosen.contains(value),
                on_click=state.toggle(name, value),
            )
            for value, text in choices.items()
        ),
        role="group",
        aria_label=label,
        class_name="chips",
    )


def _flag(name: str, text: str, on: rx.Var[bool], state: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="checkbox", checked=on, on_change=lambda value: state.set_flag(name, value)),
        text,
        class_name="check",
    )


def _place(place: rx.Var[PlaceView], index: rx.Var[int], state: Any) -> rx.Component:
    return rx.el.li(
        rx.icon("map-pin", size=14, aria_hidden="true"),
        rx.el.span(place.text, rx.cond(place.detail != "", rx.el.span(f", {place.detail}", class_name="quiet-text"))),
        rx.cond(
            place.extent != "",
            rx.el.span(place.extent, class_name="quiet-text"),
            rx.el.select(
                *(rx.el.option(f"{radius} km around", value=str(radius)) for radius in wishes_form.RADII),
                value=place.radius_km.to_string(),
                on_change=lambda value: state.set_radius(index, value),
                aria_label=f"Radius around {place.text}",
                class_name="select small",
            ),
        ),
        _remove(f"Remove {place.text}", state.remove_place(index)),
        class_name="wish-line",
    )


def _places(state: Any) -> rx.Component:
    return rx.fragment(
        rx.el.form(
            rx.el.label("City or country", html_for="wish-places", class_name="visually-hidden"),
            rx.el.input(
                id="wish-places",
                key=f"place-{state.renewed['place']}",
                name="place",
                placeholder="City or country",
                auto_complete="off",
                class_name="input",
                aria_describedby="wish-places-error",
                on_change=lambda text: state.look_for_place(text, state.renewed["place"]).debounce(200),
            ),
            rx.el.button("Add", type="submit", class_name="button"),
            on_submit=state.submit_place,
            class_name="input-row",
        ),
        rx.cond(
            state.places.length() > 0,
            rx.el.ul(
                rx.foreach(
                    state.places,
                    lambda text: rx.el.li(
                        rx.el.button(text, type="button", class_name="menu-item", on_click=state.add_place(text))
                    ),
                ),
                aria_label="Suggested places",
                class_name="suggestions",
            ),
        ),
        rx.el.ul(
            rx.foreach(state.form.places, lambda place, index: _place(place, index, state)), class_name="wish-lines"
        ),
        _flag("relocation", "I would move for the right opening", state.form.relocation, state),
    )


def _permits(state: Any) -> rx.Component:
    return rx.fragment(
        rx.el.select(
            rx.el.option("Add a country", value=""),
            *(rx.el.option(name, value=code) for code, name in wishes_form.countries().items()),
            key=f"permit-{state.renewed['permit']}",
            default_value="",
            on_change=state.add_permit,
            aria_label="Country where you may work",
            class_name="select",
        ),
        rx.el.ul(
            rx.foreach(
                state.form.permits,
                lambda one: rx.el.li(
                    one.name, _remove(f"Remove {one.name}", state.remove_permit(one.code)), class_name="chip chosen"
                ),
            ),
            class_name="chips chosen-words",
        ),
        _flag("needs_sponsorship", "Elsewhere I need a visa sponsor", state.form.needs_sponsorship, state),
    )


def _salary(state: Any) -> rx.Component:
    return rx.el.div(
        rx.el.input(
            id="wish-salary",
            key=f"salary-{state.renewed['salary']}-{state.form.salary_floor}",
            default_value=state.form.salary_floor,
            on_blur=lambda value: state.set_salary("floor", value),
            input_mode="numeric",
            placeholder="No floor",
            aria_label="Salary floor",
            aria_describedby="wish-salary-error",
            auto_complete="off",
            class_name="input",
        ),
        rx.el.select(
            *(rx.el.option(code, value=code) for code in wishes_form.CURRENCIES),
            value=state.form.salary_currency,
            on_change=lambda value: state.set_salary("currency", value),
            aria_label="Currency",
            class_name="select",
        ),
        rx.el.select(
            *(rx.el.option(text, value=value) for value, text in wishes_form.PERIODS.items()),
            value=state.form.salary_period,
            on_change=lambda value: state.set_salary("period", value),
            aria_label="Period",
            class_name="select",
        ),
        class_name="input-row salary",
    )


def _levels(**props: Any) -> rx.Component:
    options = (rx.el.option("Native" if level == "native" else level, value=level) for level in wishes_form.LEVELS)
    return rx.el.select(*options, **props)


def _language(one: rx.Var[Named], state: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(one.name),
        _levels(
            value=one.level,
            on_change=lambda level: state.set_level(one.code, level),
            aria_label=f"Level of {one.name}",
            class_name="select small",
        ),
        _remove(f"Remove {one.name}", state.remove_language(one.code)),
        class_name="wish-line",
    )


def _languages(state: Any) -> rx.Component:
    return rx.fragment(
        rx.el.form(
            rx.el.select(
                rx.el.option("Language", value=""),
                *(rx.el.option(name, value=code) for code, name in LANGUAGE_NAMES.items()),
                key=f"language-{state.renewed['language']}",
                name="code",
                default_value="",
                aria_label="Language",
                class_name="select",
            ),
            _levels(name="level", default_value="B2", aria_label="Your level", class_name="select level"),
            rx.el.button("Add", type="submit", class_name="button"),
            on_submit=state.add_language,
            class_name="input-row",
        ),
        rx.el.ul(rx.foreach(state.form.languages, lambda one: _language(one, state)), class_name="wish-lines"),
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
              _words("titles", "Intensive care nurse", "Title", form.titles, state)),
        _wish(Wish.PLACES, "Where you want to work. A country counts as a whole.", state, _places(state)),
        _wish(Wish.WORKPLACE, "Any of these.", state,
              _choices("workplaces", wishes_form.WORKPLACES, form.workplaces, "Workplace", state)),
        _wish(Wish.PERMIT, "Where you may work already. Violated where an ad asks for a permit you lack and does not sponsor one.", state, _permits(state)),
        _wish(Wish.SALARY, "Compared at a dated exchange rate. Many ads state no pay: that is no violation.", state, _salary(state)),
        _wish(Wish.LANGUAGES, "What you can work in, besides the languages of your résumé. Violated where an ad requires one you lack.", state,
              _languages(state)),
        _wish(Wish.EMPLOYMENT_TYPES, "Any of these.", state,
              _choices("employment_types", wishes_form.EMPLOYMENT_TYPES, form.employment_types, "Employment", state)),
        _wish(Wish.SENIORITY, "Any of these.", state,
              _choices("seniorities", wishes_form.SENIORITIES, form.seniorities, "Seniority", state)),
        _wish(Wish.AVOID, "Words that speak against an opening, in title, company or text.", state,
              _words("avoid", "night shift", "Word to avoid", form.avoid, state)),
        _save(state, save),
        class_name="wishes",
    )  # fmt: skip
