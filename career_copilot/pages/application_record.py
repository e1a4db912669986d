"""What was sent with an application: its frozen records. A part of the application's page, which calls `_show` when it is
opened and when it hears of a change, and `_leave` when it is left."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.ages import age, exact
from career_copilot.domain.differences import Segment, Side
from career_copilot.domain.submission_sheet import ADVERT_FROM, KINDS, corrected, sent_on, size
from career_copilot.domain.submissions import RecordView
from career_copilot.pages.application_edit import ResumeChoice
from career_copilot.pages.checked import number, words
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.undoing import told
from career_copilot.services import application_documents, record_corrections, resumes, submissions
from career_copilot.ui import record

AROUND = 160  # characters of unchanged text that are shown beside a change
LONGEST = 60_000


class FileRow(BaseModel):
    """A file that was sent."""

    kind: str
    name: str
    size: str
    sha256: str
    href: str
    kept: bool
    state: str


class RecordRow(BaseModel):
    """A record in its list."""

    id: int
    sent: str
    sent_exact: str
    corrected: str
    undone: str
    holds: bool
    advert_from: str
    resume_name: str
    sha256: str
    pdf: str
    verified: str
    intact: bool


class RecordState(Session):
    """`opened` is the record whose parts are shown."""

    application_id: int = 0
    records: list[RecordRow] = []
    loaded: bool = False
    resumes: list[ResumeChoice] = []
    letters: list[ResumeChoice] = []  # of the application's documents, that are not in the record
    _letters: list[tuple[ResumeChoice, str]] = []
    opened: int = 0
    files: list[FileRow] = []
    links: list[str] = []
    texts: list[dict[str, str]] = []
    advert: str = ""
    showing: str = ""
    parts: list[Segment] = []
    changes_note: str = ""

    async def _show(self, application_id: int) -> None:
        """Read the records of an application; the last one that holds is open, also when it takes the place of an open one."""
        if application_id != self.application_id:
            self._leave()
            self.application_id = application_id
        found = await asyncio.to_thread(submissions.of_application, self._user_id, application_id)
        now = datetime.now(UTC)
        held = {row.id for row in self.records if row.holds}
        verified = {row.id: (row.verified, row.intact) for row in self.records}
        self.records = [_row(view, now, self.time_zone, *verified.get(view.id, ("", True))) for view in found]
        known = await asyncio.to_thread(resumes.all_of, self._user_id)
        self.resumes = [ResumeChoice(id=str(resume.id), name=resume.name) for resume in known]
        documents = await asyncio.to_thread(application_documents.of_application, self._user_id, application_id)
        self._letters = [
            (ResumeChoice(id=str(one.id), name=one.name), one.sha256)
            for one in documents
            if one.kind in record_corrections.SENT_BESIDE
        ]
        self.loaded = True
        stays = [view.id for view in found if view.holds or view.id not in held]
        if self.opened not in stays:
            holds = next((view for view in found if view.holds), None)
            self._open(holds or (found[0] if found else None))

    def _open(self, view: RecordView | None) -> None:
        self.opened = view.id if view else 0
        self.files = _files(view) if view else []
        held = {file.sha256 for file in self.files}
        self.letters = [letter for letter, sha256 in self._letters if sha256 not in held]
        self.links = view.content.links if view else []
        self.texts = (
            [
                {"kind": KINDS.get(part.kind, part.kind), "name": part.name, "text": part.text[:LONGEST]}
                for part in view.content.texts
            ]
            if view
            else []
        )
        self.showing, self.advert, self.parts, self.changes_note = "", "", [], ""

    def _leave(self) -> None:
        self.records, self.resumes, self._letters, self.loaded, self.application_id = [], [], [], False, 0
        self._open(None)

    @rx.event
    @signed_in
    async def open(self, record_id: int):
        """Another record was chosen."""
        self._open(await asyncio.to_thread(submissions.one, self._user_id, number(record_id, "record")))

    @rx.event
    @signed_in
    async def name_resume(self, form: dict[str, Any]):
        """Which résumé was sent after all, for the record that is open."""
        chosen, now = number(words(form, "resume_id"), "résumé"), datetime.now(UTC)
        return await self._correct(record_corrections.name_resume, chosen, now)

    @rx.event
    @signed_in
    async def add_letter(self, form: dict[str, Any]):
        """A letter that was sent too, for the record that is open."""
        chosen, now = number(words(form, "document_id"), "document"), datetime.now(UTC)
        return await self._correct(record_corrections.add_document, chosen, now)

    async def _correct(self, service: Any, chosen: int, now: datetime) -> Any:
        change = await asyncio.to_thread(service, self._user_id, self.opened, chosen, now)
        self.opened = 0
        await self._show(self.application_id)
        return told(change)

    @rx.event
    @signed_in
    async def show_advert(self):
        """The ad as it was sent, or no longer."""
        if self.showing == "advert":
            self.showing, self.advert = "", ""
            return
        view = await asyncio.to_thread(submissions.one, self._user_id, self.opened)
        self.showing, self.advert = "advert", submissions.readable(view.content.advert)[:LONGEST]

    @rx.event
    @signed_in
    async def show_changes(self):
        """What the posting says now instead, or no longer."""
        if self.showing == "changes":
            self.showing, self.parts = "", []
            return
        parts = await asyncio.to_thread(submissions.advert_changes, self._user_id, self.opened)
        self.showing, self.parts = "changes", shortened(parts or [])
        self.changes_note = _note(parts)

    @rx.event
    @signed_in
    async def verify(self, record_id: int):
        """Hash everything again and say what was found."""
        wanted = number(record_id, "record")
        checks = await asyncio.to_thread(submissions.verify, self._user_id, wanted)
        wrong = [check for check in checks if check.state != "intact"]
        text = f"{len(checks)} hashes checked: all as recorded."
        if wrong:
            text = "Not as recorded: " + ", ".join(f"{check.name} is {check.state}" for check in wrong) + "."
        self.records = [
            row.model_copy(update={"verified": text, "intact": not wrong}) if row.id == wanted else row
            for row in self.records
        ]
        states = {check.sha256: check.state for check in checks[1:]}
        if wanted == self.opened:
            self.files = [row.model_copy(update={"state": states.get(row.sha256, "")}) for row in self.files]


def _row(view: RecordView, now: datetime, zone: str, verified: str, intact: bool) -> RecordRow:
    boards = " and ".join(view.content.advert.boards) or "its job board"
    return RecordRow(
        id=view.id,
        sent=age(view.content.applied_at, now, zone),
        sent_exact=sent_on(view.content, zone),
        corrected=corrected(view.content, zone),
        undone=f"undone {age(view.undone_at, now, zone)}" if view.undone_at else "replaced" if view.replaced else "",
        holds=view.holds,
        advert_from=ADVERT_FROM[view.content.advert_from].format(
            boards=boards, taken=exact(view.content.advert.taken_at, zone)
        ),
        resume_name=view.content.resume_name,
        sha256=view.sha256,
        pdf=f"/api/submissions/{view.id}/pdf",
        verified=verified,
        intact=intact,
    )


def _files(view: RecordView) -> list[FileRow]:
    return [
        FileRow(
            kind=KINDS.get(file.kind, file.kind.capitalize()),
            name=file.name,
            size=size(file.size),
            sha256=file.sha256,
            href=f"/api/submissions/{view.id}/files/{file.sha256}",
            kept=file.kept,
            state="",
        )
        for file in view.files
    ]


def _note(parts: list[Segment] | None) -> str:
    if parts is None:
        return "The posting is not listed any more, so there is nothing to compare with."
    if all(part.side is Side.BOTH for part in parts):
        return "The posting says today what it said when you applied."
    return "Struck out: what it said when you applied. Underlined: what it says today."


def shortened(parts: list[Segment]) -> list[Segment]:
    """Without the long stretches in which nothing changed."""
    if all(part.side is Side.BOTH for part in parts):
        return []
    short = []
    for part in parts:
        text = part.text
        if part.side is Side.BOTH and len(text) > 2 * AROUND + 20:
            text = f"{text[:AROUND]}\n[…]\n{text[-AROUND:]}"
        short.append(Segment(side=part.side, text=text[:LONGEST]))
    return short


def record_panel() -> rx.Component:
    """What was sent with the application that `RecordState._show` was told."""
    return record.panel(RecordState)
