"""A research brief on an employer and a position: what stored and pasted sources say, each sentence with its sources.

By rules it quotes and lists; what a model writes is compared with the very sources that it names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import IntEnum
from functools import lru_cache

from pydantic import BaseModel, Field, field_validator

from career_copilot.domain.ages import day
from career_copilot.domain.claims_addresses import addresses
from career_copilot.domain.claims_numbers import Approximately, number, quantities
from career_copilot.domain.claims_text import Sentence, key, plain
from career_copilot.domain.drafting import Line
from career_copilot.domain.research_meaning import absolutes_beyond, denials_beyond, weighed_otherwise

MOST_QUOTED, LONGEST_QUOTE = 8, 320
MOST_LISTED = 12
SHORTEST_UNENDED = 8  # words of a sentence without a full stop; a shorter one is a heading
LONGEST_READ = 20_000  # characters of a source that are compared
NO_SOURCE = "it names no source"
LOST_SOURCE = "it names a source that is not here"
LANGUAGES = ("en", "de", "fr", "es")


class SourceKind(IntEnum):
    """Of what the person has here; the last digit of a source's id."""

    AD = 1
    APPLICATION = 2
    CONTACT = 3
    NOTE = 4
    OPENING = 5
    PASTED = 6


class Source(BaseModel, frozen=True):
    """`facts` are lines of ours out of what is stored; `text` is what somebody wrote, cleaned of orders to models."""

    kind: SourceKind
    row: int
    name: str
    when: datetime | None = None
    url: str = ""
    facts: tuple[str, ...] = ()
    text: str = ""

    @property
    def id(self) -> int:
        """Stays the same whatever other sources come and go."""
        return self.row * 10 + self.kind

    @property
    def whole(self) -> str:
        return "\n".join([self.name, *self.facts, self.text])[:LONGEST_READ]


class Pasted(BaseModel, frozen=True):
    """A text that the person pasted, and where it is from."""

    name: str = Field(min_length=1, max_length=200)
    url: str = Field("", max_length=2_000)
    body: str = Field(min_length=1, max_length=40_000)

    @field_validator("name", "url", "body", mode="before")
    @classmethod
    def _tidy(cls, words: str) -> str:
        return words.replace("\x00", "").strip()

    @field_validator("url")
    @classmethod
    def _only_links(cls, address: str) -> str:
        if address and not address.lower().startswith(("https://", "http://")):
            raise ValueError("must begin with https:// or http://")
        return address


def problem(field: object) -> str:
    """What to do about a pasted text that cannot be kept."""
    return {
        "name": "Say where the text is from, in up to 200 characters: “Their website”, “Annual report”.",
        "url": "The address begins with https:// or http://, or stays empty.",
    }.get(str(field), "Paste the text, up to 40,000 characters.")


class Group(BaseModel, frozen=True):
    """Lines of one subject."""

    title: str
    lines: tuple[Line, ...]


_GROUPS = (
    ("The position", (SourceKind.AD,), False),
    ("The company, in the ad’s words", (SourceKind.AD,), True),
    ("From what you pasted", (SourceKind.PASTED,), True),
    ("What else the company looks for", (SourceKind.OPENING,), False),
    ("What you have here already", (SourceKind.APPLICATION, SourceKind.CONTACT, SourceKind.NOTE), False),
)
_CUES = re.compile(
    r"\b(?:employees|colleagues|staff of|headcount|founded|established|offices|headquarter\w*|customers|clients|revenue|turnover|"
    r"mission|market leader|patients|beds|we (?:are|build|make|develop|help|offer|provide|design|produce|run|serve|deliver)|"
    r"our (?:product|platform|team|software|service|company)\w*|"
    r"mitarbeit\w+|beschaftigte\w*|gegrundet|standorte?n?|hauptsitz|kund(?:en|innen)|umsatz|marktfuhrer\w*|"
    r"wir (?:sind|entwickeln|bauen|bieten|betreiben|stellen)|unsere? (?:produkt|plattform|team|unternehmen)\w*|"
    r"salaries|collaborateurs|fondee?|siege|chiffre d'affaires|nos clients|nous (?:sommes|developpons|concevons|proposons)|"
    r"notre (?:mission|produit|entreprise)|"
    r"empleados|trabajadores|fundada|sede|oficinas|clientes|facturacion|somos|desarrollamos|ofrecemos|nuestr[ao] (?:mision|producto|empresa))\b"
)
_ENDS = re.compile(r"(?<=[.!?…])\s+|\n+")
_DIGITS = re.compile(r"(\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?)(\s?k\b)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’&+/-]*")


def by_rules(sources: Sequence[Source]) -> tuple[Group, ...]:
    """The brief without a model; a subject that no source speaks of is left out."""
    found = []
    for title, kinds, quoted in _GROUPS:
        lines = [line for one in sources if one.kind in kinds for line in (_quotes(one) if quoted else _facts(one))]
        if lines[MOST_LISTED:] and kinds == (SourceKind.OPENING,):
            lines[MOST_LISTED:] = [Line(text=f"And {len(lines) - MOST_LISTED} more.", facts=lines[-1].facts)]
        if lines:
            found.append(Group(title=title, lines=tuple(lines)))
    return tuple(found)


def _facts(source: Source) -> Iterator[Line]:
    yield from (Line(text=fact, facts=(source.id,)) for fact in source.facts)


def _quotes(source: Source) -> Iterator[Line]:
    """Sentences that tell of size, age, places, customers or work; of a pasted text that has none, how it begins."""
    said = [" ".join(part.split()) for part in _ENDS.split(source.text)]
    said = [part for part in said if 12 <= len(part) <= LONGEST_QUOTE]
    telling = [part for part in said if _CUES.search(plain(part)) and _is_sentence(part, source)]
    if not telling and source.kind is SourceKind.PASTED:
        telling = said[:2]
    yield from (Line(text=f"“{part}”", facts=(source.id,)) for part in dict.fromkeys(telling[:MOST_QUOTED]))


def _is_sentence(part: str, source: Source) -> bool:
    """No heading, and in an ad neither its title nor a point of a list."""
    whole = part[-1] in ".!?…" or (len(part.split()) >= SHORTEST_UNENDED and part[-1] != ":")
    listed = part[0] in "-–—*•·▪●◦✓>" or plain(part) in plain(" ".join(source.facts[:1]))
    return whole and not (listed and source.kind is SourceKind.AD)


def doubts(line: Line, sources: Mapping[int, Source], about: str) -> tuple[str, ...]:
    """Why a model's sentence is not carried by the sources it names; empty if it is. `about`: words that are no claim."""
    if not line.facts:
        return (NO_SOURCE,)
    if not set(line.facts) <= sources.keys():
        return (LOST_SOURCE,)
    whole = "\n".join([about, *(sources[number].whole for number in line.facts)])
    wrong = [address for _, address in addresses(line.text) if address.casefold() not in whole.casefold()]
    wrong += [*_numbers_beyond(line.text, whole), *_names_beyond(line.text, whole), *absolutes_beyond(line.text, whole)]
    absent = (f"its sources do not have {', '.join(f'“{words}”' for words in dict.fromkeys(wrong))}",) if wrong else ()
    facts = [fact for number in line.facts for fact in sources[number].facts]
    return (*absent, *denials_beyond(line.text, whole), *weighed_otherwise(line.text, facts))


def _numbers_beyond(text: str, whole: str) -> Iterator[str]:
    known = _values(whole)
    for match in _DIGITS.finditer(text):
        if _value(match) not in known:
            yield match[0]
    for one in quantities(Sentence(text, "en")):
        spelled = text[one.start : one.end]
        if one.hedge is not Approximately.VAGUELY and spelled.isalpha() and one.value not in known:
            yield spelled


@lru_cache(maxsize=256)
def _values(text: str) -> frozenset[float]:
    """All numbers that a text holds, in digits and in words."""
    found = {_value(match) for match in _DIGITS.finditer(text)} | {number(match[1]) for match in _DIGITS.finditer(text)}
    for language in LANGUAGES:
        found |= {one.value for one in quantities(Sentence(text, language))}
    return frozenset(found)


def _value(match: re.Match[str]) -> float:
    return number(match[1]) * (1_000 if match[2] else 1)


def _names_beyond(text: str, whole: str) -> Iterator[str]:
    """Capitals within a sentence are names in English. One whose beginning the source has is another form of it."""
    known = _keys(whole)
    found = list(_WORD.finditer(text))
    for at, match in enumerate(found):
        word = match[0]
        first = at == 0 or text[: match.start()].rstrip(" “\"'(")[-1:] in (".", ":", "!", "?")
        alone = at + 1 == len(found) or not found[at + 1][0][0].isupper()
        if word[0].isupper() and word != "I" and not (first and alone):
            parts = re.findall(r"[^\W_]+", plain(word))
            if not all(key(part) in known for part in parts if len(part) > 1):
                yield word


@lru_cache(maxsize=256)
def _keys(text: str) -> frozenset[str]:
    return frozenset(key(word) for word in re.findall(r"[^\W_]+", plain(text)))


def as_text(head: str, groups: Sequence[Group], sources: Sequence[Source], zone: str) -> str:
    """To be copied or printed: each line with the numbers of its sources, which are listed at the end."""
    places = {one.id: at for at, one in enumerate(sources, 1)}
    parts = [head]
    for group in groups:
        lines = (f"- {line.text} {marks(line, places)}".rstrip() for line in group.lines)
        parts.append("\n".join([group.title, *lines]))
    listed = (
        f"[{places[one.id]}] {', '.join(filter(None, [one.name, day(one.when, zone), one.url]))}" for one in sources
    )
    return "\n\n".join([*parts, "\n".join(["Sources", *listed])])


def marks(line: Line, places: Mapping[int, int]) -> str:
    """`[1][4]`; a source that is gone has none."""
    return "".join(f"[{places[number]}]" for number in line.facts if number in places)
