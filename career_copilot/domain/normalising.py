"""From what a board says to what we can search, filter and compare: one pure function over the rules of this package."""

from datetime import datetime

from career_copilot.domain.employment import employment_types_in
from career_copilot.domain.fingerprint import fingerprint
from career_copilot.domain.html import UNSEEN, safe_html, text_of
from career_copilot.domain.language import language_of
from career_copilot.domain.location import find_places, structured
from career_copilot.domain.posting import OpeningData, Place, PostingData, Salary, Seniority
from career_copilot.domain.remote import remote_regions
from career_copilot.domain.requirements import requirements
from career_copilot.domain.salary import annual_salary, find_salary
from career_copilot.domain.seniority import seniority_of
from career_copilot.domain.skills import mentions
from career_copilot.domain.workplace import workplace_of

LONGEST_TITLE = 500
LONGEST = 60_000  # characters of HTML that are read: no advert is longer, hostile input is


def normalise(posting: PostingData, now: datetime) -> OpeningData:
    """The opening as this posting alone would tell it. Spans point into its `text`."""
    title = _line(posting.title[:LONGEST_TITLE])
    html = safe_html(posting.description[:LONGEST])
    text = text_of(html)
    places = places_of(posting)
    countries = list(dict.fromkeys(place.country for place in places if place.country))
    workplace = workplace_of(posting.job_location_type, title, posting.job_location, posting.tags, text)
    language = posting.language or language_of(text)
    salary = salary_of(posting, text, countries)
    named = mentions(text, language)
    skills = dict.fromkeys(mention.skill_id for mention in (*mentions(title, language), *named))
    told = places or [
        Place(text=words) for words in posting.job_location
    ]  # `Remote (EMEA)` is no place, but tells jobs apart
    identity = f"{posting.job_board}/{posting.company}/{posting.identifier}"
    return OpeningData(
        fingerprint=fingerprint(posting.hiring_organization, title, told, text, identity),
        title=title,
        company=_line(posting.hiring_organization),
        html=html,
        text=text,
        places=places,
        countries=countries,
        workplace=workplace,
        remote_regions=remote_regions(posting.job_location, posting.applicant_location, workplace, countries),
        employment_types=posting.employment_type or employment_types_in(title, text),
        seniority=posting.seniority if posting.seniority is not Seniority.UNKNOWN else seniority_of(title),
        language=language,
        salary=salary,
        annual_salary=annual_salary(salary) if salary else None,
        skills=list(skills),
        requirements=requirements(text, language, named, posting),
        date_posted=posting.date_posted if posting.date_posted is None or posting.date_posted <= now else now,
        valid_through=posting.valid_through,
    )


def _line(words: str) -> str:
    """On one line, without characters that no reader sees: one that turns the direction would turn the page's own words."""
    return " ".join(UNSEEN.sub("", words).split())


def places_of(posting: PostingData) -> list[Place]:
    """The board's structured places if they are told, else what its words name."""
    told = [structured(place) for place in posting.places]
    read = [place for text in posting.job_location for place in find_places(text)]
    known = [place for place in told if place.country]
    chosen = known if known and len(known) >= len([place for place in read if place.locality]) else read or told
    return list(
        {
            (place.country, place.region, place.locality, "" if place.country else place.text): place
            for place in chosen
        }.values()
    )


def salary_of(posting: PostingData, text: str, countries: list[str]) -> Salary | None:
    """What the board states, else what the advert states in words, else what the board estimates."""
    told = posting.base_salary
    if told and ((told.minimum is None and told.maximum is None) or told.maximum == 0):
        told = None
    if told and not told.predicted:
        return told
    return find_salary(text, countries[0] if countries else "") or told
