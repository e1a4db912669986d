"""The filters of the Jobs page: one form whose every field is a parameter of the address."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.language_names import language_name
from career_copilot.domain.opening_words import EMPLOYMENT_TYPES, SENIORITIES, WORKPLACES
from career_copilot.domain.posting import SalaryPeriod, Workplace
from career_copilot.domain.wishes_form import CURRENCIES
from career_copilot.ui.forms import message

OFTEN = ("en", "de", "fr", "es", "nl", "it", "pt", "pl", "sv", "da")  # languages of ads to choose from
SORTS = {"best": "Best match", "newest": "Newest", "salary": "Salary"}
DAYS = {"1": "Last 24 hours", "3": "Last 3 days", "7": "Last week", "30": "Last 30 days"}


class FilterValues(BaseModel):
    """What the fields show: the query in the address, as text."""

    q: str = ""
    view: str = "all"
    place: str = ""
    radius: str = "50"
    workplace: list[str] = []
    employment: list[str] = []
    seniority: list[str] = []
    salary: str = ""
    currency: str = "EUR"
    period: str = "year"
    unstated: bool = True
    days: str = ""
    board: list[str] = []
    language: str = ""
    language_name: str = ""
    score: str = ""
    closed: bool = False
    sort: str = "best"


class Chip(BaseModel):
    """A filter that is on, and the address without it."""

    text: str
    href: str


def _options(options: dict[str, Any], value: rx.Var[str], other: str | rx.Var[str]) -> tuple[rx.Component, ...]:
    """The choices, and what an address asks for without being one of them, called `other`: it stays chosen."""
    return (
        *(rx.el.option(text, value=key) for key, text in options.items()),
        rx.cond(rx.Var.create(list(options)).contains(value), rx.fragment(), rx.el.option(other, value=value)),
    )


def _select(name: str, label: str, options: dict[str, str], value: rx.Var[str], other: rx.Var[str]) -> rx.Component:
    return rx.el.label(
        rx.el.span(label, class_name="label"),
        rx.el.select(
            *_options({"": "Any", **options}, value, other),
            name=name,
            default_value=value,
            class_name="select",
        ),
        class_name="field",
    )


def _checks(name: str, label: str, options: dict[str, str], values: rx.Var[list[str]]) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(label, class_name="label"),
        *(
            rx.el.label(
                rx.el.input(type="checkbox", name=f"{name}.{key}", default_checked=values.contains(key)),
                text,
                class_name="check",
            )
            for key, text in options.items()
        ),
        class_name="field checks",
    )


def _salary(values: rx.Var[FilterValues], error: rx.Var[str]) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend("Salary of at least", class_name="label"),
        rx.el.div(
            rx.el.input(
                id="filter-salary",
                name="salary",
                type="text",
                input_mode="numeric",
                default_value=values.salary,
                aria_label="Amount",
                placeholder="60000",
                aria_invalid=error != "",
                aria_describedby="filter-salary-error",
                class_name="input",
            ),
            rx.el.select(
                *_options({currency: currency for currency in CURRENCIES}, values.currency, values.currency),
                name="currency",
                default_value=values.currency,
                aria_label="Currency",
                class_name="select",
            ),
            rx.el.select(
                *(rx.el.option(f"a {period}", value=str(period)) for period in SalaryPeriod if period != "hour"),
                rx.el.option("an hour", value="hour"),
                name="period",
                default_value=values.period,
                aria_label="Period",
                class_name="select",
            ),
            class_name="input-row",
        ),
        rx.el.div(message(error, "error"), id="filter-salary-error"),
        rx.el.label(
            rx.el.input(type="checkbox", name="unstated", default_checked=values.unstated),
            "Also openings that state no salary",
            class_name="check",
        ),
        class_name="field",
    )


def _panel(values: rx.Var[FilterValues], boards: dict[str, str], salary_error: rx.Var[str]) -> rx.Component:
    """The less used filters. The browser's own popover: Escape and a click outside close it."""
    return rx.el.div(
        rx.el.div(
            rx.el.p("Filters", class_name="section-title"),
            rx.el.button(
                rx.icon("x", size=18, aria_hidden="true"),
                type="button",
                aria_label="Close the filters",
                class_name="button quiet icon",
                custom_attrs={"popoverTarget": "more-filters", "popoverTargetAction": "hide"},
            ),
            class_name="panel-head",
        ),
        rx.el.label(
            rx.el.span("Kilometres around the city", class_name="label"),
            rx.el.input(
                name="radius", type="number", min=0, max=1000, step=1, default_value=values.radius, class_name="input"
            ),
            class_name="field",
        ),
        _checks(
            "workplace",
            "Workplace",
            {str(key): text for key, text in WORKPLACES.items() if key != Workplace.UNKNOWN},
            values.workplace,
        ),
        _salary(values, salary_error),
        _checks(
            "employment", "Employment", {str(key): text for key, text in EMPLOYMENT_TYPES.items()}, values.employment
        ),
        _checks("seniority", "Seniority", {str(key): text for key, text in SENIORITIES.items()}, values.seniority),
        _select(
            "language",
            "Language of the ad",
            {code: language_name(code) for code in OFTEN},
            values.language,
            values.language_name,
        ),
        _select(
            "score", "Score of at least", {str(n): str(n) for n in (40, 50, 60, 70, 80)}, values.score, values.score
        ),
        _checks("board", "Job board", boards, values.board),
        rx.el.label(
            rx.el.input(type="checkbox", name="closed", default_checked=values.closed),
            "Also openings that are closed",
            class_name="check",
        ),
        rx.el.div(rx.el.button("Show results", type="submit", class_name="button primary"), class_name="panel-foot"),
        id="more-filters",
        class_name="filter-panel",
        custom_attrs={"popover": "auto"},
    )


def _search(value: rx.Var[str]) -> rx.Component:
    return rx.el.div(
        rx.icon("search", size=16, aria_hidden="true", class_name="search-sign"),
        rx.el.input(
            id="jobs-search",
            name="q",
            type="search",
            default_value=value,
            placeholder="Search titles, companies, skills",
            aria_label="Search",
            title='Words, "a phrase", -without, or',
            class_name="input",
            max_length=200,
        ),
        class_name="search",
    )


def short_select(
    name: str, label: str, options: dict[str, Any], value: rx.Var[str], other: str | rx.Var[str] = ""
) -> rx.Component:
    """A select beside the search field: its label is for screen readers only. `other` are the words for a value that is
    none of the options: an address may ask for it."""
    return rx.el.label(
        rx.el.span(label, class_name="visually-hidden"),
        rx.el.select(*_options(options, value, other), name=name, default_value=value, class_name="select"),
    )


def filters(
    values: rx.Var[FilterValues],
    form: rx.Var[int],
    apply: Any,
    boards: dict[str, str],
    count: rx.Var[int],
    salary_error: rx.Var[str],
) -> rx.Component:
    """`apply` gets the form; `form` is another number when the fields must show another query."""
    return rx.el.form(
        rx.el.input(type="hidden", name="view", value=values.view, read_only=True),
        _search(values.q),
        rx.el.input(
            name="place",
            type="text",
            default_value=values.place,
            placeholder="City, country or remote",
            aria_label="Place",
            class_name="input place",
            max_length=80,
        ),
        short_select("days", "Posted", {"": "Any date", **DAYS}, values.days, f"Last {values.days} days"),
        short_select(
            "sort", "Sort", SORTS | {"best": rx.cond(values.q != "", "Relevance", SORTS["best"])}, values.sort
        ),
        rx.el.button(
            rx.icon("sliders-horizontal", size=16, aria_hidden="true"),
            "Filters",
            rx.cond(count > 0, rx.el.span(count, class_name="count-dot"), rx.fragment()),
            type="button",
            class_name="button",
            custom_attrs={"popoverTarget": "more-filters"},
        ),
        rx.el.button("Search", type="submit", class_name="visually-hidden"),
        _panel(values, boards, salary_error),
        key=f"filters-{form}",
        on_submit=apply,
        class_name="filters",
        role="search",
        custom_attrs={"data-applies": ""},
    )


def chips(active: rx.Var[list[Chip]]) -> rx.Component:
    """The filters that are on, each with the way to take it off."""
    return rx.foreach(
        active,
        lambda chip: rx.link(
            chip.text,
            rx.icon("x", size=12, aria_label="remove this filter"),
            href=chip.href,
            class_name="chip",
            underline="none",
        ),
    )
