"""Every change can be undone; what came later is never lost by it."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from career_copilot import db
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.pipeline import DEFAULT_RULES, ReminderRules, Stage
from career_copilot.errors import ConflictError, NotFoundError
from career_copilot.services import applications, changes, import_running, imports, preferences, transfers
from career_copilot.services.changes import TRACKED, Change

pytestmark = pytest.mark.usefixtures("redis_server")


def create(user_id: int, now: datetime, title: str = "Nurse", stage: Stage = Stage.INTERESTED) -> int:
    return applications.create(user_id, ApplicationForm(title=title, company="Havnklinik"), stage, now)[0]


def tables() -> dict[str, list[dict[str, Any]]]:
    """All tracked tables; versions only ever go up and are left out."""
    with db.transaction() as session:
        found = {}
        for name in TRACKED:
            rows = session.execute(text(f"select to_jsonb(t) - 'version' from {name} t order by id")).scalars()
            found[name] = list(rows)
        return found


def stage_of(application_id: int) -> str:
    with db.transaction() as session:
        return str(session.scalar(text("select stage from application where id = :id"), {"id": application_id}))


def undo(user_id: int, change: Change, now: datetime) -> Change:
    assert change.id is not None
    return changes.undo(user_id, change.id, now)


def test_a_move_is_undone_with_its_history_and_its_reminders(alice: int, now: datetime) -> None:
    nurse = create(alice, now)
    before = tables()
    change = applications.move(alice, [nurse], Stage.APPLIED, "", now)
    assert stage_of(nurse) == "applied"
    undo(alice, change, now + timedelta(days=7))
    assert tables() == before


def test_undone_and_done_again(alice: int, now: datetime) -> None:
    nurse = create(alice, now)
    change = applications.move(alice, [nurse], Stage.APPLIED, "", now)
    after = tables()
    undone = undo(alice, change, now)
    again = undo(alice, undone, now)
    assert again.summary == "Done again: Moved Nurse at Havnklinik to Applied"
    assert tables() == after
    undo(alice, change, now)
    assert stage_of(nurse) == "interested"


def test_a_later_change_is_named_and_nothing_is_lost(alice: int, now: datetime) -> None:
    nurse = create(alice, now)
    first = applications.move(alice, [nurse], Stage.APPLIED, "", now)
    applications.move(alice, [nurse], Stage.SCREENING, "", now)
    with pytest.raises(ConflictError, match="Moved Nurse at Havnklinik to Screening"):
        undo(alice, first, now)
    assert stage_of(nurse) == "screening"


def test_a_later_change_that_is_undone_is_no_obstacle(alice: int, now: datetime) -> None:
    nurse = create(alice, now)
    first = applications.move(alice, [nurse], Stage.APPLIED, "", now)
    undo(alice, applications.move(alice, [nurse], Stage.SCREENING, "", now), now)
    undo(alice, first, now)
    assert stage_of(nurse) == "interested"


def test_a_change_of_other_columns_is_no_obstacle(alice: int, now: datetime) -> None:
    nurse = create(alice, now)
    tagged = applications.tag(alice, [nurse], ["night shifts"], [], now)
    applications.move(alice, [nurse], Stage.APPLIED, "", now)
    undo(alice, tagged, now)
    assert stage_of(nurse) == "applied"


def test_one_obstacle_leaves_a_bulk_change_whole(alice: int, now: datetime) -> None:
    ids = [create(alice, now, title) for title in ("Nurse", "Midwife", "Porter")]
    bulk = applications.move(alice, ids, Stage.APPLIED, "", now)
    applications.move(alice, ids[:1], Stage.REJECTED, "", now)
    with pytest.raises(ConflictError):
        undo(alice, bulk, now)
    assert [stage_of(number) for number in ids] == ["rejected", "applied", "applied"]


def test_an_application_with_something_added_to_it_is_not_unmade(alice: int, now: datetime) -> None:
    nurse, made = applications.create(alice, ApplicationForm(title="Nurse"), Stage.INTERESTED, now)
    applications.move(alice, [nurse], Stage.APPLIED, "", now)
    with pytest.raises(ConflictError, match="Moved Nurse to Applied"):
        undo(alice, made, now)
    assert stage_of(nurse) == "applied"


def test_someone_elses_change_does_not_exist(alice: int, bob: int, now: datetime) -> None:
    change = applications.move(alice, [create(alice, now)], Stage.APPLIED, "", now)
    with pytest.raises(NotFoundError):
        undo(bob, change, now)


def test_the_log_only_grows(alice: int, now: datetime) -> None:
    nurse = create(alice, now)
    change = applications.move(alice, [nurse], Stage.APPLIED, "", now)
    with db.transaction() as session:
        before = session.execute(text("select to_jsonb(e) from application_event e order by id")).scalars().all()
    undo(alice, change, now)
    with db.transaction() as session:
        after = session.execute(text("select to_jsonb(e) from application_event e order by id")).scalars().all()
    assert after[: len(before)] == before
    assert len(after) > len(before)


def test_a_record_of_what_was_sent_never_changes(alice: int, now: datetime) -> None:
    with db.transaction() as session:
        session.execute(
            text(
                "insert into submission_record (user_id, change_id, content, files, sha256, created_at)"
                " values (:user, 1, '{}', '[]', 'x', :now)"
            ),
            {"user": alice, "now": now},
        )
        session.execute(text("update submission_record set undone_at = :now"), {"now": now})
    with pytest.raises(DBAPIError, match="never changes"), db.transaction() as session:
        session.execute(text("""update submission_record set content = '{"letter": "another"}'"""))


Action = Callable[[int, list[int], int, datetime], Change]


def _move(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    stage = list(Stage)[number % len(Stage)]
    step = ("", "technical", "panel")[number % 3] if stage is Stage.INTERVIEW else ""
    return applications.move(user_id, ids, stage, step, now, below=number % 7 if len(ids) == 1 else None)


def _edit(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    with db.transaction() as session:
        version = session.scalar(text("select version from application where id = :id"), {"id": ids[0]})
    return applications.edit(user_id, ids[0], ApplicationForm(title=f"Nurse {number}"), version or 0, now)


def _rules(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    version = preferences.of(user_id, ReminderRules)[1]
    rule = DEFAULT_RULES.rules[0].model_copy(update={"days": number % 30})
    return preferences.save(user_id, ReminderRules(rules=[rule]), version, now)


def _import(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    """Some rows are new, some are about applications that are there."""
    rows = [
        f"Nurse,Havnklinik,Applied,Oslo {number % 5},note {number}",
        f"Cook {number % 3},Bistro,Interview,,",
        ",,,,bad",
    ]
    data = "\n".join(["Title,Company,Status,Place,Notes", *rows]).encode()
    run_id = imports.upload(user_id, "list.csv", io.BytesIO(data), now)
    for _ in range(2):
        claimed = transfers.claim(run_id)
        assert claimed is not None
        import_running.run(claimed, now)
        if transfers.one(user_id, run_id, "import").state == "mapping":
            imports.start(user_id, run_id, imports.preview(user_id, run_id, None, now).mapping, now)
    run = transfers.one(user_id, run_id, "import")
    assert run.state == "done", run.error
    return Change(id=run.result["change_id"], summary="")


ACTIONS: dict[str, Action] = {
    "import": _import,
    "move": _move,
    "edit": _edit,
    "rules": _rules,
    "tag": lambda user, ids, number, now: applications.tag(user, ids, [f"t{number % 4}"], [f"t{number % 3}"], now),
    "archive": lambda user, ids, number, now: applications.archive(user, ids, number % 2 == 0, now),
    "create": lambda user, ids, number, now: applications.create(
        user, ApplicationForm(title=f"Cook {number}"), list(Stage)[number % len(Stage)], now
    )[1],
}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(ACTIONS)), st.integers(0, 1000), st.sets(st.integers(0, 2), min_size=1)),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, delete_last=st.booleans())
def test_any_actions_undone_are_the_start(
    alice: int, now: datetime, steps: list[tuple[str, int, set[int]]], delete_last: bool
) -> None:
    ids = [create(alice, now, title) for title in ("Nurse", "Midwife", "Porter")]
    start, done = tables(), []
    for minute, (name, number, chosen) in enumerate(steps, 1):
        at = now + timedelta(minutes=minute)
        done.append(ACTIONS[name](alice, [ids[one] for one in sorted(chosen)], number, at))
    if delete_last:
        done.append(applications.delete(alice, ids, now + timedelta(hours=1)))
    for change in reversed(done):
        if change.id is not None:
            undo(alice, change, now + timedelta(days=7))
    assert tables() == start
