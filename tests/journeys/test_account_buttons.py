"""The buttons of Settings that end sessions, change a password, and let people in or not."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from career_copilot import live
from career_copilot.services import accounts
from tests.journeys.people import PASSWORD, account, administrator, browser_of, open_page
from tests.serving import AppServer

pytestmark = pytest.mark.browser
NEW_PASSWORD = "battery staple horse"


@pytest.fixture(autouse=True)
def apart(browser: Browser, app_server: AppServer) -> Iterator[None]:
    """Attempts of other tests do not count, and browsers end with their test."""
    for key in live.client().scan_iter("career-copilot:attempts:*"):
        live.client().delete(key)
    yield
    for context in list(browser.contexts):
        context.close()


def elsewhere(browser: Browser, server: AppServer, email: str) -> Page:
    """The same person's settings in another browser."""
    token = accounts.log_in(email, PASSWORD, "OPR/1 Windows", "", datetime.now(UTC))
    return open_page(browser_of(browser, server, token), "/settings")


def log_in(page: Page, email: str, password: str) -> None:
    page.goto("/login")
    page.wait_for_load_state("networkidle")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Log in").click()


def test_one_ended_session_leaves_the_others_logged_in(browser: Browser, app_server: AppServer) -> None:
    _, token = account("ends.one@example.org")
    here = browser_of(browser, app_server, token)
    page, beside = open_page(here, "/settings"), open_page(here, "/sources")
    other = elsewhere(browser, app_server, "ends.one@example.org")
    page.get_by_role("button", name="End session").click()
    expect(other).to_have_url(f"{app_server.url}/login?next=%2Fsettings")
    expect(page.get_by_text("This browser", exact=True)).to_be_visible()
    beside.reload()
    expect(beside.get_by_role("heading", name="Sources")).to_be_visible()


def test_log_out_everywhere_ends_this_and_every_other_session(browser: Browser, app_server: AppServer) -> None:
    _, token = account("everywhere@example.org")
    here = browser_of(browser, app_server, token)
    page, beside = open_page(here, "/settings"), open_page(here, "/sources")
    other = elsewhere(browser, app_server, "everywhere@example.org")
    page.get_by_role("button", name="Log out everywhere").click()
    expect(page).to_have_url(f"{app_server.url}/login")
    expect(beside).to_have_url(f"{app_server.url}/login?next=%2Fsources")
    expect(other).to_have_url(f"{app_server.url}/login?next=%2Fsettings")
    for each in (page, other):
        each.goto("/jobs")
        expect(each).to_have_url(f"{app_server.url}/login?next=/jobs")


def test_another_password_ends_the_other_sessions_and_keeps_this_one(browser: Browser, app_server: AppServer) -> None:
    _, token = account("changes@example.org")
    page = open_page(browser_of(browser, app_server, token), "/settings")
    other = elsewhere(browser, app_server, "changes@example.org")
    page.get_by_label("Current password").fill("not the password")
    page.get_by_label("New password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Change password").click()
    expect(page.locator("form", has=page.get_by_label("Current password")).get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Current password")).to_be_in_viewport()
    expect(page.locator(".message.error")).to_have_count(1)
    expect(other.get_by_role("heading", name="Settings")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_label("New password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Change password").click()
    expect(page.locator(".message.done")).to_be_in_viewport()
    expect(page.get_by_text("This browser", exact=True)).to_be_visible()
    expect(other).to_have_url(f"{app_server.url}/login?next=%2Fsettings")
    log_in(other, "changes@example.org", PASSWORD)
    expect(other.get_by_role("alert")).to_contain_text("do not belong together")
    log_in(other, "changes@example.org", NEW_PASSWORD)
    expect(other.locator(".shell")).to_be_visible()


def test_the_administrators_reset_link_works_once(browser: Browser, app_server: AppServer) -> None:
    _, token = administrator("links.admin@example.org")
    account("links.user@example.org")
    page = open_page(browser_of(browser, app_server, token), "/settings")
    page.get_by_role("button", name="Make a password reset link for links.user@example.org").click()
    shown = page.get_by_label("Give this link to links.user@example.org.")
    expect(shown).to_have_value(re.compile("/reset"))
    link = shown.input_value()
    assert link.startswith(f"{app_server.url}/reset?link=")
    user = browser.new_context(base_url=app_server.url).new_page()
    user.goto(link)
    user.get_by_label("New password").fill(NEW_PASSWORD)
    user.get_by_role("button", name="Change password").click()
    expect(user.get_by_text("Your password is changed")).to_be_visible()
    user.goto(link)
    expect(user.get_by_text("used or is too old")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    assert link not in page.content()


def test_the_administrator_closes_sign_up_and_opens_it_again(browser: Browser, app_server: AppServer) -> None:
    _, token = administrator("doors.admin@example.org")
    page = open_page(browser_of(browser, app_server, token), "/settings")
    visitor = browser.new_context(base_url=app_server.url).new_page()
    door = page.get_by_role("group", name="Sign-up")
    door.get_by_role("button", name="Closed").click()
    try:
        expect(door.get_by_role("button", name="Closed")).to_have_attribute("aria-pressed", "true")
        visitor.goto("/signup")
        expect(visitor.get_by_text("closed")).to_be_visible()
        expect(visitor.get_by_role("button", name="Create account")).to_have_count(0)
    finally:
        door.get_by_role("button", name="Open").click()
    expect(door.get_by_role("button", name="Open")).to_have_attribute("aria-pressed", "true")
    visitor.reload()
    expect(visitor.get_by_role("button", name="Create account")).to_be_visible()


def test_who_administers_nothing_sees_no_people(browser: Browser, app_server: AppServer) -> None:
    administrator("first.admin@example.org")
    _, token = account("no.administrator@example.org")
    page = open_page(browser_of(browser, app_server, token), "/settings")
    expect(page.get_by_text("This browser", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="People")).to_have_count(0)
    assert "first.admin@example.org" not in page.content()
