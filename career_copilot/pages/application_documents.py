"""The documents of an application: uploaded or pasted, in versions, looked at, downloaded, deleted and brought back."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain.ages import age, exact
from career_copilot.domain.application_documents import DocumentKind
from career_copilot.errors import CareerCopilotError
from career_copilot.pages.checked import choice, number, words
from career_copilot.pages.focus import focus_on
from career_copilot.pages.session import Session, signed_in, with_files
from career_copilot.pages.undoing import told
from career_copilot.services import application_documents
from career_copilot.services.application_documents import DocumentView
from career_copilot.ui.documents import DocumentRow, Shown

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 5
TYPES = {
    "application/pdf": "PDF", "image/png": "PNG", "image/jpeg": "JPEG", "application/json": "JSON",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
}  # fmt: skip


class DocumentsState(Session):
    """`after` is the document of which the next upload or text is a new version, 0 for a document of its own."""

    rows: list[DocumentRow] = []
    read: bool = False
    kind: str = "letter"
    after: int = 0
    after_name: str = ""
    pasting: bool = False
    renaming: int = 0
    shown: Shown = Shown()
    error: str = ""
    _application: int = 0

    async def _show(self, application_id: int) -> None:
        if application_id != self._application:
            self._close()
            self._application = application_id
        views = await asyncio.to_thread(application_documents.of_application, self._user_id, application_id)
        now = datetime.now(UTC)
        self.rows = document_rows(views, now, self.time_zone)
        if self.shown.id and self.shown.id not in {row.id for row in self.rows}:
            self.shown = Shown()
        self.read = True

    def _close(self) -> None:
        self.after, self.after_name, self.pasting, self.renaming = 0, "", False, 0
        self.shown, self.error = Shown(), ""

    def _leave(self) -> None:
        self._close()
        self.rows, self.read, self._application = [], False, 0

    @rx.event
    @signed_in
    async def choose_kind(self, kind: str):
        """Of what is added next."""
        self.kind = choice(DocumentKind, kind, "kind of document")

    @rx.event
    @signed_in
    @with_files
    async def upload(self, files: list[rx.UploadFile]):
        """Files were dropped or chosen. The browser's own limits do not count: everything is checked here again."""
        problems, last = [], None
        for file in files[:MOST_FILES]:
            name = file.name or "document"
            data = await file.read(MOST_BYTES + 1)
            try:
                last = await self._keep(application_documents.keep, name, data)
            except CareerCopilotError as error:
                problems.append(f"{name[:80]}: {error}")
        if len(files) > MOST_FILES:
            problems.append(f"Only the first {MOST_FILES} files were taken.")
        self.error = " ".join(problems)
        return last

    @rx.event
    @signed_in
    async def refuse(self, rejected: list[dict[str, Any]]):
        """The browser held files back because of their size."""
        held = [one for one in rejected if isinstance(one, dict)] if isinstance(rejected, list) else []
        names = ", ".join(str(one.get("name") or "The file")[:80] for one in held[:MOST_FILES])
        self.error = f"{names}: a document may have up to 10 MB." if names else ""

    @rx.event
    @signed_in
    async def keep_text(self, form: dict[str, Any]):
        """Text was pasted."""
        text = form.get("text") if isinstance(form, dict) else None
        try:
            name = words(form, "name")
            return await self._keep(application_documents.keep_text, name, text if isinstance(text, str) else "")
        except CareerCopilotError as error:
            self.error = str(error)

    async def _keep(self, service: Any, name: str, content: Any) -> Any:
        kind, after = DocumentKind(self.kind), self.after or None
        arguments = (self._user_id, self._application, kind, name, content, datetime.now(UTC), after)
        _, change = await asyncio.to_thread(service, *arguments)
        self._close()
        await self._show(self._application)
        return told(change)

    @rx.event
    @signed_in
    async def paste(self):
        """Show or hide the field for pasted text."""
        self.pasting, self.error = not self.pasting, ""
        return focus_on("document-text") if self.pasting else None

    @rx.event
    @signed_in
    async def version(self, document_id: int):
        """What is added next is a new version of this one; 0: of none."""
        self.after = number(document_id, "document")
        self.after_name = next((row.name for row in self.rows if row.id == self.after), "")
        return focus_on("document-paste")

    @rx.event
    @signed_in
    async def rename(self, document_id: int):
        """Show the field for another name; 0 hides it."""
        self.renaming = number(document_id, "document")
        return focus_on("document-name") if self.renaming else None

    @rx.event
    @signed_in
    async def save_name(self, form: dict[str, Any]):
        """Another name or kind was entered."""
        kind = choice(DocumentKind, words(form, "kind"), "kind of document")
        return await self._change(application_documents.rename, self.renaming, words(form, "name"), kind)

    @rx.event
    @signed_in
    async def delete(self, document_id: int):
        """Remove a version; the message takes it back."""
        return await self._change(application_documents.delete, number(document_id, "document"))

    async def _change(self, service: Any, *arguments: Any) -> Any:
        change = await asyncio.to_thread(service, self._user_id, *arguments, datetime.now(UTC))
        self.renaming = 0
        await self._show(self._application)
        return told(change)

    @rx.event
    @signed_in
    async def look(self, document_id: int):
        """Show its text or picture; once more hides it."""
        wanted = number(document_id, "document")
        row = next((row for row in self.rows if row.id == wanted), None)
        if row is None or self.shown.id == wanted:
            self.shown = Shown()
            return
        self.shown = Shown(id=wanted, waiting=True)
        yield
        try:
            now = datetime.now(UTC)
            text = await asyncio.to_thread(application_documents.preview, self._user_id, wanted, now)
            self.shown = Shown(id=wanted, text=text, picture=row.picture)
        except CareerCopilotError as error:
            self.shown = Shown(id=wanted, error=str(error))


def document_rows(views: list[DocumentView], now: datetime, zone: str) -> list[DocumentRow]:
    """The newest version of each document, below it the older ones."""
    series: dict[int, list[DocumentView]] = {}
    for view in views:  # newest first
        series.setdefault(view.series, []).append(view)
    return [
        _row(view, number_, len(versions), now, zone)
        for versions in series.values()
        for number_, view in zip(range(len(versions), 0, -1), versions, strict=True)
    ]


def _row(view: DocumentView, version: int, versions: int, now: datetime, zone: str) -> DocumentRow:
    size = f"{view.size / 1024 / 1024:.1f} MB" if view.size >= 1024 * 1024 else f"{max(1, view.size // 1024)} kB"
    return DocumentRow(
        id=view.id,
        name=view.name,
        kind=str(view.kind),
        detail=f"{TYPES.get(view.media_type, 'Text')} · {size} · {age(view.created_at, now, zone)}",
        added=exact(view.created_at, zone),
        version=f"version {version} of {versions}" if versions > 1 else "",
        latest=version == versions,
        picture=view.media_type in ("image/png", "image/jpeg"),
    )
