"""One opening: what it is, why it fits, and where it came from. As a page, and beside the list on wide screens."""

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
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.services import matches, openings, resumes
from career_copilot.services.opening_values import OpeningView
from career_copilot.ui import evidence, score
from career_copilot.ui.evidence import ConstraintLine, EvidenceLine
from career_copilot.ui.layout import empty, shell, skeleton
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
        if self.head.id and topic == Topic.OPENINGS:
            if data.get("opening_id", self.head.id) == self.head.id:
                await self._find(self.head.id, datetime.now(UTC))  # saved, hidden or seen: the match stays as it is
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


def _head() -> rx.Component:
    job = JobState.head
    return rx.el.header(
        rx.el.div(
            rx.el.h2(job.title, class_name="job-title"),
            rx.el.p(job.company, class_name="job-company"),
            rx.el.p(rx.foreach(job.facts, lambda fact: rx.el.span(fact, class_name="fact")), class_name="row-facts"),
            _pay(),
            rx.el.p(
                rx.foreach(job.badges, lambda badge: rx.el.span(badge, class_name="badge amber")),
                rx.el.span(job.standing, title=job.standing_exact, class_name="quiet-text"),
                class_name="row-facts",
            ),
        ),
        rx.cond(
            JobState.parts.length() > 0, score.with_formula(JobState.parts, job.score, JobState.total), rx.fragment()
        ),
        class_name="job-head",
    )


def _pay() -> rx.Component:
    job = JobState.head
    return rx.cond(
        job.pay != "",
        rx.el.p(
            rx.el.span(job.pay, rx.cond(job.predicted, " est.", ""), title=job.pay_text, class_name="strong"),
            rx.cond(job.annual != "", rx.el.span(job.annual, class_name="quiet-text")),
            class_name="row-facts job-pay",
        ),
        rx.el.p("The ad states no salary.", class_name="quiet-text"),
    )


def _actions(page: bool) -> rx.Component:
    job = JobState.head

    def tool(icon: str, text: str, on_click: Any) -> rx.Component:
        return rx.el.button(
            rx.icon(icon, size=16, aria_hidden="true"), text, type="button", class_name="button", on_click=on_click
        )

    return rx.el.div(
        rx.el.a(
            "Open the ad",
            rx.icon("external-link", size=16, aria_hidden="true"),
            href=job.apply_url,
            target="_blank",
            rel="noopener",
            class_name="button primary",
        ),
        rx.cond(
            job.saved,
            tool("bookmark-check", "Saved", JobState.save(job.id, False)),
            tool("bookmark", "Save", JobState.save(job.id, True)),
        ),
        rx.cond(
            job.hidden,
            tool("eye", "Show again", JobState.hide(job.id, False)),
            tool("eye-off", "Hide", JobState.hide(job.id, True)),
        ),
        rx.fragment()
        if page
        else rx.link(
            "Full page",
            href=f"/jobs/{job.id}",
            class_name="button quiet",
            underline="none",
            custom_attrs={"data-action": "open-page"},
        ),
        class_name="job-actions",
    )


def _adverts() -> rx.Component:
    return rx.el.section(
        rx.el.h3("Where this came from", class_name="evidence-title"),
        rx.el.ul(
            rx.foreach(
                JobState.adverts,
                lambda one: rx.el.li(
                    rx.el.a(one.board, href=one.url, target="_blank", rel="noopener"),
                    rx.el.span(f"posted {one.posted}", class_name="fact"),
                    rx.el.span(f"seen {one.last_seen}", title=f"first seen {one.first_seen}", class_name="fact"),
                    rx.cond(one.state != "", rx.el.span(one.state, class_name="badge amber")),
                    rx.cond(
                        one.attribution != "",
                        rx.el.a(one.attribution, href=one.attribution_url, target="_blank", rel="noopener"),
                    ),
                    class_name="row-facts",
                ),
            ),
            class_name="adverts",
        ),
    )


def _why() -> rx.Component:
    return rx.cond(
        JobState.parts.length() > 0,
        rx.el.div(
            rx.cond(
                JobState.constraints.length() > 0,
                rx.el.section(
                    rx.el.h3("Your wishes", class_name="evidence-title"), evidence.constraints(JobState.constraints)
                ),
            ),
            evidence.requirements(JobState.evidence, JobState.groups),
            class_name="job-why",
        ),
        rx.el.p(
            "Add a résumé on your ",
            rx.link("profile", href="/profile"),
            " to see how well this fits and why.",
            class_name="message info",
        ),
    )


def detail(page: bool = False) -> rx.Component:
    """The opening, or why there is none."""
    return rx.cond(
        JobState.missing != "",
        empty("search-x", JobState.missing, rx.link("All openings", href="/jobs", class_name="button")),
        rx.cond(
            JobState.head.id > 0,
            rx.el.article(
                _head(),
                _actions(page),
                rx.el.div(
                    _why(), evidence.texts(JobState.ad, JobState.resume, JobState.resume_name), class_name="job-body"
                ),
                _adverts(),
                class_name="job",
            ),
            rx.el.div(skeleton("60%", "30%", "45%", "90%", "85%", "70%"), class_name="job"),
        ),
    )


def job_page() -> rx.Component:
    return shell(
        rx.el.h1("Opening", class_name="visually-hidden"),
        rx.el.div(
            rx.link(
                rx.icon("arrow-left", size=16, aria_hidden="true"),
                "All openings",
                href="/jobs",
                class_name="back",
                underline="none",
            ),
            detail(page=True),
            on_unmount=JobState.leave,
            class_name="job-page",
        ),
        active="/jobs",
    )


PAGES = [Page("/jobs/[opening_id]", "Opening", job_page, on_load=JobState.load)]
