"""Dates of spreadsheets: read when they say what they mean, asked for when they do not."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from career_copilot.domain.import_dates import DateOrder, detect, parse

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-03-04", "2026-03-04T12:00"),
        ("2026-03-04 09:30", "2026-03-04T09:30"),
        ("2026/3/4", "2026-03-04T12:00"),
        ("04.03.2026", "2026-03-04T12:00"),
        ("4. März 2026", "2026-03-04T12:00"),
        ("4 mars 2026", "2026-03-04T12:00"),
        ("4 de marzo de 2026", "2026-03-04T12:00"),
        ("March 4, 2026", "2026-03-04T12:00"),
        ("Mar 4, 2026 3:05 PM", "2026-03-04T15:05"),
        ("Wed, 4 Mar 2026", "2026-03-04T12:00"),
        ("31/03/2026", "2026-03-31T12:00"),
        ("3/31/26, 12:10 AM", "2026-03-31T00:10"),
    ],
)
def test_clear_dates(cell: str, expected: str) -> None:
    assert parse(cell, DateOrder.UNKNOWN, BERLIN) == datetime.fromisoformat(expected).replace(tzinfo=BERLIN)


def test_a_moment_with_a_zone_is_that_moment() -> None:
    assert parse("2026-03-04T10:00:00Z", DateOrder.UNKNOWN, BERLIN) == datetime(2026, 3, 4, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-04 10:00 UTC",
        "2026-03-04 10:00:00 GMT",
        "Wed, 4 Mar 2026 10:00:00 GMT",
        "March 4, 2026 5:00 AM (EST)",
        "Mar 4, 2026 5:00 AM EST",
        "04.03.2026 11:00 Uhr MEZ",
        "4 Mar 2026 15:30 UTC+5:30",
        "4 Mar 2026 11:00:00 GMT+0100 (Central European Standard Time)",
    ],
)
def test_a_zone_behind_the_time_is_heard(cell: str) -> None:
    assert parse(cell, DateOrder.UNKNOWN, BERLIN) == datetime(2026, 3, 4, 10, tzinfo=UTC)


def test_a_zone_that_may_be_one_of_several_is_asked_about() -> None:
    with pytest.raises(ValueError, match="the time zone “CST” is not known"):
        parse("4 Mar 2026 10:00 (CST)", DateOrder.UNKNOWN, BERLIN)


@pytest.mark.parametrize(("order", "month"), [(DateOrder.DAY_FIRST, 4), (DateOrder.MONTH_FIRST, 3)])
def test_an_order_decides(order: DateOrder, month: int) -> None:
    found = parse("03/04/2026", order, UTC)
    assert found is not None
    assert found.month == month


@pytest.mark.parametrize(
    "cell", ["03/04/2026", "soon", "31.02.2026", "2026-13-01", "12", "٣/٤", "4 Mar 2026 10:00 UTC+99"]
)
def test_what_cannot_be_read_says_so(cell: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(cell, DateOrder.UNKNOWN, UTC)


def test_empty_is_no_date() -> None:
    assert parse("  ", DateOrder.UNKNOWN, UTC) is None


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["01/02/2026", "13/02/2026"], (DateOrder.DAY_FIRST, False)),
        (["01/02/2026", "02/13/2026"], (DateOrder.MONTH_FIRST, False)),
        (["01/02/2026"], (DateOrder.UNKNOWN, True)),
        (["01/02/2026", "13/02/2026", "02/13/2026"], (DateOrder.UNKNOWN, True)),
        (["01.02.2026", "2026-02-01", ""], (DateOrder.UNKNOWN, False)),
    ],
)
def test_the_whole_column_tells_the_order(cells: list[str], expected: tuple[DateOrder, bool]) -> None:
    assert detect(cells) == expected
