"""A model proposes other words for lines of a tailored résumé: what it is given, how its lines are judged, where they go. The run
itself is a generation like a letter's (`services/generations.py`); nothing is taken over before the person accepts it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from career_copilot.ai import instructions, rewriting
from career_copilot.ai.client import Client, Finish
from career_copilot.domain import standing, tailoring
from career_copilot.domain.briefs import Brief
from career_copilot.domain.drafting import Line
from career_copilot.domain.entailing import review, said_of
from career_copilot.domain.tailoring import Tailored
from career_copilot.models.drafts import Draft
from career_copilot.services import briefs, drafts, second_opinions
from career_copilot.services.line_verdicts import LineView

FEATURE = rewriting.FEATURE


def writer(tailored: Tailored, found: Brief) -> Callable[[Client], Iterator[str | Finish]]:
    """Asks for new words for every line of free words that will be printed."""
    lines = {path: text for path, text in tailoring.printed(tailored).items() if not path.startswith("skills.")}
    return lambda client: rewriting.rewrite(client, found, lines)


class RewordedLine(LineView):
    """`asked`: as a model is asked about it, behind the job that it stands under."""

    asked: str = ""


def judge_of(session: Session, row: Draft, found: Brief, now: datetime) -> Callable[[Line], LineView]:
    """Judges proposed lines, without their names, as they come: one without a name goes on with the one before."""
    tailored = tailored_of(session, row)
    index, language = briefs.ledger_of(session, row, found, now), tailored.resume.language
    doubts, entries = second_opinions.known(session, row.id), standing.entries(tailored.resume, index.facts)
    path = ""

    def judged(line: Line) -> LineView:
        nonlocal path
        path = rewriting.path_of(line) or path
        text, under = rewriting.words(line), standing.under(path, entries)
        reviewed = review(text, line.facts, index, language, doubts, instructions.known(), under)
        verdict = reviewed.verdict
        return RewordedLine(
            text=text, paragraph=0, supported=verdict.supported, reasons=verdict.reasons, key=reviewed.key, known=reviewed.known,
            asked=said_of(text, under),
        )  # fmt: skip

    return judged


def asked(line: LineView) -> str:
    """The words in which a model is asked about a line."""
    return line.asked if isinstance(line, RewordedLine) else line.text


def present(session: Session, row: Draft) -> list[Line]:
    """The lines that will be printed, and those that are proposed, with their names."""
    tailored = tailored_of(session, row)
    shown = [rewriting.named(path, text) for path, text in tailoring.printed(tailored).items()]
    return shown + [rewriting.named(path, each.text) for path, each in tailored.proposals.items()]


def content(session: Session, row: Draft, given: Tailored, lines: Sequence[Line]) -> dict[str, Any] | None:
    """The résumé as it is now, with what is proposed for those of its lines that are as they were given; None when nothing is."""
    before = tailored_of(session, row)
    made = tailoring.proposed(before, given, rewriting.proposals(lines))
    return made.model_dump(mode="json") if made != before else None


def tailored_of(session: Session, row: Draft) -> Tailored:
    """As its current version has it."""
    return Tailored.model_validate(drafts.version_of(session, row, row.version).content)
