"""How long the Jobs page takes to answer when a filter changes: the real application, over its websocket."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from benchmarks import seeding, serving
from benchmarks.figure import Figure, percentile
from career_copilot import db
from career_copilot.domain.jobs_query import JobsQuery
from career_copilot.pages.jobs_list import JobsState
from career_copilot.services import openings
from tests.attacks.tab import Tab

FIGURES = ("jobs.handler_p50_ms", "jobs.handler_p95_ms")
OPENINGS = 20_000
CLIENTS = 5
ANSWERS = 80  # a client
WARM_UP = 12
QUERIES = (  # two filters each; a client goes round them, so that no answer is the one before
    JobsQuery(workplace=["remote"], salary=60_000),
    JobsQuery(q="engineer", days=30),
    JobsQuery(place="Berlin", employment=["FULL_TIME"]),
    JobsQuery(place="Germany", seniority=["senior"]),
    JobsQuery(q="nurse", workplace=["hybrid", "on_site"]),
    JobsQuery(board=["lever"], score=60),
)


class Client:
    """A person's open Jobs page. `answers` are milliseconds from the event to the list in the tab."""

    def __init__(self, application: serving.Application, token: str, first: int) -> None:
        self.tab = Tab(application, f"career_copilot_{application.port}={token}", page="/jobs")  # type: ignore[arg-type]
        self.first = first
        self.answers: list[float] = []

    def ask(self, query: JobsQuery) -> float:
        self.tab.page = f"/jobs?{query.parameters()}"
        started = time.perf_counter()
        self.tab.send(f"{JobsState.get_full_name()}.load")
        heard = self.tab.listen(20, until='"rows_rx_state_"')
        took = (time.perf_counter() - started) * 1000
        if not heard or '"rows_rx_state_"' not in heard[-1]:
            raise RuntimeError(f"no list came for {query.parameters()}")
        return took

    def go_round(self, start: threading.Barrier) -> None:
        for number in range(WARM_UP):
            self.ask(QUERIES[(self.first + number) % len(QUERIES)])
        start.wait()
        self.answers = [self.ask(QUERIES[(self.first + number) % len(QUERIES)]) for number in range(ANSWERS)]


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    """The first page of the list with two filters, asked for by clients in a closed loop."""
    now = datetime.now(UTC)
    with serving.application() as application:
        people = list(seeding.people(CLIENTS, seeding.openings(OPENINGS, now), now))
        seeding.settle()
        clients = [Client(application, token, number) for number, (_, token) in enumerate(people)]
        _all_at_once(clients)
        sql = _bare_sql(people[0][0], now)
    times = [took for client in clients for took in client.answers]
    note = (
        f"{CLIENTS} people with {OPENINGS} openings each, one web process; {len(QUERIES)} pairs of filters in turn; "
        f"bare SQL of one page, alone: p50 {percentile(sql, 0.5):.1f} ms, p95 {percentile(sql, 0.95):.1f} ms"
    )
    for name, share in zip(FIGURES, (0.5, 0.95), strict=True):
        if name in names:
            yield Figure(name, round(percentile(times, share), 1), "ms", len(times), note)


def _all_at_once(clients: list[Client]) -> None:
    for client in clients:
        client.tab.open()
    start = threading.Barrier(len(clients), timeout=120)
    threads = [threading.Thread(target=client.go_round, args=(start,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for client in clients:
        client.tab.socket.close()


def _bare_sql(user_id: int, now: datetime) -> list[float]:
    """Milliseconds that the statements of one page take, without parsing, waiting or a socket."""
    spent: list[float] = []

    def before(*given: Any) -> None:
        spent.append(-time.perf_counter())

    def after(*given: Any) -> None:
        spent[-1] += time.perf_counter()

    engine, pages = db.engine(), []
    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    for number in range(20 * len(QUERIES)):
        spent.clear()
        openings.page(user_id, QUERIES[number % len(QUERIES)], now)
        pages.append(sum(spent) * 1000)
    event.remove(engine, "before_cursor_execute", before)
    event.remove(engine, "after_cursor_execute", after)
    return pages[len(QUERIES) :]
