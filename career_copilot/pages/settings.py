"""Settings: the account, where it is logged in, how pages look, and for administrators who may come in."""

import reflex as rx

from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.ui.layout import page_head, shell


class SettingsState(Session):
    """What the page shows."""

    @rx.event
    @signed_in
    async def load(self):
        self._follow_live()


def settings_page() -> rx.Component:
    return shell(
        page_head("Settings"),
        rx.el.p(Session.email),
        active="/settings",
    )


PAGES = [Page("/settings", "Settings", settings_page, on_load=SettingsState.load)]
