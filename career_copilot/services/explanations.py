"""Why an opening fits and what to do about its gaps: by rules at once, in a model's words when the person asks for it.

A model's words are shown only while the match is the one they were written about."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlmodel import Session, col, select

from career_copilot import db
from career_copilot.domain import explaining
from career_copilot.domain.drafting import OPEN_STATES, DraftKind, GenerationState, TextContent, Wish
from career_copilot.domain.explaining import Explanation, Point, Said
from career_copilot.errors import NotFoundError
from career_copilot.models import OpeningMatch
from career_copilot.models.drafts import Draft, Generation
from career_copilot.services import briefs, drafts, generations


class ExplanationView(BaseModel, frozen=True):
    """`written`: by a model; `writing`: one is at it; `error`: why its last answer is not used. `draft_id` is what hints
    are about; 0: none was asked yet."""

    said: Explanation = Explanation()
    written: bool = False
    writing: bool = False
    error: str = ""
    draft_id: int = 0


def of_opening(user_id: int, opening_id: int, now: datetime) -> ExplanationView:
    """Raises NotFoundError for an opening that is not in the person's list."""
    with db.transaction() as session:
        if session.get(OpeningMatch, (user_id, opening_id)) is None:
            raise NotFoundError("There is no such opening in your list.")
        known = briefs.points(session, user_id, opening_id, now)
        row = _draft(session, user_id, opening_id)
        if row is None:
            return ExplanationView(said=explaining.by_rules(known))
        run = session.exec(
            select(Generation).where(Generation.draft_id == row.id).order_by(col(Generation.id).desc())
        ).first()
        said = _written(session, row, known)
        return ExplanationView(
            said=said or explaining.by_rules(known),
            written=said is not None,
            writing=run is not None and run.state in OPEN_STATES,
            error=run.error if run is not None and run.state == GenerationState.FAILED and said is None else "",
            draft_id=row.id or 0,
        )


def start(user_id: int, opening_id: int, now: datetime) -> int:
    """Have a model put it into words; returns the id for `tasks.generate`. Raises ModelError while none can be asked."""
    with db.transaction() as session:
        row = _draft(session, user_id, opening_id)
    draft_id = (
        row.id
        if row is not None and row.id is not None
        else drafts.create(user_id, DraftKind.EXPLANATION, "", now, opening_id=opening_id, language="en")
    )
    return generations.start(user_id, draft_id, Wish(), now)


def _draft(session: Session, user_id: int, opening_id: int) -> Draft | None:
    """One of an application that is deleted rests with it."""
    about = Draft.user_id == user_id, Draft.opening_id == opening_id, Draft.kind == DraftKind.EXPLANATION
    return session.exec(select(Draft).where(*about, drafts.EXISTS).order_by(col(Draft.id))).first()


def _written(session: Session, row: Draft, known: Sequence[Point]) -> Explanation | None:
    """What a model wrote about just this match: first the paragraph of strengths, then that of gaps."""
    if not row.version:
        return None
    content = drafts.version_of(session, row, row.version).content
    if content.get("of") != explaining.digest(known):
        return None
    met = {point.number for point in known if point.state == "met"}
    lines = TextContent.model_validate(content).lines
    said = [Said(text=line.text, points=list(line.facts)) for line in lines if line.facts]
    return Explanation(
        why=[one for one in said if set(one.points) <= met], gaps=[one for one in said if not set(one.points) & met]
    )
