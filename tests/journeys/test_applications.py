"""Applications in a browser: cards moved by mouse, keyboard, menu and on a phone; two tabs in step; many at once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from career_copilot import db
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.pipeline import Stage
from career_copilot.domain.reminders import ReminderForm
from career_copilot.models import Opening, OpeningMatch, OpeningText
from career_copilot.services import applications, reminders
from tests.journeys.axe import violations
from tests.journeys.people import account, browser_of, open_page
from tests.serving import AppServer, worker

pytestmark = pytest.mark.browser
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def add(user_id: int, *titles: str, stage: Stage = Stage.INTERESTED) -> list[int]:
    """Applications of this person; the last one is on top."""
    now = datetime.now(UTC) - timedelta(days=3)
    return [
        applications.create(user_id, ApplicationForm(title=title, company="Havnklinik", tags=["night"]), stage, now)[0]
        for title in titles
    ]


def column(page: Page, stage: str) -> Locator:
    return page.locator(f"[data-stage={stage}] .card-name")


def card(page: Page, title: str) -> Locator:
    return page.locator(".board-card", has_text=title)


def drag(page: Page, card: Locator, target: Locator) -> None:
    """As a hand does it: press, begin, move over, let go."""
    start, end = card.bounding_box(), target.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 20, start["y"] + start["height"] - 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + start["height"], steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 40, steps=12)
    page.wait_for_timeout(150)
    page.mouse.up()


def drag_by_finger(page: Page, card: Locator, target: Locator) -> None:
    """As a finger does it: rest on the card, then move it, and lift."""
    client = page.context.new_cdp_session(page)
    start, end = card.bounding_box(), target.bounding_box()
    assert start
    assert end
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] - 10
    there = end["x"] + end["width"] / 2, end["y"] + end["height"] - 4

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": left, "y": top} for left, top in points]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", (x, y))
    page.wait_for_timeout(300)  # a shorter touch scrolls
    for part in range(1, 13):
        touch("touchMove", (x + (there[0] - x) * part / 12, y + (there[1] - y) * part / 12))
        page.wait_for_timeout(20)
    page.wait_for_timeout(150)
    touch("touchEnd")


def test_cards_are_dragged_by_finger(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("kanban.finger@example.org")
    add(user_id, "Nurse", "Midwife", "Porter")
    phone = open_page(browser_of(browser, app_server, token, viewport=PHONE, has_touch=True), "/applications")
    expect(column(phone, "interested")).to_have_text(["Porter", "Midwife", "Nurse"])
    drag_by_finger(phone, card(phone, "Porter"), card(phone, "Nurse"))
    expect(column(phone, "interested")).to_have_text(["Midwife", "Nurse", "Porter"])
    tablet = open_page(browser_of(browser, app_server, token, viewport=WIDE, has_touch=True), "/applications")
    drag_by_finger(tablet, card(tablet, "Nurse"), tablet.locator("[data-stage=applied] .column-head"))
    for page in (phone, tablet):
        expect(column(page, "applied")).to_have_text(["Nurse"])
        expect(column(page, "interested")).to_have_text(["Midwife", "Porter"])


def test_a_card_is_dragged_by_mouse_and_both_tabs_show_it(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("kanban.mouse@example.org")
    add(user_id, "Nurse", "Midwife", "Porter")
    context = browser_of(browser, app_server, token, viewport=WIDE)
    first, second = open_page(context, "/applications"), open_page(context, "/applications")
    expect(column(second, "interested")).to_have_text(["Porter", "Midwife", "Nurse"])
    drag(first, card(first, "Midwife"), first.locator("[data-stage=applied] .column-cards"))
    for page in (first, second):
        expect(column(page, "applied")).to_have_text(["Midwife"])
        expect(column(page, "interested")).to_have_text(["Porter", "Nurse"])
        expect(page.locator("[data-stage=applied] .column-count")).to_have_text("1")
    drag(first, card(first, "Porter"), first.locator("[data-stage=rejected] .column-cards"))
    for page in (first, second):
        expect(page.locator("[data-stage=rejected] .column-count")).to_have_text("1")
    first.reload()
    expect(column(first, "interested")).to_have_text(["Nurse"])


def test_the_board_shows_the_chosen_stages_and_moves_to_all(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("kanban.stages@example.org")
    add(user_id, "Nurse", stage=Stage.REJECTED)
    add(user_id, "Midwife", stage=Stage.APPLIED)
    page = open_page(browser_of(browser, app_server, token, viewport=WIDE), "/applications")
    page.locator(".filters select[name=stage]").select_option("rejected")
    expect(page.locator(".board-column")).to_have_count(1)
    expect(column(page, "rejected")).to_have_text(["Nurse"])
    expect(page.get_by_role("link", name="Rejected")).to_be_visible()
    assert violations(page) == []
    page.locator(".card-more").click()
    page.get_by_role("menuitemradio", name="Offer").click()
    expect(page.locator("[data-stage=rejected] .column-count")).to_have_text("0")
    page.get_by_role("link", name="Rejected").click()
    expect(column(page, "offer")).to_have_text(["Nurse"])
    expect(column(page, "applied")).to_have_text(["Midwife"])


def test_a_message_about_a_long_title_stays_in_the_top_bar(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("kanban.toast@example.org")
    long = f"Nurse {'and midwife of the night shift ' * 9}"
    add(user_id, long, long)
    for size in (WIDE, PHONE):
        page = open_page(browser_of(browser, app_server, token, viewport=size), "/applications")
        page.locator(".card-more").first.click()
        page.get_by_role("menuitem", name="Archive").click()
        toast, controls = page.locator("[data-sonner-toast]"), page.locator(".page-tools .button")
        expect(toast).to_contain_text("Archived Nurse and")
        page.wait_for_timeout(500)  # it comes in from above
        ends, begins = toast.bounding_box(), [one.bounding_box() for one in controls.all()]
        assert ends
        assert ends["y"] + ends["height"] <= min(one["y"] for one in begins if one)
        page.goto("/jobs")
        page.wait_for_load_state("networkidle")
        search = page.locator("input[name=q]").bounding_box()
        assert search
        assert search["y"] >= 52, "two lines of a message end above"


def test_a_drop_is_undone_from_the_message_and_from_the_recent_changes(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("kanban.undo@example.org")
    add(user_id, "Nurse")
    page = open_page(browser_of(browser, app_server, token, viewport=WIDE), "/applications")
    drag(page, card(page, "Nurse"), page.locator("[data-stage=screening] .column-cards"))
    expect(column(page, "screening")).to_have_text(["Nurse"])
    page.get_by_role("button", name="Undo").click()
    expect(column(page, "interested")).to_have_text(["Nurse"])
    page.get_by_role("button", name="Recent changes").click()
    lines = page.locator(".change-line")
    expect(lines.first).to_contain_text("Moved Nurse at Havnklinik to Screening")
    expect(lines.first).to_contain_text("undone")
    lines.first.get_by_role("button").click()
    expect(column(page, "screening")).to_have_text(["Nurse"])
    expect(lines.first).not_to_contain_text("undone")
    lines.first.get_by_role("button").click()
    expect(lines.first).to_contain_text("undone")
    for half in ("down", "up"):  # of the second click of a double click, on what has become “Do again”
        getattr(page.mouse, half)(click_count=2)
    page.reload()
    expect(column(page, "interested")).to_have_text(["Nurse"])
    expect(page.locator("[data-sonner-toast]")).to_have_count(0, timeout=20_000)
    assert violations(page) == []


def test_by_keyboard_alone(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("kanban.keys@example.org")
    add(user_id, "Nurse", "Midwife")
    page = open_page(browser_of(browser, app_server, token, viewport=WIDE), "/applications")
    card(page, "Midwife").focus()
    page.keyboard.press("Space")
    announced = page.locator("[id^=rfd-announcement]")
    expect(announced).to_contain_text("Picked up Midwife, position 1 of Interested")
    page.keyboard.press("ArrowDown")
    expect(announced).to_contain_text("position 2 of Interested")
    page.keyboard.press("Space")
    expect(column(page, "interested")).to_have_text(["Nurse", "Midwife"])
    expect(announced).to_contain_text("Dropped Midwife at position 2 of Interested")
    page.keyboard.press("ArrowUp")
    expect(card(page, "Nurse")).to_be_focused()
    page.keyboard.press("Space")
    expect(announced).to_contain_text("Picked up Nurse")
    page.keyboard.press("ArrowRight")
    expect(announced).to_contain_text("of Applied")
    page.keyboard.press("Space")
    expect(column(page, "applied")).to_have_text(["Nurse"])
    expect(card(page, "Nurse")).to_be_focused()
    page.keyboard.press("m")
    expect(page.get_by_role("menuitemradio", name="Interested")).to_be_focused()
    page.get_by_role("menuitemradio", name="Interview").press("Enter")
    expect(column(page, "interview")).to_have_text(["Nurse"])


def test_steps_of_an_interview_are_changed_on_the_card(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("kanban.steps@example.org")
    add(user_id, "Nurse", stage=Stage.INTERVIEW)
    page = open_page(browser_of(browser, app_server, token, viewport=WIDE), "/applications")
    card(page, "Nurse").get_by_role("button", name="Move or change Nurse").click()
    page.get_by_role("menuitemradio", name="Panel").click()
    expect(card(page, "Nurse").locator(".card-step")).to_have_text("Panel")
    page.reload()
    expect(card(page, "Nurse").locator(".card-step")).to_have_text("Panel")
    page.locator("[data-stage=interview] .column-toggle").click()
    expect(column(page, "interview")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-stage=interview][data-strip]")).to_be_visible()


def test_on_a_phone_stages_are_tabs_and_a_menu_moves(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("kanban.phone@example.org")
    add(user_id, "Nurse", "Midwife")
    context = browser_of(browser, app_server, token, viewport=PHONE, has_touch=True)
    page = open_page(context, "/applications")
    expect(card(page, "Nurse")).to_be_visible()
    page.get_by_role("button", name="Move or change Nurse").tap()
    assert violations(page) == []
    page.get_by_role("menuitemradio", name="Offer").tap()
    expect(page.locator(".board-tab", has_text="Offer")).to_contain_text("1")
    page.locator(".board-tab", has_text="Offer").tap()
    expect(page.locator(".board-tab", has_text="Offer")).to_have_attribute("aria-current", "true")
    expect(card(page, "Nurse")).to_be_in_viewport()
    for view in ("board", "table", "calendar"):
        page.goto(f"/applications?view={view}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert violations(page) == []


def test_many_are_chosen_with_shift_and_changed_as_one(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("kanban.bulk@example.org")
    add(user_id, *(f"Nurse {number}" for number in range(6)))
    page = open_page(browser_of(browser, app_server, token, viewport=WIDE), "/applications?view=table&sort=title")
    page.get_by_label("Choose Nurse 1 at Havnklinik").click()
    expect(page.locator(".bulk-bar")).to_contain_text("1 chosen")
    page.get_by_label("Choose Nurse 4 at Havnklinik").click(modifiers=["Shift"])
    expect(page.locator(".bulk-bar")).to_contain_text("4 chosen")
    assert violations(page) == []
    page.locator(".bulk-bar").get_by_label("Move to").select_option("rejected")
    expect(page.locator(".stage-mark[data-stage=rejected]")).to_have_count(4)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".stage-mark[data-stage=rejected]")).to_have_count(0)
    page.get_by_label("Choose all on this page").click()
    expect(page.locator(".bulk-bar")).to_contain_text("6 chosen")
    page.locator(".bulk-bar").get_by_label("Tag", exact=True).fill("dream")
    page.keyboard.press("Enter")
    expect(page.locator("td[data-label=Tags]", has_text="dream")).to_have_count(6)


def test_on_a_phone_the_chosen_ones_are_within_reach_and_exported(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("kanban.reach@example.org")
    add(user_id, "Nurse", "Porter", "Midwife")
    page = open_page(browser_of(browser, app_server, token, viewport=PHONE), "/applications?view=table")
    for title in ("Nurse", "Porter"):
        page.get_by_label(f"Choose {title} at Havnklinik").click()
    bar = page.locator(".bulk-bar")
    expect(bar).to_contain_text("2 chosen")
    right = edges(bar)[1]
    for control in bar.locator("button, select, input").all():
        box = control.bounding_box()
        assert box
        assert (box["height"] >= 44, box["width"] >= 44, box["x"] + box["width"] <= right - 8) == (True,) * 3, box
    assert violations(page) == []
    bar.get_by_role("button", name="Export the chosen applications").click()
    expect(page.get_by_text("Only 2 chosen applications")).to_be_visible()
    page.get_by_role("button", name="Export: JSON").click()
    expect(page.locator(".transfer-rows")).to_contain_text("2 chosen applications")


def edges(place: Locator) -> tuple[float, float]:
    """Its left and its right."""
    box = place.bounding_box()
    assert box
    return box["x"], box["x"] + box["width"]


def test_long_and_right_to_left_titles_keep_their_place(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("kanban.titles@example.org")
    hebrew, *_ = add(user_id, "אחות ראשית", *(f"{letter} " + "endless words " * 20 for letter in "AB"))
    reminder = ReminderForm(title="Send the signed papers to the ward", due_at=datetime.now(UTC) + timedelta(days=4))
    reminders.add(user_id, hebrew, reminder, datetime.now(UTC))
    page = open_page(browser_of(browser, app_server, token, viewport=WIDE), "/applications?view=table")
    wrap = page.locator(".table-wrap")
    expect(page.locator("td[data-label=Next]", has_text="signed papers")).to_be_visible()
    assert wrap.evaluate("all => all.scrollWidth <= all.clientWidth")
    assert page.locator("td[data-label=Next] > span").evaluate_all(
        "all => all.every(one => one.scrollHeight <= one.clientHeight)"
    )
    for letter in "AB":
        page.locator(f"input[aria-label^='Choose {letter} ']").click()
        page.locator(".bulk-bar").get_by_role("button", name="Archive", exact=True).click()
        expect(page.locator("[data-sonner-toast][data-front=true]")).to_contain_text(f"{letter} endless")
    page.locator("[data-sonner-toast][data-front=true]").hover()
    older = page.locator("[data-sonner-toast][data-front=false]").bounding_box()
    assert older
    assert older["height"] <= 48
    page.get_by_role("button", name="Recent changes").click()
    page.locator(".change-line").first.get_by_role("button").click()
    facts = page.locator(".change-line .row-facts", has_text="undone").first
    expect(facts).to_be_visible()
    assert facts.locator(".fact").first.evaluate("one => getComputedStyle(one, '::after').content") == '"·"'
    page.goto(f"/applications/{hebrew}")
    heading = page.locator("h1.job-title")
    expect(heading).to_have_css("text-align", "left")
    expect(page.locator(".timeline-entry", has_text="Reminder")).to_be_visible()
    add(user_id, "Nurse", stage=Stage.APPLIED)
    page.goto(f"/applications?view=calendar&span=week&day={(datetime.now(UTC) - timedelta(days=3)).date()}")
    entry = page.locator("[data-kind=applied] .entry-link")
    sign, words = (entry.locator(part).bounding_box() for part in ("svg", ".entry-words"))
    assert sign
    assert words
    assert words["y"] < sign["y"] + sign["height"] / 2 < words["y"] + words["height"]


def test_hundreds_are_changed_by_a_task_with_progress(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("kanban.many@example.org")
    add(user_id, *(f"Nurse {number}" for number in range(230)))
    page = open_page(browser_of(browser, app_server, token, viewport=WIDE), "/applications?view=table")
    page.get_by_label("Choose all on this page").click()
    page.get_by_role("button", name="Choose all 230 that match").click()
    expect(page.locator(".bulk-bar")).to_contain_text("230 chosen")
    page.get_by_role("button", name="Archive", exact=True).click()
    progress = page.locator(".bulk-progress")
    expect(progress).to_contain_text("0 of 230")
    with worker(app_server):
        expect(progress).to_contain_text("Archived 230 applications.", timeout=60_000)
        expect(page.locator(".applications-table")).to_have_count(0)
        progress.get_by_role("button", name="Undo").click()
        expect(page.locator(".pager")).to_contain_text("of 230", timeout=30_000)


def test_columns_are_kept_under_a_name(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("kanban.columns@example.org")
    add(user_id, "Nurse")
    page = open_page(browser_of(browser, app_server, token, viewport=WIDE), "/applications?view=table")
    page.get_by_role("button", name="Columns: Overview").click()
    page.locator("#table-columns").get_by_label("Place").check()
    page.locator("#table-columns").get_by_label("Score").uncheck()
    page.locator("#table-columns").get_by_label("Save as").fill("Mine")
    page.get_by_role("button", name="Save columns").click()
    expect(page.get_by_role("columnheader", name="Place")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Score")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("columnheader", name="Place")).to_be_visible()
    page.get_by_role("link", name="Title").click()
    expect(page).to_have_url(re.compile("sort=title"))


def test_one_is_added_by_hand(browser: Browser, app_server: AppServer) -> None:
    _, token = account("kanban.hand@example.org")
    page = open_page(browser_of(browser, app_server, token, viewport=WIDE), "/applications")
    expect(page.locator(".empty")).to_contain_text("Your applications appear here")
    assert violations(page) == []
    page.get_by_role("button", name="Add an application").first.click()
    dialog = page.locator("#add-application")
    dialog.get_by_label("Title").fill("ممرضة 🩺")
    dialog.get_by_label("Company").fill("Havnklinik")
    dialog.get_by_label("Link to the ad").fill("ftp://example.org")
    expect(dialog.get_by_label("Applied on")).to_be_hidden()
    dialog.get_by_label("Stage").select_option("applied")
    expect(dialog.get_by_label("Applied on")).to_have_value(re.compile(r"\d{4}-\d\d-\d\d"))
    dialog.get_by_label("Applied on").fill("2026-03-07")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.get_by_role("alert")).to_contain_text("must begin with https://")
    dialog.get_by_label("Link to the ad").fill("https://example.org/nurse")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog).to_be_hidden()
    expect(column(page, "applied")).to_have_text(["ممرضة 🩺"])
    page.get_by_role("link", name="ممرضة").first.click()
    page.get_by_role("button", name="What was sent").click()
    expect(page.locator(".record-card")).to_contain_text("Sat 7 Mar 2026")
    page.get_by_role("button", name="Edit", exact=True).click()
    assert violations(page) == []
    page.get_by_label("Applied on").fill("2026-03-06")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".record-card")).to_have_count(2)
    held = page.locator(".record-card").first
    expect(held).to_contain_text("Fri 6 Mar 2026")
    expect(held).to_contain_text("Corrected; recorded first as Sat 7 Mar 2026")
    expect(page.locator(".record-card").last).to_contain_text("replaced")
    page.locator("[data-sonner-toast]", has_text="Edited").get_by_role("button", name="Undo").click()
    expect(held).to_contain_text("undone")


def test_an_opening_becomes_an_application_with_one_key(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("kanban.jobs@example.org")
    with db.transaction() as session:
        opening = Opening(fingerprint="kanban-jobs", title="Night Nurse", company="Havnklinik", job_boards=["lever"])
        session.add(opening)
        session.flush()
        session.add(OpeningText(opening_id=opening.id or 0, html="<p>x</p>", text="x"))
        session.add(OpeningMatch(user_id=user_id, opening_id=opening.id or 0))
    context = browser_of(browser, app_server, token, viewport=WIDE)
    jobs, board = open_page(context, "/jobs"), open_page(context, "/applications")
    expect(jobs.locator(".job-title")).to_have_text("Night Nurse")
    jobs.bring_to_front()
    jobs.keyboard.press("a")
    expect(jobs.get_by_title("In applications · Interested")).to_be_visible()
    expect(jobs.locator(".job-actions")).to_contain_text("In applications · Interested")
    expect(column(board, "interested")).to_have_text(["Night Nurse"])
    jobs.get_by_role("button", name="Undo").click()
    expect(jobs.locator(".job-actions")).to_contain_text("Add to applications")
    expect(board.locator(".empty")).to_be_visible()
    jobs.keyboard.press("a")
    expect(jobs.locator(".job-actions")).to_contain_text("In applications · Interested")
    jobs.keyboard.press("a")  # it is there already
    jobs.get_by_role("button", name="Open it").click()
    expect(jobs.locator(".application h1")).to_have_text("Night Nurse")


def test_no_accessibility_violations(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("kanban.axe@example.org")
    add(user_id, "Nurse", "Midwife", stage=Stage.APPLIED)
    add(user_id, "Porter", stage=Stage.INTERVIEW)
    page = open_page(browser_of(browser, app_server, token, viewport=WIDE), "/applications")
    expect(card(page, "Nurse")).to_be_visible()
    assert violations(page) == []
    card(page, "Porter").press("m")
    assert violations(page) == []
    page.goto("/applications?view=table")
    expect(page.locator(".applications-table")).to_be_visible()
    assert violations(page) == []
    page.goto("/applications?view=calendar")
    expect(page.locator(".entry-link").first).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Week").click()
    expect(page.locator(".calendar-days[data-span=week] .calendar-day")).to_have_count(7)
    page.get_by_role("link", name="Later").click()
    page.mouse.move(4, 4)  # nothing is pointed at while colours are judged
    page.wait_for_timeout(300)
    assert violations(page) == []
