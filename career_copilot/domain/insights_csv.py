"""Charts and the review as CSV (RFC 4180). A cell that a spreadsheet would run as a formula is made plain text."""

import csv
import io
from collections.abc import Iterable, Sequence

from career_copilot.domain.figures import Chart
from career_copilot.domain.review import Review, comparison

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def chart_csv(chart: Chart) -> str:
    """The table behind one chart."""
    return _text([chart.headings, *((figure.name, *figure.cells) for figure in chart.figures)])


def report_csv(told: Review, charts: Sequence[Chart]) -> str:
    """All of the page: the review, then one table after another under its title."""
    rows: list[Sequence[str]] = [("What changed", "Last 7 days", "7 days before")]
    rows += [(change.name, f"{len(change.now)}", f"{len(change.before)}") for change in told.changes]
    rows += [(), ("What works", "Figures")]
    rows += [(finding.name, comparison(finding)) for finding in told.findings]
    rows += [(), ("To do", "Why", "Applications")]
    rows += [(action.text, action.why, f"{len(action.ids)}") for action in told.actions]
    for chart in charts:
        rows += [(), (chart.title, f"n = {chart.n}", chart.says), chart.headings]
        rows += [(figure.name, *figure.cells) for figure in chart.figures]
    return _text(rows)


def _text(rows: Iterable[Sequence[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows([_plain(cell) for cell in row] for row in rows)
    return file.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
