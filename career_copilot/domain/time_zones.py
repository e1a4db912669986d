"""The time zones a person may choose: the IANA names that mean a place, and UTC."""

from functools import lru_cache
from zoneinfo import available_timezones

PLACES = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@lru_cache(maxsize=1)
def choices() -> list[str]:
    """Sorted; without the old and the artificial names, which still work when a browser reports them."""
    return ["UTC", *sorted(name for name in available_timezones() if name.partition("/")[0] in PLACES and "/" in name)]


def known(name: str) -> bool:
    """Whether dates can be shown in this zone."""
    return name in available_timezones()
