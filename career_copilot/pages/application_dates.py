"""The dates of an application: what is to be done, and interviews. A part of the application's page, which calls `_show`
when it is opened and when it hears of a change, and `_leave` when it is left."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain.interviews import Outcome
from career_copilot.domain.reminders import Snooze, snoozed_until
from career_copilot.domain.versions import Difference, differences
from career_copilot.errors import CareerCopilotError, ConflictError, InvalidInputError, NotFoundError
from career_copilot.pages import dates_view
from career_copilot.pages.checked import choice, number
from career_copilot.pages.dates_view import INTERVIEW, TASK, Fields, InterviewLine, TaskLine
from career_copilot.pages.focus import focus_on
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.undoing import told
from career_copilot.services import interviews, reminders
from career_copilot.ui import dates

MOST_SHOWN = 100


class DatesState(Session):
    """`form` is `task`, `interview` or empty; `editing` the row it changes, 0 for a new one. What is typed stays in the
    browser until it is sent, so that lists may be read again beneath it."""

    application_id: int = 0
    tasks: list[TaskLine] = []
    finished: list[TaskLine] = []
    meetings: list[InterviewLine] = []
    loaded: bool = False
    form: str = ""
    editing: int = 0
    fields: Fields = Fields()
    revision: int = 0
    error: str = ""
    conflict: bool = False
    compared: list[Difference] = []
    later: int = 0
    _version: int = 0
    _mine: Fields | None = None

    async def _show(self, application_id: int) -> None:
        """Read the lists of an application."""
        if application_id != self.application_id:
            self._leave()
            self.application_id = application_id
        found = await asyncio.to_thread(reminders.of_application, self._user_id, application_id)
        meetings = await asyncio.to_thread(interviews.of_application, self._user_id, application_id)
        now = datetime.now(UTC)
        lines = [dates_view.task_line(view, now, self.time_zone) for view in found[:MOST_SHOWN]]
        self.tasks = [line for line in lines if not line.done]
        self.finished = [line for line in lines if line.done]
        self.meetings = [dates_view.interview_line(view, now, self.time_zone) for view in meetings[-MOST_SHOWN:]]
        self.loaded = True

    def _leave(self) -> None:
        self.tasks, self.finished, self.meetings, self.loaded = [], [], [], False
        self.application_id = self.later = 0
        self._close()

    def _close(self) -> None:
        self.form, self.editing, self.error, self.fields = "", 0, "", Fields()
        self.conflict, self.compared, self._mine = False, [], None

    def _open(self, form: str, fields: Fields, editing: int = 0, version: int = 0) -> Any:
        self._close()
        self.form, self.fields, self.editing, self._version = form, fields, editing, version
        self.later = 0
        self.revision += 1
        return focus_on("date-form-first")

    async def _again(self) -> None:
        if self.application_id:
            await self._show(self.application_id)

    @rx.event
    @signed_in
    async def new_task(self):
        return self._open(TASK, Fields())

    @rx.event
    @signed_in
    async def new_interview(self):
        return self._open(INTERVIEW, dates_view.new_interview(datetime.now(UTC), self.time_zone))

    @rx.event
    @signed_in
    async def edit_task(self, task_id: int):
        view = await asyncio.to_thread(reminders.one, self._user_id, number(task_id, "task"))
        return self._open(TASK, dates_view.task_fields(view, self.time_zone), view.id, view.version)

    @rx.event
    @signed_in
    async def edit_interview(self, interview_id: int):
        view = await asyncio.to_thread(interviews.one, self._user_id, number(interview_id, "interview"))
        return self._open(INTERVIEW, dates_view.interview_fields(view), view.id, view.version)

    @rx.event
    @signed_in
    async def cancel(self):
        """Close the form; what was typed goes."""
        opener = "new-task" if self.form == TASK else "new-interview"
        self._close()
        return focus_on(opener)

    @rx.event
    @signed_in
    async def save(self, form: dict[str, Any]):
        """Keep what was typed. What cannot be kept is said above the form, and everything typed stays."""
        self._mine = dates_view.sent_fields(form if isinstance(form, dict) else {})
        return await self._save(self._version)

    async def _save(self, version: int) -> Any:
        fields, opener = self._mine or Fields(), "new-task" if self.form == TASK else "new-interview"
        try:
            change = await self._write(fields, version)
        except ConflictError:
            await self._compare(fields)
            return focus_on("two-versions")
        except NotFoundError:
            self.error = "It was deleted in another tab. What you typed is still here."
            return None
        except CareerCopilotError as error:
            self.error = str(error)
            return focus_on("date-form-error")
        self._close()
        await self._again()
        return [*filter(None, [told(change)]), focus_on(opener)]

    async def _write(self, fields: Fields, version: int) -> Any:
        """The service of the open form."""
        now, user = datetime.now(UTC), self._user_id
        if self.form == TASK:
            task = dates_view.task_form(fields, self.time_zone)
            if self.editing:
                return await asyncio.to_thread(reminders.edit, user, self.editing, task, version, now)
            return (await asyncio.to_thread(reminders.add, user, self.application_id or None, task, now))[1]
        if self.form != INTERVIEW:
            raise InvalidInputError("Open the form again.")
        meeting = dates_view.interview_form(fields)
        if self.editing:
            return await asyncio.to_thread(interviews.edit, user, self.editing, meeting, version, now)
        return (await asyncio.to_thread(interviews.add, user, self.application_id, meeting, now))[1]

    async def _theirs(self) -> tuple[Fields, int]:
        """What is saved, and its version."""
        if self.form == TASK:
            task = await asyncio.to_thread(reminders.one, self._user_id, self.editing)
            return dates_view.task_fields(task, self.time_zone), task.version
        view = await asyncio.to_thread(interviews.one, self._user_id, self.editing)
        return dates_view.interview_fields(view), view.version

    async def _compare(self, mine: Fields) -> None:
        theirs, _ = await self._theirs()
        self.fields, self.error, self.conflict = mine, "", True
        self.compared = differences(*(dates_view.compared(each, self.form) for each in (mine, theirs)))

    @rx.event
    @signed_in
    async def keep_mine(self):
        """Of two versions, this tab's."""
        _, version = await self._theirs()
        return await self._save(version)

    @rx.event
    @signed_in
    async def discard(self):
        """Of two versions, the other tab's."""
        theirs, version = await self._theirs()
        return self._open(self.form, theirs, self.editing, version)

    @rx.event
    @signed_in
    async def finish(self, task_id: int):
        change = await asyncio.to_thread(reminders.finish, self._user_id, number(task_id, "task"), datetime.now(UTC))
        await self._again()
        return told(change)

    @rx.event
    @signed_in
    async def reopen(self, task_id: int):
        change = await asyncio.to_thread(reminders.reopen, self._user_id, number(task_id, "task"), datetime.now(UTC))
        await self._again()
        return told(change)

    @rx.event
    @signed_in
    async def ask_when(self, task_id: int):
        """Show or hide the choices for later."""
        chosen = number(task_id, "task")
        self.later = 0 if self.later == chosen else chosen
        return focus_on(f"later-{chosen}-first") if self.later else None

    @rx.event
    @signed_in
    async def put_off(self, task_id: int, until: str):
        """Later: one of the ready choices."""
        now = datetime.now(UTC)
        until_at = snoozed_until(choice(Snooze, until, "choice"), now, self.time_zone)
        return await self._put_off(number(task_id, "task"), until_at)

    @rx.event
    @signed_in
    async def put_off_to(self, form: dict[str, Any]):
        """Later: a date that was typed."""
        typed = dates_view.words(form, "until")
        return await self._put_off(self.later, dates_view.when(typed, self.time_zone))

    async def _put_off(self, task_id: int, until: datetime) -> Any:
        change = await asyncio.to_thread(reminders.snooze, self._user_id, task_id, until, datetime.now(UTC))
        self.later = 0
        await self._again()
        return told(change)

    @rx.event
    @signed_in
    async def delete(self):
        """Remove what the form shows."""
        action = reminders.delete if self.form == TASK else interviews.delete
        opener = "new-task" if self.form == TASK else "new-interview"
        change = await asyncio.to_thread(action, self._user_id, self.editing, datetime.now(UTC))
        self._close()
        await self._again()
        return [*filter(None, [told(change)]), focus_on(opener)]

    @rx.event
    @signed_in
    async def set_outcome(self, interview_id: int, outcome: str):
        """How an interview went, or that it does not take place."""
        chosen = choice(Outcome, outcome, "outcome")
        wanted = number(interview_id, "interview")
        change = await asyncio.to_thread(interviews.set_outcome, self._user_id, wanted, chosen, datetime.now(UTC))
        await self._again()
        return told(change)


def dates_panel() -> rx.Component:
    """Tasks and interviews of the application that `DatesState._show` was told."""
    return dates.panel(DatesState)
