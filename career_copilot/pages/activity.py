"""The ring in the top bar: on every page, what is being read for this person right now."""

import asyncio
from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.readings import RUNNING
from career_copilot.live import Topic
from career_copilot.pages.following import FOLLOWING
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.worker_watch import WATCH
from career_copilot.services import sources
from career_copilot.ui.layout import TOOLS_WAIT
from career_copilot.ui.worker_note import worker_note


class Reading(BaseModel):
    """A source that is being read."""

    source_id: int
    name: str
    progress: str


class Activity(Session):
    """What runs. Counts come with the hints; what started or ended is read again."""

    readings: list[Reading] = []

    @rx.event
    @signed_in
    async def load(self):
        """The frame was drawn."""
        await self._read()

    async def _read(self) -> None:
        found = await asyncio.to_thread(sources.followed, self._user_id)
        self.readings = [
            Reading(source_id=source.id, name=source.name, progress=_progress(source.run.model_dump()))
            for source in found
            if source.run is not None and source.run.state in RUNNING
        ]

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic == Topic.WORKER:
            self.worker_silent = WATCH.silent
            return
        source_id = data.get("source_id")
        if data.get("state") not in RUNNING or source_id not in [row.source_id for row in self.readings]:
            await self._read()
            return
        self.readings = [
            Reading(source_id=row.source_id, name=row.name, progress=_progress(data))
            if row.source_id == source_id
            else row
            for row in self.readings
        ]


def _progress(data: dict[str, Any]) -> str:
    if data.get("state") == "queued" or not data.get("found"):
        return "starting"
    return f"{data['found']} found, {data.get('new', 0)} new"


def _row(reading: Reading) -> rx.Component:
    return rx.el.li(
        rx.el.span(reading.name, class_name="activity-name"),
        rx.el.span(reading.progress, class_name="activity-count"),
        class_name="activity-row",
    )


def ring() -> rx.Component:
    """Nothing while nothing runs; else a turning ring that opens the list."""
    running = rx.fragment(
        rx.el.button(
            rx.el.span(class_name="ring", aria_hidden="true"),
            type="button",
            class_name="button quiet icon",
            aria_label=f"{Activity.readings.length()} sources are being read",
            custom_attrs={"popoverTarget": "activity-menu"},
        ),
        rx.el.div(
            rx.el.p("Being read now", class_name="menu-title"),
            worker_note(Activity.readings.length() > 0),
            rx.el.ul(rx.foreach(Activity.readings, _row), class_name="activity-list"),
            rx.el.a("All sources", href="/sources", class_name="menu-item"),
            id="activity-menu",
            class_name="menu",
            custom_attrs={"popover": "auto"},
        ),
    )
    return rx.el.div(
        rx.cond(Activity.readings.length() > 0, running),
        on_mount=Activity.load.debounce(TOOLS_WAIT),
        class_name="activity",
    )


FOLLOWING.everywhere |= {Topic.SOURCES: Activity, Topic.WORKER: Activity}
