"""Every task: a few lines that call one service and queue what follows. A task's name is its function's."""

from datetime import UTC, datetime

from career_copilot.services import resumes
from career_copilot.worker import celery


@celery.task(name="ping")
def ping() -> None:
    """Do nothing; what is measured is that a worker takes it."""


@celery.task(name="read_resume")
def read_resume(resume_id: int) -> None:
    """Read an uploaded résumé; when it is the one used for matching, its owner's openings are scored again."""
    if (user_id := resumes.read(resume_id, datetime.now(UTC))) is not None:
        celery.send_task("score_user", args=[user_id])
