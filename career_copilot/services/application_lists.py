"""A person's applications as lists: the board, the table, the calendar. Reads only."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import text
from sqlmodel import Session

from career_copilot import db
from career_copilot.domain.applications import MOST_AT_ONCE, CalendarEntry, Card
from career_copilot.domain.applications_query import ASCENDING, PAGE_SIZE, ApplicationsQuery, Sort
from career_copilot.domain.interviews import NOT_HELD
from career_copilot.domain.pipeline import CLOSED, STAGES, Stage
from career_copilot.services import changes
from career_copilot.services.application_filters import filters

MOST_ENTRIES = 1000
_NOT_HELD = {"not_held": [str(outcome) for outcome in NOT_HELD]}
_CARD = """
    a.id, a.title, a.company, a.place, a.source, a.stage, a.step, a.tags, a.score, a.applied_at, a.stage_since,
    a.archived_at, a.created_at, a.updated_at, r.due_at as next_due_at, coalesce(r.title, '') as next_title,
    i.starts_at as interview_at, coalesce(s.name, '') as resume_name,
    coalesce(o.state = 'closed', false) and a.stage <> all(:over) as closed_opening
"""
_BESIDE = """
    left join lateral (
        select due_at, title from reminder where application_id = a.id and done_at is null and due_at is not null
        order by due_at, id limit 1
    ) r on true
    left join lateral (
        select starts_at from interview where application_id = a.id and ends_at > :now and outcome <> all(:not_held)
        order by starts_at, id limit 1
    ) i on true
    left join resume s on s.id = a.resume_id
    left join opening o on o.id = a.opening_id
"""
# Where an application is now, and where it was or came to.
_TOUCHED = """
    select distinct s.stage from user_change c
    join application_event e on e.change_id = c.id left join application a on a.id = e.application_id
    cross join lateral (values (a.stage), (e.before ->> 'stage'), (e.after ->> 'stage')) s(stage)
    where c.user_id = :user_id and c.id > :since and c.id <= :until and s.stage is not null
"""
_ORDERS = {
    Sort.UPDATED: "a.updated_at",
    Sort.TITLE: "lower(a.title)",
    Sort.COMPANY: "lower(a.company)",
    Sort.PLACE: "lower(a.place)",
    Sort.STAGE: "array_position(cast(:stages as text[]), a.stage)",
    Sort.SOURCE: "lower(a.source)",
    Sort.SCORE: "a.score",
    Sort.APPLIED: "a.applied_at",
    Sort.SINCE: "a.stage_since",
    Sort.NEXT: "least(r.due_at, i.starts_at)",
    Sort.ADDED: "a.created_at",
}


class Board(BaseModel, frozen=True):
    """The first cards of each stage, in order, and how many there are."""

    cards: dict[Stage, list[Card]]
    counts: dict[Stage, int]
    latest: int = Field(0, description="id of the last change that the cards may show: `changes.last`")


class Table(BaseModel, frozen=True):
    """One page of the table."""

    rows: list[Card]
    shown: int
    page: int
    pages: int


class Facets(BaseModel, frozen=True):
    """What can be filtered by, and how many applications there are at all, archived ones included."""

    tags: list[str]
    sources: list[str]
    total: int


def board(user_id: int, query: ApplicationsQuery, most: Mapping[Stage, int], now: datetime) -> Board:
    """The board under the filters of `query`. `most` cards a stage."""
    with db.transaction() as session:
        latest = changes.last(session, user_id)  # first: what comes in between is read again rather than missed
        return _board(session, user_id, query, most, now, latest)


def board_since(
    user_id: int, query: ApplicationsQuery, most: Mapping[Stage, int], now: datetime, since: int
) -> Board | None:
    """The columns in which changes after the change `since` may be seen. None: the board of `since` shows them all."""
    with db.transaction() as session:
        latest = changes.last(session, user_id)
        touched = set(session.scalars(text(_TOUCHED), {"user_id": user_id, "since": since, "until": latest}))
        if not touched:
            return None
        return _board(session, user_id, query, {stage: most[stage] for stage in most if stage in touched}, now, latest)


def _board(
    session: Session, user_id: int, query: ApplicationsQuery, most: Mapping[Stage, int], now: datetime, latest: int
) -> Board:
    """The columns of `most`, and the counts of all."""
    found = filters(user_id, query)
    statement = f"""
        select {_CARD} from unnest(cast(:columns as text[]), cast(:most as int[])) as c(stage, most)
        cross join lateral (
            select a.* from application a where a.stage = c.stage and {found.where}
            order by a.position, a.id limit c.most
        ) a {_BESIDE} order by a.position, a.id
    """
    counting = f"select a.stage, count(*) from application a where {found.where} group by a.stage"
    bound = found.bound | _given(now) | {"columns": [str(stage) for stage in most], "most": list(most.values())}
    cards: dict[Stage, list[Card]] = {stage: [] for stage in most}
    for row in session.execute(text(statement), bound).mappings():
        cards[Stage(row["stage"])].append(Card.model_validate(dict(row)))
    counts = {Stage(stage): number for stage, number in session.execute(text(counting), found.bound)}
    return Board(cards=cards, counts={stage: counts.get(stage, 0) for stage in STAGES}, latest=latest)


def table(user_id: int, query: ApplicationsQuery, now: datetime) -> Table:
    """The page of the table that `query` asks for; a page after the last is the last."""
    found = filters(user_id, query)
    downwards = (query.sort in ASCENDING) == query.back
    order = f"{_ORDERS[query.sort]} {'desc' if downwards else 'asc'} nulls last, a.id desc"
    bound = found.bound | _given(now)
    with db.transaction() as session:
        shown = session.scalar(text(f"select count(*) from application a where {found.where}"), bound) or 0
        pages = max(1, -(-shown // PAGE_SIZE))
        page = min(query.page, pages)
        statement = (
            f"select {_CARD} from application a {_BESIDE} where {found.where} order by {order} limit :size offset :skip"
        )
        rows = session.execute(text(statement), bound | {"size": PAGE_SIZE, "skip": (page - 1) * PAGE_SIZE}).mappings()
        cards = [Card.model_validate(dict(row)) for row in rows]
    return Table(rows=cards, shown=shown, page=page, pages=pages)


def matching(user_id: int, query: ApplicationsQuery) -> list[int]:
    """The ids of all applications that the table would show on its pages, as many as can be changed at once."""
    found = filters(user_id, query)
    statement = f"select a.id from application a where {found.where} order by a.id limit :most"
    bound = found.bound | {"most": MOST_AT_ONCE}
    with db.transaction() as session:
        return list(session.scalars(text(statement), bound))


def facets(user_id: int) -> Facets:
    """The tags and sources of the person's applications."""
    here = "from application a where a.user_id = :user_id and a.deleted_at is null"
    with db.transaction() as session:
        return Facets(
            tags=_words(session, f"select distinct unnest(a.tags) {here} order by 1 limit 500", user_id),
            sources=_words(
                session, f"select distinct a.source {here} and a.source <> '' order by 1 limit 500", user_id
            ),
            total=session.scalar(text(f"select count(*) {here}"), {"user_id": user_id}) or 0,
        )


def _words(session: Session, statement: str, user_id: int) -> list[str]:
    return list(session.scalars(text(statement), {"user_id": user_id}))


_ENTRIES = """
    with shown as (select a.* from application a where {where})
    select * from (
        select 'interview' as kind, i.starts_at as at, i.title as words, a.id as application_id, a.title, a.company
        from interview i join shown a on a.id = i.application_id where i.user_id = :user_id
            and i.starts_at >= :since and i.starts_at < :until and i.outcome <> all(:not_held)
        union all
        select 'reminder', r.due_at, r.title, a.id, coalesce(a.title, ''), coalesce(a.company, '')
        from reminder r left join shown a on a.id = r.application_id where r.user_id = :user_id and r.done_at is null
            and r.due_at >= :since and r.due_at < :until and (a.id is not null or (r.application_id is null and :whole))
        union all
        select 'applied', a.applied_at, '', a.id, a.title, a.company
        from shown a where a.applied_at >= :since and a.applied_at < :until
        union all
        select 'decision', f.decide_by, '', a.id, a.title, a.company
        from offer f join shown a on a.id = f.application_id where f.user_id = :user_id
            and f.decide_by >= :since and f.decide_by < :until
    ) entries order by at, kind, application_id limit :most
"""


def calendar(user_id: int, query: ApplicationsQuery, since: datetime, until: datetime) -> list[CalendarEntry]:
    """What lies between two moments, in order, for the applications that `query` asks for; without a filter also the
    reminders that belong to none."""
    found = filters(user_id, query)
    bound = found.bound | {"since": since, "until": until, "most": MOST_ENTRIES, "whole": not query.narrows} | _NOT_HELD
    with db.transaction() as session:
        rows = session.execute(text(_ENTRIES.format(where=found.where)), bound).mappings()
        return [CalendarEntry.model_validate(dict(row)) for row in rows]


def _given(now: datetime) -> dict[str, Any]:
    return _NOT_HELD | {
        "now": now,
        "stages": [str(stage) for stage in STAGES],
        "over": [str(stage) for stage in CLOSED],
    }
