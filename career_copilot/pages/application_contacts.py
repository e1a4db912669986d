"""The contacts of an application: who they are, how to reach them, when you last did, and where else they play a part."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from pydantic import ValidationError

from career_copilot.domain.ages import age, exact
from career_copilot.domain.application_form import complaint
from career_copilot.domain.contacts import (
    CHANNEL_NAMES,
    Channel,
    ChannelKind,
    ContactForm,
    Relation,
    differing_words,
    href,
)
from career_copilot.domain.versions import Difference, differences
from career_copilot.errors import CareerCopilotError, ConflictError, InvalidInputError
from career_copilot.pages.checked import choice, number, words
from career_copilot.pages.focus import focus_on
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.two_tabs import NEW, NONE, keep
from career_copilot.pages.undoing import told
from career_copilot.services import contacts
from career_copilot.services.contacts import ContactView
from career_copilot.services.recording import Change
from career_copilot.ui.contacts import ContactFields, ContactRow, FoundRow, OtherRow, ReachRow

LABELS = {"name": "Name", "role": "Role", "company": "Company", "channels": "", "notes": "Notes", "value": ""}


class ContactsState(Session):
    """`editing` is the contact whose form is open: `NEW`, `NONE` or an id."""

    rows: list[ContactRow] = []
    found: list[FoundRow] = []
    searched: bool = False
    editing: int = NONE
    form: ContactFields = ContactFields()
    compared: list[Difference] = []
    error: str = ""
    _application: int = 0
    _version: int = 0
    _mine: ContactForm | None = None
    _began: ContactForm | None = None
    _more_channels: list[Channel] = []

    async def _show(self, application_id: int) -> None:
        if application_id != self._application:
            self._close()
            self._application = application_id
        views = await asyncio.to_thread(contacts.of_application, self._user_id, application_id)
        now = datetime.now(UTC)
        self.rows = [_row(view, now, self.time_zone) for view in views]

    def _close(self) -> None:
        self.editing, self.form, self.found, self.searched = NONE, ContactFields(), [], False
        self.compared, self.error, self._mine, self._began, self._more_channels = [], "", None, None, []

    def _leave(self) -> None:
        self._close()
        self.rows, self._application = [], 0

    @rx.event
    @signed_in
    async def begin(self):
        """Choose somebody known, or enter somebody new."""
        self._close()
        self.editing = NEW
        await self._find("")
        return focus_on("contact-search", "contact-name")

    @rx.event
    @signed_in
    async def search(self, text: str):
        """Among those known from other applications."""
        self.searched = True
        await self._find(str(text)[:100])

    async def _find(self, text: str) -> None:
        views = await asyncio.to_thread(contacts.find, self._user_id, text, self._application)
        self.found = [FoundRow(id=view.id, name=view.form.name, company=view.form.company) for view in views[:8]]

    @rx.event
    @signed_in
    async def link(self, contact_id: int):
        """Somebody known has to do with this application too."""
        return await self._change(contacts.link, self._application, number(contact_id, "contact"), Relation.OTHER)

    @rx.event
    @signed_in
    async def relate(self, contact_id: int, relation: str):
        """What they have to do with it."""
        known = choice(Relation, relation, "relation")
        return await self._change(contacts.link, self._application, number(contact_id, "contact"), known)

    @rx.event
    @signed_in
    async def touch(self, contact_id: int):
        """You were in touch just now."""
        return await self._change(contacts.touch, number(contact_id, "contact"))

    @rx.event
    @signed_in
    async def unlink(self, contact_id: int):
        """They have nothing to do with this application; the contact stays."""
        return await self._change(contacts.unlink, self._application, number(contact_id, "contact"))

    @rx.event
    @signed_in
    async def delete(self, contact_id: int):
        """Forget them everywhere."""
        return await self._change(contacts.delete, number(contact_id, "contact"))

    async def _change(self, service: Any, *arguments: Any) -> Any:
        change = await asyncio.to_thread(service, self._user_id, *arguments, datetime.now(UTC))
        self._close()
        await self._show(self._application)
        return told(change)

    @rx.event
    @signed_in
    async def edit(self, contact_id: int):
        """Open the form of a contact."""
        view = await asyncio.to_thread(contacts.one, self._user_id, number(contact_id, "contact"))
        self._close()
        self.editing, self._version, self._began = view.id, view.version, view.form
        self.form, self._more_channels = _fields(view.form)
        return focus_on("contact-name")

    @rx.event
    @signed_in
    async def cancel(self):
        self._close()

    @rx.event
    @signed_in
    async def save(self, sent: dict[str, Any]):
        """Keep the form."""
        self.error = ""
        if self.editing == NONE:  # pressed twice: the first one did it
            return None
        try:
            self._mine = _read(sent, self._more_channels)
            if self.editing == NEW:
                return await self._add(self._mine, choice(Relation, words(sent, "relation"), "relation"))
            return await self._save(self._version)
        except CareerCopilotError as error:
            self.error = str(error)

    async def _add(self, form: ContactForm, relation: Relation) -> Any:
        now = datetime.now(UTC)
        _, change = await asyncio.to_thread(contacts.add, self._user_id, self._application, form, relation, now)
        self._close()
        await self._show(self._application)
        return told(change)

    @rx.event
    @signed_in
    async def keep_mine(self):
        """Of two versions, this tab's."""
        return await self._save((await asyncio.to_thread(contacts.one, self._user_id, self.editing)).version)

    @rx.event
    @signed_in
    async def discard(self):
        """Of two versions, the other tab's."""
        self._close()
        await self._show(self._application)

    async def _save(self, version: int) -> Any:
        if self._mine is None:
            return None
        user, mine = self._user_id, self._mine

        async def edit(version: int) -> Change:
            return await asyncio.to_thread(contacts.edit, user, self.editing, mine, version, datetime.now(UTC))

        async def write() -> Change:
            try:
                return await edit(version)
            except ConflictError:
                theirs = await asyncio.to_thread(contacts.one, user, self.editing)
                if theirs.form != self._began:  # else only when you were in touch was changed
                    raise
                return await edit(theirs.version)

        async def compare() -> list[Difference]:
            theirs = await asyncio.to_thread(contacts.one, user, self.editing)
            return differences(differing_words(mine), differing_words(theirs.form))

        return await keep(self, "contact", write, compare)


def _read(sent: object, more: list[Channel]) -> ContactForm:
    """Raises InvalidInputError that names the field."""
    try:
        channels = [
            Channel(kind=kind, value=value) for kind in ChannelKind if (value := words(sent, f"channel-{kind}"))
        ]
        plain = {name: words(sent, name) for name in ("name", "role", "company", "notes")}
        return ContactForm(**plain, channels=[*channels, *more])
    except ValidationError as error:
        raise InvalidInputError(complaint(error, LABELS)) from error


def _fields(form: ContactForm) -> tuple[ContactFields, list[Channel]]:
    """The form, and the channels that it has no field for: those beyond the first of each kind."""
    first: dict[str, str] = {}
    more = []
    for channel in form.channels:
        if channel.kind in first:
            more.append(channel)
        first.setdefault(channel.kind, channel.value)
    fields = ContactFields(**form.model_dump(include={"name", "role", "company", "notes"}), **first)
    return fields, more


def _row(view: ContactView, now: datetime, zone: str) -> ContactRow:
    return ContactRow(
        id=view.id,
        name=view.form.name,
        what=" · ".join(filter(None, [view.form.role, view.form.company])),
        relation=str(view.relation),
        reach=[
            ReachRow(kind=CHANNEL_NAMES[channel.kind], value=channel.value, href=href(channel))
            for channel in view.form.channels
        ],
        notes=view.form.notes,
        touched=age(view.last_touch_at, now, zone),
        touched_exact=exact(view.last_touch_at, zone),
        others=[OtherRow(id=other.id, title=other.title, company=other.company) for other in view.others[:6]],
    )
