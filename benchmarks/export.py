"""How long an archive of everything takes, and how much memory the worker needs for it."""

import hashlib
import os
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
from sqlalchemy import text

from benchmarks import serving
from benchmarks.figure import Figure
from benchmarks.transferring import person, waited, worker
from career_copilot import db, tasks
from career_copilot.domain.applications_query import ApplicationsQuery
from career_copilot.domain.export_formats import Format
from career_copilot.models.tracker import Application, ApplicationDocument, ApplicationNote, StageEntry
from career_copilot.services import exports, resume_files
from career_copilot.services.recording import Recorder

FIGURES = ("export.s", "export.peak_mb")
APPLICATIONS, FILES, FILE_BYTES = 5_000, 2_000, 100_000


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    """5,000 applications with history, notes and their log, and 2,000 files of 100 kB."""
    with serving.servers(), worker() as process:
        now = datetime.now(UTC)
        user_id = person(now)
        _fill(user_id, now)
        warm = exports.request(user_id, Format.CSV, ApplicationsQuery(), now)
        tasks.run_transfer.delay(warm)
        waited(user_id, warm, "export", "done")
        before, peak = _pss(process.pid), [0.0]
        stop = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peak, stop))
        watcher.start()
        started = time.perf_counter()
        run_id = exports.request(user_id, Format.ZIP, ApplicationsQuery(), now)
        tasks.run_transfer.delay(run_id)
        done = waited(user_id, run_id, "export", "done")
        seconds = time.perf_counter() - started
        stop.set()
        watcher.join()
        note = f"{done.result['size'] / 1e6:.0f} MB archive of {APPLICATIONS:,} applications and {FILES:,} files"
        if "export.s" in names:
            yield Figure("export.s", round(seconds, 2), "s", 1, note)
        if "export.peak_mb" in names:
            yield Figure(
                "export.peak_mb",
                round(peak[0] - before, 1),
                "MB",
                1,
                f"growth of the worker's PSS over {before:.0f} MB",
            )


def _fill(user_id: int, now: datetime) -> None:
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "benchmark", "Filled", now)
        ids = recorder.add_many(Application, [_application(user_id, number, now) for number in range(APPLICATIONS)])
        of = [{"user_id": user_id, "application_id": number} for number in ids]
        for stage in ("interested", "applied", "interview"):
            recorder.add_many(StageEntry, [one | {"stage": stage, "entered_at": now} for one in of])
        recorder.add_many(ApplicationNote, [one | {"body": "They called back. " * 40} for one in of])
        recorder.add_many(ApplicationDocument, [_document(user_id, one) for one in of[:FILES]])
    with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum (analyze) application, stage_entry, application_note, application_event"))


def _application(user_id: int, number: int, now: datetime) -> dict[str, object]:
    snapshot = {
        "title": f"Nurse {number}",
        "company": "Clinic",
        "text": "Care for people. " * 150,
        "taken_at": now.isoformat(),
    }
    return {
        "user_id": user_id, "title": f"Nurse {number}", "company": f"Clinic {number % 300}", "stage": "interview",
        "position": number * 1024, "stage_since": now, "applied_at": now, "snapshot": snapshot, "tags": ["night shifts"],
    }  # fmt: skip


def _document(user_id: int, of: dict[str, int]) -> dict[str, object]:
    data = os.urandom(FILE_BYTES)
    return of | {
        "kind": "letter", "name": "letter.pdf", "media_type": "application/pdf", "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(), "path": resume_files.write(user_id, data),
    }  # fmt: skip


def _pss(pid: int) -> float:
    return float(psutil.Process(pid).memory_full_info().pss / 1e6)


def _watch(pid: int, peak: list[float], stop: threading.Event) -> None:
    while not stop.wait(0.05):
        peak[0] = max(peak[0], _pss(pid))
