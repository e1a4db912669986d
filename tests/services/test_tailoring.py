"""A résumé tailored for an opening: chosen without a model, changed version by version, given out only when all of it is true,
frozen with what is sent."""

from datetime import datetime

import pytest

from career_copilot import db
from career_copilot.documents.resume_files import ResumeFormat
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.drafting import Author
from career_copilot.domain.pipeline import Stage
from career_copilot.domain.posting import Requirement, RequirementKind, RequirementTopic, Span
from career_copilot.domain.resume import Basics, Highlight, Language, Resume, Skill, Work
from career_copilot.domain.resume_sheet import Look, Template
from career_copilot.domain.skills import find
from career_copilot.domain.tailoring import result
from career_copilot.errors import ConflictError, InvalidInputError, NotFoundError
from career_copilot.models import Opening, OpeningMatch, OpeningText, ResumeFile
from career_copilot.models.drafts import Draft
from career_copilot.services import (
    application_details,
    application_documents,
    applications,
    ats_checks,
    drafts,
    resume_printing,
    resumes,
    submissions,
    tailoring,
)

pytestmark = pytest.mark.usefixtures("redis_server")
AD = "You write Python and know Kubernetes."
RESUME = Resume(
    basics=Basics(name="Marta Example", label="Developer", email="marta@example.org", summary="Builds quiet services."),
    work=[
        Work(
            position="Developer", name="Example Ltd", start_date="2021-03", current=True,
            highlights=[Highlight(text="Answered the phone"), Highlight(text="Wrote services in Python")],
        )
    ],
    skills=[Skill(name="Photoshop"), Skill(name="Python")],
    languages=[Language(language="German", code="de", level="C1")],
    language="en",
)  # fmt: skip


def _resume(user_id: int, now: datetime, content: Resume = RESUME) -> int:
    number = resumes.keep(user_id, "Marta 2026.txt", b"Marta Example", now)
    with db.transaction() as session:
        row = session.get_one(ResumeFile, number)
        row.resume, row.state, row.version, row.matching = content.model_dump(mode="json"), "ready", 1, True
        session.add(row)
    return number


def _opening(user_id: int) -> int:
    asked = []
    for name in ("Python", "Kubernetes"):
        at = AD.index(name)
        asked.append(
            Requirement(
                kind=RequirementKind.MUST,
                topic=RequirementTopic.SKILL,
                label=name,
                skill_id=find(name),
                span=Span(start=at, end=at + len(name)),
            )
        )
    with db.transaction() as session:
        row = Opening(fingerprint=AD, title="Backend developer", company="Brightwater", search_config="english")
        session.add(row)
        session.flush()
        assert row.id is not None
        requirements = [each.model_dump(mode="json") for each in asked]
        session.add(OpeningText(opening_id=row.id, html=f"<p>{AD}</p>", text=AD, requirements=requirements))
        session.add(OpeningMatch(user_id=user_id, opening_id=row.id, score=70, blocked=False))
        return row.id


@pytest.fixture
def resume_id(alice: int, now: datetime) -> int:
    return _resume(alice, now)


@pytest.fixture
def opening_id(alice: int) -> int:
    return _opening(alice)


@pytest.fixture
def draft_id(alice: int, resume_id: int, opening_id: int, now: datetime) -> int:
    return tailoring.start(alice, now, opening_id=opening_id)


def test_it_starts_from_the_persons_own_lines_the_fitting_ones_first(alice: int, draft_id: int, now: datetime) -> None:
    view = tailoring.read(alice, draft_id, now)
    made = result(view.tailored)
    assert [line.text for line in made.work[0].highlights] == ["Wrote services in Python", "Answered the phone"]
    assert [skill.name for skill in made.skills] == ["Python", "Photoshop"]
    assert (view.title, view.about) == (
        "Résumé for Backend developer at Brightwater",
        "Backend developer at Brightwater",
    )
    assert (view.author, view.version, view.flagged, view.tailored.look.one_page) == (Author.EVIDENCE, 1, 0, True)
    assert [(each.keyword.label, each.before, each.after) for each in view.named] == [
        ("Python", "same", "same"), ("Kubernetes", "not", "not"),
    ]  # fmt: skip


def test_without_a_resume_or_an_opening_there_is_nothing_to_tailor(alice: int, opening_id: int, now: datetime) -> None:
    with pytest.raises(NotFoundError, match="Profile"):
        tailoring.start(alice, now, opening_id=opening_id)
    _resume(alice, now)
    with pytest.raises(NotFoundError, match="opening"):
        tailoring.start(alice, now, opening_id=opening_id + 1)


def test_an_application_entered_by_hand_has_a_resume_too(alice: int, resume_id: int, now: datetime) -> None:
    form = ApplicationForm.model_validate({"title": "Nurse", "company": "Havnklinik"})
    application_id, _ = applications.create(alice, form, Stage.INTERESTED, now)
    view = tailoring.read(alice, tailoring.start(alice, now, application_id=application_id), now)
    assert (view.about, view.named, view.application_id) == ("Nurse at Havnklinik", [], application_id)
    assert [each.id for each in tailoring.of(alice, application_id=application_id)] == [view.id]


def test_what_was_made_for_the_opening_becomes_the_applications(
    alice: int, draft_id: int, opening_id: int, now: datetime
) -> None:
    application_id, _ = applications.add(alice, opening_id, now)
    assert tailoring.for_application(alice, application_id, now) == draft_id
    assert tailoring.for_application(alice, application_id, now) == draft_id
    assert tailoring.read(alice, draft_id, now).application_id == application_id


def test_every_change_is_a_version_that_can_be_gone_back_to(alice: int, draft_id: int, now: datetime) -> None:
    before = tailoring.read(alice, draft_id, now).tailored
    version = tailoring.hide(alice, draft_id, 1, "skills.0", now)
    version = tailoring.move(alice, draft_id, version, "work.0.highlights.0", 0, now)
    version = tailoring.reword(alice, draft_id, version, "basics.label", "Python developer", now)
    version = tailoring.dress(alice, draft_id, version, Look(template=Template.MODERN), False, now)
    assert version == 5
    notes = [each.note for each in drafts.versions(alice, draft_id)]
    assert notes[:4] == [
        "Changed the look",
        "Changed: Headline",
        "Moved: Developer · Example Ltd, line 1",
        "Hid: Photoshop",
    ]
    assert {each.where for each in tailoring.differences(alice, draft_id, 1)} >= {
        "Photoshop",
        "Headline",
        "Look: template",
    }
    drafts.roll_back(alice, draft_id, 1, version, now)
    assert tailoring.read(alice, draft_id, now).tailored == before


def test_what_changes_nothing_is_no_version(alice: int, draft_id: int, now: datetime) -> None:
    assert tailoring.show(alice, draft_id, 1, "skills.0", now) == 1


def test_another_tabs_change_is_not_overwritten(alice: int, draft_id: int, now: datetime) -> None:
    tailoring.hide(alice, draft_id, 1, "skills.0", now)
    with pytest.raises(ConflictError):
        tailoring.hide(alice, draft_id, 1, "skills.1", now)
    assert tailoring.read(alice, draft_id, now).tailored.hidden == ("skills.0",)


def test_a_line_that_rests_on_nothing_is_flagged_and_not_given_out(alice: int, draft_id: int, now: datetime) -> None:
    claim = "Wrote 40 services in Python for Contoso"
    version = tailoring.reword(alice, draft_id, 1, "work.0.highlights.1", claim, now)
    view = tailoring.read(alice, draft_id, now)
    assert view.flagged == 1
    (row,) = [row for row in view.rows if row.reasons]
    assert row.path == "work.0.highlights.1"
    for format in ResumeFormat:
        with pytest.raises(InvalidInputError, match="One line in it rests on nothing you recorded"):
            resume_printing.file(alice, draft_id, format, now)
    tailoring.hide(alice, draft_id, version, row.path, now)
    assert resume_printing.file(alice, draft_id, ResumeFormat.PDF, now).data.startswith(b"%PDF")


def test_what_was_done_at_another_employer_is_flagged_and_not_given_out(
    alice: int, opening_id: int, now: datetime
) -> None:
    old = Work(
        position="Clerk",
        name="Elmgrove",
        start_date="2015",
        end_date="2019",
        highlights=[Highlight(text="Sorted mail")],
    )
    _resume(alice, now, RESUME.model_copy(update={"work": [*RESUME.work, old]}))
    draft_id = tailoring.start(alice, now, opening_id=opening_id)
    assert tailoring.read(alice, draft_id, now).flagged == 0, "nothing of the profile is"
    version = tailoring.reword(alice, draft_id, 1, "work.1.highlights.0", "Wrote services in Python", now)
    (row,) = [row for row in tailoring.read(alice, draft_id, now).rows if row.reasons]
    assert (row.path, row.reasons) == (
        "work.1.highlights.0", ["done elsewhere: Developer, Example Ltd, 2021-03 – present"],
    )  # fmt: skip
    with pytest.raises(InvalidInputError, match="rests on nothing"):
        resume_printing.file(alice, draft_id, ResumeFormat.PDF, now)
    tailoring.restore(alice, draft_id, version, row.path, now)
    assert resume_printing.file(alice, draft_id, ResumeFormat.PDF, now).data.startswith(b"%PDF")


def test_what_the_person_says_is_true_is_remembered(alice: int, draft_id: int, now: datetime) -> None:
    tailoring.reword(alice, draft_id, 1, "work.0.highlights.1", "Wrote 40 services in Python for Contoso", now)
    tailoring.remember(alice, draft_id, "work.0.highlights.1", now)
    assert tailoring.read(alice, draft_id, now).flagged == 0


def test_it_says_when_the_profile_was_corrected_since(alice: int, draft_id: int, resume_id: int, now: datetime) -> None:
    corrected = RESUME.model_copy(update={"basics": RESUME.basics.model_copy(update={"label": "Engineer"})})
    resumes.correct(alice, resume_id, 1, corrected, now)
    assert tailoring.read(alice, draft_id, now).outdated
    tailoring.choose_again(alice, draft_id, 1, now)
    view = tailoring.read(alice, draft_id, now)
    assert (view.outdated, view.tailored.resume.basics.label) == (False, "Engineer")


@pytest.mark.parametrize("named", ["theirs", 0, -1, "1", None])
def test_settings_out_of_an_archive_lead_to_nobody_elses_resume(
    alice: int, bob: int, draft_id: int, named: object, now: datetime
) -> None:
    theirs = _resume(bob, now, RESUME.model_copy(update={"basics": Basics(name="Bob", label="Secret agent")}))
    with db.transaction() as session:
        row = session.get_one(Draft, draft_id)
        row.settings = {
            **row.settings,
            "resume_id": theirs if named == "theirs" else named,
            "document": "x",
            "document_of": 1,
        }
        session.add(row)
    assert tailoring.read(alice, draft_id, now).base_name == ""
    tailoring.choose_again(alice, draft_id, 1, now)
    assert tailoring.read(alice, draft_id, now).tailored.resume.basics.label == "Developer", "alice's own"
    application_id, _ = applications.create(alice, ApplicationForm(title="Nurse"), Stage.INTERESTED, now)
    resume_printing.send(alice, draft_id, application_id, now)
    assert len(application_documents.of_application(alice, application_id)) == 1


def test_it_leaves_in_four_formats_and_as_pictures(alice: int, draft_id: int, now: datetime) -> None:
    begins = {"pdf": b"%PDF", "docx": b"PK", "md": b"# Marta Example", "json": b"{"}
    for format in ResumeFormat:
        made = resume_printing.file(alice, draft_id, format, now)
        assert made.data.startswith(begins[format])
        assert made.name == f"Marta Example – Résumé for Backend developer at Brightwater.{format}"
    shown = resume_printing.preview(alice, draft_id, 1, 1)
    assert (shown.picture[:4], shown.pages, shown.fits) == (b"\x89PNG", 1, True)
    with pytest.raises(NotFoundError):
        resume_printing.preview(alice, draft_id, 1, 2)


def test_programs_find_all_of_the_plain_template(alice: int, draft_id: int, now: datetime) -> None:
    look = tailoring.read(alice, draft_id, now).tailored.look
    assert ats_checks.known(alice, ats_checks.TAILORED, draft_id, [look]) == []
    ats_checks.check(alice, ats_checks.TAILORED, draft_id, look, False, now)
    found = ats_checks.known(alice, ats_checks.TAILORED, draft_id, [look])
    assert [(each.template, each.format, each.missing) for each in found] == [
        ("plain", "pdf", []),
        ("plain", "docx", []),
    ]
    assert found[0].fields > 8
    tailoring.hide(alice, draft_id, 1, "skills.0", now)
    assert ats_checks.known(alice, ats_checks.TAILORED, draft_id, [look]) == [], "it is another document now"


def test_what_was_sent_is_the_tailored_one_frozen(alice: int, draft_id: int, opening_id: int, now: datetime) -> None:
    application_id, _ = applications.add(alice, opening_id, now)
    tailoring.hide(alice, draft_id, 1, "skills.0", now)
    assert resume_printing.send(alice, draft_id, application_id, now)[0] == application_id
    resume_printing.send(alice, draft_id, application_id, now)
    assert application_details.one(alice, application_id).resume_name.endswith("Brightwater.pdf")
    assert len({each.series for each in application_documents.of_application(alice, application_id)}) == 1
    applications.move(alice, [application_id], Stage.APPLIED, "", now)
    tailoring.hide(alice, draft_id, 2, "skills.1", now)
    (record,) = submissions.of_application(alice, application_id)
    assert record.content.resume_name.endswith("Brightwater.pdf")
    assert record.content.resume is not None
    assert [skill.name for skill in record.content.resume.skills] == ["Python"]
    assert [file.kind for file in record.files] == ["resume"]
    data, _ = submissions.file(alice, record.id, record.files[0].sha256)
    assert data.startswith(b"%PDF")
    assert {check.state for check in submissions.verify(alice, record.id)} == {"intact"}


def test_someone_elses_does_not_exist(
    alice: int, bob: int, draft_id: int, resume_id: int, opening_id: int, now: datetime
) -> None:
    _resume(bob, now)
    version = tailoring.read(alice, draft_id, now).version
    for attempt in (
        lambda: tailoring.read(bob, draft_id, now),
        lambda: tailoring.hide(bob, draft_id, version, "skills.0", now),
        lambda: tailoring.show(bob, draft_id, version, "skills.0", now),
        lambda: tailoring.move(bob, draft_id, version, "skills.0", 1, now),
        lambda: tailoring.reword(bob, draft_id, version, "basics.label", "Mine", now),
        lambda: tailoring.restore(bob, draft_id, version, "basics.label", now),
        lambda: tailoring.accept(bob, draft_id, version, "basics.label", now),
        lambda: tailoring.reject(bob, draft_id, version, "basics.label", now),
        lambda: tailoring.dress(bob, draft_id, version, Look(), False, now),
        lambda: tailoring.fit(bob, draft_id, version, now),
        lambda: tailoring.choose_again(bob, draft_id, version, now),
        lambda: tailoring.remember(bob, draft_id, "basics.label", now),
        lambda: tailoring.differences(bob, draft_id, 1),
        lambda: resume_printing.preview(bob, draft_id, 1, 1),
        lambda: resume_printing.preview_profile(bob, resume_id, Look(), False, 1),
        lambda: resume_printing.file(bob, draft_id, ResumeFormat.PDF, now),
        lambda: resume_printing.file_of_profile(bob, resume_id, ResumeFormat.PDF, Look(), False),
        lambda: ats_checks.check(bob, ats_checks.TAILORED, draft_id, Look(), False, now),
        lambda: ats_checks.known(bob, ats_checks.PROFILE, resume_id, [Look()]),
        lambda: resume_printing.send(bob, draft_id, None, now),
        lambda: tailoring.for_application(bob, applications.add(alice, opening_id, now)[0], now),
        lambda: tailoring.start(bob, now, resume_id=resume_id, application_id=1),
    ):
        with pytest.raises(NotFoundError):
            attempt()
    assert tailoring.read(alice, draft_id, now).version == version
