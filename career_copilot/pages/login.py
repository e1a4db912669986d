"""Log in, sign up, and choose a new password by a one-time link. The forms post to `api/account.py`."""

import asyncio
from datetime import UTC, datetime

import reflex as rx

from career_copilot.pages.session import Page, Session, public
from career_copilot.services import accounts, one_time_links
from career_copilot.services.passwords import SHORTEST
from career_copilot.ui.forms import field, hidden, message, native_form, submit
from career_copilot.ui.layout import account_frame
from career_copilot.web import cookies

PASSWORD_HINT = f"At least {SHORTEST} characters. A few unrelated words are easy to remember."


class AccountForms(Session):
    """What the three forms show: a message of the attempt before, the e-mail entered then, what may be done."""

    error: str = ""
    done: str = ""
    entered_email: str = ""
    next: str = "/"
    link: str = ""
    state: str = ""

    async def _begin(self) -> None:
        note = await asyncio.to_thread(cookies.take_note, self.router.headers.cookie)
        query = self.router.url.query_parameters
        self.error, self.done = note.get("error", ""), note.get("done", "")
        self.entered_email = note.get("email", "")
        self.next = note.get("next") or query.get("next", "/")
        self.link = query.get("link", "")

    @rx.event
    @public
    async def load_log_in(self):
        await self._begin()

    @rx.event
    @public
    async def load_sign_up(self):
        await self._begin()
        self.state = await asyncio.to_thread(accounts.sign_up_state, self.link, datetime.now(UTC))

    @rx.event
    @public
    async def load_reset(self):
        await self._begin()
        usable = await asyncio.to_thread(one_time_links.can_reset, self.link, datetime.now(UTC))
        self.state = "open" if usable else "spent"
        if not usable:
            self.error = ""  # that it is spent is what the page says


def _email_field() -> rx.Component:
    def with_value(**value: object) -> rx.Component:
        return field("E-mail", "email", type="email", auto_complete="username", required=True, **value)

    return rx.cond(
        AccountForms.entered_email != "",
        with_value(default_value=AccountForms.entered_email, key="entered"),
        with_value(auto_focus=True, key="empty"),
    )


def _messages() -> rx.Component:
    return rx.fragment(message(AccountForms.error, "error"), message(AccountForms.done, "done"))


def _new_password(label: str = "Password") -> rx.Component:
    return field(
        label,
        "password",
        hint=PASSWORD_HINT,
        type="password",
        auto_complete="new-password",
        min_length=SHORTEST,
        required=True,
    )


def log_in_page() -> rx.Component:
    return account_frame(
        rx.el.h1("Log in", class_name="card-title"),
        _messages(),
        native_form(
            "/api/account/log-in",
            hidden("next", AccountForms.next),
            _email_field(),
            field("Password", "password", type="password", auto_complete="current-password", required=True),
            submit("Log in", custom_attrs={"data-wide": ""}),
            custom_attrs={"data-fresh-tab": ""},
        ),
        rx.el.p("No account yet? ", rx.el.a("Sign up", href="/signup"), class_name="card-foot"),
        rx.el.p(
            "Forgot the password? Ask the administrator of this server for a reset link.", class_name="card-foot hint"
        ),
    )


def _sign_up_form() -> rx.Component:
    return native_form(
        "/api/account/sign-up",
        hidden("link", AccountForms.link),
        rx.el.input(type="hidden", name="time_zone", custom_attrs={"data-time-zone": ""}),
        _email_field(),
        _new_password(),
        submit("Create account", custom_attrs={"data-wide": ""}),
        custom_attrs={"data-fresh-tab": ""},
    )


def sign_up_page() -> rx.Component:
    closed, locked = rx.el.p(accounts.CLOSED), rx.el.p(accounts.LOCKED)
    needs_link = rx.el.p(
        "The first account is the administrator's. Open the one-time link that the server printed when it started."
    )
    first = rx.el.p("This is the first account: it will administer this server.", class_name="hint")
    return account_frame(
        rx.el.h1("Sign up", class_name="card-title"),
        _messages(),
        rx.match(
            AccountForms.state,
            ("closed", closed),
            ("locked", locked),
            ("needs-link", needs_link),
            ("first", first),
            rx.fragment(),
        ),
        # Where it stood before the answer came: what somebody already typed stays.
        rx.match(
            AccountForms.state,
            ("closed", rx.fragment()),
            ("locked", rx.fragment()),
            ("needs-link", rx.fragment()),
            _sign_up_form(),
        ),
        rx.el.p("Have an account? ", rx.el.a("Log in", href="/login"), class_name="card-foot"),
    )


def reset_page() -> rx.Component:
    return account_frame(
        rx.el.h1("Choose a new password", class_name="card-title"),
        _messages(),
        rx.match(
            AccountForms.state,
            ("spent", rx.el.p(one_time_links.SPENT)),
            (
                "open",
                native_form(
                    "/api/account/reset",
                    hidden("link", AccountForms.link),
                    _new_password("New password"),
                    submit("Change password", custom_attrs={"data-wide": ""}),
                    custom_attrs={"data-fresh-tab": ""},
                ),
            ),
            rx.fragment(),
        ),
        rx.el.p(rx.el.a("Back to log in", href="/login"), class_name="card-foot"),
    )


PAGES = [
    Page("/login", "Log in", log_in_page, on_load=AccountForms.load_log_in, private=False),
    Page("/signup", "Sign up", sign_up_page, on_load=AccountForms.load_sign_up, private=False),
    Page("/reset", "New password", reset_page, on_load=AccountForms.load_reset, private=False),
]
