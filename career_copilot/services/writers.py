"""How each kind of draft is written by a model: one line here for each kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from career_copilot.ai import explanation, instructions, letter, message, research
from career_copilot.ai.client import Client, Finish
from career_copilot.domain import explaining
from career_copilot.domain.briefs import Brief
from career_copilot.domain.claims import Fact
from career_copilot.domain.drafting import MESSAGES, DraftKind, Line, TextContent, Wish
from career_copilot.domain.entailing import REPEATED
from career_copilot.domain.language_models import Role
from career_copilot.domain.model_words import repeats
from career_copilot.domain.tailoring import Tailored
from career_copilot.errors import ModelError
from career_copilot.models.drafts import Draft
from career_copilot.models.tracker import Application
from career_copilot.services import briefs, line_verdicts, owned, research_sources, rewriting, written_texts
from career_copilot.services.line_verdicts import LineView


@dataclass(frozen=True)
class Writer:
    """`feature` is its name in the ledger of costs; `write` asks the model."""

    feature: str
    write: Callable[[Client, Brief, Wish], Iterator[str | Finish]]


@dataclass(frozen=True)
class Prepared:
    """Everything that is needed while the model writes, read before: no transaction is open then."""

    feature: str
    write: Callable[[Client], Iterator[str | Finish]]
    judge: Callable[[Line], LineView]
    facts: tuple[Fact, ...] = ()  # with which a model checks what was written
    present: tuple[Line, ...] = ()  # what stands there now
    more: Mapping[str, Any] = field(default_factory=dict)  # what the version holds beside the lines
    tailored: Tailored | None = None  # the résumé whose lines a model was given


WRITTEN = (DraftKind.LETTER, *MESSAGES, DraftKind.EXPLANATION, DraftKind.RESUME, DraftKind.RESEARCH)
"""Kinds that a model can write; for a résumé it proposes other words for its lines."""
WRITERS: dict[str, Writer] = {
    DraftKind.LETTER: Writer(letter.FEATURE, letter.write),
    **{kind: Writer(message.FEATURE, message.write) for kind in MESSAGES},
}


def prepared(session: Session, row: Draft, known: tuple[Fact, ...], wish: Wish, now: datetime) -> Prepared:
    """For one run; `known` are the owner's facts."""
    if row.kind == DraftKind.EXPLANATION:
        return _explanation(session, row, now)
    if row.kind == DraftKind.RESEARCH and row.application_id is not None:
        return _research(session, owned.application(session, row.user_id, row.application_id), wish)
    if row.kind == DraftKind.RESUME:
        found = briefs.brief(session, row, known, row.language, now)
        given = rewriting.tailored_of(session, row)
        return Prepared(
            feature=rewriting.FEATURE,
            write=rewriting.writer(given, found),
            judge=rewriting.judge_of(session, row, found, now),
            facts=found.all_facts,
            present=tuple(rewriting.present(session, row)),
            tailored=given,
        )
    writer, present = WRITERS[row.kind], written_texts.content_of(session, row)
    language = written_texts.language_of(row, present) if wish.check else wish.language
    found = briefs.brief(session, row, known, language, now)
    return Prepared(
        feature=writer.feature,
        write=lambda client: writer.write(client, found, wish),
        judge=line_verdicts.judge_of(session, row, found, now, language),
        facts=found.all_facts,
        present=present.lines,
        more={"language": language},
    )


def content(session: Session, row: Draft, prepared: Prepared, lines: Sequence[Line]) -> dict[str, Any] | None:
    """What the version holds; None when nothing of it fits what stands there now."""
    if prepared.tailored is not None:
        return rewriting.content(session, row, prepared.tailored, lines)
    return TextContent(lines=tuple(lines)).model_dump(mode="json") | dict(prepared.more)


def _research(session: Session, application: Application, wish: Wish) -> Prepared:
    """Of sources, not of facts about the person."""
    about, sources = owned.about(application), research_sources.of(session, application)
    return Prepared(
        feature=research.FEATURE,
        write=lambda client: research.write(client, about, sources, wish.after),
        judge=research_sources.judge_of(about, sources),
    )


def _explanation(session: Session, row: Draft, now: datetime) -> Prepared:
    """Of the match alone; a sentence of an answer that was checked needs no verdict of its own."""
    known = briefs.points(session, row.user_id, row.opening_id, now)

    def write(client: Client) -> Iterator[str | Finish]:
        answer = explanation.explain(client, known)
        said = [one.text for one in (*answer.why, *answer.gaps)]
        repeated = any(repeats(text, instructions.known()) for text in said)
        if wrong := REPEATED if repeated else explaining.problem(answer, known, now.date()):
            raise ModelError("invalid", f"What the model wrote is not used: {wrong}.")
        for sentences in (answer.why, answer.gaps):
            yield from (f"{' '.join(said.text.split())} ⟦{','.join(map(str, said.points))}⟧\n" for said in sentences)
            yield "\n"
        yield Finish(reason="stop", model=client.chains[Role.FAST][0])

    return Prepared(
        feature=explanation.FEATURE,
        write=write,
        judge=lambda line: LineView(text=line.text, paragraph=line.paragraph, supported=True),
        more={"of": explaining.digest(known)},
    )
