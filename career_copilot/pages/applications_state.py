"""State of the Applications page: what the address asks for, the board, the calendar, and what is done to one card."""

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain import application_form
from career_copilot.domain.ages import date_of, zone_named
from career_copilot.domain.applications_query import (
    ApplicationsQuery,
    View,
    active,
    cleared,
    days,
    from_parameters,
    neighbours,
)
from career_copilot.domain.pipeline import STAGES, Stage, is_sent
from career_copilot.errors import InvalidInputError
from career_copilot.live import Topic
from career_copilot.pages import applications_view as words
from career_copilot.pages.applications_table import TableState
from career_copilot.pages.checked import number
from career_copilot.pages.recent_changes import RecentChanges
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.undoing import moved, told
from career_copilot.services import application_lists, applications
from career_copilot.ui.applications_calendar import DayView
from career_copilot.ui.board import CardView, ColumnView
from career_copilot.ui.filters import Chip

CARDS = 100  # of a column, until more are asked for
CLOSE_DIALOG = "document.querySelector('#add-application').hidePopover()"


class FilterValues(BaseModel):
    """What the fields show: the query in the address, as text."""

    q: str = ""
    stage: str = ""
    tag: str = ""
    source: str = ""
    archived: str = "hide"


class ApplicationsState(Session):
    """One variable a column, so that a move sends two columns to the tab rather than the board."""

    view: str = "board"
    values: FilterValues = FilterValues()
    form: int = 0
    chips: list[Chip] = []
    notes: list[str] = []
    clear: str = ""
    tags: list[str] = []
    sources: list[str] = []
    total: int = 0
    loaded: bool = False
    addresses: dict[str, str] = {}  # of the views, of the calendar's neighbours, of the export
    columns: list[ColumnView] = []
    interested: list[CardView] = []
    applied: list[CardView] = []
    screening: list[CardView] = []
    interview: list[CardView] = []
    offer: list[CardView] = []
    accepted: list[CardView] = []
    declined: list[CardView] = []
    rejected: list[CardView] = []
    withdrawn: list[CardView] = []
    settled: float = 0
    days: list[DayView] = []
    title: str = ""
    span: str = "month"
    problem: str = ""  # why what was entered by hand was not taken
    entry: int = 0  # another number empties the form
    today: str = ""
    _limits: dict[str, int] = {}
    _latest: int = -1  # the last change that the board shows

    @property
    def _query(self) -> ApplicationsQuery:
        return from_parameters(dict(self.router.url.query_parameters))[0]

    async def _read_facets(self) -> None:
        facets = await asyncio.to_thread(application_lists.facets, self._user_id)
        self.tags, self.sources, self.total, self.loaded = facets.tags, facets.sources, facets.total, True

    async def _read_view(self, query: ApplicationsQuery) -> None:
        if query.view is View.BOARD:
            await self._read_board(query)
        elif query.view is View.CALENDAR:
            await self._read_calendar(query)
        else:
            await (await self.get_state(TableState))._read(query)

    async def _read_board(self, query: ApplicationsQuery) -> None:
        now = datetime.now(UTC)
        self._show(query, await asyncio.to_thread(application_lists.board, self._user_id, query, self._most, now), now)

    async def _read_changes(self) -> bool:
        """Read the columns that later changes touched. False without any: the echo of what this tab did, mostly."""
        now, query = datetime.now(UTC), self._query
        given = (self._user_id, query, self._most, now, self._latest)
        found = await asyncio.to_thread(application_lists.board_since, *given)
        if found is not None:
            self._show(query, found, now)
        return found is not None

    @property
    def _most(self) -> dict[Stage, int]:
        return {stage: self._limits.get(stage, CARDS) for stage in STAGES}

    def _show(self, query: ApplicationsQuery, found: application_lists.Board, now: datetime) -> None:
        self.columns, self._latest = words.columns(found, query.stage), found.latest
        for stage, cards in found.cards.items():
            shown = [words.card_view(card, now, self.time_zone) for card in cards]
            if shown != self.get_value(str(stage)):
                setattr(self, stage, shown)

    async def _read_calendar(self, query: ApplicationsQuery) -> None:
        today = datetime.now(zone_named(self.time_zone)).date()
        day = query.day or today
        whole = days(query.span, day)
        since, until = words.day_bounds(whole[0], whole[-1], self.time_zone)
        entries = await asyncio.to_thread(application_lists.calendar, self._user_id, query, since, until)
        self.days = words.calendar_days(entries, query, day, today, self.time_zone)
        self.title, self.span = words.calendar_title(query.span, day), str(query.span)
        self.addresses = _addresses(query, day)

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic != Topic.APPLICATIONS or not self.loaded:
            return
        table = await self.get_state(TableState)
        await table._hear_of_bulk()
        if await self._read_news(table) and not (self.total and self._counted):
            await self._read_facets()  # else what can be filtered by is read again with the next load
        await (await self.get_state(RecentChanges))._renew()

    @property
    def _counted(self) -> bool:
        """Whether something stands on the board; if not, the reason may have changed."""
        return self.view != "board" or any(column.count for column in self.columns)

    async def _read_news(self, table: TableState) -> bool:
        """False if there was none. A large change that runs, or has just ended, adds to one change again and again."""
        if self.view == "board" and not table.bulk.id:
            return await self._read_changes()
        await self._read_view(self._query)
        return True

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened, or its address changed."""
        self._follow_live()
        query, ignored = from_parameters(dict(self.router.url.query_parameters))
        self.view, self.values = str(query.view), _values(query)
        self.form += 1
        self.today = date_of(datetime.now(UTC), self.time_zone)
        self.chips = [Chip(text=text, href=href) for text, href in active(query)]
        self.notes = [f"The filter “{name}” in the address could not be read." for name in ignored]
        self.clear, self.addresses = cleared(query), _addresses(query, query.day)
        table = await self.get_state(TableState)
        table._ask(query)
        await asyncio.gather(self._read_view(query), self._read_facets(), table._hear_of_bulk())

    @rx.event
    @signed_in
    async def leave(self):
        """Keep little in the tab: every page load sends all states."""
        for stage in STAGES:
            setattr(self, stage, [])
        self.columns, self.days, self.loaded, self._limits = [], [], False, {}
        (await self.get_state(TableState))._leave()
        (await self.get_state(RecentChanges))._leave()

    @rx.event
    @signed_in
    async def apply(self, form: dict[str, Any]):
        """Filters were chosen: they go into the address, which loads the page."""
        given = {str(name): str(value) for name, value in form.items()}
        kept = self._query
        wanted, ignored = from_parameters(given | {"view": kept.view, "span": kept.span, "sort": kept.sort})
        wanted = wanted.model_copy(update={"back": kept.back, "day": kept.day})
        self.notes = [f"“{name}” could not be read and is left out." for name in ignored]
        return None if wanted == kept else rx.redirect(wanted.address())

    @rx.event
    @signed_in
    async def move(self, application_id: int, stage: str, step: str, below: int | None, serial: float):
        """A card was dropped: `below` that card, at the top (0) or wherever new ones go (None)."""
        self.settled = serial  # whatever comes of it: what follows is the truth
        chosen, to = number(application_id, "application"), _stage(stage)
        above = None if below is None else number(below, "application")
        done = await asyncio.to_thread(
            applications.move, self._user_id, [chosen], to, str(step), datetime.now(UTC), above
        )
        await self._read_changes()
        return await moved(self._user_id, done)

    @rx.event
    @signed_in
    async def more(self, stage: str):
        """Show as many cards of the column again."""
        to = _stage(stage)
        self._limits = self._limits | {to: self._limits.get(to, CARDS) + CARDS}
        await self._read_board(self._query)

    @rx.event
    @signed_in
    async def act(self, application_id: int, action: str):
        """Archive a card or bring it back, or delete it."""
        chosen, now = [number(application_id, "application")], datetime.now(UTC)
        if action == "delete":
            return told(await asyncio.to_thread(applications.delete, self._user_id, chosen, now))
        archived = any(
            card.id == chosen[0] and card.archived for stage in STAGES for card in self.get_value(str(stage))
        )
        return told(await asyncio.to_thread(applications.archive, self._user_id, chosen, not archived, now))

    @rx.event
    @signed_in
    async def create(self, form: dict[str, Any]):
        """An application was entered by hand. The form says which one it is: pressed twice, the first one did it."""
        if form.get("entry", str(self.entry)) != str(self.entry):
            return None
        stage, now = _stage(form.get("stage")), datetime.now(UTC)
        try:
            given = form if is_sent(stage) else form | {"applied_on": ""}
            entered = application_form.read(given, now, self.time_zone, now)
        except InvalidInputError as error:
            self.problem = str(error)
            return None
        _, done = await asyncio.to_thread(applications.create, self._user_id, entered, stage, now)
        self.problem, self.entry, self.today = "", self.entry + 1, date_of(now, self.time_zone)
        return [rx.call_script(CLOSE_DIALOG), *filter(None, [told(done)])]


def _stage(value: object) -> Stage:
    if (stage := words.stage_of(value)) is None:
        raise InvalidInputError("There is no such stage.")
    return stage


def _values(query: ApplicationsQuery) -> FilterValues:
    stage = ",".join(query.stage)
    return FilterValues(q=query.q, stage=stage, tag=query.tag, source=query.source, archived=str(query.archived))


def _addresses(query: ApplicationsQuery, day: date | None) -> dict[str, str]:
    found = {str(view): query.address(view=str(view)) for view in View}
    found |= {"export": query.export_address()}
    found |= {span: query.address(span=span) for span in ("month", "week")} | {"today": query.address(day=None)}
    if day is not None:
        before, after = neighbours(query.span, day)
        found |= {"previous": query.address(day=before.isoformat()), "next": query.address(day=after.isoformat())}
    return found
