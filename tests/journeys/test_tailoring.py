"""A résumé for an opening in a browser: made, changed line by line, stopped by a claim that rests on nothing, saved as a PDF, sent;
and the bank of achievements, in two tabs."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from career_copilot.domain.achievements import AchievementForm
from career_copilot.domain.pipeline import Stage
from career_copilot.services import achievements, applications, submissions, tailoring
from tests import standin
from tests.journeys.axe import violations
from tests.journeys.people import account, administrator, browser_of, open_page
from tests.services import writing
from tests.serving import AppServer, worker
from tests.standin import Says

pytestmark = pytest.mark.browser
SLOW = 60_000
STORY = AchievementForm(title="A checklist", action="Wrote a checklist", result="Infections halved", skills=["Triage"])


@dataclass
class Seeker:
    user_id: int
    opening_id: int
    resume_id: int
    context: BrowserContext

    def tailored(self) -> Page:
        """From the opening, by its button."""
        page = open_page(self.context, f"/jobs/{self.opening_id}")
        page.get_by_role("button", name="Tailor résumé").click()
        expect(page.locator(".tailoring h1")).to_have_text(re.compile("Résumé for"), timeout=SLOW)
        return page


@pytest.fixture
def seeker(browser: Browser, app_server: AppServer, request: pytest.FixtureRequest) -> Iterator[Seeker]:
    name = re.sub(r"\W+", ".", request.node.name).strip(".")
    user_id, token = administrator(f"{name}@example.org")  # who may use a model on loopback
    resume_id, opening_id = writing.resume(user_id), writing.opening(user_id)
    options = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"} if "phone" in name else {}
    context = browser_of(browser, app_server, token, **{"viewport": {"width": 1440, "height": 900}, **options})
    yield Seeker(user_id, opening_id, resume_id, context)
    context.close()


def lines(page: Page) -> list[str]:
    """The bullets of the first job, as they stand."""
    found: list[str] = page.locator('[data-holder="work.0.highlights"]').evaluate_all(
        "all => all.map(e => e.dataset.path)"
    )
    return found


def reword(page: Page, path: str, text: str) -> None:
    page.locator(f'[id="edit-{path}"]').click()
    page.get_by_label("The line's words").fill(text)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("The line's words")).to_have_count(0)


def pale_or_worse(page: Page) -> list[str]:
    page.mouse.move(4, 600)
    expect(page.locator("[data-sonner-toast]")).to_have_count(0, timeout=SLOW)
    return violations(page)


COVERED = """([...document.querySelectorAll(".tailored-line")].filter(line => {
  const tools = line.querySelector(".tailored-tools").getBoundingClientRect();
  return [...document.querySelectorAll(".tailored-text")].some(text => {
    const words = document.createRange();
    words.selectNodeContents(text);
    return [...words.getClientRects()].some(one => one.right > tools.left && one.left < tools.right && one.bottom > tools.top && one.top < tools.bottom);
  });
})).map(line => line.dataset.path)"""


def test_the_page_stands_under_write_its_columns_under_their_heads_and_no_button_on_words(seeker: Seeker) -> None:
    page = seeker.tailored()
    expect(page.locator(".rail [aria-current]")).to_have_text("Write")
    row = page.locator(f'[data-path="{lines(page)[0]}"]')
    for number, column in enumerate((".tailored-base", ".tailored-now")):
        head, below = page.locator(".lines-head p").nth(number).bounding_box(), row.locator(column).bounding_box()
        assert head is not None
        assert below is not None
        assert abs(head["x"] - below["x"]) <= 1
    row.hover()
    expect(row.locator(".tailored-tools")).to_have_css("opacity", "1")
    assert page.evaluate(COVERED) == []


def test_a_claim_that_rests_on_nothing_stops_the_pdf_until_it_is_mended(seeker: Seeker, tmp_path: Path) -> None:
    page = seeker.tailored()
    expect(page.locator(".paper img").first).to_be_visible(timeout=SLOW)
    path = lines(page)[0]
    own = page.locator(f'[data-path="{path}"] .tailored-base').inner_text()
    reword(page, path, "Led a team of 40 nurses at Contoso")
    row = page.locator(f'[data-path="{path}"]')
    expect(row.locator(".tailored-flag")).to_contain_text("40")
    expect(row.locator("ins").first).to_be_visible()
    expect(page.get_by_role("button", name="PDF")).to_have_attribute("aria-disabled", "true")
    assert pale_or_worse(page) == []
    page.locator(f'[id="restore-{path}"]').click()
    expect(row.locator(".tailored-flag")).to_have_count(0)
    expect(row.locator(".tailored-now")).to_contain_text(own)
    with page.expect_download() as saving:
        page.get_by_role("link", name="PDF").click()
    saved = tmp_path / "resume.pdf"
    saving.value.save_as(saved)
    assert saved.read_bytes().startswith(b"%PDF")
    assert saving.value.suggested_filename.endswith("Intensive Care Nurse at Fjordlegene.pdf")


def test_what_the_person_confirms_is_a_fact_from_then_on(seeker: Seeker) -> None:
    page = seeker.tailored()
    path = lines(page)[0]
    reword(page, path, "Led a team of 40 nurses at Contoso")
    page.get_by_role("button", name="This is true: keep and remember").click()
    expect(page.locator(".tailored-flag")).to_have_count(0)
    expect(page.get_by_role("link", name="PDF")).to_be_visible()


def test_lines_are_moved_by_mouse_keys_and_buttons_hidden_and_brought_back(seeker: Seeker) -> None:
    page, other = seeker.tailored(), open_page(seeker.context, "/profile")
    other.goto(page.url)
    expect(other.locator(".tailoring h1")).to_be_visible(timeout=SLOW)
    first, second, *rest = lines(page)
    page.locator(f'[data-path="{second}"] [draggable]').drag_to(page.locator(f'[data-path="{first}"]'))
    expect(page.locator('[data-holder="work.0.highlights"]').first).to_have_attribute("data-path", second)
    page.locator(f'[id="edit-{second}"]').focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator('[data-holder="work.0.highlights"]').first).to_have_attribute("data-path", first)
    expect(page.locator(f'[id="edit-{second}"]')).to_be_focused()
    page.locator(f'[id="down-{first}"]').press("Enter")
    expect(other.locator('[data-holder="work.0.highlights"]').first).to_have_attribute("data-path", second)
    page.locator(f'[id="hide-{first}"]').click()
    expect(other.locator(f'[data-path="{first}"]')).to_contain_text("left out")
    page.get_by_role("button", name="Compare version 1", exact=True).click()
    expect(page.locator(".version-changes")).to_contain_text("left out")
    page.get_by_role("button", name="Go back to version 1", exact=True).click()
    for tab in (page, other):
        expect(tab.locator('[data-holder="work.0.highlights"]').first).to_have_attribute("data-path", first)
        expect(tab.locator(f'[data-path="{first}"]')).not_to_contain_text("left out")
    assert lines(page) == [first, second, *rest]


def test_a_models_words_are_judged_and_decided_line_by_line(
    seeker: Seeker, app_server: AppServer, tmp_path: Path
) -> None:
    with standin.running() as model, worker(app_server):
        writing.connect(model.groq_url, seeker.user_id)
        page = seeker.tailored()
        first, second = lines(page)[:2]
        good = "Introduced a checklist for central lines; infections halved"
        model.script(Says(f"[{first}] {good} ⟦6⟧\n[{second}] Led a team of 40 nurses at Contoso ⟦4⟧\n", gap=0.05))
        own = page.locator(f'[data-path="{second}"] .tailored-base').inner_text()
        page.get_by_role("button", name="Suggest wording").click()
        proposals = page.locator(".tailored-proposal")
        expect(proposals).to_have_count(2, timeout=SLOW)
    expect(page.locator(f'[data-path="{second}"] .tailored-warning').first).to_contain_text(
        re.compile("40|Contoso|[Ll]ed")
    )
    assert pale_or_worse(page) == []
    page.get_by_role("button", name="Accept what is carried").click()
    expect(page.locator(f'[data-path="{first}"] .tailored-now')).to_contain_text("infections halved")
    expect(proposals).to_have_count(1)
    proposals.get_by_role("button", name="Reject").click()
    expect(proposals).to_have_count(0)
    expect(page.locator(f'[data-path="{second}"] .tailored-now')).to_contain_text(own)
    with page.expect_download() as saving:
        page.get_by_role("link", name="Markdown").click()
    saving.value.save_as(tmp_path / "resume.md")
    text = (tmp_path / "resume.md").read_text()
    assert good in text
    assert "Contoso" not in text


def test_of_a_line_changed_in_two_tabs_the_person_chooses(seeker: Seeker) -> None:
    here = seeker.tailored()
    there = open_page(seeker.context, urlsplit(here.url).path)
    path = lines(here)[0]
    for page in (here, there):
        page.locator(f'[id="edit-{path}"]').click(timeout=SLOW)
    there.get_by_label("The line's words").fill("Care for ventilated patients in a shift")
    there.get_by_role("button", name="Save").click()
    expect(there.get_by_label("The line's words")).to_have_count(0, timeout=SLOW)
    here.get_by_label("The line's words").fill("Lead the bedside handover in a shift")
    here.get_by_role("button", name="Save").click()
    choice = here.locator("#two-versions")
    expect(choice).to_be_focused(timeout=SLOW)
    expect(choice).to_contain_text("Care for ventilated patients in a shift")
    expect(choice).to_contain_text("Lead the bedside handover in a shift")
    assert pale_or_worse(here) == []
    assert here.evaluate("document.documentElement.scrollWidth <= innerWidth")
    choice.get_by_role("button", name="Keep what is here").click()
    expect(choice).to_have_count(0, timeout=SLOW)
    for page in (here, there):
        expect(page.locator(f'[data-path="{path}"] .tailored-now')).to_contain_text("Lead", timeout=SLOW)


def test_it_is_among_what_was_written_and_goes_when_the_person_is_sure(seeker: Seeker) -> None:
    page, other = seeker.tailored(), open_page(seeker.context, "/write")
    expect(other.get_by_role("link", name=re.compile("^Résumé for"))).to_be_visible()
    page.get_by_role("button", name="Delete this résumé").click()
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("button", name="Delete this résumé").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.wait_for_url("**/write")
    expect(other.get_by_role("link", name=re.compile("^Résumé for"))).to_have_count(0)


def test_another_look_is_drawn_without_a_jump(seeker: Seeker) -> None:
    page = seeker.tailored()
    picture = page.locator(".paper img").first
    expect(picture).to_be_visible(timeout=SLOW)
    before, address = page.locator(".paper").first.bounding_box(), picture.get_attribute("src")
    page.get_by_label("Template").select_option("columns")
    expect(page.locator(".version-note").first).to_have_text("Changed the look")
    assert page.locator(".paper").first.bounding_box() == before
    expect(picture).not_to_have_attribute("src", address or "", timeout=SLOW)
    expect(page.get_by_text(re.compile("^1 page"))).to_be_visible()


def test_what_programs_read_is_told_by_a_task(seeker: Seeker, app_server: AppServer) -> None:
    page = seeker.tailored()
    with worker(app_server):
        page.get_by_role("button", name="Check this template").click()
        expect(page.get_by_text("Reading…")).to_be_visible()
        expect(page.locator(".ats-reading")).to_have_count(2, timeout=120_000)
    expect(page.locator(".ats-reading").first).to_contain_text("Plain, PDF")


def test_the_tailored_one_is_what_was_sent(seeker: Seeker) -> None:
    application_id, _ = applications.add(seeker.user_id, seeker.opening_id, datetime.now(UTC))
    page = open_page(seeker.context, f"/applications/{application_id}")
    page.get_by_role("button", name="Tailor résumé").click()
    page.get_by_role("button", name="This is what I send").click(timeout=SLOW)
    expect(page.locator("[data-sonner-toast]").filter(has_text="Added")).to_be_visible()
    applications.move(seeker.user_id, [application_id], Stage.APPLIED, "", datetime.now(UTC))
    (record,) = submissions.of_application(seeker.user_id, application_id)
    assert [file.kind for file in record.files] == ["resume"]
    assert record.content.resume is not None


def test_on_a_phone_everything_is_within_reach(seeker: Seeker) -> None:
    page = seeker.tailored()
    expect(page.locator(".paper img").first).to_be_visible(timeout=SLOW)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    path = lines(page)[0]
    box = page.locator(f'[id="hide-{path}"]').bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    assert pale_or_worse(page) == []


def test_someone_elses_resume_does_not_exist(seeker: Seeker, browser: Browser, app_server: AppServer) -> None:
    _, token = account("a.stranger.to.tailoring@example.org")
    draft_id = tailoring.start(seeker.user_id, datetime.now(UTC), opening_id=seeker.opening_id)
    context = browser_of(browser, app_server, token)
    page = open_page(context, f"/resume/{draft_id}")
    expect(page.locator("main")).to_contain_text("There is no such", timeout=SLOW)
    for address in (f"/api/tailored/{draft_id}/1/pages/1", f"/api/tailored/{draft_id}/as/pdf"):
        assert context.request.get(address).status == 404
        assert browser.new_context(base_url=app_server.url).request.get(address).status == 403
        answer = seeker.context.request.get(address)
        assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    context.close()


def test_an_achievement_from_a_line_changed_in_two_tabs_and_brought_back(seeker: Seeker) -> None:
    page = open_page(seeker.context, f"/profile/achievements?resume={seeker.resume_id}&line=work.0.highlights.0")
    expect(page.get_by_label("Action", exact=True)).not_to_have_value("", timeout=SLOW)
    assert page.get_by_label("Where it happened").input_value() != ""
    page.get_by_label("Title").fill("The checklist")
    page.get_by_role("button", name="Save").dblclick()
    expect(page.locator(".story-title")).to_have_text("The checklist")
    page.wait_for_timeout(1_000)
    expect(page.get_by_role("button", name="Save")).to_have_count(0)  # the second press neither adds nor opens anything
    expect(page.locator(".story-title")).to_have_count(1)
    other = open_page(seeker.context, "/profile/achievements")
    for tab, words in ((page, "First tab"), (other, "Second tab")):
        tab.get_by_role("button", name="Edit The checklist").click()
        tab.get_by_label("Result", exact=True).fill(words)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".story")).to_contain_text("First tab")
    other.get_by_role("button", name="Save").click()
    expect(other.locator("#two-versions")).to_contain_text("First tab")
    expect(other.locator("#two-versions")).to_contain_text("Second tab")
    other.get_by_role("button", name="Keep what is here").click()
    for tab in (page, other):
        expect(tab.locator(".story")).to_contain_text("Second tab")
    page.get_by_role("button", name="Delete The checklist").click()
    expect(other.locator(".story")).to_have_count(0)
    page.locator("[data-sonner-toast]").filter(has_text="Deleted").get_by_role("button", name="Undo").click()
    expect(other.locator(".story-title")).to_have_text("The checklist")
    assert pale_or_worse(other) == []


def test_the_bank_says_what_it_is_for_and_a_story_needs_an_end(seeker: Seeker) -> None:
    page = open_page(seeker.context, "/profile/achievements")
    expect(page.locator(".empty")).to_contain_text("situation, task, action, result")
    page.get_by_role("button", name="Add the first").click()
    expect(page.get_by_label("Title")).to_be_focused()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("needs an action or a result")
    achievements.add(seeker.user_id, STORY, datetime.now(UTC))
    expect(page.locator(".story-title")).to_have_text("A checklist")


def test_a_resume_of_the_profile_is_a_document_too(seeker: Seeker) -> None:
    page = open_page(seeker.context, f"/profile/document/{seeker.resume_id}")
    expect(page.locator(".paper img").first).to_be_visible(timeout=SLOW)
    page.get_by_label("Template").select_option("european")
    photo = io.BytesIO()
    Image.new("RGB", (600, 800), "teal").save(photo, "JPEG")
    upload = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()}
    page.locator("input[type=file]").set_input_files(upload)
    expect(page.get_by_label("With my photo (European template)")).to_be_checked(timeout=SLOW)
    expect(page.locator(".paper img").first).to_have_attribute(
        "src", re.compile("template=european.*photo=true"), timeout=SLOW
    )
    address = page.locator(".paper img").first.get_attribute("src") or ""
    with Image.open(io.BytesIO(seeker.context.request.get(address).body())) as drawn:
        colours = drawn.convert("RGB").getcolors(1 << 24) or []
    assert any(red < 10 and 120 < green < 140 for _, (red, green, _) in colours), "the photo is on the page"
    with page.expect_download() as saving:
        page.get_by_role("link", name="Word").click()
    assert saving.value.suggested_filename == "cv.docx"
    assert pale_or_worse(page) == []
