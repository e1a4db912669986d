"""What onboarding suggests comes from the résumé alone."""

from datetime import date

import pytest

from career_copilot.domain.posting import Seniority
from career_copilot.domain.resume import Basics, Education, Language, Location, Resume, Work
from career_copilot.domain.suggesting import suggested, years_of_work
from career_copilot.domain.wishes import SpokenLanguage, WishedPlace, Wishes

TODAY = date(2026, 11, 23)


def test_titles_are_the_latest_positions_without_repetition_and_internships() -> None:
    resume = Resume(
        work=[
            Work(position="Line Cook (evenings)", start_date="2015", end_date="2018"),
            Work(position="Sous Chef", start_date="2018", current=True),
            Work(position="line cook", start_date="2013", end_date="2015"),
            Work(position="Kitchen Intern", start_date="2012", end_date="2012"),
        ]
    )
    assert suggested(resume, TODAY).titles == ["Sous Chef", "Line Cook"]


def test_places_and_languages_with_a_level() -> None:
    resume = Resume(
        basics=Basics(location=Location(text="Hauptstr. 1, 50667 Köln", city="Köln", country_code="DE")),
        languages=[Language(language="Deutsch", code="de", level="native"), Language(language="Latein", code="la")],
    )
    wishes = suggested(resume, TODAY)
    assert wishes.places == [WishedPlace(text="Köln", country="DE")]
    assert wishes.languages == [SpokenLanguage(code="de", level="native")]


@pytest.mark.parametrize(
    ("city", "country", "suggested_places"),
    [
        ("Netanya", "IL", ["Netanya"]),
        ("Israel", "", ["Israel"]),
        ("Pleasantville, CA", "", ["Pleasantville, CA"]),
        ("Russian.", "", []),
        ("Haskell, Scala 3D renderer in C", "", []),
    ],
)
def test_only_a_place_that_a_table_knows_is_suggested(city: str, country: str, suggested_places: list[str]) -> None:
    resume = Resume(basics=Basics(location=Location(text=city, city=city, country_code=country)))
    assert [place.text for place in suggested(resume, TODAY).places] == suggested_places


@pytest.mark.parametrize(
    ("position", "start", "expected"),
    [
        ("Nurse", "2025-11", [Seniority.ENTRY]),
        ("Nurse", "2024-01", [Seniority.ENTRY, Seniority.MID]),
        ("Staff Nurse", "2015-01", [Seniority.MID, Seniority.SENIOR]),
        ("Senior Accountant", "2025-01", [Seniority.SENIOR, Seniority.LEAD]),
        ("Küchenleiterin", "2025-01", [Seniority.SENIOR, Seniority.LEAD]),
        ("Intern", "2026-01", [Seniority.ENTRY]),
    ],
)
def test_seniority_comes_from_the_rank_or_the_years(position: str, start: str, expected: list[Seniority]) -> None:
    resume = Resume(work=[Work(position=position, start_date=start, current=True)], education=[Education()])
    assert suggested(resume, TODAY).seniorities == expected


def test_years_held_at_once_count_once() -> None:
    resume = Resume(
        work=[
            Work(position="Teacher", start_date="2020-01", end_date="2021-12"),
            Work(position="Tutor", start_date="2021-01", end_date="2022-12"),
        ]
    )
    assert years_of_work(resume, TODAY) == 3.0


def test_an_empty_resume_suggests_nothing() -> None:
    assert suggested(Resume(), TODAY) == Wishes()
