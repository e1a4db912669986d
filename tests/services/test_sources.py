"""Following and unfollowing."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from career_copilot import db
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.models import IngestRun, JobPosting, Opening, OpeningMatch, Source, UserOpening
from career_copilot.services import openings, sources

URL = "https://jobs.lever.co/blauwal-logistics/0d2c1a0e-1111-4222-8333-444455556666"


@pytest.fixture(autouse=True)
def _redis(redis_server: None) -> None:
    """Hints go to the embedded Valkey."""


def _listed(source_id: int, name: str, now: datetime, state: str = "live") -> int:
    with db.transaction() as session:
        opening = Opening(fingerprint=name, title=name, company="Blauwal Logistics")
        session.add(opening)
        session.flush()
        assert opening.id is not None
        posting = JobPosting(
            opening_id=opening.id, source_id=source_id, job_board="lever", company=f"{source_id}", identifier=name,
            url="https://jobs.lever.co/x/y", title=name, hiring_organization="Blauwal Logistics", content_hash="",
            state=state,
        )  # fmt: skip
        session.add(posting)
        return opening.id


def _feed(user_id: int) -> set[int]:
    with db.transaction() as session:
        return set(session.scalars(select(col(OpeningMatch.opening_id)).where(col(OpeningMatch.user_id) == user_id)))


def test_following_a_company_asks_for_its_first_reading(alice: int, now: datetime) -> None:
    view = sources.follow(alice, URL, now)
    assert (view.job_board, view.company, view.name) == ("lever", "blauwal-logistics", "Blauwal Logistics")
    assert view.url == "https://jobs.lever.co/blauwal-logistics"
    assert view.run is not None
    assert view.run.state == "queued"


def test_following_twice_is_following_once(alice: int, bob: int, now: datetime) -> None:
    first = sources.follow(alice, URL, now)
    again = sources.follow(alice, URL, now)
    other = sources.follow(bob, "https://jobs.lever.co/blauwal-logistics", now)
    assert first == again == other
    assert len(sources.followed(alice)) == 1
    with db.transaction() as session:
        assert len(list(session.scalars(select(IngestRun)))) == 1


def test_a_company_in_other_letters_is_the_same_company(alice: int, bob: int, now: datetime) -> None:
    first = sources.follow(alice, URL, now)
    _listed(first.id, "Packer", now)
    other = sources.follow(bob, "https://jobs.lever.co/Blauwal-Logistics", now)
    assert (other.id, other.company) == (first.id, "blauwal-logistics")
    assert sources.follow(alice, "https://jobs.eu.lever.co/blauwal-logistics", now).id != first.id


def test_a_spelling_by_which_nothing_was_read_gives_way_to_another(alice: int, bob: int, now: datetime) -> None:
    wrong = sources.follow(alice, URL, now)
    with db.transaction() as session:  # of an unknown company some vendors say that it has no openings
        session.get_one(Source, wrong.id).last_success_at = now
    right = sources.follow(bob, "https://jobs.lever.co/Blauwal-Logistics", now)
    assert right.id == wrong.id
    assert (right.company, right.url) == ("Blauwal-Logistics", "https://jobs.lever.co/Blauwal-Logistics")
    _listed(right.id, "Packer", now)  # a reading that broke off
    assert sources.follow(alice, URL, now).company == "Blauwal-Logistics"


def test_what_others_follow_is_their_secret(alice: int, bob: int, now: datetime) -> None:
    view = sources.follow(alice, URL, now)
    assert sources.followed(bob) == []
    with pytest.raises(NotFoundError):
        sources.unfollow(bob, view.id, now)
    with pytest.raises(NotFoundError):
        sources.read_now(bob, view.id, now)
    assert sources.read_now(bob, None, now) == []


def test_a_fresh_source_is_not_read_again_for_a_second_follower(alice: int, bob: int, now: datetime) -> None:
    view = sources.follow(alice, URL, now)
    with db.transaction() as session:
        source = session.get_one(Source, view.id)
        source.last_success_at, source.next_due_at = now, now + timedelta(hours=6)
        assert view.run is not None
        session.get_one(IngestRun, view.run.id).state = "done"
    other = sources.follow(bob, URL, now)
    assert other.run is not None
    assert other.run.state == "done"


def test_a_new_follower_sees_the_openings_that_are_already_known(alice: int, bob: int, now: datetime) -> None:
    view = sources.follow(alice, URL, now)
    live, closed = _listed(view.id, "a", now), _listed(view.id, "b", now, "closed")
    assert sources.follow(bob, URL, now).openings == 1
    assert _feed(bob) == {live}
    assert closed not in _feed(bob)


def test_unfollowing_keeps_saved_openings_and_those_listed_elsewhere(alice: int, bob: int, now: datetime) -> None:
    view, other = sources.follow(alice, URL, now), sources.follow_board(alice, "remoteok", now)
    only, saved, both = (_listed(view.id, name, now) for name in "abc")
    with db.transaction() as session:
        session.add(UserOpening(user_id=alice, opening_id=saved, saved_at=now))
        session.add(UserOpening(user_id=bob, opening_id=only, saved_at=now))
        session.add(
            JobPosting(
                opening_id=both, source_id=other.id, job_board="remoteok", identifier="1", url="https://remoteok.com/1",
                title="c", hiring_organization="Blauwal Logistics", content_hash="",
            )
        )  # fmt: skip
    sources.follow(bob, URL, now)
    sources.follow(alice, URL, now)
    assert _feed(alice) == {only, saved, both}
    sources.unfollow(alice, view.id, now)
    assert _feed(alice) == {saved, both}
    assert _feed(bob) == {only, saved, both}
    assert [source.job_board for source in sources.followed(alice)] == ["remoteok"]


def test_a_saved_opening_leaves_with_its_mark_once_nothing_followed_lists_it(
    alice: int, bob: int, now: datetime
) -> None:
    view = sources.follow(alice, URL, now)
    kept, followed = _listed(view.id, "kept", now), _listed(view.id, "followed", now)
    sources.follow(alice, URL, now)
    sources.follow(bob, URL, now)
    for opening_id in (kept, followed):
        openings.save(alice, opening_id, now)
    openings.unsave(alice, followed)
    assert _feed(alice) == {kept, followed}
    sources.unfollow(alice, view.id, now)
    assert _feed(alice) == {kept}
    openings.unsave(alice, kept)
    assert (_feed(alice), _feed(bob)) == (set(), {kept, followed})
    openings.save(alice, kept, now)  # the toast took it back
    assert _feed(alice) == {kept}
    assert openings.one(alice, kept, now).row.saved
    stranger = _listed(view.id, "never in this feed", now)
    with pytest.raises(NotFoundError):
        openings.save(alice, stranger, now)


def test_only_boards_of_many_employers_are_followed_as_a_whole(alice: int, now: datetime) -> None:
    sources.follow_board(alice, "arbeitnow", now)
    shown = {board.job_board: board.followed for board in sources.boards(alice)}
    assert shown == {"remoteok": False, "arbeitnow": True, "weworkremotely": False}
    for wrong in ("greenhouse", "nowhere"):
        with pytest.raises(InvalidInputError):
            sources.follow_board(alice, wrong, now)


def test_asking_for_a_reading_while_one_is_open_gives_the_same_run(alice: int, now: datetime) -> None:
    view = sources.follow(alice, URL, now)
    assert view.run is not None
    assert sources.read_now(alice, view.id, now) == sources.read_now(alice, None, now) == [view.run.id]
    with db.transaction() as session:
        session.get_one(IngestRun, view.run.id).state = "running"
    assert sources.read_now(alice, view.id, now) == []
