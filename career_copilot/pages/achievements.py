"""The bank of achievements: stories told as situation, task, action and result, each tied to a job of the résumé. Letters, résumés
and interviews draw on them, and every claim is compared with them."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from pydantic import ValidationError

from career_copilot.domain.achievements import AchievementForm
from career_copilot.domain.resume import Resume
from career_copilot.domain.versions import Difference, differences
from career_copilot.errors import ConflictError, InvalidInputError, NotFoundError
from career_copilot.live import Topic
from career_copilot.pages.checked import number, words
from career_copilot.pages.focus import focus_on
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.pages.stated_facts import StatedFactsState
from career_copilot.pages.undoing import told
from career_copilot.services import achievements, resumes
from career_copilot.ui.achievements import NEW, FormView, Story, bank
from career_copilot.ui.layout import page_head, shell, skeleton
from career_copilot.ui.profile_tabs import profile_tabs
from career_copilot.ui.stated_facts import stated

NAMES = {
    "title": "Title", "situation": "Situation", "task": "Task", "action": "Action", "result": "Result",
    "skills": "Skills", "start_date": "From", "end_date": "To", "employer": "Employer", "position": "Position",
}  # fmt: skip
SEPARATOR = " · "


class AchievementsState(Session):
    """`editing` is the id of the story that is open, NEW for one that is added, 0 for none. What is entered stays in the browser
    until it is sent; what another tab saved meanwhile is put beside it."""

    loaded: bool = False
    stories: list[Story] = []
    jobs: list[str] = []
    editing: int = 0
    form: FormView = FormView()
    revision: int = 0  # another number: the inputs are made anew
    error: str = ""
    compared: list[Difference] = []
    _version: int = 0
    _entered: AchievementForm = AchievementForm()

    async def _read(self) -> None:
        found = await asyncio.to_thread(achievements.all_of, self._user_id)
        self.stories = [story(view.id, view.form) for view in found]
        resume = await self._resume()
        self.jobs = list(dict.fromkeys(_job(job.position, job.name) for job in resume.work if job.position or job.name))

    async def _resume(self, resume_id: int = 0) -> Resume:
        """That one, else the one used for matching, else an empty one."""
        rows = await asyncio.to_thread(resumes.all_of, self._user_id)
        wanted = next((row.id for row in rows if row.id == resume_id or (not resume_id and row.matching)), 0)
        view = await asyncio.to_thread(resumes.one, self._user_id, wanted) if wanted else None
        return (view.resume if view else None) or Resume()

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic in (Topic.FACTS, Topic.RESUMES) and self.loaded:
            await self._read()
            await (await self.get_state(StatedFactsState))._read()

    def _open(self, editing: int, form: AchievementForm, version: int = 0) -> Any:
        self.editing, self.form, self._version = editing, form_view(form), version
        self.error, self.compared, self.revision = "", [], self.revision + 1
        return focus_on("story-title")

    def _close(self) -> None:
        self.editing, self.form, self.error, self.compared = 0, FormView(), "", []

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened; from a line of a résumé, with that line in a new story."""
        self._follow_live()
        await self._read()
        await (await self.get_state(StatedFactsState))._show()
        self.loaded = True
        asked = dict(self.router.url.query_parameters)
        line, named = str(asked.get("line", "")), str(asked.get("resume", ""))
        if line and named.isascii() and named.isdecimal() and len(named) < 10:
            return self._open(NEW, from_line(await self._resume(int(named)), line))
        return None

    @rx.event
    @signed_in
    async def leave(self):
        """Keep little in the tab: every page load sends all states."""
        self.loaded, self.stories, self.jobs = False, [], []
        self._close()
        (await self.get_state(StatedFactsState)).reset()

    @rx.event
    @signed_in
    async def add(self):
        """A story more."""
        return self._open(NEW, AchievementForm())

    @rx.event
    @signed_in
    async def edit(self, achievement_id: int):
        """Change one."""
        chosen = number(achievement_id, "achievement")
        view = await asyncio.to_thread(achievements.one, self._user_id, chosen)
        return self._open(view.id, view.form, view.version)

    @rx.event
    @signed_in
    async def cancel(self):
        """Leave it as it is."""
        back = f"edit-story-{self.editing}" if self.editing > 0 else "add-story"
        self._close()
        return focus_on(back)

    @rx.event
    @signed_in
    async def save(self, entered: dict[str, Any]):
        """Keep what was entered; pressed twice, it is kept once."""
        if not self.editing:
            return None
        try:
            self._entered = sent(entered)
            return await self._save(self._version)
        except InvalidInputError as error:
            self.error = str(error)
            return None

    @rx.event
    @signed_in
    async def keep_mine(self):
        """Of two versions, what was entered here."""
        view = await asyncio.to_thread(achievements.one, self._user_id, self.editing)
        return await self._save(view.version)

    @rx.event
    @signed_in
    async def discard(self):
        """Of two versions, the one that another tab saved."""
        view = await asyncio.to_thread(achievements.one, self._user_id, self.editing)
        return self._open(view.id, view.form, view.version)

    async def _save(self, version: int) -> Any:
        now, form = datetime.now(UTC), self._entered
        try:
            if self.editing == NEW:
                _, change = await asyncio.to_thread(achievements.add, self._user_id, form, now)
            else:
                change = await asyncio.to_thread(achievements.edit, self._user_id, self.editing, form, version, now)
        except ConflictError:
            theirs = await asyncio.to_thread(achievements.one, self._user_id, self.editing)
            self.compared = differences(lines(form), lines(theirs.form))
            return focus_on("two-versions")
        except NotFoundError:
            self.editing = NEW  # another tab deleted it: what was entered here is not lost
            self.error = "This story was deleted in another tab. Save to keep what you entered as a new one."
            return None
        self._close()
        await self._read()
        return told(change)

    @rx.event
    @signed_in
    async def delete(self, achievement_id: int):
        """Remove one; the message brings it back."""
        chosen = number(achievement_id, "achievement")
        change = await asyncio.to_thread(achievements.delete, self._user_id, chosen, datetime.now(UTC))
        if self.editing == chosen:
            self._close()
        await self._read()
        return told(change)


def story(achievement_id: int, form: AchievementForm) -> Story:
    """As the list shows it."""
    dates = " – ".join(dict.fromkeys(filter(None, (form.start_date, form.end_date))))
    parts = [(NAMES[name], getattr(form, name)) for name in ("situation", "task", "action", "result")]
    return Story(
        id=achievement_id,
        title=form.title or (form.result or form.action)[:80],
        about=SEPARATOR.join(filter(None, (form.position, form.employer, dates))),
        parts=[[name, text] for name, text in parts if text],
        skills=form.skills,
    )


def form_view(form: AchievementForm) -> FormView:
    job = _job(form.position, form.employer)
    return FormView(
        **form.model_dump(include=set(FormView.model_fields) - {"skills", "job"}),
        skills=", ".join(form.skills),
        job=job,
    )


def sent(entered: object) -> AchievementForm:
    """What a form was sent with. Raises InvalidInputError."""
    values: dict[str, Any] = {
        name: words(entered, name) for name in NAMES if name not in ("skills", "employer", "position")
    }
    values["skills"] = [name.strip() for name in words(entered, "skills").split(",")]
    values["position"], _, values["employer"] = words(entered, "job").partition(SEPARATOR)
    try:
        return AchievementForm.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidInputError(f"{NAMES.get(str(first['loc'][0]), 'This')} is too long.") from error


def lines(form: AchievementForm) -> dict[str, str]:
    """For comparing two."""
    values = form.model_dump() | {"skills": ", ".join(form.skills)}
    return {text: str(values[name]) for name, text in NAMES.items()}


def from_line(resume: Resume, path: str) -> AchievementForm:
    """A story that begins with a line of a résumé; an empty one when the line is not there any more."""
    match path.split("."):
        case ["work", job, "highlights", line] if job.isdecimal() and line.isdecimal():
            if int(job) < len(resume.work) and int(line) < len(resume.work[int(job)].highlights):
                work = resume.work[int(job)]
                return AchievementForm(
                    action=work.highlights[int(line)].text, employer=work.name, position=work.position,
                    start_date=work.start_date, end_date=work.end_date,
                )  # fmt: skip
    return AchievementForm()


def _job(position: str, employer: str) -> str:
    return f"{position}{SEPARATOR}{employer}" if position or employer else ""


def achievements_page() -> rx.Component:
    state = AchievementsState
    return shell(
        page_head(
            "Profile",
            subtitle="What you did and what came of it. Letters, résumés and interviews may claim only what stands here or in your résumé.",
        ),
        profile_tabs("/profile/achievements"),
        rx.el.link(rel="stylesheet", href="/achievements.css", custom_attrs={"precedence": "default"}),
        rx.cond(
            state.loaded,
            rx.fragment(bank(state), stated(StatedFactsState)),
            skeleton("30%", "60%", "45%", "80%"),
        ),
        rx.el.div(on_unmount=state.leave),
        active="/profile",
    )


PAGES = [Page("/profile/achievements", "Achievements", achievements_page, on_load=AchievementsState.load)]
