"""What the figures of 5,000 applications cost: their queries, and all of the page with its geometry."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from benchmarks import seeding, serving
from benchmarks._applications import applications
from benchmarks.figure import Figure, percentile
from career_copilot import db
from career_copilot.domain.breakdowns import Dimension
from career_copilot.domain.charts import WIDE
from career_copilot.domain.insights_query import InsightsQuery
from career_copilot.services import analytics

FIGURES = ("analytics.sql_p95_ms", "analytics.report_p95_ms")
APPLICATIONS = 5_000
ROUNDS = 40
WARM_UP = 3


class Queries:
    """Milliseconds that each report waited for the database, transfer of the rows included."""

    def __init__(self) -> None:
        self.took = 0.0
        event.listen(db.engine(), "before_cursor_execute", self._begins)
        event.listen(db.engine(), "after_cursor_execute", self._ends)

    def _begins(self, *about: Any) -> None:
        self._began = time.perf_counter()

    def _ends(self, *about: Any) -> None:
        self.took += (time.perf_counter() - self._began) * 1000


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    """The page for all applications of one person, again and again; another person has as many."""
    now = datetime.now(UTC)
    with serving.application():
        people = [user_id for user_id, _ in seeding.people(2, seeding.openings(1, now), now)]
        for user_id in people:
            applications(user_id, APPLICATIONS, now)
        queries, sql, whole = Queries(), [], []
        for number in range(WARM_UP + ROUNDS):
            queries.took, began = 0.0, time.perf_counter()
            found = analytics.report(people[0], InsightsQuery(period="all"), [Dimension.SOURCE], now, "Europe/Berlin")
            for chart in found.charts:
                chart.draw(WIDE)
            if number >= WARM_UP:
                whole.append((time.perf_counter() - began) * 1000)
                sql.append(queries.took)
            assert found.shown == APPLICATIONS
    note = (
        f"median {percentile(sql, 0.5):.0f} ms; all that the page asks the database for {APPLICATIONS:,} applications"
    )
    yield Figure("analytics.sql_p95_ms", round(percentile(sql, 0.95), 1), "ms", ROUNDS, note)
    note = f"median {percentile(whole, 0.5):.0f} ms; queries, rows to values, review, charts and their geometry, in one thread"
    yield Figure("analytics.report_p95_ms", round(percentile(whole, 0.95), 1), "ms", ROUNDS, note)
