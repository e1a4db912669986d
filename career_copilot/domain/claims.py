"""The claim ledger: every sentence about a person rests on facts, or is flagged with the reason.

`facts_of` makes facts, `ledger` their index, `SentenceReader` cuts a model's stream into sentences with the ids they cite,
`verify` judges a sentence. Ids are never trusted: a claim is compared with the facts themselves, those cited or others."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from career_copilot.domain import (
    claims_addresses,
    claims_counting,
    claims_credentials,
    claims_dates,
    claims_deeds,
    claims_durations,
    claims_employers,
    claims_names,
    claims_scope,
    claims_skills,
    claims_titles,
)
from career_copilot.domain.claims_facts import Achievement, Statement, facts_of
from career_copilot.domain.claims_finding import found, is_copy
from career_copilot.domain.claims_index import Ledger, ledger
from career_copilot.domain.claims_reading import CitedSentence, SentenceReader, running, sentences
from career_copilot.domain.claims_text import Sentence
from career_copilot.domain.claims_values import (
    CLAIM_NAMES,
    Citation,
    Claim,
    ClaimKind,
    Fact,
    FactKind,
    FactSource,
    Verdict,
)
from career_copilot.domain.language import language_of

CHECKS = (
    claims_counting.check,
    claims_dates.check,
    claims_durations.check,
    claims_titles.check,
    claims_skills.check,
    claims_credentials.check,
    claims_names.check,
    claims_employers.check,
    claims_addresses.check,
    claims_scope.check,
)
LONGEST = 1000  # characters of a sentence that are looked at; what is longer is flagged
Judge = Callable[[str, Sequence[Fact]], str]
"""A model's entailment: the reason why the sentence does not follow from the facts, or nothing."""


def verify(text: str, cited: Sequence[int], facts: Ledger, language: str) -> Verdict:
    """Judge a sentence that cites these ids. `language` is ISO 639-1, empty to have it
    guessed."""
    unknown = tuple(dict.fromkeys(number for number in cited if number not in facts.by_id))
    known = frozenset(cited) & facts.by_id.keys()
    sentence = Sentence(text[:LONGEST], language or language_of(text) or facts.language)
    if copies := is_copy(sentence, facts):
        return Verdict(
            supported=True,
            facts=tuple(sorted(copies)),
            citation=_citation(known, copies, cited),
            unknown_ids=unknown,
            personal=True,
            copied=True,
        )
    parts = [part for each in sentence.sentences if not is_copy(each, facts) for part in each.parts]
    claims = tuple(chain.from_iterable(_claims(part, facts) for part in parts))
    if len(text) > LONGEST:
        claims += (found(sentence, ClaimKind.DEED, 0, LONGEST, (), "too long to be checked: split it"),)
    carrying = frozenset(chain.from_iterable(claim.facts for claim in claims))
    return Verdict(
        supported=all(claim.supported for claim in claims),
        claims=claims,
        facts=_named_facts(claims, known),
        citation=_citation(known, carrying, cited),
        unknown_ids=unknown,
        personal=bool(claims) or any(part.first_person and not part.wishing for part in parts),
    )  # fmt: skip


def _claims(sentence: Sentence, facts: Ledger) -> tuple[Claim, ...]:
    claims = tuple(_without_twins(chain.from_iterable(check(sentence, facts) for check in CHECKS)))
    return claims + tuple(claims_deeds.check(sentence, facts, claims))


def _without_twins(claims: Iterator[Claim]) -> Iterator[Claim]:
    """In the order of the sentence; of two on the same words the first that is flagged."""
    kept: list[Claim] = []
    for claim in claims:
        twin = next((one for one in kept if one.span == claim.span), None)
        if twin is None:
            kept.append(claim)
        elif twin.supported and not claim.supported:
            kept[kept.index(twin)] = claim
    yield from sorted(kept, key=lambda claim: (claim.span.start, claim.span.end))


def _named_facts(claims: Sequence[Claim], cited: frozenset[int]) -> tuple[int, ...]:
    """The ids that carry the claims: for each those cited, if they do, else the first that does."""
    ids: set[int] = set()
    for claim in claims:
        ids.update((cited & set(claim.facts)) or claim.facts[:1])
    return tuple(sorted(ids))


def _citation(cited: frozenset[int], carrying: frozenset[int], given: Sequence[int]) -> Citation:
    if not given:
        return Citation.NONE
    return Citation.RIGHT if cited & carrying or (cited and not carrying) else Citation.WRONG


def judged(text: str, verdict: Verdict, facts: Ledger, judge: Judge) -> Verdict:
    """Ask a model as well, if the rules found nothing wrong and the sentence speaks of the person in words of its own. The
    judge is told the first fact that carries each of its claims, whichever ids it cited: facts that are added change nothing."""
    if not verdict.supported or not verdict.personal or verdict.copied:
        return verdict
    carrying = sorted({claim.facts[0] for claim in verdict.claims if claim.facts})
    reason = judge(text, [facts.by_id[number].fact for number in carrying])
    if not reason:
        return verdict
    claim = found(Sentence(text, ""), ClaimKind.MEANING, 0, len(text), (), reason)
    return verdict.model_copy(update={"supported": False, "claims": (*verdict.claims, claim)})


__all__ = [
    "CLAIM_NAMES", "Achievement", "Citation", "CitedSentence", "Claim", "ClaimKind", "Fact", "FactKind", "FactSource",
    "Judge", "Ledger", "SentenceReader", "Statement", "Verdict", "facts_of", "judged", "ledger", "running", "sentences",
    "verify",
]  # fmt: skip
