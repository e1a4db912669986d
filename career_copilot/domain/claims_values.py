"""What the claim ledger speaks of: facts about a person, claims that a sentence makes, and the verdict on it."""

from enum import StrEnum

from pydantic import BaseModel

from career_copilot.domain.posting import Span


class FactKind(StrEnum):
    """What a fact tells."""

    SUMMARY = "summary"
    WORK = "work"
    HIGHLIGHT = "highlight"
    EDUCATION = "education"
    SKILL = "skill"
    PROJECT = "project"
    CERTIFICATE = "certificate"
    LANGUAGE = "language"
    PLACE = "place"
    ACHIEVEMENT = "achievement"
    STATEMENT = "statement"


class FactSource(StrEnum):
    """Where a fact comes from. `stated`: the person accepted or wrote a sentence and answers for it."""

    RESUME = "resume"
    ACHIEVEMENT = "achievement"
    ANSWER = "answer"
    STATED = "stated"


class Fact(BaseModel, frozen=True):
    """The smallest statement that is true by itself. `span` is its place in the résumé's text, None for what has none."""

    id: int
    kind: FactKind
    text: str
    source: FactSource = FactSource.RESUME
    span: Span | None = None
    about: int | None = None
    """Id of the fact of the job, school or project that it belongs to; its own id for that fact itself."""
    row_id: int | None = None
    """Of the stored achievement or stated fact."""
    organisation: str = ""
    title: str = ""
    start: str = ""
    end: str = ""
    current: bool = False
    place: str = ""
    level: str = ""
    language: str = ""
    """ISO 639-1 of its words."""


class ClaimKind(StrEnum):
    """What a claim is about."""

    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    DURATION = "duration"
    EMPLOYER = "employer"
    TITLE = "title"
    DEGREE = "degree"
    INSTITUTION = "institution"
    SKILL = "skill"
    CERTIFICATE = "certificate"
    LANGUAGE = "language"
    PLACE = "place"
    NAME = "name"
    ADDRESS = "address"
    SUPERLATIVE = "superlative"
    SCOPE = "scope"
    DEED = "deed"
    MEANING = "meaning"
    """What only a model can judge: does the whole sentence follow from the facts?"""


CLAIM_NAMES = {
    ClaimKind.NUMBER: "Number",
    ClaimKind.PERCENT: "Percentage",
    ClaimKind.MONEY: "Amount of money",
    ClaimKind.DATE: "Date",
    ClaimKind.DURATION: "Length of time",
    ClaimKind.EMPLOYER: "Employer",
    ClaimKind.TITLE: "Job title",
    ClaimKind.DEGREE: "Degree",
    ClaimKind.INSTITUTION: "School",
    ClaimKind.SKILL: "Skill",
    ClaimKind.CERTIFICATE: "Certificate",
    ClaimKind.LANGUAGE: "Language",
    ClaimKind.PLACE: "Place",
    ClaimKind.NAME: "Name",
    ClaimKind.ADDRESS: "Address",
    ClaimKind.SUPERLATIVE: "Superlative",
    ClaimKind.SCOPE: "Role in it",
    ClaimKind.DEED: "What you did",
    ClaimKind.MEANING: "Meaning",
}


class Claim(BaseModel, frozen=True):
    """One thing that a sentence says of the person. `text` is `sentence[span.start:span.end]`; `reason` is empty when it
    is supported, else plain words; `facts` are the ids that carry it."""

    kind: ClaimKind
    span: Span
    text: str
    supported: bool
    reason: str = ""
    facts: tuple[int, ...] = ()


class Citation(StrEnum):
    """How a sentence's ids stand to the facts that really carry it."""

    NONE = "none"
    RIGHT = "right"
    WRONG = "wrong"


class Verdict(BaseModel, frozen=True):
    """`supported` is False when any claim is not. Without claims a sentence is fine: a greeting, an interest, the
    company's own words. `facts` are the ids that carry it, whichever it cited."""

    supported: bool
    claims: tuple[Claim, ...] = ()
    facts: tuple[int, ...] = ()
    citation: Citation = Citation.NONE
    unknown_ids: tuple[int, ...] = ()
    personal: bool = False
    """Whether it speaks of the person at all: only then a model is worth asking."""
    copied: bool = False
    """Whether it is a fact, word for word."""

    @property
    def unsupported(self) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.claims if not claim.supported)

    @property
    def reasons(self) -> tuple[str, ...]:
        """In plain words, each once."""
        return tuple(dict.fromkeys(claim.reason for claim in self.unsupported))
