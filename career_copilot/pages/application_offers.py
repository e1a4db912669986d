"""The offers of an application: their terms, entered and changed; two tabs never overwrite each other."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain import offers_form
from career_copilot.domain.ages import date_of, day
from career_copilot.domain.application_form import moment
from career_copilot.domain.offers import differing_words
from career_copilot.domain.offers_form import TermsView
from career_copilot.domain.versions import Difference, differences
from career_copilot.errors import CareerCopilotError
from career_copilot.pages.checked import number, words
from career_copilot.pages.focus import focus_on
from career_copilot.pages.session import Session, signed_in
from career_copilot.pages.two_tabs import NEW, NONE, keep
from career_copilot.pages.undoing import told
from career_copilot.services import offers
from career_copilot.services.offers import OfferDraft, OfferView
from career_copilot.services.recording import Change
from career_copilot.ui.offers import OfferLine, OfferRow


class OffersState(Session):
    """`editing` is the offer whose form is open: `NEW`, `NONE` or an id."""

    rows: list[OfferRow] = []
    read: bool = False
    editing: int = NONE
    form: TermsView = TermsView()
    received_on: str = ""
    decide_on: str = ""
    compared: list[Difference] = []
    error: str = ""
    _application: int = 0
    _version: int = 0
    _was: tuple[datetime | None, datetime | None] = (None, None)
    _mine: OfferDraft | None = None

    async def _show(self, application_id: int) -> None:
        if application_id != self._application:
            self._close()
            self._application = application_id
        views = await asyncio.to_thread(offers.of_application, self._user_id, application_id)
        self.rows = [_row(view, self.time_zone) for view in views]
        self.read = True

    def _close(self) -> None:
        self.editing, self.form, self.received_on, self.decide_on = NONE, TermsView(), "", ""
        self.compared, self.error, self._mine, self._was = [], "", None, (None, None)

    def _leave(self) -> None:
        self._close()
        self.rows, self.read, self._application = [], False, 0

    @rx.event
    @signed_in
    async def begin(self):
        """A new offer."""
        self._close()
        self.editing, self.received_on = NEW, date_of(datetime.now(UTC), self.time_zone)
        return focus_on("offer-base")

    @rx.event
    @signed_in
    async def edit(self, offer_id: int):
        """Open the form of an offer."""
        view = await asyncio.to_thread(offers.one, self._user_id, number(offer_id, "offer"))
        self._close()
        self.editing, self._version, self.form = view.id, view.version, offers_form.view(view.terms)
        self._was = (view.received_at, view.decide_by)
        self.received_on, self.decide_on = (date_of(when, self.time_zone) for when in self._was)
        return focus_on("offer-base")

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
            self._mine = OfferDraft(
                terms=offers_form.read(sent),
                received_at=moment("Received on", words(sent, "received_on"), self._was[0], self.time_zone),
                decide_by=moment("Decide by", words(sent, "decide_on"), self._was[1], self.time_zone),
            )
            return await self._save(self._version)
        except CareerCopilotError as error:
            self.error = str(error)

    @rx.event
    @signed_in
    async def keep_mine(self):
        """Of two versions, this tab's."""
        return await self._save((await asyncio.to_thread(offers.one, self._user_id, self.editing)).version)

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

        async def write() -> Change:
            now = datetime.now(UTC)
            if self.editing == NEW:
                return (await asyncio.to_thread(offers.add, user, self._application, mine, now))[1]
            return await asyncio.to_thread(offers.edit, user, self.editing, mine, version, now)

        async def compare() -> list[Difference]:
            view = await asyncio.to_thread(offers.one, user, self.editing)
            theirs = OfferDraft(terms=view.terms, received_at=view.received_at, decide_by=view.decide_by)
            return differences(*(_words(draft, self.time_zone) for draft in (mine, theirs)))

        return await keep(self, "offer", write, compare)

    @rx.event
    @signed_in
    async def delete(self, offer_id: int):
        """Remove an offer; the message takes it back."""
        change = await asyncio.to_thread(offers.delete, self._user_id, number(offer_id, "offer"), datetime.now(UTC))
        self._close()
        await self._show(self._application)
        return told(change)


def _words(draft: OfferDraft, zone: str) -> dict[str, str]:
    dates = {"Received on": day(draft.received_at, zone), "Decide by": day(draft.decide_by, zone)}
    return differing_words(draft.terms) | dates


def _row(view: OfferView, zone: str) -> OfferRow:
    said = _words(OfferDraft(terms=view.terms, received_at=view.received_at, decide_by=view.decide_by), zone)
    base = said.pop("Base")
    return OfferRow(
        id=view.id,
        base=base or "Base unknown",
        lines=[OfferLine(what=what, value=value) for what, value in said.items() if value],
    )
