"""Whether a place is one of the person's, by any of its names: `Munich` and `München`, `Norwegen` and `Norway`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from career_copilot.data.places import City, Country
from career_copilot.domain.gazetteer import city_of, country_of
from career_copilot.domain.place_names import fold_place

_CAPITALISED = re.compile(r"[^\W\d_a-zß-ÿ][\w'’-]+(?: [^\W\d_a-zß-ÿ][\w'’-]+)?")
_LARGE = 15_000  # inhabitants: smaller towns share their names with people and things


@dataclass(frozen=True)
class Places:
    """The person's places: names of cities, codes of countries."""

    cities: frozenset[str]
    countries: frozenset[str]


def places_of(texts: Iterable[str]) -> Places:
    cities, countries = set(), set()
    for text in texts:
        for match in _CAPITALISED.finditer(text):
            for name in {match.group(), *match.group().split()}:
                place = named(name)
                if isinstance(place, City):
                    cities.add(fold_place(place.name))
                    countries.add(place.country)
                elif place is not None:
                    countries.add(place.code)
        countries.update(re.findall(r"\b[A-Z]{2}\b", text))
    return Places(frozenset(cities), frozenset(countries))


@lru_cache(20_000)
def named(name: str) -> City | Country | None:
    """The city or country of that name, if it is large enough to be meant."""
    if country := country_of(name):
        return country
    city = city_of(name)
    return city if city is not None and city.population >= _LARGE else None


def is_ours(name: str, ours: Places) -> bool:
    """Whether it is one of these cities, or one of their countries."""
    place = named(name)
    if isinstance(place, City):
        return fold_place(place.name) in ours.cities
    return place is not None and place.code in ours.countries
