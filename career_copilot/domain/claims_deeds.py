"""Checks deeds without a number or name: words of what the person did must have something in common with a fact.

Only where sentence and facts are in one language; across languages that is a model's question."""

from collections.abc import Iterator

from career_copilot.domain.claims_finding import found, of_company
from career_copilot.domain.claims_index import Ledger
from career_copilot.domain.claims_text import Sentence, key, plain
from career_copilot.domain.claims_values import Claim, ClaimKind

_FEWEST = 2
_KNOWN_SHARE = 0.34
_SOFT = frozenset(
    key(plain(word))
    for word in """able ability calm clear careful close committed commitment curious dedicated detail different easily enjoy
    enthusiasm focus friendly important keep learn learned learning like love motivated motivation open passion passionate
    people person practical prefer quality quickly reliable responsibility stay strengths strong structured value want
    emergencies pressure patience precise things thing well
    arbeitsweise begeistert belastbar bleibe engagiert freude gelernt genau geduldig gerne leidenschaft lerne lernen
    motiviert ruhig sorgfaltig starken schatze teamfahig verantwortung wichtig zuverlassig
    aime apprendre appris attentive calme curieuse motivee passion passionnee rigoureuse rigueur serieuse volontaire organisation
    aprender aprendido apasiona ilusion motivacion motivada organizada paciente pasion responsable gusta
    enthousiast gemotiveerd graag leer leren leergierig nauwkeurig rustig betrouwbaar vak help""".split()
)  # fmt: skip


def check(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    if not sentence.language or sentence.language not in ledger.languages or sentence.wishing:
        return
    if sentence.second_person or (of_company(sentence, ledger) and not sentence.first_person):
        return
    words = [word for word in sentence.content if key(word) not in _SOFT]
    if len(words) < _FEWEST or sentence.denied(len(sentence.plain)):
        return
    known = [word for word in words if key(word) in ledger.keys or word in ledger.words]
    if len(known) / len(words) < _KNOWN_SHARE:
        unknown = next(word for word in words if word not in known)
        start, end = next((start, end) for word, start, end in sentence.words if word == unknown)
        yield found(sentence, ClaimKind.DEED, start, end, (), "your profile tells nothing of this")
