"""How long the Jobs page takes to answer when a filter changes: the real application, over its websocket."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from benchmarks import ingest, seeding, serving
from benchmarks.figure import Figure, percentile
from career_copilot import db
from career_copilot.domain.jobs_query import JobsQuery
from career_copilot.pages.jobs_list import JobsState
from career_copilot.services import openings
from tests.attacks.tab import Tab

SHARES = {"jobs.handler_p50_ms": 0.5, "jobs.handler_p95_ms": 0.95}
RATIO = "jobs.handler_p95_while_ingesting_ratio"
FIGURES = (*SHARES, RATIO)
OPENINGS = 20_000
CLIENTS = 5
ANSWERS = 80  # a client
WARM_UP = 12
INGESTING_SECONDS = 240  # at most; the reading may go on for longer
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

    def go_round(self, start: threading.Barrier, done: Callable[[int], bool]) -> None:
        """Ask for one list after another until `done`, told how many came, says so."""
        for number in range(WARM_UP):
            self.ask(QUERIES[(self.first + number) % len(QUERIES)])
        self.answers = []
        start.wait()
        while not done(len(self.answers)):
            self.answers.append(self.ask(QUERIES[(self.first + len(self.answers)) % len(QUERIES)]))


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    """The first page of the list with two filters, asked for by clients in a closed loop: alone, and while the
    program's worker reads the boards of the ingestion benchmark for somebody else."""
    now = datetime.now(UTC)
    with ExitStack() as stack:
        more = {}
        if RATIO in names:
            more["CAREER_COPILOT_DEMO_BOARDS_URL"], _ = stack.enter_context(ingest.boards(recordings))
        application = stack.enter_context(serving.application(**more))
        people = list(seeding.people(CLIENTS, seeding.openings(OPENINGS, now), now))
        seeding.settle()
        clients = [Client(application, token, number) for number, (_, token) in enumerate(people)]
        for client in clients:
            client.tab.open()
        idle = _all_at_once(clients, lambda count: count >= ANSWERS)
        sql = _bare_sql(people[0][0], now)
        note = (
            f"{CLIENTS} people with {OPENINGS} openings each, one web process; {len(QUERIES)} pairs of filters in turn; "
            f"bare SQL of one page, alone: p50 {percentile(sql, 0.5):.1f} ms, p95 {percentile(sql, 0.95):.1f} ms"
        )
        for name, share in SHARES.items():
            if name in names:
                yield Figure(name, round(percentile(idle, share), 1), "ms", len(idle), note)
        if RATIO in names:
            yield _while_ingesting(clients, percentile(idle, 0.95), now)
        for client in clients:
            client.tab.socket.close()


def _all_at_once(clients: list[Client], done: Callable[[int], bool]) -> list[float]:
    start = threading.Barrier(len(clients), timeout=120)
    threads = [threading.Thread(target=client.go_round, args=(start, done)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [took for client in clients for took in client.answers]


def _while_ingesting(clients: list[Client], idle: float, now: datetime) -> Figure:
    """The same lists of the same people while another person's sources are read."""
    ingest.read_all(ingest.person(now), now)
    while not ingest.postings():
        time.sleep(0.1)
    started, before = time.monotonic(), ingest.postings()
    ended = threading.Event()

    def watch() -> None:
        while ingest.open_runs() and time.monotonic() - started < INGESTING_SECONDS:
            time.sleep(0.5)
        ended.set()

    watcher = threading.Thread(target=watch)
    watcher.start()
    busy = _all_at_once(clients, lambda count: ended.is_set())
    watcher.join()
    seconds, stored = time.monotonic() - started, ingest.postings() - before
    note = (
        f"p95 {percentile(busy, 0.95):.1f} ms (p50 {percentile(busy, 0.5):.1f}) against {idle:.1f} ms before; "
        f"{stored} postings were stored meanwhile, in {seconds:.0f} s"
    )
    return Figure(RATIO, round(percentile(busy, 0.95) / idle, 2), "times", len(busy), note)


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
