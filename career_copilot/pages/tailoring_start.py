"""From an opening or an application to its tailored résumé: the one there is, or one that is made now."""

import asyncio
from datetime import UTC, datetime

import reflex as rx

from career_copilot.pages.checked import number
from career_copilot.pages.session import Session, signed_in
from career_copilot.services import tailoring


class Tailor(Session):
    """Has nothing to show."""

    @rx.event
    @signed_in
    async def for_opening(self, opening_id: int):
        """The last one made for this opening."""
        chosen = number(opening_id, "opening")
        known = await asyncio.to_thread(tailoring.of, self._user_id, opening_id=chosen)
        now = datetime.now(UTC)
        draft_id = (
            known[0].id if known else await asyncio.to_thread(tailoring.start, self._user_id, now, opening_id=chosen)
        )
        return rx.redirect(f"/resume/{draft_id}")

    @rx.event
    @signed_in
    async def for_application(self, application_id: int):
        """The last one made for this application; one made for its opening before becomes the application's."""
        chosen, now = number(application_id, "application"), datetime.now(UTC)
        draft_id = await asyncio.to_thread(tailoring.for_application, self._user_id, chosen, now)
        return rx.redirect(f"/resume/{draft_id}")


def tailor_button(handler: rx.EventHandler, number: rx.Var[int]) -> rx.Component:
    """`Tailor résumé`, for an opening or an application."""
    return rx.el.button("Tailor résumé", type="button", class_name="button", on_click=handler(number))
