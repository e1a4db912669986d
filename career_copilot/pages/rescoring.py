"""Scoring all openings of a person anew after a change of what they are matched against."""

import asyncio
from typing import Any

import reflex as rx

from career_copilot import tasks
from career_copilot.services import feeds


async def rescore(user_id: int, done: str = "") -> Any:
    """Queue the scoring of all openings of this person, and say so."""
    count = await asyncio.to_thread(feeds.size, user_id)
    await asyncio.to_thread(tasks.queue_scoring, user_id)
    what = "Rescoring 1 opening." if count == 1 else f"Rescoring {count:,} openings."
    return rx.toast.success(f"{done} {what}".strip() if count else done or "Openings will be scored as they arrive.")
