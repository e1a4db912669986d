"""Sentences out of a model's stream: one a line, ended by the ids of its facts in a fixed mark, `⟦12,31⟧`.

The stream comes in deltas of any size. Marks are stripped wherever they stand, also malformed ones, so that none is ever
shown; an id counts only if it is a number of a mark that is well formed."""

import re
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from career_copilot.domain.claims_text import ENDS

OPEN, CLOSE = "⟦", "⟧"
LONGEST = 4000  # characters of a line; a model that never breaks lines is cut there
_MARK = re.compile(rf"[ \t]*{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_LOOSE = re.compile(rf"[ \t]*{OPEN}[\s\d,;]*|[{OPEN}{CLOSE}]")
_ID = re.compile(r"\d{1,9}", re.ASCII)
_LINE_END = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


class CitedSentence(BaseModel, frozen=True):
    """A completed line without its marks."""

    text: str
    ids: tuple[int, ...] = ()


class SentenceReader:
    """Feed it deltas, get completed sentences; what is not completed yet is `pending`, without marks, for showing."""

    def __init__(self) -> None:
        self._rest = ""

    def feed(self, delta: str) -> Iterator[CitedSentence]:
        """The sentences that the delta completes."""
        lines = _LINE_END.split(self._rest + delta)
        self._rest = lines.pop()
        for line in lines:
            yield from _sentences(line)
        while len(self._rest) > 2 * LONGEST:
            cut, self._rest = self._rest[:LONGEST], self._rest[LONGEST:]
            yield from _sentences(cut)

    def close(self) -> Iterator[CitedSentence]:
        """The last one, if the stream ended without a line break."""
        rest, self._rest = self._rest, ""
        yield from _sentences(rest)

    @property
    def pending(self) -> str:
        """What has come of the next sentence. A mark that has begun is not shown."""
        return _MARK.sub("", self._rest).partition(OPEN)[0].replace(CLOSE, "").rstrip(" \t")


def running(text: str) -> list[str]:
    """The sentences of a text that somebody typed or said in one piece."""
    return [sentence for part in ENDS.split(text) if (sentence := " ".join(part.split()))]


def _sentences(line: str) -> Iterator[CitedSentence]:
    for start in range(0, len(line), LONGEST):
        if found := _sentence(line[start : start + LONGEST]):
            yield found


def _sentence(line: str) -> CitedSentence | None:
    ids: dict[int, None] = {}
    for mark in _MARK.finditer(line):
        ids.update(dict.fromkeys(_ids(mark[1])))
    text = _LOOSE.sub("", _MARK.sub("", line))
    text = re.sub(r"[ \t]{2,}", " ", text).strip()
    return CitedSentence(text=text, ids=tuple(ids)) if text else None


def _ids(written: str) -> Iterator[int]:
    parts = [part.strip() for part in written.split(",")]
    yield from (int(part) for part in parts if _ID.fullmatch(part))


def sentences(deltas: Iterable[str]) -> Iterator[CitedSentence]:
    """All sentences of a stream that is at hand."""
    reader = SentenceReader()
    for delta in deltas:
        yield from reader.feed(delta)
    yield from reader.close()
