"""A résumé in a browser: dropped in, read, lit up on both sides, corrected by hand, followed by another tab."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from career_copilot.config import settings
from career_copilot.services import resumes, wishes
from tests.documents.making import pdf_of, picture_pdf
from tests.journeys.axe import violations
from tests.journeys.people import account, browser_of, open_page
from tests.serving import AppServer, worker

pytestmark = pytest.mark.browser
RESUME = """{
  "basics": {"name": "Marta Example", "label": "Registered nurse", "location": {"city": "Rotterdam", "countryCode": "NL"}},
  "work": [
    {"position": "Charge nurse", "name": "Example Harbour Hospital", "startDate": "2019-03",
     "highlights": ["Led a team of 14 on intensive care", "Trained 26 new colleagues"]},
    {"position": "Staff nurse", "name": "Example City Clinic", "startDate": "2015-09", "endDate": "2019-02"}
  ],
  "skills": [{"name": "Triage"}, {"name": "Wound care"}]
}"""

UNREADABLE: dict[str, Callable[[], bytes]] = {
    "scan.pdf": lambda: b"%PDF-" + b"0" * (11 * 1024 * 1024),
    "photo.png": lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 100,
    "locked.pdf": lambda: pdf_of("Marta Example\nRegistered nurse\n", encrypt="secret"),
    "pictures.pdf": picture_pdf,
}


@pytest.fixture(scope="module", autouse=True)
def reading(app_server: AppServer) -> Iterator[None]:
    with worker(app_server):
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "marta.json"
    path.write_text(RESUME)
    return path


def with_resume(browser: Browser, server: AppServer, email: str, file: Path, **options: object) -> tuple[int, Page]:
    """Somebody whose résumé was just uploaded and read."""
    user_id, token = account(email)
    page = open_page(browser_of(browser, server, token, **options), "/profile")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_label("Headline or profession")).to_have_value("Registered nurse", timeout=30_000)
    return user_id, page


def test_a_dropped_file_is_read_and_shown_beside_its_source(
    browser: Browser, app_server: AppServer, file: Path
) -> None:
    _, page = with_resume(browser, app_server, "upload@example.org", file)
    expect(page.locator(".resume-row")).to_contain_text("Used for matching")
    expect(page.locator(".source-text")).to_contain_text("Led a team of 14")
    expect(page.get_by_role("heading", name="Charge nurse · Example Harbour Hospital")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the original of marta.json").click()
    assert download.value.suggested_filename == "marta.json"
    assert Path(download.value.path()).read_text() == RESUME


def test_a_line_and_its_words_light_up_each_other(browser: Browser, app_server: AppServer, file: Path) -> None:
    _, page = with_resume(browser, app_server, "spans@example.org", file)
    bullet = page.locator(".bullet").filter(has=page.locator("textarea")).first
    lit = page.locator(".source-text mark[data-lit]")
    bullet.locator("textarea").hover()
    expect(lit.first).to_have_text("Led a team of 14 on intensive care")
    page.locator("h1").hover()
    expect(lit).to_have_count(0)
    page.locator(".source-text mark", has_text="Trained 26").hover()
    expect(page.locator(".bullet[data-lit] textarea")).to_have_value("Trained 26 new colleagues")
    page.locator("h1").hover()
    bullet.locator("textarea").focus()
    expect(lit.first).to_have_text("Led a team of 14 on intensive care")


def test_by_keyboard_from_the_source_to_the_line(browser: Browser, app_server: AppServer, file: Path) -> None:
    _, page = with_resume(browser, app_server, "keys@example.org", file)
    page.locator(".source-text").focus()
    mark = page.locator(".source-text mark:focus")
    for _ in range(30):
        page.keyboard.press("ArrowDown")
        if "Trained 26" in mark.inner_text():
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == "Trained 26 new colleagues"


def test_lines_are_corrected_added_moved_and_removed(browser: Browser, app_server: AppServer, file: Path) -> None:
    user_id, page = with_resume(browser, app_server, "editing@example.org", file)
    page.get_by_label("Headline or profession").fill("Intensive care nurse")
    page.get_by_role("button", name="Move Staff nurse · Example City Clinic up").press("Enter")
    expect(page.locator(".entry-title").first).to_have_text("Staff nurse · Example City Clinic")
    expect(page.locator('[id="down-work.0"]')).to_be_focused()  # it cannot go further up
    page.get_by_role("button", name="Remove Triage").click()
    page.get_by_role("button", name="Add a skill").click()
    expect(page.locator('[id="skills.1.name"]')).to_be_focused()
    page.keyboard.type("Ventilation")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("All saved")).to_be_visible()
    resume = resumes.one(user_id, resumes.all_of(user_id)[0].id).resume
    assert resume is not None
    assert resume.basics.label == "Intensive care nurse"
    assert [work.position for work in resume.work] == ["Staff nurse", "Charge nurse"]
    assert [skill.name for skill in resume.skills] == ["Wound care", "Ventilation"]


def tabs(page: Page, context: BrowserContext) -> Page:
    """The same page in a second tab."""
    second = open_page(context, "/profile")
    expect(second.get_by_label("Name", exact=True)).to_have_value("Marta Example")
    return second


def test_another_tab_follows_and_of_two_versions_the_person_chooses(
    browser: Browser, app_server: AppServer, file: Path
) -> None:
    _, first = with_resume(browser, app_server, "tabs@example.org", file)
    second = tabs(first, first.context)
    first.get_by_label("Name", exact=True).fill("Marta B. Example")
    first.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_label("Name", exact=True)).to_have_value("Marta B. Example")
    second.get_by_label("Phone").fill("+31 10 000 00 00")
    second.get_by_label("E-mail").focus()
    expect(second.get_by_text("Unsaved changes")).to_be_visible()
    first.get_by_label("Name", exact=True).fill("Marta C. Example")
    first.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_text("also changed in another tab")).to_be_visible()
    expect(second.get_by_label("Phone")).to_have_value("+31 10 000 00 00")
    expect(second.locator(".conflict tbody tr")).to_have_count(2)
    second.get_by_role("button", name="Take the other one").click()
    expect(second.get_by_label("Name", exact=True)).to_have_value("Marta C. Example")
    expect(second.get_by_text("Unsaved changes")).to_have_count(0)


def test_a_field_in_use_stays_when_another_tab_saves(browser: Browser, app_server: AppServer, file: Path) -> None:
    _, first = with_resume(browser, app_server, "typing@example.org", file)
    second = tabs(first, first.context)
    second.get_by_label("Phone").press_sequentially("+31 10")
    expect(second.get_by_text("Unsaved changes")).to_be_visible()
    first.get_by_label("Name", exact=True).fill("Marta B. Example")
    save = first.get_by_role("button", name="Save", exact=True)
    save.click()
    toast = first.locator("[data-sonner-toast]").bounding_box()
    bar = save.bounding_box()
    assert toast is not None
    assert bar is not None
    assert toast["y"] + toast["height"] < bar["y"]
    expect(second.get_by_text("also changed in another tab")).to_be_visible()
    expect(second.get_by_label("Phone")).to_have_value("+31 10")
    expect(second.get_by_label("Phone")).to_be_focused()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("scan.pdf", "This file has 11.0 MB; a résumé may have up to 10 MB."),
        ("photo.png", "This is a picture, which has no text to read"),
        ("locked.pdf", "This PDF is protected by a password: save it without one, and upload that."),
        ("pictures.pdf", "This is a scanned PDF: it holds pictures of pages and no text."),
    ],
)
def test_a_file_that_cannot_be_a_resume_says_why_and_changes_nothing(
    browser: Browser, app_server: AppServer, file: Path, tmp_path: Path, name: str, message: str
) -> None:
    user_id, page = with_resume(browser, app_server, f"wrong.{name}@example.org", file)
    before = resumes.one(user_id, resumes.all_of(user_id)[0].id)
    wrong = tmp_path / name
    wrong.write_bytes(UNREADABLE[name]())
    page.locator("input[type=file]").set_input_files(wrong)
    expect(page.locator(".message.error, .source-note.bad")).to_contain_text(message, timeout=30_000)
    expect(page.locator(".resume-row", has_text="marta.json")).to_contain_text("Used for matching")
    expect(page.get_by_label("Headline or profession")).to_have_value("Registered nurse")
    assert resumes.one(user_id, before.id) == before
    page.reload()
    expect(page.get_by_label("Headline or profession")).to_have_value("Registered nurse")
    assert violations(page) == []


def test_a_resume_is_deleted_with_its_file_after_it_was_asked_for(
    browser: Browser, app_server: AppServer, file: Path
) -> None:
    user_id, page = with_resume(browser, app_server, "deletes@example.org", file)
    kept = settings().data / "files" / str(user_id)
    assert [path.read_text() for path in kept.iterdir()] == [RESUME]
    page.get_by_role("button", name="Delete marta.json").click()
    page.get_by_role("button", name="Keep it").click()
    assert len(resumes.all_of(user_id)) == 1
    page.get_by_role("button", name="Delete marta.json").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(".resume-row")).to_have_count(0)
    assert resumes.all_of(user_id) == []
    assert list(kept.iterdir()) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_a_full_profile_is_accessible(browser: Browser, app_server: AppServer, file: Path, width: int) -> None:
    _, page = with_resume(
        browser,
        app_server,
        f"axe-{width}@example.org",
        file,
        viewport={"width": width, "height": 900},
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


def test_onboarding_from_the_resume_to_the_openings(browser: Browser, app_server: AppServer, file: Path) -> None:
    user_id, token = account("onboarding@example.org")
    page = open_page(browser_of(browser, app_server, token), "/onboarding")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("Headline or profession")).to_have_value("Registered nurse", timeout=30_000)
    assert violations(page) == []
    page.get_by_label("Headline or profession").fill("Charge nurse")
    page.get_by_role("button", name="Looks right").click()
    expect(page.get_by_role("button", name="Remove Charge nurse")).to_be_visible()
    again = open_page(page.context, "/onboarding")
    expect(again.get_by_role("button", name="Remove Charge nurse")).to_be_visible()
    again.close()
    expect(page.get_by_label("Radius around Rotterdam")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("Careers page of a company")).to_be_visible()
    assert violations(page) == []
    assert wishes.of(user_id)[1] == 1
    page.get_by_role("button", name="See your openings").click()
    expect(page).to_have_url(f"{app_server.url}/jobs")
