"""A model judges a practised answer on the rubric, with quotes. Without a key: what is counted and the person's own ticks
(`domain/practice.py`). What it answers is checked: a criterion is met only by words that stand in the answer."""

from pydantic import BaseModel, Field

from career_copilot.ai.client import Client
from career_copilot.ai.prompts import DATA_RULE, Data, Prompt
from career_copilot.domain.interview_questions import Question
from career_copilot.domain.model_words import repeats, told
from career_copilot.domain.practice import CRITERION_NAMES, Scored, for_a_model

FEATURE = "practice"
INSTRUCTIONS = """You judge a job seeker's answer to an interview question, criterion by criterion, strictly and kindly.
For each criterion: `met`; `quote`: the words of the answer that meet it, copied letter by letter, at most 25 words, empty if it is \
not met; `advice`: if it is not met, one sentence in the second person on what to say instead of what is there. Never invent facts for \
them: ask for their own. Judge what stands there, not what may be meant. Answer every criterion once, by its name, and no other."""


class Scoring(BaseModel):
    """What the model answers."""

    criteria: list[Scored] = Field(max_length=20)


def prompt(question: Question, answer: str) -> Prompt:
    """What the model is asked."""
    criteria = "\n".join(f"{each}: {CRITERION_NAMES[each]}" for each in for_a_model(question))
    return Prompt(
        instructions=INSTRUCTIONS,
        question=f"The criteria:\n{criteria}",
        data=(Data(name="question", text=question.text), Data(name="answer", text=answer)),
        most_tokens=1_500,
    )


def judge(client: Client, question: Question, answer: str) -> list[Scored]:
    """Of the right shape and not yet checked; advice that repeats what is said above is none. Raises ModelError."""
    scored = client.ask(prompt(question, answer), Scoring, fresh=True).criteria
    ours = told([INSTRUCTIONS, DATA_RULE])
    return [one.model_copy(update={"advice": ""}) if repeats(one.advice, ours) else one for one in scored]
