"""How a model is asked for a text whose every sentence names the facts it rests on. What letters and messages share."""

from collections.abc import Iterator, Sequence

from career_copilot.ai.client import Client, Finish
from career_copilot.ai.prompts import Data, Prompt
from career_copilot.domain.briefs import Brief
from career_copilot.domain.claims_values import Fact
from career_copilot.domain.document_words import DocumentLanguage
from career_copilot.domain.drafting import Length, Line, Tone, Wish
from career_copilot.domain.language_models import Role

MOST_ADVERT = 12_000  # characters of a posting that a model reads
MOST_FACTS = 250
MOST_DEMANDS = 12
LANGUAGES = {
    DocumentLanguage.EN: "English",
    DocumentLanguage.DE: "German",
    DocumentLanguage.FR: "French",
    DocumentLanguage.ES: "Spanish",
}
TONES = {
    Tone.PLAIN: "plain and friendly, without superlatives",
    Tone.WARM: "warm and personal, without superlatives",
    Tone.FORMAL: "formal and courteous, without superlatives",
}
RULES = """Rules, all of them strict:
1. One sentence a line. A blank line begins a new paragraph. No headings, no lists, no markup.
2. End each line that says anything about the writer with the numbers of the facts it rests on, in this mark: ⟦12,31⟧.
3. Say nothing about the writer that the facts do not say: no number, date, employer, title, degree, skill, result or duration \
that is not in them, nothing larger, longer or better than they say. Leave out rather than guess.
4. Say nothing about the employer that the posting does not say.
5. Write in the first person, as the writer. Do not write their name, an address, a date or a subject line.
6. Begin with a greeting on a line of its own, end with a closing phrase on a line of its own."""


def prompt(task: str, brief: Brief, wish: Wish, sentences: dict[Length, str], data: Sequence[Data] = ()) -> Prompt:
    """`task` says what is written; `sentences` how long, for each length."""
    how = (
        f"Write in {LANGUAGES[wish.language]}. Tone: {TONES[wish.tone]}. Length: {sentences[wish.length]}, "
        "greeting and closing not counted."
    )
    return Prompt(
        instructions=f"{task}\n\n{RULES}\n\n{how}",
        question="\n\n".join(filter(None, _question(brief, wish))),
        data=(*about(brief), *_demands(brief), *data),
        most_tokens=3_000,
        temperature=0.4,
    )


def about(brief: Brief) -> Iterator[Data]:
    """The opening, in words of others."""
    yield Data(name="position", text=brief.title)
    if brief.company:
        yield Data(name="employer", text=brief.company)
    if brief.advert:
        yield Data(name="posting", text=brief.advert[:MOST_ADVERT])


def _demands(brief: Brief) -> Iterator[Data]:
    if brief.met:
        met = [f"{one.requirement.label} (“{one.text}”)" if one.text else one.requirement.label for one in brief.met]
        yield Data(name="demands met", text="\n".join(met[:MOST_DEMANDS]))
    if brief.gaps:
        gaps = [one.requirement.label for one in brief.gaps]
        yield Data(name="demands not met", text="\n".join(gaps[:MOST_DEMANDS]))


def write(client: Client, asked: Prompt) -> Iterator[str | Finish]:
    """Pieces of the text as they come. The same question is asked anew: whoever asks again wants another text."""
    yield from client.stream(asked, Role.STRONG, fresh=True)


def _question(brief: Brief, wish: Wish) -> Iterator[str]:
    yield "Facts about the writer:\n" + "\n".join(_fact(fact) for fact in brief.facts[:MOST_FACTS])
    if brief.context:
        yield "Facts about this application:\n" + "\n".join(_fact(fact) for fact in brief.context)
    if brief.met:
        yield "The facts show what stands in “demands met”."
    if brief.gaps:
        yield "The facts do not show what stands in “demands not met”: never claim it."
    if wish.focus.strip():
        yield f"The writer wants this stressed, as far as the facts carry it: {wish.focus.strip()}"
    if wish.after:
        yield "These lines are written already. Go on after them, without repeating them:\n" + _written(wish.after)


def _fact(fact: Fact) -> str:
    return f"{fact.id}. {fact.text}"


def _written(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)
