"""What became of an advert since it was kept: its facts and its words, for people to read."""

from typing import Literal

from pydantic import BaseModel

from career_copilot.domain.opening_words import WORKPLACES, pay
from career_copilot.domain.posting import Workplace
from career_copilot.domain.submissions import AdvertSnapshot
from career_copilot.domain.text_diff import Hunk, Part, hunks, words
from career_copilot.domain.versions import Difference, differences

MOST_LINES = 400


class ChangedLine(BaseModel, frozen=True):
    """A line of the advert that went, that came, or a gap between passages."""

    kind: Literal["removed", "added", "gap"]
    parts: list[Part] = []


class AdvertChanges(BaseModel, frozen=True):
    """Nothing in either list: it is the same. `cut` is how many more lines changed."""

    facts: list[Difference]
    lines: list[ChangedLine]
    cut: int = 0


def changes(then: AdvertSnapshot, now: AdvertSnapshot) -> AdvertChanges:
    """From the advert as it was to the advert as it is."""
    lines: list[ChangedLine] = []
    for hunk in hunks(then.text, now.text):
        lines += [ChangedLine(kind="gap")] if lines else []
        lines += _lines(hunk)
    return AdvertChanges(
        facts=differences(_facts(then), _facts(now)), lines=lines[:MOST_LINES], cut=max(0, len(lines) - MOST_LINES)
    )


def _lines(hunk: Hunk) -> list[ChangedLine]:
    """As many lines on both sides are one another's versions; otherwise all went and all came."""
    if len(hunk.before) == len(hunk.after):
        pairs = [words(before, after) for before, after in zip(hunk.before, hunk.after, strict=True)]
        removed, added = [first for first, _ in pairs], [second for _, second in pairs]
    else:
        removed = [[Part(kind="removed", text=line)] for line in hunk.before]
        added = [[Part(kind="added", text=line)] for line in hunk.after]
    return [
        *(ChangedLine(kind="removed", parts=parts) for parts in removed),
        *(ChangedLine(kind="added", parts=parts) for parts in added),
    ]


def _facts(advert: AdvertSnapshot) -> dict[str, str]:
    return {
        "Title": advert.title,
        "Company": advert.company,
        "Place": " · ".join(place.text for place in advert.places),
        "Workplace": WORKPLACES[Workplace(advert.workplace)],
        "Salary": pay(advert.salary),
        "Posted": advert.date_posted.date().isoformat() if advert.date_posted else "",
        "Boards": ", ".join(advert.boards),
        "Links": "\n".join(advert.links),
    }
