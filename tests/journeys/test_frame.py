"""The frame on a phone: five places in its bar, the fifth a menu of the rest."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.axe import violations
from tests.journeys.people import account, browser_of, open_page
from tests.serving import AppServer

pytestmark = pytest.mark.browser


def test_the_bar_of_a_phone_has_five_places(browser: Browser, app_server: AppServer) -> None:
    _, token = account("frame@example.org")
    context = browser_of(browser, app_server, token, viewport={"width": 390, "height": 844})
    page = open_page(context, "/applications")
    bar, more, menu = page.locator(".bottombar"), page.get_by_role("button", name="More"), page.locator("#more-menu")
    expect(bar.locator(".nav-item")).to_have_text(["Today", "Jobs", "Applications", "Insights", "More"])
    expect(bar.locator("[aria-current]")).to_have_text("Applications")
    more.click()
    expect(menu.get_by_role("link")).to_have_text(["Write", "Practise", "Sources", "Profile", "Settings"])
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    more.click()
    for _ in range(2):  # to another page, and to the one that is shown already
        menu.get_by_role("link", name="Settings").click()
        expect(menu).to_be_hidden()
        expect(page).to_have_url(f"{app_server.url}/settings")
        expect(bar.locator("[aria-current=true]")).to_have_text("More")
        more.click()
    expect(menu.locator("[aria-current=page]")).to_have_text("Settings")
    context.close()
