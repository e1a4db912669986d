"""The Today page in a browser: arranged by keyboard, mouse and finger, the same in every tab, and nothing done for good."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from career_copilot import db
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.goals import GoalKind, GoalsForm
from career_copilot.domain.interviews import InterviewForm
from career_copilot.domain.pipeline import Stage
from career_copilot.domain.reminders import ReminderForm
from career_copilot.models import Opening, OpeningMatch, OpeningText
from career_copilot.services import accounts, applications, goals, interviews, reminders, today
from tests.journeys.axe import violations
from tests.journeys.people import account, browser_of, open_page
from tests.serving import AppServer

pytestmark = pytest.mark.browser
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
FIRST = [
    "Due today",
    "New matches",
    "Pipeline",
    "Interviews",
    "Follow-ups",
    "Goals",
    "Odds",
    "Recent changes",
    "Sources",
]


def apply(user_id: int, title: str, stage: Stage = Stage.APPLIED, days: float = 0) -> int:
    at = datetime.now(UTC) - timedelta(days=days)
    return applications.create(user_id, ApplicationForm(title=title, company="Havnklinik"), stage, at)[0]


def match(user_id: int, title: str, score: int) -> int:
    with db.transaction() as session:
        opening = Opening(fingerprint=f"{user_id}/{title}", title=title, company="Havnklinik", job_boards=["lever"])
        session.add(opening)
        session.flush()
        session.add(OpeningText(opening_id=opening.id or 0, html="<p>x</p>", text="x"))
        session.add(OpeningMatch(user_id=user_id, opening_id=opening.id or 0, score=score))
        return opening.id or 0


def lived_in(user_id: int) -> None:
    """Something in every widget."""
    now = datetime.now(UTC)
    nurse = apply(user_id, "Nurse 🩺", days=9)
    apply(user_id, "ممرضة", Stage.OFFER)
    reminders.add(user_id, None, ReminderForm(title="Buy stamps", due_at=now - timedelta(hours=2)), now)
    start = (now + timedelta(days=2)).replace(tzinfo=None, second=0, microsecond=0)
    interviews.add(user_id, nurse, InterviewForm(starts=start, link="https://meet.example/1"), now)
    match(user_id, "Night Nurse", 88)
    form = GoalsForm(weekly={GoalKind.APPLICATIONS: 5, GoalKind.HOURS: 3})
    goals.set_targets(user_id, form, 0, now, "UTC")
    for _ in range(6):
        one = applications.add(user_id, match(user_id, f"Porter {_}", 75), now - timedelta(days=45))[0]
        applications.move(user_id, [one], Stage.APPLIED, "", now - timedelta(days=45))
        if _ % 2:
            applications.move(user_id, [one], Stage.SCREENING, "", now - timedelta(days=40))


def open_today(context: BrowserContext) -> Page:
    page = open_page(context, "/today")
    expect(page.locator(".widget-waiting")).to_have_count(0)
    expect(page.locator(".widget-body .skeleton")).to_have_count(0)
    return page


def widget(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def titles(page: Page) -> Locator:
    return page.locator(".widget-title")


def press(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name)
    button.focus()
    page.keyboard.press("Enter")


def test_arranged_by_keyboard_it_is_the_same_in_the_other_tab_and_tomorrow(
    browser: Browser, app_server: AppServer
) -> None:
    user_id, token = account("today.keys@example.org")
    apply(user_id, "Nurse")
    context = browser_of(browser, app_server, token, viewport=WIDE)
    here, there = open_today(context), open_today(context)
    expect(titles(here)).to_have_text(FIRST)
    press(here, "Arrange")
    press(here, "Move Pipeline up")
    expect(titles(here)).to_have_text(["Due today", "Pipeline", "New matches", *FIRST[3:]])
    expect(here.locator("#up-pipeline")).to_be_focused()
    expect(here.get_by_role("status").filter(has_text="Pipeline is number 2 of 9")).to_be_attached()
    here.keyboard.press("Enter")
    after = ["Pipeline", "Due today", "New matches", *FIRST[3:]]
    expect(titles(here)).to_have_text(after)
    expect(here.locator("#up-pipeline")).to_be_focused()  # at the top there is no further up: nothing turns round
    expect(here.locator("#up-pipeline")).to_have_attribute("aria-disabled", "true")
    expect(titles(there)).to_have_text(after)
    press(here, "Make Pipeline small")
    expect(there.locator("[data-widget=pipeline]")).to_have_attribute("data-wide", "false")
    press(here, "Remove Odds")
    expect(there.locator(".widget")).to_have_count(8)
    here.locator("[data-sonner-toast]").get_by_role("button", name="Undo").click()
    expect(there.locator(".widget")).to_have_count(9)
    press(here, "Remove Goals")
    press(here, "Add Goals")
    moved_last = [*(name for name in after if name != "Goals"), "Goals"]
    expect(titles(there)).to_have_text(moved_last)
    here.reload()
    expect(titles(here)).to_have_text(moved_last)
    expect(here.get_by_role("button", name="Move Pipeline up")).to_have_count(0)  # arranging is over


def test_dragged_by_mouse_and_dropped_where_another_stood(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("today.mouse@example.org")
    apply(user_id, "Nurse")
    page = open_today(browser_of(browser, app_server, token, viewport=WIDE))
    page.get_by_role("button", name="Arrange").click()
    expect(page.locator("#up-interviews")).to_be_visible()
    source, target = page.locator("#title-interviews"), page.locator("#title-today")
    source.hover()
    page.mouse.down()
    box = target.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 60, box["y"] + 40, steps=6)
    expect(page.locator("[data-widget=today]")).to_have_attribute("data-drop", "")
    page.mouse.up()
    expect(titles(page)).to_have_text(["Interviews", "Due today", "New matches", "Pipeline", *FIRST[4:]])
    assert today.arrangement(user_id).widgets[0] == "interviews"
    page.locator("#title-today").hover()
    page.mouse.down()
    page.mouse.move(400, 300, steps=3)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(titles(page).first).to_have_text("Interviews")


def test_dragged_by_finger_on_a_phone(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("today.finger@example.org")
    apply(user_id, "Nurse")
    page = open_today(browser_of(browser, app_server, token, viewport=PHONE, has_touch=True, is_mobile=True))
    page.get_by_role("button", name="Arrange").tap()
    expect(page.locator("#up-matches")).to_be_visible()
    tools = page.locator(".widget-tools button:visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
    )
    assert min(tools) >= 44
    heads = [page.locator(f"#title-{name}").bounding_box() for name in ("today", "matches")]
    assert heads[0] is not None
    assert heads[1] is not None
    touch = page.context.new_cdp_session(page)

    def send(kind: str, box: dict[str, float] | None) -> None:
        points = [{"x": box["x"] + 60, "y": box["y"] + 8}] if box else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", heads[0])
    send("touchMove", {"x": heads[0]["x"], "y": heads[0]["y"] + 30})
    send("touchMove", dict(heads[1]))
    expect(page.locator("[data-widget=matches]")).to_have_attribute("data-drop", "")
    send("touchEnd", None)
    expect(titles(page)).to_have_text(["New matches", "Due today", *FIRST[2:]])


def test_a_task_done_from_today_is_undone(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("today.done@example.org")
    now = datetime.now(UTC)
    apply(user_id, "Nurse", days=9)
    reminders.add(user_id, None, ReminderForm(title="Buy stamps", due_at=now - timedelta(hours=2)), now)
    context = browser_of(browser, app_server, token, viewport=WIDE)
    here, there = open_today(context), open_today(context)
    due = widget(here, "Due today")
    expect(due.locator(".line-title")).to_have_text(["Follow up · Nurse at Havnklinik", "Buy stamps"])
    due.get_by_role("button", name="“Follow up” is done").click()
    for page in (here, there):
        expect(widget(page, "Due today").locator(".line-title")).to_have_text(["Buy stamps"])
        expect(widget(page, "Follow-ups")).to_contain_text("No other follow-up")
        expect(widget(page, "Recent changes").locator(".line-title").first).to_contain_text("Done: “Follow up”")
    here.locator("[data-sonner-toast]").get_by_role("button", name="Undo").click()
    for page in (here, there):
        expect(widget(page, "Due today").locator(".line-title")).to_have_text(
            ["Follow up · Nurse at Havnklinik", "Buy stamps"]
        )
    due.locator("summary[aria-label='Put off “Buy stamps”']").click()
    due.get_by_role("button", name="Tomorrow morning").click()
    expect(widget(there, "Due today").locator(".line-title")).to_have_text(["Follow up · Nurse at Havnklinik"])
    widget(there, "Recent changes").get_by_role("button", name="Undo: Put off: “Buy stamps”").click()
    expect(due.locator(".line-title")).to_have_text(["Follow up · Nurse at Havnklinik", "Buy stamps"])


def test_a_goal_counts_what_is_applied(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("today.goal@example.org")
    nurse = apply(user_id, "Nurse", Stage.INTERESTED)
    page = open_today(browser_of(browser, app_server, token, viewport=WIDE))
    mine = widget(page, "Goals")
    mine.get_by_role("button", name="Set goals").click()
    dialog = page.get_by_role("dialog", name="Weekly goals")
    dialog.get_by_label("Applications sent").fill("2")
    dialog.get_by_label("A count of your own").fill("1")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_have_text("Say what you want to count.")
    expect(dialog.get_by_label("Applications sent")).to_have_value("2")
    dialog.get_by_label("What you count yourself").fill("Talks")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    expect(mine.locator(".goal-count")).to_have_text(["0 of 2", "0 of 1"])
    change = applications.move(user_id, [nurse], Stage.APPLIED, "", datetime.now(UTC))
    expect(mine.locator(".goal-count")).to_have_text(["1 of 2", "0 of 1"])
    mine.get_by_role("button", name="Talks: more").click()
    expect(mine.locator(".goal-count")).to_have_text(["1 of 2", "1 of 1"])
    expect(mine.locator(".goal").nth(1)).to_contain_text("reached 1 week in a row")
    widget(page, "Recent changes").get_by_role("button", name=f"Undo: {change.summary}").click()
    expect(mine.locator(".goal-count")).to_have_text(["0 of 2", "1 of 1"])


def test_goals_set_in_two_tabs_at_once_are_both_shown(browser: Browser, app_server: AppServer) -> None:
    _, token = account("today.two@example.org")
    context = browser_of(browser, app_server, token, viewport=WIDE)
    tabs = [open_today(context), open_today(context)]
    for tab in tabs:
        tab.bring_to_front()
        widget(tab, "Goals").get_by_role("button", name="Set goals").click()
        expect(tab.get_by_role("dialog")).to_be_visible()
    for tab, number in zip(tabs, ("3", "7"), strict=True):
        tab.bring_to_front()
        tab.get_by_role("dialog").get_by_label("Applications sent").fill(number)
        tab.get_by_role("dialog").get_by_role("button", name="Save").click()
    conflict = tabs[1].locator("#two-versions")
    expect(conflict.locator("tbody td")).to_have_text(["7 a week", "3 a week"])
    conflict.get_by_role("button", name="Keep what is here").click()
    for tab in tabs:
        expect(widget(tab, "Goals").locator(".goal-count")).to_have_text("0 of 7")


def test_new_matches_are_saved_hidden_and_added(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("today.matches@example.org")
    for title, score in (("Nurse", 90), ("Midwife", 80), ("Porter", 70)):
        match(user_id, title, score)
    page = open_today(browser_of(browser, app_server, token, viewport=WIDE))
    new = widget(page, "New matches")
    expect(new.locator(".line-title")).to_have_text(["Nurse", "Midwife", "Porter"])
    new.get_by_role("button", name="Save Midwife").click()
    expect(new.get_by_role("button", name="No longer save Midwife")).to_be_visible()
    new.get_by_role("button", name="Hide Porter").click()
    expect(new.locator(".line-title")).to_have_text(["Nurse", "Midwife"])
    new.get_by_role("button", name="Add Nurse to applications").click()
    expect(new.locator(".line-title")).to_have_text(["Midwife"])
    expect(widget(page, "Pipeline").get_by_role("link", name="1 Interested")).to_be_visible()


def test_who_has_something_to_see_begins_with_today(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("today.start@example.org")
    page = open_page(browser_of(browser, app_server, token, viewport=WIDE), "/")
    expect(page).to_have_url(f"{app_server.url}/onboarding")
    accounts.finish_onboarding(user_id, datetime.now(UTC))
    page.goto("/")
    expect(page).to_have_url(f"{app_server.url}/jobs")
    apply(user_id, "Nurse")
    page.goto("/")
    expect(page).to_have_url(f"{app_server.url}/today")


def test_what_is_missing_leads_on(browser: Browser, app_server: AppServer) -> None:
    _, token = account("today.empty@example.org")
    page = open_today(browser_of(browser, app_server, token, viewport=PHONE))
    expect(page.locator(".today-need")).to_contain_text("Openings are ranked once there is a résumé.")
    assert violations(page) == []
    page.get_by_role("link", name="Add your résumé").click()
    expect(page).to_have_url(f"{app_server.url}/onboarding")


def test_no_accessibility_violations_and_no_scrolling_sideways(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("today.axe@example.org")
    lived_in(user_id)
    page = open_today(browser_of(browser, app_server, token, viewport=WIDE))
    expect(widget(page, "Odds").locator(".band")).to_have_count(1)
    assert violations(page) == []
    page.get_by_role("button", name="Arrange").click()
    expect(page.locator("#up-odds")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Done", exact=True).click()
    widget(page, "Goals").get_by_role("button", name="Change").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    for viewport in (PHONE, {"width": 800, "height": 900}):
        page.set_viewport_size(viewport)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_small_numbers_and_words_are_large_for_a_thumb(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("today.thumb@example.org")
    lived_in(user_id)
    now = datetime.now(UTC)
    panel, _ = applications.create(user_id, ApplicationForm(title="Midwife"), Stage.APPLIED, now)
    applications.move(user_id, [panel], Stage.INTERVIEW, "panel", now)
    context = browser_of(browser, app_server, token, viewport=PHONE)
    page = open_today(context)
    box = page.get_by_role("button", name="Change", exact=True).bounding_box()
    assert box is not None
    assert box["height"] >= 44
    page = open_page(context, "/insights")
    figures = page.locator(".change button.figure")
    expect(figures.first).to_be_visible()
    sizes = [box for figure in figures.all() if (box := figure.bounding_box())]
    assert [size for size in sizes if min(size["width"], size["height"]) < 44] == []
    page = open_page(context, "/applications?stage=interview")
    step = page.locator(".card-step")
    expect(step).to_be_visible()
    reach = step.evaluate(
        "one => { const box = one.getBoundingClientRect(), x = box.x + box.width / 2;"
        "return [box.top - 7, box.bottom + 7].every(y => document.elementFromPoint(x, y) === one) }"
    )
    assert reach
