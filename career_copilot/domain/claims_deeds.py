"""Checks deeds without a number or name: words of what the person did must have something in common with a fact.

Only where sentence and facts are in one language; across languages that is a model's question."""

import re
from collections.abc import Iterator, Sequence

from career_copilot.domain.claims_finding import found, named_entries, of_company
from career_copilot.domain.claims_index import Known, Ledger
from career_copilot.domain.claims_number_words import NUMBERS
from career_copilot.domain.claims_text import SECOND_PERSON, Sentence, key, plain
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
    r"\b(?:i (?:(?:have |had )?(?:long |always )?(?:wished|hoped|dreamed|admired)|love|like|enjoy|believe|care|value|could|can|stay|keep|prefer|am (?:available|willing|ready|motivated|curious))|(?:matters?|speaks?|appeals?|means a lot) to me|important to me|i (?:understand|see|agree|disagree|feel)(?= that| how| why| with|,)|i know(?! how to)|would (?:not )?be|available|notice period|"
    r"(?:fur|bei) mich|an (?:erster|oberster) stelle|mir (?:sehr )?(?:wichtig|macht|gefallt|liegt)|verfugbar|kundigungsfrist|ich (?:mag|schatze|glaube|bleibe|liebe|behalte|achte)|bleibe ich|"
    r"me tien(?:t|nent) a c(?:œ|oe)ur|pour moi|j'(?:aime|adore)|j'apprecie|l'apprecie|je (?:crois|garde|reste|pense)|disponible|preavis|me plait|"
    r"para mi|encajan?|me (?:gusta|apasiona|encanta|considero|importa)|creo|preaviso|"
    r"voor mij|ik (?:hou|houd|geloof|vind|blijf)|beschikbaar|opzegtermijn)\b"
)
_GENERAL = re.compile(
    r"\b(?:is|are|can|cannot|must|needs?|begins?|starts?|depends?|remembers?|means?|takes|makes|counts?|comes?|grows?|lives?|pays|saves|beats|wins|matters?|"
    r"ist|sind|kann|konnen|muss|mussen|beginnt|beginnen|entsteht|entstehen|braucht|brauchen|bedeutet|heißt|zahlt|zahlen|steht|stehen|lebt|leben|beruht|hangt|gehort|kommt|wachst|"
    r"est|sont|peut|peuvent|doit|commence|exige|demande|compte|repose|vaut|vient|nait|"
    r"es|son|puede|pueden|debe|empieza|exige|cuenta|nace|depende|requiere|vale|valen|importa|crece|"
    r"zijn|kan|moet|begint|ontstaat|vraagt|telt|loont|groeit|werkt)\b"
)
_PAST = re.compile(
    r"\b(?:\w+ed|built|led|wrote|ran|gave|made|took|won|taught|had|was|were|have|habe|hatte|war|ai|avons|etais|he|hemos|\w+aba|heb|hebben)\b"
)
_DOES = re.compile(
    r"\b(?:i|we|ich|wir|je|nous|yo|ik|wij)\b(?! (?:know|love|like|believe|mag|liebe|kenne|aime|connais|conozco|ken))|\bj'(?!aime)"
)
_DID_IN_SPANISH = re.compile(r"\b\w+(?:é|í|uve|uje|ice|aba)\b")


def check(sentence: Sentence, ledger: Ledger, others: Sequence[Claim]) -> Iterator[Claim]:
    """`others` are the claims found so far: where one of them holds, less of the rest must be known."""
    sentence = _telling(sentence)
    if sentence.language not in ledger.languages or sentence.wishing or _ATTITUDE.search(sentence.plain):
        return
    if sentence.second_person or _is_general(sentence) or (of_company(sentence, ledger) and not sentence.first_person):
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


def _telling(sentence: Sentence) -> Sentence:
    """Without clauses of an attitude and those that speak to the reader, where the others tell what was done."""
    for words, text in ((_ATTITUDE, sentence.plain), (SECOND_PERSON, sentence.text)):
        telling = sentence.split(words, text)[0]
        if _PAST.search(telling.plain):
            sentence = telling
    return sentence


def _is_general(sentence: Sentence) -> bool:
    """`A good model is one that somebody uses`: of a thing, in the present, with no deed of the person."""
    verb = _GENERAL.search(sentence.plain)
    if verb is None or _DOES.search(sentence.plain) or Sentence(sentence.text[: verb.start()], "").first_person:
        return False
    told = sentence.language == "es" and _DID_IN_SPANISH.search(sentence.text)
    return bool(sentence.plain[: verb.start()].strip()) and not told


def _elsewhere(sentence: Sentence, ledger: Ledger, words: Sequence[str]) -> Known | None:
    """The bullet of another job that tells the same, where the job that is named tells little of it."""
    entries = named_entries(sentence, ledger)
    jobs = {known.id for known, _, _ in entries if known.fact.kind is FactKind.WORK}
    own = {known.id for known in ledger.known if known.fact.about in jobs or known.fact.about is None}
    said = {key(word) for word in words if not any(word in plain(known.fact.organisation) for known, _, _ in entries)}
    shared = sum(bool(ledger.keys.get(each, frozenset()) & own) for each in said)
    if not jobs or len(said) < _FEWEST or shared * 2 > len(said):
        return None
    nearest = max((len(said & ledger.by_id[number].sentence.keys) for number in own), default=0)
    return next(
        (
            known
            for known in ledger.of(FactKind.HIGHLIGHT)
            if known.sentence.language == sentence.language
            and known.fact.about not in jobs
            and len(said & known.sentence.keys) >= max(_FEWEST, len(said) * _SAME_SHARE, nearest + 1)
        ),
        None,
    )
