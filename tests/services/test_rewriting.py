"""A model proposes other words for a tailored résumé's lines: nothing changes by itself, each is judged, decided one by one.
Against the stand-in server."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from sqlmodel import select

from career_copilot import db
from career_copilot.domain.drafting import Author, GenerationState, Wish
from career_copilot.domain.tailoring import result
from career_copilot.errors import ModelError, NotFoundError
from career_copilot.models import ResumeFile, User
from career_copilot.services import drafts, generations, second_opinions, tailoring
from tests import standin
from tests.services import writing
from tests.standin import Says

pytestmark = pytest.mark.usefixtures("redis_server")


@pytest.fixture
def server(committed: None) -> Iterator[standin.Server]:
    with standin.running() as running:
        yield running


@pytest.fixture
def draft(carol: int, server: standin.Server, now: datetime) -> int:
    writing.resume(carol)
    return tailoring.start(carol, now, opening_id=writing.opening(carol))


def own(user_id: int, draft_id: int, now: datetime) -> dict[str, str]:
    """Her bullets by their paths."""
    return {row.path: row.text for row in tailoring.read(user_id, draft_id, now).rows if ".highlights." in row.path}


def asked(user_id: int, draft_id: int, now: datetime) -> GenerationState:
    writing_run = generations.start(user_id, draft_id, Wish(), now)
    generations.run(writing_run)
    last = generations.last(user_id, draft_id)
    assert last is not None
    return last.state


def test_what_is_carried_may_be_taken_and_what_is_not_says_why(
    carol: int, draft: int, server: standin.Server, now: datetime
) -> None:
    writing.connect(server.groq_url)
    lines = own(carol, draft, now)
    good, bad = next(path for path, text in lines.items() if "checklist" in text), list(lines)[-1]
    server.script(
        Says(
            f"[{good}] Introduced a checklist for central lines; infections halved ⟦6⟧\n"
            f"[{bad}] Led a team of 40 nurses at Contoso ⟦4⟧\n"
            "[work.9.highlights.1] Founded a hospital ⟦1⟧\nHere are your lines!\n[basics.name] Dr. Example ⟦1⟧\n"
        )
    )
    assert asked(carol, draft, now) is GenerationState.DONE
    view = tailoring.read(carol, draft, now)
    assert view.author is Author.MODEL
    assert set(view.tailored.proposals) == {good, bad}, "what names no line of hers is no proposal"
    assert own(carol, draft, now) == lines, "nothing changes by itself"
    rows = {row.path: row for row in view.rows}
    assert (rows[good].draft_reasons, bool(rows[bad].draft_reasons)) == ([], True)
    version = tailoring.accept_carried(carol, draft, view.version, now)
    view = tailoring.read(carol, draft, now)
    assert (list(view.tailored.texts), list(view.tailored.proposals), view.flagged) == ([good], [bad], 0)
    version = tailoring.accept(carol, draft, version, bad, now)
    assert tailoring.read(carol, draft, now).flagged == 1, "taken, but marked"
    tailoring.restore(carol, draft, version, bad, now)
    assert tailoring.read(carol, draft, now).flagged == 0


def test_a_proposal_that_tells_of_another_job_is_not_taken_as_carried(
    carol: int, draft: int, server: standin.Server, now: datetime
) -> None:
    writing.connect(server.groq_url)
    path = next(path for path, text in own(carol, draft, now).items() if "28 beds" in text)
    server.script(Says(f"[{path}] Introduced a checklist for central lines that halved infections ⟦6⟧\n"))
    asked(carol, draft, now)
    view = tailoring.read(carol, draft, now)
    (reason,) = next(row for row in view.rows if row.path == path).draft_reasons
    assert reason.startswith("done elsewhere: Senior Staff Nurse")
    tailoring.accept_carried(carol, draft, view.version, now)
    assert own(carol, draft, now)[path] != view.tailored.proposals[path].text


def test_choosing_anew_ends_a_run_and_drops_what_it_proposes(
    carol: int, draft: int, server: standin.Server, now: datetime
) -> None:
    writing.connect(server.groq_url)
    path, other = list(own(carol, draft, now))[:2]
    waiting = generations.start(carol, draft, Wish(), now)
    version = tailoring.choose_again(carol, draft, 1, now)
    generations.run(waiting)
    assert (server.asked, generations.start(carol, draft, Wish(), now) > waiting) == ([], True)

    def meanwhile(*_: object) -> None:
        tailoring.reword(carol, draft, version, path, "Something of my own", now)

    server.script(Says(f"[{path}] Better words ⟦4⟧\n[{other}] Best words ⟦4⟧\n"))
    _run_while(carol, draft, meanwhile)
    assert set(tailoring.read(carol, draft, now).tailored.proposals) == {other}, "not for the words of before"


def _run_while(user_id: int, draft_id: int, meanwhile: Callable[..., None]) -> None:
    """Finish the run that waits; before its end something happens."""
    last = generations.last(user_id, draft_id)
    assert last is not None
    with pytest.MonkeyPatch.context() as patch:
        keep = second_opinions.wanted
        patch.setattr(second_opinions, "wanted", lambda user: (meanwhile(), keep(user))[1])
        generations.run(last.id)


def test_a_run_that_ends_after_the_base_changed_proposes_nothing(
    carol: int, draft: int, server: standin.Server, now: datetime
) -> None:
    writing.connect(server.groq_url)
    path = next(iter(own(carol, draft, now)))
    generations.start(carol, draft, Wish(), now)

    def meanwhile() -> None:
        with db.transaction() as session:
            row = session.exec(select(ResumeFile)).one()
            row.resume = {**(row.resume or {}), "work": (row.resume or {})["work"][::-1]}
            session.add(row)
        tailoring.choose_again(carol, draft, 1, now)

    server.script(Says(f"[{path}] Better words ⟦4⟧\n"))
    _run_while(carol, draft, meanwhile)
    last = generations.last(carol, draft)
    assert last is not None
    assert (last.state, last.error) == (GenerationState.FAILED, generations.NOTHING_FITS)
    view = tailoring.read(carol, draft, now)
    assert (view.version, view.tailored.proposals) == (2, {})


def test_all_can_be_rejected(carol: int, draft: int, server: standin.Server, now: datetime) -> None:
    writing.connect(server.groq_url)
    before = tailoring.read(carol, draft, now).tailored
    path = next(iter(own(carol, draft, now)))
    server.script(Says(f"[{path}] Something else ⟦4⟧\n"))
    asked(carol, draft, now)
    tailoring.reject_all(carol, draft, 2, now)
    assert tailoring.read(carol, draft, now).tailored == before


def test_the_model_reads_lines_facts_and_the_posting_as_data(
    carol: int, draft: int, server: standin.Server, now: datetime
) -> None:
    writing.connect(server.groq_url)
    server.script(Says("[work.0.highlights.0] Better ⟦4⟧\n"))
    asked(carol, draft, now)
    system, user = (message["content"] for message in server.asked[0]["messages"])
    assert "Say nothing that the facts do not say" in system
    assert "<<<posting" in user
    assert all(f"[{path}] {text}" in user for path, text in own(carol, draft, now).items())


def test_a_broken_answer_leaves_the_resume_as_it_was(
    carol: int, draft: int, server: standin.Server, now: datetime
) -> None:
    writing.connect(server.groq_url)
    before = result(tailoring.read(carol, draft, now).tailored)
    server.script(Says("[work.0.highlights.0] Half a sen", drop_after=2))
    assert asked(carol, draft, now) in (GenerationState.FAILED, GenerationState.STOPPED)
    assert result(tailoring.read(carol, draft, now).tailored) == before


def test_without_a_key_the_rest_works_and_it_says_so(carol: int, draft: int, now: datetime) -> None:
    with pytest.raises(ModelError, match="Settings"):
        generations.start(carol, draft, Wish(), now)
    assert tailoring.read(carol, draft, now).author is Author.EVIDENCE


def test_nobody_else_can_ask_for_it(carol: int, draft: int, server: standin.Server, now: datetime) -> None:
    writing.connect(server.groq_url)
    with db.transaction() as session:
        other = User(email="dora@example.org", password_hash="not a hash")
        session.add(other)
        session.flush()
    assert other.id is not None
    with pytest.raises(NotFoundError):
        generations.start(other.id, draft, Wish(), now)
    assert len(drafts.versions(carol, draft)) == 1
