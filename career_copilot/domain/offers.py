"""What an employer offers, and what a year of it is worth to a person by the weights they set. No model: one formula.

Worth of a year, in one currency at the dated reference rates of the European Central Bank:

    (base × wb + bonus × wo + equity × we + days off × pay of a day × wd − hours of commuting × pay of an hour × wc
     + days at home × pay of an hour × wr) × (100 / cost of living) ^ wl

The pay of a day is base / 260, that of an hour base / 2,080. Commuting happens twice on each day at the office, in 46 weeks.
What is unknown counts nothing and is named."""

from decimal import Decimal

from pydantic import BaseModel, Field, field_validator

from career_copilot.data import rates
from career_copilot.domain.money import CODES
from career_copilot.domain.opening_words import pay
from career_copilot.domain.posting import Salary, SalaryPeriod
from career_copilot.domain.salary import PER_YEAR

DAYS_A_YEAR, HOURS_A_YEAR, WEEKS_AT_WORK, DAYS_A_WEEK = 260, 2_080, 46, 5
MOST_MONEY = Decimal(10) ** 12
CURRENCIES = tuple(code for code in CODES if rates.per_euro(code) is not None)


class OfferTerms(BaseModel, frozen=True):
    """The terms. None is unknown, 0 is none. Bonus and equity are a year's, in the currency of the base."""

    base: Decimal | None = Field(None, ge=0, le=MOST_MONEY)
    currency: str = "EUR"
    period: SalaryPeriod = SalaryPeriod.YEAR
    bonus: Decimal | None = Field(None, ge=0, le=MOST_MONEY)
    equity: Decimal | None = Field(None, ge=0, le=MOST_MONEY)
    days_off: int | None = Field(None, ge=0, le=260)
    commute_minutes: int | None = Field(None, ge=0, le=600, description="one way")
    remote_days: Decimal | None = Field(None, ge=0, le=5, description="days at home in a week of five")
    cost_of_living: Decimal | None = Field(None, ge=10, le=1000, description="index of the place; 100 is the yardstick")
    benefits: str = Field("", max_length=2_000)

    @field_validator("currency")
    @classmethod
    def _known(cls, code: str) -> str:
        if code not in CODES:
            raise ValueError("is not a currency we know")
        return code


class OfferWeights(BaseModel, frozen=True):
    """How much each part counts to the person; 1 is at its face value, 0 not at all."""

    currency: str = Field("EUR", description="in which offers are compared")
    base: Decimal = Field(Decimal(1), ge=0, le=5)
    bonus: Decimal = Field(Decimal("0.8"), ge=0, le=5)
    equity: Decimal = Field(Decimal("0.3"), ge=0, le=5)
    days_off: Decimal = Field(Decimal(1), ge=0, le=5)
    commute: Decimal = Field(Decimal("0.5"), ge=0, le=5)
    remote: Decimal = Field(Decimal(0), ge=0, le=5)
    cost_of_living: Decimal = Field(Decimal(1), ge=0, le=1)

    @field_validator("currency")
    @classmethod
    def _has_a_rate(cls, code: str) -> str:
        if code not in CURRENCIES:
            raise ValueError("has no reference rate")
        return code


DEFAULT_WEIGHTS = OfferWeights()


class OfferPart(BaseModel, frozen=True):
    """One number of the sum. `amount` is None where something it needs is unknown; `how` says how it came about."""

    name: str
    amount: Decimal | None
    how: str


class Worth(BaseModel, frozen=True):
    """What a year is worth: the parts, what they are multiplied with for the cost of living, and the result."""

    parts: list[OfferPart]
    factor: Decimal
    factor_how: str
    total: Decimal | None
    unknown: list[str]


def worth(terms: OfferTerms, weights: OfferWeights) -> Worth:
    """The formula above, number by number."""
    rate = _rate(terms.currency, weights.currency)
    year = None if terms.base is None or rate is None else terms.base * PER_YEAR[terms.period] * rate
    parts = [_base(terms, weights, year, rate), *_extras(terms, weights, rate), *_time(terms, weights, year)]
    factor, how = _living(terms, weights)
    known = sum((part.amount for part in parts if part.amount is not None), Decimal(0))
    unknown = [part.name for part in parts if part.amount is None]
    if terms.cost_of_living is None and weights.cost_of_living:
        unknown.append("Cost of living")
    return Worth(
        parts=parts, factor=factor, factor_how=how, unknown=unknown,
        total=None if year is None else (known * factor).quantize(Decimal(1)),
    )  # fmt: skip


def _base(terms: OfferTerms, weights: OfferWeights, year: Decimal | None, rate: Decimal | None) -> OfferPart:
    if terms.base is None:
        return OfferPart(name="Base", amount=None, how="n/a: no base is entered")
    if year is None or rate is None:
        return OfferPart(name="Base", amount=None, how=f"n/a: the bank publishes no rate for {terms.currency}")
    steps = [f"{_number(terms.base)} {terms.currency}"]
    if terms.period is not SalaryPeriod.YEAR:
        steps.append(f"× {PER_YEAR[terms.period]:,} {terms.period}s a year")
    if rate != 1:
        steps.append(f"× {rate:.4f} {weights.currency}")
    return OfferPart(name="Base", amount=year * weights.base, how=_weighted(" ".join(steps), weights.base))


def _extras(terms: OfferTerms, weights: OfferWeights, rate: Decimal | None) -> list[OfferPart]:
    parts = []
    for name, value, weight in (("Bonus", terms.bonus, weights.bonus), ("Equity", terms.equity, weights.equity)):
        if value is None or rate is None:
            parts.append(OfferPart(name=name, amount=None, how="n/a: unknown"))
            continue
        steps = f"{_number(value)} {terms.currency}" + (f" × {rate:.4f} {weights.currency}" if rate != 1 else "")
        parts.append(OfferPart(name=name, amount=value * rate * weight, how=_weighted(steps, weight)))
    return parts


def _time(terms: OfferTerms, weights: OfferWeights, year: Decimal | None) -> list[OfferPart]:
    """What days off, days at home and the way to work are worth, measured by the pay for that time."""
    off, home, minutes = terms.days_off, terms.remote_days, terms.commute_minutes
    if year is None:
        return [
            OfferPart(name=name, amount=None, how="n/a: needs the base") for name in ("Days off", "Commute", "At home")
        ]
    day, hour = year / DAYS_A_YEAR, year / HOURS_A_YEAR
    unknown = "n/a: unknown"
    parts = [
        OfferPart(name="Days off", amount=None, how=unknown)
        if off is None
        else OfferPart(
            name="Days off", amount=off * day * weights.days_off,
            how=_weighted(f"{off} days × {_number(day)} a day", weights.days_off),
        )
    ]  # fmt: skip
    if minutes is None or (home is None and minutes):
        parts.append(OfferPart(name="Commute", amount=None, how="n/a: needs minutes and days at home"))
    else:
        hours = Decimal(2 * minutes) / 60 * (DAYS_A_WEEK - (home or 0)) * WEEKS_AT_WORK
        how = f"− {hours:,.0f} hours × {_number(hour)} an hour"
        parts.append(
            OfferPart(name="Commute", amount=-hours * hour * weights.commute, how=_weighted(how, weights.commute))
        )
    if home is None:
        return [*parts, OfferPart(name="At home", amount=None, how=unknown)] if weights.remote else parts
    days = home * WEEKS_AT_WORK
    how = _weighted(f"{days:,.0f} days × an hour's {_number(hour)}", weights.remote)
    return [*parts, OfferPart(name="At home", amount=days * hour * weights.remote, how=how)]


def _living(terms: OfferTerms, weights: OfferWeights) -> tuple[Decimal, str]:
    if terms.cost_of_living is None:
        return Decimal(1), "n/a: no index is entered, so nothing is adjusted"
    factor = (Decimal(100) / terms.cost_of_living) ** weights.cost_of_living
    return factor, f"(100 / {terms.cost_of_living:f}) ^ {weights.cost_of_living:f} = {factor:.3f}"


def _rate(have: str, want: str) -> Decimal | None:
    """Units of `want` for one of `have`."""
    a, b = rates.per_euro(have), rates.per_euro(want)
    return None if a is None or b is None else Decimal(str(b)) / Decimal(str(a))


def rate_date() -> str:
    """ISO date of the reference rates."""
    return rates.date()


def _weighted(steps: str, weight: Decimal) -> str:
    return f"{steps} × {weight:f}"


def _number(value: Decimal) -> str:
    return f"{value:,.2f}" if value % 1 and value < 10_000 else f"{value:,.0f}"


def base_words(terms: OfferTerms) -> str:
    """`€60k a year`; empty when unknown."""
    return pay(Salary(minimum=terms.base, maximum=terms.base, currency=terms.currency, period=terms.period))


def differing_words(terms: OfferTerms) -> dict[str, str]:
    """The lines of an offer, for people and for two versions to be compared; empty is unknown."""
    money = {"Bonus": terms.bonus, "Equity": terms.equity}
    return {
        "Base": f"{_number(terms.base)} {terms.currency} a{'n' if terms.period == 'hour' else ''} {terms.period}"
        if terms.base is not None
        else "",
        **{name: f"{_number(value)} {terms.currency} a year" if value is not None else "" for name, value in money.items()},
        "Days off": f"{terms.days_off} a year" if terms.days_off is not None else "",
        "Commute": f"{terms.commute_minutes} min each way" if terms.commute_minutes is not None else "",
        "At home": f"{terms.remote_days:f} days a week" if terms.remote_days is not None else "",
        "Cost of living": f"{terms.cost_of_living:f}" if terms.cost_of_living is not None else "",
        "Benefits": terms.benefits,
    }  # fmt: skip
