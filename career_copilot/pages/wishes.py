"""What the person wants: the second half of the Profile page, and a step of onboarding.

Choices change a draft in this tab; Save keeps it, with a check that no other tab saved since, and rescores."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import reflex as rx

from career_copilot.domain import wished_places, wishes_form
from career_copilot.domain.gazetteer import suggest
from career_copilot.domain.posting import Place
from career_copilot.domain.versions import Difference
from career_copilot.domain.wishes import Wish, Wishes
from career_copilot.domain.wishes_form import WishesView
from career_copilot.errors import ConflictError, InvalidInputError
from career_copilot.live import Topic
from career_copilot.pages.focus import focus_on
from career_copilot.pages.rescoring import rescore
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.services import wishes
from career_copilot.ui.layout import page_head, shell, skeleton
from career_copilot.ui.profile_tabs import profile_tabs
from career_copilot.ui.wishes_fields import wishes_fields


class WishesState(Session):
    """The draft in words, and what is being looked for."""

    form: WishesView = WishesView()
    loaded: bool = False
    dirty: bool = False
    error: str = ""
    error_at: str = ""  # the wish it is about; empty for all of them
    places: list[str] = []
    # Another number: this input is made anew. Each has its own, so that none is emptied while it is typed into.
    renewed: dict[str, int] = dict.fromkeys(("titles", "avoid", "place", "permit", "language", "salary"), 0)
    conflict: bool = False
    compared: list[Difference] = []
    _draft: Wishes | None = None
    _version: int = 0

    async def _open(self) -> None:
        """Show the unsaved draft if there is one, else what is saved."""
        saved, version = await asyncio.to_thread(wishes.of, self._user_id)
        if not self.dirty or self._draft is None:
            self._draft, self._version, self.dirty = saved, version, False
            self.conflict, self.compared = False, []
        elif version != self._version:
            self._compare(saved)
        self._show()
        self.loaded = True

    def _compare(self, theirs: Wishes) -> None:
        self.conflict = True
        self.compared = wishes_form.differences(self._draft, theirs) if self._draft else []

    def _show(self) -> None:
        self.form = wishes_form.view(self._draft) if self._draft else WishesView()

    def _fail(self, error: object, wish: str = "") -> Any:
        """Say what is wrong beside the field it is about, and lead there."""
        text = str(error)
        names = wishes_form.NAMES_OF_WISHES.items()
        self.error, self.error_at = text, wish or next((str(one) for one, name in names if text.startswith(name)), "")
        return focus_on(f"wish-{self.error_at}")

    def _change(self, change: Callable[..., Wishes], *arguments: Any, wish: str = "") -> None:
        """Apply one change to the draft; what cannot be chosen says so."""
        if self._draft is None:
            return
        self.error = ""
        try:
            changed = change(self._draft, *arguments)
        except InvalidInputError as error:
            self._fail(error, wish)
            return
        if changed != self._draft:
            self._draft, self.dirty = changed, True
        self._show()

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        if topic == Topic.WISHES and data.get("version") != self._version:
            await self._open()

    def _suggest(self, suggested: Wishes) -> None:
        """Begin an empty draft with these; they are unsaved like anything entered."""
        if self._draft is not None and self._draft == Wishes() and suggested != Wishes():
            self._draft, self.dirty = suggested, True
            self._show()

    def _renew(self, *names: str) -> None:
        self.renewed = {name: count + (name in names) for name, count in self.renewed.items()}

    def _leave(self) -> None:
        self.form, self.loaded, self.places, self.compared = WishesView(), False, [], []

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened."""
        self._follow_live()
        await self._open()

    @rx.event
    @signed_in
    async def leave(self):
        """Keep only an unsaved draft, on the server."""
        self._leave()

    @rx.event
    @signed_in
    async def add_word(self, name: str, form: dict[str, Any]):
        """A title or a word to avoid was entered."""
        self._change(wishes_form.with_word, str(name), str(form.get("word", "")), wish=str(name))
        if not self.error:
            self._renew(str(name))
        return focus_on(f"wish-{name}")

    @rx.event
    @signed_in
    async def remove_word(self, name: str, word: str):
        self._change(wishes_form.without_word, str(name), str(word))

    @rx.event
    @signed_in
    async def toggle(self, name: str, value: str):
        """A workplace, employment type or seniority."""
        self._change(wishes_form.toggled, str(name), str(value))

    @rx.event
    @signed_in
    async def look_for_place(self, beginning: str, renewed: int):
        """Suggest places while a name is typed; not for what was typed before the last place was added."""
        if renewed != self.renewed["place"]:
            return
        found = await asyncio.to_thread(suggest, str(beginning).strip(), 6)
        self.places = list(dict.fromkeys(wished_places.suggestion(place) for place in found))

    @rx.event
    @signed_in
    async def add_place(self, text: str):
        """A suggested place was chosen."""
        name = str(text).partition(",")[0]
        found = await asyncio.to_thread(suggest, name, 20)
        place = next((one for one in found if wished_places.suggestion(one) == text), None)
        if place is None:
            return self._fail("Choose one of the suggested places: a city, a country or a region.", Wish.PLACES)
        return self._take_place(place)

    @rx.event
    @signed_in
    async def submit_place(self, form: dict[str, Any]):
        """Enter takes the first suggestion."""
        found = await asyncio.to_thread(suggest, str(form.get("place", "")).strip(), 1)
        if not found:
            unknown = "No city, country or region is called so. Check the spelling, or try a larger place nearby."
            return self._fail(unknown, Wish.PLACES)
        return self._take_place(found[0])

    def _take_place(self, place: Place) -> Any:
        self._change(wished_places.with_place, place)
        self.places = []
        self._renew("place")
        return focus_on("wish-places")

    @rx.event
    @signed_in
    async def remove_place(self, index: int):
        self._change(wished_places.without_place, index)

    @rx.event
    @signed_in
    async def set_radius(self, index: int, kilometres: str):
        self._change(wished_places.with_radius, index, int(kilometres) if str(kilometres).isdigit() else 0)

    @rx.event
    @signed_in
    async def add_permit(self, code: str):
        if code:
            self._change(wishes_form.with_permit, str(code))
            self._renew("permit")

    @rx.event
    @signed_in
    async def remove_permit(self, code: str):
        self._change(wishes_form.without_permit, str(code))

    @rx.event
    @signed_in
    async def add_language(self, form: dict[str, Any]):
        self._change(
            wishes_form.with_language, str(form.get("code", "")), str(form.get("level", "")), wish=Wish.LANGUAGES
        )
        self._renew("language")

    @rx.event
    @signed_in
    async def set_level(self, code: str, level: str):
        self._change(wishes_form.with_language, str(code), str(level))

    @rx.event
    @signed_in
    async def remove_language(self, code: str):
        self._change(wishes_form.without_language, str(code))

    @rx.event
    @signed_in
    async def set_salary(self, name: str, value: str):
        """The floor, its currency or its period."""
        now = {
            "floor": self.form.salary_floor,
            "currency": self.form.salary_currency,
            "period": self.form.salary_period,
        }
        if name in now:
            chosen = {**now, name: str(value)}
            self._change(
                wishes_form.with_salary, chosen["floor"], chosen["currency"], chosen["period"], wish=Wish.SALARY
            )

    @rx.event
    @signed_in
    async def set_flag(self, name: str, on: bool):
        """Would move; needs sponsorship."""
        self._change(wishes_form.with_flag, str(name), on is True)

    @rx.event
    @signed_in
    async def set_hard(self, wish: str, hard: bool):
        self._change(wishes_form.with_hard, str(wish), hard is True)

    @rx.event
    @signed_in
    async def save(self):
        """Keep the draft and score all openings again."""
        return await self._save(self._version)

    @rx.event
    @signed_in
    async def keep_mine(self):
        """Of two versions, this tab's."""
        _, version = await asyncio.to_thread(wishes.of, self._user_id)
        return await self._save(version)

    @rx.event
    @signed_in
    async def discard(self):
        """Back to what is saved: also the answer "the other one" of two versions."""
        self.dirty, self.error = False, ""
        self._renew("salary")
        await self._open()

    async def _save(self, version: int) -> Any:
        if self._draft is None:
            return None
        try:
            self._version = await asyncio.to_thread(wishes.save, self._user_id, self._draft, version, datetime.now(UTC))
        except ConflictError:
            theirs, _ = await asyncio.to_thread(wishes.of, self._user_id)
            self._compare(theirs)
            return None
        except InvalidInputError as error:
            return self._fail(error)
        self.dirty, self.error, self.conflict, self.compared = False, "", False, []
        await self._open()
        return await rescore(self._user_id, "Saved.")


def wishes_page() -> rx.Component:
    return shell(
        page_head("Profile", subtitle="What you are looking for, and how much each wish counts."),
        profile_tabs("/profile/wishes"),
        rx.cond(
            WishesState.loaded,
            rx.el.div(wishes_fields(WishesState), on_unmount=WishesState.leave),
            skeleton("30%", "60%", "45%", "80%"),
        ),
        active="/profile",
    )


PAGES = [Page("/profile/wishes", "Wishes", wishes_page, on_load=WishesState.load)]
