"""The ledger of language models: what this month cost by feature and model, and the last calls."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.ages import age, exact
from career_copilot.domain.language_models import OUTCOME_NAMES, PRICES_OF, Outcome, dollars
from career_copilot.domain.model_features import title_of
from career_copilot.live import Topic
from career_copilot.pages.checked import number
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.services import model_ledger
from career_copilot.services.model_ledger import CallView, Total
from career_copilot.ui.layout import back, empty, page_head, shell, skeleton
from career_copilot.ui.models import LEDGER, SETTINGS

MONTH = ("Use", "Cost", "Calls", "Model", "Tokens in", "Tokens out")
CALLS = ("When", "Use", "Cost", "How it ended", "Model", "Tokens in", "Tokens out", "Time")
NUMBERS = frozenset({"Calls", "Tokens in", "Tokens out", "Time", "Cost"})


class LedgerLine(BaseModel):
    """A line of either table; `title` is its full date."""

    key: str
    title: str
    cells: list[str]


class LedgerState(Session):
    """One page of it."""

    loaded: bool = False
    month: list[LedgerLine] = []
    calls: list[LedgerLine] = []
    sum: str = ""
    page: int = 1
    pages: int = 1

    @rx.event
    @signed_in
    async def load(self):
        self._follow_live()
        self.page = 1
        await self._read()
        self.loaded = True

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic == Topic.MODELS:
            await self._read()

    async def _read(self) -> None:
        now = datetime.now(UTC)
        totals = await asyncio.to_thread(model_ledger.month, self._user_id, now)
        calls, count = await asyncio.to_thread(model_ledger.calls, self._user_id, self.page)
        self.pages = max(1, -(-count // model_ledger.PAGE))
        self.month = [_total(total) for total in totals]
        self.sum = dollars(sum(total.cost for total in totals))
        self.calls = [_call(call, now, self.time_zone) for call in calls]

    @rx.event
    @signed_in
    async def turn(self, page: int):
        """Another page of the calls."""
        self.page = min(max(1, number(page, "page")), self.pages)
        await self._read()


def _about(cost: int, unsure: bool) -> str:
    return f"about {dollars(cost)}" if unsure else dollars(cost)


def _total(total: Total) -> LedgerLine:
    notes = [
        f"{count} {words}" for count, words in ((total.free, "from memory"), (total.failed, "without answer")) if count
    ]
    noted = f" ({', '.join(notes)})" if notes else ""
    cached = f" ({total.tokens_cached:,} cached)" if total.tokens_cached else ""
    return LedgerLine(
        key=f"{total.feature} {total.model}",
        title="",
        cells=[
            title_of(total.feature),
            _about(total.cost, total.unsure),
            f"{total.calls}{noted}",
            total.model,
            f"{total.tokens_in:,}{cached}",
            f"{total.tokens_out:,}",
        ],
    )


def _call(call: CallView, now: datetime, zone: str) -> LedgerLine:
    free = call.outcome is Outcome.CACHED
    cached = f" ({call.tokens_cached:,} cached)" if call.tokens_cached else ""
    first = f", first word {call.first_milliseconds / 1000:.1f} s" if call.first_milliseconds is not None else ""
    return LedgerLine(
        key=str(call.id),
        title=exact(call.created_at, zone),
        cells=[
            age(call.created_at, now, zone),
            title_of(call.feature),
            _about(call.cost, call.unsure),
            f"{OUTCOME_NAMES[call.outcome]}{'' if call.paid_by == 'own' or free else ', installation’s key'}",
            call.model,
            f"{call.tokens_in:,}{cached}",
            f"{call.tokens_out:,}",
            "–" if free or not call.milliseconds else f"{call.milliseconds / 1000:.1f} s{first}",
        ],
    )


def _table(caption: str, headings: tuple[str, ...], lines: rx.Var[list[LedgerLine]]) -> rx.Component:
    def cell(line: rx.Var[LedgerLine], at: int, name: str) -> rx.Component:
        return rx.el.td(line.cells[at], class_name="number" if name in NUMBERS else "")

    def row(line: rx.Var[LedgerLine]) -> rx.Component:
        return rx.el.tr(*(cell(line, at, name) for at, name in enumerate(headings)), title=line.title, key=line.key)

    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="visually-hidden"),
            rx.el.thead(
                rx.el.tr(
                    *(rx.el.th(name, scope="col", class_name="number" if name in NUMBERS else "") for name in headings)
                )
            ),
            rx.el.tbody(rx.foreach(lines, row)),
            class_name="table",
        ),
        class_name="table-wrap",
        tab_index=0,
        role="region",
        aria_label=caption,
    )


def _pager() -> rx.Component:
    def turn(label: str, icon: str, to: rx.Var[int], off: rx.Var[bool]) -> rx.Component:
        return rx.el.button(
            rx.icon(icon, size=18, aria_hidden="true"),
            type="button",
            class_name="button quiet icon",
            aria_label=label,
            disabled=off,
            on_click=LedgerState.turn(to),
        )

    return rx.el.nav(
        turn("Newer calls", "chevron-left", LedgerState.page - 1, LedgerState.page <= 1),
        rx.el.span(f"Page {LedgerState.page} of {LedgerState.pages}"),
        turn("Older calls", "chevron-right", LedgerState.page + 1, LedgerState.page >= LedgerState.pages),
        class_name="pager",
        aria_label="Pages",
    )


def ledger_page() -> rx.Component:
    return shell(
        rx.el.div(
            back("Models", SETTINGS),
            page_head("Ledger", subtitle="What language models were asked for you, and what it cost."),
            rx.cond(
                LedgerState.loaded,
                rx.cond(LedgerState.calls.length() > 0, _filled(), _empty()),
                skeleton("40%", "90%", "80%", "85%"),
            ),
        ),
        active="/settings",
    )


def _empty() -> rx.Component:
    return empty(
        "receipt-text",
        "Each call of a language model will be listed here, with its tokens and its cost.",
        rx.link("Models", href=SETTINGS, class_name="button", underline="none"),
    )


def _filled() -> rx.Component:
    return rx.fragment(
        rx.el.section(
            rx.el.h2(f"This month: {LedgerState.sum}", class_name="section-title"),
            rx.el.p(
                f"Months are those of UTC. Prices of {PRICES_OF}. “About”: the service did not tell the tokens, or we do not "
                "know its price and count a high one. On an address of your own network calls count nothing.",
                class_name="section-text",
            ),
            rx.cond(
                LedgerState.month.length() > 0,
                _table("This month by use and model", MONTH, LedgerState.month),
                rx.el.p("No calls yet this month.", class_name="hint"),
            ),
            class_name="section",
        ),
        rx.el.section(
            rx.el.h2("Calls", class_name="section-title"),
            rx.el.p("The newest first. What was asked and answered is not kept here.", class_name="section-text"),
            _table("Calls", CALLS, LedgerState.calls),
            rx.cond(LedgerState.pages > 1, _pager()),
            class_name="section",
        ),
    )


PAGES = [Page(LEDGER, "Ledger", ledger_page, on_load=LedgerState.load)]
