"""The facts of an application, changed in a form; two tabs never overwrite each other."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain import application_form
from career_copilot.domain.ages import date_of, day
from career_copilot.domain.application_form import SINCE, FormView
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.versions import Difference, differences
from career_copilot.errors import CareerCopilotError, ConflictError
from career_copilot.pages.focus import focus_on
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.undoing import told
from career_copilot.services import application_details, applications, resumes, submissions
from career_copilot.ui.forms import message
from career_copilot.ui.versions import two_versions


class ResumeChoice(BaseModel):
    """A résumé that may have been sent."""

    id: str
    name: str


class EditState(Session):
    """The open form, and of two versions both."""

    editing: bool = False
    form: FormView = FormView()
    entered: bool = False  # no board tells of the ad: its text is the person's to paste
    since_on: str = ""
    resumes: list[ResumeChoice] = []
    record_link: str = ""
    compared: list[Difference] = []
    error: str = ""
    _application: int = 0
    _version: int = 0
    _was: datetime | None = None
    _stood: datetime | None = None
    _since: datetime | None = None
    _mine: ApplicationForm | None = None
    _began: ApplicationForm | None = None

    async def _show(self, application_id: int) -> None:
        if application_id != self._application:
            self._leave()
            self._application = application_id

    def _leave(self) -> None:
        self.editing, self.form, self.resumes, self.compared, self.error = False, FormView(), [], [], ""
        self._mine, self._began, self._was, self._stood, self._since, self._application = (
            None,
            None,
            None,
            None,
            None,
            0,
        )

    @rx.event
    @signed_in
    async def edit(self):
        """Open the form."""
        view = await asyncio.to_thread(application_details.one, self._user_id, self._application)
        known = await asyncio.to_thread(resumes.all_of, self._user_id)
        self.resumes = [ResumeChoice(id=str(resume.id), name=resume.name) for resume in known]
        sent = await asyncio.to_thread(submissions.of_application, self._user_id, self._application)
        self.record_link = f"/applications/{self._application}?tab=record" if sent else ""
        self.form = application_form.view(view.form, self.time_zone)
        self._stood, self._since, self.since_on = view.stage_since, None, date_of(view.stage_since, self.time_zone)
        self._version, self._was, self._mine, self._began = view.version, view.form.applied_at, None, view.form
        self.editing, self.entered, self.compared, self.error = True, view.entered, [], ""
        return focus_on("application-title")

    @rx.event
    @signed_in
    async def cancel(self):
        self._close()

    @rx.event
    @signed_in
    async def save(self, sent: dict[str, Any]):
        """Keep the form."""
        self.error = ""
        try:
            fields = sent if isinstance(sent, dict) else {}
            self._mine = application_form.read(fields, self._was, self.time_zone, datetime.now(UTC))
            told = application_form.moment(
                SINCE, str(fields.get("since_on") or "").strip(), self._stood, self.time_zone
            )
            self._since = told if told != self._stood else None
            return await self._save(self._version)
        except CareerCopilotError as error:
            self.error = str(error)

    @rx.event
    @signed_in
    async def keep_mine(self):
        """Of two versions, this tab's."""
        view = await asyncio.to_thread(application_details.one, self._user_id, self._application)
        return await self._save(view.version)

    @rx.event
    @signed_in
    async def discard(self):
        """Of two versions, the other tab's."""
        self._close()

    def _close(self) -> None:
        self.editing, self.compared, self.error, self._mine = False, [], "", None

    async def _save(self, version: int) -> Any:
        if self._mine is None:
            return None
        arguments = (self._user_id, self._application, self._mine, version, datetime.now(UTC), self._since)
        try:
            change = await asyncio.to_thread(applications.edit, *arguments)
        except ConflictError:
            view = await asyncio.to_thread(application_details.one, self._user_id, self._application)
            if view.form == self._began and (self._since is None or view.stage_since == self._stood):
                return await self._save(view.version)  # another tab moved or archived it, which is no reason to choose
            names = {int(resume.id): resume.name for resume in self.resumes}
            self.compared = differences(
                *(
                    application_form.compared(form, names, self.time_zone) | {SINCE: day(since, self.time_zone)}
                    for form, since in ((self._mine, self._since or view.stage_since), (view.form, view.stage_since))
                )
            )
            if self.compared:
                return focus_on("two-versions")
            change = None  # both tabs entered the same
        self._close()
        return told(change) if change else None


def _field(label: str, name: str, value: rx.Var[str], hint: str = "", **props: Any) -> rx.Component:
    described = {"aria_describedby": f"application-{name}-hint"} if hint else {}
    return rx.el.div(
        rx.el.label(label, html_for=f"application-{name}", class_name="label"),
        rx.el.input(
            id=f"application-{name}", name=name, default_value=value, auto_complete="off", class_name="input", dir="auto",
            **described, **props,
        ),
        rx.el.p(hint, id=f"application-{name}-hint", class_name="hint") if hint else rx.fragment(),
        class_name="field",
    )  # fmt: skip


def _advert(form: rx.Var[FormView]) -> rx.Component:
    return rx.el.div(
        rx.el.label("Text of the ad", html_for="application-advert", class_name="label"),
        rx.el.textarea(
            id="application-advert", name="advert", default_value=form.advert, max_length=100_000, rows=6, class_name="textarea",
            dir="auto", aria_describedby="application-advert-hint",
        ),
        rx.el.p(
            "Paste it, and letters, tailored résumés and practice know what is asked for.",
            id="application-advert-hint", class_name="hint",
        ),
        class_name="field",
    )  # fmt: skip


def edit_form() -> rx.Component:
    state, form = EditState, EditState.form
    return rx.el.form(
        rx.cond(state.compared.length() > 0, two_versions("This application was", state)),
        rx.el.div(
            _field("Title", "title", form.title, max_length=300),
            _field("Company", "company", form.company, max_length=200),
            _field("Place", "place", form.place, max_length=200),
            _field("Link to the ad", "url", form.url, type="url", max_length=2000),
            _field("Source", "source", form.source, max_length=80),
            _field("Advertised salary", "salary", form.salary, "such as 60,000–70,000 EUR a year", max_length=500),
            _field("Applied on", "applied_on", form.applied_on, "the record of what was sent follows it", type="date"),
            _field(SINCE, "since_on", state.since_on, "correct it when you noted it later", type="date"),
            rx.el.div(
                rx.el.label("Résumé sent", html_for="application-resume", class_name="label"),
                rx.el.select(
                    rx.el.option("None", value=""),
                    rx.foreach(state.resumes, lambda one: rx.el.option(one.name, value=one.id)),
                    id="application-resume", name="resume_id", default_value=form.resume_id, class_name="select",
                    aria_describedby="application-resume-hint",
                ),
                rx.el.p(
                    rx.cond(
                        state.record_link != "",
                        rx.fragment(
                            "What was frozen on applying does not change with this. ",
                            rx.el.a("Name it in the record", href=state.record_link),
                        ),
                    ),
                    id="application-resume-hint", class_name="hint",
                ),
                class_name="field",
            ),
            _field("Tags", "tags", form.tags, 'separated by commas; "in quotes" if a tag holds one'),
            class_name="edit-fields",
        ),
        rx.cond(state.entered, _advert(form)),
        message(state.error, "error"),
        rx.el.div(
            rx.el.button("Save", type="submit", class_name="button primary"),
            rx.el.button("Cancel", type="button", class_name="button quiet", on_click=state.cancel),
            class_name="form-tools",
        ),
        on_submit=state.save,
        class_name="form edit-form card",
    )  # fmt: skip
