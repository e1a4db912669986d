"""Sources and openings of an archive on this installation.

An opening is found again by what its boards call it, and only among the sources the person follows: an archive must not
tell what others here follow. One that is not here yet is kept, with what the person had marked it as and with the rows
that hang on it, and found again later."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.documents.account_archive import Archive
from career_copilot.domain.posting import Place, Salary
from career_copilot.domain.submissions import AdvertSnapshot
from career_copilot.errors import InvalidInputError
from career_copilot.job_boards import BOARDS
from career_copilot.job_boards.recognising import recognise
from career_copilot.live import Topic
from career_copilot.models.tracker import Preference
from career_copilot.services import sources
from career_copilot.services.account_export import KEPT_OPENINGS
from career_copilot.services.account_rows import Rows

MARKS = ("saved_at", "hidden_at", "seen_at")
LINKED = {  # table of rows that hang on an opening → which of those that lost theirs may have it back
    "application": """(deleted_at is not null or not exists (
        select 1 from application other where other.user_id = :user and other.opening_id = :opening and other.deleted_at is null))""",
    "draft": "true",
}


def follow_again(session: Session, user_id: int, rows: Iterator[dict[str, Any]], now: datetime) -> int:
    """Follow the same sources; returns how many. One whose board is not read here any more is left out."""
    followed = [(str(row["job_board"]), str(row["company"]), row["created_at"]) for row in rows]
    if len(followed) > sources.MOST_FOLLOWED:
        raise InvalidInputError("This archive follows more sources than anybody may. Nothing was changed.")
    known = [one for one in followed if _is_source(one[0], one[1])]
    for job_board, company, created_at in known:
        sources.follow_within(session, user_id, job_board, company, datetime.fromisoformat(created_at), now)
    return len(known)


def _is_source(job_board: str, company: str) -> bool:
    """Whether a person could follow it by its address: what is fetched is never taken from an archive."""
    board = BOARDS.get(job_board)
    if board is None:
        return False
    if not company:
        return board.many_employers
    try:
        return recognise(board.page(company)) == (job_board, company)
    except InvalidInputError:
        return False


def find_again(session: Session, user_id: int, archive: Archive, rows: Rows, now: datetime) -> int:
    """Which opening here is which of the archive's; those of them that the person had seen are in their feed. Returns
    how many are marked, or kept to be marked once they are here."""
    taken: set[int | None] = {None}
    for row in archive.rows("opening"):
        here = _find(session, user_id, row["postings"])
        rows.openings[row["id"]] = None if here in taken else here  # two that are one here: the second is kept apart
        taken.add(here)
        rows.adverts[row["id"]] = _advert(row, now)
    known, marked = {row["id"] for row in archive.rows("opening")}, 0
    for row in archive.rows("user_opening"):
        marked += row["opening_id"] in known
        if (here := rows.openings.get(row["opening_id"])) is not None:
            _mark(session, user_id, here, row)
    _into_feed(session, user_id, [here for here in rows.openings.values() if here is not None], now)
    return marked


def _find(session: Session, user_id: int, postings: list[dict[str, Any]]) -> int | None:
    statement = text("""
        select p.opening_id from job_posting p join follow f on f.source_id = p.source_id and f.user_id = :user
        where p.job_board = :job_board and p.company = :company and p.identifier = :identifier
    """)
    for posting in postings:
        values = {name: str(posting[name]) for name in ("job_board", "company", "identifier")}
        found = session.scalar(statement, values | {"user": user_id})
        if found is not None:
            return int(found)
    return None


def _advert(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    advert = AdvertSnapshot(
        title=row["title"],
        company=row["company"],
        places=[Place.model_validate(place) for place in row["places"]],
        workplace=row["workplace"],
        salary=Salary.model_validate(row["salary"]) if row["salary"] else None,
        date_posted=row["date_posted"],
        text=row["text"],
        links=[posting["url"] for posting in row["postings"]],
        boards=[BOARDS[name].label for posting in row["postings"] if (name := posting["job_board"]) in BOARDS],
        taken_at=now,
    )
    return advert.model_dump(mode="json")


def _mark(session: Session, user_id: int, opening_id: int, row: dict[str, Any]) -> None:
    session.execute(
        text("""
            insert into user_opening (user_id, opening_id, saved_at, hidden_at, seen_at)
            values (:user, :opening, cast(:saved_at as timestamptz), cast(:hidden_at as timestamptz), cast(:seen_at as timestamptz))
            on conflict do nothing
        """),
        {"user": user_id, "opening": opening_id} | {name: row[name] for name in MARKS},
    )


def _into_feed(session: Session, user_id: int, openings: list[int], now: datetime) -> None:
    session.execute(
        text("""
            insert into opening_match (user_id, opening_id, blocked, created_at)
            select :user, number, false, :now from unnest(cast(:openings as int[])) as number on conflict do nothing
        """),
        {"user": user_id, "openings": sorted(set(openings)), "now": now},
    )


def keep(session: Session, user_id: int, archive: Archive, rows: Rows, now: datetime) -> None:
    """The openings that are not here, once all rows are. Beside the settings, not tracked: nobody changes it by hand."""
    marks = {row["opening_id"]: row for row in archive.rows("user_opening")}
    kept = [
        {"opening": row, "rows": rows.unlinked.get(row["id"], {})}
        | {name: marks[row["id"]][name] if row["id"] in marks else None for name in MARKS}
        for row in archive.rows("opening")
        if rows.openings.get(row["id"]) is None and (row["id"] in marks or row["id"] in rows.unlinked)
    ]
    if kept:
        data = {"openings": kept}
        session.add(Preference(user_id=user_id, name=KEPT_OPENINGS, data=data, updated_at=now))
        session.flush()


def find_kept(now: datetime) -> None:
    """Every hour: openings that were kept are marked, and what hangs on them is tied to them, as soon as a followed source
    lists them."""
    changed = []
    with db.transaction() as session:
        kept = select(Preference).where(col(Preference.name) == KEPT_OPENINGS).with_for_update(skip_locked=True)
        for row in session.exec(kept).all():
            left = []
            for one in row.data["openings"]:
                here = _find(session, row.user_id, one["opening"]["postings"])
                if here is None:
                    left.append(one)
                    continue
                if any(one[name] for name in MARKS):
                    _mark(session, row.user_id, here, one)
                _link(session, row.user_id, here, one.get("rows", {}))
                _into_feed(session, row.user_id, [here], now)
            if len(left) == len(row.data["openings"]):
                continue
            changed.append(row.user_id)
            if left:
                row.data = {"openings": left}
                session.add(row)
            else:
                session.delete(row)
    for user_id in changed:
        live.publish(user_id, Topic.OPENINGS)
        live.publish(user_id, Topic.APPLICATIONS)


def _link(session: Session, user_id: int, opening_id: int, rows: dict[str, list[int]]) -> None:
    """A person who has applied anew meanwhile keeps that application's link."""
    for table, may in LINKED.items():
        session.execute(
            text(f"""
                update {table} set opening_id = :opening
                where id = any(:ids) and user_id = :user and opening_id is null and {may}
            """),
            {"opening": opening_id, "user": user_id, "ids": rows.get(table, [])},
        )
