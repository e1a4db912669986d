"""The tables. Alembic reads this package; services read and write it; pages never see it.

What a person does about an opening is in `tracker.py`, the log of it in `changes.py`, language models in `ai.py`, what is being written
in `drafts.py`, interviews practised in `practice.py`."""

from career_copilot.models import ai, changes, claims, drafts, practice, tracker
from career_copilot.models.openings import (
    FILTERED,
    VECTOR_DIMENSIONS,
    Follow,
    IngestRun,
    JobPosting,
    Opening,
    OpeningFeatures,
    OpeningMatch,
    OpeningText,
    Source,
    UserOpening,
)
from career_copilot.models.people import InstallationSetting, LoginSession, OneTimeLink, ResumeFile, User, WishesRow

__all__ = [
    "FILTERED", "VECTOR_DIMENSIONS", "Follow", "IngestRun", "InstallationSetting", "JobPosting", "LoginSession", "OneTimeLink",
    "Opening", "OpeningFeatures", "OpeningMatch", "OpeningText", "ResumeFile", "Source", "User", "UserOpening", "WishesRow",
    "ai", "changes", "claims", "drafts", "practice", "tracker",
]  # fmt: skip
