"""What a person stated of themselves, in a browser: seen with where it is from, added, changed, deleted, brought back."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from career_copilot.services import facts
from tests.journeys.axe import violations
from tests.journeys.people import administrator, browser_of, open_page
from tests.serving import AppServer

pytestmark = pytest.mark.browser
SLOW = 30_000


def test_what_was_accepted_is_seen_changed_and_taken_back(browser: Browser, app_server: AppServer) -> None:
    user_id, token = administrator("stated@example.org")
    led = "I led forty people."
    facts.accept(user_id, led, ["no fact says “forty”"], "Letter to Fjordlegene, version 2", datetime.now(UTC))
    context = browser_of(browser, app_server, token, viewport={"width": 390, "height": 900}, color_scheme="dark")
    page = open_page(context, "/profile/achievements")
    row = page.locator(".stated")
    expect(row).to_contain_text("Accepted in “Letter to Fjordlegene, version 2”, just now", timeout=SLOW)
    expect(row).to_contain_text("Flagged then: no fact says “forty”.")
    page.get_by_label("One more").fill("I hold a licence for forklifts.")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(row).to_have_count(2, timeout=SLOW)
    expect(page.get_by_label("One more")).to_have_value("")
    other = open_page(context, page.url)
    page.get_by_role("button", name=f"Edit: {led}").click()
    field = page.get_by_label("The fact")
    expect(field).to_be_focused(timeout=SLOW)
    (known,) = (one for one in facts.all_of(user_id) if one.text == led)
    facts.edit(user_id, known.id, "I led four people.", known.version, datetime.now(UTC))
    expect(other.get_by_text("I led four people.")).to_be_visible(timeout=SLOW)
    field.fill("I led fourteen people.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(
        page.get_by_text("Another tab saved “I led four people.”. Save again to replace it with yours.")
    ).to_be_visible(timeout=SLOW)
    expect(page.locator("[data-sonner-toast]")).to_have_count(0, timeout=SLOW)  # a message that fades is pale
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Edit: I led fourteen people.")).to_be_focused(timeout=SLOW)
    expect(other.get_by_text("I led fourteen people.")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Delete: I led fourteen people.").click()
    expect(row).to_have_count(1, timeout=SLOW)
    page.locator("[data-sonner-toast]", has_text="Deleted the fact").get_by_role("button", name="Undo").click()
    expect(row).to_have_count(2, timeout=SLOW)
    page.get_by_role("button", name="Edit: I hold a licence for forklifts.").click()
    field.fill("I hold a licence for cranes.")
    other.get_by_role("button", name="Delete: I hold a licence for forklifts.").click()
    expect(other.locator(".stated")).to_have_count(1, timeout=SLOW)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("There is no such fact.")).to_be_visible(timeout=SLOW)
    expect(field).to_have_value("I hold a licence for cranes.")
