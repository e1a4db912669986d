"""Whose application, and what hangs on it: within a transaction. Another person's row does not exist, nor does one of a
deleted application."""

from typing import TypeVar

from sqlmodel import Session, SQLModel, col, select

from career_copilot.errors import NotFoundError
from career_copilot.models.tracker import Application

Row = TypeVar("Row", bound=SQLModel)
LARGEST = 2**31  # what a column of ids can hold; an address may name anything


def application(session: Session, user_id: int, application_id: int) -> Application:
    """Raises NotFoundError."""
    row = session.exec(
        select(Application).where(
            Application.id == application_id, Application.user_id == user_id, col(Application.deleted_at).is_(None)
        )
    ).first()
    if row is None:
        raise NotFoundError("There is no such application.")
    return row


def of_application(session: Session, model: type[Row], user_id: int, row_id: int, what: str) -> tuple[Row, Application]:
    """A row and the application it hangs on. `what` names it: `note`. Raises NotFoundError."""
    row = session.get(model, row_id) if 0 < row_id < LARGEST else None
    if row is None or row.user_id != user_id:  # type: ignore[attr-defined]
        raise NotFoundError(f"There is no such {what}.")
    return row, application(session, user_id, row.application_id)  # type: ignore[attr-defined]


def name(row: Application) -> str:
    """`Nurse at Havnklinik`."""
    return f"{row.title} at {row.company}" if row.company else row.title


def id_of(row: SQLModel) -> int:
    """Of a row that is stored."""
    found: int | None = row.id  # type: ignore[attr-defined]
    assert found is not None
    return found
