"""Sources in a browser: what is followed, and how a reading goes, in every tab and without a reload."""

import time
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update
from sqlmodel import col

from career_copilot import db, live
from career_copilot.live import Topic
from career_copilot.models import IngestRun
from career_copilot.services import sources
from tests.journeys.axe import violations
from tests.journeys.people import account, browser_of, open_page
from tests.serving import AppServer

pytestmark = pytest.mark.browser


def follow(page: Page, address: str) -> None:
    page.get_by_label("Careers page of a company").fill(address)
    page.get_by_role("button", name="Follow", exact=True).click()


def ended(user_id: int, source_id: int, **how: object) -> None:
    """The reading ends in the database, and the tabs are told, as a worker would."""
    now = datetime.now(UTC)
    with db.transaction() as session:
        values = {"started_at": now, "finished_at": now, **how}
        session.execute(update(IngestRun).where(col(IngestRun.source_id) == source_id).values(**values))
    live.publish(user_id, Topic.SOURCES, source_id=source_id, state=how["state"])


def test_an_address_that_is_not_understood_says_what_is(browser: Browser, app_server: AppServer) -> None:
    _, token = account("wrong.address@example.org")
    page = open_page(browser_of(browser, app_server, token), "/sources")
    follow(page, "https://example.org/careers")
    expect(page.get_by_role("alert")).to_contain_text("Greenhouse, Lever, Ashby")
    expect(page.get_by_label("Careers page of a company")).to_have_value("https://example.org/careers")
    page.get_by_role("button", name="Lever", exact=True).click()
    expect(page.get_by_label("Careers page of a company")).to_have_value("https://jobs.lever.co/")
    expect(page.get_by_label("Careers page of a company")).to_be_focused()


def test_a_reading_counts_up_in_both_tabs_and_its_end_is_read(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("progress@example.org")
    context = browser_of(browser, app_server, token)
    first, second = open_page(context, "/sources"), open_page(context, "/sources")
    follow(first, "https://jobs.lever.co/lumen-bakery-journey")
    rows = [page.locator(".source-row") for page in (first, second)]
    for row in rows:
        expect(row).to_contain_text("Lumen Bakery Journey")
        expect(row).to_contain_text("Waiting for its turn")
    source_id = sources.followed(user_id)[0].id
    counts = {"state": "running", "found": 120, "new": 7, "updated": 2, "closed": 1, "seconds": 4}
    live.publish(user_id, Topic.SOURCES, source_id=source_id, **counts)
    for row in rows:
        expect(row.locator(".tallies")).to_contain_text("120 found")
        expect(row.get_by_role("button", name="Read Lumen Bakery Journey now")).to_be_disabled()
    ended(user_id, source_id, state="truncated", found=130, new=7, error="Page 3 did not answer")
    for row in rows:
        expect(row).to_contain_text("Read in part (Page 3 did not answer)")
        expect(row).to_contain_text("130 found")
    ended(user_id, source_id, state="failed", error="No answer within 30 s", error_kind="failed")
    for row in rows:
        expect(row).to_contain_text("No answer within 30 s. Nothing is known about its openings yet.")
        expect(row.locator(".cell.openings b")).to_have_text("–")


def test_what_waits_for_a_worker_that_does_not_answer_says_so(browser: Browser, app_server: AppServer) -> None:
    _, token = account("silence@example.org")
    page = open_page(browser_of(browser, app_server, token), "/sources")
    follow(page, "https://jobs.lever.co/silence-journey")
    note = page.locator(".source-table").get_by_text("The worker does not answer")
    expect(note).to_be_visible(timeout=40_000)
    page.get_by_role("button", name="1 sources are being read").click()
    expect(page.locator("#activity-menu")).to_contain_text("what waits goes on when it is back. /_health tells more.")
    for _ in range(20):
        live.client().set(live.WORKER_HEARTBEAT, time.time())
        if not note.is_visible():
            break
        page.wait_for_timeout(500)
    live.client().delete(live.WORKER_HEARTBEAT)
    expect(note).to_have_count(0)


def test_what_was_unfollowed_comes_back_with_undo(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("undo@example.org")
    page = open_page(browser_of(browser, app_server, token), "/sources")
    follow(page, "https://jobs.ashbyhq.com/kestrel-journey")
    row = page.locator(".source-row")
    expect(row).to_have_count(1)
    row.get_by_role("button", name="Stop following").click()
    expect(row).to_have_count(0)
    assert sources.followed(user_id) == []
    page.get_by_role("button", name="Undo").click()
    expect(row).to_contain_text("Kestrel")
    assert [one.company for one in sources.followed(user_id)] == ["kestrel-journey"]


def test_a_whole_board_is_switched_on_and_off(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("boards@example.org")
    page = open_page(browser_of(browser, app_server, token), "/sources")
    switch = page.get_by_role("switch", name="Remote OK")
    switch.press("Space")
    expect(switch).to_have_attribute("aria-checked", "true")
    expect(page.locator(".source-row")).to_contain_text("Whole board")
    switch.press("Space")
    expect(switch).to_have_attribute("aria-checked", "false")
    assert sources.followed(user_id) == []


def test_nobody_sees_what_somebody_else_follows(browser: Browser, app_server: AppServer) -> None:
    _, mine = account("mine@example.org")
    user_id, theirs = account("theirs@example.org")
    follow(
        open_page(browser_of(browser, app_server, theirs), "/sources"), "https://boards.greenhouse.io/secret-journey"
    )
    page = open_page(browser_of(browser, app_server, mine), "/sources")
    live.publish(user_id, Topic.SOURCES, source_id=1, state="running", found=1)
    expect(page.get_by_text("What you follow appears here")).to_be_visible()
    assert "Secret Journey" not in page.content()


@pytest.mark.parametrize("width", [1440, 390])
def test_followed_sources_are_accessible(browser: Browser, app_server: AppServer, width: int) -> None:
    user_id, token = account(f"sources-{width}@example.org")
    now = datetime.now(UTC)
    failed = sources.follow(user_id, f"https://jobs.lever.co/failed-{width}", now).id
    sources.follow(user_id, f"https://jobs.lever.co/queued-{width}", now)
    ended(user_id, failed, state="failed", error="No answer within 30 s", error_kind="failed")
    context = browser_of(browser, app_server, token, viewport={"width": width, "height": 900})
    page = open_page(context, "/sources")
    expect(page.locator(".source-row")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
