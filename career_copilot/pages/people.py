"""People: who has an account, who administers, whether others may sign up. A part of Settings that administrators see."""

import asyncio
from datetime import UTC, datetime

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.ages import age
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import people
from career_copilot.ui.choices import section, segments, setting


class PersonRow(BaseModel):
    """An account, as its administrator sees it."""

    id: int
    email: str
    is_admin: bool
    only_admin: bool
    since: str


class PeopleState(Session):
    """The accounts, and the reset link that was made last: it is shown until the page is opened again."""

    people: list[PersonRow] = []
    signups: str = "open"
    reset_link: str = ""
    reset_link_email: str = ""

    async def _open(self) -> None:
        self.reset_link, self.reset_link_email = "", ""
        await self._read()

    async def _read(self) -> None:
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
    async def make_reset_link(self, user_id: int):
        link = await asyncio.to_thread(people.reset_link, self._user_id, user_id, datetime.now(UTC))
        self.reset_link = link
        self.reset_link_email = next((row.email for row in self.people if row.id == user_id), "")

    @rx.event
    @signed_in
    async def make_admin(self, user_id: int, is_admin: bool):
        await asyncio.to_thread(people.set_admin, self._user_id, user_id, is_admin)
        await self._read()

    @rx.event
    @signed_in
    async def choose_signups(self, value: str):
        await asyncio.to_thread(people.set_signups, self._user_id, value)
        self.signups = value


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
                on_click=PeopleState.make_admin(row.id, ~row.is_admin),
            ),
        ),
        rx.el.button(
            "Reset link",
            type="button",
            class_name="button small",
            aria_label=f"Make a password reset link for {row.email}",
            on_click=PeopleState.make_reset_link(row.id),
        ),
    )


def _reset_link() -> rx.Component:
    return rx.cond(
        PeopleState.reset_link != "",
        rx.el.div(
            rx.el.label(
                f"Give this link to {PeopleState.reset_link_email}. It works once, within a day.",
                html_for="reset-link",
                class_name="hint",
            ),
            rx.el.div(
                rx.el.input(
                    id="reset-link", value=PeopleState.reset_link, read_only=True, class_name="input", type="text"
                ),
                rx.el.button(
                    rx.icon("copy", size=16, aria_hidden="true"),
                    "Copy",
                    type="button",
                    class_name="button",
                    on_click=rx.set_clipboard(PeopleState.reset_link),
                ),
                class_name="copy-line",
            ),
            class_name="field section-actions",
        ),
    )


def people_section() -> rx.Component:
    choice = rx.cond(
        PeopleState.signups == "locked",
        rx.el.span("Closed by CAREER_COPILOT_SIGNUPS", class_name="badge"),
        segments("Sign-up", PeopleState.signups, {"open": "Open", "closed": "Closed"}, PeopleState.choose_signups),
    )
    return section(
        "People",
        "You administer this server. You see who has an account, and nothing of what they do.",
        rx.el.div(
            setting("Sign-up", "Whether others may make an account here.", choice),
            rx.foreach(PeopleState.people, _person_row),
            class_name="card",
        ),
        _reset_link(),
    )
