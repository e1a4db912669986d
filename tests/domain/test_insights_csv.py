"""Charts for spreadsheets: plain numbers, an interval in two columns."""

import csv
import io

from career_copilot.domain.charts import Drawing
from career_copilot.domain.figures import Chart, Figure
from career_copilot.domain.insights_csv import chart_csv


def test_an_interval_is_two_columns_of_plain_numbers() -> None:
    figures = (
        Figure("a", "Board", ("1,234", "67–96 %", "4–11 days", "0.5"), ()),
        Figure("b", "=Referral", ("7", "12 %", "1 day", ""), ()),
        Figure("c", "Fair", ("2", "3 more needed", "3 more needed", ""), ()),
    )
    headings = ("Source", "Decided", "Replied, interval", "Time", "Median, days")
    chart = Chart("x", "X", "", 3, headings, figures, lambda width: Drawing(width=width, height=1))
    assert list(csv.reader(io.StringIO(chart_csv(chart)))) == [
        ["Source", "Decided", "Replied, interval: low, %", "Replied, interval: high, %", "Time: low, days",
         "Time: high, days", "Median, days"],
        ["Board", "1234", "67", "96", "4", "11", "0.5"],
        ["'=Referral", "7", "12", "12", "1", "1", ""],
        ["Fair", "2", "", "", "", "", ""],
    ]  # fmt: skip
