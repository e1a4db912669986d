"""Words as a PDF can show them: without characters that no font has, and with places to break a very long word."""

import re
from typing import Any

from pydantic import BaseModel

from career_copilot.data import glyphs

UNBROKEN = re.compile(r"\S{60}(?=\S)")
ADDRESSES = ("url",)


class Printable(BaseModel, frozen=True):
    """The data with its texts changed so, and the characters that had to be left out, each once."""

    data: dict[str, Any]
    left_out: str


def printable(value: BaseModel) -> Printable:
    """For setting by Typst; addresses that a link leads to stay as they are."""
    left_out: dict[str, None] = {}
    data = _mapped(value.model_dump(mode="json"), left_out)
    return Printable(data=data, left_out="".join(left_out))


def _mapped(value: Any, left_out: dict[str, None]) -> Any:
    if isinstance(value, str):
        missing = [letter for letter in value if letter not in glyphs.shown()]
        left_out.update(dict.fromkeys(missing))
        kept = " ".join(value.translate(dict.fromkeys(map(ord, missing))).split()) if missing else value
        return UNBROKEN.sub(lambda found: f"{found[0]}\u200b", kept)
    if isinstance(value, dict):
        return {key: each if key in ADDRESSES else _mapped(each, left_out) for key, each in value.items()}
    if isinstance(value, list):
        return [_mapped(each, left_out) for each in value]
    return value
