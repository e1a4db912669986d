"""Reminders in a browser: the bell rings in an open tab, rules are changed, a calendar program reads the private address."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import vobject
from playwright.sync_api import Browser, BrowserContext, expect

from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.pipeline import ReminderRules, Stage
from career_copilot.domain.reminders import ReminderForm
from career_copilot.services import applications, preferences, reminders
from tests.journeys.axe import violations
from tests.journeys.people import account, browser_of, open_page
from tests.serving import AppServer

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def nora(app_server: AppServer) -> tuple[int, str]:
    return account("nora@example.org")


@pytest.fixture
def context(browser: Browser, app_server: AppServer, nora: tuple[int, str]) -> Iterator[BrowserContext]:
    context = browser_of(browser, app_server, nora[1])
    yield context
    context.close()


def test_what_comes_due_rings_in_an_open_tab_and_is_done_there(context: BrowserContext, nora: tuple[int, str]) -> None:
    now, (user_id, _) = datetime.now(UTC), nora
    form = ApplicationForm(title="Nurse", company="Havnklinik")
    nurse, _ = applications.create(user_id, form, Stage.INTERESTED, now)
    task, _ = reminders.add(user_id, nurse, ReminderForm(title="Ring the ward", due_at=now + timedelta(days=1)), now)
    page = open_page(context, "/settings")
    bell = page.get_by_role("button", name="task is due")
    expect(bell).to_have_count(0)
    reminders.snooze(user_id, task, datetime.now(UTC) + timedelta(seconds=3), datetime.now(UTC))
    page.wait_for_timeout(3_500)
    expect(bell).to_have_count(0)  # nobody looked at the clock yet
    assert reminders.announce(datetime.now(UTC)) >= 1  # others of this run may have something due as well
    bell.click()
    expect(page.get_by_text("Nurse at Havnklinik")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="“Ring the ward” is done").click()
    expect(bell).to_have_count(0)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(bell).to_be_visible()
    assert reminders.one(user_id, task).done_at is None


def test_a_rule_is_changed_and_undone(context: BrowserContext, nora: tuple[int, str]) -> None:
    page, other = open_page(context, "/settings"), open_page(context, "/settings")
    days = page.get_by_label("Days").first
    days.fill("10")
    days.press("Tab")
    expect(page.get_by_text("Changed the reminder rule")).to_be_visible()
    expect(other.get_by_label("Days").first).to_have_value("10")
    assert preferences.of(nora[0], ReminderRules)[0].rules[0].days == 10
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_label("Days").first).to_have_value("7")
    days.fill("1000")
    days.press("Tab")
    expect(page.get_by_text("enter a whole number of days from 0 to 365.")).to_be_visible()


def test_typing_goes_on_while_a_rule_is_saved_and_two_tabs_lose_nothing(
    context: BrowserContext, nora: tuple[int, str]
) -> None:
    page, other = open_page(context, "/settings"), open_page(context, "/settings")
    title, days = page.get_by_label("Remind me to").first, page.get_by_label("Days").first
    title.click()
    title.press("End")
    page.keyboard.type(" neu", delay=60)
    title.press("Tab")
    days.press("ControlOrMeta+a")
    page.keyboard.type("21", delay=180)
    expect(page.get_by_text("Changed the reminder rule").first).to_be_visible()
    expect(days).to_be_focused()
    expect(days).to_have_value("21")
    days.press("Tab")
    theirs = other.get_by_label("Remind me to").first
    expect(theirs).to_have_value("Follow up neu")
    expect(other.get_by_label("Days").first).to_have_value("21")
    theirs.fill("Ring them")  # not left yet
    title.fill("Write to them")
    title.press("Tab")
    expect(page.get_by_text("Changed the reminder rule").first).to_be_visible()
    other.wait_for_timeout(1000)
    expect(theirs).to_have_value("Ring them")
    theirs.press("Tab")
    expect(other.get_by_role("heading", name="also changed in another tab")).to_be_visible()
    expect(other.get_by_role("row", name="Ring them Write to them")).to_be_visible()
    assert violations(other) == []
    other.get_by_role("button", name="Keep what is here").click()
    expect(title).to_have_value("Ring them")
    assert preferences.of(nora[0], ReminderRules)[0].rules[0].title == "Ring them"


def test_a_calendar_program_reads_the_private_address_until_it_is_revoked(
    context: BrowserContext, app_server: AppServer
) -> None:
    page = open_page(context, "/settings")
    page.get_by_role("button", name="Make an address").click()
    address = page.get_by_label("Subscribe to this address").input_value()
    assert address.startswith(app_server.url)
    answer = httpx.get(address)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "Ring the ward: Nurse at Havnklinik" in [
        event.summary.value for event in vobject.readOne(answer.text).vevent_list
    ]
    page.reload()
    expect(page.get_by_text("last read")).to_be_visible()
    expect(page.get_by_label("Subscribe to this address")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download", exact=True).click()
    assert b"Ring the ward" in download.value.path().read_bytes()
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_role("button", name="Make an address")).to_be_visible()
    assert httpx.get(address).status_code == 404
    assert address.rpartition("/")[2].removesuffix(".ics") not in app_server.logged()


def test_settings_on_a_phone(browser: Browser, app_server: AppServer, nora: tuple[int, str]) -> None:
    context = browser_of(browser, app_server, nora[1], viewport={"width": 390, "height": 844}, color_scheme="dark")
    page = open_page(context, "/settings")
    expect(page.get_by_label("Days").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
    context.close()
