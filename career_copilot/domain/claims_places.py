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
    cities: set[str] = set()
    countries: set[str] = set()
    texts = tuple(texts)
    for text in texts:
        countries.update(re.findall(r"\b[A-Z]{2}\b", text))
        for match in _CAPITALISED.finditer(text):
            for name in {match.group(), *match.group().split()}:
                place = named(name)
                for city in (city_of(name, country) for country in sorted(countries) if place is None):
                    cities.update(map(fold_place, (city.name, *city.others)) if city else ())
                if isinstance(place, City):
                    cities.update(map(fold_place, (place.name, *place.others)))
                    countries.add(place.country)
                elif place is not None:
                    countries.add(place.code)
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
        return fold_place(place.name) in ours.cities or fold_place(name) in ours.cities
    if place is None:  # several cities are called so: is one of them in a country of ours?
        within = (city_of(name, country) for country in sorted(ours.countries))
        return any(city is not None and fold_place(city.name) in ours.cities for city in within)
    return place.code in ours.countries
