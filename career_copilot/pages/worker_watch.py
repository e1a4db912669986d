"""Whether the worker answers: asked once a process every few seconds, and told to its tabs when it changes."""

import asyncio
import time

import reflex as rx

from career_copilot.live import Topic
from career_copilot.pages.following import FOLLOWING, Following
from career_copilot.services import health

ASK_SECONDS = 5.0  # the worker shows every two that it runs
PATIENCE_SECONDS = 15.0  # a worker that starts again, or is busy for a moment, is no news


class Watch:
    """What this process knows of the worker. The clock starts with the process: at first nothing is missing."""

    def __init__(self, now: float) -> None:
        self.silent = False
        self._heard = now

    def hear(self, answers: bool, now: float) -> bool:
        """Take note of one answer; True when that changed `silent`."""
        before = self.silent
        if answers:
            self._heard = now
        self.silent = now - self._heard > PATIENCE_SECONDS
        return self.silent != before


WATCH = Watch(time.monotonic())


def tell(app: rx.App, following: Following) -> None:
    """Let every tab of this process show what `WATCH` knows now."""
    for user_id in {tab.user_id for tab in following.tabs.values()}:
        following.hint(app, user_id, {"topic": Topic.WORKER})


async def watch(app: rx.App) -> None:
    """Run for the life of the web process."""
    WATCH.hear(True, time.monotonic())
    while True:
        answers = await asyncio.to_thread(health.worker_answers, time.time(), ASK_SECONDS)
        if WATCH.hear(answers, time.monotonic()):
            tell(app, FOLLOWING)
        await asyncio.sleep(ASK_SECONDS)
