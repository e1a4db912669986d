"""What a wish is said with: words, places, choices, amounts. `wishes_fields.py` puts them into rows."""

from typing import Any

import reflex as rx

from career_copilot.domain import money, wished_places, wishes_form
from career_copilot.domain.language_names import LANGUAGE_NAMES
from career_copilot.domain.wishes_form import Named, PlaceView


def _remove(label: rx.Var[str] | str, on_click: Any) -> rx.Component:
    return rx.el.button(
        rx.icon("x", size=13, aria_hidden="true"),
        type="button",
        class_name="chip-remove",
        aria_label=label,
        on_click=on_click,
    )


def words(name: str, placeholder: str, label: str, words: rx.Var[list[str]], state: Any) -> rx.Component:
    return rx.fragment(
        rx.el.form(
            rx.el.label(label, html_for=f"wish-{name}", class_name="visually-hidden"),
            rx.el.input(
                id=f"wish-{name}",
                key=f"{name}-{state.renewed[name]}",
                name="word",
                placeholder=placeholder,
                auto_complete="off",
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


def choices(name: str, choices: dict[str, str], chosen: rx.Var[list[str]], label: str, state: Any) -> rx.Component:
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


def flag(name: str, text: str, on: rx.Var[bool], state: Any) -> rx.Component:
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
                *(rx.el.option(f"{radius} km around", value=str(radius)) for radius in wished_places.RADII),
                value=place.radius_km.to_string(),
                on_change=lambda value: state.set_radius(index, value),
                aria_label=f"Radius around {place.text}",
                class_name="select small",
            ),
        ),
        _remove(f"Remove {place.text}", state.remove_place(index)),
        class_name="wish-line",
    )


def _suggestions(state: Any) -> rx.Component:
    """They lie over what is below, so that nothing moves while a name is typed."""
    return rx.cond(
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
    )


def places(state: Any) -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.form(
                rx.el.label("City, country or region", html_for="wish-places", class_name="visually-hidden"),
                rx.el.input(
                    id="wish-places",
                    key=f"place-{state.renewed['place']}",
                    name="place",
                    placeholder="City, country or region",
                    auto_complete="off",
                    class_name="input",
                    aria_describedby="wish-places-error",
                    on_change=lambda text: state.look_for_place(text, state.renewed["place"]).debounce(200),
                ),
                rx.el.button("Add", type="submit", class_name="button"),
                on_submit=state.submit_place,
                class_name="input-row",
            ),
            _suggestions(state),
            class_name="suggested",
        ),
        rx.el.ul(
            rx.foreach(state.form.places, lambda place, index: _place(place, index, state)), class_name="wish-lines"
        ),
        flag("relocation", "I would move for the right opening", state.form.relocation, state),
    )


def permits(state: Any) -> rx.Component:
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
        flag("needs_sponsorship", "Elsewhere I need a visa sponsor", state.form.needs_sponsorship, state),
    )


def salary(state: Any) -> rx.Component:
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
            *(rx.el.option(text, value=value) for value, text in money.PERIODS.items()),
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


def languages(state: Any) -> rx.Component:
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
