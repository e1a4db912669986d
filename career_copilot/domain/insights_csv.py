"""Charts and the review as CSV (RFC 4180). A cell that a spreadsheet would run as a formula is made plain text."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from career_copilot.domain.figures import Chart
from career_copilot.domain.review import Review, comparison

_INTERVAL = re.compile(r"(?P<low>[\d.]+)(?:–(?P<high>[\d.]+))? (?P<unit>%|days?)")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def chart_csv(chart: Chart) -> str:
    """The table behind one chart."""
    return _text(_numbers(chart))


def _numbers(chart: Chart) -> list[list[str]]:
    """As the page has it, but for a spreadsheet: an interval is two columns, and every number a plain one."""
    columns: list[list[str]] = [[chart.headings[0], *(figure.name for figure in chart.figures)]]
    for heading, *cells in zip(chart.headings[1:], *(figure.cells for figure in chart.figures), strict=True):
        found = [_INTERVAL.fullmatch(cell) for cell in cells]
        unit = next((match["unit"] for match in found if match), "")
        if not unit:
            columns.append([heading, *(_plain_number(cell) for cell in cells)])
            continue
        unit = "%" if unit == "%" else "days"
        columns.append([f"{heading}: low, {unit}", *(match["low"] if match else "" for match in found)])
        columns.append([f"{heading}: high, {unit}", *(_high(match) for match in found)])
    return [list(row) for row in zip(*columns, strict=True)]


def _high(match: re.Match[str] | None) -> str:
    return (match["high"] or match["low"]) if match else ""


def _plain_number(cell: str) -> str:
    return cell.replace(",", "") if _THOUSANDS.fullmatch(cell) else cell


def report_csv(told: Review, charts: Sequence[Chart]) -> str:
    """All of the page: the review, then one table after another under its title."""
    rows: list[Sequence[str]] = [("What changed", "Last 7 days", "7 days before")]
    rows += [(change.name, f"{len(change.now)}", f"{len(change.before)}") for change in told.changes]
    rows += [(), ("What works", "Figures")]
    rows += [(finding.label, comparison(finding)) for finding in told.findings]
    rows += [(), ("To do", "Why", "Applications")]
    rows += [(action.text, action.why, f"{len(action.ids)}") for action in told.actions]
    for chart in charts:
        rows += [(), (chart.title, f"n = {chart.n}", chart.says), *_numbers(chart)]
    return _text(rows)


def _text(rows: Iterable[Sequence[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows([_plain(cell) for cell in row] for row in rows)
    return file.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
