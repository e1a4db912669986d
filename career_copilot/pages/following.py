"""Live updates, the web half: one listener a process turns hints from Redis into updates of the tabs it serves.

A hint says what changed for whom (`live.publish`); the tab's page reads the rows again (`Session._hear`). The first
hint is applied at once; what follows within 50 ms (or the pause that a page that reads much asks for) together."""

import asyncio
import json
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import redis
import reflex as rx
from redis import asyncio as redis_asyncio
from reflex.event import Event
from reflex.state import StateUpdate

from career_copilot.config import settings
from career_copilot.live import CHANNEL, Topic
from career_copilot.services import login_sessions

GAP_SECONDS = 0.05
TRUST_SECONDS = (
    5.0  # how long a session's validity is believed; a revocation is a hint itself and ends the belief at once
)
LONGEST_PAUSE = 5.0
KEYS = ("topic", "source_id", "resume_id", "opening_id", "preference", "due", "draft_id")
AT_ONCE = 16  # tabs that read at the same time: as many as there are threads, and few connections to Redis are opened
LEAVE = """sessionStorage.removeItem("token");
window.location.assign("/login?next=" + encodeURIComponent(window.location.pathname + window.location.search))"""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tab:
    """A browser tab that follows what happens to its person."""

    user_id: int
    session_id: int
    state: type[rx.State]
    pause: float  # seconds from one reading to the next, for a page that reads much


class Following:
    """The tabs of this process and the hints that wait for them."""

    def __init__(self) -> None:
        self.tabs: dict[str, Tab] = {}
        self.everywhere: dict[str, type[rx.State]] = {}  # by topic: the state that hears it whatever page is shown
        self._pending: dict[str, dict[tuple[object, ...], dict[str, Any]]] = {}
        self._flushing: dict[str, asyncio.Task[None]] = {}
        self._trusted: dict[int, float] = {}
        self._turns = asyncio.Semaphore(AT_ONCE)

    def attach(
        self, token: str, user_id: int, session_id: int, state: type[rx.State], pause: float = GAP_SECONDS
    ) -> None:
        """This tab shows the page of `state` now."""
        self.tabs[token] = Tab(user_id, session_id, state, pause)

    def detach(self, token: str) -> None:
        self.tabs.pop(token, None)
        self._pending.pop(token, None)

    def _here(self, app: rx.App, token: str) -> bool:
        """Whether the tab's socket lives in this process; another process updates its own tabs."""
        manager = app.event_namespace._token_manager
        record = manager.token_to_socket.get(token)
        return record is not None and record.instance_id == manager.instance_id

    def _tabs_of(self, app: rx.App, user_id: int) -> Iterator[str]:
        for token, tab in list(self.tabs.items()):
            if tab.user_id != user_id:
                continue
            if self._here(app, token):
                yield token
            else:
                self.detach(token)  # closed, or moved to another process, whose page load attached it there

    def hint(self, app: rx.App, user_id: int, data: dict[str, Any]) -> None:
        """Queue what changed for every tab of the person. Of hints about the same thing the last one counts."""
        if data.get("topic") == Topic.SESSIONS:
            self._trusted.clear()
        key = tuple(data.get(name) for name in KEYS)
        for token in self._tabs_of(app, user_id):
            self._pending.setdefault(token, {})[key] = data
            if token not in self._flushing:
                self._flushing[token] = asyncio.create_task(self._flush(app, token))

    async def _flush(self, app: rx.App, token: str) -> None:
        """Apply what waits for this tab until nothing does."""
        try:
            while token in self._pending:
                async with self._turns:
                    started = time.monotonic()
                    hints, tab = self._pending.pop(token, {}), self.tabs.get(token)
                    if tab is None:
                        return
                    if not await self._session_holds(tab):
                        await self._dismiss(app, token)
                        return
                    await self._apply(app, token, tab, list(hints.values()))
                await self._rest(token, started)
        except Exception:
            log.exception("A live update failed; the tab shows it at its next load.")
        finally:
            del self._flushing[token]

    async def _rest(self, token: str, started: float) -> None:
        """Until the page may read again. Another page in the tab ends a long pause, and so does a revoked session."""
        await asyncio.sleep(max(0.0, GAP_SECONDS - (time.monotonic() - started)))
        while (tab := self.tabs.get(token)) and time.monotonic() - started < tab.pause:
            if any(key[0] == Topic.SESSIONS for key in self._pending.get(token, ())):
                return
            await asyncio.sleep(GAP_SECONDS)

    async def _apply(self, app: rx.App, token: str, tab: Tab, hints: list[dict[str, Any]]) -> None:
        async with app.modify_state(rx.BaseStateToken(ident=token, cls=tab.state)) as root:
            state = await root.get_state(tab.state)
            if state._user_id != tab.user_id:
                return
            for data in hints:
                topic, rest = str(data["topic"]), {name: value for name, value in data.items() if name != "topic"}
                hearing = [state]
                if topic in self.everywhere:
                    hearing.append(await root.get_state(self.everywhere[topic]))
                await asyncio.gather(*(each._hear(topic, rest) for each in hearing))

    async def _session_holds(self, tab: Tab) -> bool:
        if time.monotonic() < self._trusted.get(tab.session_id, 0.0):
            return True
        asked = time.monotonic()
        if not await asyncio.to_thread(login_sessions.alive, {tab.session_id}, datetime.now(UTC)):
            return False
        self._trusted[tab.session_id] = asked + TRUST_SECONDS
        return True

    async def _dismiss(self, app: rx.App, token: str) -> None:
        """The session was revoked: the tab gets nothing more but the way out."""
        self.detach(token)
        way_out = Event.from_event_type(rx.call_script(LEAVE))
        await app.event_namespace.emit_update(StateUpdate(events=way_out), token)

    def catch_up(self, app: rx.App) -> None:
        """After a break in the connection: hints may have been lost, so let every tab read again."""
        for user_id in {tab.user_id for tab in self.tabs.values()}:
            for topic in Topic:
                self.hint(app, user_id, {"topic": topic})

    def sweep(self, app: rx.App) -> None:
        """Forget tabs that were closed."""
        for token in list(self.tabs):
            if not self._here(app, token):
                self.detach(token)


FOLLOWING = Following()


async def listen(app: rx.App) -> None:
    """Run for the life of the web process; connect again, ever more slowly, when Redis goes away."""
    pause, connected_before = 0.1, False
    while True:
        try:
            async with redis_asyncio.from_url(settings().redis_url) as client, client.pubsub() as channel:
                await channel.psubscribe(f"{CHANNEL}*")
                if connected_before:
                    FOLLOWING.catch_up(app)
                pause, connected_before = 0.1, True
                await _pass_on(app, channel)
        except (redis.RedisError, OSError) as error:
            log.warning("Live updates pause for %.1f s: %s", pause, error)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)


async def _pass_on(app: rx.App, channel: Any) -> None:
    swept = time.monotonic()
    while True:
        message = await channel.get_message(ignore_subscribe_messages=True, timeout=10.0)
        if message is not None:
            user_id = int(message["channel"].decode().removeprefix(CHANNEL))
            FOLLOWING.hint(app, user_id, json.loads(message["data"]))
        if time.monotonic() - swept > 30:
            FOLLOWING.sweep(app)
            swept = time.monotonic()
