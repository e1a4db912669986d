"""The schema stands on a real Postgres and a test leaves nothing behind."""

import pytest
from sqlalchemy import text
from sqlmodel import select

from career_copilot import db
from career_copilot.models import User


def test_a_row_written_in_a_transaction_is_read_in_the_next(alice: int) -> None:
    with db.transaction() as session:
        assert session.exec(select(User.email)).all() == ["alice@example.org"]


def test_nothing_of_the_test_before_is_left(database: object) -> None:
    with db.transaction() as session:
        assert session.exec(select(User.email)).all() == []


def test_what_only_reads_needs_no_transaction(schema: None) -> None:
    with db.reading() as connection:
        first, second = (connection.scalar(text("select now()")) for _ in range(2))
    assert first < second, "`now()` stands still within a transaction"


def test_what_is_written_after_a_reading_is_all_or_nothing_again(schema: None) -> None:
    """The two share the pool's connections."""
    with db.reading() as connection:
        pid = connection.scalar(text("select pg_backend_pid()"))
    with db.transaction() as session:
        assert session.scalar(text("select pg_backend_pid()")) == pid
        assert session.scalar(text("select now()")) == session.scalar(text("select now()"))


def test_a_connection_that_died_while_idle_is_replaced(schema: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with db.reading() as connection:
        pid = connection.scalar(text("select pg_backend_pid()"))
    with db.reading(), db.reading() as other:  # not on the connection that dies
        assert other.scalar(text("select pg_terminate_backend(:pid)"), {"pid": pid})
    monkeypatch.setattr(db, "TRUST_SECONDS", 0.0)
    with db.reading() as connection, db.reading() as beside:
        assert pid not in {each.scalar(text("select pg_backend_pid()")) for each in (connection, beside)}
