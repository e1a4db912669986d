"""After an upgrade: what an older version read in postings is read anew, from the postings as they are stored.

The rows say by their version what is due, so a killed worker costs nothing, and no board is asked."""

import logging
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from itertools import groupby

from pydantic import ValidationError
from sqlalchemy import Row, text

from career_copilot import batches, db
from career_copilot.domain.posting import PostingData
from career_copilot.domain.preparing import Prepared, prepare
from career_copilot.domain.ranking import VERSION
from career_copilot.services import feature_cache, matches, storing
from career_copilot.services.reading import BATCH, again
from career_copilot.services.storing import Owner

logger = logging.getLogger(__name__)
_DUE = text(f"""
    select f.opening_id, p.source_id, p.job_board, p.company, cast(p.data as text) as data, p.content_hash
    from opening_features f left join job_posting p on p.opening_id = f.opening_id and {storing.PREFERRED}
    where f.version <> :version and f.opening_id > :after order by f.opening_id limit :most
""")
_LEFT = text("""
    select opening_id from opening_features where version <> :version and opening_id = any(cast(:ids as integer[]))
    order by opening_id
""")
_READERS = text("select distinct user_id from opening_match where opening_id = any(cast(:ids as integer[])) order by 1")


def renew(after: int, now: datetime) -> int | None:
    """The next openings behind the id `after` that another version prepared: read anew and scored for everybody who has
    them. Returns the last one's id, to go on behind; None when there are no more."""
    most = BATCH * batches.CHILDREN
    due = {"version": VERSION, "after": after, "most": most, "aggregators": list(storing.AGGREGATORS)}
    with db.transaction() as session:
        rows = session.execute(_DUE, due).all()
    ids = [row.opening_id for row in rows]
    if not ids:
        return None
    told = sorted((row for row in rows if row.data is not None), key=lambda row: (row.source_id, row.opening_id))
    groups = [list(group) for _, group in groupby(told, key=lambda row: int(row.source_id))]
    parts = [group[start : start + BATCH] for group in groups for start in range(0, len(group), BATCH)]
    for owner, prepared in [_read_anew(part, now) for part in parts]:  # all are under way before the first is stored
        _keep(owner, prepared.result(), now)
    again(partial(_make_the_rest, ids))
    with db.transaction() as session:
        readers = session.scalars(_READERS, {"ids": ids}).all()
    for user_id in readers:
        matches.rescore(user_id, now, ids)
    return int(ids[-1])


def _read_anew(postings: Sequence[Row[tuple[object, ...]]], now: datetime) -> tuple[Owner, "Future[Prepared]"]:
    owner = Owner(0, postings[0].source_id, postings[0].job_board, postings[0].company)
    texts = [(row.data, row.content_hash) for row in postings if _is_valid(row.data)]
    return owner, batches.submit(prepare, texts, now)


def _keep(owner: Owner, prepared: Prepared, now: datetime) -> None:
    for identifier, problem in prepared.failures.items():
        logger.error("%s %s cannot be prepared anew: %s", owner.job_board, identifier, problem)
    again(partial(_store, owner, prepared, now))


def _is_valid(data: str) -> bool:
    """False for what an older version stored and this one's PostingData refuses."""
    try:
        PostingData.model_validate_json(data)
    except ValidationError:
        logger.exception("a stored posting is no PostingData any more")
        return False
    return True


def _store(owner: Owner, prepared: Prepared, now: datetime) -> None:
    with db.transaction() as session:
        storing.renew(session, owner, prepared, now)


def _make_the_rest(ids: list[int]) -> None:
    """Openings of which no posting is left, or none that can be read: their features are made of what was read once."""
    with db.transaction() as session:
        for opening_id in session.scalars(_LEFT, {"version": VERSION, "ids": ids}).all():
            feature_cache.make_anew(session, opening_id)
