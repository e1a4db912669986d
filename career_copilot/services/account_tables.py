"""Which rows belong to a person and travel in the archive of everything, in the order in which they can be inserted, and
which of their columns point to other rows, openings or files.

A new table with a person's rows needs a line here; `tests/services/test_account_archive.py` finds one that is missing."""

from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import BaseModel
from sqlmodel import SQLModel

from career_copilot.domain.claims_values import FactSource
from career_copilot.domain.drafting import Author, DraftKind
from career_copilot.domain.interview_questions import Question
from career_copilot.domain.language_models import Outcome
from career_copilot.domain.pipeline import Actor, Stage, Step
from career_copilot.domain.posting import Salary
from career_copilot.domain.resume import Resume
from career_copilot.domain.submissions import AdvertSnapshot
from career_copilot.domain.wishes import Wishes
from career_copilot.models import ResumeFile, WishesRow, ai, claims, drafts, practice, tracker
from career_copilot.models.changes import ApplicationEvent, UserChange

OPENING = "opening"
STAGED: dict[str, type[StrEnum]] = {"stage": Stage, "step": Step}


@dataclass(frozen=True)
class Table:
    """How the rows of one table travel."""

    model: type[SQLModel]
    refs: dict[str, str] = field(default_factory=dict)
    inside: dict[str, dict[str, str]] = field(
        default_factory=dict
    )  # column of JSON → name in it → table of the row it names
    path: str = ""
    choices: dict[str, type[StrEnum]] = field(default_factory=dict)
    values: dict[str, type[BaseModel]] = field(default_factory=dict)
    exact: tuple[str, ...] = ()  # numbers of any length, written as text

    @property
    def name(self) -> str:
        return str(self.model.__tablename__)

    @property
    def has_id(self) -> bool:
        return "id" in self.model.model_fields


_APPLICATION = {"application_id": "application"}
_SETTINGS = {"resume_id": "resume", "document": "application_document", "document_of": "application"}
TABLES = {
    table.name: table
    for table in (
        Table(ResumeFile, path="path", values={"reading": Resume, "resume": Resume}),
        Table(WishesRow, values={"data": Wishes}),
        Table(tracker.Preference),
        Table(tracker.Contact),
        Table(claims.AchievementRow),
        Table(claims.StatedFact, choices={"source": FactSource}),
        Table(
            tracker.Application, {"opening_id": OPENING, "resume_id": "resume"}, choices=STAGED,
            values={"salary": Salary, "snapshot": AdvertSnapshot}, exact=("position",),
        ),
        Table(tracker.StageEntry, _APPLICATION, choices=STAGED),
        Table(tracker.ApplicationNote, _APPLICATION),
        Table(tracker.ApplicationContact, _APPLICATION | {"contact_id": "contact"}),
        Table(tracker.ApplicationDocument, _APPLICATION | {"series": "application_document"}, path="path"),
        Table(tracker.Interview, _APPLICATION, choices={"step": Step}),
        Table(tracker.Reminder, _APPLICATION | {"interview_id": "interview"}),
        Table(tracker.Offer, _APPLICATION),
        Table(UserChange, {"undoes_id": "user_change"}, choices={"actor": Actor}),
        Table(ApplicationEvent, _APPLICATION | {"change_id": "user_change"}),
        Table(tracker.SubmissionRecord, _APPLICATION | {"change_id": "user_change"}),
        Table(ai.ModelCall, choices={"outcome": Outcome}),
        Table(
            drafts.Draft, _APPLICATION | {"opening_id": OPENING}, {"settings": _SETTINGS}, choices={"kind": DraftKind},
        ),
        Table(drafts.DraftVersion, {"draft_id": "draft"}, choices={"author": Author}),
        Table(drafts.DraftOpinion, {"draft_id": "draft"}),
        Table(practice.PracticeSession, _APPLICATION),
        Table(practice.PracticeAnswer, _APPLICATION | {"session_id": "practice_session"}, values={"question": Question}),
        Table(practice.ResearchSource, _APPLICATION),
        Table(practice.PracticeCard, _APPLICATION, values={"question": Question}),
    )
}  # fmt: skip
NOT_CARRIED = {
    "login_session": "where somebody is logged in stays a secret of this installation",
    "one_time_link": "works once, here",
    "feed_token": "secret addresses are made anew",
    "transfer_run": "imports and exports themselves",
    "model_connection": "keys are secrets: enter them again",
    "model_month": "the sums of this installation's ledger",
    "model_answer": "copies of answers that can be asked for again",
    "practice_judging": "runs of models; what they judged stands with the answers",
    "spoken_answer": "recordings that are becoming text; what came of them stands with the answers",
    "generation": "runs of models; what they wrote are versions",
    "opening_match": "follows from what is followed and from the résumé",
    "follow": "travels as board and company",
    "user_opening": "travels with a reference to the opening",
}
"""Tables with a person's rows that travel in another shape, or not at all, and why."""
SENT_FILES = "sent"  # below the person's directory, under the hash of their content


def sent_path(user_id: int, sha256: str) -> str:
    """Where a file of a submission record lies."""
    return f"{user_id}/{SENT_FILES}/{sha256}"
