"""What may be said of a person: facts out of résumé, achievements and statements, and the statements themselves.

A flagged sentence that is accepted becomes a statement: the person answers for it, and it says where it stood and why it
had been flagged. Each call that changes is one change that can be undone."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import func
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.domain import achievements as stories
from career_copilot.domain.claims import Fact, FactSource, Ledger, Statement, facts_of, ledger
from career_copilot.domain.resume import Resume
from career_copilot.errors import ConflictError, InvalidInputError, NotFoundError
from career_copilot.models import ResumeFile
from career_copilot.models.claims import StatedFact
from career_copilot.services import achievements, owned
from career_copilot.services.recording import Change, Recorder

LONGEST, MOST = 2000, 1000
_SOURCES = (FactSource.STATED, FactSource.ANSWER)


class StatementView(BaseModel, frozen=True):
    """A statement as its owner sees it."""

    id: int
    text: str
    source: FactSource
    sentence: str
    document: str
    reasons: list[str]
    version: int
    created_at: datetime


def of_user(user_id: int, resume_id: int | None = None) -> tuple[Fact, ...]:
    """All facts of a person: out of that résumé of theirs, else the one used for matching. Raises NotFoundError for a
    résumé that is not theirs."""
    with db.transaction() as session:
        resume = _resume(session, user_id, resume_id)
        told = [
            stories.achievement(achievements.form_of(row), row.id, resume)
            for row in sorted(achievements.rows_of(session, user_id), key=owned.id_of)
        ]
        return facts_of(resume, told, [_statement(row) for row in _rows(session, user_id)])


def ledger_of(
    user_id: int, now: datetime, about: str = "", company: str = "", resume_id: int | None = None
) -> Ledger:  # fmt: skip
    """The same, ready for `claims.verify`; `about` is the posting's text, `company` its employer."""
    return ledger(of_user(user_id, resume_id), now.date(), about, company)


def all_of(user_id: int) -> list[StatementView]:
    """What the person stated, the latest first."""
    with db.transaction() as session:
        return [StatementView.model_validate(row.model_dump()) for row in reversed(_rows(session, user_id))]


def accept(
    user_id: int, sentence: str, reasons: Sequence[str], document: str, now: datetime
) -> tuple[int, Change]:  # fmt: skip
    """The person answers for a flagged sentence that stood in `document`. Accepted again it is the same statement."""
    text = _checked(sentence)
    row = StatedFact(
        user_id=user_id,
        text=text,
        source=FactSource.STATED,
        sentence=text,
        document=_line(document)[:200],
        reasons=[_line(reason) for reason in reasons][:20],
        created_at=now,
        updated_at=now,
    )
    return _add(row, "facts.accept", f"Accepted {_short(text)}")


def add(user_id: int, text: str, now: datetime, source: FactSource = FactSource.STATED) -> tuple[int, Change]:
    """A fact that the person writes down, or (`answer`) that they told when asked."""
    if source not in _SOURCES:
        raise InvalidInputError("Only what you state or answer can be added here.")
    row = StatedFact(user_id=user_id, text=_checked(text), source=source, created_at=now, updated_at=now)
    return _add(row, "facts.add", f"Stated {_short(row.text)}")


def edit(user_id: int, fact_id: int, text: str, version: int, now: datetime) -> Change:
    """Replace its words. Raises ConflictError when another tab saved since `version`: nothing is overwritten."""
    checked = _checked(text)
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "facts.edit", f"Changed the fact {_short(checked)}", now)
        row = owned.plain(session, StatedFact, user_id, fact_id, "fact")
        if row.version != version:
            raise ConflictError("This fact was changed in another tab. Reload to see it before you save.")
        recorder.update(row, text=checked)
    live.publish(user_id, live.Topic.FACTS)
    return recorder.done


def delete(user_id: int, fact_id: int, now: datetime) -> Change:
    """Take it back: sentences that rest on it are flagged again."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "facts.delete", "", now)
        row = owned.plain(session, StatedFact, user_id, fact_id, "fact")
        recorder.change.summary = f"Deleted the fact {_short(row.text)}"
        recorder.delete(row)
    live.publish(user_id, live.Topic.FACTS)
    return recorder.done


def _add(row: StatedFact, kind: str, summary: str) -> tuple[int, Change]:
    """Insert it, unless the person stated just that before."""
    with db.transaction() as session:
        recorder = Recorder(session, row.user_id, kind, summary, row.created_at)
        mine = select(StatedFact).where(StatedFact.user_id == row.user_id)
        if (known := session.exec(mine.where(StatedFact.text == row.text)).first()) is not None:
            return owned.id_of(known), Change(id=None, summary="This is among your facts already.")
        if session.exec(select(func.count()).select_from(mine.subquery())).one() >= MOST:
            raise InvalidInputError(f"You keep {MOST} facts already: delete one that you no longer need first.")
        recorder.add(row)
    live.publish(row.user_id, live.Topic.FACTS)
    return owned.id_of(row), recorder.done


def _rows(session: Session, user_id: int) -> list[StatedFact]:
    return list(session.exec(select(StatedFact).where(StatedFact.user_id == user_id).order_by(col(StatedFact.id))))


def _statement(row: StatedFact) -> Statement:
    return Statement(id=row.id, text=row.text, answer=row.source == FactSource.ANSWER, on=row.created_at.date())


def _resume(session: Session, user_id: int, resume_id: int | None) -> Resume:
    """That résumé as corrected, else as read; an empty one for somebody without."""
    if resume_id is None:
        row = session.exec(select(ResumeFile).where(ResumeFile.user_id == user_id, col(ResumeFile.matching))).first()
    else:
        row = session.get(ResumeFile, resume_id) if 0 < resume_id < owned.LARGEST else None
        if row is None or row.user_id != user_id:
            raise NotFoundError("There is no such résumé.")
    found = (row.resume or row.reading) if row is not None else None
    return Resume.model_validate(found) if found else Resume()


def _checked(text: str) -> str:
    """One line of words."""
    line = _line(text)
    if not line:
        raise InvalidInputError("An empty fact is not kept.")
    if len(line) > LONGEST:
        raise InvalidInputError(f"A fact may have {LONGEST} characters: this has {len(line)}. Split it.")
    return line


def _line(text: str) -> str:
    """Postgres keeps no NUL."""
    return " ".join(text.replace("\x00", "").split())


def _short(text: str) -> str:
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"
