"""Checks proper names: employers, schools, places, products. A name that no fact has is invented, or the company's own.

Where ordinary nouns have no capitals (English, French, Spanish, Dutch) every capital within a sentence is a name. In German
only what looks like one: abbreviations, several in a row, what stands behind `bei`, and places."""

import re
from collections.abc import Iterator

from career_copilot.data.places import City
from career_copilot.domain import skills
from career_copilot.domain.claims_finding import found, named_entries, of_company
from career_copilot.domain.claims_index import Ledger
from career_copilot.domain.claims_places import is_ours, named
from career_copilot.domain.claims_studies import fields_of
from career_copilot.domain.claims_text import Sentence, content_words, key, plain
from career_copilot.domain.claims_values import Claim, ClaimKind, FactKind
from career_copilot.domain.degrees import DEGREE
from career_copilot.domain.function_words import FUNCTION_WORDS
from career_copilot.domain.resume_dates import MONTH_OF
from career_copilot.domain.resume_languages import CODE_OF
from career_copilot.domain.resume_words import ORGANISATION, SCHOOL, TITLE

_TOKEN = r"[^\W\d_a-zß-ÿ][\w'’.&+/-]*\w|[^\W\d_a-zß-ÿ]"
_JOINED = r"(?: (?:(?:de|du|des|la|le|les|del|of|the|van|der|den|von|und|and|y|et|&|-) ){0,2}| ?[&+] ?)"
RUN = re.compile(rf"(?:(?<![\w'’])|(?<=\b[ld]['’]))(?:{_TOKEN})(?:{_JOINED}(?:{_TOKEN}))*")
AND = re.compile(r",? (?:and|und|et|y|en) ")
_PART = re.compile(r"[^\W_]+")
_CUE_EMPLOYER = re.compile(
    r"\b(?:at|for|with|joined|by|under|bei|beim|bei der|an der|fur|chez|avec|au|a la|en|in|pour|para|con|bij|voor|door|bei dem)(?: the| der| dem| la| el| het| de)? \Z"
)
_STUDY = re.compile(
    r"\b(?:stud\w+|etud\w+|estudi\w+|semester\w*|\w*semester|term|estancia|graduat\w+|degree|diplom\w*|opleiding|exchange|erasmus)\b"
)
_ADDRESS = re.compile(
    r"\b(?:ms|mr|mrs|miss|dear|frau|herrn?|madame|monsieur|mme|m|senora?|sra?|don|dona|heer|mevrouw|mw|dr)\.? (?:de |van |von )*\Z",
    re.IGNORECASE,
)
_NO_NAMES = """
i cv ok it hr pdf usa eu uk mr mrs ms dr internet english cover letter monday tuesday wednesday thursday friday
saturday sunday bachelor master phd mba bsc msc ba ma prof doctor resume curriculum vitae covid b2b b2c ceo cto cfo
coo kpi erp christmas january february european europe europa europaische roi faq tv pc madame monsieur senor senora
a1 a2 b1 b2 c1 c2 damen herren dames heren frau herr herrn heer mevrouw niveau euro euros dollar dollars pfund pound pounds franken
"""
_ORDINARY = frozenset(
    _NO_NAMES.split()
) | {plain(name) for name in (*CODE_OF, *MONTH_OF)}  # fmt: skip
_NATIONALITIES = re.compile(
    r"(?:norwegian|german|austrian|french|spanish|dutch|british|american|italian|swiss|belgian|danish|swedish|osterreichisch\w*|deutsch\w*|franzosisch\w*|spanisch\w*|englisch\w*|niederlandisch\w*|nederlands\w*|duits\w*|frans\w*|engels\w*)\Z"
)
_LOWER = re.compile(r" ([a-z]\w+)")
_SCHOOL_NAME = re.compile(
    r"(?i)polytechni\w+|mit|eth|epfl|rwth|lmu|ucl|lse|technion|nyu|ucla|caltech|yeshiva|coursera|udemy|codeacademy"
)
_GERMAN_NOUN = re.compile(
    r"(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|itat|itaten|ment|tum|nis|nisse|nissen|ismus|ern|eln|chen|lein|enz|anz|ik|ur|ent|enten|er|ern|erin|erinnen|ing|sal|ei|eien|ie|ien|tag|jahr|zeit|mittel|werk|haus|raum|platz|geld|dienst|kauf|gang|trieb|griff|lauf|aufbau|umbau|ausbau|en|em|es)\Z"
)
_FUNCTION = frozenset(map(plain, FUNCTION_WORDS))
_GERMAN_EMPLOYER = re.compile(r"\b(?:bei|beim|bei der|bei dem)(?: firma)? \Z")
_GERMAN_PLACE = re.compile(r"\b(?:in|nach|aus|bei|von|an die|im raum) \Z")


def check(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    entries = named_entries(sentence, ledger)
    for known, start, end in entries:
        kind = ClaimKind.INSTITUTION if known.fact.kind is FactKind.EDUCATION else ClaimKind.EMPLOYER
        yield found(sentence, kind, start, end, (known.id,))
    company = of_company(sentence, ledger)
    for run in RUN.finditer(sentence.text):
        inside = any(start < run.end() and run.start() < end for _, start, end in entries)
        unknown = [part for part in _parts(sentence, run) if not _is_known(part, sentence, ledger, company)]
        if all(is_common(plain(part[0])) for part in unknown):
            unknown = []
        if not unknown and not inside and _is_other_school(run, ledger, sentence):
            unknown = [(run.group(), run.start(), run.end())]
            reason = f"no fact names “{run.group()}”"
            yield found(sentence, _kind(sentence, run, unknown, sentence.plain[: run.start()]), *run.span(), (), reason)
        elif unknown and not sentence.denied(run.start()):
            claim = _judged(sentence, ledger, run, unknown)
            if claim is not None:
                yield claim


_Part = tuple[str, int, int]


def _parts(sentence: Sentence, run: re.Match[str]) -> Iterator[_Part]:
    """The capitalised words of a run but for the first word of a sentence, which has its capital from there."""
    for match in _PART.finditer(sentence.text, run.start(), run.end()):
        first = not _PART.search(sentence.text, 0, match.start())
        if _ADDRESS.search(sentence.text[: match.start()]):
            return
        if match.group()[0].isupper() and not (first and not (match.group().isupper() and len(match.group()) > 1)):
            yield match.group(), match.start(), match.end()


def _is_known(part: _Part, sentence: Sentence, ledger: Ledger, company: bool) -> bool:
    word = sentence.plain[part[1] : part[2]]
    return (
        word in ledger.words
        or (company and word in ledger.about_words)
        or is_ordinary(word)
        or word in ledger.own_name
        or (part[0].isupper() and word in ledger.initials)
        or len(word) < 2
        or is_ours(part[0], ledger.places)
        or word in _possessive(ledger, word)
    )


def _possessive(ledger: Ledger, word: str) -> tuple[str, ...]:
    """`Zahlwerks` is Zahlwerk's."""
    return (word,) if word.endswith("s") and word[:-1] in ledger.words else ()


def _judged(sentence: Sentence, ledger: Ledger, run: re.Match[str], unknown: list[_Part]) -> Claim | None:
    before = sentence.plain[: run.start()]
    if sentence.language == "de" and not (unknown := list(_german(sentence, run, unknown, before))):
        return None
    start, end = (run.start(), run.end()) if _is_inside(run, unknown) else (unknown[0][1], unknown[-1][2])
    kind = _kind(sentence, run, unknown, before)
    words = sentence.text[start:end]
    return found(sentence, kind, start, end, (), f"no fact names “{words}”")


def _is_other_school(run: re.Match[str], ledger: Ledger, sentence: Sentence) -> bool:
    """A school or company put together from words that facts have elsewhere: `Deutsche Schule Valencia`."""
    behind = _LOWER.match(sentence.plain, run.end()) if SCHOOL.fullmatch(run.group()) else None
    if behind and sentence.language == "fr" and behind[1] not in _FUNCTION | ledger.words.keys() | ledger.about_words:
        return True  # `l'École polytechnique`
    return any(_is_put_together(words, ledger, sentence.language) for words in _organisations(run, sentence))


def _organisations(run: re.Match[str], sentence: Sentence) -> Iterator[list[str]]:
    """The capitalised words of each name in a run; but for the first word of a sentence, which has its capital from there."""
    first = not sentence.text[: run.start()].strip()
    for number, name in enumerate(AND.split(run.group())):
        words = [word for word in name.split() if word[0].isupper() and plain(word) not in _FUNCTION]
        yield words[1:] if first and not number and words and name.startswith(words[0]) else words


def _is_put_together(words: list[str], ledger: Ledger, language: str) -> bool:
    if len(words) < 2 or not any(SCHOOL.fullmatch(word) or ORGANISATION.fullmatch(word) for word in words):
        return False
    name = " ".join(words)
    if any(one.span.end - one.span.start == len(name) for one in skills.mentions(name, language)):
        return False  # `Visual Studio Code`
    parts = {part for word in words for part in _PART.findall(plain(word))}
    if parts <= ledger.about_words:
        return False
    akin = frozenset(map(key, parts))  # `Universidad de Texas` is the University of Texas
    return not any(akin <= frozenset(map(key, known.sentence.bare)) for known in ledger.known)


def _is_inside(run: re.Match[str], unknown: list[_Part]) -> bool:
    return unknown[0][1] == run.start()


def is_common(word: str) -> bool:
    """A title, degree, subject or kind of institution with a capital is no name by itself: other checks look at it."""
    return not _SCHOOL_NAME.fullmatch(word) and bool(
        fields_of(word)
        or TITLE.fullmatch(word)
        or DEGREE.fullmatch(word)
        or SCHOOL.fullmatch(word)
        or ORGANISATION.fullmatch(word)
    )


def is_ordinary(word: str) -> bool:
    """A plain word that has a capital without being a name: months, languages, nationalities."""
    return word in _ORDINARY or bool(_NATIONALITIES.match(word))


def _kind(sentence: Sentence, run: re.Match[str], unknown: list[_Part], before: str) -> ClaimKind:
    if SCHOOL.search(run.group()) or _STUDY.search(sentence.plain):
        return ClaimKind.INSTITUTION
    if named(run.group()) or all(named(part[0]) for part in unknown):
        return ClaimKind.PLACE
    if ORGANISATION.search(run.group()) or _CUE_EMPLOYER.search(before):
        return ClaimKind.EMPLOYER
    return ClaimKind.NAME


def _german(sentence: Sentence, run: re.Match[str], unknown: list[_Part], before: str) -> Iterator[_Part]:
    """Those of the unknown capitals that are no ordinary nouns."""
    unknown = [part for part in unknown if content_words(plain(part[0])) or part[0].isupper()]
    several = len(unknown) > 1 and bool(before.strip())
    for part in unknown:
        word = sentence.plain[part[1] : part[2]]
        letters = part[0]
        if (
            letters[1:] != letters[1:].lower()
            or (isinstance(named(letters), City) and _GERMAN_PLACE.search(sentence.plain[: part[1]]))
            or (named(letters) is not None and not isinstance(named(letters), City))
            or (not _GERMAN_NOUN.search(word) and (several or _GERMAN_EMPLOYER.search(sentence.plain[: part[1]])))
            or (_GERMAN_EMPLOYER.search(before) and _NATIONALITIES.match(plain(run.group().split()[0])))
            or re.search(rf"\b(?:bei|an|fur)(?: der| dem)? {word} in \w", sentence.plain)
        ):  # `SAP`, `PostgreSQL`
            yield part
