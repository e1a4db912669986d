"""An import on a real Celery worker that is killed in the middle: it goes on, and the end is that of one left alone."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psutil
import pytest
from sqlalchemy import text

from career_copilot import db, models, tasks
from career_copilot.services import imports, transfers

ROWS = 6000


@contextmanager
def worker() -> Iterator["subprocess.Popen[bytes]"]:
    command = [
        sys.executable, "-m", "celery", "-A", "career_copilot.worker", "worker", "-P", "threads", "-c", "4",
        "--without-mingle", "--without-gossip", "-Q", "default,ingest,documents", "-l", "WARNING",
    ]  # fmt: skip
    with subprocess.Popen(command, env=dict(os.environ)) as process:
        try:
            yield process
        finally:
            process.kill()


def until(condition: Callable[[], bool], seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def begun(user_id: int, now: datetime) -> int:
    """An import of 6,000 rows, some bad and some twice, agreed to."""
    lines = ["Title,Company,Status,Applied,Notes"]
    for number in range(ROWS):
        day = "soon" if number % 50 == 0 else f"2026-0{number % 9 + 1}-10"
        lines.append(f"Nurse {number // 2 if number % 40 == 1 else number},Clinic,Applied,{day},Note {number}")
    run_id = imports.upload(user_id, "list.csv", io.BytesIO("\n".join(lines).encode()), now)
    tasks.run_transfer.delay(run_id)
    until(lambda: transfers.one(user_id, run_id, "import").state == "mapping")
    imports.start(user_id, run_id, imports.preview(user_id, run_id, None, now).mapping, now)
    return run_id


def state(user_id: int, run_id: int) -> tuple[str, int]:
    run = transfers.one(user_id, run_id, "import")
    return run.state, run.done


def rows_of(user_id: int) -> list[Any]:
    with db.transaction() as session:
        return list(
            session.execute(
                text("""
                    select a.title, a.stage, a.position, a.applied_at, a.import_key,
                        (select count(*) from stage_entry e where e.application_id = a.id),
                        (select string_agg(n.body, ',' order by n.body) from application_note n where n.application_id = a.id),
                        (select count(*) from application_event v where v.application_id = a.id)
                    from application a where a.user_id = :user order by a.position
                """),
                {"user": user_id},
            )
        )


def without_ids(result: dict[str, Any]) -> dict[str, Any]:
    return result | {"change_id": 0, "listed": [one | {"id": 0} for one in result["listed"]]}


@pytest.mark.usefixtures("redis_server")
def test_an_import_survives_kill_9_of_its_worker_and_equals_an_undisturbed_one(carol: int, now: datetime) -> None:
    with db.transaction() as session:
        other = models.User(email="dave@example.org", password_hash="not a hash")
        session.add(other)
        session.flush()
    assert other.id is not None
    with worker() as first:
        run_id = begun(carol, now)
        tasks.run_transfer.delay(run_id)
        until(lambda: state(carol, run_id)[1] > 0)
        family = [first.pid, *(child.pid for child in psutil.Process(first.pid).children(recursive=True))]
        first.kill()
        first.wait()
    until(lambda: not any(psutil.pid_exists(pid) for pid in family), 3)
    interrupted = state(carol, run_id)
    assert interrupted[0] == "running"
    assert 0 < interrupted[1] < ROWS
    with db.transaction() as session:
        session.execute(text("update transfer_run set heartbeat_at = clock_timestamp() - interval '31 seconds'"))
    with worker():
        tasks.take_up_stalled.delay()
        until(lambda: state(carol, run_id)[0] == "done")
        undisturbed = begun(other.id, now)
        tasks.run_transfer.delay(undisturbed)
        until(lambda: state(other.id, undisturbed)[0] == "done")  # type: ignore[arg-type]
    found, expected = transfers.one(carol, run_id, "import"), transfers.one(other.id, undisturbed, "import")
    assert without_ids(found.result) == without_ids(expected.result)
    assert found.result["failed"] == ROWS // 50
    assert rows_of(carol) == rows_of(other.id)
