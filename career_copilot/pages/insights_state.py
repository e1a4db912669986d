"""State of the Insights page: the figures for what the address asks, and the applications behind the one that was opened."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.ages import age, exact
from career_copilot.domain.breakdowns import DIMENSION_NAMES, Dimension
from career_copilot.domain.charts import NARROW, WIDE, Drawing
from career_copilot.domain.figures import Chart
from career_copilot.domain.insights_query import PERIOD_NAMES, InsightsQuery, from_parameters
from career_copilot.domain.review import comparison
from career_copilot.live import Topic
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import analytics
from career_copilot.services.analytics import Report
from career_copilot.ui import figure_rows
from career_copilot.ui.charts import ChartView, TableRow
from career_copilot.ui.figure_rows import ApplicationLine
from career_copilot.ui.strategy import ActionView, ChangeView, FindingView

PAUSE_SECONDS = 2.0
"""Between two readings: all that was ever sent is read and reckoned, half a second for thousands of applications."""
BEFORE_DIMENSION = 4
"""Charts before those that the choice of a dimension changes."""


class Choice(BaseModel):
    """One of several addresses."""

    text: str
    href: str
    chosen: bool


class InsightsState(Session):
    """The figures as last read. What the address asks for is read from it on every load."""

    loaded: bool = False
    ever: bool = False
    shown: int = 0
    sent: int = 0
    in_flight: int = 0
    above: list[ChartView] = []
    by_dimension: list[ChartView] = []
    below: list[ChartView] = []
    changes: list[ChangeView] = []
    findings: list[FindingView] = []
    actions: list[ActionView] = []
    periods: list[Choice] = []
    dimensions: list[Choice] = []
    sources: list[str] = []
    resumes: list[str] = []
    source: str = ""
    resume: str = ""
    csv: str = ""
    pdf: str = ""
    rows_title: str = ""
    rows_count: int = 0
    rows: list[ApplicationLine] = []
    _key: str = ""
    _narrow: bool = False
    _event: int = 0  # what the page knows: `analytics.Report`
    _names: str = ""

    @property
    def _query(self) -> InsightsQuery:
        return from_parameters(dict(self.router.url.query_parameters))

    async def _report(self, by: list[Dimension]) -> Report:
        now = datetime.now(UTC)
        return await asyncio.to_thread(analytics.report, self._user_id, self._query, by, now, self.time_zone)

    async def _read(self) -> None:
        """All of the page."""
        query = self._query
        found = await self._report([query.by])
        width = NARROW if self._narrow else WIDE
        views = await asyncio.to_thread(_views, found.charts, query, width)
        self.above, self.below = views[:BEFORE_DIMENSION], views[BEFORE_DIMENSION + 2 :]
        self.by_dimension = views[BEFORE_DIMENSION : BEFORE_DIMENSION + 2]
        self.ever, self.shown, self.sent, self.in_flight = found.ever, found.shown, found.sent, found.in_flight
        self.sources, self.resumes = found.sources, found.resumes
        self._take_query(query)
        self._take_review(found)
        self._event, self._names = found.event, found.names
        self.loaded = True

    def _take_query(self, query: InsightsQuery) -> None:
        self.source, self.resume = query.source, query.resume
        self.csv, self.pdf = f"/api/insights.csv?{query.parameters()}", f"/api/insights.pdf?{query.parameters()}"
        self.periods = [
            Choice(text=text, href=f"/insights?{query.parameters(period=str(period))}", chosen=period is query.period)
            for period, text in PERIOD_NAMES.items()
        ]
        self.dimensions = [
            Choice(text=text, href=f"/insights?{query.parameters(by=str(by))}", chosen=by is query.by)
            for by, text in DIMENSION_NAMES.items()
        ]

    def _take_review(self, found: Report) -> None:
        told = found.review
        self.changes = [
            ChangeView(key=each.key, name=each.name, now=len(each.now), before=len(each.before))
            for each in told.changes
        ]
        self.findings = [
            FindingView(
                key=each.key, name=each.label, text=comparison(each), n=len(each.ids), others=len(each.others)
            )
            for each in told.findings
        ]  # fmt: skip
        self.actions = [
            ActionView(key=each.key, text=each.text, why=each.why, n=len(each.ids), route=each.route)
            for each in told.actions
        ]

    async def _read_rows(self, page: int) -> None:
        """One more page of the applications behind the opened figure."""
        behind = analytics.behind(await self._report(list(Dimension)), self._key)
        rows = await asyncio.to_thread(analytics.rows, self._user_id, behind.ids, page)
        now, zone = datetime.now(UTC), self.time_zone
        lines = [
            ApplicationLine(
                **row.model_dump(exclude={"applied_at"}),
                sent=age(row.applied_at, now, zone),
                sent_exact=exact(row.applied_at, zone),
            )
            for row in rows
        ]
        self.rows_title, self.rows_count = behind.title, len(behind.ids)
        self.rows = lines if page == 1 else [*self.rows, *lines]

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic not in (Topic.APPLICATIONS, Topic.RESUMES) or "preference" in data:
            return
        known = self._user_id, self._event, self._names
        if "due" in data or await asyncio.to_thread(
            analytics.is_news, *known
        ):  # what is overdue changes with the clock
            await self._read()

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened, or its address changed."""
        self._follow_live(PAUSE_SECONDS)
        await self._read()

    @rx.event
    @signed_in
    async def arrive(self, narrow: bool):
        """The tab says how wide it is: charts are drawn for a phone or for a desk."""
        if self._narrow != (narrow is True):
            self._narrow = narrow is True
            await self._read()  # what `load` drew was for a desk

    @rx.event
    @signed_in
    async def choose(self, filters: dict[str, Any]):
        """Filters were chosen: the address says so, and is read."""
        chosen = {name: str(filters.get(name, "")) for name in ("source", "resume")}
        query = from_parameters(self._query.model_dump(mode="json") | chosen)
        return rx.redirect(f"/insights?{query.parameters()}")

    @rx.event
    @signed_in
    async def open_rows(self, key: str):
        """Show the applications behind a figure."""
        self._key = str(key)
        await self._read_rows(1)
        return figure_rows.open_sheet()

    @rx.event
    @signed_in
    async def more_rows(self):
        """Show more of them."""
        await self._read_rows(len(self.rows) // analytics.ROWS + 1)

    @rx.event
    @signed_in
    async def leave(self):
        """Keep nothing of this page in the tab: every page load sends all states."""
        narrow = self._narrow
        self.reset()
        self._narrow = narrow


def _views(found: list[Chart], query: InsightsQuery, width: int) -> list[ChartView]:
    return [
        ChartView(
            name=chart.name,
            title=chart.title,
            says=chart.says,
            n=f"n = {chart.n:,}",
            missing=chart.missing,
            headings=list(chart.headings),
            rows=[
                TableRow(key=figure.key, name=figure.name, first=figure.cells[0], cells=list(figure.cells[1:]))
                for figure in chart.figures
            ],
            drawing=Drawing(width=width, height=0) if chart.missing else chart.draw(width),
            csv=f"/api/insights.csv?{query.parameters(chart=chart.name)}",
        )
        for chart in found
    ]
