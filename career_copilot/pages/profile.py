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
        """Keep the open résumé unless it is gone or could not be read, else open the one used for matching, else the newest."""
        listed = await self.get_state(ResumesState)
        opened = await self.get_state(EditorState)
        await listed._read()
        kept = next((row for row in listed.rows if row.id == opened.resume_id and row.state != "failed"), None)
        best = sorted(
            listed.rows, key=lambda row: (row.matching, row.state != "failed"), reverse=True
        )  # stable: the newest
        chosen = kept.id if kept else best[0].id if best else 0
        if chosen != opened.resume_id or (kept and kept.state != opened.status):
            await opened._open(chosen)

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
