"""The verdict on a line of a text, worked out whenever it is read: facts change."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlmodel import Session

from career_copilot.ai import instructions
from career_copilot.domain import letter_phrases
from career_copilot.domain.briefs import Brief
from career_copilot.domain.claims import Fact
from career_copilot.domain.claims_employers import tells_of_applying
from career_copilot.domain.drafting import Line
from career_copilot.domain.entailing import review
from career_copilot.domain.language import language_of
from career_copilot.domain.signing import is_signature
from career_copilot.models.drafts import Draft
from career_copilot.services import briefs, second_opinions


class LineView(BaseModel, frozen=True):
    """A line with the verdict on it. `reasons` say in words why it is not supported; `facts` are those that carry it. `key`: of
    the opinion of a model that it needs, empty for none; `known`: there is one."""

    text: str
    paragraph: int
    supported: bool
    reasons: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    key: str = ""
    known: bool = False


def judge_of(session: Session, row: Draft, found: Brief, now: datetime, language: str) -> Callable[[Line], LineView]:
    """Judges lines of this draft by what is known now. Set phrases of ours, and the name under a text, say nothing of the person.
    Where no fact is in the text's language, a line that is in one of a fact is held to that, too."""
    index, doubts = briefs.ledger_of(session, row, found, now), second_opinions.known(session, row.id)
    days = [(fact.title, fact.start) for fact in found.context]
    fixed = letter_phrases.SET_PHRASES | letter_phrases.about(found.title, found.company, days)
    opening = re.compile("|".join(re.escape(name) for name in (found.title, found.company) if name) or r"(?!)")

    def judged(line: Line) -> LineView:
        if line.text in fixed or is_signature(line.text, found.name):
            return LineView(text=line.text, paragraph=line.paragraph, supported=True)
        reviewed = review(line.text, line.facts, index, language, doubts, instructions.known())
        if not reviewed.verdict.supported and tells_of_applying(
            line.text
        ):  # for this post, which nobody says to have held
            rest = review(opening.sub("", line.text), line.facts, index, language, doubts, instructions.known())
            reviewed = rest if rest.verdict.supported else reviewed
        own = language_of(line.text) if reviewed.verdict.supported and language not in index.languages else ""
        if own in index.languages:
            reviewed = review(line.text, line.facts, index, own, doubts, instructions.known())
        verdict = reviewed.verdict
        return LineView(
            text=line.text,
            paragraph=line.paragraph,
            supported=verdict.supported,
            reasons=verdict.reasons,
            facts=tuple(index.by_id[number].fact for number in verdict.facts),
            key=reviewed.key,
            known=reviewed.known,
        )

    return judged


def unchecked(lines: Sequence[LineView]) -> dict[str, str]:
    """Sentences that a model is to be asked about, by the keys of its opinions."""
    return {line.key: line.text for line in lines if line.key and not line.known}
