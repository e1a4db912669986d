"""How fast postings are read, prepared, stored and scored, and what other queues feel of it meanwhile."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from sqlalchemy import text

from benchmarks import _adverts as adverts
from benchmarks import serving
from benchmarks.figure import Figure, percentile
from career_copilot import db, live
from career_copilot.models import User
from career_copilot.services import matches, resumes, sources
from career_copilot.worker import celery

FIGURES = ("ingest.postings_per_s", "ingest.empty_task_s")
BOARDS, EACH = 8, 2500
PROBE = "career-copilot:benchmark:probe"
RESUME = (
    "Mara Lindqvist\nmara@example.org\n\nExperience\n2019-01 – 2026-10 Data Engineer, Nordhamn AB\nPipelines in Python "
    "and SQL on PostgreSQL and AWS; Airflow, dbt, Docker, Kubernetes.\n\nSkills\nPython, SQL, Airflow, Docker, "
    "project management, English C1, Swedish native\n"
)


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    """20,000 postings of eight boards on loopback, read by a real worker; every 0.2 s an empty task on another queue."""
    with boards(recordings) as (url, origin), serving.servers(), _worker(url):
        now = datetime.now(UTC)
        user_id = person(now)
        waits: list[float] = []
        _probe()
        started = time.perf_counter()
        read_all(user_id, now)
        while open_runs():
            waits.append(_probe())
            time.sleep(0.2)
        stored = time.perf_counter() - started
        while _unscored(user_id):
            time.sleep(0.05)
        seconds = time.perf_counter() - started
        count = postings()
        note = f"{origin}; stored after {stored:.1f} s, scored for one profile after {seconds:.1f} s"
        if "ingest.postings_per_s" in names:
            yield Figure("ingest.postings_per_s", round(count / seconds, 1), "postings/s", count, note)
        if "ingest.empty_task_s" in names:
            worst = f"from sending to start on another queue; median {percentile(waits, 0.5):.3f}, p95 {percentile(waits, 0.95):.3f}"
            yield Figure("ingest.empty_task_s", round(max(waits), 3), "s", len(waits), f"the slowest; {worst}")


def person(now: datetime) -> int:
    """Somebody with a résumé, whose openings are scored as they arrive."""
    with db.transaction() as session:
        user = User(email="mara@example.org", password_hash="none")
        session.add(user)
        session.flush()
        assert user.id is not None
        user_id = user.id
    resume_id = resumes.keep_text(user_id, RESUME, now)
    resumes.read(resume_id, now)
    resumes.use_for_matching(user_id, resume_id, now)
    matches.rescore(user_id, now)
    return user_id


@contextmanager
def boards(recordings: Path) -> Iterator[tuple[str, str]]:
    """The boards on loopback: their address, and in words where their texts come from and how much they are."""
    made = list(adverts.ashby_boards(recordings, BOARDS, EACH))
    answers = {f"/api.ashbyhq.com/posting-api/job-board/{company}": body for company, body, _ in made}

    class Board(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = answers[self.path.partition("?")[0]]
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Board)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    megabytes = sum(map(len, answers.values())) / 1e6
    yield f"http://127.0.0.1:{server.server_address[1]}", f"{made[0][2]}; {megabytes:.0f} MB"
    server.shutdown()
    server.server_close()


def read_all(user_id: int, now: datetime) -> None:
    """Make the person follow all boards, and the worker read them."""
    for number in range(BOARDS):
        view = sources.follow(user_id, f"https://jobs.ashbyhq.com/company{number}", now)
        assert view.run is not None
        celery.send_task("ingest", args=[view.run.id])


@contextmanager
def _worker(boards: str) -> Iterator[None]:
    """A worker as the supervisor starts it, with one more task: the probe."""
    command = [
        sys.executable, "-m", "celery", "-A", "benchmarks._ingest_probe", "worker", "-P", "threads", "-c", "16",
        "--without-mingle", "--without-gossip", "-Q", "default,ingest,documents", "-l", "ERROR",
    ]  # fmt: skip
    environment = os.environ | {"CAREER_COPILOT_DEMO_BOARDS_URL": boards}
    with subprocess.Popen(command, env=environment, stdout=sys.stderr) as process:
        try:
            yield
        finally:
            process.kill()


def _probe() -> float:
    """Seconds until an empty task on the default queue has started."""
    client = live.client()
    client.delete(PROBE)
    sent = time.time()
    celery.send_task("benchmark_probe")
    answer = client.blpop([PROBE], timeout=60)
    assert answer is not None, "the probe did not start within a minute"
    return float(answer[1]) - sent


def open_runs() -> int:
    return _number("select count(*) from ingest_run where state in ('queued', 'running')")


def _unscored(user_id: int) -> int:
    return _number(f"select count(*) from opening_match where user_id = {user_id:d} and score is null")


def postings() -> int:
    """How many are stored by now."""
    return _number("select count(*) from job_posting")


def _number(query: str) -> int:
    with db.transaction() as session:
        return int(session.scalar(text(query)) or 0)
