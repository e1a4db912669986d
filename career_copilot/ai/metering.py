"""What `client.py` tells of each call, to whoever keeps the accounts. Services implement it on the database."""

from typing import Protocol

from career_copilot.domain.language_models import Outcome, Usage


class Meter(Protocol):
    """The accounts of one person and one feature."""

    def reserve(self, model: str, most: Usage) -> int:
        """Before a call: set aside what it may cost at most; returns the call's number. Raises ModelError (`cap`)."""

    def settle(self, call: int, outcome: Outcome, usage: Usage, seconds: float, first_seconds: float | None) -> None:
        """After it: what it cost takes the place of what was set aside."""

    def remembered(self, key: str) -> str | None:
        """What was answered to the same question before; noted as free."""

    def remember(self, key: str, model: str, answer: str) -> None:
        """Keep an answer for the next time."""
