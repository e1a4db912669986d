"""The smallest feature: does the model answer, and in the shape that is asked for? Without a key: says that there is none."""

from pydantic import BaseModel

from career_copilot.ai.client import Client
from career_copilot.ai.prompts import Prompt
from career_copilot.domain.language_models import Role

FEATURE = "trial"
PROMPT = Prompt(
    instructions="You are being tried out. Answer in the given shape.",
    question="What is the sum of 20 and 22?",
    most_tokens=400,
)


class Sum(BaseModel):
    sum: int


def right(client: Client, role: Role) -> bool:
    """Whether the model answered rightly. Raises ModelError when it did not answer at all."""
    return client.ask(PROMPT, Sum, role, fresh=True).sum == 42
