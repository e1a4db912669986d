"""Errors we expect. Their text is written for the person who reads it on screen, so it may be shown as it is."""

from datetime import datetime


class CareerCopilotError(Exception):
    """Base of all expected errors: `str(error)` is one clear sentence that says what to do."""


class InvalidInputError(CareerCopilotError):
    """What the person entered cannot be used; nothing was changed."""


class NotFoundError(CareerCopilotError):
    """No such row for this person: someone else's row does not exist either."""


class NotAllowedError(CareerCopilotError):
    """Signed out, revoked, or not an administrator."""


class TooManyAttemptsError(CareerCopilotError):
    """Rate limit reached; the text says when to try again."""


class ConflictError(CareerCopilotError):
    """Somebody (often the same person in another tab) changed the row first; the text says what was kept."""


class DocumentError(CareerCopilotError):
    """A résumé file that cannot be read; the text says why and what to do."""


class JobBoardError(CareerCopilotError):
    """A job board that could not be read. `kind` is `failed` (no answer or a refusal), `changed` (an answer that does
    not parse: a person must look), `empty` (zero where there were many) or `unknown` (no such company there)."""

    def __init__(self, job_board: str, reason: str, kind: str = "failed") -> None:
        super().__init__(f"{job_board}: {reason}")
        self.job_board = job_board
        self.reason = reason
        self.kind = kind


class ModelError(CareerCopilotError):
    """A language model that gave no usable answer. `kind` is `no-key`, `key` (refused), `gone` (no such model), `endpoint`
    (may not be used), `too-large`, `busy`, `unreachable`, `truncated`, `invalid` (not of the wanted shape), `refused`,
    `cap` (the month's money is spent) or `cancelled`."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


class ModelBusyError(ModelError):
    """Every model of the chain is at its limit: ask again at `retry_at`, as a task."""

    def __init__(self, text: str, retry_at: datetime) -> None:
        super().__init__("busy", text)
        self.retry_at = retry_at


class StartError(CareerCopilotError):
    """The program cannot start; the text is one line that says what to do."""
