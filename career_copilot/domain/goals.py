"""Weekly goals: how far this week has come, how the last weeks went, and for how long a goal has been reached.

A week begins on Monday at midnight by the person's own clock, so that one in which the clocks change has 167 or 169 hours.
A target holds from the week in which it was set until the week in which another is; earlier weeks keep theirs.

The streak is the number of weeks in a row that reached their target. This week counts once it has; until then it does not
break anything. A week without a target (0) is passed over: a pause is no failure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from pydantic import BaseModel, Field, field_validator, model_validator

from career_copilot.domain.local_times import at, wall

SHOWN_WEEKS = 12
LOOKED_BACK = 53
"""Weeks that are read, this one included: a streak is counted up to `LONGEST`, and what is older is forgotten."""
LONGEST = LOOKED_BACK - 1
MOST_WEEKLY = 100
MOST_TOLD = 1000.0
STREAKS = (2, 4, 8, 12, 26, 52)
TOTALS = (5, 10, 25, 50, 100, 250, 500, 1000)


class GoalKind(StrEnum):
    APPLICATIONS = "applications"
    FOLLOW_UPS = "follow_ups"
    PREPARED = "prepared"
    INTERVIEWS = "interviews"
    HOURS = "hours"
    CUSTOM = "custom"


TOLD = {GoalKind.HOURS: 0.5, GoalKind.CUSTOM: 1.0}
"""What the program cannot count: the person says so, in these steps."""
GOAL_NAMES = {
    GoalKind.APPLICATIONS: "Applications sent",
    GoalKind.FOLLOW_UPS: "Follow-ups done",
    GoalKind.PREPARED: "Interviews prepared",
    GoalKind.INTERVIEWS: "Interviews held",
    GoalKind.HOURS: "Hours spent",
    GoalKind.CUSTOM: "A count of your own",
}


class Target(BaseModel, frozen=True):
    """So many a week from the week of `since`, a Monday, on."""

    since: date
    weekly: int = Field(ge=0, le=MOST_WEEKLY)


class Goal(BaseModel, frozen=True):
    """One goal. `told` holds what the person counted themselves, by the week's Monday."""

    kind: GoalKind
    name: str = Field("", max_length=60, description="of a count of one's own")
    targets: list[Target] = Field([], max_length=LOOKED_BACK + 1, description="in order of time")
    told: dict[date, float] = {}

    def target_in(self, week: date) -> int:
        """The target that held in the week of this Monday; 0: none."""
        return next((target.weekly for target in reversed(self.targets) if target.since <= week), 0)


class Goals(BaseModel, frozen=True):
    """A person's goals, each kind at most once."""

    goals: list[Goal] = Field([], max_length=len(GoalKind))

    @field_validator("goals")
    @classmethod
    def _each_once(cls, goals: list[Goal]) -> list[Goal]:
        if len({goal.kind for goal in goals}) != len(goals):
            raise ValueError("has a kind twice")
        return goals

    def of(self, kind: GoalKind) -> Goal:
        return next((goal for goal in self.goals if goal.kind is kind), Goal(kind=kind))

    def replaced(self, goal: Goal) -> "Goals":
        """With this one instead of the one of its kind, in the order of the kinds."""
        kept = {each.kind: each for each in self.goals} | {goal.kind: goal}
        return Goals(goals=[kept[kind] for kind in GoalKind if kind in kept])


NO_GOALS = Goals()


class GoalsForm(BaseModel, frozen=True):
    """The weekly targets as a person enters them; 0 or nothing: no such goal."""

    weekly: dict[GoalKind, int] = {}
    name: str = Field("", max_length=60)

    @field_validator("weekly")
    @classmethod
    def _sensible(cls, weekly: dict[GoalKind, int]) -> dict[GoalKind, int]:
        for kind, number in weekly.items():
            if not 0 <= number <= MOST_WEEKLY:
                raise ValueError(f"{GOAL_NAMES[kind]}: enter a number from 0 to {MOST_WEEKLY} a week.")
        return weekly

    @field_validator("name")
    @classmethod
    def _one_line(cls, name: str) -> str:
        return " ".join(name.split())

    @model_validator(mode="after")
    def _named(self) -> "GoalsForm":
        if self.weekly.get(GoalKind.CUSTOM) and not self.name:
            raise ValueError("Say what you want to count.")
        return self


class WeekDone(BaseModel, frozen=True):
    """One week of a goal, by its Monday."""

    monday: date
    done: float
    target: int

    @property
    def reached(self) -> bool:
        return self.target > 0 and self.done >= self.target


class Progress(BaseModel, frozen=True):
    """A goal this week and before. `weeks` are the last `SHOWN_WEEKS`, this one at the end."""

    kind: GoalKind
    name: str
    step: float = Field(description="what the person adds at a time; 0: it is counted by itself")
    weeks: list[WeekDone]
    streak: int
    milestones: list[str]

    @property
    def this_week(self) -> WeekDone:
        return self.weeks[-1]


def monday(moment: datetime, zone: str) -> date:
    """The Monday of the week that the moment falls into there."""
    here = wall(moment, zone).date()
    return here - timedelta(days=here.weekday())


def begins(week: date, zone: str) -> datetime:
    """The moment at which the week of this Monday begins there."""
    return at(datetime.combine(week, time()), zone)


def looked_back(now: datetime, zone: str) -> datetime:
    """The moment from which on things are counted."""
    return begins(monday(now, zone) - timedelta(weeks=LONGEST), zone)


def by_week(moments: Iterable[datetime], zone: str) -> Counter[date]:
    """How many fall into each week there."""
    return Counter(monday(moment, zone) for moment in moments)


def form_of(goals: Goals, this_week: date) -> GoalsForm:
    """The targets of today, to be changed."""
    weekly = {goal.kind: goal.target_in(this_week) for goal in goals.goals}
    return GoalsForm(weekly=weekly, name=goals.of(GoalKind.CUSTOM).name)


def with_targets(goals: Goals, form: GoalsForm, this_week: date) -> Goals:
    """With the form's targets from this week on."""
    for kind in GoalKind:
        goal, weekly = goals.of(kind), form.weekly.get(kind, 0)
        named = form.name if kind is GoalKind.CUSTOM else ""
        if weekly != goal.target_in(this_week) or (weekly and named != goal.name):
            goals = goals.replaced(
                goal.model_copy(update={"targets": _changed(goal, weekly, this_week), "name": named})
            )
    return goals


def told(goals: Goals, kind: GoalKind, amount: float, this_week: date) -> Goals:
    """With so much more (or less) done this week. What is older than is looked back is forgotten."""
    goal, oldest = goals.of(kind), this_week - timedelta(weeks=LONGEST)
    count = min(MOST_TOLD, max(0.0, goal.told.get(this_week, 0.0) + amount))
    kept = {week: number for week, number in goal.told.items() if week >= oldest}
    return goals.replaced(goal.model_copy(update={"told": kept | {this_week: count}}))


def progress(goals: Goals, counted: Mapping[GoalKind, Mapping[date, float]], this_week: date) -> list[Progress]:
    """How each goal with a target this week stands. `counted`: what the program counted, by the week's Monday."""
    return [
        _progress(goal, goal.told if goal.kind in TOLD else counted.get(goal.kind, {}), this_week)
        for goal in goals.goals
        if goal.target_in(this_week) > 0
    ]


def streak(weeks: Sequence[WeekDone]) -> int:
    """Weeks in a row that reached their target; the last of `weeks` is this one."""
    found = 0
    for back, week in enumerate(reversed(weeks)):
        if week.reached:
            found += 1
        elif week.target > 0 and back > 0:
            break
    return min(found, LONGEST)


def milestones(streak: int, total: float) -> list[str]:
    """The last ones that were passed, in plain words."""
    weeks = max((number for number in STREAKS if number <= streak), default=0)
    count = max((number for number in TOTALS if number <= total), default=0)
    return [
        *([f"{weeks} weeks in a row"] if weeks else []),
        *([f"{count} in the last year"] if count else []),
    ]


def _progress(goal: Goal, done: Mapping[date, float], this_week: date) -> Progress:
    mondays = [this_week - timedelta(weeks=back) for back in reversed(range(LOOKED_BACK))]
    weeks = [WeekDone(monday=week, done=done.get(week, 0), target=goal.target_in(week)) for week in mondays]
    kept = streak(weeks)
    return Progress(
        kind=goal.kind,
        name=goal.name or GOAL_NAMES[goal.kind],
        step=TOLD.get(goal.kind, 0.0),
        weeks=weeks[-SHOWN_WEEKS:],
        streak=kept,
        milestones=milestones(kept, sum(week.done for week in weeks)),
    )


def _changed(goal: Goal, weekly: int, this_week: date) -> list[Target]:
    """Its targets with another from this week on. Of those that no week looked back at needs, one is kept."""
    before = [target for target in goal.targets if target.since < this_week]
    oldest = this_week - timedelta(weeks=LONGEST)
    needed = [
        target
        for target, following in pairwise([*before, None])
        if target is not None and (following is None or following.since > oldest)
    ]
    return [*needed, Target(since=this_week, weekly=weekly)]
