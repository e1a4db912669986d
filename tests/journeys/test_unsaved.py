"""What was typed and is not saved: leaving asks first, and only then."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.pipeline import Stage
from career_copilot.services import applications
from tests.journeys.people import account, browser_of, open_page
from tests.serving import AppServer

pytestmark = pytest.mark.browser


class Asked:
    """What the browser asked; each time the person stays, until they agree to leave."""

    def __init__(self, page: Page) -> None:
        self.kinds: list[str] = []
        self.leave = False
        page.on("dialog", self._answer)

    def _answer(self, dialog: Dialog) -> None:
        self.kinds.append(dialog.type)
        if self.leave:
            dialog.accept()
        else:
            dialog.dismiss()


@pytest.fixture
def page(browser: Browser, app_server: AppServer, request: pytest.FixtureRequest) -> Page:
    """On the page of an application, which was reached from the list."""
    user_id, token = account(f"unsaved.{request.node.name[5:25]}@example.org")
    applications.create(user_id, ApplicationForm(title="Nurse", company="Havnklinik"), Stage.OFFER, datetime.now(UTC))
    page = open_page(browser_of(browser, app_server, token), "/applications?view=table")
    page.get_by_role("link", name="Nurse").first.click()
    expect(page.get_by_role("button", name="Edit", exact=True)).to_be_visible()
    return page


def away(page: Page) -> None:
    page.get_by_role("link", name="All applications").click()


WAYS: dict[str, tuple[Callable[[Page], object], str]] = {
    "link": (away, "confirm"),
    "back": (lambda page: page.evaluate("history.back()"), "confirm"),
    "reload": (lambda page: page.evaluate("setTimeout(() => location.reload())"), "beforeunload"),
}


def test_every_way_out_of_a_form_asks_and_staying_keeps_all(page: Page) -> None:
    asked, here = Asked(page), page.url
    page.get_by_role("button", name="Edit", exact=True).click()
    title = page.get_by_label("Title")
    title.fill("Nurse of the night")
    for way, (go, kind) in WAYS.items():
        asked.kinds.clear()
        go(page)
        page.wait_for_timeout(500)
        assert (way, asked.kinds, page.url) == (way, [kind], here)
        expect(title).to_have_value("Nurse of the night")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nurse of the night")
    asked.kinds.clear()
    page.evaluate("history.back()")
    page.wait_for_url("**view=table")
    assert asked.kinds == []


def test_who_agrees_leaves_and_who_cancelled_is_not_asked(page: Page) -> None:
    asked = Asked(page)
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_label("Title").fill("!")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_label("Title")).to_have_count(0)
    away(page)
    search = page.get_by_role("searchbox", name="Search")
    search.fill("Nur")
    page.get_by_role("link", name="Today").first.click()
    page.wait_for_url("**/today")
    assert asked.kinds == []
    page.go_back()
    page.go_back()
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_label("Title").fill("!")
    asked.leave = True
    away(page)
    page.wait_for_url("**/applications")
    assert asked.kinds == ["confirm"]


def test_what_could_not_be_saved_and_a_note_in_its_preview_are_unsaved_too(page: Page) -> None:
    asked, here = Asked(page), page.url
    parts = page.get_by_role("group", name="Parts of the application")
    parts.get_by_role("button", name="Offers").click()
    page.get_by_role("button", name="Enter an offer").click()
    page.get_by_label("Base", exact=True).fill("much")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".message.error")).to_contain_text("Base")
    away(page)
    page.get_by_label("Base", exact=True).fill("!")
    parts.get_by_role("button", name="Notes").click()
    expect(page.get_by_label("Base", exact=True)).to_be_visible()
    assert (asked.kinds, page.url) == (["confirm", "confirm"], here)
    page.get_by_role("button", name="Cancel").click()
    parts.get_by_role("button", name="Notes").click()
    page.get_by_role("button", name="Write a note").click()
    page.get_by_label("Note", exact=True).fill("Call Ana")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".note-preview")).to_be_visible()
    away(page)
    assert (len(asked.kinds), page.url) == (3, here)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".note .markdown")).to_have_text("Call Ana")
    away(page)
    page.wait_for_url("**/applications")
    assert len(asked.kinds) == 3
