"""State of the Today page: what is due, what is new, how it goes. Each widget is read by itself, all at once."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import reflex as rx

from career_copilot.domain.ages import DAYS, MONTHS, age
from career_copilot.domain.interviews import Outcome
from career_copilot.domain.local_times import at, wall
from career_copilot.domain.pipeline import ReminderKind
from career_copilot.domain.readings import RUNNING
from career_copilot.domain.reminders import Snooze, snoozed_until
from career_copilot.domain.today import WIDGET_NAMES, Widget
from career_copilot.live import Topic
from career_copilot.pages import opening_view, today_view
from career_copilot.pages.checked import choice, number, words
from career_copilot.pages.focus import focus_on
from career_copilot.pages.goals import goal_view
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.undoing import added, told
from career_copilot.services import applications, changes, goals, interviews, reminders, sources, today
from career_copilot.services.recording import Change
from career_copilot.ui.goals import GoalView
from career_copilot.ui.opening_row import RowView
from career_copilot.ui.today import Choice, Need, PlacedView
from career_copilot.ui.today_figures import BandLine, StageCount
from career_copilot.ui.today_widgets import ChangeLine, MeetingLine, SourceLine, TaskLine

SHOWN = 5
AHEAD = timedelta(days=7)
FOLLOW_UPS_AHEAD = timedelta(days=14)
OF_APPLICATIONS = frozenset(Widget) - {Widget.SOURCES}
CONCERNED: dict[str, frozenset[Widget]] = {
    Topic.APPLICATIONS: OF_APPLICATIONS,
    Topic.OPENINGS: frozenset({Widget.MATCHES}),
    Topic.MATCHES: frozenset({Widget.MATCHES}),
    Topic.SOURCES: frozenset({Widget.SOURCES, Widget.MATCHES}),
}
"""The widgets that a hint is about."""


class TodayState(Session):
    """Small: each list holds the few lines that are shown. `said` is for screen readers."""

    loaded: bool = False
    date: str = ""
    placed: list[PlacedView] = []
    absent: list[Choice] = []
    arranging: bool = False
    said: str = ""
    need: Need = Need()
    due: list[TaskLine] = []
    due_rest: int = 0
    meetings_today: list[MeetingLine] = []
    meetings: list[MeetingLine] = []
    matches: list[RowView] = []
    matches_total: int = 0
    stages: list[StageCount] = []
    follow_ups: list[TaskLine] = []
    follow_ups_rest: int = 0
    odds: str = ""
    bands: list[BandLine] = []
    goals: list[GoalView] = []
    changes: list[ChangeLine] = []
    failing: list[SourceLine] = []
    failing_rest: int = 0
    followed: int = 0
    last_read: str = ""

    async def _read_arrangement(self) -> set[Widget]:
        """Returns the widgets that show something else now: those that were not there before, and follow-ups when what is
        due today came or went."""
        before: set[str] = {each.widget for each in self.placed}
        found = await asyncio.to_thread(today.arrangement, self._user_id)
        self.placed, self.absent = today_view.placed(found), today_view.absent(found)
        new = {widget for widget in found.widgets if widget not in before}
        return new if (Widget.TODAY in before) == self._shows(Widget.TODAY) else new | {Widget.FOLLOW_UPS}

    def _shows(self, widget: Widget) -> bool:
        return any(each.widget == widget for each in self.placed)

    async def _read(self, widgets: Iterable[Widget]) -> None:
        """Read these widgets, as far as they are on the page, all at once."""
        shown = {each.widget for each in self.placed}
        readers = {READERS[widget] for widget in widgets if widget in shown}
        if Widget.TODAY in widgets and Widget.TODAY in shown:
            readers.add(TodayState._read_meetings)
        here = wall(datetime.now(UTC), self.time_zone)
        self.date = f"{DAYS[here.weekday()]} {here.day} {MONTHS[here.month - 1]}"
        await asyncio.gather(*(read(self, datetime.now(UTC)) for read in readers))

    async def _read_need(self) -> None:
        self.need = today_view.need(await asyncio.to_thread(today.needs, self._user_id))

    def _midnight(self, now: datetime, days: int) -> datetime:
        """The beginning of the day so many days from now, by the person's clock."""
        here = wall(now, self.time_zone).replace(hour=0, minute=0, second=0, microsecond=0)
        return at(here + timedelta(days=days), self.time_zone)

    async def _read_due(self, now: datetime) -> None:
        found = await asyncio.to_thread(today.tasks, self._user_id, self._midnight(now, 1), None, SHOWN)
        self.due = [today_view.task(due, now, self.time_zone) for due in found.rows]
        self.due_rest = found.total - len(found.rows)

    async def _read_follow_ups(self, now: datetime) -> None:
        """What is due today is said once: where the person has it on the page."""
        until, since = now + FOLLOW_UPS_AHEAD, self._midnight(now, 1) if self._shows(Widget.TODAY) else None
        found = await asyncio.to_thread(today.tasks, self._user_id, until, ReminderKind.FOLLOW_UP, SHOWN, since)
        self.follow_ups = [today_view.task(due, now, self.time_zone) for due in found.rows]
        self.follow_ups_rest = found.total - len(found.rows)

    async def _read_meetings(self, now: datetime) -> None:
        end_of_today = self._midnight(now, 1)
        found = await asyncio.to_thread(interviews.between, self._user_id, now, now + AHEAD)
        kept = [view for view in found if view.outcome is not Outcome.CANCELLED]
        self.meetings_today = [
            today_view.meeting(view, now, self.time_zone) for view in kept[:SHOWN] if view.starts_at < end_of_today
        ]
        self.meetings = [today_view.meeting(view, now, self.time_zone) for view in kept[:SHOWN]]

    async def _read_matches(self, now: datetime) -> None:
        found = await asyncio.to_thread(today.new_matches, self._user_id, self._midnight(now, -1), SHOWN)
        boards = sources.board_labels()
        self.matches = [opening_view.row_view(row, now, self.time_zone, boards) for row in found.rows]
        self.matches_total = found.total

    async def _read_stages(self, now: datetime) -> None:
        counts = await asyncio.to_thread(today.pipeline, self._user_id)
        self.stages = (
            [today_view.stage(stage, count) for stage, count in counts.items()] if any(counts.values()) else []
        )

    async def _read_odds(self, now: datetime) -> None:
        self.odds, self.bands = today_view.odds(await asyncio.to_thread(today.odds, self._user_id, now))

    async def _read_goals(self, now: datetime) -> None:
        found = await asyncio.to_thread(goals.progress, self._user_id, now, self.time_zone)
        self.goals = [goal_view(goal) for goal in found]

    async def _read_changes(self, now: datetime) -> None:
        found = await asyncio.to_thread(changes.recent, self._user_id, SHOWN)
        self.changes = [today_view.change(change, now, self.time_zone) for change in found]

    async def _read_sources(self, now: datetime) -> None:
        found = await asyncio.to_thread(today.health, self._user_id)
        self.followed, self.last_read = found.followed, age(found.last_success_at, now, self.time_zone)
        self.failing = [today_view.source(reading, now, self.time_zone) for reading in found.failing[:SHOWN]]
        self.failing_rest = max(0, len(found.failing) - SHOWN)

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic == Topic.SOURCES and data.get("state") in RUNNING:
            return
        changed = set(CONCERNED.get(topic, frozenset()))
        if topic == Topic.APPLICATIONS:
            changed |= await self._read_arrangement()
        await self._read(changed)
        if topic in (Topic.APPLICATIONS, Topic.RESUMES, Topic.SOURCES):
            await self._read_need()

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened."""
        self._follow_live()
        self.arranging, self.said = False, ""
        await self._read_arrangement()
        await asyncio.gather(self._read(frozenset(Widget) - {Widget.ODDS}), self._read_need())
        self.loaded = True
        yield  # what is to be done first: odds are reckoned from everything that was sent
        await self._read({Widget.ODDS})

    @rx.event
    @signed_in
    async def leave(self):
        """Keep nothing of this page in the tab: every page load sends all states."""
        self.due, self.meetings_today, self.meetings, self.matches, self.follow_ups = [], [], [], [], []
        self.stages, self.bands, self.goals, self.changes, self.failing = [], [], [], [], []
        self.placed, self.loaded = [], False

    @rx.event
    @signed_in
    async def arrange(self):
        """Show what arranges the widgets, or hide it."""
        self.arranging, self.said = not self.arranging, ""

    async def _arranged(self, change: Change) -> None:
        """Show the new order, and say it."""
        await self._read(await self._read_arrangement())
        self.said = f"{change.summary}." if change.id is not None else ""

    @rx.event
    @signed_in
    async def add(self, widget: str):
        """Put a widget at the end."""
        chosen = choice(Widget, widget, "widget")
        await self._arranged(await asyncio.to_thread(today.add, self._user_id, chosen, datetime.now(UTC)))
        return focus_on(f"up-{chosen}")

    @rx.event
    @signed_in
    async def remove(self, widget: str):
        """Take a widget off; the message takes it back."""
        chosen = choice(Widget, widget, "widget")
        change = await asyncio.to_thread(today.remove, self._user_id, chosen, datetime.now(UTC))
        await self._arranged(change)
        return [*filter(None, [told(change)]), focus_on("arrange")]

    @rx.event
    @signed_in
    async def resize(self, widget: str, wide: bool):
        """As wide as the page, or half of it."""
        chosen = choice(Widget, widget, "widget")
        await self._arranged(
            await asyncio.to_thread(today.resize, self._user_id, chosen, wide is True, datetime.now(UTC))
        )
        return focus_on(f"size-{chosen}")

    @rx.event
    @signed_in
    async def move(self, widget: str, by: int):
        """One place up or down."""
        chosen, step = choice(Widget, widget, "widget"), -1 if by == -1 else 1
        await self._arranged(await asyncio.to_thread(today.move, self._user_id, chosen, step, datetime.now(UTC)))
        place = [each.widget for each in self.placed].index(chosen) + 1 if self.placed else 0
        self.said = f"{WIDGET_NAMES[chosen]} is number {place} of {len(self.placed)}."
        return focus_on(f"{'up' if step < 0 else 'down'}-{chosen}")

    @rx.event
    @signed_in
    async def drop(self, form: dict[str, Any]):
        """A widget was dropped on another."""
        dropped = choice(Widget, words(form, "widget"), "widget")
        target = choice(Widget, words(form, "target"), "widget")
        await self._arranged(await asyncio.to_thread(today.put, self._user_id, dropped, target, datetime.now(UTC)))

    @rx.event
    @signed_in
    async def finish(self, task_id: int):
        """A task is done; the message takes it back."""
        change = await asyncio.to_thread(reminders.finish, self._user_id, number(task_id, "task"), datetime.now(UTC))
        return told(change)

    @rx.event
    @signed_in
    async def snooze(self, task_id: int, until: str):
        """A task is for later."""
        now, task = datetime.now(UTC), number(task_id, "task")
        moment = snoozed_until(choice(Snooze, until, "choice"), now, self.time_zone)
        return told(await asyncio.to_thread(reminders.snooze, self._user_id, task, moment, now))

    @rx.event
    @signed_in
    async def apply(self, opening_id: int):
        """Put an opening among the applications."""
        chosen = number(opening_id, "opening")
        return added(*await asyncio.to_thread(applications.add, self._user_id, chosen, datetime.now(UTC)))


READERS = {
    Widget.TODAY: TodayState._read_due,
    Widget.MATCHES: TodayState._read_matches,
    Widget.PIPELINE: TodayState._read_stages,
    Widget.FOLLOW_UPS: TodayState._read_follow_ups,
    Widget.INTERVIEWS: TodayState._read_meetings,
    Widget.ODDS: TodayState._read_odds,
    Widget.GOALS: TodayState._read_goals,
    Widget.ACTIVITY: TodayState._read_changes,
    Widget.SOURCES: TodayState._read_sources,
}
