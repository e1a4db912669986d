"""The main job, in a browser, with a real worker and boards on loopback: from sign-up to ranked openings, live."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from career_copilot.demo.person import FILE_NAME, resume_docx
from tests.journeys.axe import violations
from tests.journeys.people import PASSWORD, account, browser_of, open_page
from tests.serving import AppServer

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("worker")]
SLOW = 60_000  # ms: readings and scores are made by the worker, on a machine that may be busy


def upload(page: Page) -> None:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    page.locator("#resume-upload input[type=file]").set_input_files(
        {"name": FILE_NAME, "mimeType": word, "buffer": resume_docx()}
    )
    expect(page.locator(".resume-row")).to_contain_text("Used for matching", timeout=SLOW)


def follow(page: Page, address: str) -> None:
    page.get_by_label("Careers page of a company").fill(address)
    page.get_by_role("button", name="Follow", exact=True).click()


def scores(page: Page, muted: bool) -> list[int]:
    """Of the rows that a must does not speak against, or of those that it does, from top to bottom."""
    rows = page.locator(f".opening-row[data-muted={str(muted).lower()}] .score-number")
    return [int(text) for text in rows.all_inner_texts()]


def test_from_sign_up_to_the_first_ranked_opening(browser: Browser, app_server: AppServer) -> None:
    page = browser.new_context(base_url=app_server.url, viewport={"width": 1440, "height": 900}).new_page()
    page.goto("/signup")
    page.wait_for_load_state("networkidle")
    page.get_by_label("E-mail").fill("first.opening@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page).to_have_url(re.compile("/onboarding"), timeout=SLOW)
    upload(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Looks right").click(timeout=SLOW)
    page.get_by_role("button", name="Continue").click()
    follow(page, "https://jobs.ashbyhq.com/quillworks")
    expect(page.locator(".source-row")).to_contain_text("Quillworks", timeout=SLOW)
    page.get_by_role("button", name="See your openings").click()
    expect(page).to_have_url(re.compile("/jobs"))
    expect(page.locator(".opening-row").first).to_be_visible(timeout=SLOW)
    expect(page.locator(".opening-row .score-number").first).to_have_text(re.compile(r"\d+"), timeout=SLOW)
    for muted in (False, True):
        assert scores(page, muted) == sorted(scores(page, muted), reverse=True)
    expect(page.locator(".job .evidence-line").first).to_be_visible(timeout=SLOW)
    page.locator(".job .evidence-line:has(.evidence-sign.exact)").first.hover()
    lit = page.locator(".text-pane mark[data-lit]")
    expect(lit.first).to_be_visible()
    assert len({box.evaluate("e => e.closest('.text-pane').innerText.slice(0, 6)") for box in lit.all()}) == 2
    page.get_by_role("button", name=re.compile("how it is made")).hover()
    expect(page.locator(".score-tip")).to_be_visible()
    expect(page.locator("[data-sonner-toast]")).to_have_count(0, timeout=SLOW)
    assert violations(page) == []


def test_a_followed_company_arrives_in_the_other_tab(browser: Browser, app_server: AppServer) -> None:
    _, token = account("second.tab@example.org")
    context = browser_of(browser, app_server, token)
    listing, reading = open_page(context, "/jobs"), open_page(context, "/sources")
    expect(listing.locator(".empty")).to_contain_text("once you follow a company")
    follow(reading, "https://jobs.lever.co/tandemvracht")
    expect(listing.locator(".opening-row").first).to_be_visible(timeout=SLOW)
    expect(reading.locator(".source-row")).to_contain_text(re.compile(r"\d+ found"), timeout=SLOW)
    follow(reading, "https://boards.greenhouse.io/bluefinchledger")
    expect(listing.locator(".pill")).to_contain_text("new", timeout=SLOW)
    before = listing.locator(".opening-row").all_inner_texts()
    listing.locator(".pill").click()
    expect(listing.locator(".pill")).to_have_count(0)
    assert listing.locator(".opening-row").all_inner_texts() != before


def test_hide_and_save_are_taken_back_and_seen_in_the_other_tab(browser: Browser, app_server: AppServer) -> None:
    _, token = account("hide.save@example.org")
    context = browser_of(browser, app_server, token, viewport={"width": 1440, "height": 900})
    sources = open_page(context, "/sources")
    follow(sources, "https://jobs.lever.co/casaolmeda")
    expect(sources.locator(".source-row")).to_contain_text(re.compile(r"[1-9]\d* found"), timeout=SLOW)
    first, second = open_page(context, "/jobs"), open_page(context, "/jobs")
    expect(first.locator(".opening-row").first).to_be_visible(timeout=SLOW)
    count = first.locator(".opening-row").count()
    title = first.locator(".opening-row .row-title").first.inner_text()
    first.keyboard.press("h")
    for page in (first, second):
        expect(page.locator(".opening-row")).to_have_count(count - 1)
        expect(page.locator(".counts")).to_contain_text("1 hidden")
    first.get_by_role("button", name="Undo").click()
    for page in (first, second):
        expect(page.locator(".opening-row")).to_have_count(count)
    row = first.locator(".opening-row", has_text=title).first
    row.hover()
    row.get_by_role("button", name="Save", exact=True).click()
    expect(second.locator(".counts")).to_contain_text("1 saved")


def test_another_persons_openings_do_not_exist(browser: Browser, app_server: AppServer) -> None:
    _, hers = account("isolated.alice@example.org")
    _, his = account("isolated.bob@example.org")
    alice = browser_of(browser, app_server, hers, viewport={"width": 1440, "height": 900})
    sources = open_page(alice, "/sources")
    follow(sources, "https://jobs.lever.co/casaolmeda")
    expect(sources.locator(".source-row")).to_contain_text(re.compile(r"[1-9]\d* found"), timeout=SLOW)
    jobs = open_page(alice, "/jobs")
    expect(jobs.locator(".opening-row").first).to_be_visible(timeout=SLOW)
    address = jobs.locator(".opening-row .row-title").first.get_attribute("href")
    assert address
    bob = browser_of(browser, app_server, his)
    expect(open_page(bob, "/jobs").locator(".empty")).to_contain_text("once you follow a company")
    expect(open_page(bob, address).locator(".empty")).to_contain_text("no such opening")


def test_filters_live_in_the_address(browser: Browser, app_server: AppServer) -> None:
    _, token = account("filters@example.org")
    context = browser_of(browser, app_server, token, viewport={"width": 1440, "height": 900})
    sources = open_page(context, "/sources")
    follow(sources, "https://boards.greenhouse.io/nordlichtwerk")
    expect(sources.locator(".source-row")).to_contain_text(re.compile(r"[1-9]\d* found"), timeout=SLOW)
    page = open_page(context, "/jobs")
    expect(page.locator(".opening-row").first).to_be_visible(timeout=SLOW)
    page.keyboard.press("/")
    page.keyboard.type("elektriker")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=elektriker"))
    expect(page.locator(".counts")).to_contain_text("“elektriker”")
    for title in page.locator(".row-title").all_inner_texts():
        assert "Elektr" in title or "techniker" in title
    page.go_back()
    expect(page.locator("#jobs-search")).to_have_value("")
    page.goto("/jobs?q=zzzunknown&page=-4")
    expect(page.locator(".jobs-list")).to_contain_text("“page” in the address could not be read")
    page.get_by_role("link", name="Clear the filters").click()
    expect(page.locator(".opening-row").first).to_be_visible()


def test_jobs_pages_have_no_accessibility_violations(browser: Browser, app_server: AppServer) -> None:
    _, token = account("axe.jobs@example.org")
    context = browser_of(browser, app_server, token, viewport={"width": 1440, "height": 900})
    sources = open_page(context, "/sources")
    follow(sources, "https://jobs.ashbyhq.com/harbourwright")
    expect(sources.locator(".source-row")).to_contain_text(re.compile(r"[1-9]\d* found"), timeout=SLOW)
    page = open_page(context, "/jobs")
    expect(page.locator(".job")).to_be_visible(timeout=SLOW)
    assert violations(page) == []
    page.get_by_role("button", name="Filters", exact=True).click()
    expect(page.locator("#more-filters")).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/jobs")
    page.locator(".opening-row .row-title").first.click()
    expect(page).to_have_url(re.compile(r"/jobs/\d+"))
    expect(page.locator(".job")).to_be_visible(timeout=SLOW)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
