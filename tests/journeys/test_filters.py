"""The sheet of filters: it closes when its work is done, and stays with what it cannot read."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.test_hiding import jobs
from tests.serving import AppServer

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1440, 390])
def test_show_results_closes_the_sheet(browser: Browser, app_server: AppServer, width: int) -> None:
    page = jobs(browser, app_server, f"filtering{width}@example.org", width)
    sheet, amount = page.locator("#more-filters"), page.get_by_label("Amount")
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Remote", exact=True).check()
    expect(page).to_have_url(re.compile("workplace=remote"))
    expect(sheet).to_be_visible()  # a choice applies at once, and another may follow
    page.get_by_label("Remote", exact=True).uncheck()
    expect(page).not_to_have_url(re.compile("workplace"))
    amount.fill("150k")
    page.get_by_role("button", name="Show results").click()
    expect(sheet).not_to_be_visible()
    expect(page.get_by_text("≥ 150,000 EUR a year")).to_be_visible()
    page.get_by_role("button", name="Filters").click()
    amount.fill("-5")
    page.get_by_role("button", name="Show results").click()
    expect(amount).to_have_accessible_description(re.compile("filters nothing"))
    expect(sheet).to_be_visible()
    expect(amount).to_be_focused()
    expect(page.locator(".counts .chip")).to_have_count(0)
    amount.fill("60000.00")
    amount.press("Enter")
    expect(sheet).not_to_be_visible()
    expect(page.get_by_text("≥ 60,000 EUR a year")).to_be_visible()


def test_any_whole_radius_is_one_and_what_is_none_says_so_where_it_is_seen(
    browser: Browser, app_server: AppServer
) -> None:
    page = jobs(browser, app_server, "radius@example.org", 1440)
    page.goto("/jobs?place=Berlin&radius=33")
    expect(page.locator(".counts .chip")).to_have_text("Berlin + 33 km")
    page.get_by_label("Sort").select_option("newest")
    expect(page).to_have_url(re.compile("place=Berlin&radius=33&sort=newest"))
    page.get_by_role("button", name="Filters").click()
    radius = page.get_by_label("Kilometres around the city")
    radius.fill("2000")
    page.keyboard.press("Escape")
    expect(radius).not_to_be_visible()
    page.get_by_label("Sort").select_option("salary")
    expect(radius).to_be_focused()
    radius.fill("41")
    radius.press("Enter")
    expect(page).to_have_url(re.compile("place=Berlin&radius=41&sort=salary"))
    page.context.close()


def test_what_the_address_asks_for_stays_chosen_though_no_option_is_it(browser: Browser, app_server: AppServer) -> None:
    page = jobs(browser, app_server, "unlisted@example.org", 1440)
    page.goto("/jobs?salary=900000&currency=BGN&days=14&board=weworkremotely&language=fi&score=55")
    chips = ["≥ 900,000 BGN a year", "Last 14 days", "We Work Remotely", "Ads in Finnish", "Score ≥ 55"]
    expect(page.locator(".counts .chip")).to_have_text(chips)
    for label, words in {"Posted": "Last 14 days", "Currency": "BGN", "Score of at least": "55"}.items():
        expect(page.get_by_label(label).locator("option:checked")).to_have_text(words)
    expect(page.get_by_label("Language of the ad").locator("option:checked")).to_have_text("Finnish")
    page.get_by_label("Sort").select_option("newest")
    expect(page).to_have_url(re.compile("sort=newest"))
    expect(page.locator(".counts .chip")).to_have_text(chips)
    page.context.close()
