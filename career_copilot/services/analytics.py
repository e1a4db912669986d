"""What became of a person's applications, as figures. Reading is two indexed queries, whatever is asked; the rest is pure
(`domain/insights.py`, `domain/review.py`). Call it in a thread: thousands of applications take a tenth of a second."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import Session

from career_copilot import db
from career_copilot.documents import typesetting
from career_copilot.domain.ages import zone_named
from career_copilot.domain.breakdowns import Dimension
from career_copilot.domain.figures import Chart
from career_copilot.domain.insights import insights
from career_copilot.domain.insights_query import InsightsQuery
from career_copilot.domain.insights_report import insights_report
from career_copilot.domain.offered_pay import offered_pay
from career_copilot.domain.outcomes import Entry, Outcome
from career_copilot.domain.pipeline import STAGE_NAMES, Stage
from career_copilot.domain.review import Review, review
from career_copilot.errors import NotFoundError
from career_copilot.services import changes

REVIEWED = timedelta(days=365)
"""The review looks back so far, whatever period the charts show."""
_STAGES = {str(stage): stage for stage in Stage}
ROWS = 50
"""Applications of a figure that are listed at once."""
_SENT = """
    select a.id, a.title, a.company, a.source, coalesce(r.name, '') as resume, a.score, a.ad_posted_at, a.applied_at, a.stage,
        a.archived_at is not null as archived
    from application a left join resume r on r.id = a.resume_id
    where a.user_id = :user_id and a.deleted_at is null and a.stage <> 'interested' and a.applied_at is not null
        and (cast(:since as timestamptz) is null or a.applied_at >= :since)
    order by a.applied_at, a.id
"""
_ENTRIES = """
    select e.application_id, array_agg(e.stage order by e.id) as stages,
        array_agg(e.entered_at order by e.id) as moments
    from stage_entry e join application a on a.id = e.application_id
    where e.user_id = :user_id and a.user_id = :user_id and a.deleted_at is null
        and (cast(:since as timestamptz) is null or a.applied_at >= :since)
    group by e.application_id
"""
_EVER = """
    select 1 from application
    where user_id = :user_id and deleted_at is null and stage <> 'interested' and applied_at is not null limit 1
"""
_OFFERS = """
    select o.application_id, a.company, o.terms from offer o join application a on a.id = o.application_id
    where o.user_id = :user_id and a.deleted_at is null order by o.id
"""
_OVERDUE = """
    select distinct m.application_id from reminder m join application a on a.id = m.application_id
    where m.user_id = :user_id and m.done_at is null and m.due_at < :now and a.deleted_at is null
        and a.archived_at is null order by 1
"""
MADE_OF = ("application", "stage_entry", "offer", "reminder")
_NAMES = "select coalesce(string_agg(name, ' / ' order by id), '') from resume where user_id = :user_id"
_NEWS = """
    select exists (
        select 1 from application_event where id > :event and user_id = :user_id and subject = any(:made_of)
            and after - array['position', 'updated_at'] is distinct from '{}'::jsonb
    )
"""


@dataclass(frozen=True, slots=True)
class Report:
    """The Insights page as values. `ever`: anything was sent at all. `sources` and `resumes` are those to choose from;
    `behind` is what each figure was made of. It knows all changes up to `event`, and the résumés by `names`."""

    review: Review
    charts: list[Chart]
    shown: int
    sent: int
    ever: bool
    in_flight: int
    sources: list[str]
    resumes: list[str]
    behind: dict[str, "Behind"]
    event: int
    names: str


@dataclass(frozen=True, slots=True)
class Behind:
    """The applications of one figure."""

    title: str
    ids: tuple[int, ...]


class Row(BaseModel, frozen=True):
    """An application behind a figure."""

    id: int
    title: str
    company: str
    stage: str
    applied_at: datetime | None


def outcomes(user_id: int, since: datetime | None) -> list[Outcome]:
    """The person's applications that were sent (since then), with what became of each, the earliest first."""
    with db.transaction() as session:
        return _outcomes(session, user_id, since)


def report(user_id: int, query: InsightsQuery, by: Sequence[Dimension], now: datetime, zone: str) -> Report:
    """Everything that the page shows for the query, with breakdowns by each dimension of `by`."""
    since, there = query.since(now), zone_named(zone)
    with db.transaction() as session:
        event, names = _known(session, user_id)  # first: what comes in between is news rather than missed
        read = _outcomes(session, user_id, None if since is None else now - REVIEWED)
        offers = [(row.application_id, row.company, row.terms) for row in _all(session, _OFFERS, user_id=user_id)]
        overdue = [row.application_id for row in _all(session, _OVERDUE, user_id=user_id, now=now)]
        ever = bool(read) or bool(_all(session, _EVER, user_id=user_id))
    sent = [one for one in read if since is None or one.applied_at >= since]
    chosen = [one for one in sent if query.source in ("", one.source) and query.resume in ("", one.resume)]
    known = {one.id for one in chosen}
    charts = insights(chosen, offered_pay([offer for offer in offers if offer[0] in known]), by, now, there)
    told = review([one for one in read if now - one.applied_at < REVIEWED], overdue, now, there)
    return Report(
        review=told,
        charts=charts,
        shown=len(chosen),
        sent=len(sent),
        ever=ever,
        in_flight=sum(one.in_flight(now) for one in chosen),
        sources=_choices([one.source for one in sent], query.source),
        resumes=_choices([one.resume for one in sent], query.resume),
        behind=_behind(charts, told),
        event=event,
        names=names,
    )


def printed(user_id: int, query: InsightsQuery, now: datetime, zone: str) -> bytes:
    """What the page shows for the query, as PDF. Raises DocumentError."""
    found = report(user_id, query, [query.by], now, zone)
    counts = (found.shown, found.sent, found.in_flight)
    return typesetting.pdf("insights", insights_report(found.review, found.charts, query, counts, now, zone))


def is_news(user_id: int, event: int, names: str) -> bool:
    """Whether anything changed of what a report is made of that knows as much (`Report`): a hint may be about a note, or
    the order of the board's cards, or the echo of what is shown."""
    with db.transaction() as session:
        bound = {"user_id": user_id, "event": event, "made_of": list(MADE_OF)}
        return bool(session.scalar(text(_NEWS), bound)) or session.scalar(text(_NAMES), {"user_id": user_id}) != names


def _known(session: Session, user_id: int) -> tuple[int, str]:
    """The person's last change, and what their résumés are called."""
    return changes.last_event(session, user_id), session.scalar(text(_NAMES), {"user_id": user_id}) or ""


def rows(user_id: int, ids: Sequence[int], page: int) -> list[Row]:
    """One page (from 1) of these applications, the latest first. Those of somebody else do not exist."""
    with db.transaction() as session:
        found = _all(
            session,
            """
            select id, title, company, stage, applied_at from application
            where user_id = :user_id and id = any(:ids) and deleted_at is null
            order by applied_at desc nulls last, id desc limit :limit offset :offset
            """,
            user_id=user_id, ids=list(ids), limit=ROWS, offset=(max(page, 1) - 1) * ROWS,
        )  # fmt: skip
    return [
        Row(id=row.id, title=row.title, company=row.company, stage=STAGE_NAMES[Stage(row.stage)], applied_at=row.applied_at)
        for row in found
    ]  # fmt: skip


def behind(found: Report, key: str) -> Behind:
    """What a figure was made of. Raises NotFoundError for one that the report does not have (any more)."""
    if key not in found.behind:
        raise NotFoundError("This figure is not there any more.")
    return found.behind[key]


def _behind(charts: Sequence[Chart], told: Review) -> dict[str, Behind]:
    found = {
        figure.key: Behind(f"{chart.title}: {figure.name}", figure.ids)
        for chart in charts
        for figure in (*chart.figures, *chart.others)
    }
    for change in told.changes:
        found[change.key] = Behind(f"{change.name}, the last 7 days", change.now)
        found[f"{change.key}/before"] = Behind(f"{change.name}, the 7 days before", change.before)
    for finding in told.findings:
        found[finding.key] = Behind(finding.label, finding.ids)
        found[f"{finding.key}/others"] = Behind(f"{finding.label}: all others", finding.others)
    return found | {action.key: Behind(action.text, action.ids) for action in told.actions if action.ids}


def _outcomes(session: Session, user_id: int, since: datetime | None) -> list[Outcome]:
    entries = {
        row.application_id: tuple(
            Entry(_STAGES[stage], at) for stage, at in zip(row.stages, row.moments, strict=True)
        )
        for row in _all(session, _ENTRIES, user_id=user_id, since=since)
    }  # fmt: skip
    return [
        Outcome(**{**row._mapping, "stage": _STAGES[row.stage]}, entries=entries.get(row.id, ()))
        for row in _all(session, _SENT, user_id=user_id, since=since)
    ]


def _all(session: Session, sql: str, **values: Any) -> Sequence[Any]:
    return session.execute(text(sql), values).all()


def _choices(names: Sequence[str], chosen: str) -> list[str]:
    """The most frequent first; the chosen one also when nothing has it."""
    counts = Counter(filter(None, names))
    return sorted({*counts, *filter(None, [chosen])}, key=lambda name: (-counts[name], name))
