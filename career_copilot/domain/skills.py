"""Skills in a text: which entries of the open taxonomy it names, and where.

Names are compared token by token: letter case, hyphens, plurals and English verb forms do not matter, unless the table
says that a name is an ordinary word otherwise (`Go`, `R`, `Excel`). Meaning is left to others: a mention is only that the
words stand there."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from career_copilot.data import skills as table
from career_copilot.data.once import kept
from career_copilot.domain.posting import Span
from career_copilot.domain.skill_names import folded, key_of, name_key, tokens_of
from career_copilot.domain.words import Words, words_in

_INSIDE = re.compile(r"\w")
_BREAK = re.compile(r"[\n\r\t;:!?,()•|·]|\.\s|\s[-–—]\s")
_BESIDE = 80  # characters on each side in which another technology vouches for an ambiguous name
_VOUCHERS = frozenset(
    ["programming", "language", "languages", "lang", "code", "coding", "developer", "engineer", "script", "scripting"]
)
TECHNOLOGY = "technology"
_PAIRED = 24  # bits for the number of a stem
_SIEVE_BITS = 22
_SPREAD = np.uint64(0xC2B2AE3D27D4EB4F)
_END = (1 << _PAIRED) - 1  # as the third stem of names that have two
_GLUE = frozenset("&'’@")


@dataclass(frozen=True, slots=True)
class Skill:
    """An entry of the taxonomy. `kind` is `skill`, `knowledge`, `technology`, `attitude` or `language`."""

    id: int
    label: str
    aliases: tuple[str, ...]
    kind: str
    broader: tuple[int, ...]
    neighbours: frozenset[int]


@dataclass(frozen=True, slots=True)
class SkillMention:
    """`surface` is `text[span.start:span.end]`; `alias` says that it is not the preferred label."""

    skill_id: int
    span: Span
    surface: str
    alias: bool


class _Index:
    """Names of one language, by their folded tokens."""

    def __init__(self) -> None:
        self.skills: dict[str, int] = {}
        self.exact: dict[str, tuple[str, ...]] = {}  # the only accepted spellings, for names that are ordinary words
        self.vouched: set[str] = set()  # names that need another technology nearby

    def put(self, key: str, skill_id: int, spelling: str, vouched: bool) -> None:
        if self.skills.setdefault(key, skill_id) == skill_id and spelling:
            self.exact[key] = (*self.exact.get(key, ()), spelling)
            if vouched:
                self.vouched.add(key)


def _sieved(pairs: NDArray[np.int64], thirds: NDArray[np.int64]) -> NDArray[np.intp]:
    """A place in the sieve for each pair of stems and the stem that follows, spread by odd numbers."""
    spread = pairs.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + thirds.astype(np.uint64) * _SPREAD
    return (spread >> np.uint64(64 - _SIEVE_BITS)).astype(np.intp)


@dataclass(frozen=True, slots=True)
class _Taxonomy:
    rows: dict[int, table.SkillRow]
    names: dict[str, _Index]  # by language; "" for names that hold everywhere
    numbers: dict[str, int]  # of the first three stems of names
    lengths: dict[int, tuple[int, ...]]  # three of those (the third may be _END) → lengths of such names, longest first
    narrower: dict[int, list[int]]
    listed: dict[str, int]  # ordinary words that are skills where somebody lists skills: `Marketing`
    same: dict[tuple[int, ...], tuple[int, ...]] = field(default_factory=dict)  # lengths: one tuple of each kind
    sieve: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(1 << _SIEVE_BITS, np.bool_))

    def opens(self, pairs: NDArray[np.int64], thirds: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether a name may start with the pair of stems, and go on with the third: false for nearly all that start none,
        never for one that does."""
        ends = np.full(len(pairs), _END)
        return self.sieve[_sieved(pairs, ends)] | self.sieve[_sieved(pairs, thirds)]

    def fill_sieve(self) -> None:
        """Once all names are known."""
        opening = np.array([divmod(opened, _END + 1) for opened in self.lengths])
        self.sieve[_sieved(*opening.T)] = True

    def open_with(self, tokens: list[str]) -> None:
        """Note how a name of several tokens starts and how long it is."""
        stems = [folded[token][1] for token in tokens[:3]]
        first, second, *rest = (self.numbers.setdefault(stem, len(self.numbers) + 1) for stem in stems)
        opened = _opened((first << _PAIRED) + second, rest[0] if rest else _END)
        lengths = tuple(sorted({*self.lengths.get(opened, ()), len(tokens)}, reverse=True))
        self.lengths[opened] = self.same.setdefault(lengths, lengths)


def _opened(pair: int, third: int) -> int:
    return (pair << _PAIRED) + third


def _read_name(written: str) -> tuple[str, str, bool, bool]:
    """Language, name, exact, vouched: the marks are those of the table."""
    language = ""
    if written[2:3] == ":" and written[:2].islower():
        language, written = written[:2], written[3:]
    vouched = written[0] == "!"
    exact = vouched or written[0] == "="
    return language, written[1:] if exact else written, exact, vouched


@kept
def _taxonomy() -> _Taxonomy:
    taxonomy = _Taxonomy({row.id: row for row in table.rows()}, {"": _Index()}, {}, {}, {}, {})
    for row in taxonomy.rows.values():
        for parent in row.parents:
            taxonomy.narrower.setdefault(parent, []).append(row.id)
        for written in row.names:
            language, name, exact, vouched = _read_name(written)
            tokens = tokens_of(name)
            if tokens and name[0] == "*":
                taxonomy.listed.setdefault(key_of(tokens), row.id)
            elif tokens:
                index = taxonomy.names.setdefault(language, _Index())
                index.put(key_of(tokens), row.id, name if exact else "", vouched)
            if len(tokens) > 1:
                taxonomy.open_with(tokens)
    taxonomy.fill_sieve()
    return taxonomy


def load() -> None:
    """Read the table now (a second of CPU) instead of when the first name is looked up."""
    _taxonomy()


def skill(skill_id: int) -> Skill:
    """The entry of that id. KeyError if there is none."""
    taxonomy = _taxonomy()
    row = taxonomy.rows[skill_id]
    aliases = dict.fromkeys(_read_name(name)[1].lstrip("*") for name in row.names)
    aliases.pop(row.label, None)
    neighbours = {*row.parents, *row.related, *taxonomy.narrower.get(row.id, ())}
    return Skill(row.id, row.label, tuple(aliases), row.kind, row.parents, frozenset(neighbours - {row.id}))


def label(skill_id: int) -> str:
    """The skill's preferred label. KeyError if there is none of that id."""
    return _taxonomy().rows[skill_id].label


def find(name: str, language: str = "") -> int | None:
    """The skill with that name (label or alias, in any case), as a person writes it in a list of skills."""
    names, key = _taxonomy().names, name_key(name)
    languages = ("", language) if language else tuple(names)
    known = (names[code].skills[key] for code in languages if code in names and key in names[code].skills)
    return next(known, None) or _taxonomy().listed.get(key)


def mentions(text: str, language: str) -> list[SkillMention]:
    """Skills named in `text`, in order, without overlaps (the longest name wins). `language` is ISO 639-1 or empty."""
    return list(_mentions(text, language))


@lru_cache(8)
def _mentions(text: str, language: str) -> tuple[SkillMention, ...]:
    """The last few are kept: several rules ask for those of the same title."""
    taxonomy = _taxonomy()
    indexes = [taxonomy.names[code] for code in dict.fromkeys(("", language)) if code in taxonomy.names]
    found = _found(text, taxonomy, indexes)
    if any(vouched for _, _, _, vouched in found):
        found = _without_unvouched(text, taxonomy, found)
    return tuple(
        SkillMention(number, Span(start=start, end=end), surface, surface != taxonomy.rows[number].label)
        for number, start, end, _ in found
        if (surface := text[start:end])
    )


_Found = tuple[int, int, int, bool]  # skill, start, end, whether another technology must vouch for it


def _found(text: str, taxonomy: _Taxonomy, indexes: list[_Index]) -> list[_Found]:
    words = words_in(text)
    if not len(words):
        return []
    starts, ends, numbers, alone = _as_tokens(words)
    seconds, thirds = np.append(numbers[1:], 0), np.append(numbers[2:], (0, 0))[: len(numbers)]
    pairs = (numbers << _PAIRED) + seconds
    candidates = np.flatnonzero(alone | taxonomy.opens(pairs, thirds)).tolist()
    at_start, at_end, opening, third = starts.tolist(), ends.tolist(), pairs.tolist(), thirds.tolist()
    found: list[_Found] = []
    free = 0  # words before it belong to a name already
    for at in candidates:
        if at < free:
            continue
        for length in _lengths(taxonomy.lengths, opening[at], third[at], bool(alone[at])):
            if at + length > len(numbers):
                continue
            tokens = [text[at_start[one] : at_end[one]] for one in range(at, at + length)]
            name = _named(text, indexes, key_of(tokens), at_start[at], at_end[at + length - 1])
            if name:
                found.append(name)
                free = at + length
                break
    return found


_Tokens = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.int64], NDArray[np.bool_]]


def _as_tokens(words: Words) -> _Tokens:
    """Start, end, stem's number and whether it may be a name by itself, of each token. Tokens are words, but for `.NET`
    and `.js`, which have their dot, and a `#` inside a word, which is none of it."""
    text, starts, ends = words.text, words.starts, words.ends
    numbers, alone = words.each(_stem_number, np.int64), words.each(_may_be_alone, np.bool_)
    unlike = [at for at in np.flatnonzero(words.each(_may_be_unlike, np.bool_)).tolist() if _is_unlike(text, words, at)]
    if unlike:
        starts, ends = starts.copy(), ends.copy()
    for at in unlike:
        if words.spelt(at)[-1] == "#":
            ends[at] -= 1
        else:
            starts[at] -= 1
        token = text[starts[at] : ends[at]]
        numbers[at], alone[at] = _stem_number(token), _may_be_alone(token)
    return starts, ends, numbers, alone


def _stem_number(token: str) -> int:
    return _taxonomy().numbers.get(folded[token][1], 0)


def _may_be_alone(token: str) -> bool:
    """Whether it is a name by itself in any language."""
    return any(folded[token][0] in index.skills for index in _taxonomy().names.values())


def _may_be_unlike(word: str) -> bool:
    return word[-1] == "#" or word.lower() in ("net", "js")


def _is_unlike(text: str, words: Words, at: int) -> bool:
    """Whether the word here is another token than the word alone would be: as `tokens_of` has it."""
    start, end = int(words.starts[at]), int(words.ends[at])
    if text[end - 1] == "#":
        return bool(_INSIDE.match(text[end : end + 1]))
    dotted = start > 0 and text[start - 1] == "." and not (start > 1 and _INSIDE.match(text[start - 2]))
    return dotted and not _INSIDE.match(text[end : end + 1])


def _lengths(lengths: dict[int, tuple[int, ...]], pair: int, third: int, alone: bool) -> tuple[int, ...]:
    """In how many tokens there may be a name, longest first."""
    two, three = lengths.get(_opened(pair, _END), ()), lengths.get(_opened(pair, third), ())
    return (*three, *two, *((1,) if alone else ()))


def _named(text: str, indexes: list[_Index], key: str, start: int, end: int) -> _Found | None:
    """The skill whose name has that key, if the words stand there as one phrase and in the letters the name demands."""
    for index in indexes:
        skill_id = index.skills.get(key)
        if (
            skill_id is not None
            and (" " not in key or not _BREAK.search(text, start, end))
            and _spelt(text, index, key, start, end)
        ):
            return skill_id, start, end, key in index.vouched
    return None


def _spelt(text: str, index: _Index, key: str, start: int, end: int) -> bool:
    """Whether the name stands there in the letters it demands, if any, and not as a part of `R&D` or `Excel's`."""
    spellings = index.exact.get(key)
    if spellings is None:
        return True
    return text[start:end] in spellings and text[end : end + 1] not in _GLUE and text[start - 1 : start] not in _GLUE


def _without_unvouched(text: str, taxonomy: _Taxonomy, found: list[_Found]) -> list[_Found]:
    """Without the ambiguous names that no other technology stands beside."""
    sure = [start for number, start, _, vouched in found if not vouched and taxonomy.rows[number].kind == TECHNOLOGY]

    def vouched_for(start: int, end: int) -> bool:
        following = text[end : end + 14].split()[:1]
        return any(abs(start - other) < _BESIDE for other in sure) or any(
            word.lower() in _VOUCHERS for word in following
        )

    return [entry for entry in found if not entry[3] or vouched_for(entry[1], entry[2])]
