"""State of the Jobs page: one page of the list. The address holds the query; the list never reloads under the reader."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import reflex as rx

from career_copilot.domain.jobs_filters import active, cleared, from_form
from career_copilot.domain.jobs_query import JobsQuery, View, from_parameters
from career_copilot.domain.language_names import language_name
from career_copilot.domain.readings import RUNNING
from career_copilot.live import Topic
from career_copilot.pages import opening_view
from career_copilot.pages.focus import focus_on
from career_copilot.pages.job_state import JobState
from career_copilot.pages.marks import number
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import openings, resumes, sources
from career_copilot.services.opening_values import JobsPage, OpeningRow, Totals
from career_copilot.ui.filters import Chip, FilterValues
from career_copilot.ui.opening_row import RowView

BOARDS = {name: label for name, (label, _, _) in sources.board_labels().items()}
RECOUNT = timedelta(seconds=20)  # the most that a lost hint costs
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
NO_SALARY = "This is not a salary, so it filters nothing. Write a whole number, such as 60000 or 60k."
SHOW_FILTERS = "{ const sheet = document.getElementById('more-filters'); if (sheet && !sheet.matches(':popover-open')) sheet.showPopover(); }"


class JobsState(Session):
    """One page of the list. What the address asks for is read from it on every load."""

    rows: list[RowView] = []
    values: FilterValues = FilterValues()
    chips: list[Chip] = []
    notes: list[str] = []
    live: int = 0
    closed: int = 0
    shown: int = 0
    saved: int = 0
    hidden: int = 0
    unscored: int = 0
    page: int = 1
    pages: int = 1
    previous: str = ""
    next: str = ""
    clear: str = ""
    current: int = 0
    address: str = "/jobs"  # of this list: the way back to it
    waiting: int = 0  # arrivals behind the pill
    reordered: bool = False
    loaded: bool = False
    has_resume: bool = False
    unchosen: bool = False  # there are résumés that were read, and none of them is matched
    has_sources: bool = False
    failing: bool = False  # nothing is being read, and a reading failed
    salary_error: str = ""
    form: int = 0
    _applied: str = ""
    _newest: datetime | None = None
    _totals: Totals | None = None  # hints of changes renew them
    _counted_at: datetime = LONG_AGO
    _wide: bool = False
    _opened: int = 0  # the row that was chosen last, also when the page was left

    @property
    def _query(self) -> JobsQuery:
        return from_parameters(dict(self.router.url.query_parameters))[0]

    async def _read(self, query: JobsQuery, recount: bool = True) -> JobsPage:
        """The page of the list that `query` asks for. What all openings come to stays known while filters change."""
        now = datetime.now(UTC)
        known = None if recount or now - self._counted_at > RECOUNT else self._totals
        found = await asyncio.to_thread(openings.page, self._user_id, query, now, known)
        if known is None:
            self._totals, self._counted_at = found.totals, now
        return found

    def _take(self, query: JobsQuery, found: JobsPage) -> None:
        """Show this page of the list."""
        self._take_counts(query, found)
        now, boards = datetime.now(UTC), sources.board_labels()
        self.rows = [opening_view.row_view(row, now, self.time_zone, boards) for row in found.rows]
        self._newest, self.waiting, self.reordered, self.loaded = found.newest, 0, False, True

    def _take_counts(self, query: JobsQuery, found: JobsPage) -> None:
        self.live, self.closed, self.shown = found.live, found.closed, found.shown
        self.saved, self.hidden = found.saved, found.hidden
        self.unscored, self.pages, self.page = found.unscored, found.pages, min(query.page, found.pages)
        self.previous = f"/jobs?{query.parameters(page=self.page - 1)}" if self.page > 1 else ""
        self.next = f"/jobs?{query.parameters(page=self.page + 1)}" if self.page < self.pages else ""

    async def _renew(self, back: object = None) -> None:
        """Something changed: renew the rows where they stand, drop those that left this view, and say what waits.
        `back` is the opening that the person acted upon, which an undo may have brought back into this view."""
        query = self._query
        found = await self._read(query)
        unranked = all(row.score < 0 for row in self.rows)
        if not self.rows or (unranked and any(row.score is not None for row in found.rows)):
            # The first scores: there was no order that the reader could lose.
            self._take(query, found)
            return await self._choose()
        self._take_counts(query, found)
        fresh = {row.id: row for row in found.rows}
        if elsewhere := [row.id for row in self.rows if row.id not in fresh]:
            read = await asyncio.to_thread(openings.rows, self._user_id, elsewhere)
            fresh |= {row.id: row for row in read if _belongs(row, query.view)}
        place = next((at for at, row in enumerate(self.rows) if row.id == self.current), 0)
        now, boards = datetime.now(UTC), sources.board_labels()
        kept = [fresh[row.id] for row in self.rows if row.id in fresh]
        if back in fresh and back not in {row.id for row in kept}:
            at = next(at for at, row in enumerate(found.rows) if row.id == back)
            kept.insert(min(at, len(kept)), fresh[back])
        self.rows = [opening_view.row_view(row, now, self.time_zone, boards) for row in kept]
        self.waiting = await asyncio.to_thread(openings.new_since, self._user_id, query, self._newest, now)
        self.reordered = not self.waiting and [row.id for row in found.rows][: len(kept)] != [row.id for row in kept]
        if not kept:
            self._take(query, found)
        return await self._choose(place)

    async def _renew_one(self, opening_id: object) -> bool:
        """An opening was saved or seen: renew its row alone. False if more than that changed."""
        rows: list[RowView] = self.get_value("rows")
        at = next((at for at, row in enumerate(rows) if row.id == opening_id), None)
        if at is None:
            return False
        fresh, saved = await asyncio.to_thread(openings.marked, self._user_id, rows[at].id)
        if fresh is None or fresh.hidden != rows[at].hidden or not _belongs(fresh, self._query.view):
            return False
        self.saved = saved
        row = opening_view.row_view(fresh, datetime.now(UTC), self.time_zone, sources.board_labels())
        self.rows = [*rows[:at], row, *rows[at + 1 :]]
        return True

    async def _renew_rows(self) -> None:
        """An application was added or moved: say so in the rows that are shown."""
        rows: list[RowView] = self.get_value("rows")
        fresh = {row.id: row for row in await asyncio.to_thread(openings.rows, self._user_id, [row.id for row in rows])}
        now, boards = datetime.now(UTC), sources.board_labels()
        self.rows = [
            opening_view.row_view(fresh[row.id], now, self.time_zone, boards) if row.id in fresh else row
            for row in rows
        ]

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        self._totals = None
        # A reading brings openings until it ends, however it does: an empty list shows the first of them at once.
        read = topic == Topic.SOURCES and (data.get("state") not in RUNNING or not self.get_value("rows"))
        opening_id = data.get("opening_id")
        if topic == Topic.APPLICATIONS:
            await self._renew_rows()
        elif topic == Topic.OPENINGS and await self._renew_one(opening_id):
            if opening_id != self.current:
                return
        elif read or topic in (Topic.OPENINGS, Topic.MATCHES, Topic.WISHES):
            await self._renew(opening_id)
        if read or topic == Topic.RESUMES:
            await self._read_needs()
        await (await self.get_state(JobState))._hear(topic, data)

    async def _read_needs(self) -> None:
        """What an empty list lacks: a résumé, or something to read."""
        read, followed = await asyncio.gather(
            asyncio.to_thread(resumes.all_of, self._user_id), asyncio.to_thread(sources.followed, self._user_id)
        )
        self.has_resume = any(resume.matching for resume in read)
        self.unchosen = not self.has_resume and any(resume.state == "ready" for resume in read)
        self.has_sources = bool(followed)
        states = [source.run.state if source.run else "queued" for source in followed]
        self.failing = "failed" in states and not any(state in RUNNING for state in states)

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened, or its address changed."""
        self._follow_live()
        query, ignored = from_parameters(dict(self.router.url.query_parameters))
        asked, arriving = query.parameters(page=1), not self.loaded
        if asked != self._applied or arriving:
            self._applied = asked
            self.form += 1
            self.salary_error = ""
        found = await self._read(query, recount=arriving)
        self._take(query, found)
        self.address = f"/jobs?{query.parameters()}"
        self.values = _values(query)
        self.chips = [Chip(text=words, href=f"/jobs?{without}") for words, without in active(query, BOARDS)]
        self.clear = f"/jobs?{cleared(query)}"
        self.notes = [*found.notes, *(f"The filter “{name}” in the address could not be read." for name in ignored)]
        if not found.live or found.unscored:
            await self._read_needs()
        else:
            self.has_resume = self.has_sources = True
            self.failing = False
        # The list first: the opening beside it is explained in the meantime.
        yield focus_on(f"opening-{self._opened}", seen=f"opening-{self._opened}") if arriving else None
        await self._choose()

    @rx.event
    @signed_in
    async def arrive(self, wide: bool):
        """The screen's width is known: on a wide one the first opening is shown at once."""
        self._wide = wide is True
        return await self._choose()

    async def _choose(self, place: int | None = None) -> None:
        """On a wide screen an opening stands beside the list: the chosen one, else the one that took its place, else the
        one that was chosen before the page was left."""
        if not (self._wide and self.loaded) or any(row.id == self.current for row in self.rows):
            return
        if place is None:
            place = next((at for at, row in enumerate(self.rows) if row.id == self._opened), 0)
        self.current = self.rows[min(place, len(self.rows) - 1)].id if self.rows else 0
        job = await self.get_state(JobState)
        if self.current:
            await job._show(self.current)
        else:
            job._clear()

    @rx.event
    @signed_in
    async def select(self, opening_id: int, wide: bool):
        """A row was chosen: show it beside the list, or on a phone as a page."""
        self._opened = chosen = number(opening_id)
        if wide is not True:
            return rx.redirect(f"/jobs/{chosen}")
        self.current = chosen
        await (await self.get_state(JobState))._show(chosen)
        await asyncio.to_thread(openings.mark_seen, self._user_id, chosen, datetime.now(UTC))
        return None

    @rx.event
    @signed_in
    async def apply(self, form: dict[str, Any]):
        """Filters were chosen: they go into the address, which loads the list. A salary that cannot be read filters nothing."""
        query, ignored = from_form(form)
        self._applied = query.parameters(page=1)
        self.salary_error = NO_SALARY if "salary" in ignored else ""
        self.notes = [f"“{name}” could not be read and is left out." for name in ignored if name != "salary"]
        back = [rx.call_script(SHOW_FILTERS), focus_on("filter-salary")] if self.salary_error else []
        if query == self._query.model_copy(update={"page": 1}):
            return back
        return [rx.redirect(f"/jobs?{query.parameters(page=1)}"), *back]

    @rx.event
    @signed_in
    async def refresh(self):
        """Show what waited."""
        query = self._query
        self._take(query, await self._read(query))
        return await self._choose()

    @rx.event
    @signed_in
    async def leave(self):
        """Keep little in the tab, but the way back: every page load sends all states."""
        self.rows, self.loaded, self.current = [], False, 0
        (await self.get_state(JobState))._clear()


def _belongs(row: OpeningRow, view: View) -> bool:
    """Whether a row may stay in the list: what a filter or a page no longer holds does, until the reader asks anew."""
    return {View.ALL: not row.hidden, View.SAVED: row.saved, View.HIDDEN: row.hidden}[view]


def _values(query: JobsQuery) -> FilterValues:
    given = query.model_dump(mode="json", exclude={"page"})
    for name in ("salary", "days", "score", "radius"):
        given[name] = "" if given[name] is None else str(given[name])
    return FilterValues.model_validate(given | {"language_name": language_name(query.language)})
