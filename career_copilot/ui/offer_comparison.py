"""The comparison of offers: the table, the form of the weights, and the formula in words."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.offers import CURRENCIES, rate_date
from career_copilot.ui.forms import message
from career_copilot.ui.versions import two_versions

WEIGHTS = {
    "base": "Base", "bonus": "Bonus", "equity": "Equity", "days_off": "Days off", "commute": "Commute",
    "remote": "Days at home", "cost_of_living": "Cost of living",
}  # fmt: skip


class Cell(BaseModel):
    """One number and how it came about."""

    amount: str
    how: str


class Line(BaseModel):
    """One row of the comparison."""

    name: str
    cells: list[Cell]


class Column(BaseModel):
    """One offer."""

    application: int
    title: str
    company: str
    base: str
    decide: str
    total: str
    best: bool
    unknown: str


def _column(one: rx.Var[Column]) -> rx.Component:
    return rx.el.th(
        rx.link(rx.el.bdi(one.title), href=f"/applications/{one.application}"),
        rx.cond(one.company != "", rx.el.div(rx.el.bdi(one.company), class_name="quiet-text")),
        rx.el.div(one.base, class_name="quiet-text"),
        rx.cond(one.decide != "", rx.el.div(f"decide by {one.decide}", class_name="quiet-text")),
        scope="col",
    )


def _line(line: rx.Var[Line]) -> rx.Component:
    return rx.el.tr(
        rx.el.th(line.name, scope="row"),
        rx.foreach(
            line.cells,
            lambda cell: rx.el.td(
                rx.el.div(cell.amount, class_name="number"), rx.el.div(cell.how, class_name="quiet-text offer-how")
            ),
        ),
    )


def table(state: Any) -> rx.Component:
    """The offers side by side."""
    return rx.el.div(
        rx.el.table(
            rx.el.thead(rx.el.tr(rx.el.td(state.currency, " a year"), rx.foreach(state.columns, _column))),
            rx.el.tbody(rx.foreach(state.lines, _line)),
            rx.el.tfoot(
                rx.el.tr(
                    rx.el.th("Worth a year", scope="row"),
                    rx.foreach(
                        state.columns,
                        lambda one: rx.el.td(
                            rx.el.div(
                                rx.el.span(one.total, class_name="offer-total"),
                                rx.cond(one.best, rx.el.span("highest", class_name="badge green")),
                                class_name="number",
                            ),
                            rx.cond(
                                one.unknown != "", rx.el.div(f"without {one.unknown}", class_name="quiet-text offer-how")
                            ),
                        ),
                    ),
                )
            ),
            class_name="table offer-table",
        ),
        class_name="table-wrap",
        tab_index=0,
        role="region",
        aria_label="Offers side by side",
    )  # fmt: skip


def weights_form(state: Any) -> rx.Component:
    """How much each part counts."""

    def weight(name: str, text: str) -> rx.Component:
        most = "1" if name == "cost_of_living" else "5"
        return rx.el.div(
            rx.el.label(text, html_for=f"weight-{name}", class_name="label"),
            rx.el.input(
                id=f"weight-{name}", name=name, type="number", min="0", max=most, step="0.05", class_name="input",
                default_value=state.weights[name], key=f"{name}-{state.renewed}",
            ),
            class_name="field",
        )  # fmt: skip

    return rx.el.form(
        rx.el.h2("What counts for you", class_name="section-title"),
        rx.el.p("1 is face value, 0 is not at all.", class_name="quiet-text"),
        rx.cond(state.compared.length() > 0, two_versions("These weights were", state)),
        rx.el.div(
            *(weight(name, text) for name, text in WEIGHTS.items()),
            rx.el.div(
                rx.el.label("Compare in", html_for="weight-currency", class_name="label"),
                rx.el.select(
                    *(rx.el.option(code, value=code) for code in CURRENCIES),
                    id="weight-currency", name="currency", default_value=state.currency, class_name="select",
                    key=f"currency-{state.renewed}",
                ),
                class_name="field",
            ),
            class_name="weight-fields",
            on_focus=state.begin,
        ),
        message(state.error, "error"),
        rx.el.div(rx.el.button("Compare", type="submit", class_name="button primary"), class_name="form-tools"),
        on_submit=state.weigh,
        class_name="form card weights",
    )  # fmt: skip


def formula() -> rx.Component:
    """How the numbers come about."""
    return rx.el.section(
        rx.el.h2("How it is computed", class_name="section-title"),
        rx.el.p(
            "(base + bonus + equity + days off × pay of a day − hours of commuting × pay of an hour + days at home × pay of "
            "an hour, each × its weight) × (100 / cost of living) ^ its weight. The pay of a day is base / 260, that of an "
            "hour base / 2,080; you commute twice on each day at the office, in 46 weeks. What is unknown counts nothing "
            "and is named. Currencies are converted at the reference rates of the European Central Bank of "
            f"{rate_date()}. It is arithmetic, not advice: taxes, risk and people are not in it."
        ),
        class_name="offer-formula",
    )
