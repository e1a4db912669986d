"""After an upgrade: postings are read anew from what is stored, and people's numbers follow."""

import json
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from career_copilot import batches, db, tasks
from career_copilot.domain import ranking
from career_copilot.services import ingest, matches, renewing, sources
from tests.services.test_matches import opening_data, profile, scores, stored

JOB = {
    "id": 1,
    "title": "Docker Engineer",
    "absolute_url": "https://job-boards.greenhouse.io/bakery/jobs/1",
    "company_name": "Korn & Kruste",
    "location": {"name": "Graz, Austria"},
    "content": "<h3>Requirements</h3><ul><li>Python and Docker</li><li>PostgreSQL</li></ul>" + "<p>We bake.</p>" * 30,
    "first_published": "2026-11-01T08:00:00+01:00",
}


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture(autouse=True)
def listed(carol: int, redis_server: None, now: datetime, asked: list[str]) -> None:
    """Carol follows a board with two openings, and both are scored for her."""
    profile(carol, "Python", "Docker")

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, json={"jobs": [JOB, JOB | {"id": 2, "title": "Baker"}]})

    client = httpx.Client(transport=httpx.MockTransport(answer))
    run = sources.follow(carol, "https://job-boards.greenhouse.io/bakery", now).run
    assert run is not None
    ingest.run(run.id, now, client)
    matches.rescore(carol, now)


def stale() -> None:
    """As an older version left it: other features, no requirements, other numbers."""
    with db.transaction() as session:
        session.execute(text("update opening_features set version = 'old', packed = ''"))
        session.execute(text("update opening_text set requirements = '[]', skills = '{}'"))
        session.execute(text("update opening_match set score = 1"))
        session.execute(text("update user_account set scores_version = 'old'"))


def everything() -> list[Any]:
    statement = """
        select o.id, o.state, o.verified_at, o.fingerprint, cast(t.requirements as text), t.skills, f.version, f.packed
        from opening o join opening_text t on t.opening_id = o.id join opening_features f on f.opening_id = o.id
        order by o.id
    """
    with db.transaction() as session:
        return [tuple(row) for row in session.execute(text(statement))]


def test_openings_are_as_if_this_version_had_read_them_and_no_board_is_asked(
    carol: int, now: datetime, asked: list[str]
) -> None:
    right, numbers = everything(), scores(carol)
    assert len(right) == 2
    assert all(row[4] != "[]" for row in right)
    stale()
    asked.clear()
    last = renewing.renew(0, now + timedelta(days=3))
    assert last == right[-1][0]
    assert renewing.renew(last, now) is None
    assert everything() == right  # also verified_at: nobody looked whether they are still open
    assert scores(carol) == numbers
    assert asked == []


def test_a_killed_worker_goes_on_where_it_stood_and_twice_is_once(
    carol: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = everything()
    stale()
    monkeypatch.setattr(renewing, "BATCH", 1)
    monkeypatch.setattr(batches, "CHILDREN", 1)
    assert renewing.renew(0, now) == right[0][0]
    assert [row[6] == ranking.VERSION for row in everything()] == [True, False]
    assert renewing.renew(0, now) == right[1][0]  # from the start again: the rows say what is left
    assert renewing.renew(0, now) is None
    assert everything() == right


def test_an_opening_without_a_posting_keeps_what_was_read_of_it(carol: int, now: datetime) -> None:
    alone = stored(opening_data("Nurse", "Requirements\n- Wound care"))
    with db.transaction() as session:
        session.execute(text("update opening_features set version = 'old'"))
    assert renewing.renew(alone - 1, now) == alone
    with db.transaction() as session:
        statement = text("select version from opening_features where opening_id = :id")
        assert session.scalar(statement, {"id": alone}) == ranking.VERSION


def test_a_posting_that_cannot_be_read_any_more_does_not_stop_the_others(carol: int, now: datetime) -> None:
    stale()
    with db.transaction() as session:
        broken = json.dumps({"job_board": "greenhouse"})
        session.execute(
            text("update job_posting set data = cast(:data as jsonb) where identifier = '1'"), {"data": broken}
        )
    assert renewing.renew(0, now) is not None
    assert {row[6] for row in everything()} == {ranking.VERSION}


def test_the_task_goes_on_until_nothing_is_left_and_then_scores_whole_feeds(
    carol: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = scores(carol)
    stale()
    queue: list[tuple[str, list[int]]] = [("renew", [])]
    monkeypatch.setattr(tasks.celery, "send_task", lambda name, args: queue.append((name, args)))
    ran = []
    while queue:
        name, arguments = queue.pop(0)
        ran.append(name)
        {"renew": tasks.renew, "score_user": tasks.score_user}[name](*arguments)
    assert ran == ["renew", "renew", "score_user"]
    assert scores(carol) == numbers
    assert matches.outdated() == []
