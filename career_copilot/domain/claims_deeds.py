"""Checks deeds without a number or name: words of what the person did must have something in common with a fact.

Only where sentence and facts are in one language; across languages that is a model's question."""

import re
from collections.abc import Iterator, Sequence

from career_copilot.domain.claims_finding import found, named_entries, of_company
from career_copilot.domain.claims_index import Known, Ledger
from career_copilot.domain.claims_number_words import NUMBERS
from career_copilot.domain.claims_text import Sentence, key, plain
from career_copilot.domain.claims_values import Claim, ClaimKind, FactKind

_FEWEST = 2
_KNOWN_SHARE = 0.34  # of its words, that facts must have too
_SHARE_BESIDE = 0.15
_SAME_SHARE = 0.6  # by which a sentence tells what a bullet does
_ATTITUDES = """
able ability calm clear careful committed commitment curious dedicated detail different easily enjoy enthusiasm focus
friendly important keep learn learned learning like love motivated motivation open passion passionate people person
practical prefer quality quickly reliable responsibility stay strengths strong structured value want emergencies
pressure patience precise things thing well arbeitsweise begeistert belastbar bleibe engagiert freude gelernt genau
geduldig gerne leidenschaft lerne lernen motiviert ruhig sorgfaltig starken schatze teamfahig verantwortung wichtig
zuverlassig aime apprendre appris attentive calme curieuse motivee passionnee rigoureuse rigueur serieuse volontaire
organisation aprender aprendido apasiona ilusion motivacion motivada organizada paciente pasion responsable gusta
enthousiast gemotiveerd graag leer leren leergierig nauwkeurig rustig betrouwbaar vak help
"""
_SOFT = frozenset(
    key(plain(word))
    for word in _ATTITUDES.split()
)  # fmt: skip

_ATTITUDE = re.compile(
    r"\b(?:i (?:love|like|enjoy|believe|care|value|could|can|stay|keep|prefer|am (?:available|willing|ready|motivated|curious))|matters? to me|important to me|available|notice period|"
    r"mir (?:sehr )?(?:wichtig|macht|gefallt|liegt)|verfugbar|kundigungsfrist|ich (?:mag|schatze|glaube|bleibe|liebe|behalte|achte)|bleibe ich|"
    r"j'(?:aime|adore|apprecie)|je (?:crois|garde|reste|pense)|disponible|preavis|me plait|"
    r"me (?:gusta|apasiona|encanta|considero)|creo|preaviso|"
    r"ik (?:hou|houd|geloof|vind|blijf)|beschikbaar|opzegtermijn)\b"
)


def check(sentence: Sentence, ledger: Ledger, others: Sequence[Claim]) -> Iterator[Claim]:
    """`others` are the claims found so far: where one of them holds, less of the rest must be known."""
    if sentence.language not in ledger.languages or sentence.wishing or _ATTITUDE.search(sentence.plain):
        return
    if sentence.second_person or (of_company(sentence, ledger) and not sentence.first_person):
        return
    counts = NUMBERS.get(sentence.language, {})
    words = [
        word
        for word in sentence.content
        if key(word) not in _SOFT and word not in counts and word not in ledger.own_name
    ]
    if len(words) < _FEWEST or sentence.denied(len(sentence.plain)):
        return
    if other := _elsewhere(sentence, ledger, words):
        start, end = sentence.words[0][1], sentence.words[-1][2]
        yield found(sentence, ClaimKind.EMPLOYER, start, end, (), f"this belongs to another job: {other.fact.text}")
        return
    known = [word for word in words if key(word) in ledger.keys or word in ledger.words]
    if len(known) / len(words) < (_SHARE_BESIDE if any(claim.supported for claim in others) else _KNOWN_SHARE):
        unknown = next(word for word in words if word not in known)
        start, end = next((start, end) for word, start, end in sentence.words if word == unknown)
        yield found(sentence, ClaimKind.DEED, start, end, (), "your profile tells nothing of this")


def _elsewhere(sentence: Sentence, ledger: Ledger, words: Sequence[str]) -> Known | None:
    """The bullet of another job that tells the same, where no fact of the job that is named shares a word of it."""
    entries = named_entries(sentence, ledger)
    jobs = {known.id for known, _, _ in entries if known.fact.kind is FactKind.WORK}
    own = {known.id for known in ledger.known if known.fact.about in jobs or known.fact.about is None}
    said = {key(word) for word in words if not any(word in plain(known.fact.organisation) for known, _, _ in entries)}
    if not jobs or len(said) < _FEWEST or any(ledger.keys.get(each, frozenset()) & own for each in said):
        return None
    return next(
        (
            known
            for known in ledger.of(FactKind.HIGHLIGHT)
            if known.sentence.language == sentence.language
            and len(said & known.sentence.keys) >= max(_FEWEST, len(said) * _SAME_SHARE)
        ),
        None,
    )
