"""Rows that hang on an application, for their owner: someone else's does not exist, nor what hangs on a deleted one."""

from typing import TypeVar

from sqlmodel import Session, SQLModel

from career_copilot.errors import NotFoundError
from career_copilot.models.tracker import Application

Row = TypeVar("Row", bound=SQLModel)
LARGEST = 2**31  # what a column of ids can hold; an address may name anything


def application(session: Session, user_id: int, application_id: int) -> Application:
    """The person's application. Raises NotFoundError."""
    row = session.get(Application, application_id) if 0 < application_id < LARGEST else None
    if row is None or row.user_id != user_id or row.deleted_at is not None:
        raise NotFoundError("There is no such application.")
    return row


def hanging(session: Session, kind: type[Row], user_id: int, row_id: int, words: str, lock: bool = True) -> Row:
    """The person's row, locked, so that what is read of it stays true until it is written; to be read only, without
    `lock`. Raises NotFoundError."""
    row = session.get(kind, row_id, with_for_update=lock or None) if 0 < row_id < LARGEST else None
    if row is None or row.user_id != user_id:  # type: ignore[attr-defined]
        raise NotFoundError(f"There is no such {words}.")
    if (application_id := row.application_id) is not None:  # type: ignore[attr-defined]
        application(session, user_id, application_id)
    return row


def plain(session: Session, kind: type[Row], user_id: int, row_id: int, words: str, lock: bool = True) -> Row:
    """The same for a row that hangs on no application."""
    row = session.get(kind, row_id, with_for_update=lock or None) if 0 < row_id < LARGEST else None
    if row is None or row.user_id != user_id:  # type: ignore[attr-defined]
        raise NotFoundError(f"There is no such {words}.")
    return row


def about(row: Application | None) -> str:
    """`Nurse at Havnklinik`; empty for None."""
    if row is None:
        return ""
    return f"{row.title} at {row.company}" if row.company else row.title


def id_of(row: SQLModel) -> int:
    """Of a row that is stored."""
    found: int | None = row.id  # type: ignore[attr-defined]
    assert found is not None
    return found


def like(words: str) -> str:
    """The pattern of what holds these words."""
    return "%" + words.strip().replace("\x00", "").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
