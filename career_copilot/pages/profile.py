"""Profile: the résumés, what was read from them and the words it was read from."""

from typing import Any

import reflex as rx

from career_copilot.live import Topic
from career_copilot.pages.resume_editor import EditorState
from career_copilot.pages.resumes import MOST_BYTES, ResumesState
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.ui.layout import page_head, shell, skeleton
from career_copilot.ui.profile_tabs import profile_tabs
from career_copilot.ui.resume_fields import editor
from career_copilot.ui.resume_list import add_resume, resume_list


class ProfileState(Session):
    """Opens the page and listens for it; what it shows is in the states of its parts."""

    loaded: bool = False

    async def _choose(self) -> None:
        """Keep the open résumé if it is still there, else open the one used for matching, else the newest."""
        listed = await self.get_state(ResumesState)
        opened = await self.get_state(EditorState)
        await listed._read()
        ids = [row.id for row in listed.rows]
        if opened.resume_id not in ids:
            first = next((row.id for row in listed.rows if row.matching), ids[0] if ids else 0)
            await opened._open(first)

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic != Topic.RESUMES:
            return
        await self._choose()
        resume_id = data.get("resume_id")
        await (await self.get_state(EditorState))._refresh(resume_id if isinstance(resume_id, int) else None)

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened."""
        self._follow_live()
        opened = await self.get_state(EditorState)
        opened.resume_id = 0
        await self._choose()
        self.loaded = True

    @rx.event
    @signed_in
    async def leave(self):
        """Keep little in the tab: every page load sends all states."""
        self.loaded = False
        (await self.get_state(ResumesState))._leave()
        (await self.get_state(EditorState))._leave()


def _opened() -> rx.Component:
    return rx.match(
        EditorState.status,
        ("ready", editor(EditorState)),
        (
            "reading",
            rx.el.div(
                rx.el.p("Your résumé is being read. This takes a few seconds.", role="status"),
                skeleton("40%", "80%", "70%", "75%"),
                class_name="reading-now",
            ),
        ),
        rx.fragment(),
    )


def profile_page() -> rx.Component:
    return shell(
        page_head("Profile", subtitle="What openings are compared with. Every line shows where it was read."),
        profile_tabs("/profile"),
        rx.cond(
            ProfileState.loaded,
            rx.el.div(
                rx.el.div(
                    rx.cond(
                        ResumesState.rows.length() > 0,
                        resume_list(ResumesState, EditorState.resume_id, EditorState.open),
                    ),
                    add_resume(ResumesState, MOST_BYTES),
                    class_name=rx.cond(ResumesState.rows.length() > 0, "resumes", "resumes none"),
                ),
                _opened(),
                on_unmount=ProfileState.leave,
            ),
            skeleton("30%", "60%", "45%", "80%"),
        ),
        active="/profile",
    )


PAGES = [Page("/profile", "Profile", profile_page, on_load=ProfileState.load)]
