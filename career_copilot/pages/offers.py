"""Offers side by side: what a year of each is worth by the weights that the person sets, number by number."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.ages import day
from career_copilot.domain.offers import CURRENCIES, OfferPart, OfferWeights, Worth, base_words, rate_date, worth
from career_copilot.domain.offers_form import read_weights
from career_copilot.errors import CareerCopilotError
from career_copilot.live import Topic
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.pages.undoing import told
from career_copilot.services import offers, preferences
from career_copilot.services.offers import OfferView
from career_copilot.ui.forms import message
from career_copilot.ui.layout import back, empty, page_head, shell, skeleton

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


class CompareState(Session):
    """The comparison as it stands on the screen."""

    loaded: bool = False
    columns: list[Column] = []
    lines: list[Line] = []
    weights: dict[str, str] = {}
    currency: str = "EUR"
    renewed: int = 0
    error: str = ""
    _version: int = 0

    async def _read(self) -> None:
        views = await asyncio.to_thread(offers.all_of, self._user_id)
        weights, self._version = await asyncio.to_thread(preferences.of, self._user_id, OfferWeights)
        worths = [worth(view.terms, weights) for view in views]
        self.columns = columns(views, worths, self.time_zone)
        self.lines = lines(worths)
        shown = {name: f"{getattr(weights, name):f}" for name in WEIGHTS}
        if shown != self.weights or weights.currency != self.currency:
            self.weights, self.currency, self.renewed = shown, weights.currency, self.renewed + 1
        self.loaded = True

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic == Topic.APPLICATIONS:
            await self._read()

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened."""
        self._follow_live()
        self.error = ""
        await self._read()

    @rx.event
    @signed_in
    async def leave(self):
        self.loaded, self.columns, self.lines = False, [], []

    @rx.event
    @signed_in
    async def weigh(self, sent: dict[str, Any]):
        """Other weights."""
        self.error = ""
        try:
            weights = read_weights(sent if isinstance(sent, dict) else {})
            change = await asyncio.to_thread(preferences.save, self._user_id, weights, self._version, datetime.now(UTC))
        except CareerCopilotError as error:
            self.error = str(error)
            return None
        if "" in sent.values():  # what counts instead of an empty one is shown
            self.weights = {}
        await self._read()
        return told(change)


def columns(views: list[OfferView], worths: list[Worth], zone: str) -> list[Column]:
    """The heads: of those that could be summed up, the highest is marked."""
    totals = [found.total for found in worths if found.total is not None]
    highest = max(totals) if len(totals) > 1 else None
    return [
        Column(
            application=view.application_id,
            title=view.title,
            company=view.company,
            base=base_words(view.terms) or "unknown",
            decide=day(view.decide_by, zone),
            total=f"{found.total:,.0f}" if found.total is not None else "n/a",
            best=found.total is not None and found.total == highest,
            unknown=", ".join(found.unknown).lower(),
        )
        for view, found in zip(views, worths, strict=True)
    ]


def lines(worths: list[Worth]) -> list[Line]:
    """A row for each part of the formula; an offer that lacks a part says so."""
    names = list(dict.fromkeys(part.name for found in worths for part in found.parts))
    rows = []
    for name in names:
        parts = [next((part for part in found.parts if part.name == name), None) for found in worths]
        cells = [
            Cell(amount=_amount(part), how=part.how.removeprefix("n/a: ")) if part else Cell(amount="–", how="counts 0")
            for part in parts
        ]
        rows.append(Line(name=name, cells=cells))
    factors = [Cell(amount=f"× {found.factor:.3f}", how=found.factor_how) for found in worths]
    return [*rows, Line(name="Cost of living", cells=factors)] if rows else []


def _amount(part: OfferPart) -> str:
    return "n/a" if part.amount is None else f"{part.amount:,.0f}".replace("-", "−")


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


def _table() -> rx.Component:
    state = CompareState
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


def _weights() -> rx.Component:
    state = CompareState

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
        ),
        message(state.error, "error"),
        rx.el.div(rx.el.button("Compare", type="submit", class_name="button primary"), class_name="form-tools"),
        on_submit=state.weigh,
        class_name="form card weights",
    )  # fmt: skip


def _formula() -> rx.Component:
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


def compare_page() -> rx.Component:
    return shell(
        back("All applications", "/applications"),
        page_head("Offers", subtitle="Side by side, by what counts for you."),
        rx.cond(
            CompareState.loaded,
            rx.cond(
                CompareState.columns.length() > 0,
                rx.el.div(_table(), _weights(), _formula(), on_unmount=CompareState.leave, class_name="compare"),
                empty(
                    "scale",
                    "Offers that you enter on an application's page stand here side by side.",
                    rx.link("All applications", href="/applications", class_name="button", underline="none"),
                ),
            ),
            skeleton("40%", "80%", "75%", "70%"),
        ),
        active="/applications",
    )


PAGES = [Page("/applications/offers", "Offers", compare_page, on_load=CompareState.load)]
