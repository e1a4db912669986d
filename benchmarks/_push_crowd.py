"""The crowd of the push benchmark, a process of its own: people with an open Jobs page each, and their own changes.

Reads one JSON object from stdin: port, people [[user id, login token]], events (names and arguments of the page's
handlers). Writes `ready`, then changes something for one person after the other, evenly, each once a second, until
stdin ends; then writes {"changed": …, "heard": …, "late_ms": …}."""

import json
import sys
import threading
import time
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from websockets.exceptions import ConnectionClosed

from benchmarks.figure import percentile
from career_copilot.domain.jobs_query import JobsQuery
from career_copilot.services import openings
from tests.attacks.tab import Tab


class Crowd:
    """`heard` counts the updates that came; what a change takes is not hidden: it shows as `late` of the next ones."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.people: list[tuple[int, str]] = given["people"]
        now = datetime.now(UTC)
        self.rows = [[row.id for row in openings.page(user_id, JobsQuery(), now).rows] for user_id, _ in self.people]
        self.tabs = [self._tab(given, token) for _, token in self.people]
        self.heard = [0] * len(self.tabs)
        self.late: list[float] = []
        self.ended = threading.Event()

    def _tab(self, given: dict[str, Any], token: str) -> Tab:
        port = given["port"]
        tab = Tab(SimpleNamespace(port=port), f"career_copilot_{port}={token}", page="/jobs").open()  # type: ignore[arg-type]
        for name, payload in given["events"]:
            tab.send(name, payload)
        tab.listen(20, until='"rows_rx_state_"')
        return tab

    def listen(self, number: int) -> None:
        socket = self.tabs[number].socket
        try:
            while True:
                frame = str(socket.recv())
                if frame == "2":
                    socket.send("3")
                self.heard[number] += '"rows_rx_state_"' in frame
        except ConnectionClosed:
            if not self.ended.is_set():
                raise

    def change(self) -> int:
        """One real change after the other until told to end; how many."""
        number, started = 0, time.monotonic()
        while not self.ended.is_set():
            wait = started + number / len(self.people) - time.monotonic()
            time.sleep(max(0.0, wait))
            self.late.append(max(0.0, -wait) * 1000)
            turn, person = divmod(number, len(self.people))
            rows, user_id = self.rows[person], self.people[person][0]
            opening_id = rows[turn % len(rows)]
            if turn // len(rows) % 2:
                openings.unsave(user_id, opening_id)
            else:
                openings.save(user_id, opening_id, datetime.now(UTC))
            number += 1
        return number


def main() -> None:
    crowd = Crowd(json.loads(sys.stdin.readline()))
    for number in range(len(crowd.tabs)):
        threading.Thread(target=crowd.listen, args=(number,), daemon=True).start()
    time.sleep(1)  # what loading the pages still sends
    before = sum(crowd.heard)
    threading.Thread(target=lambda: (sys.stdin.read(), crowd.ended.set()), daemon=True).start()
    print("ready", flush=True)
    changed = crowd.change()
    time.sleep(0.5)  # the last ones on their way
    print(json.dumps({"changed": changed, "heard": sum(crowd.heard) - before, "late_ms": percentile(crowd.late, 0.95)}))
    for tab in crowd.tabs:
        tab.socket.close()


if __name__ == "__main__":
    main()
