"""Regions of the world that hold several countries: `EU`, `DACH`, `Latin America`. A place's `country` may be one of them."""

from dataclasses import dataclass
from functools import cache

from career_copilot.data import places
from career_copilot.domain.place_names import fold_place


@dataclass(frozen=True)
class WorldRegion:
    """A name as it stands in a sentence, other names, and what belongs to it: countries, continents, or both."""

    code: str
    name: str
    others: str = ""
    members: str = ""
    continents: str = ""


_EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
_MIDDLE_EAST = "AE BH CY EG IL IQ IR JO KW LB OM PS QA SA SY TR YE"
_LATIN = "MX GT HN SV NI CR PA CU DO PR HT JM CO VE EC PE BO PY CL AR UY BR GY SR BZ"
REGIONS = {
    region.code: region
    for region in (
        WorldRegion("EUROPE", "Europe", "Europa|European|Across Europe", "CY", "EU"),
        WorldRegion("EU", "the European Union", "EU|UE|Europäische Union|Union européenne|Unión Europea|EU countries|EU27", _EU),
        WorldRegion("EEA", "the European Economic Area", "EEA|EWR|EEE|Europäischer Wirtschaftsraum", f"{_EU} IS LI NO"),
        WorldRegion("EMEA", "Europe, the Middle East and Africa", "EMEA", _MIDDLE_EAST, "EU AF"),
        WorldRegion("DACH", "Germany, Austria and Switzerland", "DACH|D-A-CH|DACH region", "DE AT CH"),
        WorldRegion("NORDICS", "the Nordic countries", "Nordics|Nordic|Norden|Nordic region", "SE NO DK FI IS"),
        WorldRegion("SCANDINAVIA", "Scandinavia", "Skandinavien|Scandinavie|Escandinavia", "SE NO DK"),
        WorldRegion("BALTICS", "the Baltic states", "Baltics|Baltic|Baltikum|Baltic countries", "EE LV LT"),
        WorldRegion("BENELUX", "the Benelux", "Benelux countries", "BE NL LU"),
        WorldRegion("IBERIA", "Iberia", "Iberian Peninsula|Iberische Halbinsel", "ES PT"),
        WorldRegion("CEE", "Central and Eastern Europe", "CEE|Eastern Europe|Osteuropa|Central Europe", "AL BA BG BY CZ EE HR HU LT LV MD ME MK PL RO RS SI SK UA XK"),
        WorldRegion("NAMER", "North America", "NAMER|NA region|Nordamerika|Amérique du Nord|Norteamérica", "US CA"),
        WorldRegion("LATAM", "Latin America", "LATAM|Lateinamerika|Latinoamérica|América Latina|Amérique latine", _LATIN),
        WorldRegion("SOUTH_AMERICA", "South America", "Südamerika|Amérique du Sud|Sudamérica", continents="SA"),
        WorldRegion("AMERICAS", "the Americas", "AMER|The Americas", continents="NA SA"),
        WorldRegion("APAC", "Asia and the Pacific", "APAC|Asia-Pacific|Asia Pacific", continents="AS OC"),
        WorldRegion("ASIA", "Asia", "Asien|Asie", continents="AS"),
        WorldRegion("SOUTHEAST_ASIA", "Southeast Asia", "South East Asia|SEA region|ASEAN|Südostasien", "BN ID KH LA MM MY PH SG TH TL VN"),
        WorldRegion("ANZ", "Australia and New Zealand", "ANZ|Australasia", "AU NZ"),
        WorldRegion("OCEANIA", "Oceania", "Ozeanien|Océanie", continents="OC"),
        WorldRegion("AFRICA", "Africa", "Afrika|Afrique|África", continents="AF"),
        WorldRegion("MIDDLE_EAST", "the Middle East", "Naher Osten|Moyen-Orient|Oriente Medio", _MIDDLE_EAST),
        WorldRegion("MENA", "the Middle East and North Africa", "MENA", f"{_MIDDLE_EAST} DZ LY MA TN"),
        WorldRegion("GCC", "the Gulf states", "GCC|Gulf|Gulf countries", "AE BH KW OM QA SA"),
    )
}  # fmt: skip


@cache
def countries_of(code: str) -> tuple[str, ...]:
    """The ISO countries of a region, those named first; a country is its own only one."""
    region = REGIONS.get(code)
    if region is None:
        return (code,)
    here = region.continents.split()
    # Of Asia and the Pacific, what the region before it calls the Middle East is left out.
    without = _MIDDLE_EAST.split() if code == "APAC" else ()
    whole = (country.code for country in places.countries() if country.continent in here)
    return tuple(dict.fromkeys((*region.members.split(), *(one for one in whole if one not in without))))


def title(region: WorldRegion) -> str:
    """Its name by itself, without the article."""
    name = region.name.removeprefix("the ")
    return name[0].upper() + name[1:]


@cache
def names() -> dict[str, WorldRegion]:
    """Regions by each of their names, folded."""
    return {
        fold_place(name): region
        for region in REGIONS.values()
        for name in (title(region), *filter(None, region.others.split("|")))
    }
