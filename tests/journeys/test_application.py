"""The page of one application in a browser: edited in two tabs, undone, and compared."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy import text

from career_copilot import db, live
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.contacts import ContactForm, Relation
from career_copilot.domain.offers import OfferTerms
from career_copilot.domain.pipeline import Stage
from career_copilot.models import Opening, OpeningMatch, OpeningText
from career_copilot.services import application_details, applications, contacts, notes, offers, reminders, resumes
from career_copilot.services.offers import OfferDraft
from tests.journeys.axe import violations
from tests.journeys.people import account, browser_of, open_page
from tests.serving import AppServer

pytestmark = pytest.mark.browser
SLOW = 30_000


@dataclass
class Seeker:
    """Somebody with one application, in a browser."""

    user_id: int
    application_id: int
    context: BrowserContext

    @property
    def path(self) -> str:
        return f"/applications/{self.application_id}"

    def open(self, tab: str = "") -> Page:
        page = open_page(self.context, self.path)
        expect(page.locator(".application h1")).to_be_visible(timeout=SLOW)
        if tab:
            page.get_by_role("group", name="Parts of the application").get_by_role("button", name=tab).click()
        return page


@pytest.fixture
def seeker(browser: Browser, app_server: AppServer, request: pytest.FixtureRequest) -> Seeker:
    name = re.sub(r"\W+", ".", request.node.name).strip(".")
    user_id, token = account(f"{name}@example.org")
    form = ApplicationForm(title="Nurse", company="Havnklinik", place="Oslo", tags=["near home"])
    application_id, _ = applications.create(user_id, form, Stage.APPLIED, datetime.now(UTC))
    context = browser_of(browser, app_server, token, viewport={"width": 1440, "height": 900})
    return Seeker(user_id, application_id, context)


def an_opening(user_id: int, body: str) -> int:
    """An opening in the person's list."""
    with db.transaction() as session:
        row = Opening(fingerprint=f"{user_id} {body}", title="Nurse", company="Havnklinik", search_config="simple")
        session.add(row)
        session.flush()
        assert row.id is not None
        session.add(OpeningText(opening_id=row.id, html="", text=body))
        session.add(OpeningMatch(user_id=user_id, opening_id=row.id, score=70, blocked=False))
        return row.id


def pale_or_worse(page: Page) -> list[str]:
    """What axe says once no message is fading, which it takes for pale; they stay while the mouse is over them."""
    page.mouse.move(4, 600)
    expect(page.locator("[data-sonner-toast]")).to_have_count(0, timeout=SLOW)
    return violations(page)


def test_stage_and_undo_from_the_timeline_in_both_tabs(seeker: Seeker) -> None:
    first, second = seeker.open(), seeker.open()
    first.get_by_label("Stage", exact=True).select_option("interview")
    first.get_by_label("Step of the interviews").select_option("panel")
    for page in (first, second):
        expect(page.locator(".timeline-entry .saying").first).to_have_text("Stage: Interview → Interview · Panel")
    second.get_by_role("button", name="Undo: Stage").nth(1).click()
    expect(second.locator("[data-sonner-toast]").filter(has_text="cannot be undone")).to_be_visible()
    second.get_by_role("button", name="Undo: Stage").first.click()
    for page in (first, second):
        expect(page.locator(".timeline-entry[data-state=undone]")).to_have_count(1)
        expect(page.get_by_label("Step of the interviews")).to_have_value("")
    second.get_by_role("button", name="Do again: Stage").click()
    expect(first.get_by_label("Step of the interviews")).to_have_value("panel")
    expect(first.locator(".timeline-entry").first).to_contain_text("done again")


def test_two_tabs_edit_and_the_person_chooses(seeker: Seeker) -> None:
    first, second = seeker.open(), seeker.open()
    for page, title in ((first, "Head nurse"), (second, "Night nurse")):
        page.get_by_role("button", name="Edit", exact=True).click()
        page.get_by_label("Title").fill(title)
    first.get_by_label("Applied on").fill("2025-07-01")
    first.get_by_role("button", name="Save").click()
    expect(first.locator(".application h1")).to_have_text("Head nurse")
    expect(first.locator(".side-card .facts").first).to_contain_text("1 Jul 2025")
    second.get_by_role("button", name="Save").click()
    conflict = second.locator("#two-versions")
    expect(conflict).to_contain_text("Night nurse")
    expect(conflict).to_contain_text("Head nurse")
    assert violations(second) == []
    second.get_by_role("button", name="Keep what is here").click()
    for page in (first, second):
        expect(page.locator(".application h1")).to_have_text("Night nurse")


def test_the_day_of_its_stage_is_entered_and_undone(seeker: Seeker) -> None:
    page = seeker.open()
    page.get_by_role("button", name="Edit", exact=True).click()
    field = page.get_by_label("In this stage since", exact=True)
    stored = field.input_value()
    field.fill("2031-01-01")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".edit-form")).to_contain_text("In this stage since: it cannot be later than")
    field.fill("2026-01-02")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".edit-form")).to_have_count(0)
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(field).to_have_value("2026-01-02")
    page.get_by_role("button", name="Cancel").click()
    page.locator("[data-sonner-toast]").get_by_role("button", name="Undo").click()
    expect(page.locator(".timeline-entry[data-state=undone]")).to_have_count(1)
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(field).to_have_value(stored)


def test_a_note_in_markdown_and_one_of_200_kb(seeker: Seeker) -> None:
    page = seeker.open("Notes")
    page.get_by_role("button", name="Write a note").click()
    page.get_by_label("Note", exact=True).fill("# Call\n\n- **Ana** <img src=x onerror=alert(1)>\n\nשלום 🩺")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".note-preview h3")).to_have_text("Call")
    page.get_by_role("button", name="Save").click()
    note = page.locator(".note .markdown")
    expect(note.locator("strong")).to_have_text("Ana")
    assert note.locator("img").count() == 0
    body = "# Long\n" + f"{'word ' * 200}\n" * 200  # of few lines: Chromium takes 10 ms to put in each
    page.get_by_role("button", name="Write a note").click()
    page.get_by_label("Note", exact=True).fill(body)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Show all of it").click(timeout=SLOW)
    expect(page.get_by_role("button", name="Show all of it")).to_have_count(0, timeout=SLOW)
    assert notes.of_application(seeker.user_id, seeker.application_id)[0].body == body


def test_of_two_versions_of_a_note_both_are_there(seeker: Seeker) -> None:
    notes.add(seeker.user_id, seeker.application_id, "One\nTwo\nThree", datetime.now(UTC))
    first, second = seeker.open("Notes"), seeker.open("Notes")
    for page, line in ((first, "Two, from the first tab"), (second, "Two, from the second tab")):
        page.get_by_role("button", name=re.compile("^Edit the note")).click()
        page.get_by_label("Note", exact=True).fill(f"One\n{line}\nThree")
    first.get_by_role("button", name="Save").click()
    expect(first.locator(".note .markdown")).to_contain_text("first tab")
    second.get_by_role("button", name="Save").click()
    expect(second.locator("#two-versions")).to_contain_text("from the first tab")
    expect(second.locator("#two-versions")).to_contain_text("from the second tab")
    second.get_by_role("button", name="Take the other one").click()
    expect(second.locator(".note .markdown")).to_contain_text("first tab")


def test_a_move_in_another_tab_is_no_reason_to_choose(seeker: Seeker) -> None:
    first, second = seeker.open(), seeker.open()
    first.get_by_role("button", name="Edit", exact=True).click()
    first.get_by_label("Title").fill("Head nurse")
    second.get_by_label("Stage", exact=True).select_option("screening")
    expect(second.locator(".timeline-entry .saying").first).to_contain_text("Screening")
    first.get_by_role("button", name="Save").click()
    for page in (first, second):
        expect(page.locator(".application h1")).to_have_text("Head nurse")
    expect(first.get_by_label("Stage", exact=True)).to_have_value("screening")


def test_what_is_typed_outlives_a_note_that_another_tab_deletes(seeker: Seeker) -> None:
    notes.add(seeker.user_id, seeker.application_id, "One", datetime.now(UTC))
    first, second = seeker.open("Notes"), seeker.open("Notes")
    first.get_by_role("button", name=re.compile("^Edit the note")).click()
    first.get_by_label("Note", exact=True).fill("One and more")
    second.get_by_role("button", name=re.compile("^Delete the note")).click()
    expect(second.locator(".note")).to_have_count(0)
    expect(first.locator(".panel-list li")).to_have_count(0)
    first.get_by_role("button", name="Save").click()
    expect(first.get_by_role("alert").filter(has_text="deleted in another tab")).to_be_visible()
    first.get_by_role("button", name="Save").click()
    expect(second.locator(".note .markdown")).to_have_text("One and more")


def test_a_contact_is_reused_and_touched(seeker: Seeker) -> None:
    now = datetime.now(UTC)
    other, _ = applications.create(seeker.user_id, ApplicationForm(title="Midwife"), Stage.INTERESTED, now)
    contacts.add(seeker.user_id, other, ContactForm(name="Ana Ruiz"), Relation.RECRUITER, now)
    page = seeker.open()
    page.get_by_role("button", name="Add a contact").click()
    page.get_by_label("Somebody you know already").fill("ruiz")
    page.get_by_role("button", name="Ana Ruiz").click()
    person = page.locator(".contact")
    expect(person.get_by_role("link", name="Midwife")).to_be_visible()
    person.get_by_label("What Ana Ruiz has to do with it").select_option("interviewer")
    person.get_by_role("button", name="In touch today").click()
    expect(person).to_contain_text("In touch just now")
    page.get_by_role("button", name="Add a contact").click()
    page.get_by_label("Name", exact=True).fill("Bo Lindqvist")
    page.get_by_label("E-mail").fill("nowhere")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").filter(has_text="no e-mail address")).to_be_visible()
    page.get_by_label("E-mail").fill("bo@example.org")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".contact")).to_have_count(2)
    expect(page.get_by_role("link", name="bo@example.org")).to_have_attribute("href", "mailto:bo@example.org")
    person.get_by_role("link", name="Midwife").click()
    expect(page.locator(".application h1")).to_have_text("Midwife")


def test_a_document_is_uploaded_looked_at_deleted_and_brought_back(seeker: Seeker) -> None:
    page = seeker.open("Documents")
    hostile = {"name": "letter.html.txt", "mimeType": "text/plain", "buffer": b"Dear <b>all</b>"}
    page.locator("#document-upload input[type=file]").set_input_files(hostile)
    document = page.locator(".document")
    expect(document).to_contain_text("letter.html.txt", timeout=SLOW)
    document.get_by_role("button", name="Look at it").click()
    expect(document.locator(".source-text")).to_have_text("Dear <b>all</b>")
    with page.expect_download() as download:
        document.get_by_role("link", name="Download").click()
    assert download.value.path().read_bytes() == b"Dear <b>all</b>"
    document.get_by_role("button", name="Add a new version").click()
    second = {"name": "letter.txt", "mimeType": "text/plain", "buffer": "Dear Dr Ö 🙂, שלום".encode()}
    page.locator("#document-upload input[type=file]").set_input_files(second)
    expect(document).to_have_count(2, timeout=SLOW)
    expect(document.first).to_contain_text("version 2 of 2")
    document.first.get_by_role("button", name="Look at it").click()
    expect(document.first.locator(".source-text")).to_have_text("Dear Dr Ö 🙂, שלום")
    bad = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00"}
    page.locator("#document-upload input[type=file]").set_input_files(bad)
    expect(page.get_by_role("alert").filter(has_text="not kept here")).to_be_visible(timeout=SLOW)
    document.first.get_by_role("button", name="Delete").click()
    expect(document).to_have_count(1)
    page.locator("[data-sonner-toast]").filter(has_text="Deleted").get_by_role("button", name="Undo").click()
    expect(document.first).to_contain_text("version 2 of 2")


def test_a_name_of_emoji_and_words_from_right_to_left(seeker: Seeker) -> None:
    page = seeker.open()
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_label("Title").fill("👩🏽‍⚕️🩺")
    page.get_by_label("Company").fill("בית החולים שערי צדק")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".application h1")).to_have_text("👩🏽‍⚕️🩺")
    expect(page.locator(".timeline-entry").first).to_contain_text("Nurse → 👩🏽‍⚕️🩺")
    expect(page.locator(".timeline-entry").first.locator("bdi").filter(has_text="בית החולים שערי צדק")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_ad_as_it_was_and_what_changed_since(seeker: Seeker) -> None:
    opening = an_opening(seeker.user_id, "We care.\nYou bring 3 years.\nNights are paid.")
    seeker.application_id, _ = applications.add(seeker.user_id, opening, datetime.now(UTC))
    page = seeker.open("The ad")
    expect(page.get_by_text("The ad still says the same.")).to_be_visible()
    with db.transaction() as session:
        changed = {"text": "We care.\nYou bring 5 years.\nNights are paid.", "id": opening}
        session.execute(text("update opening_text set text = :text where opening_id = :id"), changed)
    live.publish(seeker.user_id, live.Topic.MATCHES)
    expect(page.locator(".diff del")).to_have_text("3")
    expect(page.locator(".diff ins")).to_have_text("5")
    expect(page.get_by_role("region", name="The ad as it was")).to_contain_text("You bring 3 years.")
    assert violations(page) == []


def test_the_text_of_an_ad_is_pasted(seeker: Seeker) -> None:
    page = seeker.open("The ad")
    expect(page.get_by_text("without the text of its ad")).to_be_visible()
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_label("Text of the ad").fill("You bring wound care.\nNights are paid.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="The ad as you entered it")).to_be_visible()
    expect(page.get_by_role("region", name="The ad as it was")).to_contain_text("Nights are paid.")
    expect(page.get_by_text("cannot be compared")).to_have_count(0)
    assert violations(page) == []


def test_dates_are_added_put_off_and_done(seeker: Seeker) -> None:
    page = seeker.open()
    dates = page.locator(".application-next")
    dates.get_by_role("button", name="Add a task").click()
    dates.get_by_label("What is to be done").fill("Ring the ward")
    dates.get_by_role("button", name="Save").click()
    task = dates.locator(".date-item").filter(has_text="Ring the ward")
    expect(task).to_be_visible()
    dates.get_by_role("button", name="Add an interview").click()
    soon = datetime.now(UTC) + timedelta(days=3)
    dates.get_by_label("Date and time there").fill(soon.strftime("%Y-%m-%dT10:00"))
    assert pale_or_worse(page) == []
    dates.get_by_role("button", name="Save").click()
    expect(dates.locator(".meeting")).to_have_count(1)
    task.get_by_role("button", name="Later").click()
    task.get_by_role("button", name="In a week").click()
    expect(task.locator(".date-facts")).to_contain_text("due ")
    task.get_by_role("button", name="is done").click()
    expect(dates.get_by_text("1 done")).to_be_visible()
    known = reminders.of_application(seeker.user_id, seeker.application_id)
    assert [one.title for one in known if one.done_at] == ["Ring the ward"]


def test_what_was_sent_is_marked_when_undone_and_recorded_again(seeker: Seeker) -> None:
    page = seeker.open("What was sent")
    records = page.locator(".record-card")
    expect(records).to_have_count(1)
    page.get_by_role("button", name="Verify").click()
    expect(records.first).to_contain_text("1 hashes checked: all as recorded.")
    with page.expect_download() as download:
        page.get_by_role("link", name="Record as PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    for stage in ("interested", "applied"):
        page.get_by_label("Stage", exact=True).select_option(stage)
    expect(records).to_have_count(2)
    page.locator("[data-sonner-toast]").filter(has_text="to Applied").get_by_role("button", name="Undo").click()
    expect(records.filter(has_text="undone")).to_have_count(1)
    other = seeker.open("What was sent")  # without the messages
    expect(other.locator(".record-card")).to_have_count(2)
    assert violations(other) == []


def test_a_resume_that_nobody_named_is_named_from_the_message(seeker: Seeker) -> None:
    sent = resumes.keep(seeker.user_id, "Nurse 2026.pdf", b"%PDF-1.7 made up", datetime.now(UTC))
    number, _ = applications.create(
        seeker.user_id, ApplicationForm(title="Night nurse"), Stage.INTERESTED, datetime.now(UTC)
    )
    page = open_page(seeker.context, f"/applications/{number}")
    page.get_by_label("Stage", exact=True).select_option("applied")
    toast = page.locator("[data-sonner-toast]").filter(has_text="No résumé was named.")
    expect(toast.get_by_role("button", name="Undo")).to_be_visible()
    toast.get_by_role("button", name="Name it").click()
    card = page.locator(".record-card")
    expect(card).to_contain_text("No résumé was named.")
    page.mouse.move(4, 600)
    card.get_by_role("button", name="Name it").click()
    expect(card).to_have_count(2)
    expect(card.first).to_contain_text("Nurse 2026.pdf")
    expect(card.last).to_contain_text("replaced")
    assert application_details.one(seeker.user_id, number).form.resume_id == sent
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(page.get_by_text("What was frozen on applying does not change with this.")).to_be_visible()
    page.get_by_role("button", name="Timeline", exact=True).click()
    page.get_by_role("link", name="Name it in the record").click()
    expect(card).to_have_count(2)
    assert pale_or_worse(page) == []


def test_offers_are_entered_and_compared(seeker: Seeker) -> None:
    other, _ = applications.create(seeker.user_id, ApplicationForm(title="Midwife"), Stage.OFFER, datetime.now(UTC))
    low = OfferDraft(terms=OfferTerms(base=Decimal(4_000), period="month", bonus=Decimal(9_000)))  # type: ignore[arg-type]
    offers.add(seeker.user_id, other, low, datetime.now(UTC))
    page = seeker.open("Offers")
    page.get_by_role("button", name="Enter an offer").click()
    page.get_by_label("Base").fill("52.000")
    page.get_by_label("Days off a year").fill("30")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".note .offer-base")).to_have_text("52,000 EUR a year")
    page.get_by_role("link", name="Compare all offers").click()
    expect(page.locator(".offer-total")).to_have_text(["58,000", "55,200"])
    expect(page.locator(".offer-table tfoot td").first).to_contain_text("highest")
    page.get_by_label("Days off").fill("0")
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator(".offer-total")).to_have_text(["52,000", "55,200"])
    assert pale_or_worse(page) == []


def test_deleted_and_brought_back_from_the_message(seeker: Seeker) -> None:
    page = seeker.open()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(".empty")).to_contain_text("You deleted “Nurse at Havnklinik” just now")
    page.locator("[data-sonner-toast]").get_by_role("button", name="Undo").click()
    expect(page.locator(".application h1")).to_have_text("Nurse")


def test_another_persons_application_does_not_exist(browser: Browser, app_server: AppServer, seeker: Seeker) -> None:
    _, token = account("stranger.to.it@example.org")
    context = browser_of(browser, app_server, token)
    for path in (seeker.path, "/applications/999999", "/applications/-1", "/applications/x"):
        expect(open_page(context, path).locator(".empty")).to_contain_text("no such application")
    context.close()


def test_no_accessibility_violations_and_no_sideways_scroll(seeker: Seeker) -> None:
    now, user, application = datetime.now(UTC), seeker.user_id, seeker.application_id
    notes.add(user, application, "# Call\n\n- one\n\n> two\n\n| a | b |\n|---|---|\n| 1 | 2 |", now)
    contacts.add(user, application, ContactForm(name="Ana Ruiz", role="Lead"), Relation.RECRUITER, now)
    offers.add(user, application, OfferDraft(terms=OfferTerms(base=Decimal(52_000))), now)
    page = seeker.open()
    tabs = page.get_by_role("group", name="Parts of the application").get_by_role("button")
    for number in range(tabs.count()):
        tabs.nth(number).click()
        expect(tabs.nth(number)).to_have_attribute("aria-pressed", "true")
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], tabs.nth(number).inner_text()
    page.get_by_role("button", name="Add a contact").click()
    expect(page.get_by_label("Name", exact=True)).to_be_visible()
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(page.get_by_label("Title")).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []


def test_on_a_phone_the_next_step_the_tabs_and_the_contacts_are_at_hand(seeker: Seeker) -> None:
    page = seeker.open()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".timeline-entry").first).to_be_visible()
    tabs = page.get_by_role("group", name="Parts of the application")
    step = page.locator(".application-next .date-item")
    expect(step.filter(visible=True)).to_have_count(1)
    assert (
        top(page.locator(".application-head"))
        < top(step.first)
        < top(tabs)
        < top(page.locator(".timeline-entry").first)
    )
    tabs.get_by_role("button", name="Contacts, facts").click()
    expect(page.locator(".timeline-entry").first).to_be_hidden()
    expect(page.get_by_role("button", name="Add a contact")).to_be_in_viewport()
    assert violations(page) == []
    tabs.get_by_role("button", name="To do").click()
    expect(page.get_by_role("button", name="Add an interview")).to_be_visible()
    expect(page.get_by_role("button", name="Add a contact")).to_be_hidden()
    assert top(tabs) < top(step.first)
    assert violations(page) == []


def top(part: Locator) -> float:
    box = part.bounding_box()
    assert box
    return box["y"]
