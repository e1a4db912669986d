"""Places of work in the words of adverts: `Berlin, Munich or Remote`, `London, UK`, `Austin TX`, `Deutschland`.

Only what the table of cities knows beyond doubt is filled in; the words themselves are always kept."""

import re
from collections.abc import Iterable
from functools import lru_cache

from career_copilot.data.places import City, Country, Region
from career_copilot.domain.gazetteer import city_of, country_name, country_of, named, place_of, regions_of
from career_copilot.domain.place_names import fold_place
from career_copilot.domain.posting import Place

_SEVERAL = re.compile(
    r"\s*(?:[;|•\n]|\s/\s|(?<=[^\W\d_]{3})/(?=[^\W\d_]{3})|\s(?:or|oder|ou|and|und|et|y|o|&|\+)\s)\s*", re.IGNORECASE
)
_PARTS = re.compile(
    r"\s*(?:,|\s[-–—]+\s?|(?<=\w)[-–—]\s|[()\[\]:]|(?<=remote)[-–/]|(?<=hybrid)[-–/])\s*", re.IGNORECASE
)
_NOISE = re.compile(
    r"\b(?:fully|100\s?%|remote(?:ly)?|remoto|télétravail|teletrabajo|home ?office|homeoffice|work(?:ing)? from home|wfh|hybrid[eo]?|on-?site|in-?office|in-?person"
    r"|anywhere(?: in)?|based|only|flexible|distributed|virtual|headquarters|hq|office|büro|bureau|oficina|campus|metropolitan|metro|greater|raum|großraum|region|area|county"
    r"|city of|stadt|downtown|central|locations?|multiple|various|nationwide|across|within|throughout|eligible|preferred|candidates?|residents?|the|in|from|near|at|time ?zones?"
    r"|vor ort|deutschlandweit|site|hub|area|sur site|east coast|west coast|midwest)\b\.?",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"^(?:[A-Z]{1,2}[ -])?\d{4,6}(?:-\d{4})?\s+|\s+\d{5}(?:-\d{4})?$|\s+[A-Z]{1,2}\d[\dA-Z]?\s\d[A-Z]{2}$|^\d+\s|\s+(?:CEDEX|Cedex)(?: \d+)?$"
)
# A city with the name of a region elsewhere must be so large to be meant: `Ontario` is no town in California.
_MEANT, _MEANT_OVERSEAS = 100_000, 500_000
_OVERSEAS = ("US", "CA", "AU")
EARTH_KM = 6371.0
_LONGEST = 500  # characters of a location field that are read
_REMEMBERED = 5_000  # location fields: a company repeats its own


def find_places(text: str, country: str = "") -> list[Place]:
    """Every place named in a board's location field, in order. `country` (ISO) helps with ambiguous cities."""
    return list(_named(text[:_LONGEST], country))


def parts(text: str) -> list[str]:
    """What stands beside each other as equals: `Berlin or Munich`, `Paris / Lyon`; `Frankfurt/Main` is one place."""
    return [text] if named(text) else _SEVERAL.split(text)


@lru_cache(_REMEMBERED)
def _named(text: str, country: str) -> tuple[Place, ...]:
    text = " ".join(text.replace("\n", ";").split())
    if re.search(r"[/(]", text) and (whole := city_of(text, country)):  # `Frankfurt/Main`
        return (place_of(whole, text),)
    found: list[Place] = []
    for chunk in _SEVERAL.split(text):
        found += _in_chunk(chunk, country)
    unique = {(place.country, place.region, place.locality) if place.country else place.text: place for place in found}
    return tuple(unique.values())


def _in_chunk(chunk: str, hint: str) -> list[Place]:
    parts = [
        part
        for raw in _PARTS.split(chunk)
        if (part := _POSTCODE.sub("", " ".join(_NOISE.sub(" ", raw).split(" "))).strip(" .-–/"))
    ]
    parts = [
        word
        for part in parts
        if country_of(part) or not _WIDER.issuperset(fold_place(part).split())
        for word in _words_of(part)
    ]
    found: list[Place] = []
    at = 0
    while at < len(parts):
        place, used = _at(parts, at, hint)
        if place is not None:
            found.append(place)
        at += used
    specific = [place for place in found if place.locality]
    return [place for place in found if place.locality or not any(_covers(place, other) for other in specific)] or found


_WIDER = frozenset(
    [
        "europe",
        "europa",
        "emea",
        "apac",
        "asia",
        "africa",
        "pacific",
        "latam",
        "latin",
        "north",
        "south",
        "america",
        "americas",
        "eu",
        "eea",
        "ue",
        "european",
        "union",
        "worldwide",
        "world",
        "global",
        "globally",
        "international",
        "namer",
        "amer",
        "dach",
        "nordics",
        "benelux",
        "mena",
        "anz",
        "gmt",
        "est",
        "pst",
        "cet",
        "utc",
        "bay",
        "tri",
        "state",
        "opening",
    ]
)  # parts made of these words are regions of the world, not places of work


def _covers(whole: Place, part: Place) -> bool:
    return whole.country == part.country and (not whole.region or whole.region == part.region)


def _words_of(part: str) -> list[str]:
    """`Austin TX` is two names; so is `London UK`. A known name stays whole."""
    if _known(part):
        return [part]
    words = part.split()
    for split in range(len(words) - 1, 0, -1):
        left, right = " ".join(words[:split]), " ".join(words[split:])
        if _known(right) and _known(left):
            return [left, right]
    return [part]


def _known(name: str) -> bool:
    return bool(
        country_of(name) or regions_of(name) or city_of(name) or any(city_of(name, code) for code in ("US", "GB", "CA"))
    )


def _at(parts: list[str], at: int, hint: str) -> tuple[Place | None, int]:
    """The place that starts at this part, and how many parts it takes."""
    part, rest = parts[at], parts[at + 1 :]
    for used, country, region in _qualifiers(rest, part):
        city = city_of(part, country, region)
        if city is not None:
            return place_of(city, ", ".join(parts[at : at + 1 + used])), 1 + used
    if rest and (led := _leading(part, rest[0], rest[1:])):
        return led, 2
    return _alone(part, rest, hint)


def _qualifiers(rest: list[str], part: str) -> Iterable[tuple[int, str, Region | None]]:
    """Readings of what follows a city, the longest first: (parts used, country, region)."""
    if not rest:
        return
    following = country_of(rest[1]) if len(rest) > 1 else None
    for region in regions_of(rest[0]):
        if following and following.code == region.country:
            yield 2, region.country, region
    if len(rest) > 1 and following:
        yield 2, following.code, None
    for region in regions_of(rest[0]):
        yield 1, region.country, region
    if country := country_of(rest[0]):
        yield 1, country.code, None


def _leading(part: str, following: str, later: list[str]) -> Place | None:
    """`Germany, Berlin`, `California: San Francisco`: the wider place first."""
    if later and (country_of(later[0]) or regions_of(later[0])):
        return None
    text = f"{part}, {following}"
    if (country := country_of(part)) and (city := city_of(following, country.code)):
        return place_of(city, text)
    cities = (city for region in regions_of(part) if (city := city_of(following, region.country, region)))
    inside = next(cities, None)
    return place_of(inside, text) if inside and not city_of(part) else None


def _alone(part: str, rest: list[str], hint: str) -> tuple[Place | None, int]:
    country, regions = country_of(part), regions_of(part)
    city = (city_of(part, hint) if hint else None) or city_of(part)
    city = city or next((inside for region in regions if (inside := city_of(part, region.country, region))), None)
    if country and not (city and _is_city_state(country, city)):
        abbreviated = len(part) == 2 and len(regions) == 1 and part not in ("UK", "US")
        if not abbreviated and not (part == "Georgia" and rest and getattr(country_of(rest[0]), "code", "") == "US"):
            return Place(text=part, country=country.code), 1
    fitting = [region for region in regions if not hint or region.country == hint] or regions
    if (
        rest
        and (named := country_of(rest[0]))
        and (meant := [region for region in regions if region.country == named.code])
    ):
        return Place(text=f"{part}, {rest[0]}", region=meant[0].names[0], country=named.code), 2
    if city and _outweighs(city, fitting):
        return place_of(city, part), 1
    if len(fitting) == 1 or (fitting and fitting[0].country == "US"):
        return Place(text=part, region=fitting[0].names[0], country=fitting[0].country), 1
    return Place(text=part, country=hint if hint and city else ""), 1


def _outweighs(city: City, regions: list[Region]) -> bool:
    """Whether a name means the city rather than one of the regions of that name."""
    needed = _MEANT_OVERSEAS if any(region.country in _OVERSEAS for region in regions) else _MEANT
    return not regions or city.population >= needed or any(region.code == city.region for region in regions)


def _is_city_state(country: Country, city: City) -> bool:
    return city.country == country.code and country.code in ("SG", "HK", "MC", "LU", "MO", "DJ", "GI", "KW")


@lru_cache(_REMEMBERED)
def structured(place: Place) -> Place:
    """A place that the board gave in fields, completed from the table: ISO country, region's name, position."""
    country = (
        country_of(place.country.strip()) or country_of(place.country.strip().upper())
        if place.country.strip()
        else None
    )
    code = country.code if country else ""
    named = next((region for region in regions_of(place.region.strip()) if not code or region.country == code), None)
    city = city_of(place.locality, code, named) or city_of(place.locality, code)
    text = place.text or ", ".join(
        filter(None, (place.locality, place.region, country_name(code) if code else place.country))
    )
    if city is None:
        read = find_places(text, code) if not place.locality else []
        name = named.names[0] if named else place.region.strip()
        kept = place.model_copy(update={"text": text, "country": code, "region": name})
        # Only where the words do not contradict the board's country: `Paris` in the US is not the city in France.
        if read and read[0].country and code in ("", read[0].country):
            return _at_told_position(read[0].model_copy(update={"text": text}), place)
        return kept
    return _at_told_position(place_of(city, text), place)


def _at_told_position(known: Place, told: Place) -> Place:
    """The board's own position wins over the table's."""
    if told.latitude is None or told.longitude is None:
        return known
    return known.model_copy(update={"latitude": told.latitude, "longitude": told.longitude})
