"""The web process as a whole."""

import asyncio
import gc

from career_copilot import app


def test_a_running_server_collects_only_what_came_after_its_start() -> None:
    async def while_running() -> int:
        async with app._started():
            return gc.get_freeze_count()

    try:
        assert asyncio.run(while_running()) > 10_000
    finally:
        gc.unfreeze()
