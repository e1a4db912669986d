"""What the frame shows about whoever looks at the tab. `pages/session.py` fills it in."""

import reflex as rx


class Person(rx.State):
    """Small and public: all of it is sent to the person's own browser."""

    email: str = ""
    is_admin: bool = False
    time_zone: str = "UTC"
    density: str = "comfortable"
    onboarded: bool = False
    single_user: bool = False
    worker_silent: bool = False  # what waits for the worker waits for its return
