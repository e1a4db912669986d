"""Try out the language model that a person would be answered by."""

from career_copilot import live
from career_copilot.ai import trial
from career_copilot.domain.language_models import Role
from career_copilot.errors import ModelError
from career_copilot.services import models


def run(user_id: int) -> None:
    """Ask it something small; what comes of it is told to the open tabs, and what it cost is in the ledger."""

    def say(text: str, *, running: bool = False, worked: bool = False) -> None:
        live.publish(user_id, live.Topic.MODELS, trial=text, running=running, worked=worked)

    def waiting(model: str, seconds: float) -> None:
        say(f"{model} is at its limit: waiting {seconds:.0f} s.", running=True)

    try:
        client = models.client(user_id, trial.FEATURE, waiting=waiting)
        right = trial.right(client, Role.STRONG)
    except ModelError as error:
        say(str(error))
        return
    say(
        "It answered, and rightly." if right else "It answered in the right shape, but said that 20 and 22 are not 42.",
        worked=right,
    )
