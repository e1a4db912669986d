"""Score openings for people, and explain one score. Rows are changed in few statements; tabs hear of it afterwards."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

import numpy as np
from sqlalchemy import CursorResult, TextClause, text
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.domain import matching, ranking, skills
from career_copilot.domain.candidates import Candidate, candidate
from career_copilot.domain.matching import Match
from career_copilot.domain.resume import Resume
from career_copilot.domain.resume_locating import located
from career_copilot.domain.wishes import Wishes
from career_copilot.errors import NotFoundError
from career_copilot.models import Follow, OpeningMatch, ResumeFile, WishesRow
from career_copilot.services.feature_cache import batches, opening_data

_UPDATE = text(
    """update opening_match m set score = n.score, blocked = n.blocked, scored_at = :now
    from unnest(cast(:ids as integer[]), cast(:scores as smallint[]), cast(:blocked as boolean[]))
      as n (opening_id, score, blocked)
    where m.user_id = :user_id and m.opening_id = n.opening_id
      and (m.score is distinct from n.score or m.blocked is distinct from n.blocked)"""
)
_CLEAR = text(
    """update opening_match set score = null, blocked = false, scored_at = :now
    where user_id = :user_id and (score is not null or blocked)
      and (cast(:ids as integer[]) is null or opening_id = any(cast(:ids as integer[])))"""
)
_SCORED = text("update user_account set scores_version = :version where id = :user_id and scores_version <> :version")
_OUTDATED = text(
    """select u.id from user_account u where u.scores_version <> :version and exists (
        select 1 from opening_match m where m.user_id = u.id and (m.score is not null or m.blocked)) order by u.id"""
)
_LOCK = text("select pg_advisory_xact_lock(cast(:space as integer), cast(:user_id as integer))")
_TRY_LOCK = text("select pg_try_advisory_xact_lock(cast(:space as integer), cast(:user_id as integer))")
_LOCK_SPACE = int.from_bytes(hashlib.sha256(b"career-copilot scoring").digest()[:4], "big", signed=True)

_TICKETS = "career-copilot:scorings-asked:"
_TICKETS_LAST = 86_400  # seconds: no task waits so long


def rescore(user_id: int, now: datetime, opening_ids: Sequence[int] | None = None) -> int:
    """Score these openings of the person's feed (all if None) against what is stored now. Returns how many rows changed.

    Without a résumé to match against, scores become NULL. One scoring of a person runs at a time, and reads résumé and
    wishes after it got its turn: whichever task comes last writes what the newest profile says."""
    with db.transaction() as session:
        session.execute(_LOCK, {"space": _LOCK_SPACE, "user_id": user_id})
        person = _candidate(session, user_id, now)
        wanted = None if opening_ids is None else sorted(set(opening_ids))
        if person is None:
            changed = _count(session, _CLEAR, {"user_id": user_id, "now": now, "ids": wanted})
        else:
            changed = _score(session, user_id, person, wanted, now)
        if wanted is None:
            session.execute(_SCORED, {"user_id": user_id, "version": matching.VERSION})
    if changed:
        live.publish(user_id, live.Topic.MATCHES, changed=changed)
    return changed


def ticket(user_id: int) -> int:
    """The number of a request to score this person's whole feed; requests count up. It goes with the queued task."""
    name = f"{_TICKETS}{user_id}"
    number = cast("int", live.client().incr(name))
    live.client().expire(name, _TICKETS_LAST)
    return number


def superseded(user_id: int, number: int) -> bool:
    """Whether a newer request is queued: it will read whatever this one would. False if the count was lost."""
    newest = cast("bytes | None", live.client().get(f"{_TICKETS}{user_id}"))
    return newest is not None and number < int(newest)


def outdated() -> list[int]:
    """People whose feed was last scored as a whole by another version of the formula."""
    with db.transaction() as session:
        return list(session.scalars(_OUTDATED, {"version": matching.VERSION}))


def rescore_source(source_id: int, now: datetime) -> int:
    """Score what the source lists for each of its followers. Returns how many rows changed."""
    with db.transaction() as session:
        users = session.exec(select(Follow.user_id).where(Follow.source_id == source_id)).all()
        ids = session.scalars(
            text("select distinct opening_id from job_posting where source_id = :source_id"), {"source_id": source_id}
        ).all()
    return sum(rescore(user_id, now, ids) for user_id in users)


def prepare_to_explain() -> None:
    """Load what `explain` reads, so that the first opening of the day is as quick as the others."""
    skills.load()


def explain(user_id: int, opening_id: int, now: datetime) -> Match:
    """The evidence behind one score, which the list shows from now on: what it showed may be an older version's, or
    from before another month of work. NotFoundError when the opening is not in this person's feed, or they have no
    résumé to match against."""
    with db.transaction() as session:
        # While their feed is being scored that will write the number; so would a newer profile's, which waits for this.
        may_write = bool(session.scalar(_TRY_LOCK, {"space": _LOCK_SPACE, "user_id": user_id}))
        if session.get(OpeningMatch, (user_id, opening_id)) is None:
            raise NotFoundError("This opening is not in your feed")
        person = profile(session, user_id)
        if person is None:
            raise NotFoundError("There is no résumé to match against yet")
        found = matching.match(opening_data(session, opening_id), *person, now)
        values = {"ids": [opening_id], "scores": [found.score], "blocked": [found.blocked]}
        changed = _count(session, _UPDATE, values | {"user_id": user_id, "now": now}) if may_write else 0
    if changed:
        live.publish(user_id, live.Topic.MATCHES, changed=changed)
    return found


def profile(session: Session, user_id: int) -> tuple[Resume, Wishes] | None:
    """The résumé used for matching and the wishes; None when there is no readable one."""
    row = session.exec(
        select(ResumeFile).where(ResumeFile.user_id == user_id, col(ResumeFile.matching), ResumeFile.state == "ready")
    ).first()
    if row is None or row.resume is None:
        return None
    wishes = session.get(WishesRow, user_id)
    return located(Resume.model_validate(row.resume)), Wishes.model_validate(wishes.data if wishes else {})


def _candidate(session: Session, user_id: int, now: datetime) -> Candidate | None:
    person = profile(session, user_id)
    return candidate(*person, now) if person else None


def _score(session: Session, user_id: int, person: Candidate, wanted: list[int] | None, now: datetime) -> int:
    feed = select(OpeningMatch.opening_id).where(OpeningMatch.user_id == user_id)
    if wanted is not None:
        feed = feed.where(col(OpeningMatch.opening_id).in_(wanted))
    changed, ids = 0, np.sort(np.array(session.exec(feed).all(), np.int64))
    for held, openings in batches(session, ids):
        ranked, here = ranking.rank(openings, person), np.isin(held, ids)
        values = {
            "ids": held[here].tolist(),
            "scores": ranked.score[here].tolist(),
            "blocked": ranked.blocked[here].tolist(),
        }
        changed += _count(session, _UPDATE, values | {"user_id": user_id, "now": now})
    return changed


def _count(session: Session, statement: TextClause, values: dict[str, object]) -> int:
    """Execute an update; how many rows it changed."""
    return cast("CursorResult[Any]", session.execute(statement, values)).rowcount
