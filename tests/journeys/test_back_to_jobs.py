"""From an opening back to the list: the same filters, the same page, the same row in sight."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import account, browser_of, open_page
from tests.services.test_openings import add
from tests.serving import AppServer

pytestmark = pytest.mark.browser
LIST = "/jobs?q=nurse&sort=newest&page=2"


def at_the_list(browser: Browser, server: AppServer, email: str, width: int) -> Page:
    user_id, token = account(email)
    for number in range(50):
        add(user_id, f"Nurse {number:02} of {email}", score=90 - number)
    page = open_page(browser_of(browser, server, token, viewport={"width": width, "height": 800}), LIST)
    expect(page.locator(".opening-row")).to_have_count(25)
    return page


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("way", ["Back", "All openings"])
def test_the_way_back_leads_to_the_row_that_was_opened(
    browser: Browser, app_server: AppServer, width: int, way: str
) -> None:
    page = at_the_list(browser, app_server, f"back{width}{way[0]}@example.org", width)
    chosen = page.locator(".opening-row").nth(18).locator(".row-title")
    title = chosen.inner_text()
    chosen.click()
    if width == 1440:
        expect(page.locator(".job-title")).to_have_text(title)
        page.get_by_role("link", name="Full page").click()
    expect(page).to_have_url(re.compile(r"/jobs/\d+$"))
    expect(page.locator(".job-title")).to_have_text(title)
    back = page.get_by_role("link", name="All openings").bounding_box()
    assert back
    assert back["height"] >= (44 if width == 390 else 34)
    if way == "Back":
        page.go_back()
    else:
        page.get_by_role("link", name="All openings").click()
    expect(page).to_have_url(re.compile(r"/jobs\?q=nurse&sort=newest&page=2$"))
    row = page.locator(".opening-row", has_text=title)
    expect(row).to_be_in_viewport(ratio=1)
    expect(row.locator(".row-title")).to_be_focused()
    page.wait_for_timeout(500)  # nothing moves it afterwards
    expect(row).to_be_in_viewport(ratio=1)
    if width == 1440:
        expect(row).to_have_attribute("data-current", "true")
        expect(page.locator(".job-title")).to_have_text(title)
    else:
        bar = page.locator(".bottombar").bounding_box()
        box = row.bounding_box()
        assert bar
        assert box
        assert box["y"] + box["height"] <= bar["y"]
    page.context.close()
