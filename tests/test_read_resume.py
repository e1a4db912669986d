"""Reading a résumé on a real worker: from the queue to the profile, and again after kill -9."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from career_copilot import db, tasks
from career_copilot.config import Settings, settings
from career_copilot.local import processes
from career_copilot.models import User
from career_copilot.services import resumes
from tests.documents.making import pdf_of
from tests.serving import ROOT, child

TEXT = (Path(__file__).parent / "fixtures" / "resumes" / "nurse_en.txt").read_text()


@contextmanager
def worker(data: Path) -> Iterator["subprocess.Popen[bytes]"]:
    chosen = Settings(data=data, database_url=os.environ["DATABASE_URL"], redis_url=os.environ["REDIS_URL"])
    environment = processes.environment("worker", chosen, chosen.database_url, chosen.redis_url)
    with (
        (data / "worker.log").open("ab") as log,
        child(processes.command("worker", chosen), cwd=ROOT, env=environment, stdout=log, stderr=log) as process,
    ):
        yield process


def wait_for(done: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def person(schema: None, redis_server: None) -> Iterator[int]:
    """A user whose rows a worker can see; gone after the test."""
    with db.transaction() as session:
        user = User(email="worker-test@example.org", password_hash="not a hash")
        session.add(user)
        session.flush()
        assert user.id is not None
    yield user.id
    with db.transaction() as session:
        session.delete(session.get(User, user.id))


def reading_processes() -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        command = process.info["cmdline"] or []
        if "career_copilot.documents.child" in command and str(settings().data / "files") in " ".join(command):
            found.append(process)
    return [process for process in found if process.info["status"] != psutil.STATUS_ZOMBIE]


def test_a_queued_resume_becomes_the_profile_and_a_broken_one_leaves_it(person: int, servers: Path) -> None:
    with worker(servers):
        good = resumes.keep(person, "cv.pdf", pdf_of(TEXT), datetime.now(UTC))
        tasks.read_resume.delay(good)
        wait_for(lambda: resumes.one(person, good).state == "ready")
        before = resumes.one(person, good)
        assert before.matching
        assert before.resume is not None
        assert before.resume.work[0].position == "Senior Staff Nurse, Intensive Care"
        broken = resumes.keep(person, "locked.pdf", pdf_of("x", encrypt="password"), datetime.now(UTC))
        tasks.read_resume.delay(broken)
        wait_for(lambda: resumes.one(person, broken).state == "failed")
        assert "password" in resumes.one(person, broken).error
        assert resumes.one(person, good) == before


def test_a_reading_that_was_killed_is_taken_up_again(person: int, servers: Path) -> None:
    resume_id = resumes.keep(person, "cv.pdf", pdf_of("\n".join([TEXT] * 20)), datetime.now(UTC))  # takes a while
    with worker(servers) as process:
        tasks.read_resume.delay(resume_id)
        wait_for(lambda: bool(reading_processes()))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(5)
    wait_for(lambda: not reading_processes(), seconds=5)  # the child died with its parent
    assert resumes.one(person, resume_id).state == "reading"
    assert resumes.stalled(datetime.now(UTC)) == []
    assert resumes.stalled(datetime.now(UTC) + timedelta(seconds=60)) == [resume_id]
    with worker(servers):
        tasks.read_resume.delay(resume_id)
        wait_for(lambda: resumes.one(person, resume_id).state == "ready")
