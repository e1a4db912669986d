"""Answers that are spoken: a recording is kept privately until a speech model made it text, and no longer than a day."""

from datetime import datetime, timedelta

from pydantic import BaseModel
from sqlalchemy import func
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.ai import speech as model
from career_copilot.ai.client import Client
from career_copilot.domain import practice, speech
from career_copilot.domain.language_models import Role
from career_copilot.errors import ConflictError, InvalidInputError, ModelError, NotFoundError
from career_copilot.models.practice import PracticeAnswer, PracticeSession, SpokenAnswer
from career_copilot.services import model_runs, models, owned, resume_files

KEPT = timedelta(days=1)
MOST_KEPT = 10  # recordings of a person at once
NOTHING_HEARD = "No words were heard in it. Listen to it, or record it again."
GONE = "The recording is no longer there. Record it again."


class SpokenView(BaseModel, frozen=True):
    """A recording on its way to text. `error` says why it waits or failed."""

    id: int
    state: str
    text: str
    error: str
    due_at: datetime | None


def keep(user_id: int, session_id: int, key: str, audio: bytes, now: datetime) -> int:
    """Keep a recording of an answer that is to be given; the one before it goes. Returns the id for `tasks.hear_answer`.
    Raises ModelError while no speech model can be asked."""
    ready = models.ready(user_id, Role.SPEECH)
    if not ready.ok:
        raise ModelError("no-key", ready.reason)
    media_type = speech.media_type(audio)
    path = resume_files.write(user_id, audio)
    try:
        with db.transaction() as session:
            row = _asked(session, user_id, session_id, key)
            old = drop(session, session_id, key)
            count = select(func.count()).select_from(SpokenAnswer).where(SpokenAnswer.user_id == user_id)
            if session.exec(count.where(SpokenAnswer.path != "")).one() >= MOST_KEPT:
                raise InvalidInputError(f"{MOST_KEPT} recordings wait to become text: discard one first.")
            made = SpokenAnswer(
                user_id=user_id, application_id=row.application_id, session_id=session_id, key=key, path=path,
                media_type=media_type, created_at=now,
            )  # fmt: skip
            session.add(made)
            session.flush()
    except BaseException:  # whatever it was, the file has no row
        resume_files.remove(path)
        raise
    remove(old)
    _tell(user_id)
    return owned.id_of(made)


def of_question(user_id: int, session_id: int, key: str) -> SpokenView | None:
    """The recording of the answer to this question, if there is one."""
    with db.transaction() as session:
        row = session.exec(_of(session_id, key).where(SpokenAnswer.user_id == user_id)).first()
    return SpokenView.model_validate(row.model_dump()) if row else None


def again(user_id: int, spoken_id: int) -> int:
    """Have a recording that failed made text once more. Returns the id for `tasks.hear_answer`."""
    with db.transaction() as session:
        row = owned.hanging(session, SpokenAnswer, user_id, spoken_id, "recording")
        if row.state == "failed":
            row.state, row.error, row.attempt, row.heartbeat_at = "queued", "", 0, None
    _tell(user_id)
    return spoken_id


def discard(user_id: int, spoken_id: int) -> None:
    """Forget a recording, and what was heard in it."""
    with db.transaction() as session:
        row = owned.hanging(session, SpokenAnswer, user_id, spoken_id, "recording")
        session.delete(row)
    remove([row.path])
    _tell(user_id)


def run(spoken_id: int) -> None:
    """Make text of a recording; the audio is removed with that. What fails is kept, to be tried again."""
    with db.transaction() as session:
        claimed = model_runs.claim(session, SpokenAnswer, spoken_id)
        if claimed is None:
            return
    _tell(claimed.user_id)
    with model_runs.beating(claimed) as lost:
        try:
            client = models.client(claimed.user_id, model.FEATURE, cancelled=lost.is_set)
            found: str | ModelError = _heard(client, claimed)
        except ModelError as problem:
            found = problem
    _keep(claimed, found)
    _tell(claimed.user_id)


def take_up() -> list[int]:
    """Runs to be sent again, for `tasks.hear_answer`."""
    return model_runs.take_up(SpokenAnswer)


def drop(session: Session, session_id: int, key: str = "") -> list[str]:
    """Forget what was spoken to a question, or in a whole session; the caller removes these files after its commit."""
    rows = session.exec(_of(session_id, key).with_for_update()).all()
    for row in rows:
        session.delete(row)
    session.flush()
    return [row.path for row in rows]


def remove(paths: list[str]) -> None:
    """Remove recordings whose rows are gone."""
    for path in filter(None, paths):
        resume_files.remove(path)


def forget_old(now: datetime) -> None:
    """After a day nobody comes back for it."""
    with db.transaction() as session:
        rows = session.exec(select(SpokenAnswer).where(SpokenAnswer.created_at < now - KEPT).with_for_update()).all()
        for row in rows:
            session.delete(row)
    remove([row.path for row in rows])
    for user_id in {row.user_id for row in rows}:
        _tell(user_id)


def _heard(client: Client, claimed: SpokenAnswer) -> str:
    try:
        audio = resume_files.path(claimed.path).read_bytes()
    except FileNotFoundError as error:
        raise ModelError("invalid", GONE) from error
    text = model.heard(client, audio, claimed.media_type)
    if not text:
        raise ModelError("invalid", NOTHING_HEARD)
    return text.replace("\x00", "")[: practice.LONGEST_ANSWER]


def _keep(claimed: SpokenAnswer, found: str | ModelError) -> None:
    with db.transaction() as session:
        row = model_runs.held(session, claimed)
        if row is None:
            return
        if isinstance(found, ModelError):
            model_runs.fail(row, found)
            return
        row.state, row.text, row.path = "done", found, ""
    remove([claimed.path])


def _asked(session: Session, user_id: int, session_id: int, key: str) -> PracticeSession:
    """The session, in which the question waits for its answer."""
    row = owned.hanging(session, PracticeSession, user_id, session_id, "session")
    if key not in {one["key"] for one in row.questions}:
        raise NotFoundError("There is no such question in this session.")
    of_it = select(PracticeAnswer.id).where(PracticeAnswer.session_id == session_id, PracticeAnswer.key == key)
    if row.finished_at or session.exec(of_it).first() is not None:
        raise ConflictError("This question was answered in another tab already.")
    return row


def _of(session_id: int, key: str):  # type: ignore[no-untyped-def]
    found = select(SpokenAnswer).where(SpokenAnswer.session_id == session_id)
    return found.where(col(SpokenAnswer.key) == key) if key else found


def _tell(user_id: int) -> None:
    live.publish(user_id, live.Topic.APPLICATIONS)
