"""When a practised question is due again: FSRS (spaced repetition by a model of forgetting), within the time that is left
until the interview."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler

from career_copilot.domain.pipeline import Stage, is_open
from career_copilot.domain.practice import WEAK

STEPS = (timedelta(minutes=10), timedelta(days=1))
"""Until an answer is learned: a failed one comes back in the same sitting, not within a minute."""
BEFORE = timedelta(hours=12)
"""A weak answer is due at the latest so long before the interview."""


def rating(score: int) -> Rating:
    """Of an answer with that score."""
    if score < 50:
        return Rating.Again
    if score < WEAK:
        return Rating.Hard
    return Rating.Good if score < 100 else Rating.Easy


def due_again(reviews: Sequence[tuple[datetime, int]]) -> datetime:
    """After these answers (when, score), oldest first; at least one. The same answers give the same day."""
    scheduler = Scheduler(learning_steps=STEPS, relearning_steps=STEPS[:1], enable_fuzzing=False)
    first = reviews[0][0].astimezone(UTC)
    card = Card(card_id=0, due=first)
    for when, score in reviews:
        card, _ = scheduler.review_card(card, rating(score), when.astimezone(UTC))
    return card.due


def is_over(stage: Stage, archived: bool, interviewed: bool, interview_at: datetime | None) -> bool:
    """Whether nothing is left to practise for: the application is closed or put away, or no interview follows the last."""
    return not is_open(stage) or archived or (interviewed and interview_at is None)


def next_time(
    reviews: Sequence[tuple[datetime, int]], interview_at: datetime | None, over: bool, now: datetime
) -> datetime | None:
    """When a question that was answered so comes back; None: it was not answered, or does not come back any more."""
    return within(due_again(reviews), reviews[-1][1], interview_at, now) if reviews and not over else None


def within(due: datetime, last_score: int, interview_at: datetime | None, now: datetime) -> datetime | None:
    """The same, with the interview in sight. What would be due after it is not due any more, unless the answer was weak:
    then it is due once more before."""
    if interview_at is None or interview_at <= now or due < interview_at:
        return due
    return max(now, interview_at - BEFORE) if last_score < WEAK else None
