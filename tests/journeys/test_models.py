"""Settings, Models in a browser, with a stand-in for the model: why there is none, key, check, trial, ledger; the key never comes back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from career_copilot.domain.language_models import Outcome, Provider, Usage
from career_copilot.services import model_calls
from tests import standin
from tests.journeys.axe import violations
from tests.journeys.people import account, administrator, browser_of, open_page
from tests.serving import AppServer
from tests.standin import Refuses, Says

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("worker")]
KEY = "gsk_typed_once_and_never_seen_again_4711"


@pytest.fixture
def server() -> Iterator[standin.Server]:
    with standin.running() as running:
        yield running


def received(page: Page) -> list[str]:
    """All that the socket brings to this page from now on."""
    frames: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    return frames


def give_key(page: Page, server: standin.Server, name: str = "Your key") -> None:
    part = page.locator("section", has=page.get_by_role("heading", name=name, exact=True))
    part.get_by_label("Address").fill(server.groq_url)
    part.get_by_label("Key", exact=True).fill(KEY)
    part.get_by_role("button", name="Save", exact=True).click()


def test_from_greyed_to_an_answer_in_the_ledger(
    browser: Browser, app_server: AppServer, server: standin.Server
) -> None:
    _, token = administrator("models@example.org")
    context = browser_of(browser, app_server, token)
    page = context.new_page()
    frames = received(page)
    page.goto("/settings")
    page.get_by_role("link", name="Models", exact=True).click()
    page.wait_for_url("**/settings/models")
    expect(page.get_by_text("No key for a language model is set. Add one below.")).to_be_visible()
    expect(page.get_by_role("button", name="Try it")).to_have_count(0)
    assert violations(page) == []
    give_key(page, server)
    expect(page.get_by_text("4 models; gpt-oss-20b, gpt-oss-120b, whisper-large-v3-turbo there")).to_be_visible()
    expect(page.get_by_text("A key that ends in 4711 is stored.").first).to_be_visible()
    expect(page.get_by_label("Key", exact=True).first).to_have_value("")
    other = open_page(context, "/settings/models")
    server.script(Says('{"sum": 42}'))
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("It answered, and rightly.")).to_be_visible()
    expect(other.get_by_text("It answered, and rightly.")).to_be_visible()
    assert violations(other) == []  # no message is fading away there
    page.get_by_role("link", name="Ledger").click()
    row = page.locator("tbody tr", has_text="answered")
    expect(row).to_contain_text("openai/gpt-oss-120b")
    expect(row).to_contain_text("Trying it out")
    assert violations(page) == []
    page.wait_for_timeout(200)
    assert frames
    assert KEY not in "".join(frames)
    assert KEY not in page.content() + other.content()
    assert KEY not in app_server.logged()
    assert KEY not in (app_server.data / "worker.log").read_text()
    context.close()


def test_a_refused_key_a_cap_and_removing(browser: Browser, app_server: AppServer, server: standin.Server) -> None:
    _, token = administrator("refused@example.org")
    context = browser_of(browser, app_server, token)
    page = open_page(context, "/settings/models")
    server.script(Refuses(401, "invalid_api_key", f"Incorrect API key provided: {KEY}", model="models"))
    give_key(page, server)
    expect(page.get_by_text("refuses the key").first).to_be_visible()
    expect(page.get_by_role("button", name="Try it")).to_have_count(0)
    mine = page.locator("section", has=page.get_by_role("heading", name="Your key", exact=True))
    mine.get_by_role("button", name="Check").click()
    expect(mine.get_by_text("4 models")).to_be_visible()
    mine.get_by_label("Most that a person may spend").fill("0")
    mine.get_by_role("button", name="Save limit").click()
    expect(page.get_by_text("limit of $0 is reached").first).to_be_visible()
    mine.get_by_label("Strong").fill("no such model, openai/gpt-oss-20b")
    mine.get_by_role("button", name="Save models").click()
    expect(page.get_by_text("Name up to 5 models")).to_be_visible()
    mine.get_by_label("Strong").fill("openai/gpt-oss-20b")
    mine.get_by_role("button", name="Save models").click()
    expect(page.get_by_text("The models are saved.")).to_be_visible()
    mine.get_by_text("Remove…").click()
    mine.get_by_role("button", name="Remove the key").click()
    expect(mine.get_by_text("No key is stored.")).to_be_visible()
    context.close()


def test_others_may_not_point_into_this_network(
    browser: Browser, app_server: AppServer, server: standin.Server
) -> None:
    _, token = account("outsider@example.org")
    context = browser_of(browser, app_server, token)
    page = open_page(context, "/settings/models")
    expect(page.get_by_role("heading", name="The installation's key")).to_have_count(0)
    give_key(page, server)
    expect(page.get_by_text("must begin with https://")).to_be_visible()
    assert server.asked == []
    context.close()


def test_on_a_phone_and_in_the_dark(browser: Browser, app_server: AppServer) -> None:
    user_id, token = account("phone.models@example.org")
    book = model_calls.Accounts(user_id, "trial", "own", Provider.GROQ, False, None)
    for at in range(30):
        book.settle(
            book.reserve("openai/gpt-oss-120b", Usage()), Outcome.DONE, Usage(tokens_in=900, tokens_out=at), 1.2, 0.3
        )
    context = browser_of(browser, app_server, token, viewport={"width": 390, "height": 844}, color_scheme="dark")
    for path in ("/settings/models", "/settings/models/ledger"):
        page = open_page(context, path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert violations(page) == []
    expect(page.locator("tbody").last.locator("tr")).to_have_count(25)
    page.get_by_role("button", name="Older calls").click()
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    expect(page.locator("tbody").last.locator("tr")).to_have_count(5)
    context.close()
