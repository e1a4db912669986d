"""Lines of a résumé in the ad's words, as far as the person's facts carry them. Without a key: choosing and ordering lines
(`domain/tailoring_choice.py`) works fully; only wording is left to the person."""

import re
from collections.abc import Iterable, Iterator, Mapping

from career_copilot.ai.cited_lines import MOST_FACTS, about, write
from career_copilot.ai.client import Client, Finish
from career_copilot.ai.prompts import Prompt
from career_copilot.domain.briefs import Brief
from career_copilot.domain.drafting import Line
from career_copilot.domain.tailoring import Proposal

FEATURE = "resume"
MOST_LINES = 60
_NAMED = re.compile(r"\s*\[([a-z]+(?:\.[a-z0-9]+){1,3})\]\s*")
TASK = """You sharpen lines of a résumé for the position below. Each line has a name in square brackets.

Rules, all of them strict:
1. Answer with the lines that get better, each on one line of its own: its name in square brackets, the new words, and the \
numbers of the facts they rest on: [work.0.highlights.1] Cut the night batch from 6 hours to 40 minutes ⟦12⟧
2. Leave out every line that is good as it is. Add no line. No headings, no comments, no markup.
3. Say nothing that the facts do not say: no number, date, employer, title, degree, skill, result or duration that is not in \
them, nothing larger, longer or better. Use the posting's word for a thing only where the facts show that very thing.
4. Keep each line's language and about its length. Begin with what was done. No superlatives, no first person."""


def prompt(brief: Brief, lines: Mapping[str, str]) -> Prompt:
    """What the model is asked; `lines` by their paths."""
    facts = "\n".join(f"{fact.id}. {fact.text}" for fact in brief.facts[:MOST_FACTS])
    named = "\n".join(f"[{path}] {' '.join(text.split())}" for path, text in list(lines.items())[:MOST_LINES])
    return Prompt(
        instructions=TASK,
        question=f"Facts about the writer:\n{facts}\n\nThe lines:\n{named}",
        data=tuple(about(brief)),
        most_tokens=3_000,
        temperature=0.3,
    )


def rewrite(client: Client, brief: Brief, lines: Mapping[str, str]) -> Iterator[str | Finish]:
    """The new lines as they come. Raises ModelError before the first word."""
    yield from write(client, prompt(brief, lines))


def words(line: Line) -> str:
    """A line of the answer without its name."""
    found = _NAMED.match(line.text)
    return line.text[found.end() if found else 0 :].strip()


def named(path: str, text: str) -> Line:
    """A line as it would stand in an answer."""
    return Line(text=f"[{path}] {text}")


def path_of(line: Line) -> str:
    """The name that a line of the answer begins with; empty when it goes on with the one before."""
    found = _NAMED.match(line.text)
    return found[1] if found else ""


def proposals(lines: Iterable[Line]) -> dict[str, Proposal]:
    """The new words by the paths they are named with; a line without a name goes on with the one before."""
    found: dict[str, Proposal] = {}
    here = ""
    for line in lines:
        path = path_of(line)
        here = path or here
        if not here:
            continue
        before = found.get(here) if not path else None
        text = " ".join(filter(None, [before.text if before else "", words(line)]))
        found[here] = Proposal(text=text, facts=(*(before.facts if before else ()), *line.facts))
    return {path: proposal for path, proposal in found.items() if proposal.text}
