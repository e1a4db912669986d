"""People of the journeys: an account, a browser of their own, a page that has its state."""

import hashlib
import ipaddress
from datetime import UTC, datetime

from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import update
from sqlmodel import col

from career_copilot import db, models
from career_copilot.services import accounts
from tests.serving import AppServer

PASSWORD = "correct horse battery"


def address_of(email: str) -> str:
    """Everybody sits at an address of their own: what strangers may try is counted by address."""
    number = int.from_bytes(hashlib.sha256(email.encode()).digest()[:3])
    return str(ipaddress.ip_address("10.0.0.0") + number)


def account(email: str) -> tuple[int, str]:
    """Make an account; return its id and the token of a session of it."""
    now = datetime.now(UTC)
    token = accounts.sign_up(email, PASSWORD, "UTC", "Firefox/130 Linux", address_of(email), now)
    user = accounts.current_user(token, now)
    assert user is not None
    return user.id, token


def administrator(email: str) -> tuple[int, str]:
    """An account that administers the server, as the first one does where no test came before."""
    user_id, token = account(email)
    with db.transaction() as session:
        session.execute(update(models.User).where(col(models.User.id) == user_id).values(is_admin=True))
    return user_id, token


def browser_of(browser: Browser, server: AppServer, token: str, **options: object) -> BrowserContext:
    """A browser in which the person is logged in, and nothing moves unless asked to."""
    context = browser.new_context(**{"base_url": server.url, "reduced_motion": "reduce", **options})
    context.add_cookies([{"name": f"career_copilot_{server.port}", "value": token, "url": server.url}])
    return context


def open_page(context: BrowserContext, path: str) -> Page:
    """A new tab with this page, once it has its state."""
    page = context.new_page()
    page.goto(path)
    expect(page.locator("main#main[aria-busy=false]")).to_be_visible()
    return page
