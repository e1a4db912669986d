"""Whose tab is it? Uploads come by HTTP with the token of a tab, and run as the tab's person: so it must be the sender's."""

from career_copilot import live

SECONDS = 7 * 24 * 3600


def claim(token: str, user_id: int) -> None:
    """This tab was just loaded by this person (0: by nobody)."""
    live.client().set(_key(token), user_id, ex=SECONDS)


def owner(token: str) -> int:
    """The person whose tab it is; 0 when it is nobody's or too old."""
    found = live.client().get(_key(token)) if token else None
    return int(found) if found else 0  # type: ignore[arg-type]


def _key(token: str) -> str:
    return f"career-copilot:tab:{token}"
