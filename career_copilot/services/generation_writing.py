"""What a worker does with a model while it has a run: read the text line by line as it comes, then have it checked.

It writes nothing but the text that grows (`services/generation_text.py`); `services/generations.py` keeps the end."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from career_copilot.ai.client import Finish
from career_copilot.domain.drafting import MOST_LINES, Line, LineReader
from career_copilot.errors import ModelError
from career_copilot.services import generation_text, models, rewriting, second_opinions, writers
from career_copilot.services.generation_runs import Claim
from career_copilot.services.generation_text import Growing
from career_copilot.services.line_verdicts import LineView

logger = logging.getLogger(__name__)
CHECKING = "A model checks the sentences …"


class Gone(Exception):
    """The run is somebody else's now, or its draft was deleted: write nothing more."""


@dataclass
class Made:
    """What a run has so far. `trouble`: why no model checked the lines."""

    writer: writers.Prepared
    growing: Growing
    lines: list[Line] = field(default_factory=list)
    views: list[LineView] = field(default_factory=list)
    finish: Finish | None = None
    opinions: dict[str, str] = field(default_factory=dict)
    trouble: str = ""

    def take(self, found: Iterable[Line]) -> None:
        """Lines more."""
        for line in found:
            if len(self.lines) < MOST_LINES:
                self.lines.append(line)
                self.views.append(self.writer.judge(line))
                self.growing.add(self.views[-1])


def _begun(claim: Claim, writer: writers.Prepared, lines: Iterable[Line]) -> Made:
    made = Made(writer, Growing(claim.user_id, claim.draft_id, claim.id, claim.attempt))
    made.take(lines)
    return made


def checked(claim: Claim, writer: writers.Prepared) -> Made:
    """What stands there, as a model sees it. Raises ModelError."""
    made = _begun(claim, writer, writer.present)
    _ask(claim, made)
    return made


def _ask(claim: Claim, made: Made) -> None:
    """Opinions on the lines that have none yet. Raises ModelError."""
    if open_ := {line.key: rewriting.asked(line) for line in made.views if line.key and not line.known}:
        made.growing.show("", CHECKING, force=True)
        made.opinions = second_opinions.ask(claim.user_id, made.writer.facts, open_, lambda: _over(claim))


def _over(claim: Claim) -> bool:
    return claim.lost.is_set() or generation_text.asked_to_stop(claim.id)


def written(claim: Claim, writer: writers.Prepared) -> Made:
    """The lines as they come, shown to every tab; then, if the person has it so, a model's opinion on them. Raises ModelError
    before the first word."""
    made = _begun(claim, writer, claim.wish.after)
    _stream(claim, made)
    assert made.finish is not None, "a stream ends with a Finish"
    if not made.finish.truncated and second_opinions.wanted(claim.user_id):
        try:
            _ask(claim, made)
        except ModelError as error:  # the text is there, and the rules have judged it
            logger.info("generation %s: no opinion: %s", claim.id, error)
            made.trouble = "" if error.kind == "cancelled" else str(error)
    if claim.lost.is_set():
        raise Gone
    return made


def _stream(claim: Claim, made: Made) -> None:
    growing, lines = made.growing, made.lines
    growing.show("", force=True)
    client = models.client(
        claim.user_id,
        made.writer.feature,
        waiting=lambda model, seconds: growing.show("", f"{model} is at its limit: {seconds:.0f} s more.", force=True),
        cancelled=lambda: _over(claim),
    )
    reader = LineReader(lines[-1].paragraph if lines else 0)
    for piece in made.writer.write(client):
        if isinstance(piece, Finish):
            made.finish = piece
            break
        made.take(reader.feed(piece))
        growing.show(reader.pending)
    if claim.lost.is_set():
        raise Gone
    if made.finish is not None and not made.finish.truncated:
        made.take(reader.close())
