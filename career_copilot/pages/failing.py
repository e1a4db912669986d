"""What a person reads when a handler fails in a way that nobody expected. Errors that we expect never come here."""

import logging
from datetime import UTC, datetime

import reflex as rx
from reflex.event import EventSpec
from reflex_components_sonner.toast import ToastAction

from career_copilot.web import unavailable

RELOAD = "window.location.reload()"
logger = logging.getLogger(__name__)


def failed(exception: Exception) -> EventSpec:
    """What failed is in the log, under the time that is told."""
    at = f"{datetime.now(UTC):%H:%M:%S} UTC"
    logger.error("An event handler failed at %s.", at, exc_info=exception)
    away = isinstance(exception, unavailable.UNREACHABLE)
    return rx.toast.error(
        "The database does not answer right now." if away else "This did not work.",
        description="What you saved before is safe. Load the page again"
        f"{' in a few seconds' if away else ''}; if it happens again, the server's log says why, at {at}.",
        action=ToastAction("Load again", rx.call_script(RELOAD)),
        id="failed",
        duration=30_000,
    )
