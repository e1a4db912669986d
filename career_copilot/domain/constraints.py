"""Each wish that was made, and each blocker of the ad, with its verdict in one plain sentence."""

from career_copilot.domain import wish_rules
from career_copilot.domain.candidates import Candidate
from career_copilot.domain.features import LEVELS, Batch
from career_copilot.domain.matches import Constraint, Verdict
from career_copilot.domain.posting import OpeningData, RequirementKind, RequirementTopic, Workplace
from career_copilot.domain.ranking import EACH_WISH
from career_copilot.domain.wish_rules import NOT_ASKED, OK, UNKNOWN, Blocker
from career_copilot.domain.wishes import Wish

_VERDICTS = {wish_rules.OK: Verdict.OK, wish_rules.VIOLATED: Verdict.VIOLATED, wish_rules.UNKNOWN: Verdict.UNKNOWN}
_WORKPLACE = {
    Workplace.REMOTE: "remote",
    Workplace.HYBRID: "hybrid",
    Workplace.ON_SITE: "on site",
    Workplace.UNKNOWN: "at an unknown place",
}


def constraints(
    opening: OpeningData, openings: Batch, person: Candidate, verdicts: dict[Wish | Blocker, int]
) -> list[Constraint]:
    """Wishes first; a blocker only when its wish was not made."""
    found = []
    for wish, verdict in verdicts.items():
        if verdict == NOT_ASKED or (
            isinstance(wish, Blocker) and (verdict != wish_rules.VIOLATED or _listed(wish, verdicts))
        ):
            continue
        named = wish if isinstance(wish, Wish) else _WISH[wish]
        hard = isinstance(wish, Blocker) or wish in person.wishes.hard
        scored = not hard and named is not Wish.TITLES
        points = {OK: EACH_WISH, UNKNOWN: EACH_WISH / 2}.get(verdict, 0) if scored else 0
        found.append(
            Constraint(
                wish=named,
                hard=hard or (named in _BLOCKING and verdict == wish_rules.VIOLATED),
                verdict=_VERDICTS[verdict],
                text=_SENTENCES[named](opening, openings, person, verdict),
                points=points,
                possible=EACH_WISH if scored else 0,
            )
        )
    return found


_WISH = {Blocker.LANGUAGE: Wish.LANGUAGES, Blocker.PERMIT: Wish.PERMIT}
_BLOCKING = frozenset(_WISH.values())


def _listed(blocker: Blocker, verdicts: dict[Wish | Blocker, int]) -> bool:
    return verdicts[_WISH[blocker]] != NOT_ASKED


def _join(words: list[str]) -> str:
    return ", ".join(dict.fromkeys(word for word in words if word)) or "nothing"


def _titles(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    return f"The title is {opening.title}; you look for {_join(list(person.title_names))}"


def _places(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    wished = _join([_radius(place.text, place.radius_km, place.latitude) for place in person.wishes.places])
    where = _join([place.text for place in opening.places])
    if opening.workplace is Workplace.REMOTE:
        where = f"remote{f' in {_join(opening.remote_regions)}' if opening.remote_regions else ''}"
    if person.wishes.relocation and verdict == OK:
        return f"The work is {where}; you would move" if where != "nothing" else "The ad names no place; you would move"
    return (
        f"The place is {where}; you want {wished}"
        if where != "nothing"
        else f"The ad names no place; you want {wished}"
    )


def _radius(text: str, kilometres: int, latitude: float | None) -> str:
    return f"{kilometres} km around {text}" if kilometres and latitude is not None else text


def _workplace(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    wished = " or ".join(_WORKPLACE[one] for one in person.wishes.workplaces)
    if verdict == UNKNOWN:
        return f"The ad does not say where the work is done; you want {wished}"
    return f"The work is {_WORKPLACE[opening.workplace]}; you want {wished}"


def _permit(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    asked = _join([entry.label for entry in opening.requirements if entry.topic is RequirementTopic.PERMIT])
    said = f"The ad says: {asked}" if asked != "nothing" else "The ad says nothing about permits"
    permits = _join(person.wishes.work_permits)
    mine = f"you may work in {permits}" if permits != "nothing" else "you need sponsorship"
    return f"{said}; the work is in {_join(opening.countries)}; {mine}" if opening.countries else f"{said}; {mine}"


def _salary(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    wishes = person.wishes
    floor = f"you want at least {wishes.salary_floor:,} {wishes.salary_currency} a {wishes.salary_period}"
    if opening.annual_salary is None or verdict == UNKNOWN:
        return f"The ad states no pay; {floor}"
    paid = opening.annual_salary.maximum_eur or opening.annual_salary.minimum_eur or 0
    return f"It pays up to {paid:,} EUR a year; {floor}"


def _languages(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    asked = [
        entry.label
        for entry in opening.requirements
        if entry.topic is RequirementTopic.LANGUAGE and entry.kind is not RequirementKind.NICE
    ]
    spoken = _join([f"{code} {LEVELS[level]}" for code, level in person.languages.items()])
    if asked:
        return f"Asks for {_join(asked)}; you speak {spoken}"
    return f"Names no language, the ad is written in {opening.language or 'an unknown one'}; you speak {spoken}"


def _employment(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    wished = _join([kind.value.replace("_", " ").lower() for kind in person.wishes.employment_types])
    if verdict == UNKNOWN:
        return f"The ad does not say the kind of employment; you want {wished}"
    return (
        f"It is {_join([kind.value.replace('_', ' ').lower() for kind in opening.employment_types])}; you want {wished}"
    )


def _seniority(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    wished = " or ".join(person.wishes.seniorities)
    return (
        f"The ad does not say the level; you want {wished}"
        if verdict == UNKNOWN
        else f"The level is {opening.seniority}; you want {wished}"
    )


def _avoid(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    said = [phrase for phrase in person.wishes.avoid if bool(wish_rules.avoided(openings, phrase)[0])]
    if said:
        return f"The ad says {_join([f'“{phrase}”' for phrase in said])}"
    return f"The ad does not say {_join([f'“{phrase}”' for phrase in person.wishes.avoid])}"


_SENTENCES = {
    Wish.TITLES: _titles,
    Wish.PLACES: _places,
    Wish.WORKPLACE: _workplace,
    Wish.PERMIT: _permit,
    Wish.SALARY: _salary,
    Wish.LANGUAGES: _languages,
    Wish.EMPLOYMENT_TYPES: _employment,
    Wish.SENIORITY: _seniority,
    Wish.AVOID: _avoid,
}
