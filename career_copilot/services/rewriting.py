"""A model proposes other words for lines of a tailored résumé: what it is given, how its lines are judged, where they go. The run
itself is a generation like a letter's (`services/generations.py`); nothing is taken over before the person accepts it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from career_copilot.ai import instructions, rewriting
from career_copilot.ai.client import Client, Finish
from career_copilot.domain import tailoring
from career_copilot.domain.briefs import Brief
from career_copilot.domain.drafting import Line
from career_copilot.domain.entailing import review
from career_copilot.domain.tailoring import Tailored
from career_copilot.models.drafts import Draft
from career_copilot.services import briefs, drafts, second_opinions
from career_copilot.services.written_texts import LineView

FEATURE = rewriting.FEATURE


def writer(session: Session, row: Draft, found: Brief) -> Callable[[Client], Iterator[str | Finish]]:
    """Asks for new words for every line of free words that will be printed."""
    tailored = _tailored(session, row)
    lines = {path: text for path, text in tailoring.printed(tailored).items() if not path.startswith("skills.")}
    return lambda client: rewriting.rewrite(client, found, lines)


def judge_of(session: Session, row: Draft, found: Brief, now: datetime) -> Callable[[Line], LineView]:
    """Judges a proposed line, without its name."""
    index, language = briefs.ledger_of(session, row, found, now), _tailored(session, row).resume.language
    doubts = second_opinions.known(session, row.id)

    def judged(line: Line) -> LineView:
        text = rewriting.words(line)
        reviewed = review(text, line.facts, index, language, doubts, instructions.known())
        verdict = reviewed.verdict
        return LineView(
            text=text, paragraph=0, supported=verdict.supported, reasons=verdict.reasons, key=reviewed.key, known=reviewed.known
        )  # fmt: skip

    return judged


def present(session: Session, row: Draft) -> list[Line]:
    """The lines that will be printed, and those that are proposed."""
    tailored = _tailored(session, row)
    shown = [Line(text=text) for text in tailoring.printed(tailored).values()]
    return shown + [Line(text=each.text, facts=each.facts) for each in tailored.proposals.values()]


def content(session: Session, row: Draft, lines: Sequence[Line]) -> dict[str, Any]:
    """The résumé as it is now, with what is proposed for its lines."""
    return tailoring.proposed(_tailored(session, row), rewriting.proposals(lines)).model_dump(mode="json")


def _tailored(session: Session, row: Draft) -> Tailored:
    return Tailored.model_validate(drafts.version_of(session, row, row.version).content)
