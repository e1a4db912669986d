"""A person's openings: the ranked list with its filters, one opening in full, and save, hide, seen.

An opening that is not in the person's feed does not exist for them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, select, text
from sqlmodel import Session, col

from career_copilot import db, live
from career_copilot.domain.jobs_query import PAGE_SIZE, JobsQuery
from career_copilot.domain.posting import Requirement
from career_copilot.errors import NotFoundError
from career_copilot.job_boards import BOARDS
from career_copilot.models import JobPosting
from career_copilot.services import matches, opening_words, sources
from career_copilot.services.opening_filters import CLOSED, Conditions, conditions, order
from career_copilot.services.opening_values import JobsPage, OpeningRow, OpeningView, PostingLink, Totals

_ROW = """
    o.id, o.title, o.company, o.places, o.workplace, o.salary, o.annual_salary, o.seniority, o.language,
    o.employment_types, o.state, o.date_posted, o.created_at, o.valid_through, o.job_boards,
    m.score, m.blocked, u.saved_at is not null as saved, u.hidden_at is not null as hidden, u.seen_at is not null as seen,
    p.id as application_id, coalesce(p.stage, '') as application_stage
"""
JOINED = """
    join opening o on o.id = m.opening_id
    left join user_opening u on u.user_id = m.user_id and u.opening_id = m.opening_id
"""
_ROWS = f"""
    opening_match m {JOINED} left join application p on p.user_id = m.user_id and p.opening_id = m.opening_id and p.deleted_at is null
"""
_TOTALS = f"""
    with closed as (select m.score from opening_match m where m.user_id = :user_id and {CLOSED}),
        feed as (
            select count(*) as number, count(*) filter (where m.score is null) as unscored
            from opening_match m where m.user_id = :user_id
        ),
        marked as (
            select count(u.saved_at) as saved, count(u.hidden_at) as hidden,
                count(u.hidden_at) filter (where {CLOSED}) as hidden_closed
            from opening_match m join user_opening u on u.user_id = m.user_id and u.opening_id = m.opening_id
            where m.user_id = :user_id and (u.saved_at is not null or u.hidden_at is not null)
        )
    select number - (select count(*) from closed) as live, (select count(*) from closed) as closed, saved, hidden, hidden - hidden_closed as hidden_live,
        unscored - (select count(*) from closed where score is null) as unscored,
        (select max(created_at) from opening_match where user_id = :user_id) as newest
    from feed, marked
"""


_LINES = TypeAdapter(list[OpeningRow])
_statement = lru_cache(maxsize=256)(
    text
)  # a page's text is long, and looking for parameters in it takes as long as much else


def page(user_id: int, query: JobsQuery, now: datetime, totals: Totals | None = None) -> JobsPage:
    """The page of the person's openings that `query` asks for; a page after the last is the last. `totals`, if they are
    known to be fresh, need not be counted again."""
    with db.reading() as connection:
        found = conditions(connection, user_id, query, now)
        totals = totals or Totals(**connection.execute(text(_TOTALS), {"user_id": user_id}).mappings().one())
        heads, parameters = _best(query, found, totals) if query.is_unfiltered else _filtered(query, found)
        shown, lines = connection.execute(_statement(_page_of(heads)), parameters).one()
        if not shown and query.q:
            found.notes += opening_words.did_you_mean(connection, user_id, query.q)
    return JobsPage(
        rows=_LINES.validate_json(lines), shown=shown, pages=_pages(shown), notes=found.notes, **dict(totals)
    )


def _pages(shown: int) -> int:
    return max(1, -(-shown // PAGE_SIZE))


def _page_of(heads: str) -> str:
    """From the number in `total` and the ids in `sorted` to whole rows: the wide columns are read for one page only.
    All in one trip to the database and as one text, which is read faster than column by column."""
    return f"""
        with {heads}, placed as materialized (select opening_id, row_number() over () as place from sorted),
        lines as (
            select placed.place, {_ROW} from placed
            join ({_ROWS}) on m.user_id = :user_id and m.opening_id = placed.opening_id
        )
        select (select number from total), (select cast(coalesce(json_agg(lines order by place), '[]') as text) from lines)
    """


def _best(query: JobsQuery, found: Conditions, totals: Totals) -> tuple[str, dict[str, Any]]:
    """One page of all openings, best first: the index holds this order, so nothing is sorted or counted."""
    keys = ", ".join(" ".join(key) for key in order(query, ""))
    shown = totals.live - totals.hidden_live
    heads = f"""
        total as (select cast(:shown as bigint) as number), sorted as materialized (
            select m.opening_id from {found.feed()} where {found.where} order by {keys} limit {PAGE_SIZE} offset :skip
        )
    """
    skip = (min(query.page, _pages(shown)) - 1) * PAGE_SIZE
    return heads, found.parameters | {"shown": shown, "skip": skip}


def _filtered(query: JobsQuery, found: Conditions) -> tuple[str, dict[str, Any]]:
    """How many openings pass the filters, and one page of them: found over narrow rows in one pass."""
    keys = order(query, found.rank)
    columns = ", ".join(f"{key} as key{number}" for number, (key, _) in enumerate(keys))
    directions = ", ".join(f"key{number} {direction}" for number, (_, direction) in enumerate(keys))
    heads = f"""
        hits as materialized (
            select m.opening_id, {columns} from {found.feed(columns)} where {found.where}
        ), total as materialized (select count(*) as number from hits), sorted as materialized (
            select opening_id from hits order by {directions} limit {PAGE_SIZE} offset (
                select least(:skip, greatest(0, (number - 1) / {PAGE_SIZE} * {PAGE_SIZE})) from total
            )
        )
    """
    return heads, found.parameters | {"skip": (query.page - 1) * PAGE_SIZE}


def _row(row: RowMapping) -> OpeningRow:
    return OpeningRow.model_validate(dict(row))


def rows(user_id: int, ids: list[int]) -> list[OpeningRow]:
    """These openings as lines of the list, whatever filters say; those that left the person's feed are left out."""
    with db.reading() as connection:
        statement = f"select {_ROW} from {_ROWS} where m.user_id = :user_id and m.opening_id = any(:ids)"
        return [_row(row) for row in connection.execute(text(statement), {"user_id": user_id, "ids": ids}).mappings()]


def marked(user_id: int, opening_id: int) -> tuple[OpeningRow | None, int]:
    """One opening as a line of the list, None if it left the feed; and how many the person has saved."""
    with db.reading() as connection:
        statement = f"""
            with saved as (
                select count(*) as number from user_opening s where s.user_id = :user_id and s.saved_at is not null
                and exists (select 1 from opening_match f where f.user_id = s.user_id and f.opening_id = s.opening_id)
            )
            select saved.number as saved_openings, {_ROW} from saved
            left join ({_ROWS}) on m.user_id = :user_id and m.opening_id = :opening_id
        """
        found = dict(
            connection.execute(text(statement), {"user_id": user_id, "opening_id": opening_id}).mappings().one()
        )
    saved = found.pop("saved_openings")
    return (OpeningRow.model_validate(found) if found["id"] else None), saved


def new_since(user_id: int, query: JobsQuery, newest: datetime | None, now: datetime) -> int:
    """How many openings that the query asks for came into the feed after `newest`, old openings of a source that is new
    to the person among them."""
    with db.reading() as connection:
        found = conditions(connection, user_id, query, now)
        if newest:
            found.add("m.created_at > :newest", newest=newest)
        statement = f"select count(*) from {found.feed()} where {found.where}"
        return connection.scalar(text(statement), found.parameters) or 0


def one(user_id: int, opening_id: int, now: datetime) -> OpeningView:
    """One opening of the person's feed. Raises NotFoundError."""
    with db.reading() as connection:
        return read(connection, user_id, opening_id)


def read(connection: Connection | Session, user_id: int, opening_id: int) -> OpeningView:
    """The same within a transaction."""
    found = read_many(connection, user_id, [opening_id])
    if opening_id not in found:
        raise NotFoundError("There is no such opening in your list.")
    return found[opening_id]


def read_many(connection: Connection | Session, user_id: int, opening_ids: Sequence[int]) -> dict[int, OpeningView]:
    """Those that are in the person's list, by their ids, within a transaction."""
    statement = f"""
        select {_ROW}, t.html, t.text, t.requirements, o.remote_regions, o.verified_at, o.closed_at, o.closed_reason
        from {_ROWS} left join opening_text t on t.opening_id = o.id
        where m.user_id = :user_id and m.opening_id = any(:ids)
    """
    ids = list(opening_ids)
    rows = connection.execute(text(statement), {"user_id": user_id, "ids": ids}).mappings().all()
    postings: dict[int, list[PostingLink]] = {}
    for posting in connection.execute(text(_POSTINGS), {"ids": ids}).mappings():
        postings.setdefault(posting["opening_id"], []).append(_link(posting))
    return {row["id"]: _opening(row, postings.get(row["id"], [])) for row in rows}


def _opening(found: RowMapping, postings: list[PostingLink]) -> OpeningView:
    return OpeningView(
        row=_row(found),
        html=found["html"] or "",
        text=found["text"] or "",
        requirements=[Requirement.model_validate(value) for value in found["requirements"] or []],
        postings=postings,
        **{name: found[name] for name in ("remote_regions", "verified_at", "closed_at", "closed_reason")},
    )


_POSTINGS = """
    select opening_id, job_board, url, apply_url, state, date_posted, first_seen_at, last_seen_at from job_posting
    where opening_id = any(:ids) order by state <> 'live', first_seen_at, id
"""


def _link(posting: RowMapping) -> PostingLink:
    board = BOARDS[posting["job_board"]]
    return PostingLink(
        board_name=board.label, attribution=board.attribution, attribution_url=board.attribution_url, **dict(posting)
    )


def save(user_id: int, opening_id: int, now: datetime) -> None:
    """Keep it; a hidden one comes back into the list, and so does one that left it."""
    with db.transaction() as session:
        restored = session.scalar(_RESTORE, {"user_id": user_id, "opening_id": opening_id, "now": now})
        _write(session, user_id, opening_id, {"saved_at": now, "hidden_at": None})
    live.publish(user_id, live.Topic.OPENINGS, opening_id=opening_id)
    if restored:
        matches.rescore(user_id, now, [opening_id])


_RESTORE = text("""
    insert into opening_match (user_id, opening_id, blocked, created_at)
    select user_id, opening_id, false, :now from user_opening where user_id = :user_id and opening_id = :opening_id
    on conflict do nothing returning opening_id
""")


def unsave(user_id: int, opening_id: int) -> None:
    """No longer keep it: what no source lists that the person follows leaves the list."""
    with db.transaction() as session:
        _write(session, user_id, opening_id, {"saved_at": None})
        listed = select(col(JobPosting.opening_id)).where(col(JobPosting.opening_id) == opening_id)
        sources.leave_feed(session, user_id, listed)
    live.publish(user_id, live.Topic.OPENINGS, opening_id=opening_id)


def hide(user_id: int, opening_id: int, now: datetime) -> str | None:
    """Take it out of the list; a saved one is no longer saved. Returns its title; None if it is hidden already."""
    with db.reading() as connection:
        if connection.scalar(_HIDDEN, {"user_id": user_id, "opening_id": opening_id}):
            return None
    return _mark(user_id, opening_id, {"hidden_at": now, "saved_at": None})


_HIDDEN = text("""
    select hidden_at is not null from user_opening where user_id = :user_id and opening_id = :opening_id
""")


def unhide(user_id: int, opening_id: int) -> str:
    """Bring it back into the list. Returns its title."""
    return _mark(user_id, opening_id, {"hidden_at": None})


def mark_seen(user_id: int, opening_id: int, now: datetime) -> None:
    """The person opened it. The first time counts."""
    _mark(user_id, opening_id, {"seen_at": now}, keep_first=True)


def _mark(user_id: int, opening_id: int, values: Mapping[str, Any], keep_first: bool = False) -> str:
    """`_write` as one action: other tabs follow. Returns the opening's title."""
    with db.transaction() as session:
        title = _write(session, user_id, opening_id, values, keep_first)
    live.publish(user_id, live.Topic.OPENINGS, opening_id=opening_id)
    return title


def _write(session: Session, user_id: int, opening_id: int, values: Mapping[str, Any], keep_first: bool = False) -> str:
    """Write columns of the person's `user_opening` row. Returns the opening's title. Raises NotFoundError."""
    names = list(values)
    change = ", ".join(
        f"{name} = coalesce(user_opening.{name}, excluded.{name})" if keep_first else f"{name} = excluded.{name}"
        for name in names
    )
    statement = f"""
        insert into user_opening (user_id, opening_id, {", ".join(names)})
        select m.user_id, m.opening_id, {", ".join(f"cast(:{name} as timestamptz)" for name in names)}
        from opening_match m where m.user_id = :user_id and m.opening_id = :opening_id
        on conflict (user_id, opening_id) do update set {change}
        returning (select title from opening where id = opening_id)
    """
    title = session.scalar(text(statement), dict(values) | {"user_id": user_id, "opening_id": opening_id})
    if title is None:
        raise NotFoundError("There is no such opening in your list.")
    return str(title)
