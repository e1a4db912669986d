"""The demonstration's tracker has something of everything, with a past."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from career_copilot import db
from career_copilot.demo import applications as demo
from career_copilot.domain.pipeline import Stage
from career_copilot.domain.reminders import Which
from career_copilot.models import Opening, OpeningMatch, OpeningText
from career_copilot.services import goals, interviews, offers, reminders, resumes

pytestmark = pytest.mark.usefixtures("redis_server")


def test_it_has_every_part_of_the_tracker(alice: int, now: datetime) -> None:
    with db.transaction() as session:
        for number in range(20):
            opening = Opening(
                fingerprint=str(number), title=f"Engineer {number}", company="Nordlichtwerk", places=[], countries=[],
                date_posted=now - timedelta(days=3 * number),
            )  # fmt: skip
            session.add(opening)
            session.flush()
            assert opening.id is not None
            session.add(OpeningText(opening_id=opening.id, html="<p>x</p>", text="x"))
            session.add(OpeningMatch(user_id=alice, opening_id=opening.id, score=50, blocked=False))
    demo.seed(alice, resumes.keep(alice, "cv.txt", b"Leila Marzen", now), now)
    with db.transaction() as session:
        stages = session.execute(text("select stage, count(*) from application group by 1")).all()
        records = session.execute(
            text("select count(*), count(distinct sha256), min(created_at) from submission_record")
        ).one()
        files = session.scalar(text("select count(*) from submission_record where jsonb_array_length(files) = 1"))
    assert {Stage.INTERESTED, Stage.APPLIED, Stage.SCREENING, Stage.INTERVIEW, Stage.OFFER, Stage.REJECTED} == {
        stage for stage, _ in stages
    }
    applied = sum(1 for story in demo.STORIES if story.moves)
    assert (records[0], records[1], files) == (applied, applied, applied)
    assert records[2] == now - timedelta(days=50)
    assert reminders.page(alice, Which.OVERDUE, now).total > 0
    assert reminders.page(alice, Which.UPCOMING, now).total > 2
    with db.transaction() as session:
        assert session.scalar(text("select count(*) from application where ad_posted_at > created_at")) == 0
    compared = offers.all_of(alice)
    assert [one.stage for one in compared] == [Stage.OFFER, Stage.OFFER]
    assert all(one.decide_by and one.decide_by > now for one in compared)
    assert {goal.kind for goal in goals.progress(alice, now, "UTC")} == set(demo.GOALS.weekly)
    coming = interviews.all_of(alice, now)
    assert any(view.outcome == "" for view in coming)
