"""A research brief on an employer and a position, out of given sources only. Without a key: `domain/research.py` lists what
they say. Each sentence names its sources and is compared with them."""

from collections.abc import Iterator, Sequence

from career_copilot.ai.client import Client, Finish
from career_copilot.ai.prompts import Data, Prompt
from career_copilot.domain.drafting import Line
from career_copilot.domain.language_models import Role
from career_copilot.domain.research import Source

FEATURE = "research"
MOST_OF_ONE, MOST_OF_ALL = 6_000, 30_000  # characters
INSTRUCTIONS = """You write a research brief that prepares somebody for a job interview, out of the given sources only. In English, \
plainly, 8 to 14 sentences in up to 4 paragraphs: the position; the company; what else it looks for; what the person knows of it and \
what is worth asking.
Rules, all of them strict:
1. One sentence a line. A blank line begins a new paragraph. No headings, no lists, no markup.
2. End every line with the numbers of the sources it rests on, in this mark: ⟦11,26⟧.
3. Say nothing that the sources do not say: no number, date, name, product, place or judgement from elsewhere. Where they contradict \
each other, say so. Leave out rather than guess."""


def prompt(about: str, sources: Sequence[Source], after: Sequence[Line]) -> Prompt:
    """What the model is asked. A block's number is told outside of it, where its words cannot change it."""
    read, left = [], MOST_OF_ALL
    for one in sources:
        text = one.whole[: min(MOST_OF_ONE, left)]
        if text.strip():
            read.append((one.id, Data(name="source", text=text)))
            left -= len(text)
    numbers = ", ".join(str(number) for number, _ in read)
    written = "\n".join(line.text for line in after)
    going_on = (
        f"\n\nThese lines are written already. Go on after them, without repeating them:\n{written}" if after else ""
    )
    return Prompt(
        instructions=INSTRUCTIONS,
        question=f"The position: {about}. The blocks above are, in this order, the sources with the numbers {numbers}.{going_on}",
        data=tuple(data for _, data in read),
        most_tokens=2_500,
    )


def write(client: Client, about: str, sources: Sequence[Source], after: Sequence[Line]) -> Iterator[str | Finish]:
    """The brief as it comes, one sentence a line with its sources. Raises ModelError before the first word."""
    yield from client.stream(prompt(about, sources, after), Role.STRONG, fresh=True)
