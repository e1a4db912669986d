"""The pipeline of an application: its stages, what ends it, and the order of cards in a column.

People correct themselves, so every stage can follow every other; what a move brings along is decided here."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal, localcontext
from enum import StrEnum

from pydantic import BaseModel, Field


class Stage(StrEnum):
    """In the order of the board. The last four close an application."""

    INTERESTED = "interested"
    APPLIED = "applied"
    SCREENING = "screening"
    INTERVIEW = "interview"
    OFFER = "offer"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """Where in `interview` an application stands; empty elsewhere."""

    NONE = ""
    TECHNICAL = "technical"
    ON_SITE = "on_site"
    PANEL = "panel"
    FINAL = "final"
    CUSTOM = "custom"


class Actor(StrEnum):
    """Who changed something."""

    YOU = "you"
    RULE = "rule"
    IMPORT = "import"
    MAIL = "mail"


class ReminderKind(StrEnum):
    FOLLOW_UP = "follow_up"
    THANK_YOU = "thank_you"
    DECISION = "decision"
    PREPARE = "prepare"
    TASK = "task"


STAGES = tuple(Stage)
CLOSED = frozenset({Stage.ACCEPTED, Stage.DECLINED, Stage.REJECTED, Stage.WITHDRAWN})
OPEN = tuple(stage for stage in STAGES if stage not in CLOSED)
STAGE_NAMES = {stage: stage.value.capitalize() for stage in STAGES}
STEP_NAMES = {
    Step.TECHNICAL: "Technical",
    Step.ON_SITE: "On-site",
    Step.PANEL: "Panel",
    Step.FINAL: "Final",
    Step.CUSTOM: "Other",
}


def stage_name(stage: str) -> str:
    """For people; empty for what is no stage."""
    return STAGE_NAMES[Stage(stage)] if stage in STAGES else ""


def is_open(stage: Stage) -> bool:
    return stage not in CLOSED


def is_sent(stage: Stage) -> bool:
    """Whether something was sent to the employer when an application has come to that stage by itself."""
    return stage is not Stage.INTERESTED


def step_of(stage: Stage, step: str) -> Step:
    """The step that counts: there is none outside `interview`. Raises ValueError for a word that is no step."""
    return Step(step) if stage is Stage.INTERVIEW else Step.NONE


def label(stage: Stage, step: Step = Step.NONE) -> str:
    """`Interview · Technical`."""
    return f"{STAGE_NAMES[stage]} · {STEP_NAMES[step]}" if step else STAGE_NAMES[stage]


class ReminderRule(BaseModel, frozen=True):
    """When an application comes to `stage`, remind after `days`. With `after_interview` the days count from the end of
    an interview instead, and for a decision date they count back from it."""

    name: str
    stage: Stage
    kind: ReminderKind
    title: str = Field(max_length=120)
    days: int = Field(ge=0, le=365)
    enabled: bool = True
    after_interview: bool = False


class ReminderRules(BaseModel, frozen=True):
    """A person's rules."""

    rules: list[ReminderRule] = Field(max_length=40)


DEFAULT_RULES = ReminderRules(
    rules=[
        ReminderRule(name="follow-up", stage=Stage.APPLIED, kind=ReminderKind.FOLLOW_UP, title="Follow up", days=7),
        ReminderRule(
            name="thank-you", stage=Stage.INTERVIEW, kind=ReminderKind.THANK_YOU, title="Say thank you", days=1,
            after_interview=True,
        ),
        ReminderRule(name="decision", stage=Stage.OFFER, kind=ReminderKind.DECISION, title="Decide on the offer", days=5),
    ]
)  # fmt: skip


class ReminderDraft(BaseModel, frozen=True):
    """A reminder that a rule asks for."""

    rule: str
    kind: ReminderKind
    title: str
    due_at: datetime


def reminders_on_entering(stage: Stage, rules: Sequence[ReminderRule], now: datetime) -> list[ReminderDraft]:
    """What to remind of when an application comes to the stage."""
    return [
        ReminderDraft(rule=rule.name, kind=rule.kind, title=rule.title, due_at=now + timedelta(days=rule.days))
        for rule in rules
        if rule.enabled and rule.stage is stage and not rule.after_interview
    ]


def reminders_after_interview(ends_at: datetime, rules: Sequence[ReminderRule]) -> list[ReminderDraft]:
    """What to remind of once an interview is over."""
    return [
        ReminderDraft(rule=rule.name, kind=rule.kind, title=rule.title, due_at=ends_at + timedelta(days=rule.days))
        for rule in rules
        if rule.enabled and rule.after_interview
    ]


def reminders_before_decision(decide_by: datetime, rules: Sequence[ReminderRule], now: datetime) -> list[ReminderDraft]:
    """What to remind of when an offer must be decided on by a date: the rule's days count back from it, to now at most."""
    return [
        ReminderDraft(
            rule=rule.name, kind=rule.kind, title=rule.title, due_at=max(decide_by - timedelta(days=rule.days), now)
        )
        for rule in rules
        if rule.enabled and rule.kind is ReminderKind.DECISION and not rule.after_interview
    ]


STEP_BETWEEN_CARDS = Decimal(1024)
MOST_DIGITS = 10_000  # Postgres keeps 16,383 behind the point


def position_between(above: Decimal | None, below: Decimal | None) -> Decimal:
    """A place between two cards (None: the edge of the column). Exact, so that there is always one more: the number
    grows by a digit when a gap is halved again and again."""
    if above is None and below is None:
        return Decimal(0)
    if above is None:
        return below - STEP_BETWEEN_CARDS if below is not None else Decimal(0)
    if below is None:
        return above + STEP_BETWEEN_CARDS
    with localcontext() as exact:
        exact.prec = MOST_DIGITS
        return (above + below) / 2
