"""Vendors' words in our values."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from career_copilot.domain.posting import EmploymentType, SalaryPeriod, Seniority, Workplace
from career_copilot.job_boards import ashby, greenhouse, lever, terms

FULL, PART, INTERN = EmploymentType.FULL_TIME, EmploymentType.PART_TIME, EmploymentType.INTERN
CONTRACTOR, TEMPORARY = EmploymentType.CONTRACTOR, EmploymentType.TEMPORARY


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("Full-time", [FULL]), ("full_time", [FULL]), ("Vollzeit", [FULL]), ("CDI - Temps plein", [FULL]),
        ("Part time", [PART]), ("Teilzeit", [PART]), ("Minijob", [PART]), ("Full-time / Part-time", [FULL, PART]),
        ("Internship", [INTERN]), ("Apprenticeship", [INTERN]), ("Werkstudent", [INTERN]), ("Ausbildung", [INTERN]),
        ("Contract", [CONTRACTOR]), ("Contractor", [CONTRACTOR]), ("Freelance", [CONTRACTOR]),
        ("Fixed Term", [TEMPORARY]), ("Fixed-term contract", [TEMPORARY]), ("Seasonal", [TEMPORARY]),
        ("Unlimited Contract", []), ("Permanent contract", []), ("Regular", []), ("Internal", []), ("", []), (None, []),
    ],
)  # fmt: skip
def test_employment_types(word: str | None, found: list[EmploymentType]) -> None:
    assert terms.employment_types([word]) == found


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("Fully Remote", Workplace.REMOTE), ("Remote", Workplace.REMOTE), ("Hybrid", Workplace.HYBRID),
        ("Hybrid remote", Workplace.HYBRID), ("OnSite", Workplace.ON_SITE), ("on-site", Workplace.ON_SITE),
        ("In-Office", Workplace.ON_SITE), ("Not Remote", Workplace.ON_SITE), ("unspecified", Workplace.UNKNOWN),
        ("", Workplace.UNKNOWN), (None, Workplace.UNKNOWN),
    ],
)  # fmt: skip
def test_workplaces(word: str | None, found: Workplace) -> None:
    assert terms.workplace(word) is found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["Mid-Senior Level"], Seniority.SENIOR), (["Entry Level"], Seniority.ENTRY), (["Associate"], Seniority.MID),
        (["Director"], Seniority.DIRECTOR), (["Executive"], Seniority.EXECUTIVE), (["Internship"], Seniority.INTERN),
        (["Teilzeit", "berufserfahren"], Seniority.MID), (["professional / experienced"], Seniority.MID),
        ([], Seniority.UNKNOWN), ([None, "Side"], Seniority.UNKNOWN),
    ],
)  # fmt: skip
def test_levels(words: list[str | None], found: Seniority) -> None:
    assert terms.seniority(words) is found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2026-11-01T08:00:00+02:00", datetime(2026, 11, 1, 6, tzinfo=UTC)),
        ("2026-11-01T08:00:00Z", datetime(2026, 11, 1, 8, tzinfo=UTC)),
        ("2026-11-01T08:00:00", datetime(2026, 11, 1, 8, tzinfo=UTC)),
        ("2026-11-01", datetime(2026, 11, 1, tzinfo=UTC)),
        ("Sun, 01 Nov 2026 08:00:00 +0000", datetime(2026, 11, 1, 8, tzinfo=UTC)),
        (1793520000, datetime(2026, 11, 1, 8, tzinfo=UTC)),
        (1793520000000, datetime(2026, 11, 1, 8, tzinfo=UTC)),
        (None, None), ("", None), (0, None),
    ],
)  # fmt: skip
def test_moments(value: object, found: datetime | None) -> None:
    assert terms.moment(value) == found


def test_what_is_no_date_is_an_error_and_not_a_missing_date() -> None:
    with pytest.raises(ValueError, match=r"soon|Invalid"):
        terms.moment("soon")


@pytest.mark.parametrize("value", [None, 0, -1, "", "n/a", float("nan"), float("inf"), True])
def test_no_amount(value: object) -> None:
    assert terms.amount(value) is None


def test_a_salary_in_the_wrong_order_is_put_right_and_one_without_a_period_keeps_its_words() -> None:
    swapped = terms.salary("70", 60, "eur", SalaryPeriod.HOUR)
    assert swapped is not None
    assert (swapped.minimum, swapped.maximum, swapped.currency) == (Decimal(60), Decimal(70), "EUR")
    assert terms.salary(0, 0, "EUR", SalaryPeriod.YEAR) is None
    words = terms.salary(1, 2, "EUR", None, "€1 – €2")
    assert words is not None
    assert (words.minimum, words.text) == (None, "€1 – €2")


@pytest.mark.parametrize(
    ("interval", "period", "factor"),
    [
        ("1 YEAR", SalaryPeriod.YEAR, "1"), ("1 HOUR", SalaryPeriod.HOUR, "1"), ("1 DAY", SalaryPeriod.DAY, "1"),
        ("1 WEEK", SalaryPeriod.WEEK, "1"), ("2 WEEK", SalaryPeriod.WEEK, "0.5"), ("0.5 MONTH", SalaryPeriod.MONTH, "2"),
        ("1 MONTH", SalaryPeriod.MONTH, "1"), ("2 MONTH", SalaryPeriod.MONTH, "0.5"),
        ("6 MONTH", SalaryPeriod.MONTH, "0.1667"), ("NONE", None, "1"), ("", None, "1"),
    ],
)  # fmt: skip
def test_every_interval_that_ashby_knows(interval: str, period: SalaryPeriod | None, factor: str) -> None:
    found = ashby._interval(interval)
    assert (found[0], round(found[1], 4)) == (period, Decimal(factor))


def test_every_interval_that_lever_knows_has_a_period() -> None:
    assert {period for period, _ in lever.INTERVALS.values()} == set(SalaryPeriod)


@pytest.mark.parametrize(
    ("title", "pay", "period"),
    [
        ("Annual salary", "90000", SalaryPeriod.YEAR), ("Hourly rate", "2500", SalaryPeriod.HOUR),
        ("Monthly", "3000", SalaryPeriod.MONTH), ("Daily rate", "400", SalaryPeriod.DAY), ("", "25", SalaryPeriod.HOUR),
        ("US Zone A", "120000", SalaryPeriod.YEAR),
    ],
)  # fmt: skip
def test_the_period_that_greenhouse_does_not_tell(title: str, pay: str, period: SalaryPeriod) -> None:
    assert greenhouse._period(title, Decimal(pay)) is period
