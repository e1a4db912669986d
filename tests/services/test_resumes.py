"""Keeping, reading, correcting and deleting résumés; someone else's do not exist."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from career_copilot.config import settings
from career_copilot.domain.resume import Basics, Highlight, Resume, Work
from career_copilot.errors import ConflictError, DocumentError, InvalidInputError, NotFoundError
from career_copilot.services import resumes

pytestmark = pytest.mark.usefixtures("redis_server")

TEXT = """Marta Lindqvist
Registered Nurse
marta.lindqvist@example.org

Work experience
Registered Nurse, Northside Hospital
March 2019 - present
- Cared for patients on the intensive care ward
"""


def kept(user_id: int, now: datetime, text: str = TEXT, name: str = "cv.txt") -> int:
    resume_id = resumes.keep(user_id, name, text.encode(), now)
    resumes.read(resume_id, now)
    return resume_id


def test_a_kept_file_is_read_and_the_first_one_is_matched(alice: int, now: datetime) -> None:
    resume_id = resumes.keep(alice, "cv.txt", TEXT.encode(), now)
    assert resumes.one(alice, resume_id).state == "reading"
    assert resumes.read(resume_id, now) == alice
    view = resumes.one(alice, resume_id)
    assert (view.state, view.matching, view.error) == ("ready", True, "")
    assert view.resume is not None
    assert view.resume.basics.email == "marta.lindqvist@example.org"


def test_reading_again_changes_nothing(alice: int, now: datetime) -> None:
    resume_id = kept(alice, now)
    before = resumes.one(alice, resume_id)
    assert resumes.read(resume_id, now) is None
    assert resumes.one(alice, resume_id) == before


def test_the_original_lies_privately_below_the_data_directory(alice: int, now: datetime) -> None:
    path, name, media_type = resumes.original(alice, resumes.keep(alice, "../../etc/My CV.txt", TEXT.encode(), now))
    assert (path.read_bytes(), name, media_type) == (TEXT.encode(), "My CV.txt", "text/plain")
    assert path.is_relative_to(settings().data / "files")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


def test_the_same_file_again_is_the_same_resume(alice: int, bob: int, now: datetime) -> None:
    assert resumes.keep(alice, "a.txt", TEXT.encode(), now) == resumes.keep(alice, "b.txt", TEXT.encode(), now)
    assert len(resumes.all_of(alice)) == 1
    resumes.keep(bob, "a.txt", TEXT.encode(), now)
    assert len(resumes.all_of(bob)) == 1


def test_a_file_that_cannot_be_read_says_why_and_leaves_the_profile_as_it_was(alice: int, now: datetime) -> None:
    first = kept(alice, now)
    before = resumes.one(alice, first)
    broken = resumes.keep(alice, "broken.pdf", b"%PDF-1.7 and nothing more", now)
    assert resumes.read(broken, now) is None
    view = resumes.one(alice, broken)
    assert view.state == "failed"
    assert "damaged" in view.error
    assert resumes.one(alice, first) == before


def test_a_failed_file_sent_again_is_read_again(alice: int, now: datetime) -> None:
    data = b"%PDF-1.7 and nothing more"
    broken = resumes.keep(alice, "broken.pdf", data, now)
    resumes.read(broken, now)
    assert resumes.keep(alice, "broken.pdf", data, now) == broken
    assert resumes.one(alice, broken).state == "reading"


def test_what_is_no_resume_is_not_kept(alice: int, now: datetime) -> None:
    before = set((settings().data / "files").glob(f"{alice}/*"))
    with pytest.raises(DocumentError, match="picture"):
        resumes.keep(alice, "cv.pdf", b"\x89PNG\r\n\x1a\n" + bytes(100), now)
    with pytest.raises(DocumentError, match="no text"):
        resumes.keep_text(alice, "  \n ", now)
    assert resumes.all_of(alice) == []
    assert set((settings().data / "files").glob(f"{alice}/*")) == before


def test_exactly_one_resume_is_matched(alice: int, now: datetime) -> None:
    first, second = kept(alice, now), kept(alice, now, TEXT.replace("Northside", "Southside"))
    assert [view.matching for view in resumes.all_of(alice)] == [False, True]
    resumes.use_for_matching(alice, second, now)
    assert {view.id: view.matching for view in resumes.all_of(alice)} == {first: False, second: True}


def test_an_unread_resume_cannot_be_matched(alice: int, now: datetime) -> None:
    with pytest.raises(InvalidInputError):
        resumes.use_for_matching(alice, resumes.keep(alice, "cv.txt", TEXT.encode(), now), now)


def test_deleting_removes_row_and_file_and_says_when_nothing_is_matched_any_more(alice: int, now: datetime) -> None:
    first, second = kept(alice, now), kept(alice, now, TEXT.replace("Northside", "Southside"))
    path = resumes.original(alice, first)[0]
    assert resumes.delete(alice, second) is False
    assert resumes.delete(alice, first) is True
    assert not path.exists()
    assert resumes.all_of(alice) == []


def test_a_correction_keeps_the_source_text_and_raises_the_version(alice: int, now: datetime) -> None:
    resume_id = kept(alice, now)
    view = resumes.one(alice, resume_id)
    mine = Resume(
        basics=Basics(name="Marta L."), work=[Work(name="Elm Clinic", start_date="2020-02")], text="not the source"
    )
    version = resumes.correct(alice, resume_id, view.version, mine, now)
    after = resumes.one(alice, resume_id)
    assert after.version == version == view.version + 1
    assert after.resume is not None
    assert after.resume.work[0].name == "Elm Clinic"
    assert after.resume.text == (view.resume and view.resume.text)


def test_two_tabs_do_not_overwrite_each_other(alice: int, now: datetime) -> None:
    resume_id = kept(alice, now)
    version = resumes.one(alice, resume_id).version
    resumes.correct(alice, resume_id, version, Resume(basics=Basics(name="First tab")), now)
    with pytest.raises(ConflictError, match="another tab"):
        resumes.correct(alice, resume_id, version, Resume(basics=Basics(name="Second tab")), now)
    resume = resumes.one(alice, resume_id).resume
    assert resume is not None
    assert resume.basics.name == "First tab"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (Resume(work=[Work(name="A", start_date="March 2020")]), "Work 1 start date"),
        (Resume(work=[Work(name="A", start_date="2021", end_date="2020")]), "ends before"),
        (Resume(work=[Work(name="A", start_date="2030", current=True)]), "Work 1 start date: 2030 is still to come"),
        (Resume(work=[Work(name="x" * 401)]), "at most 400"),
        (Resume(work=[Work(name="A", highlights=[Highlight(text=" ")])]), "highlights 1 text"),
        (Resume(work=[Work(name="A", span={"start": 5, "end": 99_999})]), "outside"),
        (Resume(basics=Basics(url="javascript:alert(1)")), "web address"),
        (Resume(work=[Work(name="A")] * 201), "at most 200"),
    ],
)
def test_a_wrong_correction_is_refused_and_names_the_field(alice: int, now: datetime, wrong: Resume, says: str) -> None:
    resume_id = kept(alice, now)
    version = resumes.one(alice, resume_id).version
    with pytest.raises(InvalidInputError, match=says):
        resumes.correct(alice, resume_id, version, wrong, now)
    assert resumes.one(alice, resume_id).version == version


@pytest.mark.parametrize("start", ["", "2026", "2026-11"])
def test_a_present_position_may_have_begun_this_month(alice: int, start: str) -> None:
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    resume_id = kept(alice, now)
    version = resumes.one(alice, resume_id).version
    work = [Work(name="A", start_date=start, current=True), Work(name="B", start_date="2030")]
    assert resumes.correct(alice, resume_id, version, Resume(work=work), now) == version + 1


def test_someone_elses_resume_does_not_exist(alice: int, bob: int, now: datetime) -> None:
    resume_id = kept(alice, now)
    before = resumes.one(alice, resume_id)
    assert resumes.all_of(bob) == []
    for forbidden in (
        lambda: resumes.one(bob, resume_id),
        lambda: resumes.correct(bob, resume_id, before.version, Resume(), now),
        lambda: resumes.use_for_matching(bob, resume_id, now),
        lambda: resumes.rename(bob, resume_id, "mine", now),
        lambda: resumes.delete(bob, resume_id),
        lambda: resumes.original(bob, resume_id),
    ):
        with pytest.raises(NotFoundError):
            forbidden()
    assert resumes.one(alice, resume_id) == before


def test_an_interrupted_reading_is_taken_up_again(alice: int, now: datetime) -> None:
    resume_id = resumes.keep(alice, "cv.txt", TEXT.encode(), now)
    assert resumes.stalled(now + timedelta(seconds=10)) == []
    assert resumes.stalled(now + timedelta(seconds=60)) == [resume_id]
    assert resumes.stalled(now + timedelta(seconds=61)) == []  # claimed: it is not queued twice
    resumes.read(resume_id, now + timedelta(seconds=61))
    assert resumes.stalled(now + timedelta(hours=1)) == []


def test_two_workers_do_not_read_the_same_resume(alice: int, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    resume_id = resumes.keep(alice, "cv.txt", TEXT.encode(), now)
    calls = []

    def reading(*_: object) -> Resume:
        calls.append(resumes.read(resume_id, now + timedelta(seconds=1)))
        return Resume()

    monkeypatch.setattr(resumes.child, "read", reading)
    assert resumes.read(resume_id, now) == alice
    assert calls == [None]


def test_a_resume_deleted_while_it_is_read_stays_deleted(
    alice: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    resume_id = resumes.keep(alice, "cv.txt", TEXT.encode(), now)

    def reading(path: Path, *_: object) -> Resume:
        resumes.delete(alice, resume_id)
        return Resume()

    monkeypatch.setattr(resumes.child, "read", reading)
    assert resumes.read(resume_id, now) is None
    assert resumes.all_of(alice) == []


def test_a_new_name_has_no_directories_and_no_control_characters(alice: int, now: datetime) -> None:
    resume_id = kept(alice, now)
    resumes.rename(alice, resume_id, "a/b\\Nurse\r\nX: 1", now)
    assert resumes.one(alice, resume_id).name == "Nurse X: 1"
    with pytest.raises(InvalidInputError):
        resumes.rename(alice, resume_id, "  ", now)


def test_files_that_could_not_be_read_are_read_again_or_removed_together(alice: int, bob: int, now: datetime) -> None:
    good = kept(alice, now)
    broken = [resumes.keep(alice, f"{n}.pdf", b"%PDF-1.7 and nothing more than " + bytes([n]), now) for n in (49, 50)]
    for resume_id in broken:
        resumes.read(resume_id, now)
    with pytest.raises(NotFoundError):
        resumes.read_again(bob, broken[0], now)
    resumes.read_again(alice, broken[0], now)
    resumes.read_again(alice, good, now)
    assert [resumes.one(alice, one).state for one in (broken[0], good)] == ["reading", "ready"]
    resumes.read(broken[0], now)
    assert resumes.delete_failed(bob) == 0
    files = [resumes.original(alice, one)[0] for one in broken]
    assert resumes.delete_failed(alice) == 2
    assert [view.id for view in resumes.all_of(alice)] == [good]
    assert not any(file.exists() for file in files)
