"""The reading of one run: postings come in from the board, are compared with what is known, prepared in child processes
and stored, batch by batch."""

import hashlib
import logging
import re
import time
import zlib
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import TypeVar

import httpx
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from career_copilot import batches, db
from career_copilot.domain.posting import PostingData
from career_copilot.domain.preparing import NOTHING, Prepared, prepare
from career_copilot.job_boards.board import AnswerError, Board, Listed
from career_copilot.job_boards.fetching import Outcome, ask, fetch
from career_copilot.services import storing
from career_copilot.services.claimed_runs import Lost
from career_copilot.services.runs import Claim, hint, record

T = TypeVar("T")
logger = logging.getLogger(__name__)
BATCH = 100
FLUSH_SECONDS = 2.0
"""A slow board's postings are stored at least this often, so that people see them arrive."""
IN_FLIGHT = 3
WEEK = 28
"""Boards whose texts cost a request each are asked again for a share of them in each quarter of a day: all in a week."""
ASKED_SINGLY = 20
TRIES = 5
MODIFIED = re.compile(r'"date_modified":(?:null|"[^"]*"),')


@dataclass(frozen=True)
class Known:
    """What we have of a posting already."""

    content_hash: str
    closed: bool
    has_text: bool
    """False while its detail was not read (or never had one)."""


@dataclass
class _Batch:
    changed: list[tuple[str, str]] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
    new: int = 0
    updated: int = 0
    prepared: "Future[Prepared] | None" = None

    def __len__(self) -> int:
        return len(self.changed) + len(self.touched)


class Reader:
    """Sorts what arrives into batches and stores them in order, while children prepare the next ones."""

    def __init__(self, claimed: Claim, board: Board, now: datetime) -> None:
        self.claimed = claimed
        self.board = board
        self.now = now
        self.known, self.seen = known_postings(claimed)
        self.names: Counter[str] = Counter()
        self.failures = 0
        self._batch = _Batch()
        self._waiting: deque[_Batch] = deque()
        self._flushed = time.monotonic()

    def add(self, item: PostingData | Listed) -> None:
        """Take one posting; a second one with the same identifier (pages shift while they are read) is ignored."""
        if item.identifier in self.seen:
            return
        self.seen.add(item.identifier)
        known = self.known.get(item.identifier)
        if isinstance(item, PostingData):
            self.names[item.hiring_organization] += 1
            # Without its detail a posting has no text: that is no news of one whose text we have.
            bare = self.board.details and not item.description and known is not None and known.has_text
            data = storable(item)
            content_hash = hash_of(data)
        if isinstance(item, Listed) or bare or (known and known.content_hash == content_hash):
            self._batch.touched.append(item.identifier)
        else:
            self._batch.changed.append((data, content_hash))
            self._batch.updated += bool(known and not known.closed and known.content_hash != content_hash)
        self._batch.new += known is None or known.closed
        if len(self._batch) >= BATCH or time.monotonic() - self._flushed > FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Send the open batch to be prepared, and store the oldest ones when too many are under way."""
        if self._batch:
            if self._batch.changed:
                self._batch.prepared = batches.submit(prepare, self._batch.changed, self.now)
            self._waiting.append(self._batch)
            self._batch, self._flushed = _Batch(), time.monotonic()
        while len(self._waiting) > IN_FLIGHT or (self._waiting and _ready(self._waiting[0])):
            self._store(self._waiting.popleft())

    def finish(self) -> None:
        """Store everything."""
        self.flush()
        while self._waiting:
            self._store(self._waiting.popleft())

    def _store(self, batch: _Batch) -> None:
        prepared = batch.prepared.result() if batch.prepared else NOTHING
        for identifier, problem in prepared.failures.items():
            logger.error("%s %s cannot be prepared: %s", self.board.label, identifier, problem)
        self.failures += len(prepared.failures)
        if self.claimed.lost.is_set():
            raise Lost
        self.claimed.found += len(batch) - len(prepared.failures)
        self.claimed.new += batch.new
        self.claimed.updated += batch.updated
        again(lambda: self._write(prepared, batch))
        hint(self.claimed, "running")

    def _write(self, prepared: Prepared, batch: _Batch) -> None:
        with db.transaction() as session:
            storing.store(session, self.claimed.owner, prepared, batch.touched, self.now)
            record(session, self.claimed)


def _ready(batch: _Batch) -> bool:
    return batch.prepared is None or batch.prepared.done()


def again(write: Callable[[], T]) -> T:
    """Two sources may write the same opening at the same moment; who loses a deadlock or a race starts over."""
    for attempt in range(1, TRIES + 1):
        try:
            return write()
        except (OperationalError, IntegrityError) as error:
            if attempt == TRIES or getattr(error.orig, "sqlstate", "") not in ("40P01", "40001", "23505"):
                raise
            time.sleep(0.05 * attempt)
    raise AssertionError("unreachable")


def known_postings(claimed: Claim) -> tuple[dict[str, Known], set[str]]:
    """What is stored of this source, and what this very run has stored in an earlier attempt."""
    query = text("""
        select p.identifier, p.content_hash, p.state = 'closed' as closed, p.seen_run_id = :run as seen,
            p.data ->> 'description' <> '' as has_text
        from job_posting p where p.source_id = :source
    """)
    parameters = {
        "run": claimed.run_id,
        "source": claimed.owner.source_id,
    }
    with db.transaction() as session:
        rows = session.execute(query, parameters).all()
    known = {row.identifier: Known(row.content_hash, row.closed, bool(row.has_text)) for row in rows}
    return known, {row.identifier for row in rows if row.seen}


def hash_of(data: str) -> str:
    """Equal for what reads the same: boards move the date of the last change without changing anything."""
    return hashlib.sha256(MODIFIED.sub("", data, count=1).encode()).hexdigest()


def text_is_due(identifier: str, now: datetime) -> bool:
    """True in one quarter of a day each week, another one for each posting: an edit is noticed within a week."""
    return zlib.crc32(identifier.encode()) % WEEK == (now.toordinal() * 4 + now.hour // 6) % WEEK


def storable(posting: PostingData) -> str:
    """The posting as JSON that Postgres accepts: no zero bytes, no halves of surrogate pairs."""
    try:
        data = posting.model_dump_json()
        if "\\u0000" not in data:
            return data
    except ValueError:  # half a surrogate pair is no UTF-8
        pass
    return PostingData.model_validate(_clean(posting.model_dump())).model_dump_json()


def _clean(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {name: _clean(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [_clean(entry) for entry in value]
    return value


def read(
    claimed: Claim, board: Board, client: httpx.Client, sleep: Callable[[float], None], now: datetime
) -> tuple[Outcome, Reader]:
    """Everything the board lists, stored; how the reading ended."""
    reader = Reader(claimed, board, now)
    texts = {
        name
        for name, known in reader.known.items()
        if known.has_text and not known.closed and not text_is_due(name, now)
    }
    # What this run stored before it was interrupted needs no second request either.
    fetching = fetch(board, claimed.owner.company, client, texts | reader.seen, claimed.http_cache, sleep)
    while True:
        try:
            item = next(fetching)
        except StopIteration as end:
            reader.finish()
            return end.value, reader
        if claimed.lost.is_set():
            raise Lost
        reader.add(item)


def pass_on(successors: list[storing.Successor], now: datetime) -> None:
    """Let the openings of closed postings say what the remaining ones say."""
    for owner, group in groupby(successors, key=lambda successor: successor.owner):
        pairs = [(successor.data, successor.content_hash) for successor in group]
        for start in range(0, len(pairs), BATCH):
            prepared = batches.submit(prepare, pairs[start : start + BATCH], now).result()
            again(partial(_speak_for, owner, prepared, now))


def _speak_for(owner: storing.Owner, prepared: Prepared, now: datetime) -> None:
    with db.transaction() as session:
        storing.speak_for(session, owner, prepared, now)


def gone(claimed: Claim, board: Board, client: httpx.Client, sleep: Callable[[float], None]) -> list[str]:
    """After an incomplete reading: ask for the postings that were not listed, those unseen longest first. Returns the
    identifiers of which the board says that they are gone; anything but its clear word keeps a posting."""
    if board.posting is None:
        return []
    query = text("""
        select identifier from job_posting
        where source_id = :source and state = 'live' and seen_run_id is distinct from :run
        order by last_seen_at, id limit :most
    """)
    with db.transaction() as session:
        parameters = {"source": claimed.owner.source_id, "run": claimed.run_id, "most": ASKED_SINGLY}
        unseen = list(session.scalars(query, parameters))
    found = []
    for identifier in unseen:
        try:
            ask(board, board.posting(claimed.owner.company, identifier), client, sleep, None)
        except AnswerError as error:
            if error.status in (404, 410):
                found.append(identifier)
            elif error.status in (0, 403, 429):
                break
    return found
