"""What the network does to a reading, with the transport faked and the rest real."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from career_copilot.config import settings
from career_copilot.domain.posting import PostingData
from career_copilot.errors import JobBoardError
from career_copilot.job_boards import BOARDS, fetching, manners
from career_copilot.job_boards.board import Board, Listed

Handler = Callable[[httpx.Request], httpx.Response]
GREENHOUSE, LEVER = BOARDS["greenhouse"], BOARDS["lever"]


def job(number: int) -> dict[str, Any]:
    return {"id": number, "title": f"Baker {number}", "absolute_url": f"https://x.example/{number}", "content": "Bread"}


def lever_page(first: int, count: int) -> list[dict[str, Any]]:
    return [
        {"id": str(n), "text": "Nurse", "hostedUrl": f"https://jobs.lever.co/x/{n}"}
        for n in range(first, first + count)
    ]


class Clock:
    """Counts the seconds that were slept instead of sleeping them."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture(autouse=True)
def _own_hosts() -> Iterator[None]:
    manners._GATES.clear()
    settings.cache_clear()
    yield
    settings.cache_clear()


def collect(
    board: Board, handler: Handler, company: str = "bakery", clock: Clock | None = None, **options: Any
) -> tuple[list[PostingData | Listed], fetching.Outcome]:
    found: list[PostingData | Listed] = []

    def all_of(reading: fetching.Fetching) -> Iterator[fetching.Outcome]:
        outcome = yield from reading  # type: ignore[misc]
        yield outcome

    with httpx.Client(transport=httpx.MockTransport(handler)) as client:
        for item in all_of(fetching.fetch(board, company, client, sleep=clock or Clock(), **options)):
            if isinstance(item, fetching.Outcome):
                return found, item
            found.append(item)
    raise AssertionError("no outcome")


def answers(*responses: httpx.Response | Exception) -> Handler:
    """Each request gets the next one; the last one is for all that follow."""
    remaining = list(responses)

    def handler(request: httpx.Request) -> httpx.Response:
        answer = remaining.pop(0) if len(remaining) > 1 else remaining[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    return handler


def board_of(count: int, **headers: str) -> httpx.Response:
    return httpx.Response(200, json={"jobs": [job(n) for n in range(count)]}, headers=headers)


def test_a_complete_reading_says_so() -> None:
    found, outcome = collect(GREENHOUSE, answers(board_of(3)))
    assert len(found) == 3
    assert outcome.truncated == ""
    assert not outcome.unchanged


def test_we_say_who_we_are_and_speak_https_with_the_board_only() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert request.headers["User-Agent"].startswith("CareerCopilot/")
        assert (request.url.scheme, request.url.host) == ("https", "boards-api.greenhouse.io")
        return board_of(1)

    collect(GREENHOUSE, handler)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_board_is_asked_again(status: int) -> None:
    found, _ = collect(GREENHOUSE, answers(httpx.Response(status), httpx.Response(status), board_of(2)))
    assert len(found) == 2


def test_retry_after_is_honoured() -> None:
    clock = Clock()
    collect(GREENHOUSE, answers(httpx.Response(429, headers={"Retry-After": "7"}), board_of(1)), clock=clock)
    assert 7 in clock.slept


def test_a_long_retry_after_is_left_to_the_next_run() -> None:
    clock = Clock()
    for value in ("3600", format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)):
        with pytest.raises(JobBoardError, match="come back later") as caught:
            collect(GREENHOUSE, answers(httpx.Response(503, headers={"Retry-After": value})), clock=clock)
        assert caught.value.kind == "failed"
    assert max(clock.slept, default=0) <= 30


@pytest.mark.parametrize("value", ["soon", "", "-5"])
def test_a_senseless_retry_after_does_no_harm(value: str) -> None:
    found, _ = collect(GREENHOUSE, answers(httpx.Response(429, headers={"Retry-After": value}), board_of(1)))
    assert len(found) == 1


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        (httpx.Response(404), "unknown"),
        (httpx.Response(410), "unknown"),
        (httpx.Response(403), "failed"),
        (httpx.Response(401), "failed"),
        (httpx.Response(429), "failed"),
        (httpx.Response(418), "failed"),
        (httpx.Response(503), "failed"),
        (httpx.Response(200, text="<!DOCTYPE html><title>Sign in</title>"), "failed"),
        (httpx.Response(200, text="{}", headers={"Content-Type": "text/html; charset=utf-8"}), "failed"),
        (httpx.Response(302, headers={"Location": "https://login.example/"}), "failed"),
        (httpx.Response(302, headers={"Location": "http://boards-api.greenhouse.io/v1"}), "failed"),
        (httpx.ReadTimeout("slow"), "failed"),
        (httpx.ConnectError("refused"), "failed"),
        (httpx.Response(200, text="not json"), "changed"),
        (httpx.Response(200, text=""), "changed"),
        (httpx.Response(200, json={"error": "login required"}), "changed"),
        (httpx.Response(200, json={"jobs": None}), "changed"),
        (httpx.Response(200, json={"jobs": [{"id": 1}]}), "changed"),
    ],
)
def test_a_first_answer_that_is_an_error_is_a_failure_and_never_an_empty_board(
    first: httpx.Response | Exception, kind: str
) -> None:
    with pytest.raises(JobBoardError) as caught:
        collect(GREENHOUSE, answers(first))
    assert caught.value.kind == kind
    assert caught.value.reason
    assert not re.search(r"\b[1-5]\d\d\b|Too Many|Forbidden|Service Unavailable", caught.value.reason)


@pytest.mark.parametrize(
    ("first", "says"),
    [
        (httpx.Response(200, text='{"jobs": [{"title": "Nur'), "damaged or breaks off"),
        (httpx.Response(200, json={"error": "login required"}), "something is missing"),
        (httpx.Response(200, json={"jobs": [{"id": 1}]}), "no posting could be read"),
    ],
)
def test_what_cannot_be_read_is_said_in_plain_words(first: httpx.Response, says: str) -> None:
    with pytest.raises(JobBoardError, match=says) as caught:
        collect(GREENHOUSE, answers(first))
    assert "Error" not in caught.value.reason


def test_a_board_without_companies_that_is_gone_names_none() -> None:
    with pytest.raises(JobBoardError) as caught:
        collect(BOARDS["weworkremotely"], answers(httpx.Response(404)), "")
    assert caught.value.reason == "its list is no longer at the address it had"
    assert caught.value.kind == "unknown"


@pytest.mark.parametrize("board", BOARDS.values(), ids=BOARDS.keys())
@pytest.mark.parametrize("body", ["<html>please log in</html>", "gone fishing"])
def test_no_board_takes_a_login_page_for_an_empty_list(board: Board, body: str) -> None:
    company = {"workday": "acme.wd1/jobs"}.get(board.name, "acme")
    with pytest.raises(JobBoardError):
        collect(board, answers(httpx.Response(200, text=body)), company)


@pytest.mark.parametrize(
    "later",
    [
        httpx.Response(503),
        httpx.Response(404),
        httpx.Response(200, text="<html>slow down</html>"),
        httpx.Response(200, text="[{"),
        httpx.ReadTimeout("slow"),
    ],
)
def test_an_error_on_a_later_page_keeps_what_was_read_and_says_truncated(later: httpx.Response | Exception) -> None:
    found, outcome = collect(LEVER, answers(httpx.Response(200, json=lever_page(0, 100)), later))
    assert len(found) == 100
    assert outcome.truncated
    assert outcome.cache == {}


def test_one_broken_posting_does_not_hide_the_others() -> None:
    found, outcome = collect(GREENHOUSE, answers(httpx.Response(200, json={"jobs": [job(1), {"id": 2}, job(3)]})))
    assert len(found) == 2
    assert outcome.truncated == "1 posting could not be read"


def test_redirects_on_the_same_host_are_followed_but_not_for_ever() -> None:
    there = httpx.Response(301, headers={"Location": "/v2/boards/bakery/jobs"})
    assert len(collect(GREENHOUSE, answers(there, board_of(1)))[0]) == 1
    with pytest.raises(JobBoardError, match="without end"):
        collect(GREENHOUSE, answers(there))


def test_a_redirect_to_another_host_is_never_requested() -> None:
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(307, headers={"Location": "http://127.0.0.1:5432/"})

    with pytest.raises(JobBoardError, match=r"127\.0\.0\.1"):
        collect(GREENHOUSE, handler)
    assert set(asked) == {"boards-api.greenhouse.io"}


@pytest.mark.parametrize("company", ["127.0.0.1#.wd1/x", "localhost/x", "evil.example/a/b", "a@127.0.0.1:80/x"])
def test_a_company_token_cannot_lead_to_another_host(company: str) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        assert request.url.host.endswith((".myworkdayjobs.com", ".myworkdaysite.com"))
        return httpx.Response(404)

    with pytest.raises(JobBoardError):
        collect(BOARDS["workday"], handler, company)


def test_a_huge_answer_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST_ANSWER", 1000)
    with pytest.raises(JobBoardError, match="larger than"):
        collect(GREENHOUSE, answers(board_of(100)))


def test_an_unchanged_board_is_recognised_by_304_and_by_its_bytes() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if request.headers.get("If-None-Match") == '"1"':
            return httpx.Response(304)
        return board_of(2, ETag='"1"')

    _, first = collect(GREENHOUSE, handler)
    found, second = collect(GREENHOUSE, handler, cache=first.cache)
    assert (found, second.unchanged, second.cache) == ([], True, first.cache)
    _, first = collect(GREENHOUSE, answers(board_of(2)))
    assert collect(GREENHOUSE, answers(board_of(2)), cache=first.cache)[1].unchanged
    assert len(collect(GREENHOUSE, answers(board_of(3)), cache=first.cache)[0]) == 3


def test_one_request_at_a_time_and_a_pause_between_two() -> None:
    clock = Clock()
    pages = [httpx.Response(200, json=lever_page(n * 100, 100)) for n in range(3)]
    collect(LEVER, answers(*pages, httpx.Response(200, json=[])), clock=clock)
    assert len(clock.slept) == 3
    assert all(0.2 <= slept <= LEVER.pause for slept in clock.slept)


def test_the_demonstration_is_read_from_loopback_with_the_host_in_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREER_COPILOT_DEMO_BOARDS_URL", "http://127.0.0.1:9999/")
    settings.cache_clear()
    asked: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return board_of(1)

    collect(GREENHOUSE, handler)
    assert asked == [
        "http://127.0.0.1:9999/boards-api.greenhouse.io/v1/boards/bakery/jobs?content=true&pay_transparency=true"
    ]
    monkeypatch.setenv("CAREER_COPILOT_DEMO_BOARDS_URL", "http://intranet.example")
    settings.cache_clear()
    with pytest.raises(JobBoardError, match="loopback"):
        collect(GREENHOUSE, handler)


SMART = [{"id": str(n), "name": "Welder", "location": {"city": "Lyon", "country": "fr"}} for n in range(3)]


def smart(details: dict[str, httpx.Response]) -> Handler:
    def handler(request: httpx.Request) -> httpx.Response:
        identifier = request.url.path.rsplit("/", 1)[1]
        if identifier == "postings":
            return httpx.Response(200, json={"content": SMART, "totalFound": 3})
        text = {"jobAd": {"sections": {"jobDescription": {"title": "Job", "text": "<p>Weld</p>"}}}}
        return details.get(identifier, httpx.Response(200, json=text))

    return handler


def test_a_detail_that_is_gone_is_a_closed_posting_and_the_reading_goes_on() -> None:
    found, outcome = collect(BOARDS["smartrecruiters"], smart({"1": httpx.Response(404)}), "acme")
    assert [item.identifier for item in found] == ["0", "2"]
    assert outcome.truncated == ""


def test_without_its_detail_a_posting_is_still_listed() -> None:
    found, outcome = collect(BOARDS["smartrecruiters"], smart({"1": httpx.Response(403)}), "acme")
    texts = [item.description for item in found if isinstance(item, PostingData)]
    assert texts == ["<h3>Job</h3><p>Weld</p>", "", ""]
    assert outcome.truncated == ""


def test_a_known_text_is_not_asked_for_again() -> None:
    asked: list[str] = []
    inner = smart({})

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path.rsplit("/", 1)[1])
        return inner(request)

    found, _ = collect(BOARDS["smartrecruiters"], handler, "acme", known={"0", "2"})
    assert asked == ["postings", "1"]
    assert [type(item).__name__ for item in found] == ["Listed", "PostingData", "Listed"]


def test_workday_pages_by_post_and_a_capped_list_is_truncated() -> None:
    offsets: list[int] = []

    def handler(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return httpx.Response(404)
        offset = json.loads(request.content)["offset"]
        offsets.append(offset)
        items = [{"title": "Clerk", "externalPath": f"/job/Graz/Clerk_{offset + n}"} for n in range(20)]
        return httpx.Response(200, json={"total": 2000 if offset == 0 else 0, "jobPostings": items})

    _, outcome = collect(BOARDS["workday"], handler, "acme.wd3/careers", known={"/job/Graz/Clerk_0"})
    assert offsets == list(range(0, 2000, 20))
    assert "2000" in outcome.truncated
