"""Accounts in a browser: in and out, what is kept and what is not, in light and dark, without a word from the console."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from career_copilot import app, live
from career_copilot.services import accounts, one_time_links
from tests.journeys.axe import violations
from tests.journeys.people import address_of
from tests.serving import AppServer

pytestmark = pytest.mark.browser
PASSWORD = "correct horse battery"
OPEN_PAGES = [page.route for page in app.PAGES if not page.private]
PRIVATE_PAGES = [page.route for page in app.PAGES if page.private and "[" not in page.route]


@pytest.fixture(autouse=True)
def no_attempts_yet(app_server: AppServer) -> None:
    for key in live.client().scan_iter("career-copilot:attempts:*"):
        live.client().delete(key)


@pytest.fixture
def new_context(browser: Browser, app_server: AppServer) -> Callable[..., BrowserContext]:
    """Browsers of their own: cookies and storage apart."""
    return partial(browser.new_context, base_url=app_server.url, reduced_motion="reduce")


def account(email: str) -> str:
    """Make an account; return the token of a session of it."""
    return accounts.sign_up(email, PASSWORD, "UTC", "Firefox/130 Linux", address_of(email), datetime.now(UTC))


def logged_in(context: BrowserContext, server: AppServer, token: str) -> Page:
    context.add_cookies([{"name": f"career_copilot_{server.port}", "value": token, "url": server.url}])
    return context.new_page()


def settled(page: Page) -> None:
    """Reflex has sent the page its state."""
    expect(page.locator("main#main")).to_be_visible()
    page.wait_for_load_state("networkidle")


def fill(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)


def test_signing_up_logging_out_and_in_again(new_context: Callable[..., BrowserContext], app_server: AppServer) -> None:
    page = new_context(timezone_id="Asia/Tokyo").new_page()
    page.goto("/")
    page.get_by_role("link", name="Sign up").click()
    settled(page)
    fill(page, "Journey@Example.org", PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.locator(".rail")).to_be_visible()
    page.goto("/settings")
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    assert page.evaluate("document.cookie") == ""
    page.get_by_role("button", name="Account", exact=True).click()
    page.get_by_role("button", name="Log out", exact=True).click()
    expect(page).to_have_url(f"{app_server.url}/login")
    page.goto("/settings")
    expect(page).to_have_url(f"{app_server.url}/login?next=/settings")
    settled(page)
    fill(page, "journey@example.org", "not the password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("E-mail")).to_have_value("journey@example.org")
    expect(page.get_by_label("Password")).to_have_value("")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(f"{app_server.url}/settings")


def test_what_was_typed_before_the_page_was_ready_is_kept(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context().new_page()
    page.goto("/signup", wait_until="commit")
    fill(page, "early@example.org", PASSWORD)
    settled(page)
    expect(page.get_by_label("E-mail")).to_have_value("early@example.org")
    expect(page.get_by_label("Password")).to_have_value(PASSWORD)


def test_a_session_ended_elsewhere_leaves_at_once(
    new_context: Callable[..., BrowserContext], app_server: AppServer
) -> None:
    token = account("two.browsers@example.org")
    first = logged_in(new_context(), app_server, token)
    second = logged_in(
        new_context(),
        app_server,
        accounts.log_in("two.browsers@example.org", PASSWORD, "OPR/1 Windows", "", datetime.now(UTC)),
    )
    for page in (first, second):
        page.goto("/settings")
    expect(first.get_by_text("Opera on Windows")).to_be_visible()
    settled(second)
    first.get_by_role("button", name="End session").click()
    expect(first.get_by_text("Opera on Windows")).to_have_count(0)
    expect(second).to_have_url(f"{app_server.url}/login?next=%2Fsettings")
    assert "two.browsers@" not in second.content()


def test_a_reset_link_is_used_once(new_context: Callable[..., BrowserContext], app_server: AppServer) -> None:
    account("forgetful@example.org")
    link = one_time_links.reset_link("forgetful@example.org", datetime.now(UTC)).partition("/reset")[2]
    page = new_context().new_page()
    page.goto(f"/reset{link}")
    second = page.context.new_page()
    second.goto(f"/reset{link}")
    second.get_by_label("New password").fill("quite another two")
    page.get_by_label("New password").fill("quite another one")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("status").filter(has_text="Your password is changed")).to_be_visible()
    page.reload()
    settled(page)
    expect(page.get_by_text("Your password is changed")).to_have_count(0)  # said once
    page.goto(f"/reset{link}")
    expect(page.get_by_text("used or is too old")).to_be_visible()
    second.get_by_role("button", name="Change password").click()
    expect(second.get_by_label("New password")).to_have_count(0)
    settled(second)
    expect(second.get_by_text("used or is too old")).to_have_count(1)


def test_the_account_is_deleted_with_its_password(
    new_context: Callable[..., BrowserContext], app_server: AppServer
) -> None:
    account("somebody.else@example.org")
    page = logged_in(new_context(), app_server, account("leaving@example.org"))
    page.goto("/settings")
    page.get_by_text("Delete my account…").click()
    page.get_by_label("Your password, to be sure").fill(PASSWORD)
    page.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_text("Your account and everything in it is deleted.")).to_be_visible()
    assert accounts.sign_up_state("", datetime.now(UTC)) == "open"


def test_density_and_theme_are_remembered(new_context: Callable[..., BrowserContext], app_server: AppServer) -> None:
    page = logged_in(new_context(color_scheme="light"), app_server, account("looks@example.org"))
    page.goto("/settings")
    settled(page)
    page.get_by_role("button", name="Dark").click()
    other = page.context.new_page()
    other.goto("/applications")
    settled(other)
    page.get_by_role("button", name="Compact").click()
    expect(page.locator("[data-density=compact]")).to_be_visible()
    expect(other.locator("[data-density=compact]")).to_be_visible()
    page.reload()
    expect(page.locator("html.dark")).to_be_visible()
    expect(page.locator("[data-density=compact]")).to_be_visible()


def test_scripts_that_are_not_ours_do_not_run(
    new_context: Callable[..., BrowserContext], app_server: AppServer
) -> None:
    page = logged_in(new_context(), app_server, account("csp@example.org"))
    page.goto("/settings")
    settled(page)
    page.evaluate(
        """() => {
            document.body.insertAdjacentHTML('beforeend', '<img src="/x" onerror="window.__in=1"><iframe src="https://evil.example"></iframe>');
            const script = document.createElement('script'); script.textContent = 'window.__in=2'; document.body.append(script);
            const foreign = document.createElement('script'); foreign.src = 'https://evil.example/x.js'; document.body.append(foreign);
        }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.__in") is None


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_is_accessible_fits_and_keeps_the_console_clean(
    width: int, new_context: Callable[..., BrowserContext], app_server: AppServer
) -> None:
    strangers, private = (new_context(viewport={"width": width, "height": 900}) for _ in range(2))
    persons = logged_in(private, app_server, account(f"looker.{width}@example.org"))
    wrong: list[str] = []
    for page, routes in ((strangers.new_page(), OPEN_PAGES), (persons, PRIVATE_PAGES)):
        _note_complaints(page, wrong)
        for route in routes:
            page.goto(route)
            settled(page)
            wrong += [f"{route}: {violation}" for violation in violations(page)]
            assert page.title().endswith("· Career Copilot")
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{route} scrolls sideways at {width}")
            if page is persons:
                page.keyboard.press("Tab")
                expect(page.get_by_text("Skip to content")).to_be_focused()
    assert wrong == []


def _note_complaints(page: Page, wrong: list[str]) -> None:
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))


def test_on_a_phone_all_that_can_be_pressed_in_the_settings_is_high_enough(
    new_context: Callable[..., BrowserContext], app_server: AppServer
) -> None:
    context = new_context(viewport={"width": 390, "height": 844})
    page = logged_in(context, app_server, account("thumbs@example.org"))
    page.goto("/settings")
    expect(page.get_by_label("Remind me to")).to_have_count(3)
    controls = page.locator("main :is(input:not([type=checkbox]), select, .button):visible")
    low = "(all) => all.filter((one) => one.offsetHeight < 44).map((one) => one.outerHTML.slice(0, 120))"
    assert controls.count() > 12
    assert controls.evaluate_all(low) == []
