"""The demonstration's applications: a few weeks of a search, made through the services that the pages call, each at the
time it would have happened."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from career_copilot.demo.person import TIME_ZONE
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.goals import GoalKind, GoalsForm
from career_copilot.domain.interviews import InterviewForm, Outcome
from career_copilot.domain.jobs_query import JobsQuery
from career_copilot.domain.local_times import wall
from career_copilot.domain.offers import OfferTerms
from career_copilot.domain.pipeline import Stage, Step
from career_copilot.domain.reminders import ReminderForm
from career_copilot.services import applications, goals, interviews, offers, openings, reminders
from career_copilot.services.offers import OfferDraft
from career_copilot.services.opening_values import OpeningRow

Move = tuple[int, Stage, Step]  # days ago, where to


class Story(NamedTuple):
    """What became of one opening: added so many days ago, then moved."""

    added: int
    moves: tuple[Move, ...] = ()
    tags: tuple[str, ...] = ()


def _applied(days: int, *later: Move) -> Story:
    return Story(days + 2, ((days, Stage.APPLIED, Step.NONE), *later))


STORIES = (
    Story(1, tags=("favourite",)),
    Story(3),
    _applied(2),
    _applied(6),
    _applied(12),
    _applied(40),
    _applied(16, (9, Stage.SCREENING, Step.NONE)),
    _applied(24, (18, Stage.SCREENING, Step.NONE), (8, Stage.INTERVIEW, Step.TECHNICAL)),
    _applied(30, (22, Stage.SCREENING, Step.NONE), (15, Stage.INTERVIEW, Step.PANEL), (2, Stage.OFFER, Step.NONE)),
    _applied(35, (27, Stage.SCREENING, Step.NONE), (20, Stage.INTERVIEW, Step.PANEL), (4, Stage.OFFER, Step.NONE)),
    _applied(28, (20, Stage.REJECTED, Step.NONE)),
    _applied(45, (38, Stage.SCREENING, Step.NONE), (33, Stage.REJECTED, Step.NONE)),
    _applied(50, (44, Stage.INTERVIEW, Step.TECHNICAL), (36, Stage.REJECTED, Step.NONE)),
)
BY_HAND = ApplicationForm(
    title="Platform Engineer",
    company="Feldspar Cooperative",
    place="Rotterdam, Netherlands",
    source="referral",
    tags=["referral", "via Hanneke"],
)


TERMS = (
    OfferTerms(
        base=Decimal(71_000), bonus=Decimal(4_000), equity=Decimal(6_000), days_off=28, commute_minutes=40,
        remote_days=Decimal(2), cost_of_living=Decimal(112), benefits="Ticket for the whole country, 1,500 € a year to learn.",
    ),
    OfferTerms(
        base=Decimal(67_500), bonus=Decimal(0), days_off=31, commute_minutes=15, remote_days=Decimal(4),
        cost_of_living=Decimal(97), benefits="Four days a week are possible after half a year.",
    ),
)  # fmt: skip
"""Of the offers, in the order of the stories."""
GOALS = GoalsForm(weekly={GoalKind.APPLICATIONS: 2, GoalKind.FOLLOW_UPS: 1, GoalKind.HOURS: 5})


def seed(user_id: int, resume_id: int, now: datetime) -> None:
    """Applications with their history, reminders, interviews, offers, records of what was sent; and goals."""
    _goals(user_id, now)
    terms = iter(TERMS)
    for story, opening in _cast(_openings(user_id, now), now):
        number = _tell(user_id, resume_id, story, opening, now)
        if story.moves and story.moves[-1][1] is Stage.OFFER:
            received = now - timedelta(days=story.moves[-1][0])
            draft = OfferDraft(terms=next(terms), received_at=received, decide_by=received + timedelta(days=10))
            offers.add(user_id, number, draft, received)
    by_hand, _ = applications.create(user_id, BY_HAND, Stage.INTERESTED, now - timedelta(days=5))
    task = ReminderForm(title="Ask Hanneke who leads the team", due_at=now + timedelta(days=1))
    reminders.add(user_id, by_hand, task, now - timedelta(days=5))
    weekly = ReminderForm(title="Write down what went well this week", due_at=now + timedelta(days=3), every_days=7)
    reminders.add(user_id, None, weekly, now - timedelta(days=4))


def _openings(user_id: int, now: datetime) -> list[OpeningRow]:
    """All of them, the best first."""
    first = openings.page(user_id, JobsQuery(), now)
    rest = (openings.page(user_id, JobsQuery(page=number), now).rows for number in range(2, first.pages + 1))
    return [*first.rows, *chain.from_iterable(rest)]


def _cast(rows: list[OpeningRow], now: datetime) -> list[tuple[Story, OpeningRow]]:
    """For each story the best opening that was posted before it begins: the longest one chooses first."""
    left, chosen = list(rows), {}
    for story in sorted(STORIES, key=lambda story: story.added, reverse=True):
        begins = now - timedelta(days=story.added)
        fitting = next((row for row in left if row.date_posted is None or row.date_posted < begins), None)
        if fitting is not None:
            left.remove(fitting)
            chosen[story] = fitting
    return [(story, chosen[story]) for story in STORIES if story in chosen]


def _goals(user_id: int, now: datetime) -> None:
    """Set four weeks ago; hours are told a few times a week, fewer lately."""
    goals.set_targets(user_id, GOALS, 0, now - timedelta(weeks=4), TIME_ZONE)
    for weeks, times in ((3, 12), (2, 10), (1, 11), (0, 5)):
        for _ in range(times):
            goals.tell(user_id, GoalKind.HOURS, 0.5, now - timedelta(weeks=weeks), TIME_ZONE)


def _tell(user_id: int, resume_id: int, story: Story, opening: OpeningRow, now: datetime) -> int:
    """One story, in the order in which it happened."""
    at = now - timedelta(days=story.added)
    number, _ = applications.add(user_id, opening.id, at)
    if story.tags:
        applications.tag(user_id, [number], list(story.tags), [], at)
    if story.moves:
        _choose_resume(user_id, number, resume_id, opening, at)
    for days, stage, step in story.moves:
        at = now - timedelta(days=days)
        applications.move(user_id, [number], stage, step, at)
        if stage is Stage.INTERVIEW:
            _interviews(user_id, number, step, at, later=story.moves[-1][1] is not stage, now=now)
        elif stage is Stage.OFFER:
            task = ReminderForm(title="Compare the offer with the others", due_at=now + timedelta(hours=20))
            reminders.add(user_id, number, task, at)
    return number


def _choose_resume(user_id: int, number: int, resume_id: int, opening: OpeningRow, at: datetime) -> None:
    advert = next(iter(openings.one(user_id, opening.id, at).postings), None)
    form = ApplicationForm(
        title=opening.title,
        company=opening.company,
        place=" · ".join(place.text for place in opening.places[:3]),
        url=(advert.apply_url or advert.url) if advert else "",
        source=advert.board_name if advert else "",
        resume_id=resume_id,
    )
    applications.edit(user_id, number, form, 0, at)


def _interviews(user_id: int, number: int, step: Step, at: datetime, later: bool, now: datetime) -> None:
    """A first one that went well; then the next, which is still to come unless the application moved on `later`."""
    first = InterviewForm(
        starts=_hour(at + timedelta(days=4), 10), minutes=45, time_zone="Europe/Berlin", title="Phone call with the recruiter",
        link="https://meet.example/first", people="Mara Lindqvist, recruiter", preparation_minutes=30,
    )  # fmt: skip
    _held(user_id, number, first, Outcome.PASSED, at)
    following = InterviewForm(
        starts=_hour(at + timedelta(days=7) if later else now + timedelta(days=2), 14), minutes=90,
        time_zone="Europe/Berlin", step=step, place="Second floor, ring at Lindqvist", people="Jonas Reimann, Ada Okoye",
        preparation_minutes=120,
    )  # fmt: skip
    if later:
        _held(user_id, number, following, Outcome.CANCELLED if step is Step.TECHNICAL else Outcome.PASSED, at)
    else:
        interviews.add(user_id, number, following, at + timedelta(days=5))


def _held(user_id: int, number: int, form: InterviewForm, outcome: Outcome, at: datetime) -> None:
    """An interview that is over, with all it reminded of done."""
    interview, _ = interviews.add(user_id, number, form, at)
    interviews.set_outcome(user_id, interview, outcome, form.ends_at)
    for reminder in reminders.of_application(user_id, number):
        if reminder.interview_id == interview and reminder.done_at is None:
            reminders.finish(user_id, reminder.id, form.ends_at)


def _hour(day: datetime, hour: int) -> datetime:
    """That hour of the day on a clock in Berlin."""
    return wall(day, "Europe/Berlin").replace(hour=hour, minute=0, second=0, microsecond=0)
