"""Drafts of every kind: made, listed, edited into a new version, rolled back, deleted. What a version holds is their
kind's own business (`services/written_texts.py`, the résumé's services); here it is JSON.

Every change names the version it started from: what another tab saved meanwhile is never overwritten."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import func
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.domain.drafting import KIND_NAMES, Author, DraftKind
from career_copilot.errors import ConflictError, InvalidInputError, NotFoundError
from career_copilot.models import Opening, OpeningMatch
from career_copilot.models.drafts import Draft, DraftVersion
from career_copilot.models.tracker import Application
from career_copilot.services import owned

MOST_DRAFTS, MOST_VERSIONS, LONGEST_TITLE = 2_000, 500, 200  # of a person, of a draft, in characters

CHANGED = "This was changed in another tab. Both versions are kept until you choose."


class DraftView(BaseModel, frozen=True):
    """A draft as its owner sees it, with the version that counts. `author` and `content` are of that version."""

    id: int
    kind: DraftKind
    opening_id: int | None
    application_id: int | None
    title: str
    language: str
    settings: dict[str, Any]
    version: int
    created_at: datetime
    updated_at: datetime
    author: Author | None = None
    note: str = ""
    content: dict[str, Any] = {}


class VersionView(BaseModel, frozen=True):
    """One state of a draft."""

    number: int
    author: Author
    note: str
    content: dict[str, Any]
    created_at: datetime


def create(
    user_id: int,
    kind: DraftKind,
    title: str,
    now: datetime,
    *,
    opening_id: int | None = None,
    application_id: int | None = None,
    language: str = "",
    settings: Mapping[str, Any] | None = None,
) -> int:
    """A draft without a word in it yet; returns its id. Raises NotFoundError for what is not the person's."""
    with db.transaction() as session:
        if opening_id is not None and application_id is None:
            if session.get(OpeningMatch, (user_id, opening_id)) is None:
                raise NotFoundError("There is no such opening in your list.")
            application_id = _application_of(session, user_id, opening_id)
        company = session.get_one(Opening, opening_id).company if opening_id is not None else ""
        if application_id is not None:
            application = owned.application(session, user_id, application_id)
            opening_id, company = application.opening_id or opening_id, application.company
        known = session.exec(select(col(Draft.id)).where(Draft.user_id == user_id).limit(MOST_DRAFTS)).all()
        if len(known) >= MOST_DRAFTS:
            raise InvalidInputError(f"You keep {MOST_DRAFTS:,} drafts: delete some that you no longer need first.")
        row = Draft(
            user_id=user_id, kind=kind, opening_id=opening_id, application_id=application_id,
            title=_title(title) or _title(f"{KIND_NAMES[kind]} for {company}" if company else KIND_NAMES[kind]), language=language, settings=dict(settings or {}), created_at=now, updated_at=now,
        )  # fmt: skip
        session.add(row)
        session.flush()
    _tell(row)
    return owned.id_of(row)


def begin(
    user_id: int, kind: DraftKind, now: datetime, *, opening_id: int | None = None, application_id: int | None = None
) -> int:
    """The one of this kind about it in which nothing is written yet, else a new one; returns its id."""
    with db.transaction() as session:
        about = Draft.application_id == application_id if opening_id is None else Draft.opening_id == opening_id
        empty = session.exec(
            select(Draft.id).where(Draft.user_id == user_id, Draft.kind == kind, Draft.version == 0, about, EXISTS)
        ).first()
    return empty or create(user_id, kind, "", now, opening_id=opening_id, application_id=application_id)


def one(user_id: int, draft_id: int) -> DraftView:
    """Raises NotFoundError."""
    with db.transaction() as session:
        row = find(session, user_id, draft_id)
        return view(row, _current(session, row))


def version(user_id: int, draft_id: int) -> int:
    """The number of the version that counts, 0 without a draft."""
    with suppress(NotFoundError), db.transaction() as session:
        return find(session, user_id, draft_id).version
    return 0


def of_application(user_id: int, application_id: int, kinds: Sequence[DraftKind]) -> list[DraftView]:
    """Those of these kinds, also from before the opening was applied for; the last changed first, without their content. Raises
    NotFoundError."""
    with db.transaction() as session:
        opening_id = owned.application(session, user_id, application_id).opening_id
        before = col(Draft.application_id).is_(None) & (col(Draft.opening_id) == (opening_id or 0))
        return _listed(session, user_id, (col(Draft.application_id) == application_id) | before, kinds)


def of_opening(user_id: int, opening_id: int, kinds: Sequence[DraftKind]) -> list[DraftView]:
    """Those about an opening, whether or not it is applied for."""
    with db.transaction() as session:
        return _listed(session, user_id, EXISTS & (col(Draft.opening_id) == opening_id), kinds)


def all_of(
    user_id: int, kinds: Sequence[DraftKind], words: str = "", most: int = MOST_DRAFTS
) -> tuple[list[DraftView], int]:
    """The last changed ones whose title has these words, and how many there are."""
    wanted = EXISTS & col(Draft.title).ilike(owned.like(words))
    with db.transaction() as session:
        count = select(func.count()).where(Draft.user_id == user_id, wanted, col(Draft.kind).in_(kinds))
        return _listed(session, user_id, wanted, kinds, most), session.exec(count).one()


def keep_version(
    user_id: int,
    draft_id: int,
    version: int,
    author: Author,
    content: Mapping[str, Any],
    now: datetime,
    note: str = "",
    settings: Mapping[str, Any] | None = None,
) -> int:
    """A new version, which counts from now on; returns its number. Raises ConflictError when it is not `version` any more."""
    with db.transaction() as session:
        row = find(session, user_id, draft_id, lock=True)
        if settings is not None:
            row.settings = dict(settings)
        number = add_version(session, row, version, author, content, now, note)
    _tell(row)
    return number


def rename(user_id: int, draft_id: int, title: str, now: datetime) -> None:
    """Call it otherwise."""
    name = _title(title)
    if not name:
        raise InvalidInputError("A draft needs a name.")
    with db.transaction() as session:
        row = find(session, user_id, draft_id, lock=True)
        row.title, row.updated_at = name, now
        session.add(row)
    _tell(row)


def versions(user_id: int, draft_id: int) -> list[VersionView]:
    """All states, the last first. Raises NotFoundError."""
    with db.transaction() as session:
        find(session, user_id, draft_id)
        rows = session.exec(
            select(DraftVersion).where(DraftVersion.draft_id == draft_id).order_by(col(DraftVersion.number).desc())
        )
        return [VersionView.model_validate(row.model_dump()) for row in rows]


def roll_back(user_id: int, draft_id: int, number: int, version: int, now: datetime) -> int:
    """What version `number` said is the newest version again; nothing between is lost. Returns its number. Asked for twice it
    is one."""
    note = f"as in version {number}"
    with db.transaction() as session:
        row = find(session, user_id, draft_id, lock=True)
        wanted, current = version_of(session, row, number), version_of(session, row, row.version)
        if (current.author, current.note) == (Author.ROLLBACK, note):
            return row.version
        made = add_version(session, row, version, Author.ROLLBACK, wanted.content, now, note)
    _tell(row)
    return made


def delete(user_id: int, draft_id: int) -> None:
    """Remove it with all its versions, for good. A model that writes it stops by itself: its run is gone."""
    with db.transaction() as session:
        row = find(session, user_id, draft_id, lock=True)
        session.delete(row)
    _tell(row)


def find(session: Session, user_id: int, draft_id: int, lock: bool = False) -> Draft:
    """The person's draft, within a transaction. One about an opening belongs to the application for it as soon as there is
    one. Raises NotFoundError, also when its application is deleted."""
    row = session.get(Draft, draft_id, with_for_update=lock or None) if 0 < draft_id < owned.LARGEST else None
    if row is None or row.user_id != user_id:
        raise NotFoundError("There is no such draft.")
    if row.application_id is not None:
        owned.application(session, user_id, row.application_id)
    elif row.opening_id is not None:
        row.application_id = _application_of(session, user_id, row.opening_id)
        session.add(row)
    return row


def add_version(
    session: Session,
    row: Draft,
    version: int,
    author: Author,
    content: Mapping[str, Any],
    now: datetime,
    note: str = "",
) -> int:
    """The same within a transaction that has locked the row."""
    still(row, version)
    if row.version >= MOST_VERSIONS:
        raise InvalidInputError(f"This draft has {MOST_VERSIONS} versions: make a copy of it to go on.")
    row.version, row.updated_at = version + 1, now
    made = DraftVersion(
        draft_id=owned.id_of(row), user_id=row.user_id, number=row.version, author=author, note=note, content=dict(content), created_at=now
    )  # fmt: skip
    session.add_all([row, made])
    session.flush()
    return row.version


def still(row: Draft, version: int) -> None:
    """Raises ConflictError when another tab saved since `version`."""
    if row.version != version:
        raise ConflictError(CHANGED)


def version_of(session: Session, row: Draft, number: int) -> DraftVersion:
    """One state of it. Raises NotFoundError."""
    found = session.exec(
        select(DraftVersion).where(DraftVersion.draft_id == row.id, DraftVersion.number == number)
    ).first()
    if found is None:
        raise NotFoundError("There is no such version.")
    return found


def view(row: Draft, current: DraftVersion | None) -> DraftView:
    """What its owner sees."""
    of_version = current.model_dump(include={"author", "note", "content"}) if current else {}
    return DraftView.model_validate(row.model_dump() | of_version)


def _current(session: Session, row: Draft) -> DraftVersion | None:
    return version_of(session, row, row.version) if row.version else None


def _application_of(session: Session, user_id: int, opening_id: int) -> int | None:
    return session.exec(
        select(Application.id).where(
            Application.user_id == user_id,
            Application.opening_id == opening_id,
            col(Application.deleted_at).is_(None),
        )
    ).first()


EXISTS = col(Draft.application_id).is_(None) | col(Draft.application_id).in_(
    select(col(Application.id)).where(col(Application.deleted_at).is_(None))
)


def _listed(
    session: Session, user_id: int, condition: Any, kinds: Sequence[DraftKind], most: int = MOST_DRAFTS
) -> list[DraftView]:
    rows = session.exec(
        select(Draft, DraftVersion.author)
        .outerjoin(DraftVersion, (col(DraftVersion.draft_id) == Draft.id) & (DraftVersion.number == Draft.version))
        .where(Draft.user_id == user_id, condition, col(Draft.kind).in_(kinds))
        .order_by(col(Draft.updated_at).desc(), col(Draft.id).desc())
        .limit(most)
    )
    return [DraftView.model_validate(row.model_dump() | {"author": author}) for row, author in rows]


def _title(title: str) -> str:
    return " ".join(title.replace("\x00", "").split())[:LONGEST_TITLE]


def _tell(row: Draft) -> None:
    live.publish(row.user_id, live.Topic.DRAFTS, draft_id=row.id)
