"""The packed features of openings, kept unpacked in this process: they change only when an opening does.

Openings lie in blocks by id, so that one changed opening unpacks a few thousand, not all. The blocks used longest ago
leave first when the memory set aside is full."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text
from sqlmodel import Session

from career_copilot.domain import ranking
from career_copilot.domain.posting import OpeningData
from career_copilot.domain.ranking import Batch, Features
from career_copilot.models import Opening, OpeningText

BLOCK = 4096  # ids
FEW = 512  # so many openings are read by themselves rather than with their blocks
MOST_BYTES = 192 * 1024 * 1024  # about 60,000 openings

_READ = "select opening_id, version, packed, halfvec_send(vector) from opening_features where opening_id "
_SOME = text(_READ + "= any(cast(:ids as integer[])) order by opening_id")
_RANGE = text(_READ + "between :first and :last order by opening_id")
# A row's version in Postgres itself: changes whenever the row does, whoever wrote it.
_STATE = text(
    """select opening_id / :block, count(*), coalesce(sum(hashtextextended(opening_id || ' ' || xmin, 0)), 0)
    from opening_features where opening_id / :block = any(cast(:blocks as integer[])) group by 1"""
)
_REPLACE = text(
    """update opening_features set version = :version, packed = :packed, vector = cast(:vector as halfvec)
    where opening_id = :opening_id"""
)


@dataclass(frozen=True, slots=True)
class _Block:
    state: tuple[int, int]  # rows, and the sum of their versions' hashes
    ids: NDArray[np.int64]
    openings: Batch


_blocks: OrderedDict[int, _Block] = OrderedDict()
_lock = Lock()


def batches(session: Session, ids: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], Batch]]:
    """Batches that hold at least these openings, each with its opening ids. Features of another version are made
    anew in memory; `services/renewing.py` stores them."""
    if len(ids) <= FEW:
        yield _read(session, session.execute(_SOME, {"ids": ids.tolist()}).all())
        return
    numbers = np.unique(ids // BLOCK).tolist()
    states = {
        row[0]: (int(row[1]), int(row[2])) for row in session.execute(_STATE, {"block": BLOCK, "blocks": numbers})
    }
    for number in numbers:
        if number in states:
            block = _block(session, number, states[number])
            yield block.ids, block.openings


def _block(session: Session, number: int, state: tuple[int, int]) -> _Block:
    with _lock:
        held = _blocks.get(number)
        if held and held.state == state:
            _blocks.move_to_end(number)
            return held
    rows = session.execute(_RANGE, {"first": number * BLOCK, "last": (number + 1) * BLOCK - 1}).all()
    block = _Block(state, *_read(session, rows))
    _keep(number, block)
    return block


def _keep(number: int, block: _Block) -> None:
    with _lock:
        _blocks[number] = block
        _blocks.move_to_end(number)
        while len(_blocks) > 1 and sum(held.openings.bytes for held in _blocks.values()) > MOST_BYTES:
            _blocks.popitem(last=False)


def _read(session: Session, rows: object) -> tuple[NDArray[np.int64], Batch]:
    found: list[Features] = []
    ids: list[int] = []
    for opening_id, version, packed, vector in rows:  # type: ignore[attr-defined]
        ids.append(opening_id)
        if version == ranking.VERSION:
            found.append(Features(version, bytes(packed), np.frombuffer(vector, ">f2", offset=4)))
        else:
            found.append(ranking.features(opening_data(session, opening_id)))
    return np.array(ids, np.int64), ranking.batch(found)


def make_anew(session: Session, opening_id: int) -> None:
    """Store features of this version, made of what is stored of the opening."""
    features = ranking.features(opening_data(session, opening_id))
    vector = f"[{','.join(map(repr, features.vector.tolist()))}]"
    values = {"opening_id": opening_id, "version": features.version, "packed": features.packed, "vector": vector}
    session.execute(_REPLACE, values)


def opening_data(session: Session, opening_id: int) -> OpeningData:
    """The opening as normalisation left it."""
    opening, texts = session.get_one(Opening, opening_id), session.get_one(OpeningText, opening_id)
    return OpeningData.model_validate(opening.model_dump() | texts.model_dump())
