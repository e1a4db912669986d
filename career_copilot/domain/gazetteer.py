"""Looking names of places up: countries, regions and cities by any of their names, and what begins so."""

from bisect import bisect_left
from dataclasses import dataclass

from career_copilot.data import places as table
from career_copilot.data.once import kept, once
from career_copilot.data.places import City, Country, Region
from career_copilot.domain.place_names import fold_place
from career_copilot.domain.posting import Place
from career_copilot.domain.world_regions import REGIONS, WorldRegion, title
from career_copilot.domain.world_regions import names as world_names

_CLEARLY_LARGER = 3  # times as many inhabitants as the next of that name
_MANY_ADVERTS = frozenset(
    [
        "US",
        "CA",
        "GB",
        "IE",
        "DE",
        "AT",
        "CH",
        "FR",
        "ES",
        "IT",
        "NL",
        "BE",
        "PT",
        "PL",
        "CZ",
        "DK",
        "SE",
        "NO",
        "FI",
        "AU",
        "NZ",
        "IN",
        "SG",
    ]
)


@dataclass(frozen=True)
class _Tables:
    countries: dict[str, Country]
    regions: dict[str, list[Region]]
    cities: dict[str, list[City]]
    region_names: dict[tuple[str, str], str]


@kept
def _tables() -> _Tables:
    found = _Tables({}, {}, {}, {})
    for country in table.countries():
        for name in (country.name, *country.others, country.code3, country.code):
            found.countries.setdefault(fold_place(name), country)
    for region in table.regions():
        found.region_names[region.country, region.code] = region.names[0]
        codes = (region.code,) if region.country in ("US", "CH") else ()
        for key in dict.fromkeys(map(fold_place, (*region.names, *codes))):
            found.regions.setdefault(key, []).append(region)
    for city in table.cities():
        for key in dict.fromkeys(map(fold_place, (city.name, *city.others))):
            found.cities.setdefault(key, []).append(city)
    return found


def country_of(name: str) -> Country | None:
    """By name in one of several languages, ISO code of three letters, or of two if written in capitals."""
    key = fold_place(name)
    if len(key) <= 3 and not name.strip().strip("().").isupper() and key in _tables().countries and key not in ("usa",):
        return None
    return _tables().countries.get(key)


def regions_of(name: str) -> list[Region]:
    """Regions of that name; abbreviations only in capitals."""
    key = fold_place(name)
    if len(key) <= 3 and not name.strip().strip("().").replace(".", "").isupper():
        return []
    return _tables().regions.get(key, [])


def city_of(name: str, country: str = "", region: Region | None = None) -> City | None:
    """The city meant by a name: the only one, or the one much larger than its namesakes, within country and region."""
    key = fold_place(name)
    if len(key) < 2 or (len(key) < 4 and not name.strip(" .()").replace(".", "").isupper() and key not in _SHORT):
        return None
    found = [
        city
        for city in _tables().cities.get(key, ())
        if (not country or city.country == country)
        and (region is None or (city.country, city.region) == (region.country, region.code))
    ]
    if not found:
        return None
    found.sort(key=lambda city: -_prominence(city, key))
    if (
        len(found) > 1
        and not _same_area(found[0], found[1])
        and _prominence(found[0], key) < _CLEARLY_LARGER * _prominence(found[1], key)
    ):
        return None
    return found[0]


def _prominence(city: City, key: str) -> int:
    """Inhabitants, weighed: an own name counts more than a name in another language, and most adverts are from few countries."""
    own = key in (fold_place(city.name), fold_place(city.name.partition("(")[0]))
    return city.population * (10 if own else 1) * (3 if city.country in _MANY_ADVERTS else 1)


_SHORT = frozenset(["ulm", "bad", "ely", "ayr", "bari", "pau", "aix"])


def _same_area(one: City, two: City) -> bool:
    return (one.country, one.region) == (two.country, two.region)


def region_name(country: str, code: str) -> str:
    """The English name of a first-order region; empty if the table has none."""
    return _tables().region_names.get((country, code), "")


def place_of(city: City, text: str) -> Place:
    return Place(
        text=text,
        locality=city.name,
        region=region_name(city.country, city.region),
        country=city.country,
        latitude=city.latitude,
        longitude=city.longitude,
    )


def country_name(code: str) -> str:
    """The English name of a country or region of the world; the code itself if unknown."""
    if code in REGIONS:
        return title(REGIONS[code])
    found = _tables().countries.get(code.lower())
    return found.name if found else code


_Known = City | Country | Region | WorldRegion
_LIKE_A_LARGE_CITY = 1_000_000  # how far up a region stands among cities


@once
def _by_beginning() -> tuple[list[str], list[_Known]]:
    tables = _tables()
    entries: list[tuple[str, _Known]] = [(key, city) for key, found in tables.cities.items() for city in found[:3]]
    entries += [(key, country) for key, country in tables.countries.items() if len(key) > 3]
    entries += [(key, region) for key, found in tables.regions.items() for region in found if len(key) > 3]
    entries += [(key, region) for key, region in world_names().items() if len(key) > 3]
    entries.sort(key=lambda entry: entry[0])
    return [key for key, _ in entries], [place for _, place in entries]


def warm() -> None:
    """Read the tables, which takes a second or more, before somebody waits for them."""
    _by_beginning()


def _exact(key: str) -> list[_Known]:
    """What is called so: a part of the world, a large city by its usual letters (`LA`), a country by a name or ISO code, a region
    unless its city is called so too, a city."""
    tables = _tables()
    country = tables.countries.get(key)
    code = country is None or key in (country.code.lower(), country.code3.lower())
    cities = sorted(tables.cities.get(key, ()), key=lambda city: -_prominence(city, key))
    letters = [city for city in cities if code and len(key) <= 3 and fold_place(city.name) != key]
    regions = tables.regions.get(key, []) if len(key) > 3 else []
    meant = [city for city in cities[:1] if _is_meant(city, regions)]
    found: dict[_Known, None] = dict.fromkeys([*letters, *([country] if country else []), *meant, *regions, *cities])
    return [world_names()[key], *found] if key in world_names() else list(found)


def _is_meant(city: City, regions: list[Region]) -> bool:
    """Rather than the regions of its name: New York lies in New York, and Washington is larger than a town of that state."""
    inside = any((region.country, region.code) == (city.country, city.region) for region in regions)
    return inside or city.population > _LIKE_A_LARGE_CITY // 2


def named(name: str) -> Place | None:
    """The place that somebody means who types only this name or code: `UK`, `Benelux`, `SF`."""
    found = _exact(fold_place(name))
    return _suggestion(found[0]) if found else None


def suggest(beginning: str, limit: int = 8) -> list[Place]:
    """What has exactly this name or code, then countries and the largest cities with a name that begins so, for a form.
    Nothing before two letters."""
    key = fold_place(beginning)
    if len(key) < 2:
        return []
    keys, found = _by_beginning()
    start, end = bisect_left(keys, key), bisect_left(keys, key + "\uffff")

    def rank(place: _Known) -> tuple[bool, bool, int]:
        name, size = (
            (place.names[0], _LIKE_A_LARGE_CITY)
            if isinstance(place, Region)
            else (place.name, getattr(place, "population", 0))
        )
        return isinstance(place, City | Region), not fold_place(name).startswith(key), -size

    matches = dict.fromkeys([*_exact(key), *sorted(dict.fromkeys(found[start:end]), key=rank)])
    return [_suggestion(place) for place in list(matches)[:limit]]


def _suggestion(place: _Known) -> Place:
    if isinstance(place, WorldRegion):
        return Place(text=title(place), country=place.code)
    if isinstance(place, Country):
        return Place(text=place.name, country=place.code)
    if isinstance(place, Region):
        return Place(text=place.names[0], region=place.names[0], country=place.country)
    region = region_name(place.country, place.region) if place.country in ("US", "CA", "AU") else ""
    return place_of(place, ", ".join(filter(None, (place.name, region, country_name(place.country)))))
