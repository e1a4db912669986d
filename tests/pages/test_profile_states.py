"""Drafts of the Profile page: nothing that was entered is lost, nothing of another tab is overwritten unseen."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import reflex as rx

from career_copilot import tasks
from career_copilot.domain.wishes import Wish, Wishes
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.live import Topic
from career_copilot.pages.application_documents import DocumentsState
from career_copilot.pages.onboarding import OnboardingState
from career_copilot.pages.profile import ProfileState
from career_copilot.pages.resume_document import DocumentState
from career_copilot.pages.resume_editor import EditorState
from career_copilot.pages.resumes import ResumesState
from career_copilot.pages.session import Session
from career_copilot.pages.wishes import WishesState
from career_copilot.services import resumes, wishes

pytestmark = pytest.mark.usefixtures("redis_server")
TEXT = b"Marta Example\nmarta@example.org\n\nWork experience\nNurse, Example Clinic\n2019 - present\n- led a ward\n"


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the tasks that were queued."""
    names: list[str] = []
    monkeypatch.setattr(tasks.celery, "send_task", lambda name, args: names.append(name))
    monkeypatch.setattr(tasks.read_resume, "delay", lambda resume_id: names.append(f"read {resume_id}"))
    return names


def tab(user_id: int) -> Callable[[type[rx.State]], Any]:
    """A tab of this person: asks for one of its states."""
    root = rx.State(_reflex_internal_init=True)

    def state(kind: type[rx.State]) -> Any:
        found = root.get_substate(kind.get_full_name().split("."))
        found.get_parent_state()
        return found

    state(Session)._user_id = user_id
    return state


def call(state: Any, name: str, *arguments: Any) -> Any:
    """A handler, behind its guard."""
    return asyncio.run(type(state).event_handlers[name].fn.__wrapped__(state, *arguments))


@pytest.fixture
def resume_id(alice: int, now: datetime) -> int:
    kept = resumes.keep(alice, "cv.txt", TEXT, now)
    resumes.read(kept, now)
    return kept


def opened(user_id: int, resume_id: int) -> Any:
    editor = tab(user_id)(EditorState)
    asyncio.run(editor._open(resume_id))
    return editor


def test_an_edit_is_kept_when_saved_and_openings_are_rescored(alice: int, resume_id: int, queued: list[str]) -> None:
    editor = opened(alice, resume_id)
    call(editor, "edit", "basics.name", "Marta B. Example")
    assert editor.dirty
    call(editor, "save")
    saved = resumes.one(alice, resume_id).resume
    assert saved is not None
    assert (saved.basics.name, editor.dirty, queued) == ("Marta B. Example", False, ["score_user"])


def test_a_field_that_was_only_looked_at_is_no_change(alice: int, resume_id: int) -> None:
    editor = opened(alice, resume_id)
    name = next(field.value for field in editor.basics if field.path == "basics.name")
    call(editor, "edit", "basics.name", name)
    assert not editor.dirty


def test_a_draft_survives_another_resume_and_another_page(alice: int, resume_id: int, now: datetime) -> None:
    other = resumes.keep(alice, "other.txt", TEXT + b"more", now)
    resumes.read(other, now)
    editor = opened(alice, resume_id)
    call(editor, "edit", "basics.name", "Draft")
    call(editor, "open", other)
    assert not editor.dirty
    editor._leave()
    assert (editor.basics, editor.source) == ([], [])
    call(editor, "open", resume_id)
    assert (editor.dirty, editor.basics[0].value) == (True, "Draft")
    call(editor, "discard")
    assert (editor.dirty, editor.basics[0].value) == (False, "Marta Example")


def save_elsewhere(alice: int, resume_id: int, name: str, now: datetime) -> None:
    view = resumes.one(alice, resume_id)
    assert view.resume is not None
    changed = view.resume.model_copy(deep=True)
    changed.basics.name = name
    resumes.correct(alice, resume_id, view.version, changed, now)


def test_what_another_tab_saved_appears_where_nothing_is_entered(alice: int, resume_id: int, now: datetime) -> None:
    editor = opened(alice, resume_id)
    save_elsewhere(alice, resume_id, "Elsewhere", now)
    asyncio.run(editor._refresh(resume_id))
    assert (editor.basics[0].value, editor.conflict) == ("Elsewhere", False)


@pytest.mark.parametrize("sign", ["hold", "typing"])
def test_a_field_in_use_is_not_replaced_by_another_tab(alice: int, resume_id: int, now: datetime, sign: str) -> None:
    editor = opened(alice, resume_id)
    call(editor, sign)
    before = editor.revision
    save_elsewhere(alice, resume_id, "Elsewhere", now)
    asyncio.run(editor._refresh(resume_id))
    assert (editor.revision, editor.conflict, editor.dirty) == (before, True, sign == "typing")
    call(editor, "edit", "basics.phone", "+31 10 000 00 00")
    call(editor, "save")
    kept = resumes.one(alice, resume_id).resume
    assert (kept and kept.basics.name, editor.conflict) == ("Elsewhere", True)


def test_of_two_versions_both_are_shown_and_the_person_chooses(
    alice: int, resume_id: int, now: datetime, queued: list[str]
) -> None:
    editor = opened(alice, resume_id)
    call(editor, "edit", "basics.name", "Mine")
    save_elsewhere(alice, resume_id, "Theirs", now)
    asyncio.run(editor._refresh(resume_id))
    assert [(one.where, one.mine, one.theirs) for one in editor.compared] == [("Name", "Mine", "Theirs")]
    call(editor, "save")
    kept = resumes.one(alice, resume_id).resume
    assert (editor.conflict, kept and kept.basics.name) == (True, "Theirs")
    call(editor, "keep_mine")
    kept = resumes.one(alice, resume_id).resume
    assert (editor.conflict, editor.dirty, kept and kept.basics.name) == (False, False, "Mine")


def test_the_other_version_can_be_taken(alice: int, resume_id: int, now: datetime) -> None:
    editor = opened(alice, resume_id)
    call(editor, "edit", "basics.name", "Mine")
    save_elsewhere(alice, resume_id, "Theirs", now)
    call(editor, "save")
    call(editor, "discard")
    assert (editor.conflict, editor.dirty, editor.basics[0].value) == (False, False, "Theirs")


def test_what_cannot_be_saved_says_why_and_stays(alice: int, resume_id: int) -> None:
    editor = opened(alice, resume_id)
    call(editor, "edit", "basics.email", "not an address")
    call(editor, "save")
    assert "not an e-mail address" in editor.error
    assert editor.dirty


def test_somebody_elses_resume_cannot_be_opened(bob: int, resume_id: int) -> None:
    editor = opened(bob, resume_id)
    assert (editor.resume_id, editor.basics, editor.source) == (0, [], [])
    with pytest.raises(NotFoundError):
        call(tab(bob)(ResumesState), "use", resume_id)
    for nonsense in ("1; drop table", None, True, -1, 2**40):
        with pytest.raises(InvalidInputError):
            call(editor, "open", nonsense)


class Upload:
    """A file as Reflex hands it over."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.data, self.size = name, data, len(data)

    async def read(self, size: int) -> bytes:
        return self.data[:size]


def test_uploads_are_checked_on_the_server_each_by_itself(alice: int, queued: list[str]) -> None:
    listed = tab(alice)(ResumesState)
    files = [
        Upload("cv.txt", TEXT),
        Upload("big.pdf", b"%PDF-" + b"0" * 11_000_000),
        Upload("virus.exe", b"MZ\x00\x00"),
    ]
    call(listed, "upload", files)
    assert [row.name for row in listed.rows] == ["cv.txt"]
    assert "big.pdf: This file has 10.5 MB; a résumé may have up to 10 MB." in listed.upload_error
    assert "virus.exe: " in listed.upload_error
    assert queued == [f"read {listed.rows[0].id}"]


def test_a_file_that_is_there_already_is_said_to_be_and_opened(
    alice: int, resume_id: int, now: datetime, queued: list[str]
) -> None:
    resumes.keep(alice, "other.txt", TEXT + b"- and another\n", now)
    mine = tab(alice)
    listed, editor = mine(ResumesState), mine(EditorState)
    asyncio.run(listed._read())
    (told,) = call(listed, "upload", [Upload("the same again.txt", TEXT)])
    assert "You have this résumé already: cv.txt" in str(told)
    assert (editor.resume_id, len(listed.rows), listed.upload_error) == (resume_id, 2, "")
    assert call(listed, "upload", [Upload("new.txt", TEXT + b"- and a third\n")]) == []


@pytest.mark.parametrize(
    ("kind", "where", "said"),
    [
        (ResumesState, "upload_error", "scan.pdf: This file has 12.0 MB; a résumé may have up to 10 MB."),
        (DocumentsState, "error", "scan.pdf: a document may have up to 10 MB."),
        (DocumentState, "photo_error", "Choose a picture of up to 10 MB."),
    ],
)
def test_what_the_browser_held_back_is_said_and_stays(alice: int, kind: type[rx.State], where: str, said: str) -> None:
    """It sends an empty list of files behind the refusal."""
    listed = tab(alice)(kind)
    call(listed, "refuse", [{"name": "scan.pdf", "size": 12_582_912}])
    call(listed, "upload", [])
    assert getattr(listed, where).startswith(said)


def test_pasted_text_becomes_a_resume(alice: int, queued: list[str]) -> None:
    listed = tab(alice)(ResumesState)
    listed.pasting = True
    call(listed, "keep_text", {"text": "  "})
    assert (listed.pasting, "no text" in listed.upload_error) == (True, True)
    call(listed, "keep_text", {"text": TEXT.decode()})
    assert (listed.pasting, listed.upload_error, len(listed.rows)) == (False, "", 1)


def test_wishes_are_a_draft_until_saved(alice: int, queued: list[str]) -> None:
    page = tab(alice)(WishesState)
    asyncio.run(page._open())
    call(page, "add_word", "titles", {"word": "Nurse"})
    call(page, "set_hard", "titles", True)
    assert (page.form.titles, page.dirty, wishes.of(alice)[0]) == (["Nurse"], True, Wishes())
    page._leave()
    asyncio.run(page._open())
    assert page.form.titles == ["Nurse"]
    call(page, "save")
    assert wishes.of(alice) == (Wishes(titles=["Nurse"], hard=[Wish.TITLES, *Wishes().hard]), 1)
    assert (page.dirty, queued) == (False, ["score_user"])


def test_wishes_saved_in_another_tab_are_not_overwritten(alice: int, now: datetime, queued: list[str]) -> None:
    page = tab(alice)(WishesState)
    asyncio.run(page._open())
    call(page, "add_word", "titles", {"word": "Mine"})
    wishes.save(alice, Wishes(titles=["Theirs"]), 0, now)
    asyncio.run(page._hear(Topic.WISHES, {"version": 1}))
    assert page.form.titles == ["Mine"]
    call(page, "save")
    assert [(one.mine, one.theirs) for one in page.compared] == [("Mine", "Theirs")]
    assert wishes.of(alice)[0].titles == ["Theirs"]
    call(page, "keep_mine")
    assert (page.conflict, wishes.of(alice)[0].titles) == (False, ["Mine"])


def test_a_wish_that_cannot_be_taken_says_why(alice: int) -> None:
    page = tab(alice)(WishesState)
    asyncio.run(page._open())
    call(page, "set_salary", "floor", "a lot")
    assert ("whole number" in page.error, page.dirty) == (True, False)
    call(page, "add_place", "Atlantis")
    assert "Choose one of the suggested places" in page.error
    assert page.error_at == "places"
    call(page, "add_word", "titles", {"word": "x" * 121})
    assert ("At most 120" in page.error, page.error_at, page.renewed["titles"]) == (True, "titles", 0)


def test_a_draft_that_cannot_be_saved_says_so_at_its_field(alice: int) -> None:
    page = tab(alice)(WishesState)
    asyncio.run(page._open())
    page._suggest(Wishes(titles=["x" * 121]))
    assert asyncio.run(page._save(0)) is not None
    assert (page.error_at, page.dirty) == ("titles", True)


def test_places_are_not_suggested_for_what_was_typed_before_one_was_added(alice: int) -> None:
    page = tab(alice)(WishesState)
    asyncio.run(page._open())
    call(page, "submit_place", {"place": "Rotterdam"})
    call(page, "look_for_place", "Rotterdam", 0)
    assert page.places == []
    call(page, "look_for_place", "Rotterdam", 1)
    assert page.places != []


def test_a_good_resume_is_opened_after_one_that_could_not_be_read(alice: int, now: datetime) -> None:
    state = tab(alice)
    bad = resumes.keep(alice, "scan.pdf", b"%PDF-1.7 no pages", now)
    resumes.read(bad, now)
    asyncio.run(state(ProfileState)._choose())
    assert (state(EditorState).resume_id, state(EditorState).status) == (bad, "failed")
    good = resumes.keep(alice, "cv.txt", TEXT, now)
    asyncio.run(state(ProfileState)._hear(Topic.RESUMES, {"resume_id": good}))
    assert (state(EditorState).resume_id, state(EditorState).status) == (good, "reading")
    resumes.read(good, now)  # and this tab hears nothing of it
    asyncio.run(state(OnboardingState)._show(2))
    assert (state(EditorState).resume_id, state(EditorState).status) == (good, "ready")


def test_a_later_upload_that_fails_leaves_the_open_resume(alice: int, resume_id: int, now: datetime) -> None:
    state = tab(alice)
    asyncio.run(state(ProfileState)._choose())
    bad = resumes.keep(alice, "scan.pdf", b"%PDF-1.7 no pages", now)
    call(state(EditorState), "open", bad)
    resumes.read(bad, now)
    asyncio.run(state(ProfileState)._hear(Topic.RESUMES, {"resume_id": bad}))
    assert (state(EditorState).resume_id, state(EditorState).status) == (resume_id, "ready")


def test_the_step_that_is_left_is_busy_until_the_next_one_is_there(alice: int, resume_id: int) -> None:
    state = tab(alice)
    page = state(OnboardingState)
    asyncio.run(page._show(2))

    async def steps() -> list[tuple[bool, int]]:
        leave = OnboardingState.event_handlers["keep_and_go"].fn.__wrapped__(page)
        return [(page.going, page.step) async for _ in leave]

    assert asyncio.run(steps()) == [(True, 2), (False, 3)]
    assert state(WishesState).dirty


def test_a_file_that_could_not_be_read_is_read_again(alice: int, now: datetime, queued: list[str]) -> None:
    bad = resumes.keep(alice, "scan.pdf", b"%PDF-1.7 no pages", now)
    resumes.read(bad, now)
    listed = tab(alice)(ResumesState)
    asyncio.run(listed._read())
    assert listed.failed == 1
    call(listed, "read_again", bad)
    assert (listed.failed, listed.rows[0].state, queued) == (0, "reading", [f"read {bad}"])
