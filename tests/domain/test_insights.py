"""The charts: each figure's n is the number of its applications, nothing is told of fewer than five."""

from datetime import UTC, timedelta

import pytest

from career_copilot.domain.breakdowns import Dimension, spread
from career_copilot.domain.charts import NARROW, WIDE
from career_copilot.domain.figures import Chart, days_words, share_words
from career_copilot.domain.insights import MOST_LINES, OTHERS, insights
from career_copilot.domain.insights_query import InsightsQuery, Period, from_parameters
from career_copilot.domain.odds import rate
from career_copilot.domain.offered_pay import OfferedPay, offered_pay
from career_copilot.domain.outcomes import Outcome
from tests.domain.outcomes_of import NOW, many, outcome


def charts(rows: list[Outcome], *by: Dimension) -> dict[str, Chart]:
    return {chart.name: chart for chart in insights(rows, [], by or (Dimension.SOURCE,), NOW, UTC)}


def people() -> list[Outcome]:
    return [
        *many(20, 8, source="Lever", score=75, resume="Ward.pdf"),
        *many(12, 1, source="Ashby", score=45),
        outcome(3, source="Lever", score=80),
        outcome(90, ("interview", 5), ("offer", 20), ("accepted", 22), source="", score=90),
    ]


def test_every_figure_counts_its_own_applications() -> None:
    rows = people()
    for chart in charts(rows, *Dimension).values():
        for figure in chart.figures:
            if chart.name != "offers":
                assert figure.cells[0] == f"{len(figure.ids):,}", figure
                assert len(set(figure.ids)) == len(figure.ids)
                assert set(figure.ids) <= {one.id for one in rows}


def test_every_target_of_a_drawing_is_a_figure() -> None:
    for chart in charts(people(), *Dimension).values():
        if not chart.missing:
            keys = {figure.key for figure in (*chart.figures, *chart.others)}
            for width in (WIDE, NARROW):
                assert {target.key for target in chart.draw(width).targets} <= keys
                assert chart.draw(width).targets


def test_keys_are_unique_in_a_report() -> None:
    keys = [figure.key for chart in charts(people(), *Dimension).values() for figure in (*chart.figures, *chart.others)]
    assert len(set(keys)) == len(keys)


def test_shares_leave_out_what_is_in_flight() -> None:
    funnel = charts(people())["funnel"]
    assert "1 younger than 30 days" in funnel.says
    assert funnel.figures[0].cells == ("34", "")
    assert funnel.figures[1].cells == ("10", share_words(rate(10, 33)))


def test_below_five_nothing_is_told_but_how_many_are_missing() -> None:
    found = charts(many(3, 2, score=50))
    assert found["by-source"].missing == "The first figure needs 5 applications: 2 more needed."
    assert found["odds-reply"].missing
    assert found["funnel"].figures[1].cells == ("2", "2 more needed")


def test_long_lists_end_in_one_line_for_the_rest() -> None:
    rows = [one for at in range(30) for one in many(30 - at, 1, source=f"Board {at}")]
    figures = charts(rows)["by-source"].figures
    assert len(figures) == MOST_LINES
    assert figures[-1].name == OTHERS
    assert sum(len(figure.ids) for figure in figures) == len(rows)


def test_more_than_a_year_is_told_by_month() -> None:
    assert charts([outcome(5)])["sent"].title == "Sent by week"
    assert charts([outcome(800), outcome(5)])["sent"].title == "Sent by month"


def test_nobody_has_no_charts_that_break() -> None:
    for chart in charts([], *Dimension).values():
        assert chart.n == 0
        if not chart.missing:
            chart.draw(WIDE)


@pytest.mark.parametrize(
    ("k", "n", "words"), [(10, 40, "17–35 %"), (0, 20, "0–7 %"), (3, 4, "1 more needed"), (0, 0, "5 more needed")]
)
def test_shares_in_words(k: int, n: int, words: str) -> None:
    assert share_words(rate(k, n)) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [([1] * 5, "1 day"), ([0.5] * 5, "0.5 days"), ([2, 4, 6, 8, 30], "4–8 days"), ([1, 2], "3 more needed")],
)
def test_days_in_words(values: list[float], words: str) -> None:
    assert days_words(spread(values)) == words


def test_offers_stand_on_one_scale() -> None:
    same = offered_pay(
        [(1, "A", {"base": "4000", "currency": "USD", "period": "month"}), (2, "B", {"base": 60000, "currency": "USD"})]
    )
    assert same == [OfferedPay(2, "B", 60_000, "USD"), OfferedPay(1, "A", 48_000, "USD")]
    mixed = offered_pay([(1, "A", {"base": 50_000, "currency": "EUR"}), (2, "B", {"base": 50_000, "currency": "GBP"})])
    assert [(offer.company, offer.currency) for offer in mixed] == [("B", "EUR"), ("A", "EUR")]
    assert mixed[0].amount > 50_000


@pytest.mark.parametrize(
    "terms",
    [{}, {"base": None}, {"base": "a lot"}, {"base": -5}, {"base": 1, "currency": 7}, {"base": 1, "period": "moon"}],
)
def test_an_offer_without_a_base_is_left_out(terms: dict[str, object]) -> None:
    assert offered_pay([(1, "A", terms)]) == []


@pytest.mark.parametrize(
    ("parameters", "query"),
    [
        ({}, InsightsQuery()),
        (
            {"period": "90", "source": "Lever", "by": "weekday"},
            InsightsQuery(period="90", source="Lever", by="weekday"),
        ),
        ({"period": "7", "by": "moon", "resume": "CV"}, InsightsQuery(resume="CV")),
        ({"source": "x" * 500, "rows": "1"}, InsightsQuery()),
    ],
)
def test_an_address_is_read_and_never_an_error(parameters: dict[str, str], query: InsightsQuery) -> None:
    assert from_parameters(parameters) == query


def test_the_address_says_only_what_is_chosen() -> None:
    assert InsightsQuery().parameters() == ""
    assert InsightsQuery(period=Period.ALL).parameters(source="A & B") == "period=all&source=A+%26+B"
    assert InsightsQuery(period="30").since(NOW) == NOW - timedelta(days=30)
    assert InsightsQuery(period="all").since(NOW) is None
