"""Onboarding: résumé, correct, wishes, follow, and then the ranked openings. It can be left and taken up again."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain import gazetteer, wished_places
from career_copilot.domain.resume import Resume
from career_copilot.domain.suggesting import suggested
from career_copilot.domain.wishes import Wishes
from career_copilot.live import Topic
from career_copilot.pages.profile import ProfileState
from career_copilot.pages.resume_editor import EditorState
from career_copilot.pages.resumes import MOST_BYTES, ResumesState
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.pages.sources import SourcesState
from career_copilot.pages.wishes import WishesState
from career_copilot.services import accounts, onboarding, resumes, wishes
from career_copilot.ui import source_rows
from career_copilot.ui.follow_form import board_switches, follow_form
from career_copilot.ui.layout import shell, skeleton
from career_copilot.ui.resume_fields import short_editor
from career_copilot.ui.resume_list import add_resume, resume_list
from career_copilot.ui.steps import steps
from career_copilot.ui.wishes_fields import wishes_fields

STEPS = ("Résumé", "Correct", "Wishes", "Follow")


class OnboardingState(Session):
    """Which step is shown; what it shows is in the states of its parts."""

    step: int = 0
    going: bool = False
    suggested: bool = False

    async def _open(self, step: int) -> None:
        """Show a step, with its parts read anew."""
        self.step = step
        if step <= 2:
            await (await self.get_state(ProfileState))._choose()
        elif step == 3:
            await self._suggest()
        else:
            await (await self.get_state(SourcesState))._read()

    async def _show(self, step: int) -> None:
        """To a step, where a new tab goes on too."""
        await asyncio.to_thread(onboarding.show, self._user_id, step)
        await self._open(step)

    async def _suggest(self) -> None:
        """Begin the wishes with what the résumé shows, when the person has not said any yet."""
        wanted = await self.get_state(WishesState)
        await wanted._open()
        _, version = await asyncio.to_thread(wishes.of, self._user_id)
        resume = await asyncio.to_thread(_matching_resume, self._user_id)
        if version == 0 and not wanted.dirty and resume is not None:
            wanted._suggest(await asyncio.to_thread(_wishes_of, resume))
            self.suggested = wanted.dirty

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        """Pass on to the parts that are shown."""
        if topic == Topic.RESUMES and self.step <= 2:
            await (await self.get_state(ProfileState))._hear(topic, data)
        elif topic == Topic.WISHES and self.step == 3:
            await (await self.get_state(WishesState))._hear(topic, data)
        elif topic == Topic.SOURCES and self.step == 4:
            await (await self.get_state(SourcesState))._hear(topic, data)

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened: go on where something is missing."""
        self._follow_live()
        asyncio.get_running_loop().run_in_executor(None, gazetteer.warm)
        await self._open(self.step or await asyncio.to_thread(onboarding.next_step, self._user_id))

    @rx.event
    @signed_in
    async def go(self, step: int):
        """To another step, back or forth; nothing that was entered is lost."""
        if isinstance(step, int) and 1 <= step <= len(STEPS):
            await self._show(step)
            return rx.call_script("window.scrollTo(0, 0)")
        return None

    @rx.event
    @signed_in
    async def keep_and_go(self):
        """Save what this step holds, then go on; what cannot be saved says so and stays."""
        self.going = True
        yield
        try:
            said = await self._keep_and_go()
        finally:
            self.going = False
        yield said

    async def _keep_and_go(self) -> Any:
        if self.step == 2:
            part = await self.get_state(EditorState)
        elif self.step == 3:
            part = await self.get_state(WishesState)
        else:
            part = None
        if part is not None and part.dirty:
            said = await part._save(part._version)
            if part.dirty:
                return said
        await self._show(min(self.step + 1, len(STEPS)))
        return rx.call_script("window.scrollTo(0, 0)")

    @rx.event
    @signed_in
    async def finish(self):
        """To the openings; this page is not offered again."""
        await asyncio.to_thread(accounts.finish_onboarding, self._user_id, datetime.now(UTC))
        self.onboarded, self.step = True, 0
        for part in (ResumesState, EditorState, WishesState, SourcesState):
            (await self.get_state(part))._leave()
        return rx.redirect("/jobs")


def _wishes_of(resume: Resume) -> Wishes:
    return wished_places.placed(suggested(resume, datetime.now(UTC).date()))


def _matching_resume(user_id: int) -> Resume | None:
    listed = resumes.all_of(user_id)
    chosen = next((view.id for view in listed if view.matching), None)
    return resumes.one(user_id, chosen).resume if chosen else None


def _foot(*buttons: rx.Component) -> rx.Component:
    """Back, skip, on."""
    return rx.el.div(
        rx.cond(
            OnboardingState.step > 1,
            rx.el.button(
                "Back",
                type="button",
                class_name="button quiet",
                on_click=OnboardingState.go(OnboardingState.step - 1),
            ),
        ),
        rx.el.span(class_name="stretch"),
        *buttons,
        class_name="step-foot",
    )


def _skip(text: str = "Skip") -> rx.Component:
    return rx.el.button(
        text, type="button", class_name="button quiet", on_click=OnboardingState.go(OnboardingState.step + 1)
    )


def _on(text: str, **props: Any) -> rx.Component:
    return rx.el.button(
        rx.cond(OnboardingState.going, rx.el.span(class_name="ring", aria_hidden="true")),
        text,
        type="button",
        class_name="button primary",
        on_click=OnboardingState.keep_and_go,
        disabled=OnboardingState.going,
        aria_busy=OnboardingState.going,
        **props,
    )


def _step(title: str, text: str, *children: rx.Component) -> rx.Component:
    return rx.el.section(
        rx.el.h1(title, class_name="page-title"),
        rx.el.p(text, class_name="page-subtitle"),
        *children,
        class_name="step",
    )


def _resume() -> rx.Component:
    has = ResumesState.rows.length() > 0
    return _step(
        "Begin with your résumé",
        "It is read on this machine. Openings are compared with it, and you see which words each score rests on.",
        rx.cond(has, resume_list(ResumesState, EditorState.resume_id, EditorState.open)),
        rx.el.div(add_resume(ResumesState, MOST_BYTES), class_name="resumes none"),
        _foot(rx.cond(has, _on("Continue"), _skip())),
    )


def _correct() -> rx.Component:
    return _step(
        "Is this right?",
        "What was read from your résumé. Correct the essentials here; everything else is on the Profile page.",
        rx.match(
            EditorState.status,
            ("ready", short_editor(EditorState)),
            ("reading", rx.el.div(rx.el.p("Your résumé is being read.", role="status"), skeleton("40%", "80%", "70%"))),
            rx.el.p("There is no résumé that could be read yet. You can go back, or go on without one."),
        ),
        _foot(_skip("Skip"), _on("Looks right")),
    )


def _wishes() -> rx.Component:
    return _step(
        "What are you looking for?",
        "Each wish can be a must or nice to have. You can change all of this later.",
        rx.cond(
            OnboardingState.suggested,
            rx.el.p(
                rx.icon("lightbulb", size=16, aria_hidden="true"),
                rx.el.span("Filled in from your résumé. Remove what does not fit."),
                class_name="message done",
            ),
        ),
        rx.cond(WishesState.loaded, wishes_fields(WishesState, save=False), skeleton("40%", "80%", "70%")),
        _foot(_skip(), _on("Continue")),
    )


def _follow() -> rx.Component:
    return _step(
        "Where should openings come from?",
        "Paste the careers page of companies you like, or switch on a whole board. Reading starts at once.",
        rx.el.div(
            rx.el.div(follow_form(SourcesState), class_name="card follow-card"),
            rx.el.div(
                rx.el.h2("Boards of many employers", class_name="section-title"),
                board_switches(SourcesState),
                class_name="card boards-card",
            ),
            class_name="sources-grid",
        ),
        rx.cond(
            SourcesState.rows.length() > 0,
            source_rows.table(SourcesState.rows, SourcesState.running, SourcesState.read_now, SourcesState.unfollow),
        ),
        _foot(
            rx.el.button(
                "See your openings", type="button", class_name="button primary", on_click=OnboardingState.finish
            )
        ),
    )


def onboarding_page() -> rx.Component:
    return shell(
        rx.el.div(
            steps(STEPS, OnboardingState.step, OnboardingState.go),
            rx.match(
                OnboardingState.step,
                (1, _resume()),
                (2, _correct()),
                (3, _wishes()),
                (4, _follow()),
                skeleton("30%", "60%", "45%", "80%"),
            ),
            class_name="onboarding",
        ),
        active="/onboarding",
    )


PAGES = [Page("/onboarding", "Welcome", onboarding_page, on_load=OnboardingState.load)]
