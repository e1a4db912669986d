"""Offers side by side: what a year of each is worth by the weights that the person sets, number by number."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain.ages import day
from career_copilot.domain.offers import (
    DEFAULT_WEIGHTS,
    OfferPart,
    OfferWeights,
    Worth,
    base_words,
    worth,
)
from career_copilot.domain.offers_form import read_weights
from career_copilot.domain.versions import Difference, differences
from career_copilot.errors import ConflictError, InvalidInputError
from career_copilot.live import Topic
from career_copilot.pages.focus import focus_on
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.pages.undoing import told
from career_copilot.services import offers, preferences
from career_copilot.services.offers import OfferView
from career_copilot.ui.layout import back, empty, page_head, shell, skeleton
from career_copilot.ui.offer_comparison import WEIGHTS, Cell, Column, Line, formula, table, weights_form


class CompareState(Session):
    """The comparison as it stands on the screen."""

    loaded: bool = False
    columns: list[Column] = []
    lines: list[Line] = []
    weights: dict[str, str] = {}
    currency: str = "EUR"
    renewed: int = 0
    compared: list[Difference] = []
    error: str = ""
    _version: int = 0
    _typing: bool = False  # from the first field that was entered until it is saved: the form stays as it is
    _mine: OfferWeights = DEFAULT_WEIGHTS

    async def _read(self) -> None:
        views = await asyncio.to_thread(offers.all_of, self._user_id)
        weights, version = await asyncio.to_thread(preferences.of, self._user_id, OfferWeights)
        worths = [worth(view.terms, weights) for view in views]
        self.columns = columns(views, worths, self.time_zone)
        self.lines = lines(worths)
        if not self._typing:
            self._fill(weights, version)
        self.loaded = True

    def _fill(self, weights: OfferWeights, version: int) -> None:
        shown = {name: f"{getattr(weights, name):f}" for name in WEIGHTS}
        if shown != self.weights or weights.currency != self.currency:
            self.weights, self.currency, self.renewed = shown, weights.currency, self.renewed + 1
        self._version = version

    def _begin_anew(self) -> None:
        """The form shows what is kept."""
        self.weights, self._typing, self.compared, self.error = {}, False, [], ""

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic == Topic.APPLICATIONS:
            await self._read()

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened."""
        self._follow_live()
        self._begin_anew()
        await self._read()

    @rx.event
    @signed_in
    async def leave(self):
        self.loaded, self.columns, self.lines = False, [], []

    @rx.event
    @signed_in
    async def begin(self):
        """A field was entered: what another tab saves from now on is not put over what is typed."""
        self._typing = True

    @rx.event
    @signed_in
    async def weigh(self, sent: dict[str, Any]):
        """Other weights."""
        self.error = ""
        try:
            self._mine = read_weights(sent if isinstance(sent, dict) else {})
        except InvalidInputError as error:
            self.error = str(error)
            return None
        return await self._save(self._version)

    @rx.event
    @signed_in
    async def keep_mine(self):
        """Of two versions, this tab's."""
        _, version = await asyncio.to_thread(preferences.of, self._user_id, OfferWeights)
        return await self._save(version)

    @rx.event
    @signed_in
    async def discard(self):
        """Of two versions, the other tab's."""
        self._begin_anew()
        await self._read()

    async def _save(self, version: int) -> Any:
        change, mine = None, self.get_value("_mine")
        try:
            change = await asyncio.to_thread(preferences.save, self._user_id, mine, version, datetime.now(UTC))
        except ConflictError:
            theirs, _ = await asyncio.to_thread(preferences.of, self._user_id, OfferWeights)
            self.compared = differences(_by_name(mine), _by_name(theirs))
            if self.compared:
                return focus_on("two-versions")
        self._begin_anew()
        await self._read()
        return told(change) if change else None


def _by_name(weights: OfferWeights) -> dict[str, str]:
    """For the choice between two versions."""
    numbers = {text: f"{getattr(weights, name):f}" for name, text in WEIGHTS.items()}
    return numbers | {"Compare in": weights.currency}


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


def compare_page() -> rx.Component:
    return shell(
        back("All applications", "/applications"),
        page_head("Offers", subtitle="Side by side, by what counts for you."),
        rx.cond(
            CompareState.loaded,
            rx.cond(
                CompareState.columns.length() > 0,
                rx.el.div(
                    table(CompareState),
                    weights_form(CompareState),
                    formula(),
                    on_unmount=CompareState.leave,
                    class_name="compare",
                ),
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
