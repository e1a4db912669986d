"""The parts of the profile: what the person has done, told in short and as stories, and what they want."""

import reflex as rx

TABS = {"/profile": "Résumés", "/profile/achievements": "Achievements", "/profile/wishes": "Wishes"}


def profile_tabs(active: str) -> rx.Component:
    """Links, so that back, forward and a new tab work."""
    return rx.el.nav(
        *(
            rx.link(
                text,
                href=route,
                class_name="tab",
                underline="none",
                **({"aria_current": "page"} if route == active else {}),
            )
            for route, text in TABS.items()
        ),
        aria_label="Profile",
        class_name="tabs",
    )
