"""Wishes as a form: what to choose from, what is chosen in words, and each change as a pure function."""

from functools import lru_cache

from pydantic import BaseModel

from career_copilot.data import places
from career_copilot.domain import money, versions
from career_copilot.domain.gazetteer import country_name
from career_copilot.domain.language_names import LANGUAGE_NAMES
from career_copilot.domain.posting import EmploymentType, SalaryPeriod, Seniority, Workplace
from career_copilot.domain.versions import Difference
from career_copilot.domain.wished_places import is_whole
from career_copilot.domain.wishes import SpokenLanguage, Wish, WishedPlace, Wishes
from career_copilot.domain.wishes_checking import MAX_ITEMS, MAX_WORDS
from career_copilot.domain.world_regions import REGIONS
from career_copilot.errors import InvalidInputError

WORKPLACES = {"on_site": "On site", "hybrid": "Hybrid", "remote": "Remote"}
EMPLOYMENT_TYPES = {
    "FULL_TIME": "Full time",
    "PART_TIME": "Part time",
    "CONTRACTOR": "Contract",
    "TEMPORARY": "Temporary",
    "INTERN": "Internship",
}
SENIORITIES = {
    "intern": "Intern",
    "entry": "Entry",
    "mid": "Mid",
    "senior": "Senior",
    "lead": "Lead",
    "director": "Director",
    "executive": "Executive",
}
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2", "native")
# Those that salaries can be compared in (data/rates.py), the most used first.
CURRENCIES = (
    "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "ISK", "CAD", "AUD", "NZD", "JPY",
    "CNY", "HKD", "SGD", "INR", "KRW", "THB", "MYR", "IDR", "PHP", "ILS", "TRY", "ZAR", "BRL", "MXN",
)  # fmt: skip
EU = "EU"
NAMES_OF_WISHES = {
    Wish.TITLES: "Titles",
    Wish.PLACES: "Places",
    Wish.WORKPLACE: "Workplace",
    Wish.PERMIT: "Work permit",
    Wish.SALARY: "Salary floor",
    Wish.LANGUAGES: "Languages",
    Wish.EMPLOYMENT_TYPES: "Employment type",
    Wish.SENIORITY: "Seniority",
    Wish.AVOID: "Words to avoid",
}


class PlaceView(BaseModel, frozen=True):
    """A wished place. `extent` says what counts where there is no radius to choose; empty for a city."""

    text: str
    detail: str
    radius_km: int
    extent: str = ""


class Named(BaseModel, frozen=True):
    """A code with its name; `level` only for languages."""

    code: str
    name: str
    level: str = ""


class WishesView(BaseModel, frozen=True):
    """What is chosen, for the screen."""

    titles: list[str] = []
    avoid: list[str] = []
    places: list[PlaceView] = []
    workplaces: list[str] = []
    relocation: bool = False
    permits: list[Named] = []
    needs_sponsorship: bool = False
    salary_floor: str = ""
    salary_currency: str = "EUR"
    salary_period: str = "year"
    languages: list[Named] = []
    employment_types: list[str] = []
    seniorities: list[str] = []
    hard: list[str] = []


@lru_cache(1)
def countries() -> dict[str, str]:
    """Code → English name, by name, the European Union first."""
    named = {country.code: country.name for country in places.countries()}
    return {EU: "European Union", **dict(sorted(named.items(), key=lambda item: item[1]))}


def view(wishes: Wishes) -> WishesView:
    """The wishes in words."""
    return WishesView(
        titles=wishes.titles,
        avoid=wishes.avoid,
        places=[_place_view(place) for place in wishes.places],
        workplaces=[str(value) for value in wishes.workplaces],
        relocation=wishes.relocation,
        permits=[Named(code=code, name=countries().get(code, code)) for code in wishes.work_permits],
        needs_sponsorship=wishes.needs_sponsorship,
        salary_floor="" if wishes.salary_floor is None else str(wishes.salary_floor),
        salary_currency=wishes.salary_currency,
        salary_period=str(wishes.salary_period),
        languages=[
            Named(code=spoken.code, name=LANGUAGE_NAMES.get(spoken.code, spoken.code), level=spoken.level)
            for spoken in wishes.languages
        ],
        employment_types=[str(value) for value in wishes.employment_types],
        seniorities=[str(value) for value in wishes.seniorities],
        hard=[str(wish) for wish in wishes.hard],
    )


def _place_view(place: WishedPlace) -> PlaceView:
    name = country_name(place.country) if place.country else ""
    whole = is_whole(place)
    if whole:
        extent = "all its countries" if place.country in REGIONS else "whole country"
    elif place.region:
        extent = "whole region"
    else:
        extent = "where an ad names it" if place.latitude is None else ""
    detail = "" if whole or place.text.endswith(name) else name
    return PlaceView(text=place.text, detail=detail, radius_km=place.radius_km, extent=extent)


def with_word(wishes: Wishes, name: str, text: str) -> Wishes:
    """One more title or word to avoid; several may be given, separated by commas."""
    words = _words(wishes, name)
    new = [" ".join(word.split()) for word in text.split(",")]
    if any(len(word) > MAX_WORDS for word in new):
        raise InvalidInputError(f"At most {MAX_WORDS} characters each; several are separated by commas.")
    known: dict[str, str] = {}
    for word in filter(None, [*words, *new]):
        known.setdefault(word.casefold(), word)
    if len(known) > MAX_ITEMS:
        raise InvalidInputError(f"At most {MAX_ITEMS} of them.")
    return wishes.model_copy(update={name: list(known.values())})


def without_word(wishes: Wishes, name: str, word: str) -> Wishes:
    return wishes.model_copy(update={name: [one for one in _words(wishes, name) if one != word]})


def _words(wishes: Wishes, name: str) -> list[str]:
    if name == "titles":
        return wishes.titles
    if name == "avoid":
        return wishes.avoid
    raise InvalidInputError("There is no such list of words.")


def toggled(wishes: Wishes, name: str, value: str) -> Wishes:
    """A workplace, employment type or seniority chosen, or no longer."""
    kinds = {"workplaces": Workplace, "employment_types": EmploymentType, "seniorities": Seniority}
    if name not in kinds or value not in set(kinds[name]):
        raise InvalidInputError("There is no such choice.")
    chosen = kinds[name](value)
    before = getattr(wishes, name)
    after = [one for one in before if one != chosen] if chosen in before else [*before, chosen]
    return wishes.model_copy(update={name: sorted(after, key=list(kinds[name]).index)})


def with_permit(wishes: Wishes, code: str) -> Wishes:
    if code not in countries():
        raise InvalidInputError("There is no such country.")
    return wishes.model_copy(update={"work_permits": list(dict.fromkeys([*wishes.work_permits, code]))})


def without_permit(wishes: Wishes, code: str) -> Wishes:
    return wishes.model_copy(update={"work_permits": [one for one in wishes.work_permits if one != code]})


def with_language(wishes: Wishes, code: str, level: str) -> Wishes:
    """A language at a level; one that is there already gets the new level."""
    if code not in LANGUAGE_NAMES or level not in LEVELS:
        raise InvalidInputError("Choose a language and a level.")
    spoken = SpokenLanguage(code=code, level=level)
    known = [one.code for one in wishes.languages]
    changed = [spoken if one.code == code else one for one in wishes.languages]
    return wishes.model_copy(update={"languages": changed if code in known else [*changed, spoken]})


def without_language(wishes: Wishes, code: str) -> Wishes:
    return wishes.model_copy(update={"languages": [one for one in wishes.languages if one.code != code]})


def with_salary(wishes: Wishes, floor: str, currency: str, period: str) -> Wishes:
    """An empty floor is no wish."""
    if currency not in CURRENCIES or period not in set(SalaryPeriod):
        raise InvalidInputError("There is no such currency or period.")
    amount = money.typed(floor)
    if floor.strip() and amount is None:
        raise InvalidInputError("Salary floor: a whole number, such as 65000 or 65k.")
    return wishes.model_copy(
        update={"salary_floor": amount, "salary_currency": currency, "salary_period": SalaryPeriod(period)}
    )


def with_flag(wishes: Wishes, name: str, on: bool) -> Wishes:
    if name not in ("relocation", "needs_sponsorship"):
        raise InvalidInputError("There is no such choice.")
    return wishes.model_copy(update={name: on})


def with_hard(wishes: Wishes, wish: str, hard: bool) -> Wishes:
    """Whether a violation sinks an opening below all others, or costs points."""
    if wish not in set(Wish):
        raise InvalidInputError("There is no such wish.")
    others = [one for one in wishes.hard if one != wish]
    return wishes.model_copy(update={"hard": [*others, Wish(wish)] if hard else others})


def differences(mine: Wishes, theirs: Wishes) -> list[Difference]:
    """What was changed in one of two versions of the wishes."""
    return versions.differences(_lines(mine), _lines(theirs))


def _lines(wishes: Wishes) -> dict[str, str]:
    shown = view(wishes)
    yes = {True: "yes", False: "no"}
    return {
        "Titles": ", ".join(shown.titles),
        "Places": ", ".join(
            place.text if place.extent else f"{place.text} ({place.radius_km} km)" for place in shown.places
        ),
        "Would move": yes[shown.relocation],
        "Workplace": ", ".join(WORKPLACES.get(value, value) for value in shown.workplaces),
        "Work permits": ", ".join(one.name for one in shown.permits),
        "Needs a visa sponsor": yes[shown.needs_sponsorship],
        "Salary floor": f"{shown.salary_floor} {shown.salary_currency} {money.PERIODS[shown.salary_period]}"
        if shown.salary_floor
        else "",
        "Languages": ", ".join(f"{one.name} {one.level}" for one in shown.languages),
        "Employment type": ", ".join(EMPLOYMENT_TYPES.get(value, value) for value in shown.employment_types),
        "Seniority": ", ".join(SENIORITIES.get(value, value) for value in shown.seniorities),
        "Words to avoid": ", ".join(shown.avoid),
        "Must": ", ".join(NAMES_OF_WISHES[Wish(value)] for value in shown.hard),
    }
