"""Scores in the feed: filled, cleared, explained, and never someone else's."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Connection, text

from career_copilot import db, models, tasks
from career_copilot.domain import ranking, skills
from career_copilot.domain.posting import OpeningData, PostingData, Seniority, Workplace
from career_copilot.domain.requirements import requirements
from career_copilot.domain.resume import Basics, Resume, Skill, Work
from career_copilot.domain.wishes import Wish, Wishes
from career_copilot.errors import NotFoundError
from career_copilot.services import feature_cache, matches

pytestmark = pytest.mark.usefixtures("redis_server")

NURSE = "Requirements\n- Registered nurse\n- Wound care and patient care\n- 3 years of experience in nursing"
ENGINEER = "Requirements\n- Python, Django and PostgreSQL\n- Docker\nNice to have\n- Kubernetes"


def opening_data(title: str, body: str) -> OpeningData:
    posting = PostingData(
        job_board="lever", identifier="1", url="https://example.org/1", title=title, hiring_organization="Hollow Oak"
    )
    found = skills.mentions(body, "en")
    return OpeningData(
        fingerprint=title,
        title=title,
        company="Hollow Oak",
        html="",
        text=body,
        places=[],
        countries=["DE"],
        workplace=Workplace.ON_SITE,
        remote_regions=[],
        employment_types=[],
        seniority=Seniority.UNKNOWN,
        language="en",
        salary=None,
        annual_salary=None,
        skills=[one.skill_id for one in found],
        requirements=requirements(body, "en", found, posting),
        date_posted=None,
        valid_through=None,
    )


def stored(data: OpeningData) -> int:
    """The id of an opening stored as ingestion stores it."""
    features = ranking.features(data)
    with db.transaction() as session:
        row = models.Opening(
            **{
                name: value
                for name, value in data.model_dump(mode="json").items()
                if name in models.Opening.model_fields
            }
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        session.add(
            models.OpeningText(
                opening_id=row.id,
                html="",
                text=data.text,
                requirements=[one.model_dump(mode="json") for one in data.requirements],
                skills=data.skills,
            )
        )
        session.add(
            models.OpeningFeatures(
                opening_id=row.id, version=features.version, packed=features.packed, vector=features.vector.tolist()
            )
        )
        return row.id


def feed(user_id: int, *opening_ids: int) -> None:
    with db.transaction() as session:
        session.add_all(models.OpeningMatch(user_id=user_id, opening_id=number) for number in opening_ids)


def profile(user_id: int, *names: str, wishes: Wishes | None = None) -> None:
    resume = Resume(
        basics=Basics(label="Software Engineer"),
        skills=[Skill(name=name) for name in names],
        work=[Work(position="Software Engineer", start_date="2020-01", current=True)],
        language="en",
    )
    with db.transaction() as session:
        session.execute(text("delete from resume where user_id = :user_id"), {"user_id": user_id})
        session.execute(text("delete from wishes where user_id = :user_id"), {"user_id": user_id})
        session.add(
            models.ResumeFile(
                user_id=user_id, name="cv", media_type="text/plain", size=1, sha256="", path="", state="ready",
                resume=resume.model_dump(mode="json"), matching=True,
            )
        )  # fmt: skip
        if wishes:
            session.add(models.WishesRow(user_id=user_id, data=wishes.model_dump(mode="json")))


def scores(user_id: int) -> dict[int, tuple[int | None, bool]]:
    with db.transaction() as session:
        rows = session.execute(
            text("select opening_id, score, blocked from opening_match where user_id = :user_id"), {"user_id": user_id}
        )
        return {row[0]: (row[1], row[2]) for row in rows}


@pytest.fixture
def nurse(database: Connection) -> int:
    return stored(opening_data("Registered Nurse", NURSE))


@pytest.fixture
def engineer(database: Connection) -> int:
    return stored(opening_data("Backend Engineer", ENGINEER))


def test_a_feed_is_scored_and_the_explanation_gives_the_same_number(
    alice: int, nurse: int, engineer: int, now: datetime
) -> None:
    feed(alice, nurse, engineer)
    profile(alice, "Python", "Django", "PostgreSQL")
    assert matches.rescore(alice, now) == 2
    found = scores(alice)
    assert (found[engineer][0] or 0) > (found[nurse][0] or 0)
    for number in (nurse, engineer):
        explained = matches.explain(alice, number, now)
        assert (explained.score, explained.blocked) == found[number]


def test_scoring_again_changes_no_row(alice: int, engineer: int, now: datetime) -> None:
    feed(alice, engineer)
    profile(alice, "Python")
    matches.rescore(alice, now)
    assert matches.rescore(alice, now) == 0


def test_without_a_resume_there_is_no_score(alice: int, engineer: int, now: datetime) -> None:
    feed(alice, engineer)
    profile(alice, "Python")
    matches.rescore(alice, now)
    with db.transaction() as session:
        session.execute(text("update resume set matching = false"))
    assert matches.rescore(alice, now) == 1
    assert scores(alice) == {engineer: (None, False)}
    with pytest.raises(NotFoundError):
        matches.explain(alice, engineer, now)


def test_only_the_named_openings_are_scored(alice: int, nurse: int, engineer: int, now: datetime) -> None:
    feed(alice, nurse, engineer)
    profile(alice, "Python")
    assert matches.rescore(alice, now, [engineer]) == 1
    assert scores(alice)[nurse] == (None, False)


def test_someone_elses_opening_does_not_exist(alice: int, bob: int, engineer: int, now: datetime) -> None:
    feed(alice, engineer)
    profile(bob, "Python")
    with pytest.raises(NotFoundError):
        matches.explain(bob, engineer, now)
    assert matches.rescore(bob, now) == 0
    assert scores(alice) == {engineer: (None, False)}


def test_a_skill_added_to_the_profile_raises_the_score_for_the_stated_reason(
    alice: int, engineer: int, now: datetime
) -> None:
    feed(alice, engineer)
    profile(alice, "Python")
    matches.rescore(alice, now)
    before, parts = (
        scores(alice)[engineer][0],
        {part.name: part.points for part in matches.explain(alice, engineer, now).parts},
    )
    profile(alice, "Python", "Docker")
    matches.rescore(alice, now)
    after = {part.name: part.points for part in matches.explain(alice, engineer, now).parts}
    assert (scores(alice)[engineer][0] or 0) > (before or 0)
    assert after["required skills"] > parts["required skills"]


def test_a_violated_hard_wish_blocks_and_the_score_stays(alice: int, engineer: int, now: datetime) -> None:
    feed(alice, engineer)
    profile(alice, "Python", wishes=Wishes(workplaces=[Workplace.REMOTE], hard=[Wish.WORKPLACE]))
    matches.rescore(alice, now)
    score, blocked = scores(alice)[engineer]
    assert blocked
    assert score


@pytest.mark.parametrize("few", [0, 512])
def test_features_of_another_version_are_never_read(
    alice: int, engineer: int, now: datetime, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feature_cache, "FEW", few)
    feed(alice, engineer)
    profile(alice, "Python")
    matches.rescore(alice, now)
    right = scores(alice)
    with db.transaction() as session:
        session.execute(text("update opening_features set version = 'old', packed = ''"))
        session.execute(text("update opening_match set score = 1"))
    matches.rescore(alice, now)
    assert scores(alice) == right


def test_opening_one_puts_its_number_into_the_list(alice: int, nurse: int, engineer: int, now: datetime) -> None:
    """The list's may be an older version's, or from a month ago."""
    feed(alice, nurse, engineer)
    profile(alice, "Python")
    matches.rescore(alice, now)
    right = scores(alice)
    with db.transaction() as session:
        session.execute(text("update opening_match set score = 1, blocked = true"))
    explained = matches.explain(alice, engineer, now)
    assert scores(alice) == {engineer: right[engineer], nurse: (1, True)}
    assert (explained.score, explained.blocked) == right[engineer]


def test_while_a_feed_is_scored_the_explanation_writes_nothing(carol: int, now: datetime) -> None:
    number = stored(opening_data("Backend Engineer", ENGINEER))
    feed(carol, number)
    profile(carol, "Python")
    with db.transaction() as scoring:
        scoring.execute(matches._LOCK, {"space": matches._LOCK_SPACE, "user_id": carol})
        assert matches.explain(carol, number, now).score
        assert scores(carol) == {number: (None, False)}


def test_after_an_upgrade_people_s_feeds_are_due_until_they_are_scored(
    alice: int, bob: int, engineer: int, now: datetime
) -> None:
    feed(alice, engineer)
    feed(bob, engineer)
    profile(alice, "Python")
    matches.rescore(alice, now, [engineer])
    assert matches.outdated() == [
        alice
    ]  # a part is not the whole; bob, without a score, is not waiting for a better one
    matches.rescore(alice, now)
    assert matches.outdated() == []
    with db.transaction() as session:
        session.execute(text("update user_account set scores_version = '0'"))
    assert matches.outdated() == [alice]
    matches.rescore(alice, now)
    assert matches.outdated() == []


def test_an_edited_opening_leaves_the_cache(
    alice: int, engineer: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feature_cache, "FEW", 0)
    feed(alice, engineer)
    profile(alice, "Python", "Django")
    matches.rescore(alice, now)
    before = scores(alice)[engineer][0] or 0
    other = ranking.features(opening_data("Registered Nurse", NURSE))
    with db.transaction() as session:
        row = session.get_one(models.OpeningFeatures, engineer)
        row.packed, row.vector = other.packed, other.vector.tolist()
    assert matches.rescore(alice, now) == 1
    assert (scores(alice)[engineer][0] or 0) < before


def test_a_source_is_scored_for_its_followers(alice: int, bob: int, engineer: int, now: datetime) -> None:
    feed(alice, engineer)
    feed(bob, engineer)
    profile(alice, "Python")
    profile(bob, "Python")
    with db.transaction() as session:
        source = models.Source(job_board="lever", company="hollow-oak")
        session.add(source)
        session.flush()
        assert source.id is not None
        session.add(models.Follow(user_id=alice, source_id=source.id))
        session.add(
            models.JobPosting(
                opening_id=engineer, source_id=source.id, job_board="lever", identifier="1", url="https://example.org",
                title="Backend Engineer", hiring_organization="Hollow Oak", content_hash="",
            )
        )  # fmt: skip
    assert matches.rescore_source(source.id, now) == 1
    assert scores(alice)[engineer][0]
    assert scores(bob)[engineer] == (None, False)


def test_of_two_scorings_at_once_the_newer_profile_wins(
    carol: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first has read the old profile when the new one is saved and a second scoring starts."""
    number = stored(opening_data("Backend Engineer", ENGINEER))
    feed(carol, number)
    profile(carol, "Python")
    has_read, may_write = Event(), Event()
    rank = ranking.rank

    def slow_once(*arguments: Any) -> ranking.Ranking:
        if not has_read.is_set():
            has_read.set()
            assert may_write.wait(20)
        return rank(*arguments)

    monkeypatch.setattr(ranking, "rank", slow_once)
    with ThreadPoolExecutor(2) as pool:
        older = pool.submit(matches.rescore, carol, now)
        assert has_read.wait(20)
        profile(carol, "Python", "Django", "PostgreSQL", "Docker", wishes=Wishes(workplaces=[Workplace.REMOTE]))
        newer = pool.submit(matches.rescore, carol, now)
        with pytest.raises(TimeoutError):
            newer.result(0.3)  # it waits for its turn
        may_write.set()
        assert (older.result(20), newer.result(20)) == (1, 1)
    explained = matches.explain(carol, number, now)
    assert scores(carol) == {number: (explained.score, explained.blocked)}


def test_of_a_burst_of_changes_only_the_last_scores(
    alice: int, bob: int, engineer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[list[int]] = []
    monkeypatch.setattr(tasks.celery, "send_task", lambda name, args: queued.append(args))
    for person in (alice, alice, bob, alice):
        tasks.queue_scoring(person)
    ran: list[int] = []
    monkeypatch.setattr(matches, "rescore", lambda user_id, now: ran.append(user_id))
    for arguments in queued:
        tasks.score_user(*arguments)
    assert ran == [bob, alice]
    tasks.score_user(*queued[-1])  # a worker was killed and its task comes again
    assert ran == [bob, alice, alice]
