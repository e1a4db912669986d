"""The bell in the top bar: on every page, what is due. It rings by being there: no sound, no count of old news."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain.reminders import Snooze, Which, snoozed_until
from career_copilot.live import Topic
from career_copilot.pages.checked import number
from career_copilot.pages.dates_view import TaskLine, task_line
from career_copilot.pages.following import FOLLOWING
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.undoing import told
from career_copilot.services import reminders
from career_copilot.ui.layout import TOOLS_WAIT

SHOWN = 6


class Notices(Session):
    """What is due and not done, the longest first."""

    due: list[TaskLine] = []
    count: int = 0

    async def _read(self) -> None:
        now = datetime.now(UTC)
        found = await asyncio.to_thread(reminders.page, self._user_id, Which.OVERDUE, now)
        self.count = found.total
        self.due = [task_line(view, now, self.time_zone) for view in found.rows[:SHOWN]]

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        await self._read()

    @rx.event
    @signed_in
    async def load(self):
        """The frame was drawn."""
        await self._read()

    @rx.event
    @signed_in
    async def finish(self, task_id: int):
        change = await asyncio.to_thread(reminders.finish, self._user_id, number(task_id, "task"), datetime.now(UTC))
        await self._read()
        return told(change)

    @rx.event
    @signed_in
    async def tomorrow(self, task_id: int):
        """Not today."""
        now = datetime.now(UTC)
        until = snoozed_until(Snooze.TOMORROW, now, self.time_zone)
        change = await asyncio.to_thread(reminders.snooze, self._user_id, number(task_id, "task"), until, now)
        await self._read()
        return told(change)


def _row(line: rx.Var[TaskLine]) -> rx.Component:
    title = rx.el.span(line.title, class_name="strong")
    return rx.el.li(
        rx.el.div(
            rx.cond(line.href != "", rx.el.a(title, href=line.href, class_name="plain-link"), title),
            rx.el.div(
                rx.cond(line.about != "", rx.el.span(line.about)),
                rx.el.span(line.due, title=line.due_exact),
                class_name="date-facts",
            ),
            dir="auto",
        ),
        rx.el.div(
            rx.el.button(
                "Done", type="button", class_name="button small", aria_label=f"“{line.title}” is done",
                on_click=Notices.finish(line.id),
            ),
            rx.el.button(
                "Tomorrow", type="button", class_name="button quiet small", aria_label=f"Put off “{line.title}” to tomorrow",
                on_click=Notices.tomorrow(line.id),
            ),
            class_name="date-tools",
        ),
        class_name="notice",
    )  # fmt: skip


def bell() -> rx.Component:
    """Nothing while nothing is due; else a bell that opens the list."""
    due = rx.fragment(
        rx.el.button(
            rx.icon("bell", size=18, aria_hidden="true"),
            rx.el.span(Notices.count, class_name="bell-count", aria_hidden="true"),
            type="button",
            class_name="button quiet icon bell",
            aria_label=rx.cond(Notices.count == 1, "1 task is due", f"{Notices.count} tasks are due"),
            custom_attrs={"popoverTarget": "notices-menu"},
        ),
        rx.el.div(
            rx.el.p("Due now", class_name="menu-title"),
            rx.el.ul(rx.foreach(Notices.due, _row), class_name="notices"),
            rx.cond(
                Notices.count > SHOWN,
                rx.el.p(f"and {Notices.count - SHOWN} more", class_name="menu-title"),
                rx.fragment(),
            ),
            id="notices-menu",
            class_name="menu",
            custom_attrs={"popover": "auto"},
        ),
    )
    return rx.el.div(rx.cond(Notices.count > 0, due), on_mount=Notices.load.debounce(TOOLS_WAIT), class_name="activity")


FOLLOWING.everywhere[Topic.APPLICATIONS] = Notices
