"""What differs between two versions of the same thing, for the person to choose between them."""

from pydantic import BaseModel


class Difference(BaseModel, frozen=True):
    """A line that two versions have differently; an empty text is a line that one of them lacks."""

    where: str
    mine: str
    theirs: str


def differences(mine: dict[str, str], theirs: dict[str, str]) -> list[Difference]:
    """Lines by their names for people, in the order of the first version, then of the second."""
    return [
        Difference(where=where, mine=mine.get(where, ""), theirs=theirs.get(where, ""))
        for where in dict.fromkeys([*mine, *theirs])
        if mine.get(where, "") != theirs.get(where, "")
    ]
