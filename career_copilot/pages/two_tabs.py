"""What happens when a form is saved that another tab may have saved too: nothing of either is lost, the person chooses."""

from collections.abc import Awaitable, Callable
from typing import Any

from career_copilot.domain.versions import Difference
from career_copilot.errors import CareerCopilotError, ConflictError, NotFoundError
from career_copilot.pages.focus import focus_on
from career_copilot.pages.undoing import told
from career_copilot.services.recording import Change

NEW, NONE = 0, -1
"""What a form is about that is no id: something new, or nothing, as it is closed."""


async def keep(
    state: Any, what: str, write: Callable[[], Awaitable[Change]], compare: Callable[[], Awaitable[list[Difference]]]
) -> Any:
    """Save the open form of `state`. Of two versions `compare` shows both, unless both are the same; what another tab has
    deleted is kept as something new by the next save."""
    state.error = ""
    try:
        change = await write()
    except NotFoundError:
        state.editing = NEW
        state.error = f"This {what} was deleted in another tab. Save keeps what you entered as a new one."
        return None
    except ConflictError:
        state.compared = await compare()
        if state.compared:
            return focus_on("two-versions")
        change = Change(id=None, summary="")  # both tabs entered the same
    except CareerCopilotError as error:
        state.error = str(error)
        return None
    state._close()
    await state._show(state._application)
    return told(change)
