"""Why an opening fits, and what to do about its gaps, in a model's words. Without a key: `domain/explaining.py` says it by
rules. The model sees the match only, no posting and no résumé; what it answers is checked against the match."""

from collections.abc import Sequence

from career_copilot.ai.client import Client
from career_copilot.ai.prompts import Data, Prompt
from career_copilot.domain.explaining import Explanation, Point
from career_copilot.domain.language_models import Role

FEATURE = "explanation"
INSTRUCTIONS = """You explain to a job seeker how they match an opening. You are given numbered points: what is asked, and what \
their résumé says to it. Write in English, in the second person, plainly.
`why`: at most 4 sentences on the points that are met. `gaps`: at most 4 sentences on what to do about points that are near or \
missing: name what is close, what to say in the letter, what to check before applying. Never advise to claim what is missing.
Each sentence lists the numbers of its points. Name no skill, number, employer or title that is not in those very points."""


def prompt(points: Sequence[Point]) -> Prompt:
    """What the model is asked."""
    numbered = Data(name="points", text="\n".join(_line(point) for point in points if point.state != "needless"))
    return Prompt(instructions=INSTRUCTIONS, question="Explain these points.", data=(numbered,), most_tokens=1_500)


def explain(client: Client, points: Sequence[Point]) -> Explanation:
    """Its answer, of the right shape and not yet checked: asked anew, for the last one may have been dropped. Raises
    ModelError."""
    return client.ask(prompt(points), Explanation, Role.FAST, fresh=True)


def _line(point: Point) -> str:
    said = f"résumé: “{point.words}”" if point.words else "not in the résumé" if point.state == "missing" else ""
    return f"{point.number}. [{point.kind}, {point.state}] {point.label}" + "".join(
        f" — {part}" for part in (said, point.note) if part
    )
