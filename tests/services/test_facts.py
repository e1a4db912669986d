"""Achievements and statements: kept, changed, undone, one's own only; and the facts that follow from them."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import text

from career_copilot import db
from career_copilot.domain.achievements import AchievementForm
from career_copilot.domain.claims import FactKind, FactSource, verify
from career_copilot.domain.resume import Highlight, Resume, Work
from career_copilot.errors import ConflictError, InvalidInputError, NotFoundError
from career_copilot.models import ResumeFile
from career_copilot.services import achievements, changes, facts

pytestmark = pytest.mark.usefixtures("redis_server")
STORY = AchievementForm(
    title="Evening calls",
    situation="Families could not reach the ward",
    action="Set up a fixed call hour",
    result="Complaints fell from 20 to 5 a month",
    skills=["Communication"],
    start_date="2021-02",
    employer="Havnklinik",
    position="Nurse",
)
FLAGGED = "I led the introduction of the call hour on 3 wards."


def resume_of(user_id: int, now: datetime, matching: bool = True, employer: str = "Havnklinik") -> int:
    resume = Resume(
        language="en",
        work=[
            Work(name=employer, position="Nurse", start_date="2019-03", current=True),
            Work(name="Ostmark", position="Nurse", highlights=[Highlight(text="Triaged 60 patients a day")]),
        ],
    )
    with db.transaction() as session:
        row = ResumeFile(
            user_id=user_id, name="cv", media_type="text/plain", size=1, sha256=employer, path="x", state="ready",
            matching=matching, resume=resume.model_dump(mode="json"), created_at=now, updated_at=now,
        )  # fmt: skip
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def test_a_story_is_kept_changed_and_listed(alice: int, now: datetime) -> None:
    number, _ = achievements.add(alice, STORY, now)
    assert achievements.one(alice, number).form == STORY
    changed = STORY.model_copy(update={"result": "Complaints fell from 20 to 4 a month"})
    achievements.edit(alice, number, changed, 0, now)
    assert [(story.form.result, story.version) for story in achievements.all_of(alice)] == [(changed.result, 1)]
    achievements.delete(alice, number, now)
    assert achievements.all_of(alice) == []


def test_an_edit_of_an_older_version_overwrites_nothing(alice: int, now: datetime) -> None:
    number, _ = achievements.add(alice, STORY, now)
    fact, _ = facts.add(alice, "I have a driving licence.", now)
    achievements.edit(alice, number, STORY.model_copy(update={"title": "Calls"}), 0, now)
    facts.edit(alice, fact, "I have a driving licence of class B.", 0, now)
    with pytest.raises(ConflictError):
        achievements.edit(alice, number, STORY.model_copy(update={"title": "Mine"}), 0, now)
    with pytest.raises(ConflictError):
        facts.edit(alice, fact, "Mine", 0, now)
    assert achievements.one(alice, number).form.title == "Calls"
    assert [one.text for one in facts.all_of(alice)] == ["I have a driving licence of class B."]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"action": "", "result": " "}, "action or a result"),
        ({"start_date": "May 2021"}, "no date"),
        ({"start_date": "2021-02", "end_date": "2020"}, "before it begins"),
    ],
)
def test_a_story_that_cannot_be_kept_says_why(alice: int, now: datetime, change: dict[str, str], words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        achievements.add(alice, STORY.model_copy(update=change), now)
    assert achievements.all_of(alice) == []


def test_an_accepted_sentence_is_a_fact_that_carries_it(alice: int, now: datetime) -> None:
    resume_of(alice, now)
    verdict = verify(FLAGGED, (), facts.ledger_of(alice, now), "en")
    assert not verdict.supported
    number, _ = facts.accept(alice, FLAGGED, verdict.reasons, "Letter to Havnklinik, version 2", now)
    assert verify(FLAGGED, (), facts.ledger_of(alice, now), "en").supported
    [kept] = facts.all_of(alice)
    assert (kept.id, kept.sentence, kept.document) == (number, FLAGGED, "Letter to Havnklinik, version 2")
    assert kept.reasons == list(verdict.reasons)
    facts.delete(alice, number, now)
    assert not verify(FLAGGED, (), facts.ledger_of(alice, now), "en").supported


def test_accepting_twice_is_one_fact(alice: int, now: datetime) -> None:
    first, _ = facts.accept(alice, FLAGGED, (), "letter", now)
    again, change = facts.accept(alice, f" {FLAGGED} ", (), "letter", now)
    assert (first, change.id) == (again, None)
    assert len(facts.all_of(alice)) == 1


def test_nothing_and_too_much_are_no_facts(alice: int, now: datetime) -> None:
    for words in ("", " \n", "\x00", "x" * 3000):
        with pytest.raises(InvalidInputError):
            facts.add(alice, words, now)
    with pytest.raises(InvalidInputError):
        facts.add(alice, "I nurse.", now, FactSource.RESUME)
    assert facts.all_of(alice) == []


def test_facts_come_from_the_matching_resume_the_bank_and_statements(alice: int, now: datetime) -> None:
    resume_of(alice, now)
    other = resume_of(alice, now, matching=False, employer="Northside")
    achievements.add(alice, STORY, now)
    facts.add(alice, "I have a driving licence.", now)
    facts.add(alice, "I can start in May.", now, FactSource.ANSWER)
    found = facts.of_user(alice)
    assert found == facts.of_user(alice)
    sources = {fact.source for fact in found}
    assert sources == {FactSource.RESUME, FactSource.ACHIEVEMENT, FactSource.STATED, FactSource.ANSWER}
    job = next(fact for fact in found if fact.kind is FactKind.WORK)
    assert job.organisation == "Havnklinik"
    assert {fact.about for fact in found if fact.kind is FactKind.ACHIEVEMENT} == {job.id}
    assert facts.of_user(alice, other)[0].organisation == "Northside"
    assert {fact.about for fact in facts.of_user(alice, other) if fact.kind is FactKind.ACHIEVEMENT} == {None}


def test_somebody_without_a_resume_has_no_facts(alice: int) -> None:
    assert facts.of_user(alice) == ()


ACTIONS: list[Callable[[int, int, int, int, datetime], object]] = [
    lambda user, story, fact, resume, now: achievements.one(user, story),
    lambda user, story, fact, resume, now: achievements.edit(user, story, STORY, 0, now),
    lambda user, story, fact, resume, now: achievements.delete(user, story, now),
    lambda user, story, fact, resume, now: facts.edit(user, fact, "Mine", 0, now),
    lambda user, story, fact, resume, now: facts.delete(user, fact, now),
    lambda user, story, fact, resume, now: facts.of_user(user, resume),
    lambda user, story, fact, resume, now: facts.ledger_of(user, now, resume_id=resume),
]


@pytest.mark.parametrize("action", ACTIONS)
def test_someone_elses_facts_do_not_exist(
    alice: int, bob: int, now: datetime, action: Callable[[int, int, int, int, datetime], object]
) -> None:
    resume = resume_of(alice, now)
    story, _ = achievements.add(alice, STORY, now)
    fact, _ = facts.add(alice, "I have a driving licence.", now)
    with pytest.raises(NotFoundError):
        action(bob, story, fact, resume, now)
    assert achievements.one(alice, story).form == STORY
    assert [one.text for one in facts.all_of(alice)] == ["I have a driving licence."]
    assert (achievements.all_of(bob), facts.all_of(bob), facts.of_user(bob)) == ([], [], ())


def rows() -> str:
    with db.transaction() as session:
        found = [
            session.execute(text(f"select to_jsonb(t) - 'version' - 'updated_at' from {name} t order by id")).scalars().all()
            for name in ("achievement", "stated_fact")
        ]  # fmt: skip
        return json.dumps(found)


def test_every_change_is_undone_and_done_again(alice: int, now: datetime) -> None:
    story, added = achievements.add(alice, STORY, now)
    fact, stated = facts.accept(alice, FLAGGED, ["no fact says “3”"], "letter", now)
    states, done = [rows()], []
    for change in (
        lambda: achievements.edit(alice, story, STORY.model_copy(update={"skills": ["Tact", "Patience"]}), 0, now),
        lambda: facts.edit(alice, fact, "I led the introduction.", 0, now),
        lambda: achievements.delete(alice, story, now),
        lambda: facts.delete(alice, fact, now),
    ):
        done.append(change())
        states.append(rows())
    for number in range(len(done) - 1, -1, -1):
        assert done[number].id is not None
        changes.undo(alice, done[number].id or 0, now)
        assert rows() == states[number]
    assert added.summary == "Added the achievement “Evening calls”"
    assert stated.summary == f"Accepted “{FLAGGED}”"
