"""Write a batch of prepared postings: a handful of statements, whatever the batch's size.

The order of locks keeps concurrent sources from deadlocking: first new openings in the order of their fingerprints, then
all touched openings in the order of their ids. Rows arrive as lines to copy, made by `preparing.prepare`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import psycopg
from psycopg import sql
from sqlalchemy import text
from sqlmodel import Session

from career_copilot.domain.preparing import NOTHING, Prepared

AGGREGATORS = ("remoteok", "arbeitnow", "weworkremotely")

COLUMNS = """
    identifier text, url text, apply_url text, posting_title text, hiring_organization text, data jsonb,
    content_hash text, posting_posted timestamptz, fingerprint text, title text, company text, places jsonb,
    countries text[], workplace text, remote_regions text[], employment_types text[], seniority text, language text,
    salary jsonb, annual_salary jsonb, salary_maximum_eur int, date_posted timestamptz, valid_through timestamptz,
    search_config text, search_more text, html text, text text, requirements jsonb, skills int[],
    features_version text, packed bytea, vector halfvec
"""
# Rows pass through here once: compressing their long values would only cost time.
STAGED_COLUMNS = re.sub(
    r"\b(data jsonb|html text|text text|requirements jsonb|packed bytea)\b", r"\1 storage external", COLUMNS
)
# The columns of `opening` that come from its preferred posting, and what each is made of.
VALUES = {
    name: f"s.{name}"
    for name in (
        "title", "company", "countries", "workplace", "remote_regions", "employment_types", "seniority", "language",
        "salary", "annual_salary", "salary_maximum_eur", "date_posted", "valid_through",
    )
} | {"places": "s.places", "search_config": "c.name"}  # fmt: skip
CONFIGURATION = """
    cross join lateral (select coalesce(
        (select cfgname::text from pg_ts_config where cfgname = s.search_config limit 1), 'simple') as name) c
"""


def _vector(accents: bool) -> str:
    def weighted(column: str, weight: str) -> str:
        words = f"unaccent({column})" if accents else column
        return f"setweight(to_tsvector(c.name::regconfig, {words}), '{weight}')"

    columns = (("s.title", "A"), ("s.company", "B"), ("s.search_more", "C"), ("left(s.text, 100000)", "D"))
    return " || ".join(weighted(column, weight) for column, weight in columns)


@dataclass(frozen=True)
class Owner:
    """Whose postings these are."""

    run_id: int
    source_id: int
    job_board: str
    company: str

    def parameters(self, now: datetime) -> dict[str, Any]:
        return {
            "run": self.run_id,
            "source": self.source_id,
            "board": self.job_board,
            "token": self.company,
            "now": now,
        }


def store(session: Session, owner: Owner, prepared: Prepared, touched: Sequence[str], now: datetime) -> None:
    """`prepared`: new and edited postings, each identifier once; `touched`: identifiers that are listed and unchanged."""
    parameters = owner.parameters(now) | {"touched": list(touched)}
    _stage(session, prepared)
    accents = _accents(session)
    new = list(session.scalars(text(_insert_openings(accents)), parameters))
    openings = set(session.scalars(text(UPSERT_POSTINGS), parameters))
    openings |= set(session.scalars(text(TOUCH.format(which="identifier = any(:touched)")), parameters))
    derive(session, owner, sorted(openings), new, accents, now)


def derive(session: Session, owner: Owner, openings: list[int], new: list[int], accents: bool, now: datetime) -> None:
    """Bring the openings in line with their postings: fields from the preferred one, state from all of them."""
    if not openings:
        return
    parameters = owner.parameters(now) | {"openings": openings, "new": new, "aggregators": list(AGGREGATORS)}
    _derive_fields(session, parameters, accents)
    session.execute(text(UPDATE_STATES), parameters)
    session.execute(text(FEED), parameters)


def _derive_fields(session: Session, parameters: dict[str, Any], accents: bool) -> None:
    session.execute(text(LOCK), parameters)
    session.execute(text(_update_openings(accents)), parameters)
    session.execute(text(UPSERT_TEXTS), parameters)
    session.execute(text(UPSERT_FEATURES), parameters)


def _stage(session: Session, prepared: Prepared) -> None:
    # A crash of Postgres may lose the last moments of a reading; the next reading finds and stores them again.
    session.execute(text("set local synchronous_commit = off"))
    session.execute(text(f"create temporary table if not exists staged ({STAGED_COLUMNS}) on commit delete rows"))
    session.execute(text("delete from staged"))
    if prepared.rows:
        connection = cast("psycopg.Connection", session.connection().connection.driver_connection)
        names = sql.SQL(", ").join(map(sql.Identifier, prepared.columns))
        with connection.cursor().copy(sql.SQL("copy staged ({}) from stdin").format(names)) as copy:
            copy.write(prepared.rows)


def _insert_openings(accents: bool) -> str:
    """One opening for each fingerprint that no known posting has; another source's opening is joined, not repeated."""
    return f"""
        insert into opening (fingerprint, {", ".join(VALUES)}, search, job_boards, state, verified_at, created_at,
            updated_at, closed_reason)
        select distinct on (s.fingerprint) s.fingerprint, {", ".join(VALUES.values())}, {_vector(accents)},
            array[cast(:board as text)], 'live', :now, :now, :now, ''
        from staged s {CONFIGURATION}
        where not exists (select 1 from job_posting p where p.job_board = :board and p.company = :token
            and p.identifier = s.identifier)
        order by s.fingerprint
        on conflict (fingerprint) do nothing
        returning id
    """


# An edit never moves a posting to another opening: what people did with the opening stays with the posting.
UPSERT_POSTINGS = """
    insert into job_posting (opening_id, source_id, job_board, company, identifier, url, apply_url, title,
        hiring_organization, data, content_hash, state, date_posted, first_seen_at, last_seen_at, seen_run_id)
    select coalesce(p.opening_id, o.id), :source, :board, :token, s.identifier, s.url, s.apply_url, s.posting_title,
        s.hiring_organization, s.data, s.content_hash, 'live', s.posting_posted, :now, :now, :run
    from staged s
    left join job_posting p on p.job_board = :board and p.company = :token and p.identifier = s.identifier
    left join opening o on o.fingerprint = s.fingerprint
    on conflict (job_board, company, identifier) do update set
        url = excluded.url, apply_url = excluded.apply_url, title = excluded.title,
        hiring_organization = excluded.hiring_organization, data = excluded.data, date_posted = excluded.date_posted,
        updated_at = case when job_posting.content_hash <> excluded.content_hash
            then excluded.last_seen_at else job_posting.updated_at end,
        content_hash = excluded.content_hash, state = 'live', closed_at = null, last_seen_at = excluded.last_seen_at,
        seen_run_id = excluded.seen_run_id, source_id = excluded.source_id
    returning opening_id
"""
# Returns the openings of those that are listed again, and of those whose state was not confirmed for a day.
TOUCH = """
    with before as (
        select id, state from job_posting where source_id = :source and {which}
    ), after as (
        update job_posting p set last_seen_at = :now, seen_run_id = :run, state = 'live', closed_at = null
        from before where p.id = before.id returning p.opening_id, before.state
    )
    select distinct after.opening_id from after join opening o on o.id = after.opening_id
    where after.state <> 'live' or o.verified_at is null or o.verified_at < cast(:now as timestamptz) - interval '1 day'
"""
LOCK = "select 1 from opening where id = any(:openings) order by id for no key update"
PREFERRED = """
    p.id = (select q.id from job_posting q where q.opening_id = p.opening_id
        order by q.state <> 'live', q.state = 'closed', q.job_board = any(:aggregators), q.id limit 1)
"""
STAGED_OF_OPENING = f"""
    staged s join job_posting p on p.job_board = :board and p.company = :token and p.identifier = s.identifier
        and {PREFERRED}
"""


def _update_openings(accents: bool) -> str:
    """The fingerprint follows an edit while the posting is the opening's only one and no other opening has it."""
    sets = ", ".join(f"{name} = {value}" for name, value in VALUES.items())
    return f"""
        update opening o set {sets}, search = {_vector(accents)}, updated_at = :now,
            fingerprint = case when (select count(*) from job_posting q where q.opening_id = o.id) = 1
                and not exists (select 1 from opening x where x.fingerprint = s.fingerprint)
                then s.fingerprint else o.fingerprint end
        from {STAGED_OF_OPENING} {CONFIGURATION}
        where o.id = p.opening_id and o.id = any(:openings) and o.id <> all(:new)
    """


UPSERT_TEXTS = f"""
    insert into opening_text (opening_id, html, text, requirements, skills)
    select p.opening_id, s.html, s.text, s.requirements, s.skills from {STAGED_OF_OPENING}
    on conflict (opening_id) do update set html = excluded.html, text = excluded.text,
        requirements = excluded.requirements, skills = excluded.skills
"""
UPSERT_FEATURES = f"""
    insert into opening_features (opening_id, version, packed, vector)
    select p.opening_id, s.features_version, s.packed, s.vector from {STAGED_OF_OPENING}
    on conflict (opening_id) do update set version = excluded.version, packed = excluded.packed,
        vector = excluded.vector
"""
# Live while any of its postings is; unverified while any left its feed; else closed.
UPDATE_STATES = """
    update opening o set state = d.state, job_boards = d.boards,
        verified_at = case when d.state = 'live' then :now else greatest(o.verified_at, d.seen) end,
        closed_at = case when d.state = 'closed' then coalesce(o.closed_at, :now) end,
        closed_reason = case when d.state = 'closed' then 'no longer listed' else '' end
    from (
        select opening_id, max(last_seen_at) as seen, array_agg(distinct cast(job_board as text)) as boards,
            case when bool_or(state = 'live') then 'live' when bool_or(state = 'unverified') then 'unverified'
                else 'closed' end as state
        from job_posting where opening_id = any(:openings) group by opening_id
    ) d
    where o.id = d.opening_id and o.id = any(:openings) and (
        o.state <> d.state or o.job_boards <> d.boards
        or (d.state = 'live' and (o.verified_at is null
            or o.verified_at < cast(:now as timestamptz) - interval '1 day')))
"""
FEED = """
    insert into opening_match (user_id, opening_id, blocked, created_at)
    select f.user_id, o.id, false, :now from follow f join opening o on o.id = any(:openings) and o.state <> 'closed'
    where f.source_id = :source order by f.user_id, o.id
    on conflict do nothing
"""
CLOSE = """
    update job_posting set state = :state, closed_at = case when :state = 'closed' then cast(:now as timestamptz) end
    where source_id = :source and state <> :state and state <> 'closed' and {which}
    returning opening_id
"""
MISSING = CLOSE.format(which="seen_run_id is distinct from :run")
GONE = CLOSE.format(which="identifier = any(:gone)")
SUCCESSORS = f"""
    select p.source_id, p.job_board, p.company, cast(p.data as text) as data, p.content_hash
    from job_posting p where p.opening_id = any(:openings) and p.state = 'live' and {PREFERRED}
    order by p.source_id
"""


@dataclass(frozen=True)
class Successor:
    """A posting that now speaks for its opening, because the one that did was closed."""

    owner: Owner
    data: str
    content_hash: str


def close_missing(session: Session, owner: Owner, state: str, now: datetime) -> tuple[int, list[Successor]]:
    """After a complete reading: every posting it did not list becomes `closed`, or `unverified` if the board is a feed
    that ages out. Returns how many, and who speaks for their openings from now on."""
    return _close(session, owner, MISSING, owner.parameters(now) | {"state": state}, now)


def close_gone(session: Session, owner: Owner, gone: Sequence[str], now: datetime) -> tuple[int, list[Successor]]:
    """The board said of each of these postings by itself that it is not there any more."""
    return _close(session, owner, GONE, owner.parameters(now) | {"state": "closed", "gone": list(gone)}, now)


def _close(
    session: Session, owner: Owner, statement: str, parameters: dict[str, Any], now: datetime
) -> tuple[int, list[Successor]]:
    openings = list(session.scalars(text(statement), parameters))
    if not openings:
        return 0, []
    _stage(session, NOTHING)
    derive(session, owner, sorted(set(openings)), [], False, now)
    rows = session.execute(text(SUCCESSORS), {"openings": openings, "aggregators": list(AGGREGATORS)})
    return len(openings), [
        Successor(Owner(owner.run_id, row.source_id, row.job_board, row.company), row.data, row.content_hash)
        for row in rows
    ]


def speak_for(session: Session, owner: Owner, prepared: Prepared, now: datetime) -> None:
    """Make the openings of these prepared postings (all of one owner) say what the postings say."""
    derive(session, owner, _staged_openings(session, owner, prepared, now), [], _accents(session), now)


def renew(session: Session, owner: Owner, prepared: Prepared, now: datetime) -> None:
    """The same with what a newer version reads in postings as they are stored: no board was asked, so no state changes."""
    openings = _staged_openings(session, owner, prepared, now)
    parameters = owner.parameters(now) | {"openings": openings, "new": [], "aggregators": list(AGGREGATORS)}
    _derive_fields(session, parameters, _accents(session))


def _staged_openings(session: Session, owner: Owner, prepared: Prepared, now: datetime) -> list[int]:
    _stage(session, prepared)
    theirs = text("""
        select p.opening_id from staged s join job_posting p
            on p.job_board = :board and p.company = :token and p.identifier = s.identifier
    """)
    return sorted(session.scalars(theirs, owner.parameters(now)))


def _accents(session: Session) -> bool:
    """True if `unaccent` is installed: then texts are indexed, and searched, without accents."""
    return bool(session.scalar(text("select exists(select 1 from pg_extension where extname = 'unaccent')")))


def touch_all(session: Session, owner: Owner, now: datetime) -> int:
    """The board answered that nothing changed: all that was live is still listed. Returns how many."""
    due = session.scalars(text(TOUCH.format(which="state = 'live'")), owner.parameters(now)).all()
    _stage(session, NOTHING)
    derive(session, owner, sorted(due), [], False, now)
    count = text("select count(*) from job_posting where source_id = :source and seen_run_id = :run")
    return int(session.scalars(count, owner.parameters(now)).one())
