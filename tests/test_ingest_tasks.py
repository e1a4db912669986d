"""Readings on a real Celery worker and a real Valkey, killed in the middle."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import psutil
import pytest
from sqlalchemy import select, text
from sqlmodel import col

from career_copilot import db, live, tasks
from career_copilot.models import IngestRun, JobPosting, Opening, OpeningMatch
from career_copilot.services import sources

POSTINGS = 600


class Clinic(BaseHTTPRequestHandler):
    """A slow Lever board on loopback: six hundred postings, a hundred a page."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        assert parts.path == "/api.lever.co/v0/postings/clinic"
        skip = int(parse_qs(parts.query)["skip"][0])
        time.sleep(0.4)
        page = [
            {
                "id": str(number),
                "text": f"Nurse, ward {number}",
                "hostedUrl": f"https://jobs.lever.co/clinic/{number}",
                "categories": {"location": "Porto"},
                "description": f"<p>Care for the people of ward {number}.</p>" * 20,
            }
            for number in range(skip, min(skip + 100, POSTINGS))
        ]
        body = json.dumps(page).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def clinic() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Clinic)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def worker(boards: str) -> Iterator["subprocess.Popen[bytes]"]:
    command = [
        sys.executable, "-m", "celery", "-A", "career_copilot.worker", "worker", "-P", "threads", "-c", "8",
        "--without-mingle", "--without-gossip", "-Q", "default,ingest,documents", "-l", "WARNING",
    ]  # fmt: skip
    with subprocess.Popen(command, env=os.environ | {"CAREER_COPILOT_DEMO_BOARDS_URL": boards}) as process:
        try:
            yield process
        finally:
            process.kill()


def until(condition: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def the_run() -> IngestRun:
    with db.transaction() as session:
        return session.scalars(select(IngestRun)).one()


def counted(table: type[IngestRun] | type[JobPosting] | type[Opening] | type[OpeningMatch]) -> int:
    with db.transaction() as session:
        return len(list(session.scalars(select(table))))


def start_reading(user_id: int, now: datetime) -> int:
    view = sources.follow(user_id, "https://jobs.lever.co/clinic", now)
    assert view.run is not None
    tasks.ingest.delay(view.run.id)
    return view.run.id


@pytest.mark.usefixtures("redis_server")
def test_a_reading_survives_kill_9_of_its_worker_and_ends_with_every_row_once(
    carol: int, clinic: str, now: datetime
) -> None:
    with worker(clinic) as first:
        start_reading(carol, now)
        until(lambda: the_run().found >= 200)
        family = [first.pid, *(child.pid for child in psutil.Process(first.pid).children(recursive=True))]
        first.kill()
        first.wait()
    until(lambda: not any(psutil.pid_exists(pid) for pid in family), 3)
    interrupted = the_run()
    assert interrupted.state == "running"
    assert 200 <= interrupted.found < POSTINGS
    with db.transaction() as session:
        session.execute(text("update ingest_run set heartbeat_at = clock_timestamp() - interval '31 seconds'"))
    with worker(clinic):
        tasks.take_up_stalled.delay()
        until(lambda: the_run().state != "running")
    done = the_run()
    assert (done.state, done.found, done.new, done.updated, done.closed) == ("done", POSTINGS, POSTINGS, 0, 0)
    assert counted(JobPosting) == counted(Opening) == counted(OpeningMatch) == POSTINGS


@pytest.mark.usefixtures("redis_server")
def test_a_killed_helper_process_costs_nothing_and_the_followers_hear_of_the_progress(
    carol: int, clinic: str, now: datetime
) -> None:
    listener = live.client().pubsub()
    listener.subscribe(f"{live.CHANNEL}{carol}")
    with worker(clinic) as process:
        start_reading(carol, now)
        until(lambda: len(psutil.Process(process.pid).children()) > 0 and the_run().found > 0)
        for child in psutil.Process(process.pid).children():
            child.kill()
        until(lambda: the_run().state not in ("queued", "running"))
    assert (the_run().state, counted(JobPosting)) == ("done", POSTINGS)
    hints = []
    while (message := listener.get_message(timeout=0.2)) is not None:
        if message["type"] == "message":
            hints.append(json.loads(message["data"]))
    listener.close()
    running = [hint for hint in hints if hint.get("state") == "running"]
    assert hints[-1]["state"] == "done"
    assert (hints[-1]["found"], hints[-1]["new"], hints[-1]["closed"]) == (POSTINGS, POSTINGS, 0)
    assert len(running) >= 3
    assert len(running) <= 5 * hints[-1]["seconds"] + 2
    assert [hint["found"] for hint in running] == sorted(hint["found"] for hint in running)


@pytest.mark.usefixtures("redis_server")
def test_due_sources_are_read_without_anyone_asking(carol: int, clinic: str, now: datetime) -> None:
    source = sources.follow(carol, "https://jobs.lever.co/clinic", now)
    with db.transaction() as session:
        session.execute(text("delete from ingest_run"))
        session.execute(text("update source set next_due_at = now() - interval '1 minute'"))
    with worker(clinic):
        tasks.ingest_due.delay()
        until(lambda: counted(IngestRun) == 1 and the_run().state == "done")
    with db.transaction() as session:
        query = select(JobPosting).where(col(JobPosting.source_id) == source.id)
        assert len(list(session.scalars(query))) == POSTINGS
