"""Ranking and explanation give one number, whatever the posting, the person and the size of the batch."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from career_copilot.domain import ranking
from career_copilot.domain.candidates import candidate
from career_copilot.domain.matching import FORMULAS, match
from career_copilot.domain.normalising import normalise
from career_copilot.domain.posting import (
    AnnualSalary,
    EmploymentType,
    OpeningData,
    Place,
    PostingData,
    Requirement,
    RequirementKind,
    RequirementTopic,
    Salary,
    SalaryPeriod,
    Seniority,
    Workplace,
)
from career_copilot.domain.resume import Basics, Highlight, Language, Resume, Skill, Work
from career_copilot.domain.wishes import SpokenLanguage, Wish, WishedPlace, Wishes

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
WORDS = st.sampled_from(
    [
        "Python",
        "Django",
        "PostgreSQL",
        "Docker",
        "Kubernetes",
        "nurse",
        "wound",
        "care",
        "German",
        "B2",
        "C1",
        "fluent",
        "5",
        "years",
        "of",
        "experience",
        "teamwork",
        "driving",
        "licence",
        "forklift",
        "Requirements:",
        "Benefits:",
        "plus",
        "visa",
        "sponsorship",
        "right",
        "to",
        "work",
        "Bachelor's",
        "degree",
        "Excel",
        "sales",
        "Deutschkenntnisse",
        "in",
        "Wort",
        "und",
        "Schrift",
        "crypto",
        "SAP",
        "welding",
        "Java",
        "JavaScript",
        "accounting",
    ]
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), max_size=8).map("\n".join)
TITLES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
PLACES = st.sampled_from(
    ["Berlin", "Oberammergau, Germany", "Lyon, France", "Remote (EMEA)", "New York, NY", "Hamburg", "Anywhere", ""]
)
COUNTRIES = st.sampled_from(["DE", "FR", "US", "EU", "CH"])

postings = st.builds(
    PostingData,
    job_board=st.just("lever"),
    identifier=st.just("1"),
    url=st.just("https://example.org/1"),
    title=TITLES,
    hiring_organization=st.just("Hollow Oak"),
    description=TEXTS.map(lambda text: "".join(f"<p>{line}</p>" for line in text.split("\n"))),
    job_location=st.lists(PLACES, max_size=2),
    job_location_type=st.sampled_from(Workplace),
    employment_type=st.lists(st.sampled_from(EmploymentType), max_size=2),
    seniority=st.sampled_from(Seniority),
    base_salary=st.none()
    | st.builds(Salary, minimum=st.integers(20_000, 200_000), currency=st.sampled_from(["EUR", "USD"])),
)
resumes = st.builds(
    Resume,
    basics=st.builds(Basics, label=TITLES, summary=TEXTS),
    skills=st.lists(st.builds(Skill, name=WORDS, keywords=st.lists(WORDS, max_size=3)), max_size=6),
    work=st.lists(
        st.builds(
            Work,
            position=TITLES,
            start_date=st.sampled_from(["2019", "2021-05", ""]),
            end_date=st.sampled_from(["2022", "2024-01", ""]),
            current=st.booleans(),
            highlights=st.lists(st.builds(Highlight, text=TEXTS), max_size=2),
        ),
        max_size=3,
    ),
    languages=st.lists(st.builds(Language, language=st.just("German"), code=st.just("de"), level=st.sampled_from(["A2", "B2", ""])), max_size=1),
    language=st.just("en"),
)  # fmt: skip
wishes = st.builds(
    Wishes,
    titles=st.lists(TITLES, max_size=2),
    places=st.lists(
        st.sampled_from(
            [
                WishedPlace(text="Berlin", country="DE", latitude=52.52, longitude=13.4, radius_km=50),
                WishedPlace(text="Germany", country="DE", radius_km=0),
                WishedPlace(text="Europe", country="EUROPE", radius_km=0),
                WishedPlace(text="Bavaria", country="DE", region="Bavaria", radius_km=0),
                WishedPlace(text="Lyon"),
                WishedPlace(text="Oberammergau", country="DE"),
            ]
        ),
        max_size=2,
    ),
    workplaces=st.lists(st.sampled_from(Workplace), max_size=2),
    relocation=st.booleans(),
    work_permits=st.lists(COUNTRIES, max_size=2),
    needs_sponsorship=st.booleans(),
    salary_floor=st.none() | st.integers(0, 200_000),
    salary_currency=st.sampled_from(["EUR", "USD"]),
    languages=st.lists(st.builds(SpokenLanguage, code=st.sampled_from(["de", "en"]), level=st.sampled_from(["A2", "C1"])), max_size=2),
    employment_types=st.lists(st.sampled_from(EmploymentType), max_size=2),
    seniorities=st.lists(st.sampled_from(Seniority), max_size=2),
    avoid=st.lists(TITLES, max_size=2),
    hard=st.lists(st.sampled_from(Wish), unique=True),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(postings, min_size=1, max_size=5), resumes, wishes)
def test_the_explanation_has_the_score_of_the_ranking(ads: list[PostingData], resume: Resume, wished: Wishes) -> None:
    openings = [normalise(ad, NOW) for ad in ads]
    person = candidate(resume, wished, NOW)
    ranked = ranking.rank(ranking.batch([ranking.features(opening) for opening in openings]), person)
    for at, opening in enumerate(openings):
        explained = match(opening, resume, wished, NOW)
        assert (explained.score, explained.blocked) == (int(ranked.score[at]), bool(ranked.blocked[at]))
        won, possible = sum(p.points for p in explained.parts), sum(p.possible for p in explained.parts)
        assert abs(explained.score - 100 * won / possible) <= 0.5 + 1e-9


@settings(max_examples=40, deadline=None)
@given(postings, resumes, wishes, WORDS)
def test_one_more_skill_never_lowers_the_score(ad: PostingData, resume: Resume, wished: Wishes, name: str) -> None:
    opening = normalise(ad, NOW)
    more = resume.model_copy(update={"skills": [*resume.skills, Skill(name=name)]})
    assert match(opening, more, wished, NOW).score >= match(opening, resume, wished, NOW).score


def test_a_skill_that_is_added_takes_no_neighbours_apart() -> None:
    opening, wished = _opening(title="work crypto"), Wishes(titles=["crypto"])
    one, two = (
        Resume(skills=[Skill(name=name) for name in names], language="en") for names in (["work"], ["work", "Python"])
    )
    assert match(opening, two, wished, NOW).score >= match(opening, one, wished, NOW).score


@settings(max_examples=40, deadline=None)
@given(postings, resumes, wishes, TEXTS)
def test_a_longer_resume_never_lowers_the_score(ad: PostingData, resume: Resume, wished: Wishes, said: str) -> None:
    opening = normalise(ad, NOW)
    summary = f"{resume.basics.summary}\n{said}"
    more = resume.model_copy(update={"basics": resume.basics.model_copy(update={"summary": summary})})
    assert match(opening, more, wished, NOW).score >= match(opening, resume, wished, NOW).score


def test_an_ad_that_repeats_itself_scores_the_same_for_its_words() -> None:
    body = "You bake bread and rolls.\nYou keep the ovens clean."
    resume = Resume(basics=Basics(summary="Bakes bread and rolls in stone ovens"), language="en")
    once, thrice = _opening(text=body), _opening(text="\n".join([body] * 3))
    points = [
        next(part.points for part in match(one, resume, Wishes(), NOW).parts if part.name == "words")
        for one in (once, thrice)
    ]
    assert points[0] > 0
    assert abs(points[0] - points[1]) < 1  # only the pair across the seam is new


def test_a_stressed_skill_counts_double_in_ranking_and_in_its_evidence() -> None:
    ad = PostingData(
        job_board="x", identifier="1", url="https://example.org", title="Docker engineer", hiring_organization="x",
        description="<h3>Requirements</h3><ul><li>Docker</li><li>Kubernetes</li></ul>",
    )  # fmt: skip
    opening = normalise(ad, NOW)
    won = {}
    for name in ("Docker", "Kubernetes"):
        explained = match(opening, Resume(skills=[Skill(name=name)], language="en"), Wishes(), NOW)
        evidence = {one.requirement.label: one for one in explained.evidence}
        won[name] = evidence[name].points
        part = next(part for part in explained.parts if part.name == "required skills")
        assert part.points == pytest.approx(sum(one.points for one in explained.evidence), abs=0.02)
    assert won["Docker"] == 2 * won["Kubernetes"] > 0


def test_recorded_postings_have_one_score_alone_and_together(recordings: Path) -> None:
    packed = (recordings / "labelled/jd_relevance/jd_relevance_labels.jsonl.gz").read_bytes()
    lines = gzip.decompress(packed).decode().split("\n")[:60]
    openings = [
        normalise(
            PostingData(job_board="x", identifier="1", url="https://example.org", title="Engineer", hiring_organization="x", description=json.loads(line)["description"]),
            NOW,
        )
        for line in lines
    ]  # fmt: skip
    resume = Resume(
        basics=Basics(label="Backend developer"), skills=[Skill(name="Python"), Skill(name="SQL")], language="en"
    )
    together = ranking.rank(
        ranking.batch([ranking.features(one) for one in openings]), candidate(resume, Wishes(), NOW)
    )
    assert [match(one, resume, Wishes(), NOW).score for one in openings] == together.score.tolist()
    assert len(set(together.score.tolist())) > 5


def _opening(**changes: object) -> OpeningData:
    ad = PostingData(
        job_board="x", identifier="1", url="https://example.org", title="Nurse", hiring_organization="Hollow Oak"
    )
    return normalise(ad, NOW).model_copy(update=changes)


def _verdict(opening: OpeningData, wished: Wishes, wish: Wish) -> int:
    ranked = ranking.rank(ranking.batch([ranking.features(opening)]), candidate(Resume(), wished, NOW))
    return int(ranked.verdicts[wish][0])


def _place(text: str, country: str, latitude: float, longitude: float) -> Place:
    return Place(text=text, locality=text, country=country, latitude=latitude, longitude=longitude)


def test_a_place_counts_within_its_radius_only() -> None:
    berlin = WishedPlace(text="Berlin", country="DE", latitude=52.52, longitude=13.405, radius_km=50)
    potsdam = _opening(places=[_place("Potsdam", "DE", 52.396, 13.058)])
    hamburg = _opening(places=[_place("Hamburg", "DE", 53.551, 9.994)])
    assert _verdict(potsdam, Wishes(places=[berlin]), Wish.PLACES) == 0
    assert _verdict(hamburg, Wishes(places=[berlin]), Wish.PLACES) == 1
    assert _verdict(_opening(), Wishes(places=[berlin]), Wish.PLACES) == 2
    assert _verdict(hamburg, Wishes(places=[berlin], relocation=True), Wish.PLACES) == 0
    assert _verdict(hamburg, Wishes(places=[WishedPlace(text="Germany", country="DE", radius_km=0)]), Wish.PLACES) == 0


def test_a_region_is_all_that_lies_in_it_and_an_ad_that_names_the_country_only_may() -> None:
    bavaria = Wishes(places=[WishedPlace(text="Bavaria", country="DE", region="Bavaria", radius_km=0)])
    nuremberg = _place("Nuremberg", "DE", 49.45, 11.07).model_copy(update={"region": "Bavaria"})
    dresden = _place("Dresden", "DE", 51.05, 13.74).model_copy(update={"region": "Saxony"})
    elsewhere = Place(text="Bavaria", region="Bavaria", country="US")
    for places, expected in (
        ([nuremberg], 0),
        ([dresden], 1),
        ([dresden, nuremberg], 0),
        ([Place(text="Germany", country="DE")], 2),
        ([Place(text="Austria", country="AT")], 1),
        ([elsewhere], 1),
        ([], 2),
    ):
        assert _verdict(_opening(places=places), bavaria, Wish.PLACES) == expected, places


@pytest.mark.parametrize("text", ["Oberammergau", "Oberammergau, Germany"])
def test_a_town_that_is_in_no_table_counts_only_where_an_ad_names_it(text: str) -> None:
    for radius in (50, 0):
        wished = Wishes(places=[WishedPlace(text=text, country="DE", radius_km=radius)])
        for place, expected in (
            (_place("Berlin", "DE", 52.52, 13.405), 1),
            (Place(text="Murnau, DE", locality="Murnau", country="DE"), 1),
            (Place(text="Oberammergau, DE", locality="Oberammergau", country="DE"), 0),
            (Place(text="Oberammergau, Germany", country="DE"), 0),
            (Place(text="Oberammergau"), 0),
            (Place(text="Oberammergau, US", locality="Oberammergau", country="US"), 1),
            (Place(text="Germany", country="DE"), 2),
            (Place(text="Remote, Germany", country="DE"), 2),
            (Place(text="France", country="FR"), 1),
        ):
            assert _verdict(_opening(places=[place]), wished, Wish.PLACES) == expected, (place, radius)


@pytest.mark.parametrize("text", ["Germany", "Deutschland"])
def test_a_country_counts_as_a_whole_by_any_of_its_names(text: str) -> None:
    wished = Wishes(places=[WishedPlace(text=text, country="DE")])
    assert _verdict(_opening(places=[_place("Hamburg", "DE", 53.551, 9.994)]), wished, Wish.PLACES) == 0
    assert _verdict(_opening(places=[Place(text="Murnau", locality="Murnau", country="DE")]), wished, Wish.PLACES) == 0
    assert _verdict(_opening(places=[Place(text="Austria", country="AT")]), wished, Wish.PLACES) == 1


def test_a_namesake_elsewhere_is_another_town() -> None:
    wished = Wishes(places=[WishedPlace(text="Birmingham", country="GB", latitude=52.48, longitude=-1.9)])
    assert _verdict(_opening(places=[_place("Birmingham", "US", 33.52, -86.8)]), wished, Wish.PLACES) == 1
    assert _verdict(_opening(places=[Place(text="Birmingham")]), wished, Wish.PLACES) == 0


def test_remote_work_counts_where_its_region_covers_the_wished_place() -> None:
    berlin = Wishes(places=[WishedPlace(text="Berlin", country="DE", latitude=52.52, longitude=13.405)])
    remote = {"workplace": Workplace.REMOTE}
    assert _verdict(_opening(**remote, remote_regions=["EMEA"]), berlin, Wish.PLACES) == 0
    assert _verdict(_opening(**remote, remote_regions=["WORLD"]), berlin, Wish.PLACES) == 0
    assert _verdict(_opening(**remote, remote_regions=["US"]), berlin, Wish.PLACES) == 1
    assert _verdict(_opening(**remote, remote_regions=[]), berlin, Wish.PLACES) == 2


def _asked(topic: RequirementTopic, value: str, kind: RequirementKind = RequirementKind.BLOCKER) -> Requirement:
    return Requirement(kind=kind, topic=topic, label=value, span={"start": 0, "end": 1}, value=value)  # type: ignore[arg-type]


def test_a_permit_is_violated_only_where_the_ad_refuses() -> None:
    refuses = _opening(countries=["US"], requirements=[_asked(RequirementTopic.PERMIT, ":no-sponsorship")])
    offers = _opening(countries=["US"], requirements=[_asked(RequirementTopic.PERMIT, ":sponsorship")])
    silent = _opening(countries=["US"])
    european = Wishes(work_permits=["EU"], needs_sponsorship=True)
    assert [_verdict(one, european, Wish.PERMIT) for one in (refuses, offers, silent)] == [1, 0, 2]
    assert _verdict(refuses, Wishes(work_permits=["US"]), Wish.PERMIT) == 0
    assert _verdict(_opening(countries=["FR"]), european, Wish.PERMIT) == 0
    assert match(refuses, Resume(), european, NOW).blocked


def test_a_missing_language_blocks_and_one_level_less_does_not() -> None:
    german = _opening(requirements=[_asked(RequirementTopic.LANGUAGE, "de:C1")])
    for spoken, blocked in (
        (("en", "C2"), True),
        (("de", "A2"), True),
        (("de", "B2"), False),
        (("de", "native"), False),
    ):
        wished = Wishes(languages=[SpokenLanguage(code=spoken[0], level=spoken[1])])
        assert match(german, Resume(), wished, NOW).blocked is blocked, spoken
    assert not match(german, Resume(), Wishes(), NOW).blocked


@pytest.mark.parametrize("in_resume", [True, False])
def test_languages_and_permits_block_only_while_they_are_a_must(in_resume: bool) -> None:
    german = _opening(requirements=[_asked(RequirementTopic.LANGUAGE, "de:C1")])
    refuses = _opening(countries=["US"], requirements=[_asked(RequirementTopic.PERMIT, ":no-sponsorship")])
    resume = Resume(languages=[Language(language="English", code="en", level="C2")] if in_resume else [])
    spoken = [] if in_resume else [SpokenLanguage(code="en", level="C2")]
    wished = Wishes(languages=spoken, needs_sponsorship=True)
    soft = wished.model_copy(update={"hard": [Wish.SALARY]})
    for opening, wish in ((german, Wish.LANGUAGES), (refuses, Wish.PERMIT)):
        assert match(opening, resume, wished, NOW).blocked
        explained = match(opening, resume, soft, NOW)
        assert not explained.blocked
        told = next(one for one in explained.constraints if one.wish is wish)
        assert (told.verdict, told.hard, told.points, told.possible) == ("violated", False, 0, ranking.EACH_WISH)


def test_words_to_avoid_are_whole_words_and_phrases() -> None:
    ad = _opening(text="We build tools for cold calling. Calling customers is cold work.")
    assert _verdict(ad, Wishes(avoid=["cold calling"]), Wish.AVOID) == 1
    assert _verdict(ad, Wishes(avoid=["customers calling"]), Wish.AVOID) == 0
    assert _verdict(ad, Wishes(avoid=["tool"]), Wish.AVOID) == 0
    assert _verdict(ad, Wishes(avoid=["the"]), Wish.AVOID) == 0


def test_the_salary_floor_is_compared_in_euro_a_year() -> None:
    paid = _opening(annual_salary=AnnualSalary(minimum_eur=50_000, maximum_eur=60_000, rate=1, rate_date="2026-10-30"))
    assert _verdict(paid, Wishes(salary_floor=60_000), Wish.SALARY) == 0
    assert _verdict(paid, Wishes(salary_floor=5_001, salary_period="month"), Wish.SALARY) == 1  # type: ignore[arg-type]
    assert _verdict(_opening(), Wishes(salary_floor=1), Wish.SALARY) == 2
    hourly = match(paid, Resume(), Wishes(salary_floor=12, salary_period=SalaryPeriod.HOUR), NOW).constraints
    assert "at least 12 EUR an hour" in hourly[0].text


def test_the_documented_formula_is_the_code_s() -> None:
    page = (Path(__file__).parents[2] / "docs/matching.md").read_text()
    for part, weight in ranking.WEIGHTS.items():
        assert f"| {part} | {weight} |" in page
    assert f"| wishes | {ranking.EACH_WISH} each |" in page
    for number in (ranking.FEWEST_SKILLS, ranking.FEWEST_NICE, ranking.HALFWAY):
        assert f"**{number}**" in page
    assert set(FORMULAS) == {*ranking.WEIGHTS, "wishes"}
    assert sum(ranking.WEIGHTS.values()) == 100


def test_features_are_the_same_bytes_every_time() -> None:
    ad = PostingData(job_board="x", identifier="1", url="https://example.org", title="Nurse", hiring_organization="x", description="<p>Wound care</p>")  # fmt: skip
    first, second = ranking.features(normalise(ad, NOW)), ranking.features(normalise(ad, NOW))
    assert first.packed == second.packed
    assert np.array_equal(first.vector, second.vector)
