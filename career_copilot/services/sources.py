"""What a person reads: follow a company or a board, stop following, ask for a reading now, see how readings went."""

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import DateTime, Select, delete, exists, func, literal, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from career_copilot import db, live
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.job_boards import BOARDS
from career_copilot.job_boards.recognising import recognise
from career_copilot.live import Topic
from career_copilot.models import Follow, IngestRun, JobPosting, OpeningMatch, Source, UserOpening

MOST_FOLLOWED = 500
"""Sources one person may follow; more is a mistake or an attack on the boards."""


class RunView(BaseModel):
    """One reading of a source. While `state` is `queued` its id should be given to `tasks.ingest`."""

    id: int
    state: str
    found: int
    new: int
    updated: int
    closed: int
    seconds: float
    error: str
    error_kind: str
    started_at: datetime | None


class SourceView(BaseModel):
    """A followed source with its last run."""

    id: int
    job_board: str
    board: str
    company: str
    name: str
    url: str
    attribution: str
    attribution_url: str
    openings: int
    last_success_at: datetime | None
    next_due_at: datetime | None
    failure_streak: int
    run: RunView | None


class BoardView(BaseModel):
    """A board of many employers, to follow as a whole."""

    job_board: str
    name: str
    description: str
    url: str
    attribution: str
    followed: bool


def follow(user_id: int, pasted_url: str, now: datetime) -> SourceView:
    """Follow what the pasted address names. The returned run, if it is queued, is to be given to `tasks.ingest`."""
    job_board, company = recognise(pasted_url)
    return _follow(user_id, job_board, company, now)


def follow_board(user_id: int, job_board: str, now: datetime) -> SourceView:
    """Follow a whole board of many employers."""
    if job_board not in BOARDS or not BOARDS[job_board].many_employers:
        raise InvalidInputError("There is no such board to follow as a whole.")
    return _follow(user_id, job_board, "", now)


def _follow(user_id: int, job_board: str, company: str, now: datetime) -> SourceView:
    with db.transaction() as session:
        count = select(func.count()).select_from(Follow).where(col(Follow.user_id) == user_id)
        if (session.scalar(count) or 0) >= MOST_FOLLOWED:
            raise InvalidInputError(f"You follow {MOST_FOLLOWED} sources already. Stop following one first.")
        source = _source(session, job_board, company, now)
        assert source.id is not None
        row = {"user_id": user_id, "source_id": source.id, "created_at": now}
        session.execute(insert(Follow).values(row).on_conflict_do_nothing())
        add_to_feeds(session, source.id, now)
        if source.last_success_at is None or source.next_due_at is None or source.next_due_at <= now:
            open_runs(session, [source.id], now)
        view = _views(session, user_id, source.id)[0]
    live.publish(user_id, Topic.SOURCES, source_id=view.id, state=view.run.state if view.run else "")
    return view


def follow_within(session: Session, user_id: int, job_board: str, company: str, since: datetime, now: datetime) -> None:
    """Follow it as part of something larger. One that was never read is due now."""
    source = _source(session, job_board, company, now)
    assert source.id is not None
    row = {"user_id": user_id, "source_id": source.id, "created_at": since}
    session.execute(insert(Follow).values(row).on_conflict_do_nothing())
    add_to_feeds(session, source.id, now)
    source.next_due_at = source.next_due_at or now
    session.add(source)


def _source(session: Session, job_board: str, company: str, now: datetime) -> Source:
    """The row of that company; of one whose spelling differs by case only, as vendors differ in what they make of it. That
    spelling stays once a posting was read by it: of an unknown company some vendors say that it has none."""
    board = BOARDS[job_board]
    found = (
        select(Source)
        .where(col(Source.job_board) == job_board, func.lower(Source.company) == company.lower())
        .order_by((col(Source.company) == company).desc(), col(Source.id))
        .limit(1)
    )
    spelling = {"company": company, "name": _name(company) or board.label, "url": board.page(company)}
    known = session.scalars(found).first()
    if known is None:
        row = {"job_board": job_board, "http_cache": {}, "failure_streak": 0, "created_at": now} | spelling
        session.execute(insert(Source).values(row).on_conflict_do_nothing())
        known = session.scalars(found).one()
    if known.company != company and not _has_postings(session, known):
        unread = {"failure_streak": 0, "http_cache": {}, "last_success_at": None, "next_due_at": now}
        known.sqlmodel_update(spelling | unread)
        session.add(known)
        session.flush()
    return known


def _has_postings(session: Session, source: Source) -> bool:
    return bool(session.scalar(select(exists().where(col(JobPosting.source_id) == source.id))))


def _name(company: str) -> str:
    """A name to show until the first reading tells the real one: `eu/acme-health` → `Acme Health`."""
    words = company.split("/")[1 if company.count("/") == 2 or company.startswith("eu/") else 0].partition(".wd")[0]
    words = words.replace("-", " ").replace("_", " ").strip()
    return words if words != words.lower() else words.title()


def unfollow(user_id: int, source_id: int, now: datetime) -> None:
    """Stop following. Openings that no other followed source lists leave the feed, but for saved ones."""
    with db.transaction() as session:
        gone = session.execute(
            delete(Follow)
            .where(col(Follow.user_id) == user_id, col(Follow.source_id) == source_id)
            .returning(col(Follow.source_id))
        ).first()
        if gone is None:
            raise NotFoundError("You do not follow this source.")
        leave_feed(session, user_id, select(col(JobPosting.opening_id)).where(col(JobPosting.source_id) == source_id))
    live.publish(user_id, Topic.SOURCES, source_id=source_id, state="unfollowed")
    live.publish(user_id, Topic.MATCHES)


def followed(user_id: int) -> list[SourceView]:
    """All that this person follows, by name."""
    with db.transaction() as session:
        return _views(session, user_id)


def boards(user_id: int) -> list[BoardView]:
    """The boards of many employers."""
    with db.transaction() as session:
        mine = (
            select(col(Source.job_board))
            .join(Follow, col(Follow.source_id) == col(Source.id))
            .where(col(Follow.user_id) == user_id, col(Source.company) == "")
        )
        followed_boards = set(session.scalars(mine))
    return [
        BoardView(
            job_board=board.name,
            name=board.label,
            description=board.description,
            url=board.page(""),
            attribution=board.attribution,
            followed=board.name in followed_boards,
        )
        for board in BOARDS.values()
        if board.many_employers
    ]


def read_now(user_id: int, source_id: int | None, now: datetime) -> list[int]:
    """Ask for a reading of one followed source, or (None) of all. Returns the runs to give to `tasks.ingest`."""
    with db.transaction() as session:
        mine = select(col(Follow.source_id)).where(col(Follow.user_id) == user_id)
        if source_id is not None:
            mine = mine.where(col(Follow.source_id) == source_id)
        ids = list(session.scalars(mine))
        if source_id is not None and not ids:
            raise NotFoundError("You do not follow this source.")
        runs = open_runs(session, ids, now)
    for followed_id in ids:
        live.publish(user_id, Topic.SOURCES, source_id=followed_id, state="queued")
    return runs


def open_runs(session: Session, source_ids: list[int], now: datetime) -> list[int]:
    """A queued run for each source. One that is being read gets no second run (a unique index sees to it). Returns
    the queued runs, old and new."""
    if not source_ids:
        return []
    rows = [{"source_id": source_id, "created_at": now, "cursor": {}} for source_id in sorted(source_ids)]
    defaults = {"state": "queued", "found": 0, "new": 0, "updated": 0, "closed": 0, "error": "", "error_kind": ""}
    new = insert(IngestRun).values([row | defaults for row in rows])
    session.execute(
        new.on_conflict_do_nothing(index_elements=["source_id"], index_where=text("state in ('queued', 'running')"))
    )
    queued = select(col(IngestRun.id)).where(col(IngestRun.source_id).in_(source_ids), col(IngestRun.state) == "queued")
    return [run_id for run_id in session.scalars(queued) if run_id is not None]


def add_to_feeds(session: Session, source_id: int, now: datetime) -> None:
    """Every opening that the source shows is in the feed of each of its followers, unscored at first."""
    pairs = (
        select(col(Follow.user_id), col(JobPosting.opening_id), literal(False), literal(now, DateTime(timezone=True)))
        .join(JobPosting, col(JobPosting.source_id) == col(Follow.source_id))
        .where(col(Follow.source_id) == source_id, col(JobPosting.state) != "closed")
        .distinct()
        .order_by(col(Follow.user_id), col(JobPosting.opening_id))
    )
    columns = ["user_id", "opening_id", "blocked", "created_at"]
    session.execute(insert(OpeningMatch).from_select(columns, pairs).on_conflict_do_nothing())


def leave_feed(session: Session, user_id: int, listed: Select[int]) -> None:
    """Of the openings `listed`, those leave the person's feed that they neither saved nor follow a source of."""
    other = (
        exists()
        .where(col(JobPosting.opening_id) == col(OpeningMatch.opening_id))
        .where(col(Follow.source_id) == col(JobPosting.source_id), col(Follow.user_id) == user_id)
    )
    saved = exists().where(
        col(UserOpening.user_id) == user_id,
        col(UserOpening.opening_id) == col(OpeningMatch.opening_id),
        col(UserOpening.saved_at).is_not(None),
    )
    leaving = (
        select(col(OpeningMatch.opening_id))
        .where(col(OpeningMatch.user_id) == user_id, col(OpeningMatch.opening_id).in_(listed), ~other, ~saved)
        .order_by(col(OpeningMatch.opening_id))
        .with_for_update()
    )
    ids = list(session.scalars(leaving))
    session.execute(
        delete(OpeningMatch).where(col(OpeningMatch.user_id) == user_id, col(OpeningMatch.opening_id).in_(ids))
    )


def _views(session: Session, user_id: int, source_id: int | None = None) -> list[SourceView]:
    latest = (
        select(func.max(IngestRun.id))
        .where(col(IngestRun.source_id) == col(Source.id))
        .correlate(Source)
        .scalar_subquery()
    )
    shown = (
        select(func.count(func.distinct(JobPosting.opening_id)))
        .where(col(JobPosting.source_id) == col(Source.id), col(JobPosting.state) != "closed")
        .correlate(Source)
        .scalar_subquery()
    )
    query = (
        select(Source, IngestRun, shown)
        .join(Follow, col(Follow.source_id) == col(Source.id))
        .outerjoin(IngestRun, col(IngestRun.id) == latest)
        .where(col(Follow.user_id) == user_id)
        .order_by(func.lower(Source.name), col(Source.id))
    )
    if source_id is not None:
        query = query.where(col(Source.id) == source_id)
    return [_view(source, run, openings) for source, run, openings in session.execute(query)]


def _view(source: Source, run: IngestRun | None, openings: int) -> SourceView:
    board = BOARDS[source.job_board]
    return SourceView(
        **source.model_dump(include=set(SourceView.model_fields)),
        board=board.label,
        attribution=board.attribution,
        attribution_url=board.attribution_url,
        openings=openings,
        run=None if run is None else run_view(run),
    )


def run_view(run: IngestRun) -> RunView:
    """A run as the screen shows it; `seconds` from its start to its end or, while it runs, to its last heartbeat."""
    until = run.finished_at or run.heartbeat_at
    seconds = (until - run.started_at).total_seconds() if until and run.started_at else 0.0
    return RunView(**run.model_dump(include=set(RunView.model_fields)), seconds=round(max(seconds, 0.0), 1))


def board_labels() -> dict[str, tuple[str, str, str]]:
    """Job board → (its name, the attribution it asks for, the attribution's address)."""
    return {name: (board.label, board.attribution, board.attribution_url) for name, board in BOARDS.items()}
