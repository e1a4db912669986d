"""The résumés of a person side by side: upload or paste, rename, use for matching, download, delete. Part of the Profile
page and of onboarding; correcting one is `resume_editor.py`'s."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot import tasks
from career_copilot.domain.ages import age, exact
from career_copilot.errors import CareerCopilotError, InvalidInputError
from career_copilot.pages.checked import number
from career_copilot.pages.rescoring import rescore
from career_copilot.pages.resume_editor import EditorState
from career_copilot.pages.session import Session, signed_in, with_files
from career_copilot.services import resumes
from career_copilot.services.resumes import ResumeView
from career_copilot.ui.resume_list import ResumeRow

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 5
ALL_FAILED = -1  # in place of an id
MOST_TEXT = 200_000
KINDS = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/json": "JSON Resume",
}


class ResumesState(Session):
    """The list, and what is being done to one of its rows."""

    rows: list[ResumeRow] = []
    failed: int = 0  # those of them that could not be read
    upload_error: str = ""
    pasting: bool = False
    renaming: int = 0
    deleting: int = 0

    async def _read(self) -> None:
        """The list anew."""
        found = await asyncio.to_thread(resumes.all_of, self._user_id)
        now = datetime.now(UTC)
        self.rows = [_row(view, now, self.time_zone) for view in found]
        self.failed = sum(view.state == "failed" for view in found)

    def _leave(self) -> None:
        self.rows, self.upload_error, self.pasting, self.renaming, self.deleting = [], "", False, 0, 0

    async def _kept(self, resume_id: int) -> Any:
        """Have it read. One that was there already is said to be, and opened."""
        known = next((row for row in self.rows if row.id == resume_id and row.state != "failed"), None)
        tasks.read_resume.delay(resume_id)
        self.upload_error = ""
        await self._read()
        if known is None:
            return None
        await (await self.get_state(EditorState))._open(resume_id)
        return rx.toast.info(f"You have this résumé already: {known.name}")

    @rx.event
    @signed_in
    @with_files
    async def upload(self, files: list[rx.UploadFile]):
        """Files were dropped or chosen. The browser's own limits do not count: everything is checked here again."""
        problems, told = [], []
        for file in files[:MOST_FILES]:
            name = file.name or "résumé"
            data = await file.read(MOST_BYTES + 1)
            try:
                if len(data) > MOST_BYTES:
                    raise InvalidInputError(resumes.too_large(max(file.size or 0, len(data))))
                resume_id = await asyncio.to_thread(resumes.keep, self._user_id, name, data, datetime.now(UTC))
                told.append(await self._kept(resume_id))
            except CareerCopilotError as error:
                problems.append(f"{name[:80]}: {error}")
        if len(files) > MOST_FILES:
            problems.append(f"Only the first {MOST_FILES} files were taken.")
        self.upload_error = " ".join(problems)
        return [toast for toast in told if toast is not None]

    @rx.event
    @signed_in
    async def refuse(self, rejected: list[dict[str, Any]]):
        """The browser held files back because of their size: their names and sizes in bytes."""
        held = [one for one in rejected if isinstance(one, dict)] if isinstance(rejected, list) else []
        self.upload_error = " ".join(
            f"{str(one.get('name') or 'The file')[:80]}: {resumes.too_large(size)}"
            for one in held[:MOST_FILES]
            if isinstance(size := one.get("size"), int)
        )

    @rx.event
    @signed_in
    async def paste(self):
        """Show or hide the field for pasted text."""
        self.pasting, self.upload_error = not self.pasting, ""

    @rx.event
    @signed_in
    async def keep_text(self, form: dict[str, Any]):
        """Text was pasted."""
        text = str(form.get("text", ""))
        try:
            if len(text) > MOST_TEXT:
                raise InvalidInputError("This text is longer than a résumé can be.")
            told = await self._kept(await asyncio.to_thread(resumes.keep_text, self._user_id, text, datetime.now(UTC)))
        except CareerCopilotError as error:
            self.upload_error = str(error)
            return None
        self.pasting = False
        return told

    @rx.event
    @signed_in
    async def use(self, resume_id: int):
        """Score openings against this one from now on."""
        await asyncio.to_thread(resumes.use_for_matching, self._user_id, number(resume_id, "résumé"), datetime.now(UTC))
        await self._read()
        return await rescore(self._user_id)

    @rx.event
    @signed_in
    async def begin(self, action: str, resume_id: int):
        """Show the field for another name (`rename`), or ask before deleting one (`delete`) or all that could not be read
        (`delete-failed`); 0 shows none of it."""
        self.renaming = number(resume_id, "résumé") if action == "rename" else 0
        self.deleting = (
            number(resume_id, "résumé") if action == "delete" else ALL_FAILED if action == "delete-failed" else 0
        )

    @rx.event
    @signed_in
    async def rename(self, form: dict[str, Any]):
        """Another name was entered."""
        name = str(form.get("name", ""))
        await asyncio.to_thread(resumes.rename, self._user_id, self.renaming, name, datetime.now(UTC))
        self.renaming = 0
        await self._read()

    @rx.event
    @signed_in
    async def read_again(self, resume_id: int):
        """Try once more with a file that could not be read."""
        chosen = number(resume_id, "résumé")
        await asyncio.to_thread(resumes.read_again, self._user_id, chosen, datetime.now(UTC))
        await self._kept(chosen)

    @rx.event
    @signed_in
    async def delete(self):
        """Deleting was confirmed."""
        if self.deleting == ALL_FAILED:
            gone, self.deleting = await asyncio.to_thread(resumes.delete_failed, self._user_id), 0
            await self._read()
            return rx.toast.success("1 file is deleted." if gone == 1 else f"{gone} files are deleted.")
        name = next((row.name for row in self.rows if row.id == self.deleting), "The résumé")
        was_matching = await asyncio.to_thread(resumes.delete, self._user_id, self.deleting)
        self.deleting = 0
        await self._read()
        if was_matching:
            await asyncio.to_thread(tasks.queue_scoring, self._user_id)
        return rx.toast.success(f"{name} and its file are deleted.")


def _row(view: ResumeView, now: datetime, zone: str) -> ResumeRow:
    kind = KINDS.get(view.media_type, "Text")
    size = f"{view.size / 1024 / 1024:.1f} MB" if view.size >= 1024 * 1024 else f"{max(1, view.size // 1024)} kB"
    return ResumeRow(
        id=view.id,
        name=view.name,
        state=view.state,
        error=view.error,
        detail=f"{kind} · {size} · {age(view.created_at, now, zone)}",
        added=exact(view.created_at, zone),
        matching=view.matching,
    )
