"""The tables of cities, regions and countries (GeoNames, see NOTICE), built by `tools/build_places.py`."""

import gzip
from importlib.resources import files
from typing import NamedTuple

from career_copilot.data.once import once


class City(NamedTuple):
    name: str
    country: str  # ISO 3166-1 alpha-2
    region: str  # GeoNames admin1 code
    latitude: float
    longitude: float
    population: int
    others: tuple[str, ...]


class Region(NamedTuple):
    country: str
    code: str
    names: tuple[str, ...]  # the English one first


class Country(NamedTuple):
    code: str
    code3: str
    name: str
    continent: str  # AF AN AS EU NA OC SA
    others: tuple[str, ...]


def _file(name: str) -> bytes:
    return files("career_copilot.data").joinpath(name).read_bytes()


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


@once
def cities() -> tuple[City, ...]:
    """Cities of 15,000 inhabitants and more, the largest first."""
    found = []
    for line in gzip.decompress(_file("cities.tsv.gz")).decode().splitlines():
        name, country, region, latitude, longitude, population, others = line.split("\t")
        found.append(City(name, country, region, float(latitude), float(longitude), int(population), _names(others)))
    return tuple(found)


@once
def regions() -> tuple[Region, ...]:
    rows = (line.split("\t") for line in _file("regions.tsv").decode().splitlines())
    return tuple(Region(country, code, _names(names)) for country, code, names in rows)


@once
def countries() -> tuple[Country, ...]:
    rows = (line.split("\t") for line in _file("countries.tsv").decode().splitlines())
    return tuple(Country(code, code3, name, continent, _names(others)) for code, code3, name, continent, others in rows)
