"""Spoken answers against the stand-in: text comes, audio goes; failures keep it; limits wait; one's own only."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from career_copilot import db
from career_copilot.config import settings
from career_copilot.domain.interview_questions import QuestionKind
from career_copilot.domain.practice import LONGEST_ANSWER
from career_copilot.errors import ConflictError, InvalidInputError, ModelError, NotFoundError
from career_copilot.models import User
from career_copilot.services import application_documents, practice, resume_files, spoken_answers
from career_copilot.services.spoken_answers import GONE, NOTHING_HEARD, SpokenView
from tests import standin
from tests.services import writing
from tests.standin import Refuses, Says, limit

pytestmark = pytest.mark.usefixtures("redis_server")
SOUND = b"\x1a\x45\xdf\xa3" + bytes(40_000)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def server(committed: None) -> Iterator[standin.Server]:
    with standin.running() as running:
        yield running


@pytest.fixture
def session(carol: int, server: standin.Server, now: datetime) -> practice.SessionView:
    writing.connect(server.groq_url)
    application = writing.application(carol, now)
    return practice.one(carol, practice.start(carol, application, QuestionKind.BEHAVIOURAL, False, 0, now))


def key(session: practice.SessionView) -> str:
    assert session.next is not None
    return session.next.key


def kept(carol: int, session: practice.SessionView, now: datetime = NOW) -> int:
    return spoken_answers.keep(carol, session.id, key(session), SOUND, now)


def view(carol: int, session: practice.SessionView) -> SpokenView:
    found = spoken_answers.of_question(carol, session.id, key(session))
    assert found is not None
    return found


def files(user_id: int) -> list[int]:
    """The rights of each of the person's files."""
    place = settings().data / "files" / str(user_id)
    return [file.stat().st_mode & 0o777 for file in place.iterdir()] if place.is_dir() else []


@pytest.fixture(autouse=True)
def no_files(carol: int) -> Iterator[None]:
    resume_files.remove_all(carol)
    yield
    resume_files.remove_all(carol)


def test_what_was_said_becomes_text_and_the_audio_goes(
    carol: int, session: practice.SessionView, server: standin.Server
) -> None:
    number = kept(carol, session)
    assert files(carol) == [0o600]
    assert (settings().data / "files" / str(carol)).stat().st_mode & 0o777 == 0o700
    assert view(carol, session).state == "queued"
    server.script(Says("  We had two nurses too few. "))
    spoken_answers.run(number)
    spoken_answers.run(number)
    assert (view(carol, session).state, view(carol, session).text) == ("done", "We had two nurses too few.")
    assert files(carol) == []
    (asked,) = server.asked
    assert (asked["model"], asked["file"]) == ("whisper-large-v3-turbo", "answer.webm")
    with db.transaction() as rows:
        called = rows.execute(text("select feature, outcome, cost from model_call")).one()
    assert (called.feature, called.outcome) == ("speech", "done")
    practice.answer(carol, session.id, key(session), {"text": "We had two nurses too few."}, NOW)
    assert spoken_answers.of_question(carol, session.id, key(session)) is None


def test_a_failure_keeps_the_audio_until_it_is_tried_again(
    carol: int, session: practice.SessionView, server: standin.Server
) -> None:
    number = kept(carol, session)
    server.script(Refuses(401))
    spoken_answers.run(number)
    assert view(carol, session).state == "failed"
    assert "refuses the key" in view(carol, session).error
    assert len(files(carol)) == 1
    assert spoken_answers.again(carol, number) == number
    spoken_answers.run(number)
    assert view(carol, session).text.startswith("I have worked")
    assert spoken_answers.again(carol, number) == number
    assert view(carol, session).state == "done"


def test_a_limit_is_waited_out_by_itself_and_said(
    carol: int, session: practice.SessionView, server: standin.Server
) -> None:
    number = kept(carol, session)
    server.script(limit(900, "whisper-large-v3-turbo"), limit(600, "whisper-large-v3"))
    spoken_answers.run(number)
    waiting = view(carol, session)
    assert (waiting.state, waiting.error) == ("waiting", "127.0.0.1 is at its limit for about 10 minutes.")
    assert waiting.due_at is not None
    assert timedelta(minutes=9) < waiting.due_at - datetime.now(UTC) < timedelta(minutes=11)
    spoken_answers.run(number)  # a message that comes twice
    assert spoken_answers.take_up() == []
    with db.transaction() as rows:
        rows.execute(text("update spoken_answer set due_at = now() - interval '1 s'"))
    assert spoken_answers.take_up() == [number]
    assert spoken_answers.take_up() == []


def test_silence_and_lost_files_are_told_and_long_speech_is_cut(
    carol: int, session: practice.SessionView, server: standin.Server
) -> None:
    server.script(Says(" "), Says("word " * LONGEST_ANSWER))
    number = kept(carol, session)
    spoken_answers.run(number)
    assert view(carol, session).error == NOTHING_HEARD
    spoken_answers.again(carol, number)
    spoken_answers.run(number)
    assert len(view(carol, session).text) == LONGEST_ANSWER
    number = kept(carol, session)
    resume_files.remove_all(carol)
    spoken_answers.run(number)
    assert view(carol, session).error == GONE


def test_another_recording_takes_the_place_of_the_first_and_discarding_leaves_none(
    carol: int, session: practice.SessionView, server: standin.Server
) -> None:
    first = kept(carol, session)
    second = kept(carol, session)
    assert len(files(carol)) == 1
    spoken_answers.run(first)
    assert server.asked == []
    spoken_answers.discard(carol, second)
    assert files(carol) == []
    spoken_answers.run(second)
    assert server.asked == []


def test_recordings_go_with_the_session_and_after_a_day(
    carol: int, session: practice.SessionView, now: datetime
) -> None:
    kept(carol, session)
    practice.finish(carol, session.id, now)
    assert files(carol) == []
    again = practice.one(carol, practice.start(carol, session.application_id, None, False, 0, now))
    kept(carol, again)
    practice.start(carol, session.application_id, None, False, 0, now)
    assert files(carol) == []
    last = practice.going_on(carol, session.application_id)
    assert last is not None
    kept(carol, last)
    application_documents.forget_files(datetime.now(UTC) + timedelta(days=2))
    spoken_answers.forget_old(NOW + timedelta(hours=23))
    assert len(files(carol)) == 1
    spoken_answers.forget_old(NOW + timedelta(hours=25))
    assert files(carol) == []


def test_few_are_kept_at_once(carol: int, session: practice.SessionView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken_answers, "MOST_KEPT", 1)
    kept(carol, session)
    other = next(one.key for one in session.questions if one.key != key(session))
    with pytest.raises(InvalidInputError, match="discard one"):
        spoken_answers.keep(carol, session.id, other, SOUND, NOW)
    assert len(files(carol)) == 1


def test_what_cannot_be_kept_leaves_nothing(carol: int, session: practice.SessionView) -> None:
    with pytest.raises(InvalidInputError):
        spoken_answers.keep(carol, session.id, key(session), b"<script>", NOW)
    with pytest.raises(NotFoundError):
        spoken_answers.keep(carol, session.id, "no such", SOUND, NOW)
    practice.answer(carol, session.id, key(session), {"text": "No."}, NOW)
    with pytest.raises(ConflictError):
        kept(carol, session)
    assert files(carol) == []


def test_without_a_key_or_a_speech_model_nothing_is_sent(carol: int, session: practice.SessionView) -> None:
    with db.transaction() as rows:
        rows.execute(text("update model_connection set provider = 'openai'"))
    with pytest.raises(ModelError, match="No model is chosen for “Speech”"):
        kept(carol, session)
    with db.transaction() as rows:
        rows.execute(text("delete from model_connection"))
    with pytest.raises(ModelError, match="No key"):
        kept(carol, session)
    assert files(carol) == []


@pytest.mark.parametrize(
    "use",
    [
        lambda who, session, question, spoken: spoken_answers.keep(who, session, question, SOUND, NOW),
        lambda who, session, question, spoken: spoken_answers.again(who, spoken),
        lambda who, session, question, spoken: spoken_answers.discard(who, spoken),
    ],
)
def test_someone_elses_recording_does_not_exist(
    carol: int, session: practice.SessionView, use: Callable[[int, int, str, int], object]
) -> None:
    number = kept(carol, session)
    with db.transaction() as rows:
        other = User(email="dave@example.org", password_hash="x")
        rows.add(other)
        rows.flush()
        stranger = other.id
    assert stranger is not None
    with pytest.raises(NotFoundError):
        use(stranger, session.id, key(session), number)
    assert spoken_answers.of_question(stranger, session.id, key(session)) is None
    assert view(carol, session).state == "queued"
    assert files(stranger) == []
