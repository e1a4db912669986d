"""The applications of a view, streamed with their history and notes, for the exports."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import Session

from career_copilot.domain.import_rows import Entry
from career_copilot.domain.pipeline import STAGES, Stage, Step
from career_copilot.domain.view_query import Archived, ViewQuery


class ViewRow(BaseModel, frozen=True):
    """One application as an export shows it."""

    id: int
    title: str
    company: str
    place: str
    url: str
    source: str
    stage: Stage
    step: Step
    tags: list[str]
    salary: str
    score: int | None
    resume: str
    created_at: datetime
    applied_at: datetime | None
    stage_since: datetime
    archived_at: datetime | None
    history: list[Entry]
    notes: list[str]


_ROWS = """
    select a.id, a.title, a.company, a.place, a.url, a.source, a.stage, a.step, a.tags, a.score,
        coalesce(a.salary ->> 'text', '') as salary, coalesce(r.name, '') as resume,
        a.created_at, a.applied_at, a.stage_since, a.archived_at,
        coalesce((select json_agg(json_build_object('stage', e.stage, 'step', e.step, 'at', e.entered_at) order by e.entered_at, e.id)
            from stage_entry e where e.application_id = a.id), '[]') as history,
        coalesce((select array_agg(n.body order by n.created_at, n.id) from application_note n where n.application_id = a.id),
            '{{}}') as notes
    from application a left join resume r on r.id = a.resume_id
    where {where} order by array_position(cast(:stages as text[]), a.stage), a.position, a.id
"""


def count(session: Session, user_id: int, query: ViewQuery) -> int:
    where, bound = _conditions(user_id, query)
    return int(session.scalar(text(f"select count(*) from application a where {where}"), bound) or 0)


def rows(session: Session, user_id: int, query: ViewQuery) -> Iterator[ViewRow]:
    """In the order of the board. The database keeps its place: only some rows are in memory."""
    where, bound = _conditions(user_id, query)
    found = session.execute(
        text(_ROWS.format(where=where)), bound | {"stages": list(STAGES)},
        execution_options={"stream_results": True, "max_row_buffer": 200},
    )  # fmt: skip
    for row in found.mappings():
        yield ViewRow.model_validate(dict(row))


def ids(session: Session, user_id: int, query: ViewQuery) -> list[int]:
    where, bound = _conditions(user_id, query)
    return list(session.scalars(text(f"select a.id from application a where {where}"), bound))


def _conditions(user_id: int, query: ViewQuery) -> tuple[str, dict[str, Any]]:
    """What a person typed is only ever bound."""
    clauses = ["a.user_id = :user_id", "a.deleted_at is null"]
    bound: dict[str, Any] = {"user_id": user_id, "tag": query.tag, "source": query.source, "chosen": list(query.stage)}
    if query.archived is not Archived.SHOW:
        clauses.append(f"a.archived_at is {'not ' if query.archived is Archived.ONLY else ''}null")
    for number, word in enumerate(query.q.lower().split()[:12]):
        clauses.append(
            f"lower(a.title || ' ' || a.company || ' ' || a.place || ' ' || array_to_string(a.tags, ' ')) like :word{number}"
        )
        bound[f"word{number}"] = f"%{_literal(word)}%"
    if query.stage:
        clauses.append("a.stage = any(:chosen)")
    if query.tag:
        clauses.append("a.tags @> array[cast(:tag as text)]")
    if query.source:
        clauses.append("a.source = :source")
    return " and ".join(clauses), bound


def _literal(word: str) -> str:
    """For `like`: its wildcards mean themselves."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
