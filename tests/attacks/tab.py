"""A browser tab without a browser: Reflex's protocol over a raw socket, so that an attack may say what no page would."""

import json
import time
import uuid
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.serving import AppServer

ROOT_STATE = "reflex___state____state"
HYDRATE = f"{ROOT_STATE}.hydrate_and_load"


class Tab:
    """A socket with a tab token, perhaps a cookie; remembers every frame that came."""

    def __init__(
        self, server: AppServer, cookie: str = "", token: str = "", page: str = "/settings", **headers: str
    ) -> None:
        self.token = token or str(uuid.uuid4())
        self.page = page
        self.frames: list[str] = []
        address = f"ws://127.0.0.1:{server.port}/_event/?token={self.token}&EIO=4&transport=websocket"
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if cookie:
            sent["Cookie"] = cookie
        self.socket: ClientConnection = connect(
            address, additional_headers=sent, open_timeout=10, max_size=None, proxy=None, legacy=True
        )

    def __enter__(self) -> "Tab":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def open(self, hydrate: bool = True) -> "Tab":
        """Join the namespace as the page does, with or without the event that asks for all state."""
        boot = {"event": self._event(HYDRATE, {})} if hydrate else {}
        self.socket.send(f"40/_event,{json.dumps(boot)}")
        self.listen(
            0.2 if not hydrate else 2.0, until='"is_hydrated_rx_state_":true' if hydrate else '40/_event,{"sid"'
        )
        return self

    def _event(self, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        route = {"pathname": self.page, "query": {}, "asPath": self.page}
        return {"name": name, "payload": payload, "router_data": route}

    def send(self, name: str, payload: dict[str, Any] | None = None) -> None:
        """Call a handler by its full name, whatever it is."""
        self.socket.send(f"42/_event,{json.dumps(['event', self._event(name, payload or {})])}")

    def call(
        self, name: str, payload: dict[str, Any] | None = None, seconds: float = 0.6, until: str = ""
    ) -> list[str]:
        """Call and return the frames that came after, as `listen` does."""
        self.send(name, payload)
        return self.listen(seconds, until)

    def listen(self, seconds: float, until: str = "") -> list[str]:
        """Collect frames for so long, or until one holds these characters."""
        before, deadline = len(self.frames), time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                frame = str(self.socket.recv(timeout=left))
            except TimeoutError:
                break
            if frame == "2":
                self.socket.send("3")
                continue
            self.frames.append(frame)
            if until and until in frame:
                break
        return self.frames[before:]

    @property
    def heard(self) -> str:
        return "\n".join(self.frames)

    def is_closed_within(self, seconds: float) -> bool:
        try:
            self.listen(seconds)
        except ConnectionClosed:
            return True
        return False
