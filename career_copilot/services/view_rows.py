"""The applications of a view, streamed with their history and notes, for the exports."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import Session

from career_copilot.domain.applications_query import ApplicationsQuery
from career_copilot.domain.import_rows import Entry
from career_copilot.domain.opening_words import stored_pay_line
from career_copilot.domain.pipeline import STAGES, Stage, Step
from career_copilot.services.application_filters import filters


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
        a.salary, coalesce(r.name, '') as resume,
        a.created_at, a.applied_at, a.stage_since, a.archived_at,
        coalesce((select json_agg(json_build_object('stage', e.stage, 'step', e.step, 'at', e.entered_at) order by e.entered_at, e.id)
            from stage_entry e where e.application_id = a.id), '[]') as history,
        coalesce((select array_agg(n.body order by n.created_at, n.id) from application_note n where n.application_id = a.id),
            '{{}}') as notes
    from application a left join resume r on r.id = a.resume_id
    where {where} order by array_position(cast(:stages as text[]), a.stage), a.position, a.id
"""


def count(session: Session, user_id: int, query: ApplicationsQuery) -> int:
    found = filters(user_id, query)
    return int(session.scalar(text(f"select count(*) from application a where {found.where}"), found.bound) or 0)


def rows(session: Session, user_id: int, query: ApplicationsQuery) -> Iterator[ViewRow]:
    """In the order of the board. The database keeps its place: only some rows are in memory."""
    found = filters(user_id, query)
    streamed = session.execute(
        text(_ROWS.format(where=found.where)), found.bound | {"stages": list(STAGES)},
        execution_options={"stream_results": True, "max_row_buffer": 200},
    )  # fmt: skip
    for row in streamed.mappings():
        yield ViewRow.model_validate(dict(row) | {"salary": stored_pay_line(row["salary"])})


def ids(session: Session, user_id: int, query: ApplicationsQuery) -> list[int]:
    found = filters(user_id, query)
    return list(session.scalars(text(f"select a.id from application a where {found.where}"), found.bound))
