"""What the demonstration's boards show at this moment."""

from datetime import UTC, datetime

from career_copilot.config import settings
from career_copilot.demo.postings import DemoPosting, companies, postings

STARTED_FILE = "demo-started"  # in the data directory: postings keep their dates from one start to the next


def begin(now: datetime) -> None:
    """Remember when the demonstration was first started."""
    if not (settings().data / STARTED_FILE).exists():
        (settings().data / STARTED_FILE).write_text(now.isoformat())


def started() -> datetime:
    """When this demonstration was first started."""
    return datetime.fromisoformat((settings().data / STARTED_FILE).read_text().strip())


def shown(job_board: str, token: str = "") -> list[DemoPosting]:
    """What the board shows right now."""
    return postings(job_board, token, datetime.now(UTC), started())


def exists(job_board: str, token: str) -> bool:
    """True for a company that has a board there."""
    return any(company["job_board"] == job_board and company.get("token") == token for company in companies())
