"""Wishes are said in a form, place by place, and kept."""

import pytest
from playwright.sync_api import Browser, expect

from career_copilot.services import wishes
from tests.journeys.axe import violations
from tests.journeys.people import account, browser_of, open_page
from tests.serving import AppServer

pytestmark = pytest.mark.browser


def test_wishes_are_said_and_kept(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("wishes@example.org")
    page = open_page(browser_of(browser, app_server, token), "/profile/wishes")
    page.get_by_label("Title", exact=True).fill("Charge nurse, Staff nurse")
    page.get_by_label("Title", exact=True).press("Enter")
    expect(page.get_by_role("button", name="Remove Staff nurse")).to_be_visible()
    page.get_by_label("City, country or region").fill("Rotterdam")
    page.get_by_role("button", name="Rotterdam, ").first.click()
    page.get_by_label("Radius around Rotterdam").select_option("100")
    page.get_by_role("textbox", name="Salary floor").fill("4,500")
    page.get_by_label("Period").select_option("month")
    page.locator("[data-wish=salary]").get_by_role("button", name="Must").click()
    expect(page.locator("[data-wish=salary]").get_by_role("button", name="Must")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert violations(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Unsaved changes")).to_have_count(0)
    saved, _ = wishes.of(user_id)
    assert saved.titles == ["Charge nurse", "Staff nurse"]
    assert [(place.text, place.country, place.radius_km) for place in saved.places] == [("Rotterdam", "NL", 100)]
    assert (saved.salary_floor, saved.salary_period, saved.hard) == (4500, "month", ["permit", "salary", "languages"])


def test_a_wish_that_cannot_be_taken_says_so_at_its_field(browser: Browser, app_server: AppServer) -> None:
    _, token = account("unknown-place@example.org")
    page = open_page(browser_of(browser, app_server, token), "/profile/wishes")
    place = page.get_by_label("City, country or region")
    place.fill("Xyzzyville")
    place.press("Enter")
    expect(place).to_have_accessible_description(
        "No city, country or region is called so. Check the spelling, or try a larger place nearby."
    )
    expect(place).to_be_focused()
    place.press_sequentially("x")
    place.fill("Rotterdam")
    place.press("Enter")  # before the suggestions come
    expect(page.get_by_label("Radius around Rotterdam")).to_be_visible()
    page.wait_for_timeout(500)  # longer than suggestions wait for the next letter
    expect(page.get_by_label("Suggested places")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_long_entry_is_taken_whole_or_not_at_all(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("long-entries@example.org")
    page = open_page(browser_of(browser, app_server, token), "/profile/wishes")
    title = page.get_by_label("Title", exact=True)
    title.fill(f"Nurse, {'x' * 121}, Carer")
    title.press("Enter")
    expect(title).to_have_accessible_description("At most 120 characters each; several are separated by commas.")
    names = [f"Charge nurse of ward {number}" for number in range(15)]
    title.fill(", ".join(names))
    title.press("Enter")
    expect(page.get_by_role("button", name=f"Remove {names[-1]}")).to_be_visible()
    page.get_by_role("textbox", name="Salary floor").fill("12,5")
    page.get_by_label("Period").focus()
    expect(page.get_by_text("Salary floor: a whole number, such as 65000 or 65k.")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Unsaved changes")).to_have_count(0)
    saved, _ = wishes.of(user_id)
    assert (saved.titles, saved.salary_floor) == (names, None)


def test_suggested_places_lie_over_the_page_and_enter_takes_what_is_called_so(
    browser: Browser, app_server: AppServer
) -> None:
    _, token = account("places@example.org")
    page = open_page(browser_of(browser, app_server, token), "/profile/wishes")
    place, below = page.get_by_label("City, country or region"), page.locator("[data-wish=workplace]")
    before = below.bounding_box()
    place.fill("UK")
    expect(page.get_by_label("Suggested places").get_by_role("button").first).to_have_text("United Kingdom")
    assert below.bounding_box() == before
    place.press("Enter")
    expect(page.get_by_role("button", name="Remove United Kingdom")).to_be_visible()
    place.fill("Nordics")
    place.press("Enter")
    expect(page.locator(".wish-line", has_text="Nordic countries")).to_contain_text("all its countries")
