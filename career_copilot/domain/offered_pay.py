"""What employers offered, a year of it in one currency, so that offers stand on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from career_copilot.data import rates
from career_copilot.domain.posting import SalaryPeriod
from career_copilot.domain.salary import PER_YEAR


class Base(BaseModel, frozen=True):
    """The base pay among an offer's terms, as they are stored."""

    base: Decimal = Field(gt=0, le=Decimal(10) ** 12)
    currency: str = Field("EUR", pattern=r"^[A-Z]{3}$")
    period: SalaryPeriod = SalaryPeriod.YEAR


@dataclass(frozen=True, slots=True)
class OfferedPay:
    """One offer. `amount` is a year's base in `currency`."""

    application_id: int
    company: str
    amount: int
    currency: str


def offered_pay(offers: Sequence[tuple[int, str, dict[str, Any]]]) -> list[OfferedPay]:
    """From (application, company, terms), the highest first: each in its own currency when all share one, else in euros.
    Offers without a base, or in a currency without a reference rate beside others, are left out."""
    bases = []
    for application_id, company, terms in offers:
        try:
            bases.append((application_id, company, Base.model_validate(terms)))
        except ValidationError:
            continue  # no base is known (yet)
    currencies = {base.currency for _, _, base in bases}
    found = []
    for application_id, company, base in bases:
        rate = 1.0 if len(currencies) == 1 else rates.per_euro(base.currency)
        if rate is not None:
            year = round(float(base.base) * PER_YEAR[base.period] / rate)
            currency = base.currency if len(currencies) == 1 else "EUR"
            found.append(OfferedPay(application_id, company, year, currency))
    return sorted(found, key=lambda offer: (-offer.amount, offer.application_id))
