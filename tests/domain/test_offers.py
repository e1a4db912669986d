"""What a year of an offer is worth: a published formula, checked by hand."""

from decimal import Decimal

import pytest

from career_copilot.domain import offers_form
from career_copilot.domain.offers import CURRENCIES, OfferTerms, OfferWeights, rate_date, worth
from career_copilot.errors import InvalidInputError

ONES = OfferWeights(**dict.fromkeys(("base", "bonus", "equity", "days_off", "commute", "remote"), Decimal(1)))


def amounts(terms: OfferTerms, weights: OfferWeights = ONES) -> dict[str, int | None]:
    return {part.name: None if part.amount is None else round(part.amount) for part in worth(terms, weights).parts}


def test_every_part_by_hand() -> None:
    terms = OfferTerms(
        base=Decimal(52_000), bonus=Decimal(4_000), equity=Decimal(1_000), days_off=30, commute_minutes=30,
        remote_days=Decimal(2), cost_of_living=Decimal(125),
    )  # fmt: skip
    # a day is 200, an hour 25; 3 days at the office × 46 weeks × 1 hour
    assert amounts(terms) == {
        "Base": 52_000,
        "Bonus": 4_000,
        "Equity": 1_000,
        "Days off": 6_000,
        "Commute": -3_450,
        "At home": 2_300,
    }
    found = worth(terms, ONES)
    assert (found.factor, found.total) == (Decimal("0.8"), Decimal(49_480))
    assert found.unknown == []


def test_weights_count() -> None:
    terms = OfferTerms(base=Decimal(52_000), bonus=Decimal(4_000), days_off=30)
    weights = OfferWeights(bonus=Decimal("0.5"), days_off=Decimal(0), base=Decimal(2))
    assert amounts(terms, weights)["Bonus"] == 2_000
    assert amounts(terms, weights)["Days off"] == 0
    assert amounts(terms, weights)["Base"] == 104_000


def test_what_is_unknown_is_named_and_counts_nothing() -> None:
    found = worth(OfferTerms(base=Decimal(52_000)), ONES)
    assert found.total == 52_000
    assert found.unknown == ["Bonus", "Equity", "Days off", "Commute", "At home", "Cost of living"]
    assert all(part.how.startswith("n/a") for part in found.parts if part.amount is None)


def test_nothing_is_not_unknown() -> None:
    found = worth(
        OfferTerms(base=Decimal(52_000), bonus=Decimal(0), equity=Decimal(0), days_off=0, commute_minutes=0), ONES
    )
    assert found.unknown == ["At home", "Cost of living"]


def test_without_a_base_there_is_no_total() -> None:
    assert worth(OfferTerms(bonus=Decimal(1)), ONES).total is None


@pytest.mark.parametrize(
    ("period", "expected"), [("hour", 52_000), ("day", 6_500), ("week", 1_300), ("month", 300), ("year", 25)]
)
def test_every_period_is_a_year(period: str, expected: int) -> None:
    assert amounts(OfferTerms(base=Decimal(25), period=period))["Base"] == expected  # type: ignore[arg-type]


def test_another_currency_is_converted_at_the_dated_rate() -> None:
    terms = OfferTerms(base=Decimal(100_000), currency="SEK")
    there, back = worth(terms, ONES), worth(terms, OfferWeights(currency="SEK"))
    assert "SEK × 0." in there.parts[0].how
    assert there.parts[0].how.endswith("EUR × 1")
    assert back.total == 100_000
    assert len(rate_date()) == 10


def test_a_currency_without_a_rate_is_not_guessed() -> None:
    assert "ARS" not in CURRENCIES
    found = worth(OfferTerms(base=Decimal(1), currency="ARS"), ONES)
    assert (found.total, found.parts[0].how) == (None, "n/a: the bank publishes no rate for ARS")


def test_the_form_there_and_back() -> None:
    sent = {
        "base": "60.000",
        "currency": "CHF",
        "period": "month",
        "bonus": "1 500,50",
        "days_off": "28",
        "benefits": " Bike ",
    }
    terms = offers_form.read(sent)
    assert (terms.base, terms.bonus, terms.days_off, terms.equity) == (Decimal(60_000), Decimal("1500.50"), 28, None)
    assert offers_form.read(offers_form.view(terms).model_dump()) == terms


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"base": "a lot"}, "Base is no number."),
        ({"base": "-5"}, "Base must be at least 0."),
        ({"days_off": "999"}, "Days off must be at most 260."),
        ({"days_off": "2.5"}, "Days off is no whole number."),
        ({"currency": "XXX"}, "Currency is not a currency we know."),
        ({"period": "eon"}, "Period is not one of the choices."),
        ({"base": "NaN"}, "Base is no number."),
        ({"base": "1e99"}, "Base must be at most 1,000,000,000,000."),
        ({"cost_of_living": "0"}, "Cost of living must be at least 10."),
        ({"cost_of_living": "Infinity"}, "Cost of living is no number."),
    ],
)
def test_what_cannot_be_meant_is_said_at_its_field(sent: dict[str, str], expected: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        offers_form.read(sent)
    assert str(refused.value) == expected


def test_weights_are_checked() -> None:
    assert offers_form.read_weights({"bonus": "0.25", "currency": "SEK"}).bonus == Decimal("0.25")
    with pytest.raises(InvalidInputError, match="Bonus a year must be at most 5"):
        offers_form.read_weights({"bonus": "9"})
