"""A large change goes on after a kill, can be cancelled, and is one change to undo."""

from datetime import datetime

import pytest
from sqlalchemy import text

from career_copilot import db
from career_copilot.domain.applications import BulkAction
from career_copilot.domain.pipeline import Stage
from career_copilot.errors import ConflictError, InvalidInputError, NotFoundError
from career_copilot.models.tracker import Application
from career_copilot.services import applications, bulk, changes
from tests.services.test_changes import tables

pytestmark = pytest.mark.usefixtures("redis_server")
APPLIED = BulkAction(kind="move", stage=Stage.APPLIED)


@pytest.fixture
def many(alice: int, now: datetime, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """More applications than fit in a batch."""
    monkeypatch.setattr(bulk, "BATCH", 4)
    with db.transaction() as session:
        rows = [
            Application(user_id=alice, title=f"Nurse {number}", stage="interested", position=number, stage_since=now)
            for number in range(10)
        ]
        session.add_all(rows)
        session.flush()
        return [row.id or 0 for row in rows]


def count(stage: str) -> int:
    with db.transaction() as session:
        statement = text("select count(*) from application where stage = :stage")
        return session.scalar(statement, {"stage": stage}) or 0


def die_after(batches: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker is killed in the middle of the next batch."""
    real, left = applications.change_batch, [batches]

    def batch(*given: object) -> None:
        real(*given)  # type: ignore[arg-type]
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt

    monkeypatch.setattr(applications, "change_batch", batch)


def test_all_are_changed_as_one_change(alice: int, many: list[int], now: datetime) -> None:
    before = tables()
    run_id = bulk.start(alice, many, APPLIED, now)
    assert bulk.current(alice) == bulk.one(alice, run_id)
    assert bulk.one(alice, run_id).summary == "Moving 10 applications to Applied"
    bulk.run(run_id, now)
    run = bulk.one(alice, run_id)
    assert (run.state, run.done, run.total, run.summary) == ("done", 10, 10, "Moved 10 applications to Applied")
    assert (count("applied"), bulk.current(alice)) == (10, None)
    assert [change.summary for change in changes.recent(alice)] == ["Moved 10 applications to Applied"]
    assert run.change_id
    changes.undo(alice, run.change_id, now)
    assert tables() == before


def test_a_killed_run_goes_on_where_its_last_batch_ended(
    alice: int, many: list[int], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = bulk.start(alice, many, APPLIED, now)
    with monkeypatch.context() as patched:
        die_after(1, patched)
        with pytest.raises(KeyboardInterrupt):
            bulk.run(run_id, now)
    assert (count("applied"), bulk.one(alice, run_id).state) == (4, "running")
    bulk.run(run_id, now)  # its heart may still beat: left alone
    assert (count("applied"), bulk.take_up_stalled()) == (4, [])
    with db.transaction() as session:
        session.execute(text("update transfer_run set heartbeat_at = now() - interval '1 minute'"))
    assert bulk.take_up_stalled() == [run_id]
    bulk.run(run_id, now)
    assert (count("applied"), bulk.one(alice, run_id).state, len(changes.recent(alice))) == (10, "done", 1)
    with db.transaction() as session:
        assert session.scalar(text("select count(*) from stage_entry")) == 10


def test_a_message_that_comes_twice_changes_nothing_twice(alice: int, many: list[int], now: datetime) -> None:
    run_id = bulk.start(alice, many, BulkAction(kind="tag", more=["night"]), now)
    bulk.run(run_id, now)
    before = tables()
    bulk.run(run_id, now)
    assert tables() == before


def test_a_run_that_died_too_often_is_given_up(alice: int, many: list[int], now: datetime) -> None:
    run_id = bulk.start(alice, many, APPLIED, now)
    with db.transaction() as session:
        session.execute(
            text("update transfer_run set state = 'running', attempt = 5, heartbeat_at = now() - interval '1 minute'")
        )
    assert bulk.take_up_stalled() == []
    assert (bulk.one(alice, run_id).state, bulk.one(alice, run_id).error) == ("failed", "It was interrupted 5 times.")


def test_a_cancelled_run_stops_and_what_is_done_can_be_undone(
    alice: int, many: list[int], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = bulk.start(alice, many, BulkAction(kind="archive"), now)
    real = applications.change_batch

    def batch(*given: object) -> None:
        real(*given)  # type: ignore[arg-type]
        bulk.cancel(alice, run_id, now)

    monkeypatch.setattr(applications, "change_batch", batch)
    bulk.run(run_id, now)
    run = bulk.one(alice, run_id)
    assert (run.state, run.done) == ("cancelled", 4)
    assert run.change_id
    changes.undo(alice, run.change_id, now)
    with db.transaction() as session:
        assert session.scalar(text("select count(*) from application where archived_at is not null")) == 0


def test_a_cancelled_change_says_of_how_many_it_is(
    alice: int, many: list[int], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = bulk.start(alice, many, APPLIED, now)
    with monkeypatch.context() as patched:
        patched.setattr(bulk, "_tell", lambda user_id: patched.undo() or bulk.cancel(user_id, run_id, now))
        bulk.run(run_id, now)
    said = "Moved 4 applications to Applied"
    assert (bulk.one(alice, run_id).summary, changes.recent(alice)[0].summary, count("applied")) == (said, said, 4)


def test_a_run_that_is_undone_meanwhile_stops(
    alice: int, many: list[int], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = bulk.start(alice, many, APPLIED, now)
    with monkeypatch.context() as patched:
        die_after(1, patched)
        with pytest.raises(KeyboardInterrupt):
            bulk.run(run_id, now)
    change_id = bulk.one(alice, run_id).change_id
    assert change_id
    changes.undo(alice, change_id, now)
    with db.transaction() as session:
        session.execute(text("update transfer_run set heartbeat_at = now() - interval '1 minute'"))
    bulk.run(run_id, now)
    assert (bulk.one(alice, run_id).state, count("applied")) == ("cancelled", 0)


def test_what_was_deleted_meanwhile_is_left_out(alice: int, many: list[int], now: datetime) -> None:
    run_id = bulk.start(alice, many, APPLIED, now)
    applications.delete(alice, many[:1], now)
    bulk.run(run_id, now)
    assert (count("applied"), bulk.one(alice, run_id).state) == (9, "done")


def test_someone_elses_are_not_changed_and_their_run_does_not_exist(
    alice: int, bob: int, many: list[int], now: datetime
) -> None:
    mine = bulk.start(bob, many, BulkAction(kind="delete"), now)
    bulk.run(mine, now)
    with db.transaction() as session:
        assert session.scalar(text("select count(*) from application where deleted_at is not null")) == 0
    with pytest.raises(NotFoundError):
        bulk.one(alice, mine)
    with pytest.raises(NotFoundError):
        bulk.cancel(alice, mine, now)
    with pytest.raises(NotFoundError):
        bulk.change_few(bob, many[:2], APPLIED, now)


def test_one_large_change_at_a_time_and_not_too_large(alice: int, many: list[int], now: datetime) -> None:
    with pytest.raises(InvalidInputError, match="10,000"):
        bulk.start(alice, list(range(10_001)), APPLIED, now)
    with pytest.raises(InvalidInputError, match="40 characters"):
        bulk.start(alice, many, BulkAction(kind="tag", more=["x" * 41]), now)
    bulk.start(alice, many, APPLIED, now)
    with pytest.raises(InvalidInputError, match="still running"):
        bulk.start(alice, many, APPLIED, now)


def test_a_tag_too_many_ends_the_run_and_says_where(alice: int, many: list[int], now: datetime) -> None:
    applications.tag(alice, many[5:6], [f"tag {number}" for number in range(20)], [], now)
    run_id = bulk.start(alice, many, BulkAction(kind="tag", more=["one more"]), now)
    bulk.run(run_id, now)
    run = bulk.one(alice, run_id)
    assert (run.state, run.done) == ("failed", 4)
    assert "Nurse 5" in run.error


@pytest.mark.parametrize("kind", ["move", "tag", "archive", "delete"])
def test_a_few_are_changed_at_once(alice: int, many: list[int], now: datetime, kind: str) -> None:
    before = tables()
    action = BulkAction.model_validate({"kind": kind, "stage": "offer", "more": ["night"]})
    change = bulk.change_few(alice, many[:3], action, now)
    assert tables() != before
    assert change.id
    changes.undo(alice, change.id, now)
    assert tables() == before


def test_a_conflict_leaves_the_whole_bulk_change_as_it_is(alice: int, many: list[int], now: datetime) -> None:
    run_id = bulk.start(alice, many, APPLIED, now)
    bulk.run(run_id, now)
    applications.move(alice, many[:1], Stage.OFFER, "", now)
    change_id = bulk.one(alice, run_id).change_id
    assert change_id
    with pytest.raises(ConflictError, match="Moved Nurse 0 to Offer"):
        changes.undo(alice, change_id, now)
    assert count("applied") == 9


def test_a_large_change_is_undone_by_a_run_once(alice: int, bob: int, many: list[int], now: datetime) -> None:
    before = tables()
    run_id = bulk.start(alice, many, APPLIED, now)
    bulk.run(run_id, now)
    change_id = bulk.one(alice, run_id).change_id
    assert change_id
    assert changes.size(alice, change_id).rows == len(many) * 3  # the row, its stage, its reminder
    with pytest.raises(NotFoundError):
        bulk.start_undo(bob, change_id, now)
    undoing = bulk.start_undo(alice, change_id, now)
    bulk.run(undoing, now)
    bulk.run(undoing, now)  # a message that comes twice does not do it again
    assert tables() == before
    run = bulk.one(alice, undoing)
    assert (run.state, run.summary) == ("done", "Undo of: Moved 10 applications to Applied")


def test_an_undo_that_is_in_the_way_of_something_fails_and_says_so(alice: int, many: list[int], now: datetime) -> None:
    run_id = bulk.start(alice, many, APPLIED, now)
    bulk.run(run_id, now)
    applications.move(alice, many[3:4], Stage.OFFER, "", now)
    undoing = bulk.start_undo(alice, bulk.one(alice, run_id).change_id or 0, now)
    bulk.run(undoing, now)
    run = bulk.one(alice, undoing)
    assert (run.state, count("applied")) == ("failed", 9)
    assert "Moved Nurse 3 to Offer" in run.error
