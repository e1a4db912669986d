"""Ways back that a person looks for later: old changes, a deleted application, a file that was too large, a letter that was
forgotten."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from career_copilot.domain.application_documents import DocumentKind
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.pipeline import Stage
from career_copilot.services import application_documents, applications
from tests.journeys.axe import violations
from tests.journeys.people import account, browser_of, open_page
from tests.serving import AppServer

pytestmark = pytest.mark.browser


def test_old_changes_are_found_and_undone(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("back.old@example.org")
    for number in range(45):
        applications.create(user_id, ApplicationForm(title=f"Nurse {number}"), Stage.INTERESTED, datetime.now(UTC))
    page = open_page(browser_of(browser, app_server, token), "/applications")
    page.get_by_role("button", name="Recent changes").click()
    panel = page.get_by_role("dialog", name="Recent changes")
    expect(panel.locator(".change-line")).to_have_count(40)
    panel.get_by_role("button", name="Older").click()
    expect(panel.locator(".change-line")).to_have_count(5)
    panel.get_by_role("button", name="Undo: Added Nurse 0", exact=True).click()
    expect(panel.get_by_role("button", name="Do again: Added Nurse 0", exact=True)).to_be_visible()
    panel.get_by_role("button", name="Newest").click()
    expect(panel.locator(".change-line").first).to_contain_text("Nurse 44")


def test_a_deleted_application_says_so_and_comes_back(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("back.deleted@example.org")
    form = ApplicationForm(title="Nurse", company="Havnklinik", salary="viel")
    nurse, _ = applications.create(user_id, form, Stage.INTERESTED, datetime.now(UTC))
    applications.delete(user_id, [nurse], datetime.now(UTC))
    page = open_page(browser_of(browser, app_server, token), f"/applications/{nurse}")
    expect(page.get_by_text("You deleted “Nurse at Havnklinik”")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_role("heading", name="Nurse")).to_be_visible()
    expect(page.get_by_text("as written: viel")).to_be_visible()
    page.get_by_role("button", name="Edit").click()
    page.get_by_label("Advertised salary").fill("60k–70k EUR a year")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("€60k–70k a year")).to_be_visible()


def test_a_document_that_is_too_large_is_refused_in_words(
    browser: Browser, app_server: AppServer, tmp_path: Path
) -> None:
    user_id, token = account("back.large@example.org")
    nurse, _ = applications.create(user_id, ApplicationForm(title="Nurse"), Stage.INTERESTED, datetime.now(UTC))
    large = tmp_path / "scan.pdf"
    large.write_bytes(b"%PDF-1.7" + b"0" * 11_000_000)
    page = open_page(browser_of(browser, app_server, token), f"/applications/{nurse}?tab=documents")
    page.get_by_label("Document file").set_input_files(large)
    said = page.get_by_text("scan.pdf: a document may have up to 10 MB.")
    expect(said).to_be_visible()
    page.wait_for_timeout(1000)  # an empty upload follows it
    expect(said).to_be_visible()


def test_a_forgotten_letter_is_added_to_what_was_sent(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("back.letter@example.org")
    now = datetime.now(UTC)
    nurse, _ = applications.create(user_id, ApplicationForm(title="Nurse"), Stage.APPLIED, now)
    application_documents.keep_text(user_id, nurse, DocumentKind.LETTER, "Cover letter", "Dear all", now)
    page = open_page(browser_of(browser, app_server, token), f"/applications/{nurse}?tab=record")
    page.get_by_text("A letter or answers were sent too").click()
    page.get_by_label("Letter that was sent").select_option(label="Cover letter")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("replaced", exact=True)).to_be_visible()
    expect(page.get_by_text("Letter: Cover letter")).to_be_visible()
