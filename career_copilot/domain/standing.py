"""A line of a résumé is said of the job, school or project that it stands under: what only another one's facts carry is not
true there, though it is true of the person. Headline, summary and skills stand under nothing and rest on everything."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from career_copilot.domain.claims import facts_of, verify
from career_copilot.domain.claims_index import Ledger
from career_copilot.domain.claims_text import Sentence
from career_copilot.domain.claims_values import Claim, ClaimKind, Fact, FactKind, Verdict
from career_copilot.domain.posting import Span
from career_copilot.domain.resume import Resume

_SECTIONS = {"work": FactKind.WORK, "education": FactKind.EDUCATION, "projects": FactKind.PROJECT}
_GENERAL = (FactKind.SKILL, FactKind.SUMMARY)  # said of the whole person: they do not say where
_SAME, _FEWEST = 0.6, 2  # of its words, by which a line tells what a fact tells


def entries(resume: Resume, facts: Sequence[Fact]) -> dict[str, Fact]:
    """What each entry of a résumé is among the facts, by its path: that which says most of the same. One that the facts know
    nothing of keeps its own words, with an id that is no fact's."""
    heads = [fact for fact in facts if fact.about == fact.id]
    told = {head.id: _words(fact for fact in facts if fact.about == head.id) for head in heads}
    found = {}
    for section, kind in _SECTIONS.items():
        for number, entry in enumerate(getattr(resume, section)):
            own = facts_of(Resume.model_validate({section: [entry]}))
            if own and own[0].about == own[0].id:
                said = _words(own)
                alike = [head for head in heads if head.kind is kind and told[head.id] & said]
                nothing = own[0].model_copy(update={"id": 0, "about": 0})
                found[f"{section}.{number}"] = max(alike, key=lambda head: len(told[head.id] & said), default=nothing)
    return found


def _words(facts: Iterable[Fact]) -> set[str]:
    return {text for fact in facts for text in (fact.text, fact.organisation, fact.title) if text}


def under(path: str, found: Mapping[str, Fact]) -> Fact | None:
    """The entry that the line at this path stands under."""
    return found.get(".".join(path.split(".")[:2]))


def judged_there(text: str, verdict: Verdict, facts: Ledger, entry: Fact, language: str) -> Verdict:
    """The verdict on a line that facts carry, as said of this entry."""
    if here := _there(text, verdict, facts, entry.id, language):
        return here
    others = (one.fact for one in facts.entries if one.id != entry.id)
    other = next((fact for fact in others if _there(text, verdict, facts, fact.id, language)), None)
    reason = f"done elsewhere: {other.text}" if other else f"your profile does not tell this of {entry.text}"
    whole = Span(start=0, end=len(text))
    claim = Claim(kind=ClaimKind.EMPLOYER, span=whole, text=text, supported=False, reason=reason)
    return verdict.model_copy(update={"supported": False, "copied": False, "claims": (*verdict.claims, claim)})


def _there(text: str, verdict: Verdict, facts: Ledger, entry: int, language: str) -> Verdict | None:
    """As the entry's own facts and those of no entry carry it; None when they do not, or another entry does so before them:
    in the same words, by what carries one of its claims, or by most of what it tells."""
    own = _of(facts, entry)
    here = verify(text, (), own, language)
    if here.copied:
        return here
    if verdict.copied or not here.supported:
        return None
    for claim in verdict.claims:
        placed = [fact for number in claim.facts if (fact := facts.by_id[number].fact).kind not in _GENERAL]
        if placed and all(fact.about not in (None, entry) for fact in placed):
            return None
    said = Sentence(text, language or facts.language).keys
    told = frozenset(key for one in own.known if one.fact.kind not in _GENERAL for key in one.sentence.keys)
    others = [one.sentence.keys for one in facts.known if one.fact.about not in (None, entry)]
    if len(said) < _FEWEST or _is_most(said & told, said) or not any(_is_most(said & keys, said) for keys in others):
        return here
    return None


def _is_most(part: frozenset[str], whole: frozenset[str]) -> bool:
    return len(part) >= _SAME * len(whole)


@lru_cache(maxsize=64)
def _of(facts: Ledger, entry: int) -> Ledger:
    """What may be said of an entry: its own facts, and those of no entry."""
    known = tuple(one for one in facts.known if one.fact.about in (None, entry))
    return replace(facts, facts=tuple(one.fact for one in known), known=known, by_id={one.id: one for one in known})
