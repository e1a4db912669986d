"""JSON Resume: unknown keys are let be, wrong types name their path, facts get spans."""

import json
from typing import Any

import pytest

from career_copilot.documents import json_resume
from career_copilot.errors import DocumentError

SOURCE: dict[str, Any] = {
    "$schema": "https://example.org/schema.json",
    "basics": {
        "name": "Piotr Hallam",
        "label": "Welder",
        "image": "ignored.png",
        "email": "piotr@example.org",
        "website": "https://hallam.example",
        "location": {"city": "Hull", "countryCode": "GB", "postalCode": "HU1"},
        "profiles": [{"network": "LinkedIn", "username": "hallam", "url": None}],
    },
    "work": [
        {"company": "Harbour Works", "position": "Welder", "startDate": "2018-03", "highlights": ["Welded ships"]}
    ],
    "education": [{"institution": "Hull College", "area": "Welding", "courses": ["MIG", "TIG"]}],
    "skills": [{"name": "Welding", "keywords": ["MIG", "TIG"]}],
    "languages": [{"language": "Polish", "fluency": "Native"}],
    "meta": {"version": "v1.0.0"},
}


def test_old_and_new_names_are_read_and_every_fact_has_its_span() -> None:
    resume = json_resume.read(json.dumps(SOURCE))
    assert (resume.work[0].name, resume.work[0].current) == ("Harbour Works", True)
    assert resume.basics.url == "https://hallam.example"
    assert resume.basics.location is not None
    assert resume.basics.location.text == "Hull, GB"
    assert (resume.languages[0].code, resume.languages[0].level) == ("pl", "native")
    highlight = resume.work[0].highlights[0]
    assert highlight.span is not None
    assert resume.text[highlight.span.start : highlight.span.end] == "Welded ships"
    assert [each.text for each in resume.education[0].highlights] == ["MIG", "TIG"]


def test_sections_without_a_list_of_their_own_stand_among_the_projects() -> None:
    more = {
        "volunteer": [
            {
                "organization": "Lifeboat",
                "position": "Crew",
                "startDate": "2019",
                "endDate": "Present",
                "highlights": ["Trained 8"],
            }
        ],
        "publications": [
            {"name": "On seams", "publisher": "Weld Weekly", "releaseDate": "Spring 2021", "summary": "MIG."}
        ],
        "awards": [{"title": "Apprentice of the year", "awarder": "Hull", "date": "2016", "summary": "Of 40. " * 100}],
    }
    resume = json_resume.read(json.dumps(SOURCE | more))
    crew, seams, award = resume.projects
    assert (crew.name, crew.start_date, crew.end_date, crew.highlights[0].text) == (
        "Crew, Lifeboat",
        "2019",
        "",
        "Trained 8",
    )
    assert (seams.name, seams.description, seams.end_date) == ("On seams", "Weld Weekly. Spring 2021. MIG.", "")
    assert (award.name, award.end_date) == ("Apprentice of the year", "2016")
    assert award.description.startswith("Hull. Of 40.")
    assert all(each.span for each in (crew, seams, award))


def test_entries_of_those_without_a_name_are_left_out() -> None:
    empty = {"volunteer": [{}], "publications": [{"name": ""}], "awards": [{"title": "", "date": "", "awarder": ""}]}
    assert json_resume.read(json.dumps(SOURCE | empty)).projects == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"basics": {"name": }}', "in line 1, column 21: a value is missing"),
        ('{"basics": {"name": "Piotr"\n "label": "x"}}', "in line 2, column 2: a comma is missing"),
        ('{"work": ["a\nb"]}', "in line 1, column 13: a line break"),
        ('{"basics": {}} {', "in line 1, column 16: the file goes on"),
        ("[" * 100_000, "too deep"),
        ('{"work": [{"name": "Har\\ud800bour"}]}', "no text: remove it from “Har\ufffdbour”"),
        ('{"basics": {"na\\u0000me": "x"}}', "no text: remove it from “na\ufffdme”"),
    ],
)
def test_a_file_with_a_mistake_says_where_in_plain_words(text: str, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        json_resume.read(text)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"work": "none"}, "work: "),
        ({"work": [{"position": 7}]}, "work.0.position"),
        ({"basics": {"name": ["x"]}}, "basics.name"),
        ({"skills": [{"name": "x", "keywords": [1]}]}, "skills.0.keywords.0"),
        ({"work": [{"name": "x", "startDate": "March 2018"}]}, "Work 1 start date"),
        ({"basics": {"url": "javascript:alert(1)"}}, "web address"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, Any], says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        json_resume.read(json.dumps({**SOURCE, **change}))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"basics": ', "mistake"),
        ("[1, 2]", "not a JSON Resume"),
        ('{"name": "x"}', "not a JSON Resume"),
        ('{"title": "Web developer", "skills": [{"name": "HTML"}], "qualifications": []}', "not a JSON Resume"),
        ("[" * 100_000, "mistake"),
    ],
)
def test_other_json_is_refused(text: str, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        json_resume.read(text)
