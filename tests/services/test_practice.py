"""Practice: a pack for each application, sessions, answers, what comes back; one's own only."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from career_copilot.domain.achievements import AchievementForm
from career_copilot.domain.interview_questions import QuestionKind
from career_copilot.domain.interviews import InterviewForm, Outcome
from career_copilot.domain.pipeline import Stage
from career_copilot.domain.practice import Criterion
from career_copilot.errors import ConflictError, InvalidInputError, NotFoundError
from career_copilot.services import (
    achievements,
    applications,
    changes,
    interviews,
    practice,
    practice_overview,
    practice_pack,
)
from tests.services import writing

pytestmark = pytest.mark.usefixtures("redis_server")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
GIVEN = {"text": "I agreed on a fixed call hour with the families; complaints fell from 20 to 5. " * 8, "seconds": 70}


@pytest.fixture
def application(alice: int, now: datetime) -> int:
    writing.resume(alice)
    return writing.application(alice, now, writing.opening(alice), Stage.APPLIED)


def begun(alice: int, application: int, now: datetime, kind: QuestionKind | None = None) -> practice.SessionView:
    return practice.one(alice, practice.start(alice, application, kind, False, 120, now))


def test_what_was_practised_is_not_lost_by_undoing_the_application(alice: int, now: datetime) -> None:
    writing.resume(alice)
    application, added = applications.add(alice, writing.opening(alice), now)
    session = begun(alice, application, now)
    assert session.next is not None
    assert added.id
    answer = practice.answer(alice, session.id, session.next.key, GIVEN, now)
    with pytest.raises(ConflictError, match="you practised for “Intensive Care Nurse at Fjordlegene”"):
        changes.undo(alice, added.id, now)
    deleted = applications.delete(alice, [application], now).id
    assert deleted
    changes.undo(alice, deleted, now)
    assert practice.history(alice, application) == [answer]
    practice.delete_answer(alice, answer.id, now)
    changes.undo(alice, added.id, now)


def test_the_pack_has_questions_with_stories_gaps_what_to_ask_and_what_was_sent(
    alice: int, application: int, now: datetime
) -> None:
    story = AchievementForm(title="Triage", action="Set up triage by nurses", skills=["Triage"])
    number, _ = achievements.add(alice, story, now)
    applications.move(alice, [application], Stage.SCREENING, "", now)
    pack = practice_pack.read(alice, application, now)
    assert pack.has_resume
    assert pack.has_ad
    gaps = [one.question for one in pack.questions if one.question.gap]
    assert any("Kubernetes" in question.text for question in gaps)
    triage = next(one for one in pack.questions if "triage" in one.question.why.casefold())
    assert [one.id for one in triage.stories] == [number]
    assert pack.ask
    assert all(one.last_score is None and one.due_at is None for one in pack.questions)


def test_an_application_without_ad_or_resume_has_a_pack(alice: int, now: datetime) -> None:
    pack = practice_pack.read(alice, writing.application(alice, now), now)
    assert not pack.has_resume
    assert not pack.has_ad
    assert pack.questions


def test_an_answer_is_judged_kept_and_comes_back(alice: int, application: int, now: datetime) -> None:
    session = begun(alice, application, now, QuestionKind.BEHAVIOURAL)
    assert session.next is not None
    given = GIVEN | {"ticks": [Criterion.SITUATION, Criterion.ACTION, Criterion.RESULT, Criterion.RELEVANCE]}
    made = practice.answer(alice, session.id, session.next.key, given, now)
    assert made.score == 100
    assert [one.text for one in practice.history(alice, application)] == [given["text"].strip()]
    (kept,) = (one for one in practice_pack.read(alice, application, now).questions if one.answered)
    assert (kept.question.key, kept.last_score) == (session.next.key, 100)
    assert kept.due_at is not None
    assert kept.due_at > now + timedelta(days=1)


def test_a_weak_answer_is_due_before_the_interview_and_asked_first(alice: int, application: int, now: datetime) -> None:
    session = begun(alice, application, now)
    assert session.next is not None
    practice.answer(alice, session.id, session.next.key, {"text": "I do not know."}, now)
    later = now + timedelta(hours=2)
    form = InterviewForm(starts=(now + timedelta(days=2)).replace(tzinfo=None), time_zone="UTC")
    interviews.add(alice, application, form, now)
    pack = practice_pack.read(alice, application, later)
    assert pack.interview_at == now + timedelta(days=2)
    assert pack.due(later) == {session.next.key}
    again = practice.start(alice, application, None, True, 0, later)
    assert [one.key for one in practice.one(alice, again).questions] == [session.next.key]


def test_a_session_ends_with_its_last_answer_or_when_another_begins(
    alice: int, application: int, now: datetime
) -> None:
    session = begun(alice, application, now)
    for question in session.questions:
        assert practice.going_on(alice, application) is not None
        practice.answer(alice, session.id, question.key, GIVEN, now)
    assert practice.going_on(alice, application) is None
    first, second = begun(alice, application, now), begun(alice, application, now)
    assert practice.one(alice, first.id).finished_at == now
    practice.finish(alice, second.id, now)
    assert practice.going_on(alice, application) is None


def test_a_question_is_answered_once_in_a_session(alice: int, application: int, now: datetime) -> None:
    session = begun(alice, application, now)
    assert session.next is not None
    practice.answer(alice, session.id, session.next.key, GIVEN, now)
    with pytest.raises(ConflictError):
        practice.answer(alice, session.id, session.next.key, GIVEN, now)
    with pytest.raises(NotFoundError):
        practice.answer(alice, session.id, "no such", GIVEN, now)


@pytest.mark.parametrize("given", [{"text": " \x00 "}, {"text": "x" * 12_001}, {"text": "x", "seconds": -1}])
def test_an_answer_that_cannot_be_kept_says_so(
    alice: int, application: int, now: datetime, given: dict[str, object]
) -> None:
    session = begun(alice, application, now)
    assert session.next is not None
    with pytest.raises(InvalidInputError):
        practice.answer(alice, session.id, session.next.key, given, now)
    assert practice.history(alice, application) == []


def test_ones_own_question_is_asked_once_kept_and_removed(alice: int, application: int, now: datetime) -> None:
    with pytest.raises(InvalidInputError, match="of your own"):
        begun(alice, application, now, QuestionKind.OWN)
    card, _ = practice.add_question(alice, application, "Why  nursing?", now)
    assert practice.add_question(alice, application, "why nursing?", now)[0] == card
    session = begun(alice, application, now, QuestionKind.OWN)
    assert [question.text for question in session.questions] == ["Why nursing?"]
    made = practice.answer(alice, session.id, session.questions[0].key, GIVEN, now)
    deleted = practice.delete_answer(alice, made.id, now)
    assert practice.history(alice, application) == []
    removed = practice.remove_question(alice, card, now)
    assert all(
        one.question.kind is not QuestionKind.OWN for one in practice_pack.read(alice, application, now).questions
    )
    for change in (removed, deleted):
        assert change.id is not None
        changes.undo(alice, change.id, now)
    assert practice.history(alice, application) == [made]
    (own,) = (one for one in practice_pack.read(alice, application, now).questions if one.card_id)
    assert (own.card_id, own.answered) == (card, 1)


def test_deleting_the_only_answer_takes_the_question_out_of_what_is_due(
    alice: int, application: int, now: datetime
) -> None:
    session = begun(alice, application, now)
    assert session.next is not None
    made = practice.answer(alice, session.id, session.next.key, {"text": "No."}, now)
    practice.delete_answer(alice, made.id, now)
    assert practice_pack.read(alice, application, now).due(now + timedelta(days=400)) == frozenset()


def test_what_the_ad_does_not_need_is_not_asked_and_deeds_are_shown_before_lists(alice: int, now: datetime) -> None:
    writing.resume(alice)
    advert = "We look for a nurse in Bergen.\nRequirements\n- Triage, Kubernetes or Terraform\n- Mentoring of students"
    number = writing.application(alice, now, writing.opening(alice, advert))
    asked = [one.question for one in practice_pack.read(alice, number, now).questions]
    assert not any(question.gap for question in asked)
    assert not any(name in f"{one.text} {one.why}" for one in asked for name in ("Kubernetes", "Terraform"))
    triage = next(question for question in asked if "triage" in question.text.casefold())
    assert triage.evidence == "Triage and wound care on a ward of 28 beds"


def test_a_german_ad_is_asked_about_in_german(alice: int, now: datetime) -> None:
    writing.resume(alice)
    advert = "Wir suchen eine Pflegefachkraft für die Intensivstation in Bergen.\nAnforderungen\n- Wundversorgung\n- Kubernetes\n- Norwegisch B2"
    opening = writing.opening(alice, advert, "Pflegefachkraft", "de")
    pack = practice_pack.read(alice, writing.application(alice, now, opening), now)
    texts = [one.question.text for one in pack.questions]
    assert (
        "Wir sehen Kubernetes nicht in Ihrem Lebenslauf. Wie kämen Sie dorthin, und wie lange würde es dauern?" in texts
    )
    assert {one.question.language for one in pack.questions} == {"de"}
    assert any(text.startswith("Welche Schritte folgen") for text in pack.ask)


def test_the_list_has_what_is_due_then_the_next_interview_and_nobody_elses(alice: int, bob: int, now: datetime) -> None:
    writing.application(bob, now, stage=Stage.INTERVIEW)
    early = writing.application(alice, now)
    screened = writing.application(alice, now, stage=Stage.SCREENING)
    dated = writing.application(alice, now)
    weak = writing.application(alice, now)
    form = InterviewForm(starts=(now + timedelta(days=2)).replace(tzinfo=None), time_zone="UTC")
    interviews.add(alice, dated, form, now)
    session = begun(alice, weak, now)
    assert session.next is not None
    practice.answer(alice, session.id, session.next.key, {"text": "No."}, now)
    card, _ = practice.add_question(alice, weak, "Why?", now)
    own = begun(alice, weak, now, QuestionKind.OWN)
    practice.answer(alice, own.id, own.questions[0].key, {"text": "No."}, now)
    found = practice_overview.of_user(alice, now + timedelta(hours=1))
    assert [one.application_id for one in found] == [weak, dated, screened]
    assert (found[0].due, found[0].answered, found[1].interview_at) == (2, 2, now + timedelta(days=2))
    practice.remove_question(alice, card, now)
    assert practice_overview.of_user(alice, now + timedelta(hours=1))[0].due == 1
    assert early not in {one.application_id for one in found}


@pytest.mark.parametrize("end", ["interviewed", "rejected", "archived"])
def test_nothing_is_due_once_the_interview_is_past_or_the_application_closed(
    alice: int, application: int, now: datetime, end: str
) -> None:
    session = begun(alice, application, now)
    assert session.next is not None
    practice.answer(alice, session.id, session.next.key, {"text": "No."}, now)
    later = now + timedelta(days=3)
    assert practice_pack.read(alice, application, later).due(later)
    assert practice_overview.of_user(alice, later)[0].due == 1
    if end == "interviewed":
        form = InterviewForm(starts=(now + timedelta(days=2)).replace(tzinfo=None), time_zone="UTC")
        interviews.add(alice, application, form, now)
    elif end == "rejected":
        applications.move(alice, [application], Stage.REJECTED, "", now)
    else:
        applications.archive(alice, [application], True, now)
    pack = practice_pack.read(alice, application, later)
    assert (pack.over, pack.due(later)) == (True, frozenset())
    listed = [(one.due, one.over) for one in practice_overview.of_user(alice, later)]
    assert listed == ([(0, True)] if end == "interviewed" else [])
    if end == "interviewed":
        (held,) = interviews.of_application(alice, application)
        interviews.set_outcome(alice, held.id, Outcome.NO_SHOW, now)
        assert practice_pack.read(alice, application, later).due(later)
        assert [one.over for one in practice_overview.of_user(alice, later)] == [False]
        interviews.set_outcome(alice, held.id, Outcome.OPEN, now)
        another = InterviewForm(starts=(now + timedelta(days=6)).replace(tzinfo=None), time_zone="UTC")
        interviews.add(alice, application, another, now)
        assert practice_pack.read(alice, application, later).due(later)


Use = Callable[[int, int, int, int, int], object]


@pytest.mark.parametrize(
    "use",
    [
        lambda who, application, session, answer, card: practice_pack.read(who, application, NOW),
        lambda who, application, session, answer, card: practice.start(who, application, None, False, 0, NOW),
        lambda who, application, session, answer, card: practice.going_on(who, application),
        lambda who, application, session, answer, card: practice.history(who, application),
        lambda who, application, session, answer, card: practice.add_question(who, application, "Mine?", NOW),
        lambda who, application, session, answer, card: practice.one(who, session),
        lambda who, application, session, answer, card: practice.answer(who, session, "own:1", GIVEN, NOW),
        lambda who, application, session, answer, card: practice.finish(who, session, NOW),
        lambda who, application, session, answer, card: practice.delete_answer(who, answer, NOW),
        lambda who, application, session, answer, card: practice.remove_question(who, card, NOW),
    ],
)
def test_someone_elses_practice_does_not_exist(alice: int, bob: int, application: int, now: datetime, use: Use) -> None:
    card, _ = practice.add_question(alice, application, "Why nursing?", now)
    session = begun(alice, application, now)
    assert session.next is not None
    answer = practice.answer(alice, session.id, session.next.key, GIVEN, now).id
    with pytest.raises(NotFoundError):
        use(bob, application, session.id, answer, card)
    assert len(practice.history(alice, application)) == 1
    assert practice.one(alice, session.id).finished_at is None
