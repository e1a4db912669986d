"""Hiding by key: each press acts on the next row, and what it says lies over nothing that can be pressed."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from career_copilot import db
from career_copilot.domain.posting import Requirement, RequirementKind, RequirementTopic, Span
from career_copilot.models import OpeningText
from career_copilot.services import resumes
from tests.journeys.people import account, browser_of, open_page
from tests.services.test_openings import add
from tests.serving import AppServer

pytestmark = pytest.mark.browser
COVERED = """
    () => [...document.querySelectorAll(":is(main, .topbar, .bottombar, .rail) :is(a, button, input, select, summary)")]
        .filter((control) => {
            const box = control.getBoundingClientRect();
            return box.width && [...document.querySelectorAll("[data-sonner-toast]")].some((toast) => {
                const over = toast.getBoundingClientRect();
                return over.left < box.right && box.left < over.right && over.top < box.bottom && box.top < over.bottom;
            });
        })
        .map((control) => control.outerHTML.slice(0, 120))
"""


def jobs(browser: Browser, server: AppServer, email: str, width: int) -> Page:
    user_id, token = account(email)
    for number in range(5):
        add(user_id, f"Opening {number}, as a title goes, of {email}", score=90 - number)
    page = open_page(browser_of(browser, server, token, viewport={"width": width, "height": 900}), "/jobs")
    expect(page.locator(".opening-row")).to_have_count(5)
    return page


def test_three_quick_presses_hide_three(browser: Browser, app_server: AppServer) -> None:
    page = jobs(browser, app_server, "hiding@example.org", 1440)
    expect(page.locator(".opening-row[data-current=true]")).to_have_count(1)
    for _ in range(3):
        page.keyboard.press("h")
    expect(page.locator(".opening-row .row-title")).to_have_text(
        [re.compile("^Opening 3"), re.compile("^Opening 4")], timeout=20_000
    )
    expect(page.locator(".opening-row[data-current=true]")).to_contain_text("Opening 3")
    expect(page.get_by_role("link", name="3 hidden")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_what_was_done_is_told_over_no_control(browser: Browser, app_server: AppServer, width: int) -> None:
    page = jobs(browser, app_server, f"telling{width}@example.org", width)
    page.locator(".opening-row").first.hover()
    page.locator(".opening-row").first.get_by_role("button", name="Add to applications").click()
    toast = page.locator("[data-sonner-toast]").first
    expect(toast).to_be_visible()
    page.mouse.move(width / 2, 700)
    toast.evaluate("(toast) => Promise.all(toast.getAnimations().map((animation) => animation.finished))")
    assert page.evaluate(COVERED) == []
    page.context.close()


def test_an_empty_view_says_which_one_it_is_and_leads_back(browser: Browser, app_server: AppServer) -> None:
    page = jobs(browser, app_server, "nothing.hidden@example.org", 1440)
    for view in ("hidden", "saved"):
        page.goto(f"/jobs?view={view}")
        expect(page.locator(".empty")).to_contain_text(f"Nothing is {view}.")
        page.get_by_role("link", name="Show all openings").click()
        expect(page.locator(".opening-row")).to_have_count(5)
    page.context.close()


def test_the_best_order_of_a_search_is_called_relevance(browser: Browser, app_server: AppServer) -> None:
    page = jobs(browser, app_server, "relevance@example.org", 1440)
    order = page.get_by_label("Sort").locator("option:checked")
    expect(order).to_have_text("Best match")
    page.goto("/jobs?q=opening")
    expect(order).to_have_text("Relevance")
    page.context.close()


def test_a_long_title_does_not_widen_the_page(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("wide@example.org")
    add(user_id, f"Backend Engineer {'W' * 3000}")
    page = open_page(
        browser_of(browser, app_server, token, viewport={"width": 390, "height": 900}), "/jobs?q=bakcend+enginer"
    )
    expect(page.locator(".message.info", has_text="The closest title is")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


def test_a_tap_on_a_requirement_brings_its_words_into_view(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("tapping@example.org")
    now = datetime.now(UTC)
    resumes.read(resumes.keep(user_id, "cv.txt", b"Marta Example\n\nSkills\nPython, Linux\n", now), now)
    body = "A line about the team.\n" * 60 + "You know Python."
    at = body.index("Python")
    wanted = Requirement(
        kind=RequirementKind.MUST,
        topic=RequirementTopic.EXPERIENCE,
        label="2+ years",
        span=Span(start=at, end=at + 6),
        value="2",
    )
    opening_id = add(user_id, "Developer", body=body)
    with db.transaction() as session:
        session.get_one(OpeningText, opening_id).requirements = [wanted.model_dump(mode="json")]
    context = browser_of(
        browser, app_server, token, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True
    )
    page = open_page(context, f"/jobs/{opening_id}")
    page.locator(".evidence-line").tap()
    expect(page.locator("mark[data-lit]")).to_be_in_viewport()
    context.close()
