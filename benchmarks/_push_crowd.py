"""The crowd of the push benchmark, a process of its own: people with an open Jobs page each, and their own changes.

Reads one JSON object from stdin: port, people [[user id, login token]], events [[name, payload]] that open the page.
Writes `ready`, then changes something for one person after the other, evenly, each once a second, until stdin ends;
then writes {"changed": …, "heard": …, "late_ms": …}."""

import asyncio
import json
import sys
import time
import uuid
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from benchmarks.figure import percentile
from career_copilot.domain.jobs_query import JobsQuery
from career_copilot.services import openings
from tests.attacks.tab import HYDRATE

UPDATE = '"rows_rx_state_"'


class Client:
    """One person's open Jobs page, without a browser. `heard` counts the lists that came."""

    def __init__(self, user_id: int, connection: ClientConnection) -> None:
        self.rows = [row.id for row in openings.page(user_id, JobsQuery(), datetime.now(UTC)).rows]
        self.user_id, self.connection, self.heard = user_id, connection, 0

    async def open(self, events: list[tuple[str, Any]]) -> None:
        await self.connection.send(f"40/_event,{json.dumps({'event': _event(HYDRATE, {})})}")
        while '"is_hydrated_rx_state_":true' not in str(await self.connection.recv()):
            pass
        for name, payload in events:
            await self.connection.send(f"42/_event,{json.dumps(['event', _event(name, payload)])}")

    async def listen(self) -> None:
        async for frame in self.connection:
            if frame == "2":
                await self.connection.send("3")
            self.heard += UPDATE in str(frame)

    def change(self, turn: int) -> None:
        """Save one after the other, then unsave them: each a transaction and a hint, as the program does it."""
        opening_id = self.rows[turn % len(self.rows)]
        if turn // len(self.rows) % 2:
            openings.unsave(self.user_id, opening_id)
        else:
            openings.save(self.user_id, opening_id, datetime.now(UTC))


def _event(name: str, payload: Any) -> dict[str, Any]:
    return {"name": name, "payload": payload, "router_data": {"pathname": "/jobs", "query": {}, "asPath": "/jobs"}}


def _change_evenly(crowd: list[Client], ended: asyncio.Event) -> list[float]:
    """Runs in a thread; how late each change began, in milliseconds."""
    started, late = time.monotonic(), []
    while not ended.is_set():
        turn, person = divmod(len(late), len(crowd))
        wait = started + len(late) / len(crowd) - time.monotonic()
        time.sleep(max(0.0, wait))
        late.append(max(0.0, -wait) * 1000)
        crowd[person].change(turn)
    return late


async def main() -> None:
    given, ended = json.loads(sys.stdin.readline()), asyncio.Event()
    async with AsyncExitStack() as stack:
        crowd = []
        for user_id, token in given["people"]:
            address = f"ws://127.0.0.1:{given['port']}/_event/?token={uuid.uuid4()}&EIO=4&transport=websocket"
            cookie = {"Cookie": f"career_copilot_{given['port']}={token}"}
            opening = connect(address, additional_headers=cookie, max_size=None, proxy=None, ping_interval=None)
            crowd.append(Client(user_id, await stack.enter_async_context(opening)))
            await crowd[-1].open(given["events"])
        listening = asyncio.gather(*(client.listen() for client in crowd))
        await asyncio.sleep(3)  # what opening the pages still sends
        before = sum(client.heard for client in crowd)
        changing = asyncio.create_task(asyncio.to_thread(_change_evenly, crowd, ended))
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.read)
        ended.set()
        late = await changing
        await asyncio.sleep(1)  # the last ones on their way
        heard = sum(client.heard for client in crowd) - before
        print(json.dumps({"changed": len(late), "heard": heard, "late_ms": percentile(late, 0.95)}), flush=True)
    await listening


if __name__ == "__main__":
    asyncio.run(main())
