import pytest

from career_copilot.domain.posting import Span
from career_copilot.domain.resume import Basics, Highlight, Language, Resume, Skill, Work
from career_copilot.domain.resume_editing import added, edited, moved, removed
from career_copilot.domain.resume_form import (
    SECTIONS,
    basics_view,
    differences,
    sections_view,
    source_segments,
)
from career_copilot.errors import InvalidInputError

TEXT = "Ada Example\nNurse, Example Clinic\n- led a ward of 12\n- trained juniors"


def resume() -> Resume:
    ward, juniors = TEXT.index("led a ward"), TEXT.index("trained")
    return Resume(
        basics=Basics(name="Ada Example", span=Span(start=0, end=11)),
        work=[
            Work(
                position="Nurse",
                name="Example Clinic",
                span=Span(start=12, end=len(TEXT)),
                highlights=[
                    Highlight(text="led a ward of 12", span=Span(start=ward, end=ward + 16)),
                    Highlight(text="trained juniors", span=Span(start=juniors, end=juniors + 15)),
                ],
            ),
            Work(position="Carer", name="Example Home"),
        ],
        skills=[Skill(name="Triage", skill_id=7)],
        languages=[Language(language="German", code="de", level="C1")],
        text=TEXT,
    )


def test_the_form_names_every_fact_and_the_words_it_was_read_from() -> None:
    work = next(section for section in sections_view(resume()) if section.name == "work")
    nurse, carer = work.facts
    assert (nurse.title, nurse.link, nurse.first, nurse.last) == ("Nurse · Example Clinic", "12-70", True, False)
    assert [line.path for line in nurse.highlights] == ["work.0.highlights.0", "work.0.highlights.1"]
    assert carer.link == ""
    marked = [piece.text for piece in source_segments(resume()) if nurse.highlights[1].link in piece.links.split()]
    assert marked == ["trained juniors"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("basics.name", "Ada B. Example"),
        ("basics.location.text", "Berlin"),
        ("work.1.position", "Senior carer"),
        ("work.0.current", "yes"),
        ("work.0.highlights.1", "trained eight juniors"),
        ("skills.0.keywords", "ESI, MTS"),
        ("languages.0.level", "C2"),
    ],
)
def test_an_edit_changes_one_line_and_nothing_of_the_original(path: str, value: str) -> None:
    before = resume()
    after = edited(before, path, value)
    assert before == resume()
    assert [(one.mine, one.theirs)[1] for one in differences(before, after)] == [value]


def test_every_input_of_the_form_can_be_edited() -> None:
    whole = resume()
    for name in SECTIONS:
        whole, _ = added(whole, name)
    fields = [*basics_view(whole), *(f for s in sections_view(whole) for e in s.facts for f in e.fields)]
    for field in fields:
        new = "yes" if field.kind == "check" else "2021" if field.kind == "date" else "changed"
        assert edited(whole, field.path, new) != whole or field.value == new, field.path


def test_a_corrected_fact_still_shows_where_it_was_read() -> None:
    assert edited(resume(), "work.0.highlights.0", "led 12 people").work[0].highlights[0].span is not None


def test_another_skill_or_language_does_not_keep_the_meaning_of_the_old_one() -> None:
    assert edited(resume(), "skills.0.name", "Wound care").skills[0].skill_id is None
    assert edited(resume(), "languages.0.language", "French").languages[0].code == ""
    assert edited(resume(), "skills.0.level", "expert").skills[0].skill_id == 7


def test_entries_and_bullets_are_added_moved_and_removed() -> None:
    more, path = added(resume(), "work")
    assert (path, len(more.work), more.work[2].span) == ("work.2", 3, None)
    more, path = added(more, "work.2.highlights")
    assert path == "work.2.highlights.0"
    up, path = moved(more, "work.2", -1)
    assert (path, [one.position for one in up.work]) == ("work.1", ["Nurse", "", "Carer"])
    down, path = moved(resume(), "work.0.highlights.0", 1)
    assert (path, down.work[0].highlights[1].text) == ("work.0.highlights.1", "led a ward of 12")
    assert [one.position for one in removed(resume(), "work.0").work] == ["Carer"]


def test_at_the_border_an_entry_stays() -> None:
    assert moved(resume(), "work.0", -1) == (resume(), "work.0")
    assert moved(resume(), "work.1", 1) == (resume(), "work.1")


@pytest.mark.parametrize(
    "path",
    ["", "work", "work.9.name", "work.-1.name", "work.0.span", "work.0.highlights", "basics.span", "basics.profiles",
     "text", "work.0.highlights.x", "skills.0.highlights.0", "work.٣.name", "__class__.0.name"],
)  # fmt: skip
def test_a_path_that_names_no_line_is_refused(path: str) -> None:
    with pytest.raises(InvalidInputError):
        edited(resume(), path, "x")


@pytest.mark.parametrize("path", ["", "basics", "basics.profiles", "skills.0.highlights", "text", "work.7.highlights"])
def test_nothing_is_added_where_no_list_is(path: str) -> None:
    with pytest.raises(InvalidInputError):
        added(resume(), path)


def test_two_versions_show_what_differs() -> None:
    mine = edited(resume(), "work.0.name", "Example Hospital")
    theirs, _ = added(resume(), "skills")
    theirs = edited(theirs, "skills.1.name", "Wound care")
    found = {one.where: (one.mine, one.theirs) for one in differences(mine, theirs)}
    assert found == {
        "Work 1: Employer": ("Example Hospital", "Example Clinic"),
        "Skills 2: Skill": ("", "Wound care"),
    }
