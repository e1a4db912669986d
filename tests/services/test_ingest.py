"""Reading a source into the database: what opens, changes, closes, is doubted and comes back."""

import gzip
import html
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis
from sqlalchemy import select, text
from sqlmodel import col

from career_copilot import db, live
from career_copilot.models import (
    IngestRun,
    JobPosting,
    Opening,
    OpeningFeatures,
    OpeningMatch,
    OpeningText,
    Source,
    User,
    UserOpening,
)
from career_copilot.services import claimed_runs, ingest, runs, sources

WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _servers(committed: None, redis_server: None) -> None:
    """Readings use several connections, so their rows are committed."""


def words(number: int) -> str:
    """A text long enough that two postings with it are taken for one vacancy."""
    return f"<p>{f'Bake bread number {number} in our wood-fired oven. ' * 6}</p>"


def job(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": number,
        "title": f"Baker {number}",
        "absolute_url": f"https://job-boards.greenhouse.io/bakery/jobs/{number}",
        "company_name": "Korn & Kruste",
        "location": {"name": "Graz, Austria"},
        "content": html.escape(words(number)),
        "first_published": "2026-11-01T08:00:00+01:00",
    } | changes


class Boards:
    """All boards of a test: answers by host, changeable between two readings."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        answer = self.answers[request.url.host]
        answer = answer(request) if callable(answer) else answer
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)

    def greenhouse(self, *jobs: dict[str, Any]) -> None:
        self.answers["boards-api.greenhouse.io"] = {"jobs": list(jobs)}

    def client(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self))


@pytest.fixture
def web() -> Boards:
    return Boards()


def read(web: Boards, source_id: int, now: datetime) -> IngestRun:
    with db.transaction() as session:
        (run_id,) = sources.open_runs(session, [source_id], now)
    with web.client() as client:
        ingest.run(run_id, now, client, lambda seconds: None)
    with db.transaction() as session:
        return session.get_one(IngestRun, run_id)


def counts(run: IngestRun) -> tuple[str, int, int, int, int]:
    return run.state, run.found, run.new, run.updated, run.closed


def follow(user_id: int, now: datetime, company: str = "bakery") -> int:
    return sources.follow(user_id, f"https://boards.greenhouse.io/{company}", now).id


def states() -> dict[str, str]:
    with db.transaction() as session:
        return {row.title: row.state for row in session.scalars(select(Opening))}


def feed(user_id: int) -> int:
    with db.transaction() as session:
        return len(list(session.scalars(select(OpeningMatch).where(col(OpeningMatch.user_id) == user_id))))


def test_a_reading_stores_each_posting_with_its_opening_text_and_features(
    carol: int, web: Boards, now: datetime
) -> None:
    source = follow(carol, now)
    web.greenhouse(*(job(n) for n in range(3)))
    assert counts(read(web, source, now)) == ("done", 3, 3, 0, 0)
    with db.transaction() as session:
        for table in (JobPosting, Opening, OpeningText, OpeningFeatures, OpeningMatch):
            assert len(list(session.scalars(select(table)))) == 3
        opening = session.scalars(select(Opening).where(col(Opening.title) == "Baker 1")).one()
        assert (opening.company, opening.state, opening.job_boards) == ("Korn & Kruste", "live", ["greenhouse"])
        found = text("select id from opening where search @@ websearch_to_tsquery('english', 'baking 1')")
        assert list(session.scalars(found)) == [opening.id]
    (view,) = sources.followed(carol)
    assert (view.name, view.openings, view.last_success_at) == ("Korn & Kruste", 3, now)
    assert view.next_due_at == now + timedelta(hours=6)


def test_words_arrive_as_the_board_wrote_them_whatever_signs_are_in_them(
    carol: int, web: Boards, now: datetime
) -> None:
    source = follow(carol, now)
    signs = r"""C:\new\table \N \. {"a", 'b'} %s :now $1 © 🥐"""
    text_of_it = f"{words(1)}<p>{html.escape(signs)}</p><pre>one\ttwo\r\nthree</pre>"
    web.greenhouse(job(1, title=f"Baker\t{signs}", content=html.escape(text_of_it)))
    assert counts(read(web, source, now)) == ("done", 1, 1, 0, 0)
    with db.transaction() as session:
        opening, posting = session.scalars(select(Opening)).one(), session.scalars(select(JobPosting)).one()
        assert opening.title == f"Baker {signs}"
        assert signs in session.get_one(OpeningText, opening.id).text
        assert (posting.title, posting.data["description"]) == (f"Baker\t{signs}", text_of_it)


def test_reading_the_same_again_changes_nothing(carol: int, web: Boards, now: datetime) -> None:
    source = follow(carol, now)
    web.greenhouse(job(1), job(2))
    read(web, source, now)
    assert counts(read(web, source, now + WEEK)) == ("done", 2, 0, 0, 0)
    with db.transaction() as session:
        assert {posting.last_seen_at for posting in session.scalars(select(JobPosting))} == {now + WEEK}


def test_an_edit_is_an_update_of_the_same_opening(carol: int, web: Boards, now: datetime) -> None:
    source = follow(carol, now)
    web.greenhouse(job(1), job(2))
    read(web, source, now)
    with db.transaction() as session:
        opening = session.scalars(select(Opening).where(col(Opening.title) == "Baker 1")).one()
        session.add(UserOpening(user_id=carol, opening_id=opening.id, saved_at=now))
    web.greenhouse(job(1, title="Head baker", content="Lead &lt;b&gt;the&lt;/b&gt; bakery"), job(2))
    assert counts(read(web, source, now + WEEK)) == ("done", 2, 0, 1, 0)
    with db.transaction() as session:
        after = session.get_one(Opening, opening.id)
        assert after.title == "Head baker"
        assert after.fingerprint != opening.fingerprint
        assert "bakery" in session.get_one(OpeningText, opening.id).text
        assert session.scalars(select(UserOpening)).one().opening_id == opening.id
        assert session.scalars(select(JobPosting).where(col(JobPosting.identifier) == "1")).one().updated_at


def test_what_a_complete_reading_lacks_is_closed_and_comes_back_when_listed_again(
    carol: int, web: Boards, now: datetime
) -> None:
    source = follow(carol, now)
    web.greenhouse(job(1), job(2))
    read(web, source, now)
    web.greenhouse(job(1))
    assert counts(read(web, source, now + WEEK)) == ("done", 1, 0, 0, 1)
    assert states() == {"Baker 1": "live", "Baker 2": "closed"}
    with db.transaction() as session:
        closed = session.scalars(select(Opening).where(col(Opening.title) == "Baker 2")).one()
        assert (closed.closed_at, closed.closed_reason) == (now + WEEK, "no longer listed")
    assert counts(read(web, source, now + WEEK)) == ("done", 1, 0, 0, 0)
    web.greenhouse(job(1), job(2))
    assert counts(read(web, source, now + 2 * WEEK)) == ("done", 2, 1, 0, 0)
    assert states() == {"Baker 1": "live", "Baker 2": "live"}


def test_a_company_that_hires_nobody_any_more_may_have_an_empty_board(carol: int, web: Boards, now: datetime) -> None:
    source = follow(carol, now)
    web.greenhouse(job(1), job(2))
    read(web, source, now)
    web.greenhouse()
    assert counts(read(web, source, now + WEEK)) == ("done", 0, 0, 0, 2)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"jobs": []}, "empty"),
        ({"status": "please sign in"}, "changed"),
        (httpx.Response(200, text="<html>Sign in</html>"), "failed"),
        (httpx.Response(404), "unknown"),
        (httpx.Response(503), "failed"),
    ],
)
def test_a_failed_reading_closes_nothing_and_is_tried_again_soon(
    carol: int, web: Boards, now: datetime, answer: Any, kind: str
) -> None:
    source = follow(carol, now)
    web.greenhouse(*(job(n) for n in range(6)))
    read(web, source, now)
    web.answers["boards-api.greenhouse.io"] = answer
    run = read(web, source, now + WEEK)
    assert (run.state, run.error_kind) == ("failed", kind)
    assert run.error
    assert set(states().values()) == {"live"}
    (view,) = sources.followed(carol)
    assert (view.failure_streak, view.openings, view.last_success_at) == (1, 6, now)
    assert view.next_due_at == now + WEEK + timedelta(minutes=10)
    web.greenhouse(*(job(n) for n in range(6)))
    assert read(web, source, now + 2 * WEEK).state == "done"
    assert sources.followed(carol)[0].failure_streak == 0


def test_a_truncated_reading_closes_nothing(carol: int, web: Boards, now: datetime) -> None:
    source = sources.follow(carol, "https://jobs.lever.co/clinic", now).id

    def pages(request: httpx.Request) -> Any:
        if not request.url.path.endswith("/clinic"):
            return httpx.Response(200, json={})
        skip = int(request.url.params["skip"])
        jobs = [
            {"id": str(n), "text": f"Nurse {n}", "hostedUrl": f"https://jobs.lever.co/clinic/{n}"} for n in range(150)
        ]
        return jobs[skip : skip + 100] if complete or not skip else httpx.Response(503)

    complete = True
    web.answers["api.lever.co"] = pages
    assert counts(read(web, source, now)) == ("done", 150, 150, 0, 0)
    complete = False
    run = read(web, source, now + WEEK)
    assert counts(run) == ("truncated", 100, 0, 0, 0)
    assert run.error == "answer 2: its server is in trouble"
    assert set(states().values()) == {"live"}


def test_what_leaves_a_feed_is_unverified_and_not_closed(carol: int, web: Boards, now: datetime) -> None:
    source = sources.follow_board(carol, "remoteok", now).id

    def ads(*numbers: int) -> list[dict[str, Any]]:
        return [{"legal": "x"}] + [
            {"id": str(n), "position": f"Editor {n}", "company": "Lumen", "url": f"https://remoteok.com/{n}"}
            for n in numbers
        ]

    web.answers["remoteok.com"] = ads(1, 2)
    read(web, source, now)
    web.answers["remoteok.com"] = ads(2, 3)
    assert counts(read(web, source, now + WEEK)) == ("done", 2, 1, 0, 0)
    assert states() == {"Editor 1": "unverified", "Editor 2": "live", "Editor 3": "live"}
    with db.transaction() as session:
        assert session.scalars(select(Opening).where(col(Opening.title) == "Editor 1")).one().verified_at == now


def test_an_unchanged_board_costs_no_work_and_closes_nothing(carol: int, web: Boards, now: datetime) -> None:
    source = follow(carol, now)
    web.greenhouse(job(1), job(2))
    read(web, source, now)
    with db.transaction() as session:
        assert session.get_one(Source, source).http_cache["sha256"]
    web.greenhouse(job(1))
    read(web, source, now)
    assert counts(read(web, source, now + WEEK)) == ("done", 1, 0, 0, 0)
    with db.transaction() as session:
        verified = {row.title: row.verified_at for row in session.scalars(select(Opening))}
    assert verified == {"Baker 1": now + WEEK, "Baker 2": now}


def test_two_boards_with_one_vacancy_share_one_opening_and_the_employer_s_board_is_preferred(
    carol: int, web: Boards, now: datetime
) -> None:
    feed_source = sources.follow_board(carol, "remoteok", now).id
    web.answers["remoteok.com"] = [
        {"id": "9", "position": "Baker 1", "company": "Korn & Kruste", "location": "Graz, Austria",
         "description": words(1), "url": "https://remoteok.com/9", "date": "2026-11-20T00:00:00Z"}
    ]  # fmt: skip
    read(web, feed_source, now)
    web.greenhouse(job(1))
    source = follow(carol, now)
    read(web, source, now)
    with db.transaction() as session:
        (opening,) = session.scalars(select(Opening))
        assert opening.job_boards == ["greenhouse", "remoteok"]
        assert opening.date_posted == datetime.fromisoformat("2026-11-01T08:00:00+01:00")
        assert len(list(session.scalars(select(JobPosting)))) == 2
    web.greenhouse()
    read(web, source, now + WEEK)
    assert states() == {"Baker 1": "live"}


def test_a_reading_fills_the_feed_of_every_follower_and_of_nobody_else(carol: int, web: Boards, now: datetime) -> None:
    with db.transaction() as session:
        session.add(User(email="dave@example.org", password_hash="no hash"))
    source = follow(carol, now)
    web.greenhouse(job(1))
    read(web, source, now)
    assert (feed(carol), feed(carol + 1)) == (1, 0)
    follow(carol + 1, now)
    assert feed(carol + 1) == 1
    web.greenhouse(job(1), job(2))
    read(web, source, now + WEEK)
    assert (feed(carol), feed(carol + 1)) == (2, 2)


def test_text_that_postgres_refuses_is_cleaned(carol: int, web: Boards, now: datetime) -> None:
    source = follow(carol, now)
    body = json.dumps({"jobs": [job(1, title="Ba\0ker", content="half \ud83d a pair"), job(2)]})
    web.answers["boards-api.greenhouse.io"] = lambda request: httpx.Response(200, content=body.encode())
    run = read(web, source, now)
    assert (run.state, run.found) == ("done", 2)
    assert "Baker" in states()


def test_one_source_is_never_read_twice_at_once(carol: int, web: Boards, now: datetime) -> None:
    source = follow(carol, now)
    web.greenhouse(job(1))
    with db.transaction() as session:
        (run_id,) = sources.open_runs(session, [source], now)
    claimed = runs.claim(run_id)
    assert claimed is not None
    assert runs.claim(run_id) is None
    with db.transaction() as session:
        assert sources.open_runs(session, [source], now) == []
    with web.client() as client:
        assert ingest.run(run_id, now, client) is None
    assert states() == {}


def _stall(run_id: int) -> None:
    with db.transaction() as session:
        stalled = "update ingest_run set heartbeat_at = clock_timestamp() - interval '31 seconds' where id = :id"
        session.execute(text(stalled), {"id": run_id})


def test_an_abandoned_run_is_taken_up_and_its_old_worker_can_write_no_more(
    carol: int, web: Boards, now: datetime
) -> None:
    source = follow(carol, now)
    web.greenhouse(job(1), job(2))
    with db.transaction() as session:
        (run_id,) = sources.open_runs(session, [source], now)
    old = runs.claim(run_id)
    assert old is not None
    assert runs.take_up_stalled() == []
    _stall(run_id)
    assert runs.take_up_stalled() == [run_id]
    with web.client() as client:
        ingest.run(run_id, now, client)
    with db.transaction() as session, pytest.raises(claimed_runs.Lost):
        runs.record(session, old)
    with db.transaction() as session:
        assert counts(session.get_one(IngestRun, run_id)) == ("done", 2, 2, 0, 0)


def test_a_run_that_dies_again_and_again_is_given_up(carol: int, now: datetime) -> None:
    source = follow(carol, now)
    with db.transaction() as session:
        (run_id,) = sources.open_runs(session, [source], now)
    for _ in range(claimed_runs.MOST_ATTEMPTS):
        assert runs.claim(run_id) is not None
        _stall(run_id)
    assert runs.take_up_stalled() == []
    with db.transaction() as session:
        run = session.get_one(IngestRun, run_id)
        assert (run.state, run.error) == ("failed", "the reading was interrupted 5 times")


def test_an_interrupted_run_goes_on_where_it_stood(carol: int, web: Boards, now: datetime) -> None:
    source = sources.follow(carol, "https://jobs.lever.co/clinic", now).id
    jobs = [{"id": str(n), "text": f"Nurse {n}", "hostedUrl": f"https://jobs.lever.co/clinic/{n}"} for n in range(250)]

    class Killed(BaseException):
        pass

    def pages(request: httpx.Request) -> Any:
        skip = int(request.url.params["skip"])
        if broken and skip == 200:
            raise Killed
        return jobs[skip : skip + 100]

    broken = True
    web.answers["api.lever.co"] = pages
    with pytest.raises(Killed):
        read(web, source, now)
    with db.transaction() as session:
        run = session.scalars(select(IngestRun)).one()
        assert run.state == "running"
        stored = run.found
        assert run.id is not None
    broken = False
    _stall(run.id)
    with web.client() as client:
        ingest.run(run.id, now, client, lambda seconds: None)
    with db.transaction() as session:
        assert counts(session.get_one(IngestRun, run.id)) == ("done", 250, 250, 0, 0)
        assert len(list(session.scalars(select(JobPosting)))) == 250
    assert stored <= 200


def test_sources_that_share_their_openings_can_be_read_at_the_same_moment(
    carol: int, web: Boards, now: datetime
) -> None:
    """Eight boards list the same 150 vacancies in eight orders: no deadlock, no opening twice."""
    companies = [f"agency{n}" for n in range(8)]
    ids = [follow(carol, now, company) for company in companies]
    barrier = threading.Barrier(8)

    def board(request: httpx.Request) -> Any:
        number = companies.index(request.url.path.split("/")[3])
        jobs = [job(n) for n in range(150)]
        barrier.wait(30)
        return {"jobs": jobs[number * 17 :] + jobs[: number * 17]}

    from career_copilot.job_boards import manners

    web.answers["boards-api.greenhouse.io"] = board
    manners._GATES.clear()
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(8) as pool:
        patch.setattr("career_copilot.job_boards.fetching.turn", _no_turn)
        results = list(pool.map(lambda source: counts(read(web, source, now)), ids))
    assert results == [("done", 150, 150, 0, 0)] * 8
    with db.transaction() as session:
        assert len(list(session.scalars(select(Opening)))) == 150
        assert len(list(session.scalars(select(JobPosting)))) == 1200
    assert feed(carol) == 150


@contextmanager
def _no_turn(*arguments: object) -> Iterator[None]:
    yield


def test_a_lost_hint_costs_no_reading(carol: int, web: Boards, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **data: object) -> None:
        raise redis.ConnectionError("restarting")

    source = follow(carol, now)
    web.greenhouse(job(1))
    monkeypatch.setattr(live, "publish", refuse)
    assert counts(read(web, source, now)) == ("done", 1, 1, 0, 0)


def test_who_follows_a_source_while_it_is_read_hears_of_its_end(
    carol: int, web: Boards, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction() as session:
        session.add(User(email="dave@example.org", password_hash="no hash"))
    heard: list[tuple[int, Any]] = []
    source = follow(carol, now)

    def answer(request: httpx.Request) -> httpx.Response:
        follow(carol + 1, now)
        monkeypatch.setattr(live, "publish", lambda user_id, topic, **data: heard.append((user_id, data["state"])))
        return httpx.Response(200, json={"jobs": [job(1)]})

    web.answers["boards-api.greenhouse.io"] = answer
    read(web, source, now)
    assert heard[-2:] == [(carol, "done"), (carol + 1, "done")]
    assert feed(carol + 1) == 1


def test_due_sources_get_one_run_each_and_those_nobody_follows_none(carol: int, web: Boards, now: datetime) -> None:
    source = follow(carol, now)
    web.greenhouse(job(1))
    read(web, source, now)
    assert ingest.due(now + timedelta(hours=5)) == []
    (run_id,) = ingest.due(now + timedelta(hours=6))
    assert ingest.due(now + timedelta(hours=6)) == [run_id]
    with db.transaction() as session:
        session.delete(session.get_one(IngestRun, run_id))
    sources.unfollow(carol, source, now)
    assert ingest.due(now + timedelta(hours=6)) == []


def test_only_so_many_sources_are_read_at_once_and_the_rest_waits_in_rows() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "_slots", threading.BoundedSemaphore(1))
        with ingest.slot() as first, ingest.slot() as second:
            assert (first, second) == (True, False)
        with ingest.slot() as again:
            assert again


def test_when_the_preferred_posting_closes_the_other_one_speaks_for_the_opening(
    carol: int, web: Boards, now: datetime
) -> None:
    source, other = follow(carol, now), follow(carol, now, "agency")
    web.answers["boards-api.greenhouse.io"] = lambda request: (
        {"jobs": bakery} if "/bakery/" in request.url.path else {"jobs": agency}
    )
    bakery = [job(1, first_published="2026-11-01T08:00:00Z")]
    agency = [job(7, title="Baker 1", content=bakery[0]["content"], first_published="2026-11-05T08:00:00Z")]
    read(web, source, now)
    read(web, other, now)
    with db.transaction() as session:
        assert session.scalars(select(Opening)).one().date_posted == datetime.fromisoformat("2026-11-01T08:00:00Z")
    bakery = []
    assert counts(read(web, source, now + WEEK)) == ("done", 0, 0, 0, 1)
    with db.transaction() as session:
        opening = session.scalars(select(Opening)).one()
        assert (opening.state, opening.date_posted) == ("live", datetime.fromisoformat("2026-11-05T08:00:00Z"))


def test_a_posting_that_is_not_listed_any_more_is_closed_by_its_own_404_even_after_a_truncated_reading(
    carol: int, web: Boards, now: datetime
) -> None:
    source = sources.follow(carol, "https://jobs.lever.co/clinic", now).id
    jobs = [{"id": str(n), "text": f"Nurse {n}", "hostedUrl": f"https://jobs.lever.co/clinic/{n}"} for n in range(103)]

    def pages(request: httpx.Request) -> Any:
        if not request.url.path.endswith("/clinic"):
            return singles[request.url.path.rsplit("/", 1)[1]]
        skip = int(request.url.params["skip"])
        return jobs[skip : skip + 100] if complete or not skip else httpx.Response(500)

    singles = {"100": jobs[100], "101": httpx.Response(404), "102": httpx.Response(500)}
    complete = True
    web.answers["api.lever.co"] = pages
    read(web, source, now)
    complete = False
    assert counts(read(web, source, now + WEEK)) == ("truncated", 100, 0, 0, 1)
    assert {title for title, state in states().items() if state == "closed"} == {"Nurse 101"}


def test_a_new_date_of_change_alone_is_no_update(carol: int, web: Boards, now: datetime) -> None:
    source = follow(carol, now)
    web.greenhouse(job(1, updated_at="2026-11-01T08:00:00Z"))
    read(web, source, now)
    web.greenhouse(job(1, updated_at="2026-11-09T08:00:00Z"))
    assert counts(read(web, source, now + WEEK)) == ("done", 1, 0, 0, 0)


def as_served(item: dict[str, Any], company: str) -> dict[str, Any]:
    """The earlier recordings kept some fields under shorter names."""
    if "absolute_url" in item:
        return item
    return item | {"absolute_url": item["url"], "location": {"name": item["location"]}, "company_name": company}


def visible(job: dict[str, Any]) -> dict[str, Any]:
    """What a reader of the board can see of a job, so that two readings can be compared."""
    told = {name: job.get(name) or None for name in VISIBLE}
    told["title"] = job["title"].strip()
    return told | {"where": job["location"]["name"].strip()}


VISIBLE = ("absolute_url", "company_name", "first_published", "language", "application_deadline", "departments")


@pytest.mark.parametrize("company", ["catawiki", "suitsupply", "veterinarypracticepartners"])
def test_eight_readings_of_a_real_board_open_edit_close_and_reopen_what_really_did(
    carol: int, web: Boards, now: datetime, recordings: Path, company: str
) -> None:
    """Items of one Greenhouse board at eight dates, un-nested: wrapped in the vendor's envelope here."""
    source = follow(carol, now, company)
    before: dict[int, tuple[str, str, str]] = {}
    ever: set[int] = set()
    reopened = 0
    for path in sorted((recordings / f"greenhouse_history/{company}").iterdir()):
        items = {item["id"]: item for item in json.loads(gzip.decompress(path.read_bytes()))["jobs"]}
        web.greenhouse(*(as_served(item, company) for item in items.values()))
        said = {n: visible(as_served(item, company)) for n, item in items.items()}
        edited = sum(said[n] != before[n] for n in said.keys() & before.keys())
        moment = datetime.fromisoformat(path.name[:10] + "T00:00:00+00:00")
        run = read(web, source, moment)
        new, closed = len(said.keys() - before.keys()), len(before.keys() - said.keys())
        assert counts(run) == ("done", len(said), new, edited, closed)
        reopened += len((said.keys() - before.keys()) & ever)
        before, ever = said, ever | said.keys()
        with db.transaction() as session:
            live = select(col(JobPosting.identifier)).where(col(JobPosting.state) == "live")
            assert {int(identifier) for identifier in session.scalars(live)} == set(said)
            assert len(list(session.scalars(select(JobPosting)))) == len(ever)
