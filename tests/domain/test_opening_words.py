"""Facts of an opening in the words of the screen."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from career_copilot.domain.opening_words import annual, badges, pay, pay_line, pay_or_words, where
from career_copilot.domain.posting import AnnualSalary, Place, Salary, SalaryPeriod
from career_copilot.domain.salary import entered_salary


def money(low: str | None, high: str | None, currency: str = "EUR", period: str = "year") -> Salary:
    return Salary(
        minimum=Decimal(low) if low else None,
        maximum=Decimal(high) if high else None,
        currency=currency,
        period=SalaryPeriod(period),
    )


@pytest.mark.parametrize(
    ("salary", "words"),
    [
        (None, ""),
        (money(None, None), ""),
        (money("60000", "75000"), "€60k–75k a year"),
        (money("62500", "75000"), "€62.5k–75k a year"),
        (money("14.50", None, "GBP", "hour"), "from £14.50 an hour"),
        (money(None, "3200", "CHF", "month"), "up to CHF 3,200 a month"),
        (money("50000", "50000", "USD"), "$50k a year"),
        (money("100", "200", "", "day"), "100–200 a day"),
        (money("1000000000", None), "from €1bn a year"),
        (money("999999", "1250000", "JPY"), "¥1M–1.25M a year"),
        (money("12000000", "2500000000000", "VND", "month"), "VND 12M–2,500bn a month"),
    ],
)
def test_pay(salary: Salary | None, words: str) -> None:
    assert pay(salary) == words


def test_a_converted_salary_names_rate_and_date() -> None:
    compared = AnnualSalary(minimum_eur=55_000, maximum_eur=64_500, rate=1.085, rate_date="2026-10-30")
    assert (
        annual(money("60000", "70000", "USD"), compared)
        == "≈ €55k–64.5k a year at 1.085 USD for one euro (ECB, 2026-10-30)"
    )
    assert annual(money("60000", "70000"), compared) == ""


def test_where() -> None:
    berlin, hamburg, lyon = (Place(text=name, locality=name) for name in ("Berlin", "Hamburg", "Lyon"))
    assert where([]) == ""
    assert where([berlin, berlin]) == "Berlin"
    assert where([berlin, hamburg]) == "Berlin, Hamburg"
    assert where([berlin, hamburg, lyon]) == "Berlin and 2 more"
    assert where([Place(text="Greater Nowhere")]) == "Greater Nowhere"


def test_badges_are_two_at_most(now: datetime) -> None:
    assert badges("live", False, now + timedelta(days=3), now) == ["Closing soon"]
    assert badges("live", False, now - timedelta(days=3), now) == []
    assert badges("unverified", True, now + timedelta(days=3), now) == ["Unverified", "Against a must"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("65,000 EUR a year", "€65k a year"),
        ("viel", "as written: viel"),
        ("120000", "as written: 120000"),
        ("1e12", "as written: 1e12"),
        ("  ", ""),
    ],
)
def test_pay_that_a_person_wrote(line: str, words: str) -> None:
    assert pay_or_words(entered_salary(line)) == words


@pytest.mark.parametrize(
    ("salary", "words"),
    [
        (money("57512", "80123", "USD").model_copy(update={"text": "Annual salary"}), "$57,512–80,123 a year"),
        (money("64500", "99000"), "€64,500–99,000 a year"),
        (money("14.50", None, "GBP", "hour"), "from £14.50 an hour"),
        (money(None, "95012", "CHF"), "up to CHF 95,012 a year"),
        (money("120000", "120000", "CAD").model_copy(update={"text": "$120k"}), "CAD 120,000 a year"),
        (money("70000", "80000", "", "month"), "70,000–80,000 a month"),
        (entered_salary("70.000 bis 80.000 € im Jahr"), "70.000 bis 80.000 € im Jahr"),
        (entered_salary("about 3k, 13 times"), "about 3k, 13 times"),
        (entered_salary("by agreement"), "by agreement"),
        (None, ""),
    ],
)
def test_a_line_of_pay_is_read_again_as_it_was(salary: Salary | None, words: str) -> None:
    assert pay_line(salary) == words
    again = entered_salary(words)
    assert again == (salary.model_copy(update={"text": words}) if salary else None)
