"""What programs read of a résumé, asked for by template. A part of the pages that show a document; they call `_show` when they are
opened, when the document changes, and when they hear that a check is done."""

import asyncio

import reflex as rx

from career_copilot import tasks
from career_copilot.domain.resume_sheet import Look, Template
from career_copilot.pages import tailoring_view
from career_copilot.pages.checked import choice
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.tailoring_view import ReadingRow
from career_copilot.services import ats_checks


class ChecksState(Session):
    """`waiting` are the templates that were asked for and are not read yet."""

    readings: list[ReadingRow] = []
    waiting: list[str] = []
    _kind: str = ""
    _number: int = 0
    _look: Look = Look()
    _photo: bool = False
    _version: int = 0

    async def _show(self, kind: str, number: int, look: Look, photo: bool, version: int) -> None:
        """Of another version nothing is known yet, and what was asked for is not waited for any more."""
        asked = (kind, number, look.model_copy(update={"template": Template.PLAIN}), photo, version)
        if asked != (self._kind, self._number, self._look, self._photo, self._version):
            self._kind, self._number, self._look, self._photo, self._version = asked
            self.waiting = []
        looks = [self._look.model_copy(update={"template": each}) for each in Template]
        found = await asyncio.to_thread(ats_checks.known, self._user_id, kind, number, looks, photo)
        self.readings = tailoring_view.reading_rows(found)
        self.waiting = [name for name in self.waiting if name not in {row.template for row in self.readings}]

    def _leave(self) -> None:
        self.readings, self.waiting, self._kind, self._number = [], [], "", 0

    @rx.event
    @signed_in
    async def check(self, template: str):
        """Have a template checked; `all`: every one that is not yet."""
        known = {row.template for row in self.readings} | set(self.waiting)
        wanted = list(Template) if template == "all" else [choice(Template, template, "template")]
        for each in wanted if self._number else ():
            if each not in known:
                look = self._look.model_copy(update={"template": each}).model_dump(mode="json")
                arguments = (self._user_id, self._kind, self._number, look, self._photo)
                await asyncio.to_thread(tasks.check_resume.delay, *arguments)
                self.waiting = [*self.waiting, str(each)]
