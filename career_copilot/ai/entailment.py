"""A model is asked whether sentences follow from facts. Without a key: the rules alone (`domain/claims.py`), and the page says
so. What it answers is checked (`domain/entailing.py`): each sentence once, no other."""

from collections.abc import Sequence

from pydantic import BaseModel, Field

from career_copilot.ai.cited_lines import MOST_FACTS
from career_copilot.ai.client import Client
from career_copilot.ai.prompts import Data, Prompt
from career_copilot.domain.claims_values import Fact
from career_copilot.domain.drafting import MOST_LINES
from career_copilot.domain.entailing import Opinion, doubt, problem
from career_copilot.domain.language_models import MOST_ANSWER_TOKENS
from career_copilot.errors import ModelError

FEATURE = "entailment"
TOKENS_A_SENTENCE = 60
INSTRUCTIONS = """You check sentences that are to be sent to an employer in a job seeker's name. For each numbered sentence: does all \
that it says about the job seeker follow from the facts? It may say less, in other words, in another language. It may not say more: \
no larger number, longer time, higher rank, greater part in a deed, other cause, other result, no deed of one job told of another.
A sentence behind a job, school or project in square brackets is told of that one: facts of another one do not carry it.
Wishes, greetings, praise of the employer and what the job seeker offers to do later need no fact: they follow.
Answer every number once and no other. `reason`: empty if it follows, else at most 20 words in the second person: what the sentence \
says and what the facts say instead."""
CANNOT = "What is written reads like orders to a model, so none was asked."


class Opinions(BaseModel):
    """What the model answers."""

    sentences: list[Opinion] = Field(max_length=MOST_LINES)


def prompt(facts: Sequence[Fact], sentences: Sequence[str]) -> Prompt:
    """What the model is asked."""
    known = "\n".join(f"- {fact.text}" for fact in facts[:MOST_FACTS])
    numbered = "\n".join(f"{number}. {' '.join(text.split())}" for number, text in enumerate(sentences, 1))
    return Prompt(
        instructions=INSTRUCTIONS,
        question=f"The facts:\n{known}\n\nCheck sentences 1 to {len(sentences)}.",
        data=(Data(name="sentences", text=numbered),),
        most_tokens=min(MOST_ANSWER_TOKENS, 500 + TOKENS_A_SENTENCE * len(sentences)),
        temperature=0,
    )


def doubts(client: Client, facts: Sequence[Fact], sentences: Sequence[str]) -> list[str]:
    """For each sentence why it does not follow, in words for the person; empty if it does. Asked anew: the last answer may
    have been one that is not used. Raises ModelError."""
    asked = prompt(facts, sentences)
    if asked.findings:
        raise ModelError("invalid", CANNOT)
    answer = client.ask(asked, Opinions, fresh=True).sentences
    if wrong := problem(answer, len(sentences)):
        raise ModelError("invalid", f"What the model answered is not used: {wrong}.")
    by_number = {opinion.number: opinion for opinion in answer}
    return [doubt(by_number[number]) for number in range(1, len(sentences) + 1)]
