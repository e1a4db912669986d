"""Weekly goals: the dialog on the Today page that sets them, and how they stand in words."""

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import reflex as rx
from pydantic import ValidationError

from career_copilot.domain import goals as rules
from career_copilot.domain.ages import MONTHS
from career_copilot.domain.goals import GOAL_NAMES, TOLD, GoalKind, GoalsForm, Progress
from career_copilot.domain.versions import Difference, differences
from career_copilot.errors import ConflictError, InvalidInputError
from career_copilot.pages.checked import choice, words
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.undoing import told
from career_copilot.services import goals
from career_copilot.ui.goals import DIALOG, GoalField, GoalView, WeekBar

CLOSE = f"document.getElementById('{DIALOG}')?.close()"
OPEN = f"document.getElementById('{DIALOG}')?.showModal()"


class GoalsState(Session):
    """The dialog. What is typed stays in the browser until it is sent."""

    fields: list[GoalField] = []
    name: str = ""
    error: str = ""
    form: int = 0  # another number is another form
    compared: list[Difference] = []
    _version: int = 0
    _opened: GoalsForm = GoalsForm()
    _mine: GoalsForm = GoalsForm()

    def _fill(self, form: GoalsForm) -> None:
        self.fields = [
            GoalField(kind=kind, label=GOAL_NAMES[kind], value=str(form.weekly.get(kind, 0) or "")) for kind in GoalKind
        ]
        self.name, self.error, self.compared = form.name, "", []
        self.form += 1

    async def _read(self) -> GoalsForm:
        form, self._version = await asyncio.to_thread(goals.form, self._user_id, datetime.now(UTC), self.time_zone)
        return form

    @rx.event
    @signed_in
    async def open(self):
        """Set goals: the dialog holds those of this week."""
        self._opened = await self._read()
        self._fill(self._opened)
        return rx.call_script(f"requestAnimationFrame(() => {OPEN})")

    @rx.event
    @signed_in
    async def close(self):
        """What was typed goes."""
        self.fields, self.compared, self.error = [], [], ""
        return rx.call_script(CLOSE)

    @rx.event
    @signed_in
    async def save(self, form: dict[str, Any]):
        """Keep what was typed, from this week on. What cannot be kept is said, and everything typed stays."""
        try:
            self._mine = _form(form)
        except InvalidInputError as error:
            self.error = str(error)
            return None
        return await self._save()

    async def _save(self) -> Any:
        now = datetime.now(UTC)
        try:
            change = await asyncio.to_thread(
                goals.set_targets, self._user_id, self._mine, self._version, now, self.time_zone
            )
        except ConflictError:
            theirs = await self._read()
            if _same(theirs, self._opened):  # only what was counted changed meanwhile
                return await self._save()
            self._opened, self.error = theirs, ""
            self.compared = differences(_lines(self._mine), _lines(theirs))
            return None if self.compared else await self._save()
        self.fields, self.compared, self.error = [], [], ""
        return [rx.call_script(CLOSE), *filter(None, [told(change)])]

    @rx.event
    @signed_in
    async def keep_mine(self):
        """Of two versions, this tab's."""
        self.compared = []
        return await self._save()

    @rx.event
    @signed_in
    async def discard(self):
        """Of two versions, the other tab's."""
        self._fill(self._opened)

    @rx.event
    @signed_in
    async def tell(self, kind: str, more: bool):
        """A little more was done this week, or less, of what the program cannot count."""
        chosen = choice(GoalKind, kind, "goal")
        amount = TOLD.get(chosen, 0.0) * (1 if more is True else -1)
        await asyncio.to_thread(goals.tell, self._user_id, chosen, amount, datetime.now(UTC), self.time_zone)


def _form(sent: object) -> GoalsForm:
    """Raises InvalidInputError in words for the person."""
    weekly: dict[GoalKind, int] = {}
    for kind in GoalKind:
        typed = words(sent, kind)
        if typed and not (typed.isascii() and typed.isdecimal() and len(typed) < 5):
            raise InvalidInputError(f"{GOAL_NAMES[kind]}: enter a number from 0 to {rules.MOST_WEEKLY} a week.")
        weekly[kind] = int(typed or 0)
    try:
        return GoalsForm(weekly=weekly, name=words(sent, "name"))
    except ValidationError as error:
        wrong = error.errors()[0]
        text = str(wrong["msg"]).removeprefix("Value error, ")
        raise InvalidInputError(
            text if wrong["type"] == "value_error" else "The name is longer than 60 characters."
        ) from error


def _lines(form: GoalsForm) -> dict[str, str]:
    """By name, for the choice between two versions."""
    found = {GOAL_NAMES[kind]: f"{number} a week" for kind, number in form.weekly.items() if number}
    return found | ({"What you count": form.name} if form.name else {})


def _same(one: GoalsForm, other: GoalsForm) -> bool:
    return _lines(one) == _lines(other)


def goal_view(goal: Progress) -> GoalView:
    """A goal in words."""
    now = goal.this_week
    most = max([1.0, *(max(week.done, week.target) for week in goal.weeks)])
    reached = sum(week.reached for week in goal.weeks)
    wanted = sum(week.target > 0 for week in goal.weeks)
    row = f"{goal.streak} {'week' if goal.streak == 1 else 'weeks'} in a row"
    passed = [milestone for milestone in goal.milestones if milestone != row]
    return GoalView(
        kind=goal.kind,
        name=goal.name,
        done=_number(now.done),
        target=now.target,
        percent=min(100, round(100 * now.done / now.target)),
        reached=now.reached,
        told=goal.step > 0,
        streak=f"reached {row}{', a milestone' if row in goal.milestones else ''}" if goal.streak else "",
        milestones=f"milestones: {', '.join(passed)}" if passed else "",
        weeks=[
            WeekBar(
                key=week.monday.isoformat(),
                words=f"Week of {_day(week.monday)}: {_number(week.done)}{f' of {week.target}' if week.target else ', no goal'}",
                height=round(100 * week.done / most),
                reached=week.reached,
                now=week is now,
            )
            for week in goal.weeks
        ],
        history=f"The last {len(goal.weeks)} weeks: {', '.join(_number(week.done) for week in goal.weeks)}. "
        f"Reached in {reached} of {wanted} with a goal.",
    )


def _number(count: float) -> str:
    return f"{count:g}"


def _day(monday: date) -> str:
    return f"{monday.day} {MONTHS[monday.month - 1]}"
