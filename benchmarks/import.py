"""How fast a table of applications is imported by a real worker."""

import io
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import serving
from benchmarks.figure import Figure
from benchmarks.transferring import person, waited, worker
from career_copilot import tasks
from career_copilot.services import changes, imports, transfers

FIGURES = ("import.rows_per_s",)
ROWS = 10_000
STAGES = (
    "Wishlist",
    "Applied",
    "Applied",
    "Applied",
    "Phone Screen",
    "Interview",
    "Offer",
    "Rejected",
    "Rejected",
    "Withdrawn",
)


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    """10,000 rows with dates, notes, tags and links; timed from `start` to the end of the run."""
    with serving.servers(), worker():
        now = datetime.now(UTC)
        user_id = person(now)
        data = table(now).encode()
        run_id = imports.upload(user_id, "ten-thousand.csv", io.BytesIO(data), now)
        tasks.run_transfer.delay(run_id)
        waited(user_id, run_id, "import", "mapping")
        mapping = imports.preview(user_id, run_id, None, now).mapping
        started = time.perf_counter()
        imports.start(user_id, run_id, mapping, now)
        tasks.run_transfer.delay(run_id)
        done = waited(user_id, run_id, "import", "done")
        seconds = time.perf_counter() - started
        assert done.result["created"] == ROWS, done.result
        started = time.perf_counter()
        changes.undo(user_id, done.result["change_id"], now)
        undone = time.perf_counter() - started
        note = f"{len(data) / 1e6:.1f} MB of CSV, {seconds:.1f} s; undoing all of it {undone:.1f} s"
        yield Figure("import.rows_per_s", round(ROWS / seconds, 1), "rows/s", ROWS, note)
        transfers.remove(user_id, run_id, "import")


def table(now: datetime) -> str:
    """A list as a busy person has it."""
    lines = ["Job Title,Company,Status,Date Saved,Date Applied,Location,URL,Tags,Salary,Notes"]
    for number in range(ROWS):
        day = (now - timedelta(days=number % 700)).date()
        lines.append(
            f'"Nurse, ward {number}",Clinic {number % 900} GmbH,{STAGES[number % 10]},{day - timedelta(days=3)},{day},Berlin,'
            f'https://jobs.example/{number},"night shifts; remote",€48.000 – €52.000,"Called on {day}.\nThey {"write" if number % 2 else "call"} back."'
        )
    return "\n".join(lines)
