"""All that the checkers ask of a person's facts, worked out once for thousands of sentences."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from career_copilot.domain import skills
from career_copilot.domain.claims_numbers import Quantity, derived, quantities
from career_copilot.domain.claims_places import Places, places_of
from career_copilot.domain.claims_text import Sentence
from career_copilot.domain.claims_values import Fact, FactKind
from career_copilot.domain.language import language_of
from career_copilot.domain.resume_words import ORGANISATION, SCHOOL

_NAMING = (FactKind.CERTIFICATE, FactKind.SKILL, FactKind.EDUCATION, FactKind.WORK)
_SENTENCES = re.compile(r"(?<=[.!?;:])\s+")
Key = TypeVar("Key", str, int)
_NO_ORGANISATION = frozenset(
    [
        "gmbh",
        "ag",
        "kg",
        "ltd",
        "llc",
        "inc",
        "plc",
        "bv",
        "nv",
        "sa",
        "sas",
        "sl",
        "the",
        "der",
        "die",
        "das",
        "le",
        "la",
        "les",
        "el",
        "los",
        "de",
        "het",
        "of",
        "von",
        "van",
        "du",
        "del",
        "and",
        "und",
        "et",
        "y",
        "en",
        "group",
        "gruppe",
    ]
)


@dataclass(frozen=True)
class Known:
    """A fact with what its words say."""

    fact: Fact
    sentence: Sentence
    quantities: tuple[Quantity, ...]
    skills: frozenset[int]

    @property
    def id(self) -> int:
        return self.fact.id


@dataclass(frozen=True, eq=False)
class Ledger:
    """A person's facts, ready for `claims.verify`. `about` is the text that company facts may come from: the posting and
    what is known of the company; `today` is up to when a present job counts."""

    facts: tuple[Fact, ...]
    today: date
    about: Sentence
    known: tuple[Known, ...]
    about_quantities: tuple[Quantity, ...]
    company: frozenset[str] = frozenset()
    """Plain words of the company's name that tell it from others."""
    own_name: frozenset[str] = frozenset()
    """Plain words of the person's own name."""
    by_id: dict[int, Known] = field(default_factory=dict)

    @cached_property
    def copies(self) -> tuple[tuple[str, int], ...]:
        """Facts, and each sentence of theirs, as bare words: for finding a sentence that was copied."""
        texts = ((text, one.id) for one in self.known for text in {one.fact.text, *_SENTENCES.split(one.fact.text)})
        return tuple(
            (f"{' '.join(word for word, _, _ in Sentence(text, '').words)} ", number) for text, number in texts
        )

    @cached_property
    def entries(self) -> tuple[Known, ...]:
        """Jobs and schools."""
        return tuple(one for one in self.known if one.fact.about == one.id)

    @cached_property
    def jobs(self) -> tuple[Known, ...]:
        return self.of(FactKind.WORK)

    def of(self, *kinds: FactKind) -> tuple[Known, ...]:
        return tuple(one for one in self.known if one.fact.kind in kinds)

    @cached_property
    def words(self) -> dict[str, frozenset[int]]:
        """Plain word → facts it stands in."""
        return _inverted((one.id, (word for word, _, _ in one.sentence.words)) for one in self.known)

    @cached_property
    def foreign_names(self) -> frozenset[str]:
        """Plain words that no German noun explains: with a capital where only names have one, or of an organisation, a
        certificate or a skill."""
        told = (one.sentence for one in self.known if one.sentence.language != "de" or one.fact.kind in _NAMING)
        return frozenset(word for text in told for word, start, _ in text.words if text.text[start].isupper())

    @cached_property
    def keys(self) -> dict[str, frozenset[int]]:
        """What akin words share → facts."""
        return _inverted((one.id, one.sentence.keys) for one in self.known)

    @cached_property
    def skills(self) -> dict[int, frozenset[int]]:
        """Skill, also broader ones → facts that show it."""
        return _inverted((one.id, _with_broader(one.skills)) for one in self.known)

    @cached_property
    def initials(self) -> frozenset[str]:
        """Short forms of the skills that are shown: `ci` for continuous integration."""
        shown = map(skills.skill, self.skills)
        names = (name.lower().split() for skill in shown for name in (skill.label, *skill.aliases))
        return frozenset("".join(word[0] for word in words) for words in names if len(words) > 1)

    @cached_property
    def about_words(self) -> frozenset[str]:
        return frozenset(word for word, _, _ in self.about.words)

    @cached_property
    def about_skills(self) -> frozenset[int]:
        language = language_of(self.about.text)
        return frozenset(mention.skill_id for mention in skills.mentions(self.about.text, language))

    @cached_property
    def organisation_names(self) -> tuple[tuple[frozenset[str], str, Known], ...]:
        """Of each job or school: the words that give its name away, the whole name, its fact."""
        found = []
        for one in self.entries:
            name = Sentence(one.fact.organisation, "")
            words = frozenset(word for word, _, _ in name.words if len(word) > 2 and word not in _NO_ORGANISATION)
            if words:
                found.append((words, name.plain, one))
        return tuple(found)

    @cached_property
    def language(self) -> str:
        return next((fact.language for fact in self.facts if fact.language), "")

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages that its facts are written in."""
        return frozenset(one.sentence.language for one in self.known if one.sentence.language)

    @cached_property
    def places(self) -> Places:
        return places_of(fact.text for fact in self.facts)

    def group(self, ids: Iterable[int]) -> frozenset[int]:
        """The jobs or schools that facts belong to."""
        return frozenset(about for number in ids if (about := self.by_id[number].fact.about) is not None)


def ledger(facts: Sequence[Fact], today: date, about: str = "", company: str = "", name: str = "") -> Ledger:
    """The index of these facts; make it once and verify many sentences. `about` is text on the company, named `company`:
    the posting and what else is stored; `name` is the person's own."""
    known = tuple(map(_known, facts))
    posting = Sentence(f"{company}\n{about}".strip(), language_of(about) if about else "")
    found = Ledger(tuple(facts), today, posting, known, tuple(quantities(posting)), _telling(company), _words(name))
    found.by_id.update({one.id: one for one in known})
    return found


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word, _, _ in Sentence(name, "").words)


def _telling(name: str) -> frozenset[str]:
    """Words that give an organisation's name away; all of them, if it is made of ordinary ones."""
    words = [word for word, _, _ in Sentence(name, "").words if len(word) > 2 and word not in _NO_ORGANISATION]
    rare = [word for word in words if not (ORGANISATION.fullmatch(word) or SCHOOL.fullmatch(word))]
    return frozenset(rare or words)


def _known(fact: Fact) -> Known:
    language = fact.language or language_of(fact.text)
    sentence = Sentence(fact.text, language)
    said = quantities(sentence)
    mentioned = {mention.skill_id for mention in skills.mentions(fact.text, language)}
    if fact.kind is FactKind.SKILL and (listed := skills.find(fact.text, language)) is not None:
        mentioned.add(listed)
    return Known(fact, sentence, (*said, *derived(sentence.plain, said)), frozenset(mentioned))


def _with_broader(found: frozenset[int]) -> set[int]:
    """Who knows PostgreSQL knows SQL databases: the skills and what they are kinds of."""
    return set(found).union(*(skills.skill(number).broader for number in found))


def _inverted(pairs: Iterable[tuple[int, Iterable[Key]]]) -> dict[Key, frozenset[int]]:
    found: dict[Key, set[int]] = {}
    for number, keys in pairs:
        for each in keys:
            found.setdefault(each, set()).add(number)
    return {each: frozenset(numbers) for each, numbers in found.items()}
