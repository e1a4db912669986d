"""A model writes a draft: one run, claimed by one worker, taken up by another when that dies (architecture §5).

Nothing is half saved: the text grows in Redis, and becomes one version of the draft in one transaction. Nothing here
queues: the caller gives the ids to `tasks.generate`."""

import logging
from datetime import UTC, datetime

from pydantic import BaseModel
from sqlmodel import Session, col, select

from career_copilot import db
from career_copilot.ai.client import Finish
from career_copilot.domain.drafting import (
    OPEN_STATES,
    Author,
    DraftKind,
    GenerationState,
    Wish,
)
from career_copilot.domain.language_models import Role
from career_copilot.errors import ConflictError, InvalidInputError, ModelBusyError, ModelError, NotFoundError
from career_copilot.models.drafts import Draft, Generation
from career_copilot.services import (
    drafts,
    facts,
    generation_runs,
    generation_text,
    generation_writing,
    models,
    owned,
    second_opinions,
    tailoring_sources,
    writers,
    written_texts,
)
from career_copilot.services.generation_runs import MOST_ATTEMPTS, Claim, tell
from career_copilot.services.generation_text import Written
from career_copilot.services.generation_writing import Gone, Made

logger = logging.getLogger(__name__)
STOPPED, CUT_OFF = "stopped", "cut off"
NOTHING = "The model wrote nothing that can be used. Try again, or choose another model in Settings, Models."
NOTHING_YET = "There is nothing written yet."
NOTHING_FITS = "Nothing that the model proposed changes the lines as they are now."
BROKE_OFF = "The answer broke off. What came is kept; Resume goes on after it."
UNDER_WAY = "A model is writing this already, perhaps in another tab."


class GenerationView(BaseModel, frozen=True):
    """The last run of a draft, with what a tab has not read of its text."""

    id: int
    state: GenerationState
    model: str
    error: str
    due_at: datetime | None
    attempt: int
    written: Written = Written()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


def start(user_id: int, draft_id: int, wish: Wish, now: datetime) -> int:
    """Have a model write the draft anew; returns the id for `tasks.generate`. Raises ModelError while no model can be
    asked, ConflictError while one writes already."""
    ready = models.ready(user_id, Role.STRONG)
    if not ready.ok:
        raise ModelError("no-key", ready.reason)
    with db.transaction() as session:
        row = drafts.find(session, user_id, draft_id, lock=True)
        if row.kind not in writers.WRITTEN:
            raise InvalidInputError("This is not written by a model.")
        if _last(session, draft_id, open_only=True) is not None:
            raise ConflictError(UNDER_WAY)
        if wish.check and not row.version:
            raise InvalidInputError(NOTHING_YET)
        if not wish.check:
            written_texts.wished(row, wish)
        run = Generation(draft_id=draft_id, user_id=user_id, wish=wish.model_dump(mode="json"), created_at=now)
        session.add_all([row, run])
        session.flush()
    tell(user_id, draft_id)
    return owned.id_of(run)


def resume(user_id: int, draft_id: int, now: datetime) -> int:
    """Go on after the lines that a stopped run left. Returns the id for `tasks.generate`."""
    with db.transaction() as session:
        row = drafts.find(session, user_id, draft_id)
        run = _last(session, draft_id)
        lines = written_texts.content_of(session, row).lines
        if run is None or run.state not in (GenerationState.STOPPED, GenerationState.FAILED):
            raise InvalidInputError("There is nothing to resume here.")
        wish = Wish.model_validate(run.wish)
        wish = wish.model_copy(update={"after": lines if run.state == STOPPED and not wish.check else ()})
    return start(user_id, draft_id, wish, now)


def stop(user_id: int, draft_id: int, now: datetime) -> None:
    """The person has seen enough: whole sentences are kept. What does not run yet ends at once."""
    with db.transaction() as session:
        drafts.find(session, user_id, draft_id)
        run = _last(session, draft_id, open_only=True, lock=True)
        if run is None:
            return
        if run.state != GenerationState.RUNNING:
            run.state, run.error, run.error_kind, run.finished_at = GenerationState.STOPPED, "", "", now
            session.add(run)
    generation_text.ask_to_stop(owned.id_of(run))
    tell(user_id, draft_id)


def last(user_id: int, draft_id: int, since: int = 0) -> GenerationView | None:
    """The last run of a draft; of one that is open the lines from `since` on. Raises NotFoundError."""
    with db.transaction() as session:
        drafts.find(session, user_id, draft_id)
        run = _last(session, draft_id)
    if run is None:
        return None
    found = GenerationView.model_validate(run.model_dump())
    if not found.is_open:
        return found
    return found.model_copy(update={"written": generation_text.read(found.id, found.attempt, since)})


def run(generation_id: int) -> None:
    """Write what a queued run asks for; a task calls this, and may call it again."""
    claim = generation_runs.claim(generation_id)
    if claim is None:
        return
    with generation_runs.beating(claim):
        try:
            writer = _prepared(claim)
            made = (
                generation_writing.checked(claim, writer)
                if claim.wish.check
                else generation_writing.written(claim, writer)
            )
        except ModelBusyError as error:
            _wait(claim, error)
        except ModelError as error:
            _end(claim, GenerationState.STOPPED if error.kind == "cancelled" else GenerationState.FAILED, error)
        except NotFoundError:
            logger.info("generation %s: its draft is gone", claim.id)
        except Gone:
            logger.info("generation %s is another worker's now", claim.id)
        else:
            _keep(claim, made)
    tell(claim.user_id, claim.draft_id)


def _prepared(claim: Claim) -> writers.Prepared:
    """All that is read, before the model is asked. Raises NotFoundError when the draft is gone."""
    with db.transaction() as session:
        row = drafts.find(session, claim.user_id, claim.draft_id)
        of_resume = row.kind == DraftKind.RESUME
        base = tailoring_sources.base_of(session, claim.user_id, drafts.view(row, None)) if of_resume else None
    known = facts.of_user(claim.user_id, base.id if base else None)
    with db.transaction() as session:
        row = drafts.find(session, claim.user_id, claim.draft_id)
        return writers.prepared(session, row, known, claim.wish, datetime.now(UTC))


def _keep(claim: Claim, made: Made) -> None:
    """What came becomes one version, in one transaction with what was thought of it and the end of the run."""
    now = datetime.now(UTC)
    with db.transaction() as session:
        row, held = generation_runs.held(session, claim)
        if row is None or held is None:
            return
        second_opinions.keep(session, row, made.opinions, now)
        if made.finish is None:
            held.state = GenerationState.DONE
        else:
            _keep_version(session, row, held, made, made.finish, len(made.lines) > len(claim.wish.after), now)
        held.finished_at = now
        session.add(held)


def _keep_version(
    session: Session, row: Draft, held: Generation, made: Made, finish: Finish, new: bool, now: datetime
) -> None:
    note = "" if not finish.truncated else STOPPED if finish.reason == "cancelled" else CUT_OFF
    content = writers.content(session, row, made.writer, made.lines) if new else None
    if content is not None:
        drafts.add_version(session, row, row.version, Author.MODEL, content, now, note)
    held.model = finish.model
    if finish.truncated:
        held.state, held.error = GenerationState.STOPPED, "" if note == STOPPED else BROKE_OFF
    else:
        held.state = GenerationState.DONE if content is not None else GenerationState.FAILED
        held.error = made.trouble if new else NOTHING
    if new and content is None:
        held.error = NOTHING_FITS


def _end(claim: Claim, state: GenerationState, error: ModelError) -> None:
    """It ends without a word: the draft stays as it was."""
    with db.transaction() as session:
        _, held = generation_runs.held(session, claim)
        if held is not None:
            held.state, held.error_kind = state, error.kind
            held.error = "" if state is GenerationState.STOPPED else str(error)
            held.finished_at = datetime.now(UTC)
            session.add(held)


def _wait(claim: Claim, error: ModelBusyError) -> None:
    """Every model is at its limit for long: the run is taken up again when that is over."""
    if claim.attempt >= MOST_ATTEMPTS:
        return _end(claim, GenerationState.FAILED, error)
    with db.transaction() as session:
        _, held = generation_runs.held(session, claim)
        if held is not None:
            held.state, held.due_at = GenerationState.WAITING, error.retry_at
            held.error, held.error_kind = str(error), error.kind
            session.add(held)
    return None


def _last(session: Session, draft_id: int, open_only: bool = False, lock: bool = False) -> Generation | None:
    wanted = select(Generation).where(Generation.draft_id == draft_id).order_by(col(Generation.id).desc())
    if open_only:
        wanted = wanted.where(col(Generation.state).in_(OPEN_STATES))
    return session.exec(wanted.with_for_update() if lock else wanted).first()
