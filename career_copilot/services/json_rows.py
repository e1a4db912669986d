"""Many rows in one statement: Postgres reads the columns out of JSON, which costs a tenth of what objects cost."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic_core import to_jsonable_python
from sqlalchemy import text
from sqlmodel import Session, SQLModel


def insert(session: Session, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that are JSON already; all have the columns of the first."""
    if not rows:
        return
    columns = ", ".join(rows[0])
    statement = f"insert into {table} ({columns}) select {columns} from jsonb_populate_recordset(null::{table}, cast(:rows as jsonb))"
    session.execute(text(statement), {"rows": json.dumps(rows)})


def numbers(session: Session, table: str, count: int) -> list[int]:
    """New ids."""
    statement = text(f"select nextval(pg_get_serial_sequence('{table}', 'id')) from generate_series(1, :count)")
    return list(session.scalars(statement, {"count": count}))


def whole(model: type[SQLModel], row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON with the defaults of its table, written as what comes back."""
    values = {
        name: row[name] if name in row else field.get_default(call_default_factory=True, validated_data={})
        for name, field in model.model_fields.items()
    }
    return as_json(values)


def as_json(values: dict[str, Any]) -> dict[str, Any]:
    """Columns as JSON; moments in UTC, in whatever zone they were told, so that the same moment is the same text."""
    utc = {name: value.astimezone(UTC) if isinstance(value, datetime) else value for name, value in values.items()}
    found: dict[str, Any] = to_jsonable_python(utc)
    return found
