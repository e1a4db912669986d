"""State of what a person stated: listed, added, changed, deleted; each of it can be undone."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain.ages import age, exact
from career_copilot.errors import CareerCopilotError, ConflictError, InvalidInputError
from career_copilot.pages.checked import number, words
from career_copilot.pages.focus import focus_on
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.undoing import told
from career_copilot.services import facts
from career_copilot.services.facts import StatementView
from career_copilot.ui.stated_facts import StatedRow


class StatedFactsState(Session):
    """`editing` is the id of the fact that is open, 0 for none; what is typed stays in the browser until it is sent."""

    rows: list[StatedRow] = []
    editing: int = 0
    error: str = ""
    revision: int = 0  # another number: the input is made anew
    _versions: dict[int, int] = {}

    async def _read(self) -> None:
        now, found = datetime.now(UTC), await asyncio.to_thread(facts.all_of, self._user_id)
        deleted = [row for row in self.rows if row.id == self.editing and row.id not in {one.id for one in found}]
        self.rows = [*deleted, *(stated_row(one, now, self.time_zone) for one in found)]  # what is typed stays in sight
        self._versions = {
            one.id: self._versions.get(one.id, 0) if one.id == self.editing else one.version for one in found
        }

    async def _show(self) -> None:
        """Its page was opened, and follows what changes."""
        self.editing, self.error = 0, ""
        await self._read()

    @rx.event
    @signed_in
    async def add(self, form: dict[str, Any]):
        """A fact that the person writes down."""
        try:
            _, change = await asyncio.to_thread(facts.add, self._user_id, words(form, "text"), datetime.now(UTC))
        except InvalidInputError as error:
            self.editing, self.error = 0, str(error)
            return None
        self.error, self.revision = "", self.revision + 1
        await self._read()
        return told(change) or rx.toast.info(f"{change.summary}")

    @rx.event
    @signed_in
    async def edit(self, fact_id: int):
        """Open one."""
        self.editing, self.error = number(fact_id, "fact"), ""
        return focus_on("stated-text")

    @rx.event
    @signed_in
    async def cancel(self):
        """Leave it as it is."""
        back, self.editing, self.error = self.editing, 0, ""
        await self._read()
        return focus_on(f"edit-stated-{back}")

    @rx.event
    @signed_in
    async def save(self, form: dict[str, Any]):
        """Other words for it. What another tab saved meanwhile is shown, and not overwritten."""
        chosen = self.editing
        version = self._versions.get(chosen, 0)
        try:
            change = await asyncio.to_thread(
                facts.edit, self._user_id, chosen, words(form, "text"), version, datetime.now(UTC)
            )
        except ConflictError:
            theirs = next(
                (row for row in await asyncio.to_thread(facts.all_of, self._user_id) if row.id == chosen), None
            )
            self._versions = self._versions | {chosen: theirs.version if theirs else 0}
            self.error = f"Another tab saved “{theirs.text if theirs else ''}”. Save again to replace it with yours."
            return None
        except CareerCopilotError as error:
            self.error = str(error)
            return None
        self.editing, self.error = 0, ""
        await self._read()
        return [told(change), focus_on(f"edit-stated-{chosen}")]

    @rx.event
    @signed_in
    async def delete(self, fact_id: int):
        """It counts no more; the message brings it back."""
        change = await asyncio.to_thread(facts.delete, self._user_id, number(fact_id, "fact"), datetime.now(UTC))
        self.editing, self.error = 0, ""
        await self._read()
        return told(change)


def stated_row(one: StatementView, now: datetime, zone: str) -> StatedRow:
    """In words for the list."""
    source = f"Accepted in “{one.document}”" if one.document else "You wrote it down"
    return StatedRow(
        id=one.id,
        text=one.text,
        origin=f"{source}, {age(one.created_at, now, zone)}",
        exact=exact(one.created_at, zone),
        reasons="; ".join(one.reasons),
    )
