"""The demonstration's letters: made of evidence by rules, for there is no key, and one sentence that nothing carries, so that
the mark and the ways to mend it can be seen."""

from datetime import datetime

from career_copilot.domain.applications_query import ApplicationsQuery
from career_copilot.domain.document_words import DocumentLanguage
from career_copilot.domain.drafting import DraftKind, Length, Wish
from career_copilot.domain.pipeline import Stage
from career_copilot.services import application_lists, drafts, written_texts

TOO_MUCH = "I led a team of 40 engineers."


def seed(user_id: int, now: datetime) -> None:
    """A letter for what is of interest, a follow-up in German for what was applied for."""
    board = application_lists.board(user_id, ApplicationsQuery(), {Stage.INTERESTED: 20, Stage.APPLIED: 20}, now)
    for stage, kind, wish in (
        (Stage.INTERESTED, DraftKind.LETTER, Wish(length=Length.MEDIUM)),
        (Stage.APPLIED, DraftKind.FOLLOW_UP, Wish(language=DocumentLanguage.DE)),
    ):
        card = next((card for card in board.cards[stage] if card.score is not None), None)
        if card is None:
            continue
        draft_id = drafts.create(user_id, kind, "", now, application_id=card.id)
        version = written_texts.from_evidence(user_id, draft_id, wish, 0, now)
        if kind is DraftKind.LETTER:
            written_texts.insert(user_id, draft_id, version, 2, TOO_MUCH, now)
