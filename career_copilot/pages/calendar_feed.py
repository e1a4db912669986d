"""The private calendar address: made, copied once, revoked. A section of Settings."""

import asyncio
from datetime import UTC, datetime

import reflex as rx

from career_copilot.domain.ages import age
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import calendars
from career_copilot.ui.choices import section, setting


class FeedState(Session):
    """`address` is there only right after it was made: later nobody knows it."""

    exists: bool = False
    used: str = ""
    address: str = ""

    async def _read(self) -> None:
        view = await asyncio.to_thread(calendars.feed, self._user_id)
        now = datetime.now(UTC)
        self.exists = view is not None
        self.used = ""
        if view is not None:
            made = f"Made {age(view.created_at, now, self.time_zone)}"
            read = age(view.last_used_at, now, self.time_zone)
            self.used = f"{made}, last read {read}." if read else f"{made}, not read yet."

    @rx.event
    @signed_in
    async def load(self):
        self.address = ""
        await self._read()

    @rx.event
    @signed_in
    async def make(self):
        """A new address; an earlier one stops working."""
        self.address = await asyncio.to_thread(calendars.make_feed, self._user_id, datetime.now(UTC))
        await self._read()

    @rx.event
    @signed_in
    async def revoke(self):
        await asyncio.to_thread(calendars.revoke_feed, self._user_id, datetime.now(UTC))
        self.address = ""
        await self._read()
        return rx.toast.success("The calendar address no longer works.")


def _address() -> rx.Component:
    return rx.el.div(
        rx.el.label(
            "Subscribe to this address in your calendar program. It is shown only now; whoever has it sees your interviews "
            "and tasks.",
            html_for="feed-address",
            class_name="hint",
        ),
        rx.el.div(
            rx.el.input(id="feed-address", value=FeedState.address, read_only=True, class_name="input", type="text"),
            rx.el.button(
                rx.icon("copy", size=16, aria_hidden="true"),
                "Copy",
                type="button",
                class_name="button",
                on_click=rx.set_clipboard(FeedState.address),
            ),
            class_name="copy-line",
        ),
        class_name="field section-actions",
    )


def feed_section() -> rx.Component:
    buttons = rx.cond(
        FeedState.exists,
        rx.fragment(
            rx.el.button("Make a new one", type="button", class_name="button small", on_click=FeedState.make),
            rx.el.button("Revoke", type="button", class_name="button danger small", on_click=FeedState.revoke),
        ),
        rx.el.button("Make an address", type="button", class_name="button small", on_click=FeedState.make),
    )
    return section(
        "Calendar",
        "Interviews and dated tasks in your own calendar program. Your notes stay here.",
        rx.el.div(
            rx.el.div(
                setting(
                    "Private address",
                    rx.cond(FeedState.exists, FeedState.used, "Your calendar program reads it again and again."),
                    buttons,
                ),
                setting(
                    "Calendar file",
                    "Everything as it is now, once.",
                    rx.el.a(
                        "Download",
                        href="/api/calendar/all",
                        download=True,
                        custom_attrs={"reloadDocument": True},
                        class_name="button small",
                    ),
                ),
                class_name="card",
            ),
            rx.cond(FeedState.address != "", _address()),
            on_mount=FeedState.load,
        ),
    )
