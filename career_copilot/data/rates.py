"""Euro reference rates of the European Central Bank on one day (see NOTICE), built by `tools/build_rates.py`."""

from importlib.resources import files

from career_copilot.data.once import once


@once
def _table() -> tuple[str, dict[str, float]]:
    date, *lines = files("career_copilot.data").joinpath("ecb_rates.csv").read_text().splitlines()
    rates = {currency: float(rate) for currency, rate in (line.split(",") for line in lines)}
    return date, {"EUR": 1.0, **rates}


def date() -> str:
    """ISO date of the rates."""
    return _table()[0]


def per_euro(currency: str) -> float | None:
    """Units of the currency (ISO 4217) for one euro; None if the bank publishes no rate."""
    return _table()[1].get(currency)
