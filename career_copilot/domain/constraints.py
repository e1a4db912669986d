"""Each wish that was made, with its verdict in one plain sentence."""

from career_copilot.domain import money, wish_rules
from career_copilot.domain.candidates import Candidate
from career_copilot.domain.features import LEVELS, Batch
from career_copilot.domain.gazetteer import country_name
from career_copilot.domain.language_names import language_name, spoken
from career_copilot.domain.matches import Constraint, Verdict
from career_copilot.domain.places_in_words import in_sentence, listed, place_in_sentence
from career_copilot.domain.posting import OpeningData, RequirementKind, RequirementTopic, Workplace
from career_copilot.domain.ranking import EACH_WISH
from career_copilot.domain.wish_rules import NOT_ASKED, OK, UNKNOWN
from career_copilot.domain.wishes import Wish, WishedPlace

_VERDICTS = {wish_rules.OK: Verdict.OK, wish_rules.VIOLATED: Verdict.VIOLATED, wish_rules.UNKNOWN: Verdict.UNKNOWN}
_WORKPLACE = {
    Workplace.REMOTE: "remote",
    Workplace.HYBRID: "hybrid",
    Workplace.ON_SITE: "on site",
    Workplace.UNKNOWN: "at an unknown place",
}


def constraints(
    opening: OpeningData, openings: Batch, person: Candidate, verdicts: dict[Wish, int]
) -> list[Constraint]:
    """In the order of the wishes; what the person does not wish for is left out."""
    found = []
    for wish, verdict in verdicts.items():
        if verdict == NOT_ASKED:
            continue
        hard = wish in person.wishes.hard
        scored = not hard and wish is not Wish.TITLES
        points = {OK: EACH_WISH, UNKNOWN: EACH_WISH / 2}.get(verdict, 0) if scored else 0
        found.append(
            Constraint(
                wish=wish,
                hard=hard,
                verdict=_VERDICTS[verdict],
                text=_SENTENCES[wish](opening, openings, person, verdict),
                points=points,
                possible=EACH_WISH if scored else 0,
            )
        )
    return found


def _titles(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    return f"The title is {opening.title}; you look for {listed(person.title_names, 'or')}"


def _places(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    wished = listed((_wished(place) for place in person.wishes.places), "or")
    mine = "you would move" if person.wishes.relocation and verdict == OK else f"you want {wished}"
    return f"{_where(opening)}; {mine}"


def _where(opening: OpeningData) -> str:
    if opening.workplace is Workplace.REMOTE:
        regions = listed(map(in_sentence, opening.remote_regions))
        return f"The work is remote, open to {regions}" if regions else "The work is remote"
    places = listed(map(place_in_sentence, opening.places))
    return f"The work is in {places}" if places else "The ad names no place"


def _wished(place: WishedPlace) -> str:
    country = country_name(place.country).removeprefix("The ") if place.country else ""
    text = place.text if not country or country in place.text else f"{place.text}, {country}"
    if place.radius_km and place.latitude is not None:
        return f"{place.radius_km} km around {text}"
    return in_sentence(place.country) if text.removeprefix("The ") == country else text


def _workplace(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    wished = " or ".join(_WORKPLACE[one] for one in person.wishes.workplaces)
    if verdict == UNKNOWN:
        return f"The ad does not say where the work is done; you want {wished}"
    return f"The work is {_WORKPLACE[opening.workplace]}; you want {wished}"


def _permit(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    asked = listed(entry.label for entry in opening.requirements if entry.topic is RequirementTopic.PERMIT)
    said = f"The ad says: {asked}" if asked else "The ad says nothing about permits"
    permits, countries = (
        listed(map(in_sentence, person.wishes.work_permits)),
        listed(map(in_sentence, opening.countries)),
    )
    where = f"; the work is in {countries}" if countries else ""
    return f"{said}{where}; {f'you may work in {permits}' if permits else 'you need a visa sponsor'}"


def _salary(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    wishes = person.wishes
    floor = f"you want at least {wishes.salary_floor:,} {wishes.salary_currency} {money.PERIODS[wishes.salary_period]}"
    if opening.annual_salary is None or verdict == UNKNOWN:
        return f"The ad states no pay; {floor}"
    paid = opening.annual_salary.maximum_eur or opening.annual_salary.minimum_eur or 0
    return f"It pays up to {paid:,} EUR a year; {floor}"


def _languages(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    asked = listed(
        spoken(*entry.value.split(":"))
        for entry in opening.requirements
        if entry.topic is RequirementTopic.LANGUAGE and entry.kind is not RequirementKind.NICE
    )
    mine = listed(spoken(code, LEVELS[level]) for code, level in person.languages.items())
    if asked:
        return f"The ad asks for {asked}; you speak {mine}"
    written = (
        f"is written in {language_name(opening.language)}" if opening.language else "is in no language we recognise"
    )
    return f"The ad names no language and {written}; you speak {mine}"


def _employment(opening: OpeningData, openings: Batch, person: Candidate, verdict: int) -> str:
    wished = listed((kind.value.replace("_", " ").lower() for kind in person.wishes.employment_types), "or")
    if verdict == UNKNOWN:
        return f"The ad does not say the kind of employment; you want {wished}"
    offered = listed((kind.value.replace("_", " ").lower() for kind in opening.employment_types), "or")
    return f"It is {offered}; you want {wished}"


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
        return f"The ad says {listed(f'“{phrase}”' for phrase in said)}"
    return f"The ad does not say {listed((f'“{phrase}”' for phrase in person.wishes.avoid), 'or')}"


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
