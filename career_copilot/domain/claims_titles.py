"""Checks job titles: the profession and the rank that a sentence gives the person must be those of one of their jobs."""

import re
from collections.abc import Iterator
from functools import lru_cache

from career_copilot.domain.claims_credentials import CERTIFICATE, level_of
from career_copilot.domain.claims_finding import found, named_entries
from career_copilot.domain.claims_index import Known, Ledger
from career_copilot.domain.claims_text import Sentence, content_words, key, plain
from career_copilot.domain.claims_title_words import ANY, professions_of, rank_of
from career_copilot.domain.claims_values import Claim, ClaimKind, FactKind

_ADVERBS = r"(?:already |currently |also |now |zurzeit |derzeit |heute |auch |aujourd'hui |actuellement |aussi |egalement |actualmente |tambien |nu |ook |momenteel |bereits )?"
_ARTICLE = (
    r"(?:an? |the |their |its |eine? |einer |der |die |den |une? |la |le |l'|un |una |el |een |de |het |our |deren )?"
)
_CUES = (
    r"\b(?:as|als|en tant que|comme|como|en qualite de|in my role as|promoted to|(?:ever )?promoted|befordert zum|befordert zur|promue?|ascendid[oa] a|bevorderd tot|role of|position of|job of|title (?:at \w+ )?is|(?:occupe|occupais|poste) (?:le poste |actuel |est )?de|cargo de|puesto de|funktion als|worked my way up to)",
    r"\bi (?:am|was|became|have been|served as|worked as|work as)|\bi'm",
    r"\bich (?:bin|war|wurde)|\b(?:bin|war|wurde) ich",
    r"\bje (?:suis|fus|devins)|\bj'(?:etais|ai ete)|\bdevenue?",
    r"\b(?:soy|fui|era|he sido|me converti en)",
    r"\bik (?:ben|was|werd)|\b(?:ben|was|werd) ik",
)
_CUE = re.compile(rf"(?:(?:{'|'.join(_CUES)}) |\ben tant qu'){_ADVERBS}{_ARTICLE}")
_START = re.compile(rf"\A\W*{_ARTICLE}(?=\w)")
_STOP = re.compile(
    r"[,.;:()]|\s[-–—]\s|\b(?:at|for|with|in|on|of (?=a )|since|from|who|and|bei|beim|im|seit|mit|fur|und|habe|plante|chez|depuis|dans|avec|et|je|desde|para|por|con|coordino|y|bij|sinds|met|voor|stuur|ben|ik|ich|i|where|responsible)\b"
)
_LONGEST = 60
_CERTIFIED_AS = re.compile(
    rf"{CERTIFICATE.pattern}(?:(?! and | und | et | y | en )[^,;.]){{0,40}} (?:as|als|comme|como) {_ARTICLE}\Z"
)
_NO_POST = re.compile(
    r"\b(?:applying|position|vacancy|bewerb\w*|stelle|anzeige|poste|annonce|cherche\w*|puesto|plaza|vacante|candidatura|vacature|functie|sollicit\w*)\b"
)


@lru_cache(10_000)
def professions(title: str) -> frozenset[str]:
    """The professions in a title as it is written."""
    return professions_of(plain(title))


def check(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    if _NO_POST.search(sentence.plain) and (sentence.wishing or sentence.second_person):
        return
    for start, end in titles(sentence):
        yield _judged(sentence, ledger, start, end)


def titles(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where a post stands behind `as`, `I am`, `als`, …, or where a line without a subject begins with one."""
    cues = list(_CUE.finditer(sentence.plain))
    if not cues and not sentence.first_person and (begins := _START.match(sentence.plain)):
        cues = [begins]
    free = 0
    for cue in cues:
        stop = _STOP.search(sentence.plain, cue.end())
        end = min(stop.start() if stop else len(sentence.plain), cue.end() + _LONGEST)
        title = sentence.plain[cue.end() : end]
        if CERTIFICATE.search(title) or level_of(title) or _CERTIFIED_AS.search(sentence.plain[: cue.end()]):
            continue  # `certified … as an architect`, `doctora en informática`: claims_credentials.py
        if cue.end() >= free and not sentence.denied(cue.start()) and (match := ANY.search(title)):
            if cue.re is _START and (match.start() > 30 or re.search(r"\d", title[: match.start()])):
                continue
            free = cue.end() + len(title.rstrip())
            yield cue.end(), free


def _judged(sentence: Sentence, ledger: Ledger, start: int, end: int) -> Claim:
    title = sentence.plain[start:end]
    named = {known.id for known, _, _ in named_entries(sentence, ledger)}
    jobs = [
        known for known in ledger.known if known.fact.title and known.fact.kind in (FactKind.WORK, FactKind.SUMMARY)
    ]
    held = [known for known in jobs if _holds(known, title)]
    there = [known for known in held if not named or known.id in named]
    if there or (held and not any(known.id in named for known in jobs)):
        return found(sentence, ClaimKind.TITLE, start, end, (known.id for known in there or held))
    if said := [known.id for known in ledger.known if _says(known, title.strip()) and _may_speak_of(known, named)]:
        return found(sentence, ClaimKind.TITLE, start, end, said)
    own = next((known for known in jobs if known.id in named), None)
    words = sentence.text[start:end]
    if own is not None:
        return found(
            sentence,
            ClaimKind.TITLE,
            start,
            end,
            (),
            f"“{words}”: at {own.fact.organisation} you were {own.fact.title}",
        )
    return found(sentence, ClaimKind.TITLE, start, end, (), f"no job of yours has the title “{words}”")


def _says(known: Known, title: str) -> bool:
    """A statement of the person's, or a bullet that begins with the title."""
    if known.fact.kind in (FactKind.STATEMENT, FactKind.ACHIEVEMENT):
        return title in known.sentence.plain
    return known.sentence.plain.startswith(title)


def _may_speak_of(known: Known, named: set[int]) -> bool:
    """Of a job that the sentence names, another job's own lines tell nothing."""
    free = known.fact.kind in (FactKind.STATEMENT, FactKind.ACHIEVEMENT)
    return not named or free or known.fact.about in named


def _holds(known: Known, title: str) -> bool:
    """Whether the job's title is of that profession, and of that rank or a higher one."""
    have = plain(known.fact.title)
    if rank_of(title) > rank_of(have):
        return False
    wanted, own = professions_of(title), professions_of(have)
    if wanted:
        return bool(wanted & own)
    return bool(set(map(key, content_words(title))) & set(map(key, content_words(have))))
