"""A cover letter. Without a key: `domain/letter_assembly.py` makes an honest draft out of the person's own evidence."""

from collections.abc import Iterator

from career_copilot.ai import cited_lines
from career_copilot.ai.client import Client, Finish
from career_copilot.ai.prompts import Prompt
from career_copilot.domain.briefs import Brief
from career_copilot.domain.drafting import Length, Wish

FEATURE = "letter"
TASK = (
    "You write a cover letter for somebody who applies for the position below. Show why they fit by what they have done; "
    "answer the posting's weightiest demands first. Where they lack something, do not mention it."
)
SENTENCES = {
    Length.SHORT: "6 to 8 sentences in 3 paragraphs",
    Length.MEDIUM: "10 to 14 sentences in 4 paragraphs",
    Length.LONG: "16 to 20 sentences in 5 paragraphs",
}


def prompt(brief: Brief, wish: Wish) -> Prompt:
    """What the model is asked."""
    return cited_lines.prompt(TASK, brief, wish, SENTENCES)


def write(client: Client, brief: Brief, wish: Wish) -> Iterator[str | Finish]:
    """The letter as it comes, one sentence a line with its facts. Raises ModelError before the first word."""
    yield from cited_lines.write(client, prompt(brief, wish))
