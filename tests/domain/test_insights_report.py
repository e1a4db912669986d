"""The Insights page on paper: what differs from the screen."""

from datetime import UTC

from career_copilot.domain.breakdowns import Dimension
from career_copilot.domain.insights import insights
from career_copilot.domain.insights_query import InsightsQuery, Period
from career_copilot.domain.insights_report import PAPER, PrintedChart, insights_report
from career_copilot.domain.outcomes import Outcome
from career_copilot.domain.review import review
from tests.domain.outcomes_of import NOW, outcome


def sent_chart(rows: list[Outcome]) -> PrintedChart:
    charts = insights(rows, [], (Dimension.SOURCE,), NOW, UTC)
    told = review(rows, [], NOW, UTC)
    made = insights_report(told, charts, InsightsQuery(), (len(rows), len(rows), 0), NOW, "UTC")
    return next(chart for chart in made.charts if chart.title == "Sent by week")


def test_weeks_in_a_row_without_any_are_one_line() -> None:
    sent = [outcome(7 * weeks) for weeks in (20, 20, 12, 11, 9)]
    rows = [(name.text, cells) for name, cells in sent_chart(sent).table.rows]
    assert [cells for _, cells in rows] == [["2"], ["0 in each of 7"], ["1"], ["1"], ["0"], ["1"], ["0 in each of 9"]]
    assert rows[1][0] == "week of 13 Jul 2026 to week of 24 Aug 2026"


def test_a_drawing_is_as_wide_as_the_page() -> None:
    assert f'width="{PAPER}"' in sent_chart([outcome(days) for days in (3, 9, 12, 13, 20)]).svg


def test_the_time_that_is_reported_reads_as_a_sentence() -> None:
    def subtitle(period: Period) -> str:
        query = InsightsQuery(period=period)
        told = review([], [], NOW, UTC)
        return insights_report(told, [], query, (0, 0, 0), NOW, "UTC").subtitle.text

    assert subtitle(Period.YEAR).startswith("sent in the last year ·")
    assert subtitle(Period.MONTH).startswith("sent in the last 30 days ·")
