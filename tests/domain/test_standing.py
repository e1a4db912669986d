"""A line of a résumé is said of the entry it stands under: what was done elsewhere is flagged there."""

from datetime import date

import pytest

from career_copilot.domain import claims, standing
from career_copilot.domain.claims import Statement, facts_of
from career_copilot.domain.entailing import review
from career_copilot.domain.resume import Basics, Education, Highlight, Project, Resume, Skill, Work

RESUME = Resume(
    basics=Basics(label="Backend developer", summary="Developer of payment services with Kafka and Python."),
    work=[
        Work(
            name="Northpier", position="Developer", start_date="2021", current=True,
            highlights=[
                Highlight(text="Cut the night batch from 6 hours to 40 minutes"),
                Highlight(text="Built an event pipeline with Kafka for 12 teams"),
            ],
        ),
        Work(
            name="Elmgrove", position="Developer", start_date="2017", end_date="2020",
            highlights=[Highlight(text="Answered tickets of the support team"), Highlight(text="Wrote reports in SQL")],
        ),
    ],
    education=[Education(institution="University of Westmoor", area="Physics", highlights=[Highlight(text="Tutored first-year students")])],
    projects=[Project(name="Tidewatch", description="Forecasts of tides on a small display")],
    skills=[Skill(name="Kafka"), Skill(name="Python"), Skill(name="Terraform")],
    language="en",
)  # fmt: skip
TODAY = date(2026, 11, 23)


def reasons(text: str, path: str, *stated: str, resume: Resume = RESUME) -> tuple[str, ...]:
    facts = facts_of(RESUME, stated=[Statement(text=each) for each in stated])
    entry = standing.under(path, standing.entries(resume, facts))
    return review(text, (), claims.ledger(facts, TODAY), "en", {}, under=entry).verdict.reasons


ELSEWHERE = {
    "a copy": ("Cut the night batch from 6 hours to 40 minutes", "work.1.highlights.0"),
    "in other words": ("Shortened the night batch from 6 hours to 40 minutes", "work.1.highlights.0"),
    "its number": ("Answered tickets of 12 teams", "work.1.highlights.0"),
    "its technology, though it is among the skills": ("Answered tickets on Kafka", "work.1.highlights.0"),
    "a job's at school": ("Built an event pipeline with Kafka for 12 teams", "education.0.highlights.0"),
    "a school's in a job": ("Tutored first-year students", "work.0.highlights.1"),
    "a project's in a job": ("Forecasts of tides on a small display", "work.0.summary"),
    "a job's in a project": ("Wrote reports in SQL", "projects.0.description"),
}


@pytest.mark.parametrize("case", ELSEWHERE)
def test_what_was_done_elsewhere_is_flagged_here(case: str) -> None:
    text, path = ELSEWHERE[case]
    assert reasons(text, "") == (), "it is true of the person"
    (reason,) = reasons(text, path)
    mixed = "your profile does not tell this of Developer, Elmgrove"
    assert reason.startswith(mixed if case.startswith("its ") else "done elsewhere: ")


HERE = {
    "its own words": ("Cut the night batch from 6 hours to 40 minutes", "work.0.highlights.0"),
    "its own, shorter": ("Cut the night batch to 40 minutes", "work.0.highlights.0"),
    "of two of its lines": ("Cut the night batch and built a Kafka pipeline for 12 teams", "work.0.highlights.1"),
    "a skill that no job tells of": ("Answered tickets of the support team on Terraform", "work.1.highlights.0"),
    "the summary": ("Developer of payment services with Kafka, 12 teams", "basics.summary"),
    "a skill": ("Kafka", "skills.0"),
}


@pytest.mark.parametrize("case", HERE)
def test_what_its_own_facts_carry_is_not(case: str) -> None:
    assert reasons(*HERE[case]) == ()


def test_no_line_of_the_profile_is_flagged_where_it_stands() -> None:
    for section in ("work", "education"):
        for number, entry in enumerate(getattr(RESUME, section)):
            for line, bullet in enumerate(entry.highlights):
                assert reasons(bullet.text, f"{section}.{number}.highlights.{line}") == ()
    assert reasons("Forecasts of tides on a small display", "projects.0.description") == ()


def test_what_the_person_answers_for_may_stand_anywhere() -> None:
    line = "Cut the night batch of the support team"
    assert reasons(line, "work.1.highlights.0")
    assert reasons(line, "work.1.highlights.0", line) == ()


def test_an_entry_is_found_again_in_a_profile_that_was_corrected() -> None:
    old = RESUME.model_copy(deep=True)
    old.work.reverse()
    old.work[0].name = "Elmgroove"
    assert reasons("Wrote reports in SQL", "work.0.highlights.1", resume=old) == ()
    assert reasons("Built an event pipeline with Kafka for 12 teams", "work.0.highlights.1", resume=old)
    old.work[0] = Work(name="Sandhaven", position="Clerk", start_date="2010")
    (reason,) = reasons("Wrote reports in SQL", "work.0.highlights.0", resume=old)
    assert reason == "done elsewhere: Developer, Elmgrove, 2017 – 2020", "of a job the profile has no more"


def test_an_opinion_is_one_on_the_line_where_it_stands() -> None:
    facts = facts_of(RESUME)
    index, found = claims.ledger(facts, TODAY), standing.entries(RESUME, facts)
    text = "Built a pipeline with Kafka for 12 teams"
    there = review(text, (), index, "en", {}, under=standing.under("work.0.highlights.1", found))
    anywhere = review(text, (), index, "en", {})
    assert {there.key, anywhere.key}.isdisjoint({""})
    assert there.key != anywhere.key
