"""Speaking an answer in a browser with Chromium's made-up microphone: recorded, heard again, made text, corrected, judged."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect

from career_copilot.services import resume_files
from tests import standin
from tests.journeys.axe import violations
from tests.journeys.people import administrator, browser_of, open_page
from tests.services import writing
from tests.serving import AppServer

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("worker")]
SLOW = 30_000
HEARD = "At Havnklinik complaints came every day. I set up a fixed call hour."


@pytest.fixture(scope="module")
def speaking(browser_type: BrowserType, browser_type_launch_args: dict[str, object]) -> Iterator[Browser]:
    """A browser whose microphone beeps."""
    given = browser_type_launch_args.get("args", [])
    assert isinstance(given, list)
    faked = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    found = browser_type.launch(**browser_type_launch_args | {"args": [*given, *faked]})  # type: ignore[arg-type]
    yield found
    found.close()


@pytest.fixture
def nurse(app_server: AppServer, request: pytest.FixtureRequest) -> tuple[int, str, int]:
    email = f"{re.sub(r'[^a-z]+', '.', request.node.name).strip('.')}@example.org"
    user_id, token = administrator(email)
    return user_id, token, writing.application(user_id, datetime.now(UTC))


def asked(page: Page) -> None:
    """A session has begun."""
    page.get_by_label("Questions", exact=True).select_option(label="Behavioural")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Question 1 of")).to_be_visible(timeout=SLOW)


def test_an_answer_is_spoken_corrected_and_judged_in_both_tabs(
    speaking: Browser, app_server: AppServer, nurse: tuple[int, str, int]
) -> None:
    user_id, token, application = nurse
    context = browser_of(
        speaking, app_server, token, viewport={"width": 1440, "height": 900}
    )  # fmt: skip
    context.grant_permissions(["microphone"])
    with standin.running() as server:
        writing.connect(server.groq_url, user_id)
        server.script(standin.Says(HEARD, delay=0.5))
        page = open_page(context, f"/practice/{application}")
        asked(page)
        other = open_page(context, page.url)
        page.get_by_role("button", name="Speak the answer").press("Enter")
        expect(page.get_by_role("button", name="Stop")).to_be_focused(timeout=SLOW)
        expect(page.get_by_role("timer", name="Recorded")).to_have_text("0:01", timeout=SLOW)
        page.wait_for_function("document.querySelector('.speaking meter').value > 0")
        assert violations(page) == []
        page.keyboard.press("Enter")
        send = page.get_by_role("button", name="Make it text")
        expect(send).to_be_focused(timeout=SLOW)
        page.wait_for_function("document.querySelector('.speaking audio').readyState > 0")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name="Record again").click()
        page.get_by_role("button", name="Stop").click(timeout=SLOW)
        send.click(timeout=SLOW)
        expect(page.get_by_text("The recording is becoming text")).to_be_visible(timeout=SLOW)
        field = page.get_by_label("Your answer")
        expect(field).to_have_value(HEARD, timeout=SLOW)
        expect(field).to_be_focused()
        expect(page.get_by_text("The recording is deleted.")).to_be_visible()
        expect(other.get_by_label("Your answer")).to_have_value(HEARD, timeout=SLOW)
        assert violations(page) == []
        assert [each["file"] for each in server.asked] == ["answer.webm"]
        assert server.asked[0]["bytes"] > 1_000
        directory = resume_files.path(str(user_id))
        assert list(directory.iterdir()) == []
        field.fill(f"{HEARD} They fell to 5 a month.")
        page.reload()
        expect(field).to_have_value(f"{HEARD} They fell to 5 a month.", timeout=SLOW)
        page.get_by_role("button", name="Judge it").click()
        expect(page.get_by_role("heading", name="of 100")).to_be_focused(timeout=SLOW)
        page.get_by_role("button", name="Next question").click()
        expect(page.get_by_text("Question 2 of")).to_be_visible(timeout=SLOW)
        expect(field).to_have_value("")
    context.close()


def test_what_fails_is_kept_tried_again_and_discarded(
    speaking: Browser, app_server: AppServer, nurse: tuple[int, str, int]
) -> None:
    user_id, token, application = nurse
    context = browser_of(speaking, app_server, token, viewport={"width": 1440, "height": 900})
    context.grant_permissions(["microphone"])
    with standin.running() as server:
        writing.connect(server.groq_url, user_id)
        server.script(standin.Refuses(400, "bad", "could not process file"))
        page = open_page(context, f"/practice/{application}")
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        asked(page)
        page.get_by_role("button", name="Speak the answer").click()
        page.get_by_role("button", name="Stop").wait_for(timeout=SLOW)
        page.once("dialog", lambda dialog: dialog.dismiss())
        page.get_by_role("link", name="The application").click()
        expect(page.get_by_role("button", name="Stop")).to_be_visible()
        page.get_by_role("button", name="Stop").click()
        page.get_by_role("button", name="Discard").click(timeout=SLOW)
        expect(page.get_by_role("button", name="Speak the answer")).to_be_visible()
        assert errors == []
        page.get_by_role("button", name="Speak the answer").click()
        expect(page.get_by_role("timer", name="Recorded")).to_have_text("0:01", timeout=SLOW)
        page.get_by_role("button", name="Stop").click()
        page.get_by_role("button", name="Make it text").click(timeout=SLOW)
        expect(page.get_by_text("The recording is kept for a day at most.")).to_be_visible(timeout=SLOW)
        assert violations(page) == []
        server.script(standin.limit(900, "whisper-large-v3-turbo"), standin.limit(900, "whisper-large-v3"))
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_text("It goes on by itself in")).to_be_visible(timeout=SLOW)
        assert violations(page) == []
        page.get_by_role("button", name="Discard the recording").click()
        expect(page.get_by_role("button", name="Speak the answer")).to_be_visible(timeout=SLOW)
        assert list(resume_files.path(str(user_id)).iterdir()) == []
    context.close()


def test_a_microphone_that_may_not_be_used_is_told_and_without_a_key_why_it_is_greyed(
    browser: Browser, app_server: AppServer, nurse: tuple[int, str, int]
) -> None:
    user_id, token, application = nurse
    context = browser_of(browser, app_server, token, viewport={"width": 1440, "height": 900})
    page = open_page(context, f"/practice/{application}")
    asked(page)
    expect(page.get_by_role("button", name="Speak the answer")).to_be_disabled()
    expect(page.locator("#speak-why")).to_contain_text("No key for a language model is set.")
    assert violations(page) == []
    with standin.running() as server:
        writing.connect(server.groq_url, user_id)
        page.reload()
        page.get_by_role("button", name="Speak the answer").click(timeout=SLOW)
        expect(page.get_by_role("alert")).to_have_text(
            re.compile("The microphone is not allowed here|No microphone was found"), timeout=SLOW
        )
        assert violations(page) == []
    context.close()
