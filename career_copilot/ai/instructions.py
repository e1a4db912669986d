"""All that models are told here, so that a text that repeats it is noticed."""

from functools import lru_cache

from career_copilot.ai import (
    cited_lines,
    entailment,
    explanation,
    letter,
    message,
    practice,
    prompts,
    research,
    rewriting,
)
from career_copilot.domain.model_words import told

ALL = (
    cited_lines.RULES,
    entailment.INSTRUCTIONS,
    explanation.INSTRUCTIONS,
    letter.TASK,
    *message.TASKS.values(),
    practice.INSTRUCTIONS,
    prompts.DATA_RULE,
    research.INSTRUCTIONS,
    rewriting.TASK,
)


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """For `model_words.repeats`."""
    return told(ALL)
