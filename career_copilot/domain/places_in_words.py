"""Places, countries and regions as they stand in an English sentence: never a code."""

from collections.abc import Iterable

from career_copilot.domain.gazetteer import country_name
from career_copilot.domain.posting import Place
from career_copilot.domain.world_regions import REGIONS

_WITH_ARTICLE = ("United ", "Netherlands", "Philippines", "Dominican Rep", "Czech Rep", "Democratic ", "Republic ", "Bahamas", "Maldives", "Seychelles", "Isle of", "Palestinian")  # fmt: skip


def in_sentence(code: str) -> str:
    """A country or region by its code: `the Netherlands`, `Tunisia`, `the European Union`."""
    if code in REGIONS:
        return REGIONS[code].name
    if code == "WORLD":
        return "the whole world"
    name = country_name(code).removeprefix("The ")
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name


def place_in_sentence(place: Place) -> str:
    """`Berlin, Germany`; `Bavaria, Germany`; `the Netherlands`; the board's own words for what the tables do not know."""
    within = place.locality or place.region
    if not place.country:
        return place.text or within
    return f"{within}, {country_name(place.country).removeprefix('The ')}" if within else in_sentence(place.country)


def listed(names: Iterable[str], last: str = "and") -> str:
    """`A`, `A and B`, `A, B and C`; each once; empty for none."""
    words = list(dict.fromkeys(name for name in names if name))
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
