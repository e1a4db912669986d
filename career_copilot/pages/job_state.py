"""State of one opening: what it is, why it fits, and where it came from. The Jobs page and the opening's own show it."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain.drafting import WRITTEN
from career_copilot.domain.segments import Segment
from career_copilot.errors import NotFoundError
from career_copilot.live import Topic
from career_copilot.pages import opening_view, write_view
from career_copilot.pages.checked import in_address
from career_copilot.pages.job_explaining import ExplainingState
from career_copilot.pages.opening_view import Advert, Head
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.write_view import DraftRow
from career_copilot.services import drafts, matches, openings, resumes
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
    drafts: list[DraftRow] = []

    async def _show(self, opening_id: int) -> None:
        """Read everything about one opening."""
        now = datetime.now(UTC)
        if view := await self._find(opening_id, now):
            self.adverts = [opening_view.advert(posting, now, self.time_zone) for posting in view.postings]
            self.ad = opening_view.ad_segments(view)
            await self._list_drafts(opening_id)
            await self._explain(opening_id, now)

    async def _list_drafts(self, opening_id: int) -> None:
        """What was written about it."""
        found = await asyncio.to_thread(drafts.of_opening, self._user_id, opening_id, WRITTEN)
        self.drafts = write_view.draft_rows(found, datetime.now(UTC), self.time_zone)

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
            (await self.get_state(ExplainingState))._clear()
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
        await (await self.get_state(ExplainingState))._show(opening_id)

    def _forget_match(self) -> None:
        self.parts, self.evidence, self.groups, self.constraints, self.resume = [], [], [], [], []
        self.total = self.resume_name = ""

    def _clear(self) -> None:
        self.head, self.adverts, self.ad, self.missing, self.drafts = Head(), [], [], "", []
        self._forget_match()

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if self.head.id and topic in (Topic.OPENINGS, Topic.APPLICATIONS):
            if data.get("opening_id", self.head.id) == self.head.id:
                # Saved, hidden, seen or among the applications: the match stays as it is.
                await self._find(self.head.id, datetime.now(UTC))
        elif self.head.id and topic in (Topic.MATCHES, Topic.RESUMES, Topic.WISHES):
            await self._show(self.head.id)
        elif self.head.id and topic in (Topic.DRAFTS, Topic.MODELS):
            if topic == Topic.DRAFTS and not data.get("growing"):
                await self._list_drafts(self.head.id)
            await (await self.get_state(ExplainingState))._hear(topic, data)

    @rx.event
    @signed_in
    async def load(self):
        """The opening's own page was opened."""
        self._follow_live()
        opening_id = in_address(self.opening_id)
        await self._show(opening_id)
        if not self.missing:
            await asyncio.to_thread(openings.mark_seen, self._user_id, opening_id, datetime.now(UTC))

    @rx.event
    @signed_in
    async def leave(self):
        self._clear()
        (await self.get_state(ExplainingState))._clear()
