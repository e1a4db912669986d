"""Practise, when no application is at hand: which have an interview ahead, and what is due today."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.ages import age, exact
from career_copilot.domain.pipeline import STAGE_NAMES
from career_copilot.live import Topic
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.services import practice_overview
from career_copilot.services.practice_overview import Standing
from career_copilot.ui import practice as shown
from career_copilot.ui.layout import empty, page_head, shell, skeleton

NOTHING = "No application is at an interview yet. Practise is also reached from any application."


class PracticeRow(BaseModel):
    """An application, and what there is to do."""

    id: int
    about: str
    interview: str
    interview_exact: str
    standing: str
    due: int


class PractisingState(Session):
    """The applications for which practice makes sense."""

    rows: list[PracticeRow] = []
    summary: str = ""
    known: bool = False

    async def _read(self) -> None:
        now = datetime.now(UTC)
        found = await asyncio.to_thread(practice_overview.of_user, self._user_id, now)
        self.rows = [_row(one, now, self.time_zone) for one in found]
        due = sum(one.due for one in found)
        self.summary = f"{due} question{'' if due == 1 else 's'} due again now." if due else "Nothing is due again now."
        self.known = True

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic == Topic.APPLICATIONS:
            await self._read()

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened."""
        self._follow_live()
        await self._read()

    @rx.event
    @signed_in
    async def leave(self):
        """Keep little in the tab."""
        self.reset()


def _row(one: Standing, now: datetime, zone: str) -> PracticeRow:
    done = "Not practised yet" if not one.answered else f"{one.answered} answer{'' if one.answered == 1 else 's'}"
    next_due = f"the next question comes back {age(one.next_due_at, now, zone)}" if one.next_due_at else ""
    return PracticeRow(
        id=one.application_id,
        about=", ".join(filter(None, [one.title, one.company])),
        interview=_when(one, now, zone),
        interview_exact=exact(one.interview_at, zone),
        standing=", ".join(filter(None, [done, "" if one.due else next_due])),
        due=one.due,
    )


def _when(one: Standing, now: datetime, zone: str) -> str:
    if one.over:
        return "The interview is over"
    return f"Interview {age(one.interview_at, now, zone)}" if one.interview_at else STAGE_NAMES[one.stage]


def _item(row: Any) -> rx.Component:
    return rx.el.li(
        rx.link(
            rx.el.span(row.about, class_name="strong", dir="auto"),
            rx.el.span(
                rx.el.span(row.interview, title=row.interview_exact, class_name="fact"),
                rx.el.span(row.standing, class_name="fact"),
                class_name="row-facts",
            ),
            rx.cond(row.due > 0, rx.el.span(f"{row.due} due", class_name="badge accent")),
            href=f"/practice/{row.id}",
            class_name="card practising-row",
            underline="none",
        ),
        key=row.id,
    )


def practising_page() -> rx.Component:
    state = PractisingState
    return shell(
        shown.STYLE,
        rx.el.div(
            page_head(
                "Practise",
                subtitle="Likely questions for your interviews, and answers that come back until they are good.",
            ),
            rx.cond(
                ~state.known,
                skeleton("45%", "80%", "75%"),
                rx.cond(
                    state.rows.length() > 0,
                    rx.fragment(
                        rx.el.p(state.summary, class_name="quiet-text"),
                        rx.el.ul(rx.foreach(state.rows, _item), class_name="practice-list"),
                    ),
                    empty(
                        "messages-square",
                        NOTHING,
                        rx.link("All applications", href="/applications", class_name="button", underline="none"),
                    ),
                ),
            ),
            class_name="practising",
        ),
        rx.el.div(on_unmount=state.leave),
        active="/practice",
    )


PAGES = [Page("/practice", "Practise", practising_page, on_load=PractisingState.load)]
