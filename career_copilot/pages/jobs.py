"""Jobs: the ranked list beside the opening. The address holds the query; the list never reloads under the reader."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain.jobs_filters import active, cleared, from_form
from career_copilot.domain.jobs_query import PAGE_SIZE, JobsQuery, from_parameters
from career_copilot.live import Topic
from career_copilot.pages import opening_view
from career_copilot.pages.job import JobState, detail, mark_hidden, mark_saved, number
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.services import openings, resumes, sources
from career_copilot.services.openings import JobsPage
from career_copilot.ui import filters
from career_copilot.ui.filters import Chip, FilterValues
from career_copilot.ui.layout import empty, shell, skeleton
from career_copilot.ui.opening_row import RowView, opening_row

WIDE = rx.Var("window.matchMedia('(min-width: 1024px)').matches")
BOARDS = {name: label for name, (label, _, _) in sources.board_labels().items()}


class JobsState(Session):
    """One page of the list. What the address asks for is read from it on every load."""

    rows: list[RowView] = []
    values: FilterValues = FilterValues()
    chips: list[Chip] = []
    notes: list[str] = []
    live: int = 0
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
    waiting: int = 0  # arrivals behind the pill
    reordered: bool = False
    loaded: bool = False
    has_resume: bool = False
    has_sources: bool = False
    form: int = 0
    _applied: str = ""
    _newest_id: int = 0
    _wide: bool = False

    @property
    def _query(self) -> JobsQuery:
        return from_parameters(dict(self.router.url.query_parameters))[0]

    async def _read(self) -> JobsPage:
        return await asyncio.to_thread(openings.page, self._user_id, self._query, datetime.now(UTC))

    def _take(self, found: JobsPage) -> None:
        """Show this page of the list."""
        self._take_counts(found)
        now, boards = datetime.now(UTC), sources.board_labels()
        self.rows = [opening_view.row_view(row, now, self.time_zone, boards) for row in found.rows]
        self._newest_id, self.waiting, self.reordered, self.loaded = found.newest_id, 0, False, True

    def _take_counts(self, found: JobsPage) -> None:
        query = self._query
        self.live, self.shown, self.saved, self.hidden = found.live, found.shown, found.saved, found.hidden
        self.unscored, self.pages, self.page = found.unscored, found.pages, min(query.page, found.pages)
        self.previous = f"/jobs?{query.parameters(page=self.page - 1)}" if self.page > 1 else ""
        self.next = f"/jobs?{query.parameters(page=self.page + 1)}" if self.page < self.pages else ""

    async def _refresh_rows(self) -> None:
        """Scores changed or openings arrived: renew what is shown where it stands, and say what waits."""
        found = await self._read()
        shown, fresh = [row.id for row in self.rows], {row.id: row for row in found.rows}
        if not shown:
            self._take(found)
            return
        self._take_counts(found)
        now, boards = datetime.now(UTC), sources.board_labels()
        self.rows = [
            opening_view.row_view(fresh[row.id], now, self.time_zone, boards) if row.id in fresh else row
            for row in self.rows
        ]
        self.waiting = await asyncio.to_thread(openings.new_since, self._user_id, self._query, self._newest_id, now)
        self.reordered = not self.waiting and list(fresh) != shown

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic == Topic.OPENINGS:
            self._take(await self._read())
        elif topic in (Topic.MATCHES, Topic.WISHES):
            await self._refresh_rows()
        elif topic == Topic.RESUMES:
            await self._read_needs()
        await (await self.get_state(JobState))._hear(topic, data)

    async def _read_needs(self) -> None:
        """What an empty list lacks: a résumé, or something to read."""
        read, followed = await asyncio.gather(
            asyncio.to_thread(resumes.all_of, self._user_id), asyncio.to_thread(sources.followed, self._user_id)
        )
        self.has_resume = any(resume.matching for resume in read)
        self.has_sources = bool(followed)

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened, or its address changed."""
        self._follow_live()
        query, ignored = from_parameters(dict(self.router.url.query_parameters))
        if query.parameters(page=1) != self._applied or not self.loaded:
            self._applied = query.parameters(page=1)
            self.form += 1
        found = await self._read()
        self._take(found)
        self.values = _values(query)
        self.chips = [Chip(text=words, href=f"/jobs?{without}") for words, without in active(query)]
        self.clear = f"/jobs?{cleared(query)}"
        self.notes = [*found.notes, *(f"The filter “{name}” in the address could not be read." for name in ignored)]
        if not found.live or found.unscored:
            await self._read_needs()
        else:
            self.has_resume = self.has_sources = True
        return await self._choose()

    @rx.event
    @signed_in
    async def arrive(self, wide: bool):
        """The screen's width is known: on a wide one the first opening is shown at once."""
        self._wide = wide is True
        return await self._choose()

    async def _choose(self) -> Any:
        if not (self._wide and self.loaded) or any(row.id == self.current for row in self.rows):
            return
        self.current = self.rows[0].id if self.rows else 0
        job = await self.get_state(JobState)
        if self.current:
            await job._show(self.current)
        else:
            job._clear()

    @rx.event
    @signed_in
    async def select(self, opening_id: int, wide: bool):
        """A row was chosen: show it beside the list, or on a phone as a page."""
        chosen = number(opening_id)
        if wide is not True:
            return rx.redirect(f"/jobs/{chosen}")
        self.current = chosen
        await (await self.get_state(JobState))._show(chosen)
        await asyncio.to_thread(openings.mark_seen, self._user_id, chosen, datetime.now(UTC))
        return None

    @rx.event
    @signed_in
    async def apply(self, form: dict[str, Any]):
        """Filters were chosen: they go into the address, which loads the list."""
        query, ignored = from_form(form)
        self._applied = query.parameters(page=1)
        self.notes = [f"“{name}” could not be read and is left out." for name in ignored]
        if query == self._query.model_copy(update={"page": 1}):
            return None
        return rx.redirect(f"/jobs?{query.parameters(page=1)}")

    @rx.event
    @signed_in
    async def refresh(self):
        """Show what waited."""
        self._take(await self._read())
        return await self._choose()

    @rx.event
    @signed_in
    async def save(self, opening_id: int, on: bool):
        """Keep an opening, or no longer."""
        return await mark_saved(self._user_id, opening_id, on)

    @rx.event
    @signed_in
    async def hide(self, opening_id: int, on: bool):
        """Take an opening out of the list, or back."""
        return await mark_hidden(self._user_id, opening_id, on)

    @rx.event
    @signed_in
    async def leave(self):
        """Keep little in the tab: every page load sends all states."""
        self.rows, self.loaded, self.current = [], False, 0
        (await self.get_state(JobState))._clear()


def _values(query: JobsQuery) -> FilterValues:
    given = query.model_dump(mode="json", exclude={"page"})
    for name in ("salary", "days", "score", "radius"):
        given[name] = "" if given[name] is None else str(given[name])
    return FilterValues.model_validate(given)


def _counts() -> rx.Component:
    """`842 live → 118 shown`, each number a link."""
    return rx.el.p(
        rx.link(f"{JobsState.live} live", href="/jobs", class_name="count-link", underline="none"),
        rx.el.span("→", aria_hidden="true"),
        rx.el.span(f"{JobsState.shown} shown", class_name="strong"),
        rx.cond(
            JobsState.saved > 0,
            rx.link(f"{JobsState.saved} saved", href="/jobs?view=saved", class_name="count-link", underline="none"),
        ),
        rx.cond(
            JobsState.hidden > 0,
            rx.link(f"{JobsState.hidden} hidden", href="/jobs?view=hidden", class_name="count-link", underline="none"),
        ),
        filters.chips(JobsState.chips),
        rx.cond(
            JobsState.chips.length() > 1,
            rx.link("Clear all", href=JobsState.clear, class_name="count-link", underline="none"),
        ),
        class_name="counts",
    )


def _pill() -> rx.Component:
    def pill(*words: Any) -> rx.Component:
        return rx.el.button(
            rx.icon("arrow-up", size=14, aria_hidden="true"),
            *words,
            type="button",
            class_name="pill",
            on_click=JobsState.refresh,
        )

    return rx.el.div(
        rx.cond(
            JobsState.waiting > 0,
            pill(JobsState.waiting, " new"),
            rx.cond(JobsState.reordered, pill("Scores changed the order"), rx.fragment()),
        ),
        class_name="pill-holder",
        role="status",
    )


def _nothing() -> rx.Component:
    """Why the list is empty, and the one thing to do about it."""
    return rx.cond(
        ~JobsState.has_sources,
        empty(
            "rss",
            "Your openings appear here, ranked, once you follow a company or a job board.",
            rx.link("Follow sources", href="/sources", class_name="button primary", underline="none"),
        ),
        rx.cond(
            JobsState.chips.length() > 0,
            empty(
                "filter-x",
                "No opening passes all of these filters.",
                rx.link("Clear the filters", href=JobsState.clear, class_name="button primary", underline="none"),
            ),
            empty(
                "inbox",
                "Nothing here yet. What your sources list appears by itself as soon as it is read.",
                rx.link("See how the reading goes", href="/sources", class_name="button", underline="none"),
            ),
        ),
    )


def _pager() -> rx.Component:
    def turn(href: rx.Var[str], label: str, icon: str) -> rx.Component:
        return rx.cond(
            href != "",
            rx.link(
                rx.icon(icon, size=18, aria_hidden="true"),
                href=href,
                class_name="button quiet icon",
                aria_label=label,
                underline="none",
            ),
            rx.el.span(
                rx.icon(icon, size=18, aria_hidden="true"),
                class_name="button quiet icon",
                aria_hidden="true",
                custom_attrs={"data-off": ""},
            ),
        )

    return rx.el.nav(
        turn(JobsState.previous, "Previous page", "chevron-left"),
        rx.el.span(
            f"{(JobsState.page - 1) * PAGE_SIZE + 1}–{(JobsState.page - 1) * PAGE_SIZE + JobsState.rows.length()} of {JobsState.shown}"
        ),
        turn(JobsState.next, "Next page", "chevron-right"),
        class_name="pager",
        aria_label="Pages",
    )


def _list() -> rx.Component:
    return rx.el.div(
        _pill(),
        rx.cond(
            ~JobsState.has_resume,
            rx.el.p(
                "Openings are not ranked yet. ", rx.link("Add your résumé", href="/profile"), class_name="message info"
            ),
            rx.cond(
                JobsState.unscored > 0,
                rx.el.p(
                    rx.el.span(class_name="ring"),
                    f"Scoring {JobsState.unscored} openings",
                    class_name="message info",
                    role="status",
                ),
            ),
        ),
        rx.foreach(JobsState.notes, lambda note: rx.el.p(note, class_name="message info", role="status")),
        rx.cond(
            JobsState.rows.length() > 0,
            rx.fragment(
                rx.el.ul(
                    rx.foreach(
                        JobsState.rows,
                        lambda row: opening_row(
                            row,
                            JobsState.current,
                            lambda id: JobsState.select(id, WIDE),
                            JobsState.save,
                            JobsState.hide,
                        ),
                    ),
                    class_name="opening-list",
                    aria_label="Openings",
                ),
                _pager(),
            ),
            _nothing(),
        ),
        class_name="jobs-list",
    )


def _keys() -> rx.Component:
    keys = {
        "j  k": "next, previous",
        "Enter": "open the full page",
        "s": "save",
        "h": "hide",
        "/": "search",
        "?": "this sheet",
    }
    return rx.fragment(
        rx.el.button(
            rx.icon("keyboard", size=18, aria_hidden="true"),
            type="button",
            class_name="button quiet icon keys-button",
            aria_label="Keyboard shortcuts",
            custom_attrs={"popoverTarget": "keys-help"},
        ),
        rx.el.div(
            rx.el.p("Keyboard", class_name="menu-title"),
            rx.el.dl(*(part for key, what in keys.items() for part in (rx.el.dt(rx.el.kbd(key)), rx.el.dd(what)))),
            id="keys-help",
            class_name="menu keys",
            custom_attrs={"popover": "auto"},
        ),
    )


def jobs_page() -> rx.Component:
    return shell(
        rx.el.h1("Jobs", class_name="visually-hidden"),
        rx.el.div(
            filters.filters(JobsState.values, JobsState.form, JobsState.apply, BOARDS, JobsState.chips.length()),
            _keys(),
            class_name="jobs-top",
        ),
        _counts(),
        rx.el.div(
            rx.cond(
                JobsState.loaded,
                _list(),
                rx.el.div(*(skeleton("70%", "50%", "40%") for _ in range(8)), class_name="jobs-list"),
            ),
            rx.el.div(rx.cond(JobsState.current > 0, detail(), rx.fragment()), class_name="jobs-detail"),
            class_name="jobs-split",
            on_mount=JobsState.arrive(WIDE),
            on_unmount=JobsState.leave,
        ),
        active="/jobs",
    )


PAGES = [Page("/jobs", "Jobs", jobs_page, on_load=JobsState.load)]
