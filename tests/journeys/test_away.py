"""The server goes away and comes back: the page says so in plain words, and goes on by itself."""

import pytest
from playwright.sync_api import Browser, expect

from career_copilot.local import postgres
from tests import serving
from tests.journeys.people import account, browser_of, open_page
from tests.serving import AppServer

pytestmark = pytest.mark.browser


def test_a_lost_connection_is_told_until_it_is_back(browser: Browser, app_server: AppServer) -> None:
    _, token = account("away@example.org")
    urls = app_server.environment["DATABASE_URL"], app_server.environment["REDIS_URL"]
    port = postgres.free_port()
    with serving.web(app_server.data, *urls, port=port, web_workers=1) as server:
        context = browser_of(browser, server, token)
        page = open_page(context, "/settings")
    notice = page.get_by_text("No connection to the server. What you saved is safe")
    expect(notice).to_be_visible(timeout=20_000)
    expect(page.get_by_text("websocket")).to_have_count(0)
    expect(page.locator("[data-sonner-toast]")).to_have_count(0)
    with serving.web(app_server.data, *urls, port=port, web_workers=1):
        expect(notice).to_have_count(0, timeout=20_000)
        page.get_by_text("Compact", exact=True).click()
        expect(page.locator(".shell")).to_have_attribute("data-density", "compact")
        context.close()
