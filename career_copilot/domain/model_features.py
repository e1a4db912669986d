"""What language models are used for here: the names that the ledger shows, and what each does without a key."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Feature:
    """One use. `without` is a sentence for the person."""

    title: str
    without: str


FEATURES = {
    "trial": Feature("Trying it out", "There is nothing to try."),
    "letter": Feature("Cover letters", "A draft out of your own evidence, by rules, marked as such."),
    "message": Feature("Messages to employers", "A draft out of your own evidence, by rules, marked as such."),
    "resume": Feature("Wording of résumés", "Lines are chosen and ordered by rules; you word them yourself."),
    "entailment": Feature(
        "Checking sentences", "Rules compare each sentence with your facts; the page says that only they did."
    ),
    "practice": Feature("Judging practised answers", "Length and figures are counted; you tick the rest yourself."),
    "research": Feature("Research briefs", "What your sources say is listed by rules, with citations."),
    "speech": Feature("Spoken answers", "You type the answer instead."),
    "explanation": Feature("Why an opening fits", "Sentences by rules, out of the same match."),
}
"""By the name in the ledger. One more feature is one more line, and its module in `ai/`."""


def title_of(feature: str) -> str:
    """For people; a feature of another version keeps its name."""
    return FEATURES[feature].title if feature in FEATURES else feature
