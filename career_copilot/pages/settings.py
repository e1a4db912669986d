"""Settings: the account, where it is logged in, how pages look, and for administrators who may come in."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from pydantic import BaseModel
from reflex.style import color_mode, set_color_mode

from career_copilot.domain import time_zones
from career_copilot.domain.ages import age, exact
from career_copilot.live import Topic
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.services import accounts, login_sessions, people
from career_copilot.services.passwords import SHORTEST
from career_copilot.ui.about import about
from career_copilot.ui.choices import section, segments, setting
from career_copilot.ui.forms import field, message, native_form, submit
from career_copilot.ui.layout import page_head, shell
from career_copilot.web import cookies

BROWSER_ZONE = "Intl.DateTimeFormat().resolvedOptions().timeZone"


class SessionRow(BaseModel):
    """A logged-in browser, in words."""

    id: int
    browser: str
    active: str
    active_exact: str
    address: str
    current: bool


class PersonRow(BaseModel):
    """An account, as its administrator sees it."""

    id: int
    email: str
    is_admin: bool
    only_admin: bool
    since: str


class SettingsState(Session):
    """What the page shows."""

    loaded: bool = False
    error: str = ""
    done: str = ""
    sessions: list[SessionRow] = []
    people: list[PersonRow] = []
    signups: str = "open"
    reset_link: str = ""
    reset_link_email: str = ""

    @rx.event
    @signed_in
    async def load(self):
        self._follow_live()
        note = await asyncio.to_thread(cookies.take_note, self.router.headers.cookie)
        self.error, self.done = note.get("error", ""), note.get("done", "")
        self.reset_link, self.reset_link_email = "", ""
        await self._read_sessions()
        await self._read_people()
        self.loaded = True

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic == Topic.SESSIONS:
            await self._read_sessions()

    async def _read_sessions(self) -> None:
        now = datetime.now(UTC)
        found = await asyncio.to_thread(login_sessions.all_of, self._user_id, self._session_id, now)
        self.sessions = [
            SessionRow(
                id=row.id,
                browser=row.browser,
                active=f"active {age(row.last_seen_at, now, self.time_zone)}",
                active_exact=exact(row.last_seen_at, self.time_zone),
                address=row.address,
                current=row.current,
            )
            for row in found
        ]

    async def _read_people(self) -> None:
        if not self.is_admin:
            self.people = []
            return
        now = datetime.now(UTC)
        found = await asyncio.to_thread(people.everyone, self._user_id)
        admins = sum(row.is_admin for row in found)
        self.people = [
            PersonRow(
                id=row.id,
                email=row.email,
                is_admin=row.is_admin,
                only_admin=row.is_admin and admins == 1,
                since=f"since {age(row.created_at, now, self.time_zone)}",
            )
            for row in found
        ]
        self.signups = await asyncio.to_thread(people.signups, self._user_id)

    @rx.event
    @signed_in
    async def choose_time_zone(self, name: str):
        await asyncio.to_thread(accounts.set_time_zone, self._user_id, name)
        self.time_zone = name
        await self._read_sessions()
        return rx.toast.success(f"Dates are shown in the time zone {name}.")

    @rx.event
    @signed_in
    async def choose_density(self, density: str):
        await asyncio.to_thread(accounts.set_density, self._user_id, density)
        self.density = density

    @rx.event
    @signed_in
    async def end_session(self, session_id: int):
        await asyncio.to_thread(login_sessions.revoke, self._user_id, session_id, datetime.now(UTC))
        await self._read_sessions()
        return rx.toast.success("That session has ended.")

    @rx.event
    @signed_in
    async def make_reset_link(self, user_id: int):
        link = await asyncio.to_thread(people.reset_link, self._user_id, user_id, datetime.now(UTC))
        self.reset_link = link
        self.reset_link_email = next((row.email for row in self.people if row.id == user_id), "")

    @rx.event
    @signed_in
    async def make_admin(self, user_id: int, is_admin: bool):
        await asyncio.to_thread(people.set_admin, self._user_id, user_id, is_admin)
        await self._read_people()

    @rx.event
    @signed_in
    async def choose_signups(self, value: str):
        await asyncio.to_thread(people.set_signups, self._user_id, value)
        self.signups = value


def _account() -> rx.Component:
    zone = rx.el.select(
        rx.foreach(rx.Var.create(time_zones.choices()), lambda name: rx.el.option(name, value=name)),
        value=SettingsState.time_zone,
        on_change=SettingsState.choose_time_zone,
        aria_label="Time zone",
        class_name="select",
    )
    browser_zone = rx.el.button(
        "Use this browser's",
        type="button",
        class_name="button quiet small",
        on_click=rx.call_script(BROWSER_ZONE, callback=SettingsState.choose_time_zone),
    )
    return section(
        "Account",
        "Who you are here.",
        rx.el.div(
            setting("E-mail", SettingsState.email),
            setting("Time zone", "Dates and times are shown in it.", browser_zone, zone),
            class_name="card",
        ),
    )


def _look() -> rx.Component:
    return section(
        "Appearance",
        "How pages look. Light and dark are remembered by this browser.",
        rx.el.div(
            setting(
                "Theme",
                "System follows your device.",
                segments("Theme", color_mode, {"light": "Light", "dark": "Dark", "system": "System"}, set_color_mode),
            ),
            setting(
                "Density",
                "Compact shows more rows at once.",
                segments(
                    "Density",
                    SettingsState.density,
                    {"comfortable": "Comfortable", "compact": "Compact"},
                    SettingsState.choose_density,
                ),
            ),
            class_name="card",
        ),
    )


def _session_row(row: SessionRow) -> rx.Component:
    return setting(
        row.browser,
        rx.el.span(rx.el.span(row.active, title=row.active_exact), " · ", row.address),
        rx.cond(
            row.current,
            rx.el.span("This browser", class_name="badge accent"),
            rx.el.button(
                "End session",
                type="button",
                class_name="button small",
                on_click=SettingsState.end_session(row.id),
            ),
        ),
    )


def _sessions() -> rx.Component:
    return section(
        "Sessions",
        "Browsers in which you are logged in. Ending one takes effect at once.",
        rx.el.div(rx.foreach(SettingsState.sessions, _session_row), class_name="card"),
        native_form(
            "/api/account/log-out-everywhere",
            submit("Log out everywhere", "danger"),
            class_name="section-actions",
            custom_attrs={"data-fresh-tab": ""},
        ),
    )


def _password() -> rx.Component:
    return section(
        "Password",
        "Changing it ends all other sessions.",
        native_form(
            "/api/account/change-password",
            rx.el.input(
                type="hidden", name="email", auto_complete="username", value=SettingsState.email, read_only=True
            ),
            field(
                "Current password",
                "current_password",
                type="password",
                auto_complete="current-password",
                required=True,
            ),
            field(
                "New password",
                "password",
                hint=f"At least {SHORTEST} characters.",
                type="password",
                auto_complete="new-password",
                min_length=SHORTEST,
                required=True,
            ),
            rx.el.div(submit("Change password", "")),
            class_name="form narrow",
        ),
    )


def _person_row(row: PersonRow) -> rx.Component:
    return setting(
        row.email,
        row.since,
        rx.cond(row.is_admin, rx.el.span("Administrator", class_name="badge")),
        rx.cond(
            ~row.only_admin,
            rx.el.button(
                rx.cond(row.is_admin, "Remove as administrator", "Make administrator"),
                type="button",
                class_name="button quiet small",
                on_click=SettingsState.make_admin(row.id, ~row.is_admin),
            ),
        ),
        rx.el.button(
            "Reset link",
            type="button",
            class_name="button small",
            aria_label=f"Make a password reset link for {row.email}",
            on_click=SettingsState.make_reset_link(row.id),
        ),
    )


def _reset_link() -> rx.Component:
    return rx.cond(
        SettingsState.reset_link != "",
        rx.el.div(
            rx.el.label(
                f"Give this link to {SettingsState.reset_link_email}. It works once, within a day.",
                html_for="reset-link",
                class_name="hint",
            ),
            rx.el.div(
                rx.el.input(
                    id="reset-link", value=SettingsState.reset_link, read_only=True, class_name="input", type="text"
                ),
                rx.el.button(
                    rx.icon("copy", size=16, aria_hidden="true"),
                    "Copy",
                    type="button",
                    class_name="button",
                    on_click=rx.set_clipboard(SettingsState.reset_link),
                ),
                class_name="copy-line",
            ),
            class_name="field section-actions",
        ),
    )


def _people() -> rx.Component:
    choice = rx.cond(
        SettingsState.signups == "locked",
        rx.el.span("Closed by CAREER_COPILOT_SIGNUPS", class_name="badge"),
        segments("Sign-up", SettingsState.signups, {"open": "Open", "closed": "Closed"}, SettingsState.choose_signups),
    )
    return section(
        "People",
        "You administer this server. You see who has an account, and nothing of what they do.",
        rx.el.div(
            setting("Sign-up", "Whether others may make an account here.", choice),
            rx.foreach(SettingsState.people, _person_row),
            class_name="card",
        ),
        _reset_link(),
    )


def _data() -> rx.Component:
    return section(
        "Your data",
        "It is yours: take all of it along, or bring what you kept elsewhere.",
        rx.el.div(
            rx.link("Download all", href="/applications/export", class_name="button", underline="none"),
            rx.link("Import", href="/applications/import", class_name="button", underline="none"),
            class_name="input-row",
        ),
    )


def _delete() -> rx.Component:
    return section(
        "Delete account",
        "Deletes your résumés and their files, wishes, what you follow and what you saved. This cannot be undone.",
        rx.el.details(
            rx.el.summary("Delete my account…", class_name="button danger"),
            native_form(
                "/api/account/delete",
                field(
                    "Your password, to be sure",
                    "current_password_again",
                    type="password",
                    auto_complete="current-password",
                    required=True,
                ),
                rx.el.div(submit("Delete everything", "danger")),
                class_name="form narrow section-actions",
                custom_attrs={"data-fresh-tab": ""},
            ),
        ),
    )


def settings_page() -> rx.Component:
    return shell(
        rx.el.div(
            page_head("Settings"),
            message(SettingsState.error, "error"),
            message(SettingsState.done, "done"),
            _account(),
            _look(),
            rx.cond(SettingsState.single_user, rx.fragment(), rx.fragment(_sessions(), _password())),
            rx.cond(SettingsState.is_admin & ~SettingsState.single_user, _people()),
            _data(),
            section("About", "Career Copilot stands on open data:", about()),
            rx.cond(SettingsState.single_user, rx.fragment(), _delete()),
            class_name="column",
        ),
        active="/settings",
    )


PAGES = [Page("/settings", "Settings", settings_page, on_load=SettingsState.load)]
