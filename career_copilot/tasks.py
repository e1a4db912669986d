"""Every task: a few lines that call one service and queue what follows. A task's name is its function's."""

from career_copilot.worker import celery


@celery.task(name="ping")
def ping() -> None:
    """Do nothing; what is measured is that a worker takes it."""
