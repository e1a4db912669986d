"""Résumés whose layout a converter flattened: columns on one line, dashes lost, headings astray. What is read is right, and
what cannot be told is left out."""

from datetime import date

import pytest

from career_copilot.domain import resume_dates
from career_copilot.domain.posting import Span
from career_copilot.domain.resume_checking import check
from career_copilot.domain.resume_reading import read

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "line",
    [
        "Experience Skills",
        "Top Skills",
        "Contacts Links",
        "LinkedIn",
        "Mob | Telegram",
        "Haifa, Israel",
        "France, Lyon",
        "New York",
        "Python SQL",
        "Less, Git, Webpack.",
    ],
)
def test_headings_places_and_skills_are_nobody_s_name(line: str) -> None:
    resume = read(f"{line}\nBakes bread for people who get up early.\nEducation\n2012 - 2016 Westmoor College", TODAY)
    assert resume.basics.name == ""


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ada Weber", "Ada Weber"),
        ("Weber, Ada", "Weber, Ada"),
        ("Ben Ode Jr.", "Ben Ode Jr."),
        ("Ruby Lang", "Ruby Lang"),
        ("Florence Paris", "Florence Paris"),
    ],
)
def test_people_s_names_stay(line: str, name: str) -> None:
    assert read(f"{line}\nNurse\nExperience\n2012 - 2016 Nurse, Westmoor Hospital", TODAY).basics.name == name


def test_a_heading_s_word_may_be_a_name_if_the_address_says_so() -> None:
    assert read("Ada Links\nada.links@example.org\nNurse", TODAY).basics.name == "Ada Links"


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2019 October - 2021 May", "2019-10", "2021-05"),
        ("2019, October", "2019-10", ""),
        ("Apr 2020Jun 2020 Cook", "2020-04", "2020-06"),
        ("October 2018 - March 2019", "2018-10", "2019-03"),
        ("2018 - May 2020", "2018", "2020-05"),
    ],
)
def test_dates_with_the_year_first_or_their_dash_lost(words: str, first: str, last: str) -> None:
    found = resume_dates.find(words)
    assert [(one.first, one.last) for one in found] == [(first, last)]


def test_a_year_in_a_sentence_takes_no_month_from_it() -> None:
    assert [one.first for one in resume_dates.find("What we did in 2018 may have helped")] == ["2018"]


def test_what_an_entry_tells_about_its_work_is_not_its_employer() -> None:
    text = """Work experience
2020 - 2022 Backend Developer
Technologies: Python, Django
Blue Door Ltd
2018 - 2020 Blue Bay Ltd
Role: Production manager.
Responsibilities: planning of shifts
"""
    first, second = read(text, TODAY).work
    assert (first.position, first.name) == ("Backend Developer", "")
    assert "Technologies: Python, Django" in first.highlights[0].text
    assert (second.position, second.name) == ("Production manager", "Blue Bay Ltd")
    assert [one.text for one in second.highlights] == ["Responsibilities: planning of shifts"]


def test_jobs_that_stand_under_education_are_work_and_schools_stay() -> None:
    text = """Education
2012 - 2016 Westmoor University, BSc Physics
August 2016 - August 2018 Web Developer at Digital Dune Ltd, Leeds
Built websites for small shops.
August 2018 - May 2020 Web Developer at Blue Bay Ltd, Hull
Kept an online shop running.
"""
    resume = read(text, TODAY)
    check(resume)
    assert [(work.position, work.start_date) for work in resume.work] == [
        ("Web Developer", "2016-08"),
        ("Web Developer", "2018-08"),
    ]
    assert [school.institution for school in resume.education] == ["Westmoor University"]


@pytest.mark.parametrize(
    ("line", "name", "issuer"),
    [
        ("Tide Architect - Professional – Harbour Board   Mar 2019", "Tide Architect - Professional", "Harbour Board"),
        ("Tide Architect - Harbour Board – Mar 2019", "Tide Architect", "Harbour Board"),
        ("Tide Architect - Harbour Board", "Tide Architect", "Harbour Board"),
    ],
)
def test_a_hyphen_beside_a_dash_is_a_part_of_a_certificates_name(line: str, name: str, issuer: str) -> None:
    found = read(f"Ada Weber\nCertifications\n{line}", TODAY).certificates
    assert [(one.name, one.issuer) for one in found] == [(name, issuer)]


def test_certificates_beside_each_other_are_told_apart() -> None:
    text = """Ada Weber
Certifications
First Aid at Work   Forklift Operator   Safe Ladders
2020   2019   2018
Red Tent Training   Lift Academy   High Step
Fire Warden   Manual Handling   Food Hygiene
2017   2016   2015
Red Tent Training   Lift Academy   Clean Plate
"""
    resume = read(text, TODAY)
    found = [(one.name, one.date, one.issuer) for one in resume.certificates]
    assert found[:2] == [
        ("First Aid at Work", "2020", "Red Tent Training"),
        ("Forklift Operator", "2019", "Lift Academy"),
    ]
    assert found[3:] == [
        ("Fire Warden", "2017", "Red Tent Training"),
        ("Manual Handling", "2016", "Lift Academy"),
        ("Food Hygiene", "2015", "Clean Plate"),
    ]
    for one in resume.certificates:
        assert isinstance(one.span, Span)
        assert text[one.span.start : one.span.end] == one.name


@pytest.mark.parametrize(
    "lines",
    ["First Aid   Red Tent Training   2020\nForklift   Lift Academy   2019", "First Aid\nRed Tent Training\n2020"],
)
def test_certificates_below_each_other_are_no_grid(lines: str) -> None:
    found = read(f"Ada Weber\nCertifications\n{lines}", TODAY).certificates
    assert (found[0].name, found[0].issuer, found[0].date) == ("First Aid", "Red Tent Training", "2020")
