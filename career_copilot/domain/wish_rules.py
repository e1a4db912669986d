"""Each wish against many openings at once: met, violated, or the ad does not say."""

from decimal import Decimal
from math import sin

import numpy as np
from numpy.typing import NDArray

from career_copilot.domain import lexical
from career_copilot.domain.candidates import Candidate
from career_copilot.domain.features import GLOBE, NO_SALARY, PERMITS, Batch, code, on_globe, region_code, town_hash
from career_copilot.domain.posting import EmploymentType, Salary, Seniority, Workplace
from career_copilot.domain.remote import regions_of
from career_copilot.domain.salary import annual_salary
from career_copilot.domain.vectors import LENGTH
from career_copilot.domain.wished_places import is_whole
from career_copilot.domain.wishes import Wish, WishedPlace, Wishes
from career_copilot.domain.world_regions import countries_of

OK, VIOLATED, UNKNOWN, NOT_ASKED = 0, 1, 2, 3
EARTH_KM = 6371
TITLE_OK, TITLE_VIOLATED = 600, 400  # thousandths of closeness
_ANY_COUNTRY = 0


Verdicts = dict[Wish, NDArray[np.int8]]


def verdicts(openings: Batch, person: Candidate) -> Verdicts:
    """int8[n] of OK, VIOLATED, UNKNOWN or NOT_ASKED for each wish. What an ad demands of languages and permits is judged
    under the wish of that name; licences never are, as a résumé seldom lists all."""
    wishes, nothing = person.wishes, np.full(len(openings), NOT_ASKED, np.int8)
    permits = wishes.work_permits or wishes.needs_sponsorship
    return {
        Wish.TITLES: _titles(openings, person) if wishes.titles else nothing,
        Wish.PLACES: _places(openings, wishes) if wishes.places else nothing,
        Wish.WORKPLACE: _among(openings, "workplace", [list(Workplace).index(w) for w in wishes.workplaces]),
        Wish.PERMIT: _permit(openings, wishes) if permits else nothing,
        Wish.SALARY: _salary(openings, wishes),
        Wish.LANGUAGES: _language(openings, person.languages) if person.languages else nothing,
        Wish.EMPLOYMENT_TYPES: _employment(openings, wishes) if wishes.employment_types else nothing,
        Wish.SENIORITY: _among(openings, "seniority", [list(Seniority).index(s) for s in wishes.seniorities]),
        Wish.AVOID: _avoid(openings, wishes) if wishes.avoid else nothing,
    }


def blocked_by(found: Verdicts, person: Candidate, count: int) -> NDArray[np.bool_]:
    """bool[count]: a hard wish is violated."""
    blocked = np.zeros(count, np.bool_)
    for wish, verdict in found.items():
        if wish in person.wishes.hard:
            blocked |= verdict == VIOLATED
    return blocked


def _verdict(ok: NDArray[np.bool_], unknown: NDArray[np.bool_]) -> NDArray[np.int8]:
    return np.where(ok, OK, np.where(unknown, UNKNOWN, VIOLATED)).astype(np.int8)


def _titles(openings: Batch, person: Candidate) -> NDArray[np.int8]:
    closest = np.rint(openings.vectors.astype(np.float32) @ person.titles.T).max(1).astype(np.int64) * 1000 // LENGTH**2
    return _verdict(closest >= TITLE_OK, closest >= TITLE_VIOLATED)


_UNKNOWN_INDEX = {"workplace": list(Workplace).index(Workplace.UNKNOWN), "seniority": list(Seniority).index(Seniority.UNKNOWN)}  # fmt: skip


def _among(openings: Batch, column: str, wished: list[int]) -> NDArray[np.int8]:
    value = openings.header[column]
    if not wished:
        return np.full(len(openings), NOT_ASKED, np.int8)
    return _verdict(np.isin(value, wished), value == _UNKNOWN_INDEX[column])


def _employment(openings: Batch, wishes: Wishes) -> NDArray[np.int8]:
    mask = sum(1 << list(EmploymentType).index(kind) for kind in set(wishes.employment_types))
    return _verdict(openings.header["employment"] & mask > 0, openings.header["employment"] == 0)


def floor_eur(wishes: Wishes) -> int | None:
    """The salary floor in euro a year; None without a floor or when its currency has no reference rate."""
    if wishes.salary_floor is None:
        return None
    floor = Decimal(wishes.salary_floor)
    annual = annual_salary(Salary(minimum=floor, currency=wishes.salary_currency, period=wishes.salary_period))
    return annual.minimum_eur if annual else None


def _salary(openings: Batch, wishes: Wishes) -> NDArray[np.int8]:
    floor = floor_eur(wishes)
    if floor is None:
        return np.full(len(openings), NOT_ASKED, np.int8)
    paid = openings.header["salary"]
    return _verdict(paid >= floor, paid == NO_SALARY)


def phrase_hashes(phrase: str) -> tuple[list[int], list[int]]:
    """The words of a phrase to avoid, and its neighbouring pairs, as an opening's sections `words` and `pairs` hold them."""
    words = lexical.hashes(phrase)
    return words.tolist(), lexical.pairs(words).astype(np.uint16).tolist()


def avoided(openings: Batch, phrase: str) -> NDArray[np.bool_]:
    """bool[n]: the ad says this phrase, in title, company or text. A phrase of function words alone is never said."""
    words, pairs = phrase_hashes(phrase)
    said = np.full(len(openings), bool(words))
    for word in words:
        said &= openings.any("words", openings.sections["words"] == word)
    for pair in pairs:
        said &= openings.any("pairs", openings.sections["pairs"] == pair)
    return said


def _avoid(openings: Batch, wishes: Wishes) -> NDArray[np.int8]:
    said = np.zeros(len(openings), np.bool_)
    for phrase in wishes.avoid:
        said |= avoided(openings, phrase)
    return np.where(said, VIOLATED, OK).astype(np.int8)


def _places(openings: Batch, wishes: Wishes) -> NDArray[np.int8]:
    if wishes.relocation:
        return np.full(len(openings), OK, np.int8)
    places = openings.sections["places"]
    near = np.zeros(len(places), np.bool_)
    maybe = places["country"] == _ANY_COUNTRY
    for wished in wishes.places:
        inside, unsure = _near(places, wished)
        near |= inside
        maybe |= unsure
    remote = openings.header["workplace"] == list(Workplace).index(Workplace.REMOTE)
    here, anywhere = _remote(openings, wishes)
    ok = np.where(remote, here, openings.any("places", near))
    nowhere = openings.count("places") == 0
    return _verdict(ok, np.where(remote, anywhere & nowhere, nowhere | openings.any("places", maybe)))


def _near(places: NDArray[np.void], wished: WishedPlace) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Inside the wished place; and perhaps inside it, as only the country is known. A town that the table does not place
    counts where an ad names it."""
    same_country = np.isin(places["country"], [code(name) for name in _countries(wished)])
    if wished.region:
        there = places["region"] == region_code(wished.country, wished.region)
        return same_country & there, same_country & (places["region"] == 0)
    if is_whole(wished):
        return same_country, np.zeros_like(same_country)
    placed = (places["x"] != 0) | (places["y"] != 0) | (places["z"] != 0)
    name = town_hash(wished.text)
    named = (places["name"] == name) & (name != 0)
    if wished.country:
        named &= same_country | (places["country"] == _ANY_COUNTRY)
    if wished.latitude is None or wished.longitude is None:
        return named, same_country & ~placed & (places["name"] == 0)
    x, y, z = on_globe(wished.latitude, wished.longitude)
    away = sum((places[axis].astype(np.int64) - here) ** 2 for axis, here in (("x", x), ("y", y), ("z", z)))
    # A step is 200 m: half a step on each side of rounding must not exclude the rim.
    reach = 2 * GLOBE * sin(wished.radius_km / EARTH_KM / 2) + 2
    return (placed & (away <= int(reach * reach))) | (named & ~placed), ~placed & same_country


def _countries(wished: WishedPlace) -> tuple[str, ...]:
    """Of a region of the world all countries; none if only the name is known."""
    return countries_of(wished.country) if wished.country else ()


def _remote(openings: Batch, wishes: Wishes) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Remote openings that may be done from a wished place; and those that name no region."""
    regions, count = openings.sections["regions"], openings.count("regions")
    countries = {country for place in wishes.places for country in _countries(place)}
    named = openings.any("regions", np.isin(regions, [code(name) for name in ("WORLD", *regions_of(*countries))]))
    at_home = openings.any("countries", np.isin(openings.sections["countries"], [code(c) for c in countries]))
    unnamed = count == 0
    return named | (unnamed & at_home), unnamed


def permitted(wishes: Wishes) -> set[str]:
    """Countries where the person may work already."""
    return {country for entry in wishes.work_permits for country in countries_of(entry)}


def _permit(openings: Batch, wishes: Wishes) -> NDArray[np.int8]:
    """Allowed in one of its countries, or sponsored; violated only where the ad itself refuses."""
    allowed = openings.any("countries", np.isin(openings.sections["countries"], [code(c) for c in permitted(wishes)]))
    placed = openings.count("countries") > 0
    permit = openings.header["permit"]
    citizens = permit == PERMITS.index("citizenship")
    refused = citizens | np.isin(permit, [PERMITS.index("no-sponsorship"), PERMITS.index("right-to-work")])
    ok = (allowed & ~citizens) | (~allowed & (permit == PERMITS.index("sponsorship")))
    return _verdict(ok, allowed | ~refused | (~placed & bool(wishes.work_permits)))


def _language(openings: Batch, spoken: dict[str, int]) -> NDArray[np.int8]:
    """The demanded languages: violated when one is not spoken, or two levels too low; unsure when one level too low."""
    asked = openings.sections["languages"]
    demanded = asked["kind"] > 0
    level = np.full(len(asked), -10, np.int64)
    for name, spoken_level in spoken.items():
        level[asked["code"] == code(name)] = spoken_level
    short = asked["level"].astype(np.int64) - level
    violated = openings.any("languages", demanded & (short >= 2))
    unsure = openings.any("languages", demanded & (short == 1))
    unsaid = ~openings.any("languages", demanded)
    foreign = ~np.isin(openings.header["language"], [0, *(code(name) for name in spoken)])
    return _verdict(~violated & ~unsure & ~(unsaid & foreign), ~violated)
