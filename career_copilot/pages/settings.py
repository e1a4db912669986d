"""Settings: the account, where it is logged in, how pages look. What administrators see besides is in
`people.py`."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from pydantic import BaseModel
from reflex.style import color_mode, set_color_mode

from career_copilot.domain import time_zones
from career_copilot.domain.ages import age, exact
from career_copilot.live import Topic
from career_copilot.pages.calendar_feed import feed_section
from career_copilot.pages.focus import focus_on
from career_copilot.pages.people import PeopleState, people_section
from career_copilot.pages.reminder_rules import RulesState, rules_section
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.services import accounts, login_sessions
from career_copilot.services.passwords import SHORTEST
from career_copilot.ui.about import about
from career_copilot.ui.choices import section, segments, setting
from career_copilot.ui.forms import field, message, native_form, submit
from career_copilot.ui.layout import page_head, shell
from career_copilot.ui.models import settings_link
from career_copilot.web import cookies

FIELDS = {"change-password": "current_password", "delete": "current_password_again"}  # the first of a form
BROWSER_ZONE = "Intl.DateTimeFormat().resolvedOptions().timeZone"


class SessionRow(BaseModel):
    """A logged-in browser, in words."""

    id: int
    browser: str
    active: str
    active_exact: str
    address: str
    current: bool


class SettingsState(Session):
    """What the page shows."""

    loaded: bool = False
    error: str = ""
    done: str = ""
    note_at: str = ""  # the form that error and done are about; empty for the page
    sessions: list[SessionRow] = []

    @rx.event
    @signed_in
    async def load(self):
        self._follow_live()
        note = await asyncio.to_thread(cookies.take_note, self.router.headers.cookie)
        self.error, self.done = note.get("error", ""), note.get("done", "")
        self.note_at = at if (at := note.get("at", "")) in FIELDS else ""
        await self._read_sessions()
        await (await self.get_state(PeopleState))._open()
        self.loaded = True
        return focus_on(FIELDS[self.note_at]) if self.note_at else None

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic == Topic.SESSIONS:
            await self._read_sessions()
        elif topic == Topic.APPLICATIONS and data.get("preference", "reminder_rules") == "reminder_rules":
            await (await self.get_state(RulesState))._read()

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


def _note(form: str) -> rx.Component:
    """What became of this form."""
    messages = rx.fragment(message(SettingsState.error, "error"), message(SettingsState.done, "done"))
    return rx.cond(SettingsState.note_at == form, messages)


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
            _note("change-password"),
            rx.el.div(submit("Change password", "")),
            class_name="form narrow",
        ),
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


DELETED = (
    "Deletes all that is yours here: applications with their notes, interviews, tasks, offers, documents, records of what was "
    "sent and whole history; contacts; résumés and all other files; letters and all else you wrote; achievements and facts; "
    "practised answers, recordings and texts you pasted; keys and ledger of language models; wishes, goals and settings; what you follow, saved and hid; "
    "imports, exports and calendar addresses. Ads that came from sources stay for others. This cannot be undone."
)


def _delete() -> rx.Component:
    return section(
        "Delete account",
        DELETED,
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
                _note("delete"),
                rx.el.div(submit("Delete everything", "danger")),
                class_name="form narrow section-actions",
                custom_attrs={"data-fresh-tab": ""},
            ),
            open=SettingsState.note_at == "delete",
        ),
    )


def settings_page() -> rx.Component:
    return shell(
        rx.el.div(
            page_head("Settings"),
            _note(""),
            _account(),
            _look(),
            settings_link(),
            rules_section(),
            feed_section(),
            rx.cond(SettingsState.single_user, rx.fragment(), rx.fragment(_sessions(), _password())),
            rx.cond(SettingsState.is_admin & ~SettingsState.single_user, people_section()),
            _data(),
            section("About", "Career Copilot stands on open data:", about()),
            rx.cond(SettingsState.single_user, rx.fragment(), _delete()),
            class_name="column",
        ),
        active="/settings",
    )


PAGES = [Page("/settings", "Settings", settings_page, on_load=SettingsState.load)]
