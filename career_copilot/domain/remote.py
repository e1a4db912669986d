"""Where a remote worker may live: ISO countries, or a region of the world that `covers` a country."""

import re
from collections.abc import Iterable

from career_copilot.domain.location import find_places
from career_copilot.domain.posting import Workplace
from career_copilot.domain.world_regions import countries_of

_REGIONS: dict[str, str] = {
    "WORLD": r"world[\s-]?wide|anywhere(?: in the world)?(?! in)|\bglobal(?:ly)?\b|weltweit|monde entier|todo el mundo|international(?:ly)?",
    "EMEA": r"\bEMEA\b",
    "EU": r"\bEU\b|\bUE\b|european union|europäische union|union européenne|unión europea",
    "EEA": r"\bEEA\b|\bEWR\b|european economic area",
    "EUROPE": r"\beurope\b|\beuropa\b|european time ?zones?|\bCET\b|europaweit",
    "APAC": r"\bAPAC\b|asia[\s-]pacific",
    "LATAM": r"\bLATAM\b|latin america|south america|lateinamerika|latinoamérica",
    "AMERICAS": r"\bamericas\b|\bAMER\b",
}
_COUNTRIES: dict[str, tuple[str, ...]] = {
    r"\bDACH\b": countries_of("DACH"),
    r"north america|\bNAMER\b|\bNAM?\b(?=\s*(?:only|$))": countries_of("NAMER"),
    r"\bnordics?\b|scandinavia": countries_of("NORDICS"),
    r"\bbenelux\b": countries_of("BENELUX"),
    r"\biberia\b": countries_of("IBERIA"),
    r"\bANZ\b": countries_of("ANZ"),
    r"\b(?:eastern|pacific|central|US) time ?zones?\b|\b(?:EST|PST)\b|\bU\.?S\.?[\s-](?:only|based|remote)|(?:US|U\.S\.) (?:east|west) coast": (
        "US",
    ),
}
_PATTERNS = {
    name: re.compile(words, re.IGNORECASE if name not in ("EU", "EEA") else 0) for name, words in _REGIONS.items()
}
_COUNTRY_PATTERNS = {re.compile(words, re.IGNORECASE): codes for words, codes in _COUNTRIES.items()}
_REMOTE = re.compile(
    r"remote|home ?office|homeoffice|télétravail|teletrabajo|remoto|work from home|wfh|anywhere|distributed|telecommut",
    re.IGNORECASE,
)


def covers(region: str, country: str) -> bool:
    """Whether somebody who lives in the country (ISO) may take a job that is open to the region."""
    return region == "WORLD" or country in countries_of(region)


def regions_of(*countries: str) -> list[str]:
    """The countries themselves and every region that covers one of them, as `remote_regions` writes them."""
    return [*countries, *(name for name in _REGIONS if any(covers(name, country) for country in countries))]


def regions_in(text: str) -> list[str]:
    """Regions and countries that a location text names: `Remote (EMEA)` → EMEA, `Remote - US only` → US."""
    found = [name for name, pattern in _PATTERNS.items() if pattern.search(text)]
    countries = [code for pattern, codes in _COUNTRY_PATTERNS.items() if pattern.search(text) for code in codes]
    countries += [place.country for place in find_places(text) if place.country]
    if found and found != ["WORLD"]:
        found = [name for name in found if name != "WORLD"]
    if countries and found == ["WORLD"]:
        found = []
    return list(dict.fromkeys([*found, *countries]))


def remote_regions(
    locations: Iterable[str], applicant_locations: Iterable[str], workplace: Workplace, countries: list[str]
) -> list[str]:
    """Where the worker of a remote job may live, as told by the board; the countries of its places if nothing else is."""
    if workplace is not Workplace.REMOTE:
        return []
    told = [region for text in applicant_locations for region in regions_in(text)]
    told = told or [region for text in locations if _REMOTE.search(text) for region in regions_in(text)]
    told = told or [region for text in locations for region in regions_in(text)]
    return list(dict.fromkeys(told)) or list(dict.fromkeys(countries))
