"""State of one opening: what it is, why it fits, and where it came from. The Jobs page and the opening's own show it."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from reflex_components_sonner.toast import ToastAction

from career_copilot.domain.segments import Segment
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.live import Topic
from career_copilot.pages import opening_view
from career_copilot.pages.opening_view import Advert, Head
from career_copilot.pages.recent_changes import told
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import applications, matches, openings, resumes
from career_copilot.services.opening_values import OpeningView
from career_copilot.ui.evidence import ConstraintLine, EvidenceLine
from career_copilot.ui.score import PartLine


class JobState(Session):
    """The opening that is shown. Emptied when its page is left: every page load sends all states."""

    head: Head = Head()
    adverts: list[Advert] = []
    ad: list[Segment] = []
    parts: list[PartLine] = []
    total: str = ""
    evidence: list[EvidenceLine] = []
    groups: list[str] = []
    constraints: list[ConstraintLine] = []
    resume: list[Segment] = []
    resume_name: str = ""
    missing: str = ""

    async def _show(self, opening_id: int) -> None:
        """Read everything about one opening."""
        now = datetime.now(UTC)
        if view := await self._find(opening_id, now):
            self.adverts = [opening_view.advert(posting, now, self.time_zone) for posting in view.postings]
            self.ad = opening_view.ad_segments(view)
            await self._explain(opening_id, now)

    async def _find(self, opening_id: int, now: datetime) -> OpeningView | None:
        """The opening and its head. What does not exist for this person is said."""
        try:
            view = await asyncio.to_thread(openings.one, self._user_id, opening_id, now)
        except NotFoundError as error:
            self._clear()
            self.missing = str(error)
            return None
        self.missing = ""
        self.head = opening_view.head(view, now, self.time_zone)
        return view

    async def _explain(self, opening_id: int, now: datetime) -> None:
        """The match, if there is a résumé to match."""
        used = next((found for found in await asyncio.to_thread(resumes.all_of, self._user_id) if found.matching), None)
        if used is None or used.state != "ready":
            self._forget_match()
            return
        match = await asyncio.to_thread(matches.explain, self._user_id, opening_id, now)
        read = (await asyncio.to_thread(resumes.one, self._user_id, used.id)).resume
        self.parts = opening_view.part_lines(match)
        self.total = opening_view.sum_line(match)
        self.evidence = [opening_view.evidence_line(found) for found in match.evidence]
        self.groups = list(dict.fromkeys(line.group for line in self.evidence))
        self.constraints = [opening_view.constraint_line(constraint) for constraint in match.constraints]
        self.resume = opening_view.resume_segments(read, match.evidence) if read else []
        self.resume_name = used.name

    def _forget_match(self) -> None:
        self.parts, self.evidence, self.groups, self.constraints, self.resume = [], [], [], [], []
        self.total = self.resume_name = ""

    def _clear(self) -> None:
        self.head, self.adverts, self.ad, self.missing = Head(), [], [], ""
        self._forget_match()

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if self.head.id and topic in (Topic.OPENINGS, Topic.APPLICATIONS):
            if data.get("opening_id", self.head.id) == self.head.id:
                # Saved, hidden, seen or among the applications: the match stays as it is.
                await self._find(self.head.id, datetime.now(UTC))
        elif self.head.id and topic in (Topic.MATCHES, Topic.RESUMES, Topic.WISHES):
            await self._show(self.head.id)

    @rx.event
    @signed_in
    async def load(self):
        """The opening's own page was opened."""
        self._follow_live()
        named = self.opening_id  # from the address: anything
        opening_id = int(named) if named.isascii() and named.isdecimal() and len(named) < 10 else 0
        await self._show(opening_id)
        if not self.missing:
            await asyncio.to_thread(openings.mark_seen, self._user_id, opening_id, datetime.now(UTC))

    @rx.event
    @signed_in
    async def leave(self):
        self._clear()

    @rx.event
    @signed_in
    async def save(self, opening_id: int, on: bool):
        """Keep it, or no longer."""
        return await mark_saved(self._user_id, opening_id, on)

    @rx.event
    @signed_in
    async def hide(self, opening_id: int, on: bool):
        """Take it out of the list, or back."""
        return await mark_hidden(self._user_id, opening_id, on)

    @rx.event
    @signed_in
    async def apply(self, opening_id: int):
        """Put it among the applications."""
        _, done = await asyncio.to_thread(applications.add, self._user_id, number(opening_id), datetime.now(UTC))
        return told(done) or rx.toast.info(f"{done.summary}.")


def number(value: object) -> int:
    """An id from the browser, which may have sent anything."""
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31:
        return value
    raise InvalidInputError("This is not an opening.")


async def mark_saved(user_id: int, opening_id: object, on: object) -> Any:
    """Save or unsave, and the toast that takes it back."""
    chosen = number(opening_id)
    if on is True:
        await asyncio.to_thread(openings.save, user_id, chosen, datetime.now(UTC))
    else:
        await asyncio.to_thread(openings.unsave, user_id, chosen)
    undo = ToastAction("Undo", JobState.save(chosen, on is not True))
    return rx.toast.success("Saved." if on is True else "No longer saved.", action=undo, duration=6000)


async def mark_hidden(user_id: int, opening_id: object, on: object) -> Any:
    """Hide or show again, and the toast that takes it back."""
    chosen = number(opening_id)
    if on is True:
        await asyncio.to_thread(openings.hide, user_id, chosen, datetime.now(UTC))
    else:
        await asyncio.to_thread(openings.unhide, user_id, chosen)
    undo = ToastAction("Undo", JobState.hide(chosen, on is not True))
    return rx.toast.success("Hidden." if on is True else "Shown again.", action=undo, duration=6000)
