"""Skills in a text: which entries of the open taxonomy it names, and where.

Names are compared token by token: letter case, hyphens, plurals and English verb forms do not matter, unless the table
says that a name is an ordinary word otherwise (`Go`, `R`, `Excel`). Meaning is left to others: a mention is only that the
words stand there."""

import re
from dataclasses import dataclass
from itertools import accumulate
from operator import add

from career_copilot.data import skills as table
from career_copilot.data.once import once
from career_copilot.domain.posting import Span

_TOKEN = re.compile(r"([^\W_]+(?:\+\+|#(?!\w))?|(?<!\w)\.(?:[nN][eE][tT]|[jJ][sS])\b)")
_BREAK = re.compile(r"[\n\r\t;:!?,()•|·]|\.\s|\s[-–—]\s")
_BESIDE = 80  # characters on each side in which another technology vouches for an ambiguous name
_VOUCHERS = frozenset(
    ["programming", "language", "languages", "lang", "code", "coding", "developer", "engineer", "script", "scripting"]
)
_TECHNOLOGY = "technology"
_REMEMBERED = 200_000  # words
_PAIRED = 24  # bits for the number of a stem
_END = -1
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


def fold(token: str) -> str:
    """The token without case and plural: `Licences` → `licence`, `queries` → `query`."""
    word = token.lower()
    if word == ".js":
        return "js"
    if len(word) < 4 or word[-1] != "s" or word[-2] in "sui":
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    return word[:-1]


def stem(token: str) -> str:
    """`fold`, and without English verb endings: `managing`, `managed`, `manages` → `manag`; `organise` = `organize`."""
    word = fold(token)
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return word.replace("isation", "ization") if len(word) > 6 else word


class _Folded(dict[str, tuple[str, str]]):
    """Token → (fold, stem), remembered: adverts repeat their words."""

    def __missing__(self, token: str) -> tuple[str, str]:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[token] = (fold(token), stem(token))
        return found


_folded = _Folded()


def tokens_of(name: str) -> list[str]:
    return _TOKEN.findall(name)


def _key(tokens: list[str]) -> str:
    # A single word keeps its verb ending: `programming` is not `programs`, `training` not `train`.
    return _folded[tokens[0]][0] if len(tokens) == 1 else " ".join([_folded[token][1] for token in tokens])


def name_key(name: str) -> str:
    """Equal for spellings that count as one name; empty if there is no word in it."""
    tokens = tokens_of(name)
    return _key(tokens) if tokens else ""


@dataclass(frozen=True, slots=True)
class _Taxonomy:
    rows: dict[int, table.SkillRow]
    names: dict[str, _Index]  # by language; "" for names that hold everywhere
    numbers: dict[str, int]  # of the first three stems of names
    lengths: dict[
        int, dict[int, list[int]]
    ]  # two of those → the third (or _END) → lengths of such names, longest first
    narrower: dict[int, list[int]]
    listed: dict[str, int]  # ordinary words that are skills where somebody lists skills: `Marketing`

    def open_with(self, tokens: list[str]) -> None:
        """Note how a name of several tokens starts and how long it is."""
        stems = [_folded[token][1] for token in tokens[:3]]
        first, second, *rest = (self.numbers.setdefault(stem, len(self.numbers) + 1) for stem in stems)
        thirds = self.lengths.setdefault((first << _PAIRED) + second, {})
        lengths = thirds.setdefault(rest[0] if rest else _END, [])
        if len(tokens) not in lengths:
            lengths.append(len(tokens))
            lengths.sort(reverse=True)


def _read_name(written: str) -> tuple[str, str, bool, bool]:
    """Language, name, exact, vouched: the marks are those of the table."""
    language = ""
    if written[2:3] == ":" and written[:2].islower():
        language, written = written[:2], written[3:]
    vouched = written[0] == "!"
    exact = vouched or written[0] == "="
    return language, written[1:] if exact else written, exact, vouched


@once
def _taxonomy() -> _Taxonomy:
    taxonomy = _Taxonomy({row.id: row for row in table.rows()}, {"": _Index()}, {}, {}, {}, {})
    for row in taxonomy.rows.values():
        for parent in row.parents:
            taxonomy.narrower.setdefault(parent, []).append(row.id)
        for written in row.names:
            language, name, exact, vouched = _read_name(written)
            tokens = tokens_of(name)
            if tokens and name[0] == "*":
                taxonomy.listed.setdefault(_key(tokens), row.id)
            elif tokens:
                index = taxonomy.names.setdefault(language, _Index())
                index.put(_key(tokens), row.id, name if exact else "", vouched)
            if len(tokens) > 1:
                taxonomy.open_with(tokens)
    return taxonomy


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
    taxonomy = _taxonomy()
    indexes = [taxonomy.names[code] for code in dict.fromkeys(("", language)) if code in taxonomy.names]
    found = _found(text, taxonomy, indexes)
    if any(vouched for _, _, _, vouched in found):
        found = _without_unvouched(text, taxonomy, found)
    return [
        SkillMention(
            number, Span.model_construct(start=start, end=end), surface, surface != taxonomy.rows[number].label
        )
        for number, start, end, _ in found
        if (surface := text[start:end])
    ]


_Found = tuple[int, int, int, bool]  # skill, start, end, whether another technology must vouch for it


class _Opening(dict[str, tuple[int, int, bool]]):
    """Token → its numbers as the first and as the second word of a pair, and whether it is a name by itself, in any
    language; remembered, so that the words of a text that start no name are passed over in C."""

    def __missing__(self, token: str) -> tuple[int, int, bool]:
        if len(self) > _REMEMBERED:
            self.clear()
        taxonomy, (word, stemmed) = _taxonomy(), _folded[token]
        number = taxonomy.numbers.get(stemmed, 0)
        alone = any(word in index.skills for index in taxonomy.names.values())
        found = self[token] = (number << _PAIRED, number, alone)
        return found


_opening = _Opening()


def _found(text: str, taxonomy: _Taxonomy, indexes: list[_Index]) -> list[_Found]:
    parts = _TOKEN.split(text)  # what is between words and the words, by turns
    tokens, ends = parts[1::2], list(accumulate(map(len, parts)))
    if not tokens:
        return []
    firsts, seconds, alone = zip(*map(_opening.__getitem__, tokens), strict=True)
    longer = [*map(taxonomy.lengths.get, map(add, firsts, seconds[1:])), None]
    found: list[_Found] = []
    free = 0  # words before it belong to a name already
    for at in [at for at, (thirds, single) in enumerate(zip(longer, alone, strict=True)) if thirds or single]:
        if at < free:
            continue
        third = seconds[at + 2] if at + 2 < len(tokens) else 0
        for length in _lengths(longer[at] or {}, third, alone[at]):
            if at + length > len(tokens):
                continue
            name = _named(text, indexes, _key(tokens[at : at + length]), ends[2 * at], ends[2 * (at + length) - 1])
            if name:
                found.append(name)
                free = at + length
                break
    return found


def _lengths(thirds: dict[int, list[int]], third: int, alone: bool) -> tuple[int, ...]:
    """In how many tokens there may be a name, longest first."""
    return (*thirds.get(third, ()), *thirds.get(_END, ()), *((1,) if alone else ()))


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
    sure = [start for number, start, _, vouched in found if not vouched and taxonomy.rows[number].kind == _TECHNOLOGY]

    def vouched_for(start: int, end: int) -> bool:
        following = text[end : end + 14].split()[:1]
        return any(abs(start - other) < _BESIDE for other in sure) or any(
            word.lower() in _VOUCHERS for word in following
        )

    return [entry for entry in found if not entry[3] or vouched_for(entry[1], entry[2])]
