"""Tailoring a résumé: whatever is chosen, moved and hidden, nothing appears that is not in it, and all of it can be undone."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from career_copilot.domain.normalising import normalise
from career_copilot.domain.posting import PostingData, RequirementTopic
from career_copilot.domain.resume import (
    Basics,
    Certificate,
    Education,
    Highlight,
    Language,
    Project,
    Resume,
    Skill,
    Work,
)
from career_copilot.domain.resume_form import SECTIONS
from career_copilot.domain.resume_sheet import Look, Sheet, Template, sheet
from career_copilot.domain.tailoring import (
    Proposal,
    Tailored,
    accepted,
    arranged,
    hidden,
    moved,
    proposed,
    prose,
    rejected,
    restored,
    result,
    revealed,
    reworded,
    started,
)
from career_copilot.domain.tailoring_choice import droppable, shortened, tailored_for
from career_copilot.domain.tailoring_keywords import Ad, Naming, ad_in, ad_of, coverage
from career_copilot.domain.tailoring_lines import changes, rows
from career_copilot.errors import InvalidInputError

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
RESUME = Resume(
    basics=Basics(name="Ada Example", label="Developer", email="ada@example.org", summary="Builds quiet services."),
    work=[
        Work(
            position="Developer",
            name="Example Ltd",
            start_date="2021-03",
            current=True,
            highlights=[
                Highlight(text="Answered the phone"),
                Highlight(text="Wrote services in Python and PostgreSQL"),
                Highlight(text="Deployed them with k8s"),
            ],
        ),
        Work(
            position="Assistant",
            name="Example Shop",
            summary="Helped out.",
            highlights=[
                Highlight(text="Sold tea"),
                Highlight(text="Counted tea"),
                Highlight(text="Cut SQL queries' time by half"),
            ],
        ),
    ],
    education=[Education(institution="Example School", study_type="BSc", area="Physics")],
    skills=[Skill(name="Photoshop"), Skill(name="Python"), Skill(name="Kubernetes", keywords=["Helm"])],
    projects=[
        Project(name="Garden", description="A list of plants"),
        Project(name="Queue", description="Python workers"),
    ],
    certificates=[Certificate(name="First aid")],
    languages=[Language(language="French", code="fr", level="B2"), Language(language="German", code="de", level="C1")],
    language="en",
)
AD = """<p>Backend developer wanted.</p><h2>Requirements</h2><ul><li>Python and PostgreSQL</li><li>Kubernetes</li>
<li>Terraform</li><li>Fluent German</li></ul>"""


@pytest.fixture(scope="module")
def ad() -> Ad:
    posting = PostingData.model_validate(
        {"job_board": "lever", "company": "brightwater", "identifier": "7", "url": "https://boards.example.org/7",
         "title": "Backend developer", "hiring_organization": "Brightwater", "description": AD, "job_location": ["Berlin"]}
    )  # fmt: skip
    opening = normalise(posting, NOW)
    return ad_of(opening.requirements, opening.text)


@pytest.fixture
def whole() -> Tailored:
    return started(RESUME, Look())


def lines_of(page: Sheet) -> set[str]:
    """Every text of a sheet."""
    found = {page.name, page.label, *page.summary, *(link.text for link in page.contacts)}
    for section in page.sections:
        for entry in section.entries:
            found |= {entry.title, entry.place, entry.dates, *entry.paragraphs, *entry.bullets}
        for row in section.rows:
            found |= {row.label, row.dates, *row.items}
    return found


def test_what_answers_the_ad_comes_first_and_jobs_stay_in_their_order(whole: Tailored, ad: Ad) -> None:
    made = result(tailored_for(whole, ad))
    assert [job.name for job in made.work] == ["Example Ltd", "Example Shop"]
    assert [line.text for line in made.work[0].highlights] == [
        "Wrote services in Python and PostgreSQL", "Deployed them with k8s", "Answered the phone",
    ]  # fmt: skip
    assert made.work[1].highlights[0].text == "Cut SQL queries' time by half"
    assert [skill.name for skill in made.skills][-1] == "Photoshop"
    assert [project.name for project in made.projects] == ["Queue", "Garden"]
    assert [language.code for language in made.languages] == ["de", "fr"]


def test_keywords_are_counted_by_the_words_that_name_them(ad: Ad) -> None:
    found = {each.keyword.label: each.before for each in coverage(RESUME, RESUME, ad, TODAY)}
    assert (
        found["Python (computer programming)" if "Python (computer programming)" in found else "Python"] is Naming.SAME
    )
    assert found["Kubernetes"] is Naming.SAME
    assert found["Terraform"] is Naming.NOT
    without = RESUME.model_copy(update={"skills": []})
    after = {each.keyword.label: each.after for each in coverage(RESUME, without, ad, TODAY)}
    assert after["Kubernetes"] is Naming.OTHER, "k8s is another name of it"


def test_degrees_and_years_are_counted_as_the_match_counts_them() -> None:
    asked = ad_in("Developer", "Requirements\n- Bachelor's degree or MSc\n- At least 3 years of experience in Python")
    labels = {each.topic: each.label for each in asked.keywords}
    assert labels[RequirementTopic.EDUCATION]
    assert labels[RequirementTopic.EXPERIENCE] == "3+ years"

    def naming(resume: Resume) -> dict[RequirementTopic, Naming]:
        return {each.keyword.topic: each.after for each in coverage(RESUME, resume, asked, TODAY)}

    assert naming(RESUME)[RequirementTopic.EDUCATION] is Naming.OTHER, "BSc is another name of it"
    assert naming(RESUME)[RequirementTopic.EXPERIENCE] is Naming.SAME
    master = RESUME.model_copy(update={"education": [], "work": RESUME.work[:1], "projects": []})
    young = [RESUME.work[0].model_copy(update={"position": "Scrum Master", "start_date": "2026-01"})]
    found = naming(master.model_copy(update={"work": young}))
    assert found[RequirementTopic.EDUCATION] is Naming.NOT
    assert found[RequirementTopic.EXPERIENCE] is Naming.NOT, "what was hidden counts no longer"


def test_an_ad_that_is_no_opening_here_is_read_by_its_words() -> None:
    assert "Kubernetes" in {each.label for each in ad_in("Engineer", "Requirements\nKubernetes, Python").keywords}
    assert ad_in("Engineer", "") == Ad()


def test_as_little_as_possible_goes_and_never_what_the_ad_asks_for(whole: Tailored, ad: Ad) -> None:
    spare = droppable(whole, ad)
    short = shortened(whole, ad, lambda each: len(each.hidden) >= 3)
    assert short is not None
    assert set(short.hidden) == set(spare[:3])
    named = [each.after for each in coverage(RESUME, result(hidden(whole, *spare)), ad, TODAY)]
    assert named == [each.before for each in coverage(RESUME, RESUME, ad, TODAY)]
    assert spare[0] == "work.1.highlights.1", "the oldest job's lines go first"
    assert "work.0.highlights.0" not in spare, "a job keeps its first line"


def test_what_cannot_be_made_to_fit_is_left_to_the_person(whole: Tailored, ad: Ad) -> None:
    assert shortened(whole, ad, lambda each: False) is None


def test_what_fits_stays_whole(whole: Tailored, ad: Ad) -> None:
    assert shortened(whole, ad, lambda each: True) == whole


def test_a_line_in_other_words_and_back(whole: Tailored) -> None:
    path = "work.0.highlights.1"
    changed = reworded(whole, path, "  Wrote   services\nin Python ")
    assert result(changed).work[0].highlights[1].text == "Wrote services in Python"
    assert restored(changed, path) == whole
    assert reworded(changed, path, RESUME.work[0].highlights[1].text) == whole


def test_a_proposal_changes_nothing_until_it_is_accepted(whole: Tailored) -> None:
    path = "work.0.highlights.0"
    offered = proposed(
        whole, whole, {path: Proposal(text="Answered customers", facts=(3,)), "work.9": Proposal(text="CEO")}
    )
    assert set(offered.proposals) == {path}, "what rewrites no line is left out"
    assert result(offered) == result(whole)
    assert rejected(offered, path) == whole
    taken = accepted(offered, path)
    assert result(taken).work[0].highlights[0].text == "Answered customers"
    assert not taken.proposals
    with pytest.raises(InvalidInputError, match="no proposal"):
        accepted(taken, path)


@pytest.mark.parametrize(
    "path", ["work.0", "work.0.position", "basics.name", "basics.email", "languages.0", "work.0.highlights"]
)
def test_facts_are_changed_in_the_profile(whole: Tailored, path: str) -> None:
    with pytest.raises(InvalidInputError):
        reworded(whole, path, "Chief executive")


@pytest.mark.parametrize(
    "path", ["work.2", "work.0.highlights.3", "nothing", "work.-1", "basics.name", "work.0.highlights.0.text", ""]
)
def test_only_what_is_there_can_be_hidden(whole: Tailored, path: str) -> None:
    with pytest.raises(InvalidInputError):
        hidden(whole, path)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 2001])
def test_a_line_has_words_but_not_without_end(whole: Tailored, text: str) -> None:
    with pytest.raises(InvalidInputError):
        reworded(whole, "basics.summary", text)


def test_the_screen_shows_each_line_beside_its_own_words(whole: Tailored, ad: Ad) -> None:
    changed = hidden(reworded(moved(whole, "work.0.highlights.2", 0), "basics.label", "Backend developer"), "work.1")
    shown = {row.path: row for row in rows(changed, ad.keywords, {"basics.label": ["no fact shows it"]})}
    label = shown["basics.label"]
    assert (label.base, label.text, label.changed, label.reasons) == (
        "Developer",
        "Backend developer",
        True,
        ["no fact shows it"],
    )
    assert "".join(piece.text for piece in label.pieces if piece.side != "old") == label.text
    line = shown["work.0.highlights.2"]
    assert (line.rank, line.was, line.answers) == (0, 2, ["Kubernetes"])
    assert (shown["work.1"].live, shown["work.1.highlights.0"].live, shown["work.1.highlights.0"].shown) == (
        False,
        False,
        True,
    )


def test_versions_differ_by_lines_and_a_moved_line_is_not_a_new_one(whole: Tailored) -> None:
    new = moved(hidden(whole, "skills.0"), "work.0.highlights.2", 0)
    new = new.model_copy(update={"look": Look(template=Template.MODERN)})
    found = {each.where: (each.mine, each.theirs) for each in changes(whole, new)}
    assert found == {
        "Photoshop": ("Photoshop", ""),
        "Developer · Example Ltd, its lines: order": ("1, 2, 3", "3, 1, 2"),
        "Look: template": ("plain", "modern"),
    }
    assert changes(new, new) == []


def test_an_order_out_of_an_archive_shows_each_line_once(whole: Tailored) -> None:
    odd = whole.model_copy(update={"order": {"work": (-1, 1, 1, 7), "skills": (2,)}})
    assert arranged(odd, "work") == [1, 0]
    assert [skill.name for skill in result(odd).skills] == ["Kubernetes", "Photoshop", "Python"]


Edit = Callable[[Tailored], Tailored]
PATHS = [f"{section}.{number}" for section in SECTIONS for number in range(len(getattr(RESUME, section)))]
LINES = [f"work.{job}.highlights.{line}" for job in range(2) for line in range(3)]
keyless = st.lists(
    st.one_of(
        st.sampled_from([*PATHS, *LINES]).map(lambda path: lambda each: hidden(each, path)),
        st.sampled_from([*PATHS, *LINES]).map(lambda path: lambda each: revealed(each, path)),
        st.tuples(st.sampled_from([*PATHS, *LINES]), st.integers(-1, 9)).map(lambda to: lambda each: moved(each, *to)),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(edits=keyless)
def test_nothing_is_invented_whatever_is_moved_and_hidden(edits: list[Edit], ad: Ad) -> None:
    made = tailored_for(started(RESUME, Look()), ad)
    for edit in edits:
        made = edit(made)
    assert lines_of(sheet(result(made))) <= lines_of(sheet(RESUME)) | {""}
    assert {path for path in prose(made) if path in made.texts} == set()


@settings(max_examples=60, deadline=None)
@given(edits=keyless)
def test_hiding_and_moving_can_be_taken_back(edits: list[Edit]) -> None:
    whole = started(RESUME, Look())
    made = whole
    for edit in edits:
        made = edit(made)
    assert sorted(arranged(made, "work")) == [0, 1]
    back = revealed(made, *made.hidden)
    for holder in list(back.order):
        for number in range(len(arranged(back, holder))):
            back = moved(back, f"{holder}.{number}", number)
    assert back == whole
    assert result(back) == result(whole)


def test_what_is_proposed_for_other_words_or_another_resume_is_dropped() -> None:
    whole = started(RESUME, Look())
    path, other = "work.0.highlights.0", "work.0.highlights.1"
    offers = {path: Proposal(text="Answered customers"), other: Proposal(text="Shipped services")}
    assert set(proposed(reworded(whole, path, "Took calls"), whole, offers).proposals) == {other}
    changed = RESUME.model_copy(update={"work": RESUME.work[::-1]})
    assert proposed(started(changed, Look()), whole, offers).proposals == {}
    taken = proposed(reworded(whole, path, "Took calls"), reworded(whole, path, "Took calls"), offers)
    assert set(restored(taken, path).proposals) == {other}, "the words it was made for stand there no more"
