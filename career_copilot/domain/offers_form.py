"""The form of an offer, and that of the weights by which offers are compared."""

from collections.abc import Mapping
from decimal import Decimal

from pydantic import BaseModel, ValidationError

from career_copilot.domain.application_form import complaint
from career_copilot.domain.money import number
from career_copilot.domain.offers import OfferTerms, OfferWeights
from career_copilot.errors import InvalidInputError

LABELS = {
    "base": "Base", "currency": "Currency", "period": "Period", "bonus": "Bonus a year", "equity": "Equity a year",
    "days_off": "Days off", "commute_minutes": "Commute", "remote_days": "Days at home",
    "cost_of_living": "Cost of living", "benefits": "Other benefits", "commute": "Commute", "remote": "Days at home",
}  # fmt: skip
_MONEY = ("base", "bonus", "equity")


class TermsView(BaseModel):
    """The terms as text; empty is unknown."""

    base: str = ""
    currency: str = "EUR"
    period: str = "year"
    bonus: str = ""
    equity: str = ""
    days_off: str = ""
    commute_minutes: str = ""
    remote_days: str = ""
    cost_of_living: str = ""
    benefits: str = ""


def read(sent: Mapping[str, object]) -> OfferTerms:
    """Raises InvalidInputError that names the field. Amounts may be written `60.000`, `60,000` or `60 000`."""
    words = {name: str(sent.get(name) or "").strip() for name in TermsView.model_fields}
    values: dict[str, object] = {name: word for name, word in words.items() if word}
    try:
        return OfferTerms.model_validate(
            values | {name: _money(LABELS[name], words[name]) for name in _MONEY if words[name]}
        )
    except ValidationError as error:
        raise InvalidInputError(complaint(error, LABELS)) from error


def read_weights(sent: Mapping[str, object]) -> OfferWeights:
    """Raises InvalidInputError that names the field."""
    values = {name: str(sent[name]).strip() for name in OfferWeights.model_fields if sent.get(name) not in (None, "")}
    try:
        return OfferWeights.model_validate(values)
    except ValidationError as error:
        raise InvalidInputError(complaint(error, LABELS)) from error


def view(terms: OfferTerms) -> TermsView:
    """The other way round."""
    values = terms.model_dump()
    return TermsView(**{name: _text(values[name]) for name in TermsView.model_fields})


def _money(label: str, words: str) -> Decimal:
    try:
        amount = number(words)
    except ArithmeticError as error:
        raise InvalidInputError(f"{label} is no number.") from error
    if not amount.is_finite():
        raise InvalidInputError(f"{label} is no number.")
    return amount


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
