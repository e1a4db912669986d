"""How an opening's facts read on a screen: short, exact, `Unknown` rather than a guess."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from career_copilot.domain import money
from career_copilot.domain.posting import AnnualSalary, EmploymentType, Place, Salary, Seniority, Workplace
from career_copilot.domain.salary import entered_salary

WORKPLACES = {
    Workplace.REMOTE: "Remote",
    Workplace.HYBRID: "Hybrid",
    Workplace.ON_SITE: "On site",
    Workplace.UNKNOWN: "Workplace unknown",
}
EMPLOYMENT_TYPES = {
    EmploymentType.FULL_TIME: "Full time",
    EmploymentType.PART_TIME: "Part time",
    EmploymentType.CONTRACTOR: "Contract",
    EmploymentType.TEMPORARY: "Temporary",
    EmploymentType.INTERN: "Internship",
    EmploymentType.OTHER: "Other",
}
SENIORITIES = {
    Seniority.INTERN: "Intern",
    Seniority.ENTRY: "Entry level",
    Seniority.MID: "Mid level",
    Seniority.SENIOR: "Senior",
    Seniority.LEAD: "Lead",
    Seniority.DIRECTOR: "Director",
    Seniority.EXECUTIVE: "Executive",
}
SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "INR": "₹"}
SOON = timedelta(days=7)


def where(places: list[Place], most: int = 2) -> str:
    """`Berlin`, `Berlin, Hamburg`, `Berlin and 3 more`; as the board writes it where the table knows no better."""
    names = list(dict.fromkeys(place.locality or place.text for place in places if place.locality or place.text))
    if len(names) > most:
        return f"{names[0]} and {len(names) - 1} more"
    return ", ".join(names)


def pay(salary: Salary | None, shortened: bool = True) -> str:
    """`€60k–75k a year`, `from £14.50 an hour`, with all digits unless `shortened`; empty when nothing is stated."""
    if salary is None or (salary.minimum is None and salary.maximum is None):
        return ""
    sign = SIGNS.get(salary.currency, f"{salary.currency} " if salary.currency else "")
    low, high = salary.minimum, salary.maximum
    if low is not None and high is not None and low != high:
        short = shortened and low >= money.SHORT
        amount = f"{sign}{money.amount(low, short)}–{money.amount(high, short)}"
    else:
        value = low if low is not None else high
        assert value is not None
        amount = f"{'up to ' if low is None else 'from ' if high is None else ''}{sign}{money.amount(value, shortened and value >= money.SHORT)}"
    return f"{amount} {'an' if salary.period == 'hour' else 'a'} {salary.period}"


def pay_or_words(salary: Salary | None) -> str:
    """The same; `as written: …` where no amount could be read in the words."""
    return pay(salary) or (f"as written: {salary.text}" if salary and salary.text else "")


def pay_line(salary: Salary | None) -> str:
    """A salary in a line from which the same is read again: its own words if they alone say all of it, as a person's do,
    else the amounts in full. Boards often state amounts beside words like `Annual salary`."""
    if salary is None:
        return ""
    words = entered_salary(salary.text) or Salary()
    own = words.model_copy(update={"text": salary.text, "predicted": salary.predicted}) == salary
    return salary.text if own else pay(salary, shortened=False) or salary.text


def stored_pay_line(stored: dict[str, Any] | None) -> str:
    """The same of a salary as it is stored."""
    return pay_line(Salary.model_validate(stored) if stored else None)


def annual(salary: Salary | None, compared: AnnualSalary | None) -> str:
    """`≈ €63k–78k a year at 1.08 USD for one euro (ECB, 2026-10-30)`; empty where nothing was converted."""
    if salary is None or compared is None or (salary.currency == "EUR" and salary.period == "year"):
        return ""
    bounds = [value for value in (compared.minimum_eur, compared.maximum_eur) if value is not None]
    if not bounds:
        return ""
    amounts = "–".join(dict.fromkeys(money.amount(Decimal(value), value >= money.SHORT) for value in bounds))
    rate = (
        ""
        if salary.currency == "EUR"
        else f" at {compared.rate:g} {salary.currency} for one euro (ECB, {compared.rate_date})"
    )
    return f"≈ €{amounts} a year{rate}"


def badges(state: str, blocked: bool, valid_through: datetime | None, now: datetime) -> list[str]:
    """At most two words of warning, the weightiest first."""
    found = []
    if state == "closed":
        found.append("Closed")
    elif state == "unverified":
        found.append("Unverified")
    if blocked:
        found.append("Against a must")
    if state == "live" and valid_through is not None and now < valid_through < now + SOON:
        found.append("Closing soon")
    return found[:2]
