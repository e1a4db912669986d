"""How a reading of a source went, in plain words, and what happens next. A failure is never shown as empty."""

from datetime import datetime, timedelta

from career_copilot.domain.ages import age

RUNNING = ("queued", "running")


def reading_note(
    state: str, reason: str, kind: str, openings: int, closed: int, next_due_at: datetime | None, now: datetime
) -> str:
    """One or two sentences below a source whose last reading did not go well; empty when it did."""
    if state == "truncated":
        because = f" ({reason.rstrip('.')})" if reason else ""
        return f"Read in part{because}. What was read is kept, and {_closed(closed)}. {_next(next_due_at, now)}"
    if state != "failed":
        return ""
    return f"{_trouble(reason, kind)} {_kept(openings)} {_next(next_due_at, now)}"


def _trouble(reason: str, kind: str) -> str:
    said = _sentence(reason.strip() or "The board could not be read")
    if kind == "changed":
        return f"{said} The board's format may have changed: a maintainer should look."
    if kind == "empty":
        return f"{said} It listed postings before, so this is treated as a failure."
    return said


def _sentence(words: str) -> str:
    """With a capital at its start and one mark at its end."""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")


def _closed(count: int) -> str:
    """In part, only what the board itself says is gone is closed; never what was merely not read."""
    return f"only what the board says is gone was closed ({count:,})" if count else "nothing was closed"


def _kept(openings: int) -> str:
    if openings == 0:
        return "Nothing is known about its openings yet."
    return "Its opening stays as last seen." if openings == 1 else f"Its {openings} openings stay as last seen."


def _next(due: datetime | None, now: datetime) -> str:
    if due is None:
        return "It is not read again by itself: use “Read now”."
    return (
        "It is read again within a minute."
        if due - now < timedelta(minutes=1)
        else f"It is read again {age(due, now)}."
    )
