"""Insights in a browser: figures that open their own rows, in light and dark, by mouse and keyboard, as CSV and as a picture."""

import csv
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks._applications import applications
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.charts import NARROW, WIDE
from career_copilot.domain.insights_query import InsightsQuery
from career_copilot.services import analytics
from career_copilot.services import applications as tracker
from tests.journeys.axe import violations
from tests.journeys.people import account, browser_of, open_page
from tests.serving import AppServer

pytestmark = pytest.mark.browser
PNG = b"\x89PNG\r\n\x1a\n"


def seeded(browser: Browser, server: AppServer, email: str, count: int, **options: object) -> tuple[int, Page]:
    """Somebody with so many applications, at their Insights."""
    user_id, token = account(email)
    if count:
        applications(user_id, count, datetime.now(UTC))
    page = open_page(browser_of(browser, server, token, **options), "/insights")
    return user_id, page


def chart(page: Page, name: str) -> Locator:
    return page.locator(f"[data-chart={name}]")


def number(text: str) -> int:
    found = re.search(r"[\d,]+", text)
    assert found is not None, text
    return int(found[0].replace(",", ""))


def test_each_figure_opens_as_many_rows_as_it_says(browser: Browser, app_server: AppServer) -> None:
    _, page = seeded(browser, app_server, "figures@example.org", 300, viewport={"width": 1440, "height": 900})
    sheet = page.get_by_role("dialog")
    for name in ("funnel", "flows", "stays", "by-source", "odds-reply"):
        card = chart(page, name)
        card.locator("summary").click()
        button = card.locator("tbody .figure").last
        button.click()
        expect(sheet.locator(".sheet-count")).to_contain_text(
            re.compile(rf"^{number(button.inner_text())} application")
        )
        rows = sheet.locator(".sheet-rows li")
        expect(rows).to_have_count(min(number(button.inner_text()), analytics.ROWS))
        expect(rows.first.get_by_role("link")).to_have_attribute("href", re.compile(r"^/applications/\d+$"))
        page.keyboard.press("Escape")
        expect(sheet).to_have_count(0)
        expect(button).to_be_focused()


def test_keys_go_from_figure_to_figure_and_open_one(browser: Browser, app_server: AppServer) -> None:
    _, page = seeded(browser, app_server, "insights.keys@example.org", 120)
    first = chart(page, "funnel").locator(".target").first
    first.focus()
    page.keyboard.press("ArrowDown")
    second = chart(page, "funnel").locator(".target").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading")).to_have_text("How far they came: Replied")
    count = number(sheet.locator(".sheet-count").inner_text())
    assert second.get_attribute("aria-label", timeout=5000).startswith(f"Replied: {count} · ")  # type: ignore[union-attr]


def test_the_address_holds_period_and_filters(browser: Browser, app_server: AppServer) -> None:
    user_id, page = seeded(browser, app_server, "insights.filters@example.org", 150)
    page.get_by_role("link", name="90 days").click()
    expect(page).to_have_url(re.compile(r"/insights\?period=90$"))
    page.get_by_label("Source", exact=True).select_option("Lever")
    expect(page).to_have_url(re.compile(r"period=90&source=Lever$"))
    found = analytics.report(user_id, InsightsQuery(period="90", source="Lever"), [], datetime.now(UTC), "UTC")
    words = f"{found.shown} of {found.sent} applications"
    expect(page.locator(".insights-counts")).to_contain_text(words, timeout=15_000)
    page.get_by_role("link", name="Weekday").click()
    expect(chart(page, "by-weekday")).to_be_visible()
    page.go_back()
    expect(chart(page, "by-source")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Source", exact=True)).to_have_value("Lever")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_taken_along_as_csv_and_as_a_picture(browser: Browser, app_server: AppServer, scheme: str) -> None:
    _, page = seeded(browser, app_server, f"download.{scheme}@example.org", 80, color_scheme=scheme)
    card = chart(page, "funnel")
    with page.expect_download() as picture:
        card.get_by_role("button", name="download as PNG").click()
    taken = picture.value.path().read_bytes()
    assert picture.value.suggested_filename == "funnel.png"
    assert taken.startswith(PNG)
    assert len(taken) > 5000
    with page.expect_download() as table:
        card.get_by_role("link", name="download as CSV").click()
    rows = list(csv.reader(table.value.path().read_text("utf-8-sig").splitlines()))
    assert rows[0][:2] == ["Step", "Applications"]
    assert rows[1][:2] == ["Applied", number_of(card)]
    with page.expect_download() as report:
        page.get_by_role("link", name="All as CSV").click()
    assert "Odds of a reply by score" in report.value.path().read_text("utf-8-sig")


def number_of(card: Locator) -> str:
    return str(number(card.locator(".chart-n").inner_text()))


def test_the_page_follows_what_happens_elsewhere(browser: Browser, app_server: AppServer) -> None:
    user_id, page = seeded(browser, app_server, "follows@example.org", 0)
    expect(page.get_by_text("it appears here once you have sent the first one")).to_be_visible()
    sent = datetime.now(UTC) - timedelta(days=5)
    tracker.create(user_id, ApplicationForm(title="Nurse", company="Havnklinik"), tracker.Stage.APPLIED, sent)
    expect(chart(page, "funnel").locator(".chart-n")).to_have_text("n = 1", timeout=15_000)
    expect(page.get_by_role("listitem").filter(has_text="Send 4 more")).to_be_visible()
    ids = [row.id for row in analytics.outcomes(user_id, None)]
    tracker.move(user_id, ids, tracker.Stage.SCREENING, "", datetime.now(UTC))
    expect(chart(page, "flows").locator("text", has_text="Screening 1")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("width", [1440, 390])
def test_insights_are_accessible_and_fit(browser: Browser, app_server: AppServer, width: int) -> None:
    user_id, page = seeded(
        browser, app_server, f"insights-{width}@example.org", 200,
        viewport={"width": width, "height": 900},
    )  # fmt: skip
    odd = ApplicationForm(title="🚀 مهندس " * 20, company="<b>" * 50, source="x" * 80)
    tracker.create(user_id, odd, tracker.Stage.APPLIED, datetime.now(UTC))
    expect(page.get_by_role("option", name="x" * 80)).to_have_count(1)
    drawing = chart(page, "odds-interview").locator(".drawing")
    expect(drawing).to_have_attribute("viewBox", re.compile(rf"^0 0 {NARROW if width < 768 else WIDE} "))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
    chart(page, "funnel").locator(".figure").first.click()
    expect(page.get_by_role("dialog").locator("li").first).to_be_visible()
    assert violations(page) == []
