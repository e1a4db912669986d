"""How a draft is to be written next: tone, length, language, what to stress, the mail that is answered. A part of the draft's
page, which calls `_show` when another draft is read and `_leave` when it is left."""

import reflex as rx

from career_copilot.domain.document_words import DocumentLanguage
from career_copilot.domain.drafting import MOST_FOCUS, MOST_MAIL, Length, Tone, Wish
from career_copilot.pages.checked import choice
from career_copilot.pages.session import Session, signed_in


class WishesState(Session):
    """`renewed` changes when the fields are to be filled anew."""

    tone: str = "plain"
    length: str = "medium"
    language: str = "en"
    focus: str = ""
    mail: str = ""
    renewed: int = 0

    def _show(self, wish: Wish) -> None:
        self.tone, self.length, self.language = str(wish.tone), str(wish.length), str(wish.language)
        self.focus, self.mail, self.renewed = wish.focus, wish.mail, self.renewed + 1

    def _leave(self) -> None:
        self.focus, self.mail = "", ""

    def _wish(self) -> Wish:
        names = ("tone", "length", "language", "focus", "mail")
        return Wish.model_validate({name: getattr(self, name) for name in names})

    @rx.event
    @signed_in
    async def wish(self, name: str, value: str):
        """Tone, length or language of what is written next."""
        kinds = {"tone": Tone, "length": Length, "language": DocumentLanguage}
        if name in kinds:
            setattr(self, name, str(choice(kinds[name], value, name)))

    @rx.event
    @signed_in
    async def keep_words(self, name: str, value: str):
        """What is to be stressed, or the mail that is answered."""
        if name == "focus":
            self.focus = str(value)[:MOST_FOCUS]
        elif name == "mail":
            self.mail = str(value)[:MOST_MAIL]
