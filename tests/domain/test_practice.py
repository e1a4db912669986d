"""The rubric, and when a question comes back."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from career_copilot.domain import repetition
from career_copilot.domain.interview_questions import Question, QuestionKind
from career_copilot.domain.practice import Criterion, JudgedBy, judged, next_up, rubric, score, to_tick

STORY = Question(key="behavioural:conflict", kind=QuestionKind.BEHAVIOURAL, text="A disagreement?")
COMPANY = Question(key="culture:why-here", kind=QuestionKind.CULTURE, text="Why us?", words=("Fjord",))
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def by_criterion(question: Question, text: str, *ticks: Criterion) -> dict[Criterion, tuple[bool, JudgedBy]]:
    return {one.criterion: (one.met, one.by) for one in judged(question, text, ticks)}


def test_rules_decide_what_can_be_counted_and_the_person_the_rest() -> None:
    found = by_criterion(STORY, "We halved it. " + "word " * 100, Criterion.ACTION, Criterion.LENGTH)
    assert found[Criterion.ACTION] == (True, JudgedBy.YOU)
    assert found[Criterion.RESULT] == (False, JudgedBy.YOU)
    assert found[Criterion.FIGURE] == (True, JudgedBy.RULE)
    assert found[Criterion.LENGTH] == (True, JudgedBy.RULE)
    assert tuple(found) == rubric(STORY)


def test_a_tick_cannot_meet_what_a_rule_decides() -> None:
    found = by_criterion(STORY, "Short.", *Criterion)
    assert found[Criterion.LENGTH] == (False, JudgedBy.RULE)
    assert found[Criterion.FIGURE] == (False, JudgedBy.RULE)


@pytest.mark.parametrize("text", ["from 6 hours to 40 minutes", "by 30 %", "€1.2M", "2000 %", "twice as fast", "fifteen percent", "by a third", "half a year",
    "dozens of calls", "1½ hours", "2000 patients", "1,950 beds", "um dreizehn Prozent", "ein Drittel", "2000 Patienten", "quatorze lits",
    "un tiers", "2000 patients par an", "diecisiete camas", "un tercio", "We cared for 2000 people"])  # fmt: skip
def test_a_figure(text: str) -> None:
    assert by_criterion(STORY, text)[Criterion.FIGURE][0]


@pytest.mark.parametrize("text", ["It was in 2021.", "much faster", "someone phoned", "in 1999 and 2004", "Since 2019 patients wait less",
    "I once phoned", "We seize chances", "2021 was hard", "Seit 2019 Patienten", "from 2019 to 2021.", "March 2020, patients came"])  # fmt: skip
def test_a_year_or_a_word_is_no_figure(text: str) -> None:
    assert not by_criterion(STORY, text)[Criterion.FIGURE][0]


def test_relevance_is_ruled_where_the_question_names_something() -> None:
    assert Criterion.RELEVANCE not in to_tick(COMPANY)
    (named,) = (one for one in judged(COMPANY, "I know Fjord well.", ()) if one.criterion is Criterion.RELEVANCE)
    assert (named.met, named.quote) == (True, "Fjord")
    assert not by_criterion(COMPANY, "I like it.")[Criterion.RELEVANCE][0]
    assert Criterion.RELEVANCE in to_tick(STORY)


@pytest.mark.parametrize(
    ("words", "text", "quote"),
    [
        ("R", "I plot in R.", "R"),
        ("R", "for the runners", ""),
        ("R", "I ran R&D.", ""),
        ("C", "I know C++.", ""),
        ("Go", "We wrote it in Go", "Go"),
        ("Go", "I go there. Goals matter.", ""),
        ("wound care", "Wound care by night", "Wound care"),
    ],
)
def test_a_short_name_is_a_whole_word(words: str, text: str, quote: str) -> None:
    asked = COMPANY.model_copy(update={"words": (words,)})
    (named,) = (one for one in judged(asked, text, ()) if one.criterion is Criterion.RELEVANCE)
    assert (named.met, named.quote) == (bool(quote), quote)


def test_the_score_is_the_share_that_is_met() -> None:
    found = judged(STORY, "Short.", [Criterion.SITUATION, Criterion.ACTION, Criterion.RESULT])
    assert score(found) == 50
    assert score(()) == 0


def test_weak_answers_come_back_sooner_and_good_ones_later_each_time() -> None:
    weak, good = (repetition.due_again([(NOW, points)]) for points in (30, 83))
    assert NOW < weak <= good
    days = []
    reviews: list[tuple[datetime, int]] = []
    when = NOW
    for _ in range(4):
        reviews.append((when, 83))
        due = repetition.due_again(reviews)
        days.append(due - when)
        when = due
    assert days == sorted(days)
    assert days[-1] > timedelta(days=3)


def test_the_interview_bounds_what_is_due() -> None:
    interview, late = NOW + timedelta(days=3), NOW + timedelta(days=9)
    assert repetition.within(late, 90, interview, NOW) is None
    assert repetition.within(late, 40, interview, NOW) == interview - repetition.BEFORE
    assert repetition.within(late, 40, NOW + timedelta(hours=2), NOW) == NOW
    assert repetition.within(late, 90, None, NOW) == late
    assert repetition.within(NOW + timedelta(days=1), 90, interview, NOW) == NOW + timedelta(days=1)


def test_a_session_asks_what_is_due_then_what_is_new_gaps_first() -> None:
    def question(key: str, gap: bool = False) -> Question:
        return Question(key=key, kind=QuestionKind.TECHNICAL, text=key, gap=gap)

    known = [question("often"), question("once"), question("new"), question("gap", gap=True), question("due")]
    done = Counter({"often": 3, "once": 1, "due": 2})
    asked = next_up(known, {"due"}, done, None)
    assert [one.key for one in asked] == ["due", "gap", "new", "once", "often"]
    assert next_up(known, {"due"}, done, QuestionKind.CASE) == ()
