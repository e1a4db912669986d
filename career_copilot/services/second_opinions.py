"""What a model thinks of a draft's sentences, after the rules: asked in one question when a text is ready, kept with the draft.

It can only add doubt. When it cannot be asked the rules stand alone, and the page says so."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, select

from career_copilot import db
from career_copilot.ai import entailment
from career_copilot.domain.claims import Fact
from career_copilot.domain.drafting import MOST_LINES
from career_copilot.domain.entailing import Entailment, askable
from career_copilot.models.drafts import Draft, DraftOpinion
from career_copilot.services import models, owned, preferences
from career_copilot.services.recording import Change


def known(session: Session, draft_id: int | None) -> dict[str, str]:
    """Doubts by their keys; empty words are the opinion that a sentence follows."""
    rows = session.exec(select(DraftOpinion).where(DraftOpinion.draft_id == draft_id))
    return {row.key: row.reason for row in rows}


def ask(
    user_id: int, facts: Sequence[Fact], open_: Mapping[str, str], cancelled: Callable[[], bool]
) -> dict[str, str]:  # fmt: skip
    """Opinions on sentences by their keys, in one question; those that no model may be shown are left out. Raises
    ModelError."""
    asked = {key: text for key, text in open_.items() if askable(text)}
    asked = dict(list(asked.items())[:MOST_LINES])
    if not asked:
        return {}
    client = models.client(user_id, entailment.FEATURE, cancelled=cancelled)
    return dict(zip(asked, entailment.doubts(client, facts, list(asked.values())), strict=True))


def keep(session: Session, row: Draft, opinions: Mapping[str, str], now: datetime) -> None:
    """Within a transaction that has locked the draft."""
    for key, reason in opinions.items():
        session.merge(
            DraftOpinion(draft_id=owned.id_of(row), key=key, user_id=row.user_id, reason=reason, created_at=now)
        )


def wanted(user_id: int) -> bool:
    """Whether texts are checked by a model as soon as they are written."""
    with db.transaction() as session:
        return preferences.read(session, user_id, Entailment).on


def choose(user_id: int, on: bool, now: datetime) -> Change:
    """Have it so or not."""
    summary = f"Switched the check by a model {'on' if on else 'off'}"
    return preferences.change(user_id, Entailment, lambda before: Entailment(on=on), summary, now)
