"""The Insights page on paper: the review, then each chart as a picture with the table that it was drawn from."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from itertools import groupby

from pydantic import BaseModel

from career_copilot.domain.ages import exact
from career_copilot.domain.charts import Drawing
from career_copilot.domain.figures import Chart, Figure
from career_copilot.domain.insights_query import PERIOD_NAMES, InsightsQuery, Period
from career_copilot.domain.printed import Line, line
from career_copilot.domain.review import Review, comparison

PAPER = 700
"""The width of a drawing that fills the page: its words are then as large as those around it."""
_STYLE = """
text { fill: #1c2024; font: 12px 'Source Sans 3', 'Libertinus Serif', 'DejaVu Sans Mono', 'Noto Emoji' } path { fill: none }
.value { font-weight: bold } .tick, .few { fill: #60646c; font-size: 11px; font-weight: normal }
.middle { text-anchor: middle } .end { text-anchor: end }
.bar, .dot, .node { fill: #3e63dd } .span { fill: #abbdf9 } .node { fill: #60646c }
.grid { stroke: #e0e1e6 } .axis { stroke: #b9bbc6 } .flow { fill: #60646c; fill-opacity: 0.25 }
.flow.screening, .flow.interview, .flow.offer { fill: #3e63dd } .accepted, .flow.accepted { fill: #30a46c }
.node.rejected, .flow.rejected { fill: #e5484d }
"""
"""By `look`, as assets/insights.css does it for screens."""


class Table(BaseModel, frozen=True):
    """Headings and rows; the first cell of a row may be written from right to left."""

    headings: list[str]
    rows: list[tuple[Line, list[str]]]


class PrintedChart(BaseModel, frozen=True):
    """`svg` is empty where too little is known to draw."""

    title: str
    n: str
    says: str
    missing: str
    svg: str
    table: Table


class InsightsReport(BaseModel, frozen=True):
    """What the template `insights` reads."""

    subtitle: Line
    counts: str
    changed: Table
    works: Table
    to_do: Table
    charts: list[PrintedChart]


def insights_report(
    told: Review, charts: Sequence[Chart], query: InsightsQuery, counts: tuple[int, int, int], now: datetime, zone: str
) -> InsightsReport:
    """`counts` are the applications shown, those that were sent at all, and those in flight."""
    shown, sent, in_flight = counts
    changes = [(each.name, [f"{len(each.now):,}", f"{len(each.before):,}"]) for each in told.changes]
    return InsightsReport(
        subtitle=line(" · ".join([*_asked(query), exact(now, zone)])),
        counts=f"{shown:,} of {sent:,} applications, {in_flight:,} of them in flight: younger than 30 days and without a reply. "
        "Intervals hold the true share with a probability of 80 %. Nothing is told of fewer than five.",
        changed=_table(["What changed", "Last 7 days", "7 days before"], changes),
        works=_table(["What works", "Replies"], [(each.label, [comparison(each)]) for each in told.findings]),
        to_do=_table(["To do", "Why", "Applications"],
                     [(each.text, [each.why, f"{len(each.ids):,}" if each.ids else ""]) for each in told.actions]),
        charts=[_printed(chart) for chart in charts],
    )  # fmt: skip


def _asked(query: InsightsQuery) -> list[str]:
    """The filters in words."""
    span = PERIOD_NAMES[query.period].removeprefix("A ")
    period = "all applications" if query.period is Period.ALL else f"sent in the last {span}"
    named = {"from": query.source, "with": query.resume}
    return [period, *(f"{word} {name}" for word, name in named.items() if name)]


def _table(headings: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> Table:
    return Table(headings=list(headings), rows=[(line(name), list(cells)) for name, cells in rows])


def _printed(chart: Chart) -> PrintedChart:
    return PrintedChart(
        title=chart.title,
        n=f"n = {chart.n:,}",
        says=chart.says,
        missing=chart.missing,
        svg="" if chart.missing else svg(chart.draw(PAPER)),
        table=_table(chart.headings, [] if chart.missing else _rows(chart)),
    )


def _rows(chart: Chart) -> list[tuple[str, Sequence[str]]]:
    """As the page has them, but of a calendar weeks or months in a row without any are one line."""
    if chart.name != "sent":
        return [(one.name, one.cells) for one in chart.figures]
    rows: list[tuple[str, Sequence[str]]] = []
    for empty, group in groupby(chart.figures, key=_is_empty):
        run = list(group)
        if empty and len(run) > 1:
            rows.append((f"{run[0].name} to {run[-1].name}", [f"0 in each of {len(run):,}"]))
        else:
            rows += [(one.name, one.cells) for one in run]
    return rows


def _is_empty(figure: Figure) -> bool:
    return not figure.ids


def svg(drawing: Drawing) -> str:
    """The drawing as a picture by itself. What people wrote in it is text, whatever it looks like."""
    paths = [f'<path class="{escape(one.look)}" d="{one.d}"/>' for one in drawing.outlines]
    words = [
        f'<text class="{escape(one.look)}" x="{one.x}" y="{one.y}">{escape(line(one.text).text)}</text>'
        for one in drawing.labels
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -2 {drawing.width} {drawing.height + 4}" '
        f'width="{drawing.width}" height="{drawing.height + 4}"><style>{_STYLE}</style>{"".join([*paths, *words])}</svg>'
    )
