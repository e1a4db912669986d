"""Files that could not be read stand apart from the résumés, and go together."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from career_copilot.services import resumes
from tests.journeys.axe import violations
from tests.journeys.people import account, browser_of, open_page
from tests.serving import AppServer

pytestmark = pytest.mark.browser


def test_files_that_could_not_be_read_are_folded_and_removed_together(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("failed-files@example.org")
    now = datetime.now(UTC)
    for number in range(3):
        resumes.read(
            resumes.keep(user_id, f"broken{number}.pdf", b"%PDF-1.7 and no more " + bytes([48 + number]), now), now
        )
    page = open_page(browser_of(browser, app_server, token), "/profile")
    folded = page.get_by_text("3 files could not be read")
    expect(folded).to_be_visible()
    expect(page.locator(".resume-row").first).not_to_be_visible()
    folded.click()
    expect(page.locator(".resume-row").first).to_contain_text("damaged")
    assert violations(page) == []
    page.get_by_role("button", name="Read again").first.click()
    expect(page.get_by_text("2 files could not be read")).to_be_visible()
    page.get_by_role("button", name="Remove all").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(page.locator(".resumes-failed")).to_have_count(0)
    assert [view.state for view in resumes.all_of(user_id)] == ["reading"]
