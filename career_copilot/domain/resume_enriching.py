"""Add to what was read what our tables know of it: the résumé's language, where its town is, which skills are known."""

from career_copilot.domain import skills
from career_copilot.domain.language import language_of
from career_copilot.domain.location import find_places
from career_copilot.domain.resume import Location, Resume


def enriched(resume: Resume) -> Resume:
    """The same résumé with `language`, `basics.location` and `skills[].skill_id` filled in where that is beyond doubt."""
    resume.language = resume.language or language_of(resume.text)
    if resume.basics.location is not None:
        _place(resume.basics.location)
    for skill in resume.skills:
        skill.skill_id = skills.find(skill.name, resume.language)
    return resume


def _place(location: Location) -> None:
    """City and country of the table; what the person wrote stays as `text`."""
    written = ", ".join(part for part in (location.city, location.region) if part) or location.text
    place = next((place for place in find_places(written, location.country_code) if place.country), None)
    if place is not None and location.country_code in ("", place.country):
        location.country_code = place.country
        location.city = location.city or place.locality
