"""What is written with help: kinds of drafts, how they are wished for, and their text as lines that rest on facts.

A text is lines: one sentence each, with the ids of the facts it was said to rest on and the paragraph it stands in. Ids are
of one version of the profile and only a hint: whether a line is true is worked out when it is read (`domain/claims.py`)."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from pydantic import BaseModel, Field

from career_copilot.domain.claims_reading import CitedSentence, SentenceReader
from career_copilot.domain.document_words import DocumentLanguage, language_of
from career_copilot.domain.language import language_of as language_in


class DraftKind(StrEnum):
    LETTER = "letter"
    OUTREACH = "outreach"
    RECRUITER_REPLY = "recruiter_reply"
    FOLLOW_UP = "follow_up"
    THANK_YOU = "thank_you"
    NEGOTIATION = "negotiation"
    WITHDRAWAL = "withdrawal"
    RESUME = "resume"
    ANSWER = "answer"
    EXPLANATION = "explanation"
    ADVICE = "advice"
    RESEARCH = "research"


KIND_NAMES = {
    DraftKind.LETTER: "Cover letter",
    DraftKind.OUTREACH: "First message",
    DraftKind.RECRUITER_REPLY: "Reply to a recruiter",
    DraftKind.FOLLOW_UP: "Follow-up",
    DraftKind.THANK_YOU: "Thank-you",
    DraftKind.NEGOTIATION: "Negotiation",
    DraftKind.WITHDRAWAL: "Withdrawal",
    DraftKind.RESUME: "Résumé",
    DraftKind.ANSWER: "Answer",
    DraftKind.EXPLANATION: "Explanation",
    DraftKind.ADVICE: "Advice",
    DraftKind.RESEARCH: "Research brief",
}
MESSAGES = (
    DraftKind.OUTREACH, DraftKind.RECRUITER_REPLY, DraftKind.FOLLOW_UP, DraftKind.THANK_YOU, DraftKind.NEGOTIATION,
    DraftKind.WITHDRAWAL,
)  # fmt: skip
TEXTS = (DraftKind.LETTER, *MESSAGES)
"""Kinds that a person writes to an employer: those of the tab Writing."""
WRITTEN = (*TEXTS, DraftKind.RESUME)
"""Those of the page Write."""


class Author(StrEnum):
    """Who made a version. `evidence`: our rules, out of the person's own evidence, without a model."""

    MODEL = "model"
    EVIDENCE = "evidence"
    YOU = "you"
    ROLLBACK = "rollback"


class GenerationState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"  # the model is at its limit: it goes on at `due_at`
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


OPEN_STATES = (GenerationState.QUEUED, GenerationState.RUNNING, GenerationState.WAITING)


class Tone(StrEnum):
    PLAIN = "plain"
    WARM = "warm"
    FORMAL = "formal"


class Length(StrEnum):
    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


MOST_FOCUS = 500
MOST_MAIL = 12_000
MOST_LINES = 120
LONGEST_LINE = 1_000


class Line(BaseModel, frozen=True):
    """One sentence. `facts` are the ids that it was said to rest on."""

    text: str = Field(max_length=4_000)
    facts: tuple[int, ...] = ()
    paragraph: int = Field(0, ge=0)


class TextContent(BaseModel, frozen=True):
    """What a version of a text holds. `language`: ISO 639-1 it was written in; empty in versions that did not keep it."""

    lines: tuple[Line, ...] = ()
    language: str = ""


class Wish(BaseModel, frozen=True):
    """How the person wants it. `mail` is what they answer to, pasted: words of others. `after` are the lines that are kept
    when a stopped text goes on. `check`: nothing is written, a model only checks what stands there."""

    tone: Tone = Tone.PLAIN
    length: Length = Length.MEDIUM
    language: DocumentLanguage = DocumentLanguage.EN
    focus: str = Field("", max_length=MOST_FOCUS)
    mail: str = Field("", max_length=MOST_MAIL)
    after: tuple[Line, ...] = ()
    check: bool = False


class LineReader:
    """A model's stream → lines with their paragraphs: a blank line begins another. `first` is the paragraph to go on in."""

    def __init__(self, first: int = 0) -> None:
        self._sentences = SentenceReader()
        self._paragraph = first
        self._here = ""
        self._begun = False

    def feed(self, delta: str) -> Iterator[Line]:
        """The lines that the delta completes."""
        *ended, rest = delta.replace("\r\n", "\n").split("\n")
        for part in ended:
            blank = not (self._here + part).strip()
            self._here = ""
            yield from self._lines(self._sentences.feed(part + "\n"))
            if blank and self._begun:
                self._paragraph, self._begun = self._paragraph + 1, False
        self._here += rest
        yield from self._lines(self._sentences.feed(rest))

    def close(self) -> Iterator[Line]:
        """What came without a line break at its end."""
        yield from self._lines(self._sentences.close())

    @property
    def pending(self) -> str:
        """What has come of the next line."""
        return self._sentences.pending

    def _lines(self, found: Iterable[CitedSentence]) -> Iterator[Line]:
        for sentence in found:
            self._begun = True
            yield Line(text=sentence.text, facts=sentence.ids, paragraph=self._paragraph)


def written_in(content: TextContent, fallback: str) -> DocumentLanguage:
    """The language of a version; of one that did not keep it, what its words tell."""
    return language_of(content.language or _told(content.lines) or fallback)


def typed_in(lines: Sequence[Line], before: DocumentLanguage) -> DocumentLanguage:
    """The language of lines that a person changed: another one as soon as none is left in that of `before`."""
    if any(language_in(line.text) == before for line in lines):
        return before
    return language_of(_told(lines) or before)


def _told(lines: Sequence[Line]) -> str:
    """The language that the words are in; empty if it is none of those that documents are written in."""
    found = language_in(text_of(lines))
    return found if found in set(DocumentLanguage) else ""


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The text as its paragraphs; lines of one are joined by a space."""
    found: dict[int, list[str]] = {}
    for line in lines:
        found.setdefault(line.paragraph, []).append(line.text)
    return [" ".join(texts) for texts in found.values()]


def text_of(lines: Sequence[Line]) -> str:
    """As it is copied and sent: paragraphs with a blank line between them."""
    return "\n\n".join(paragraphs(lines))


def as_lines(text: str, paragraph: int) -> list[Line]:
    """What a person typed: one line a sentence-line of theirs, blank lines begin paragraphs, marks are not for them."""
    reader = LineReader(paragraph)
    return [line.model_copy(update={"facts": ()}) for line in (*reader.feed(text), *reader.close())]


def replaced(lines: Sequence[Line], at: int, text: str) -> tuple[Line, ...]:
    """The line at this place becomes this text: none, one or many lines. What follows moves with new paragraphs."""
    new = as_lines(text, lines[at].paragraph)
    more = (new[-1].paragraph - lines[at].paragraph) if new else 0
    rest = tuple(line.model_copy(update={"paragraph": line.paragraph + more}) for line in lines[at + 1 :])
    return (*lines[:at], *new, *rest)


def inserted(lines: Sequence[Line], after: int, text: str, apart: bool = False) -> tuple[Line, ...]:
    """New lines behind this place (-1: before all), in its paragraph, or `apart` in one of their own."""
    before, behind = lines[: after + 1], lines[after + 1 :]
    here = before[-1].paragraph if before else 0
    new = as_lines(text, here + (1 if apart and before else 0))
    if not new or not behind:
        return (*before, *new, *behind)
    more = new[-1].paragraph + 1 - behind[0].paragraph if apart else new[-1].paragraph - here
    return (*before, *new, *(line.model_copy(update={"paragraph": line.paragraph + more}) for line in behind))
