"""The schema stands on a real Postgres and a test leaves nothing behind."""

from sqlmodel import select

from career_copilot import db
from career_copilot.models import User


def test_a_row_written_in_a_transaction_is_read_in_the_next(alice: int) -> None:
    with db.transaction() as session:
        assert session.exec(select(User.email)).all() == ["alice@example.org"]


def test_nothing_of_the_test_before_is_left(database: object) -> None:
    with db.transaction() as session:
        assert session.exec(select(User.email)).all() == []
