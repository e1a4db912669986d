"""What the benchmarks of import and export share: a person, a worker as the supervisor starts it, waiting for a run."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from career_copilot import db
from career_copilot.models import User
from career_copilot.services import transfers
from career_copilot.services.transfers import RunView


def person(now: datetime, email: str = "mara@example.org") -> int:
    with db.transaction() as session:
        user = User(email=email, password_hash="none", created_at=now)
        session.add(user)
        session.flush()
        assert user.id is not None
        return user.id


@contextmanager
def worker() -> Iterator["subprocess.Popen[bytes]"]:
    command = [
        sys.executable, "-m", "celery", "-A", "career_copilot.worker", "worker", "-P", "threads", "-c", "16",
        "--without-mingle", "--without-gossip", "-Q", "default,ingest,documents", "-l", "ERROR",
    ]  # fmt: skip
    with subprocess.Popen(command, env=os.environ, stdout=sys.stderr) as process:
        try:
            yield process
        finally:
            process.kill()


def waited(user_id: int, run_id: int, kind: str, state: str, seconds: float = 600) -> RunView:
    """The run, once it is in that state."""
    end = time.monotonic() + seconds
    while (found := transfers.one(user_id, run_id, kind)).state != state:
        assert found.state in ("queued", "running"), found
        assert time.monotonic() < end, found
        time.sleep(0.05)
    return found
