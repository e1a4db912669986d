"""What ranking reads of an opening, packed once at ingestion into a few kilobytes; and many openings side by side.

Layout of `packed`: one HEADER, then the sections in the order of SECTIONS, each as long as its count in the header."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, isqrt, radians, sin
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from career_copilot.data import idf
from career_copilot.data import skills as skill_table
from career_copilot.data import vectors as vector_table
from career_copilot.domain import lexical, skills, title_words, vectors
from career_copilot.domain.degrees import EDUCATION
from career_copilot.domain.location import find_places
from career_copilot.domain.posting import (
    AnnualSalary,
    EmploymentType,
    OpeningData,
    Place,
    Requirement,
    RequirementKind,
    RequirementTopic,
    Seniority,
    Workplace,
)

LAYOUT = 4
VERSION = f"{LAYOUT} / idf {idf.VERSION} / skills {skill_table.VERSION} / vectors {vector_table.VERSION} / titles {title_words.VERSION}"

PLACE = np.dtype([("x", "<i2"), ("y", "<i2"), ("z", "<i2"), ("country", "<u2"), ("region", "<u2"), ("name", "<u4")])
LANGUAGE = np.dtype([("code", "<u2"), ("level", "u1"), ("kind", "u1")])
SECTIONS: dict[str, DTypeLike] = {
    "term_rows": "<u2",
    "term_weights": "u1",
    "skill_ids": "<u4",
    "skill_kinds": "u1",
    "words": "<u4",
    "pairs": "<u2",
    "places": PLACE,
    "countries": "<u2",
    "regions": "<u2",
    "languages": LANGUAGE,
}
_ITEM_SIZES = [np.dtype(kind).itemsize for kind in SECTIONS.values()]
HEADER = np.dtype(
    [
        ("counts", "<u2", (len(SECTIONS),)),
        ("norm", "<u4"),
        ("salary", "<i4"),
        ("workplace", "u1"),
        ("seniority", "u1"),
        ("employment", "u1"),
        ("years", "u1"),
        ("education", "u1"),
        ("permit", "u1"),
        ("language", "<u2"),
    ]
)
NO_SALARY = -1
UNSAID = 255
NICE, SOFT, STRESSED = 1, 2, 4  # bits of a skill's kind: nice to have; an attitude; the ad names it again
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
PERMITS = ("", "sponsorship", "no-sponsorship", "right-to-work", "citizenship")
GLOBE = 32_000  # the earth's radius in steps of a place's coordinates: 200 m each


@dataclass(frozen=True, slots=True)
class Features:
    """One narrow row an opening: `version` of the tables it was made with, `packed` bytes, float16 `vector`[256]."""

    version: str
    packed: bytes
    vector: NDArray[np.float16]


def code(name: str) -> int:
    """16 bits for a country, region or language code."""
    return zlib.crc32(name.upper().encode()) & 0xFFFF


def town_hash(words: str) -> int:
    """32 bits for the town that a place's words name, known or not: the same for `Murnau` and `Murnau, Germany`; 0 if they
    name only a country or a region."""
    towns = (one.locality or one.text for one in find_places(words) if one.locality or not one.country)
    return zlib.crc32(next(towns, "").casefold().encode())


def region_code(country: str, region: str) -> int:
    """16 bits for a region of a country; 0 for none."""
    return code(f"{country}:{region}") if country and region else 0


def on_globe(latitude: float, longitude: float) -> tuple[int, int, int]:
    """The point as whole steps from the earth's centre, so that distances compare exactly everywhere."""
    north, east = radians(latitude), radians(longitude)
    return (
        round(GLOBE * cos(north) * cos(east)),
        round(GLOBE * cos(north) * sin(east)),
        round(GLOBE * sin(north)),
    )


def features(opening: OpeningData) -> Features:
    """All that ranking needs of an opening. Pure; the same opening gives the same bytes."""
    words = lexical.hashes(f"{opening.title}\n{opening.company}", opening.text)
    term_rows, term_weights = lexical.document(words)
    asked = [entry for entry in opening.requirements if entry.skill_id is not None]
    sections: dict[str, Sequence[object] | NDArray[Any]] = {
        "term_rows": term_rows,
        "term_weights": term_weights,
        "skill_ids": [entry.skill_id for entry in asked],
        "skill_kinds": [skill_kind(entry) for entry in asked],
        "words": lexical.distinct(words)[0],
        "pairs": lexical.distinct(lexical.pairs(words).astype(np.uint16))[0],
        "places": [_place(place) for place in opening.places],
        "countries": [code(country) for country in opening.countries],
        "regions": [code(region) for region in opening.remote_regions],
        "languages": [_language(entry) for entry in opening.requirements if entry.topic is RequirementTopic.LANGUAGE],
    }
    header = _header(opening)
    header["norm"] = isqrt(int((term_weights.astype(np.int64) ** 2).sum()))
    header["counts"] = [len(section) for section in sections.values()]
    body = (np.asarray(sections[name], kind).tobytes() for name, kind in SECTIONS.items())
    return Features(VERSION, header.tobytes() + b"".join(body), vectors.vector(opening.title))


def skill_kind(requirement: Requirement) -> int:
    """The bits NICE, SOFT and STRESSED of a requirement that is a skill."""
    soft = SOFT if requirement.skill_id is not None and _is_soft(requirement.skill_id) else 0
    stressed = STRESSED if requirement.stressed else 0
    return soft | stressed | (NICE if requirement.kind is RequirementKind.NICE else 0)


@lru_cache(30_000)
def _is_soft(skill_id: int) -> bool:
    return skills.skill(skill_id).kind == "attitude"


def best_pay(salary: AnnualSalary | None) -> int | None:
    """The most that is offered, in euro a year."""
    if salary is None:
        return None
    return salary.maximum_eur if salary.maximum_eur is not None else salary.minimum_eur


def _header(opening: OpeningData) -> NDArray[np.void]:
    header = np.zeros(1, HEADER)
    best = best_pay(opening.annual_salary)
    header["salary"] = NO_SALARY if best is None else min(best, 2**31 - 1)
    header["workplace"] = list(Workplace).index(opening.workplace)
    header["seniority"] = list(Seniority).index(opening.seniority)
    header["employment"] = sum(1 << list(EmploymentType).index(kind) for kind in set(opening.employment_types))
    musts = [entry for entry in opening.requirements if entry.kind is not RequirementKind.NICE]
    years = [
        int(entry.value) for entry in musts if entry.topic is RequirementTopic.EXPERIENCE and entry.value.isdigit()
    ]
    header["years"] = min(max(years), 60) if years else UNSAID
    degrees = [
        EDUCATION.index(e.value) for e in musts if e.topic is RequirementTopic.EDUCATION and e.value in EDUCATION
    ]
    header["education"] = min(degrees, default=0)
    permits = [
        PERMITS.index(permit_of(entry)) for entry in opening.requirements if entry.topic is RequirementTopic.PERMIT
    ]
    header["permit"] = max(permits, default=0)
    header["language"] = code(opening.language) if opening.language else 0
    return header


def permit_of(requirement: Requirement) -> str:
    """`US:no-sponsorship` → `no-sponsorship`."""
    name = requirement.value.rpartition(":")[2]
    return name if name in PERMITS else ""


def _place(place: Place) -> tuple[int, int, int, int, int, int]:
    here = (0, 0, 0)
    if place.latitude is not None and place.longitude is not None:
        here = on_globe(place.latitude, place.longitude)
    country = code(place.country) if place.country else 0
    return (*here, country, region_code(place.country, place.region), town_hash(place.locality or place.text))


def _language(requirement: Requirement) -> tuple[int, int, int]:
    """`de:C1` → code, level as an index, whether it is more than nice to have."""
    name, _, level = requirement.value.partition(":")
    return code(name), LEVELS.index(level) if level in LEVELS else 0, requirement.kind is not RequirementKind.NICE


@dataclass(frozen=True, slots=True)
class Batch:
    """Many openings side by side: `header`[n]; each section end to end, opening i having [ends[i], ends[i + 1])."""

    header: NDArray[np.void]
    sections: dict[str, NDArray[Any]]
    ends: dict[str, NDArray[np.int64]]
    vectors: NDArray[np.float16]

    def __len__(self) -> int:
        return len(self.header)

    @property
    def bytes(self) -> int:
        held = (self.header, self.vectors, *self.sections.values(), *self.ends.values())
        return sum(array.nbytes for array in held)

    def count(self, section: str) -> NDArray[np.int64]:
        """int64[n]: how many entries each opening has."""
        return np.diff(self.ends[section])

    def any(self, section: str, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """bool[n]: whether any entry of the opening is chosen (bool[entries])."""
        found = np.zeros(len(self), np.bool_)
        found[np.searchsorted(self.ends[section], np.flatnonzero(chosen), side="right") - 1] = True
        return found

    def total(self, section: str, values: NDArray[Any]) -> NDArray[np.int64]:
        """int64[n]: the sum of the values (integers[entries]) of each opening."""
        ends, found = self.ends[section], np.zeros(len(self), np.int64)
        filled = np.flatnonzero(ends[1:] > ends[:-1])
        if len(filled):
            found[filled] = np.add.reduceat(values, ends[filled], dtype=np.int64)
        return found


def batch(rows: Sequence[Features]) -> Batch:
    """Unpack. All rows must be of this VERSION."""
    size = HEADER.itemsize
    header = np.frombuffer(b"".join(row.packed[:size] for row in rows), HEADER)
    widths = header["counts"].astype(np.int64) * np.array(_ITEM_SIZES)
    starts = (size + np.concatenate((np.zeros((len(rows), 1), np.int64), np.cumsum(widths, 1)), 1)).tolist()
    sections: dict[str, NDArray[Any]] = {}
    ends: dict[str, NDArray[np.int64]] = {}
    for at, (name, kind) in enumerate(SECTIONS.items()):
        parts = b"".join(row.packed[start[at] : start[at + 1]] for row, start in zip(rows, starts, strict=True))
        sections[name] = np.frombuffer(parts, kind)
        ends[name] = np.concatenate(([0], np.cumsum(header["counts"][:, at], dtype=np.int64)))
    stacked = np.stack([row.vector for row in rows]) if rows else np.zeros((0, vector_table.DIMENSIONS), np.float16)
    return Batch(header, sections, ends, stacked)
