"""Suggest wishes from a résumé, for the person to look over: nothing is wished for until they say so."""

import re
from datetime import date

from career_copilot.domain.location import find_places
from career_copilot.domain.posting import Seniority
from career_copilot.domain.resume import Resume, Work
from career_copilot.domain.wishes import SpokenLanguage, WishedPlace, Wishes

MAX_TITLES = 3
RANKS = (
    (Seniority.INTERN, r"intern|internship|trainee|apprentice|praktikant\w*|praktikum|werkstudent\w*|azubi|auszubildende\w*|stagiaire|alternante?|becari[oa]|prácticas"),
    (Seniority.EXECUTIVE, r"c[etofp]o|chief \w+ officer|geschäftsführer\w*|vorstand|president|directeur général|director general"),
    (Seniority.DIRECTOR, r"director|direktor\w*|directeur|directrice|directora?|vice president|vp|head of"),
    (Seniority.LEAD, r"lead|leader|principal|staff|\w*leiter(?:in)?|\w*leitung|manager(?:in)?|chefs? d['’]équipe|responsable|jef[ea]|encargad[oa]|supervisor|foreman"),
    (Seniority.SENIOR, r"senior|sr\.?|confirmée?|expérimentée?"),
    (Seniority.ENTRY, r"junior|jr\.?|berufseinsteiger\w*|débutante?|graduate"),
)  # fmt: skip
STAFF_TRADES = re.compile(r"(?i)\bstaff (?:nurse|accountant|pharmacist|sergeant)|account manager|case manager")


def suggested(resume: Resume, today: date) -> Wishes:
    """Titles of the latest positions, the place of living if a table knows it, languages with a known level, and a level of seniority."""
    return Wishes(
        titles=_titles(resume),
        places=_places(resume),
        languages=[
            SpokenLanguage(code=language.code, level=language.level)
            for language in resume.languages
            if language.code and language.level
        ],
        seniorities=_seniorities(resume, today),
    )


def years_of_work(resume: Resume, today: date) -> float:
    """Years in which at least one position was held; internships and what has no start do not count."""
    spans = sorted(
        span
        for work in resume.work
        if _rank(work.position) is not Seniority.INTERN and (span := _months(work, today)) is not None
    )
    months, until = 0, 0
    for start, end in spans:
        months += max(0, end - max(start, until))
        until = max(until, end)
    return round(months / 12, 1)


def _titles(resume: Resume) -> list[str]:
    """The latest first, without rank, place and repetition."""
    latest = sorted(resume.work, key=lambda work: (work.current, work.end_date, work.start_date), reverse=True)
    titles: dict[str, str] = {}
    for work in latest:
        title = re.sub(r"\s*[(/|].*$", "", work.position).strip(" ,-–")
        if 2 < len(title) <= 60 and _rank(title) is not Seniority.INTERN:
            titles.setdefault(title.casefold(), title)
    if not titles and 2 < len(resume.basics.label) <= 60:
        titles[""] = resume.basics.label
    return list(titles.values())[:MAX_TITLES]


def _places(resume: Resume) -> list[WishedPlace]:
    location = resume.basics.location
    if location is None or not (location.city or location.text):
        return []
    text = ", ".join(part for part in (location.city, location.region) if part) or location.text
    known = any(place.country for place in find_places(text, location.country_code))
    return [WishedPlace(text=text[:120], country=location.country_code)] if known else []


def _seniorities(resume: Resume, today: date) -> list[Seniority]:
    """The rank of the present position, else what years of work make likely; and the step next to it."""
    present = [work for work in resume.work if work.current] or resume.work[:1]
    ranks = [rank for work in present if (rank := _rank(work.position)) is not None]
    if ranks and ranks[0] is not Seniority.INTERN:
        return {
            Seniority.EXECUTIVE: [Seniority.DIRECTOR, Seniority.EXECUTIVE],
            Seniority.DIRECTOR: [Seniority.DIRECTOR, Seniority.EXECUTIVE],
            Seniority.LEAD: [Seniority.SENIOR, Seniority.LEAD],
            Seniority.SENIOR: [Seniority.SENIOR, Seniority.LEAD],
            Seniority.ENTRY: [Seniority.ENTRY, Seniority.MID],
        }[ranks[0]]
    years = years_of_work(resume, today)
    if not resume.work and not resume.education:
        return []
    if years < 2:
        return [Seniority.ENTRY] if years or resume.education else []
    return [Seniority.ENTRY, Seniority.MID] if years < 4 else [Seniority.MID, Seniority.SENIOR]


def _rank(title: str) -> Seniority | None:
    if STAFF_TRADES.search(title):
        return None
    return next((rank for rank, words in RANKS if re.search(rf"(?i)(?<!\w)(?:{words})(?!\w)", title)), None)


def _months(work: Work, today: date) -> tuple[int, int] | None:
    """Months since year 0 of start and end; a bare year counts from its middle."""
    if not work.start_date:
        return None
    start = _month(work.start_date)
    end = today.year * 12 + today.month if work.current else _month(work.end_date) + 1 if work.end_date else start + 1
    return start, max(end, start)


def _month(value: str) -> int:
    year, _, rest = value.partition("-")
    return int(year) * 12 + (int(rest[:2]) if rest else 6)
