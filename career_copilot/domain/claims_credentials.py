"""Checks degrees by their level and subject, and certificates and licences by what they certify."""

import re
from collections.abc import Iterator

from career_copilot.domain.claims_finding import found, of_company
from career_copilot.domain.claims_index import Known, Ledger
from career_copilot.domain.claims_studies import fields_of
from career_copilot.domain.claims_text import Sentence, content_words, key
from career_copilot.domain.claims_title_words import professions_of
from career_copilot.domain.claims_values import Claim, ClaimKind, FactKind

_DEGREES = (
    ("doctorate", r"ph\.?d|doctorate|doctoral|doctora?\b(?= en| in| of)|promotion\b(?= in| an)|\A(?:doctora?|promotion)(?=,)|promovier\w*|doktor\w*|(?:ma|une|sa) these|these de doctorat|tesis doctoral|proefschrift|docteure?|doctorat|doctorado|gepromoveerd|promoveerde"),
    ("master", r"(?<!\bi )(?<!\byou )(?<!\bto )(?<!\bwe )(?<!\bscrum )(?<!\bweb)master'?s?\b(?! (?:data|plan))|m\.?sc|m\.s|\Ams(?=,)|ms(?= in| degree)|mba|m\.?a\.(?= in)|\Am\.?a\.?(?=,)|masterstudi\w+|masterabschluss\w*|mastergrad|magister|diplom-\w+|mastere|maestria|masterdiploma|masteropleiding"),
    ("bachelor", r"bachelor\w*|b\.?sc|b\.s|\Abs(?=,)|bs(?= in| degree)|b\.?a\.(?= in)|\Ab\.?a\.?(?=,)|licence\b(?= en| de)|licenciatura|licenciad[oa]|(?<=una )ingenieria|graduad[oa]|grado\b(?= en)|\A(?:licence|grado)(?=,)|hbo(?:-\w+)?|undergraduate degree"),
    ("university", r"(?:hochschul|universitats|studien)(?:abschluss|diplom|studium)\w*|(?:university|college|academic) degree|akademischer abschluss|diplome universitaire|titulo universitario|universitaire (?:graad|opleiding)"),
    ("advanced vocational", r"brevet de technicien superieur|bts|tecnico superior|ciclo formativo de grado superior|meisterbrief|meisterprufung|hnd"),
    ("vocational", r"mbo(?: ?\d|-\w+)?|cap\b(?= cuisine| en|,)|apprenticeship|berufsausbildung|abgeschlossene (?:\w+ )?ausbildung|ausbildung(?= als| zu[mr])|fp\b"),
)  # fmt: skip
_DEGREE = tuple((level, re.compile(rf"\b(?:{words})(?!\w)")) for level, words in _DEGREES)
_ACADEMIC = ("doctorate", "master", "bachelor", "university")
_SUBJECT = re.compile(
    r"(?: degree| of (?:science|arts)| universitario| diplom\w*)*(?:'s)? (?:in|en|of|im fach|der|de) (?:der |den |la |las |los |le |de |l')?(?P<words>[^,.;()]{3,50})"
    r"| (?:habe|wurde|bin) ich (?:(?:19|20)\d\d )?(?:in|im fach) (?P<more>[^,.;()]{3,50})"
)
_SUBJECT_END = re.compile(
    r"\b(?:from|at|by|por|de la|aan|an der|an|van|bei|und|and|y|met|mit|the|abgeschlossen|schloss|du|au|a la|obtenu)\b"
)
_CLAUSE = re.compile(r"[,;.:()]")
CERTIFICATE = re.compile(
    r"\b(?:certified|certificat\w*|certifi[eé]\w*|zertifi\w+|\w*zertifikat\w*|gecertificeerd\w*|\w*certificaat|\w*certificaten|licen[cs]ed?|licence\b(?! en| de)|chartered|"
    r"qualified|registered|accredited|diplomee?|diplome|\w*diploma|titulo oficial|titulad[oa]|acreditad[oa]|\w*fuhrerschein\w*|\w*rijbewijs|carnet?|carne|permis\b|"
    r"weiterbildung|fachweiterbildung|prufung|\w*schein|examinador\w*|examiner|habilitation|brevet|state[- ]examined|examiniert\w*)\b"
)
_DIPLOMA = re.compile(r"diplom|titul")
_LICENCES = (
    r"forklift|heftruck\w*|\w*stapler\w*|carretill\w+|chariots? elevateur\w*|caces",
    r"food hygiene|haccp|lebensmittelhygiene|hygiene alimentaire|higiene alimentaria",
    r"als|advanced life support",
)
_LICENCE = tuple(re.compile(rf"\b(?:{words})\b") for words in _LICENCES)
_NOUNS = ("certificate", "certification", "license", "licence", "diploma")
_NAME_BEFORE = re.compile(r"(?:(?<=\ba )|(?<=\ban )|(?<=\bmy )|(?<=\bthe ))(?:[\w-]+ ){1,5}\Z")
_NAME = re.compile(
    r"(?: (?!(?:at|since|in|with|and|who|for|by|from|as|of|on|working|seit|bei|mit|und|im|depuis|chez|avec|et|en|desde|con|y|sinds|bij|met)\b)[\w/-]+){0,6}"
)
_SINCE = re.compile(rf"{_NAME.pattern},? (?:since|seit|depuis|desde|sinds|in|from|en|im|of) ((?:19|20)\d\d)\b")
_IN_YEAR = re.compile(
    r"\b(?:since|in|seit|im jahr|depuis|en|desde|sinds) ((?:19|20)\d\d),? (?:i |ich |je |ik )?"
    r"(?:became|got|passed|earned|obtained|wurde ich|erwarb ich|suis devenue?|obtuve|werd ik)\b[^,;.]*\Z"
)
_IN = re.compile(r" (?:in|im jahr|en) ((?:19|20)\d\d)\b")
_CLASS = re.compile(
    r"\b(?:klasse|class|clase|classe|categorie|permis|carnet?|\w*rijbewijs|\w*fuhrerschein) ([a-e]\d?e?)\b"
)
_PAPERS = (FactKind.CERTIFICATE, FactKind.EDUCATION, FactKind.STATEMENT)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AROUND = 55  # characters on each side of `certified` in which it says as what


def level_of(text: str) -> str:
    """Of the highest degree that a plain text names; empty without one."""
    return next((level for level, pattern in _DEGREE if pattern.search(text)), "")


def check(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    degrees = list(_degrees(sentence, ledger))
    yield from degrees
    taken = [(claim.span.start, claim.span.end) for claim in degrees]
    for match in CERTIFICATE.finditer(sentence.plain):
        inside = any(start <= match.start() < end for start, end in taken)
        if (
            not inside
            and not sentence.denied(match.start())
            and not (of_company(sentence, ledger) and not sentence.first_person)
        ):
            yield _certificate(sentence, ledger, match)
            return  # `certified … certificate` is one claim


def _degrees(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    schools = [known for known in ledger.known if known.fact.kind in _PAPERS]
    for level, pattern in _DEGREE:
        match = pattern.search(sentence.plain)
        if match is None or sentence.denied(match.start()):
            continue
        held = [known for known in schools if _is_of_level(known, level, pattern)]
        if not held:
            yield found(sentence, ClaimKind.DEGREE, *match.span(), (), f"no fact names a {level} degree")
        elif fitting := [known for known in held if _same_subject(sentence, match, known)]:
            yield found(sentence, ClaimKind.DEGREE, *match.span(), (known.id for known in fitting))
        else:
            yield found(sentence, ClaimKind.DEGREE, *match.span(), (), f"your degree is another: {held[0].fact.text}")
        return


def _is_of_level(known: Known, level: str, pattern: re.Pattern[str]) -> bool:
    """A degree of any kind is one of a university; who learnt a trade may have only the trade's name there."""
    own = level_of(known.sentence.plain)
    if level == "university":
        return own in _ACADEMIC
    return bool(pattern.search(known.sentence.plain)) or (
        level == "vocational" and not own and known.fact.kind is FactKind.EDUCATION
    )


def _same_field(sentence: Sentence, match: re.Match[str], known: Known) -> bool:
    """Unless both name fields of study, in whatever language, and none in common."""
    before = _SUBJECT_END.split(_CLAUSE.split(sentence.plain[: match.start()])[-1])[-1]
    behind = _SUBJECT_END.split(_CLAUSE.split(sentence.plain[match.end() :])[0])[0]
    wanted, own = fields_of(f"{before} {match.group()} {behind}"), fields_of(known.sentence.plain)
    return not wanted or not own or bool(wanted & own)


def _same_subject(sentence: Sentence, match: re.Match[str], known: Known) -> bool:
    """Unless both name fields that differ, or subjects in one language that have nothing in common."""
    if not _same_field(sentence, match, known):
        return False
    subject = _SUBJECT.match(sentence.plain, match.end())
    if subject is None or known.sentence.language != sentence.language:
        return True
    words = _SUBJECT_END.split(subject["words"] or subject["more"])[0]
    wanted = set(map(key, content_words(words)))
    return not wanted or len(wanted & known.sentence.keys) * 2 >= len(wanted)


def _certificate(sentence: Sentence, ledger: Ledger, match: re.Match[str]) -> Claim:
    """What it names must be named by one certificate, degree or statement; if it names nothing, some word around it."""
    around = sentence.plain[max(0, match.start() - _AROUND) : match.end() + _AROUND]
    keys = {key(word) for word in content_words(around.replace(match.group(), " "))} | (
        {key(match.group())} if len(match.group()) > 14 else set()
    )
    start, end = _name(sentence, match)
    papers = [
        known
        for known in ledger.known
        if (
            known.fact.kind in _PAPERS
            or (known.fact.kind is FactKind.SKILL and CERTIFICATE.search(known.sentence.plain))
        )
        and _same_class(around, known.sentence.plain)
        and (
            _names_all(sentence, sentence.plain[start:end], known, keys)
            or _same_licence(around, known.sentence.plain)
            or (_DIPLOMA.match(match.group()) and fields_of(around) & fields_of(known.sentence.plain))
        )
    ]
    year = _SINCE.match(sentence.plain, match.end()) or _IN_YEAR.search(sentence.plain[: match.start()])
    dated = [known for known in papers if known.fact.start or _YEAR.search(known.sentence.plain)]
    if year and dated and not any(year[1] in f"{known.fact.start} {known.sentence.plain}" for known in dated):
        return found(
            sentence, ClaimKind.CERTIFICATE, *year.span(1), (), f"your profile has another date: {dated[0].fact.text}"
        )
    papers = papers or _finished(sentence, ledger, match)
    if papers:
        return found(sentence, ClaimKind.CERTIFICATE, *match.span(), (known.id for known in papers))
    reason = f"no certificate or degree of yours is “{sentence.text[start:end].strip()}”"
    return found(sentence, ClaimKind.CERTIFICATE, *match.span(), (), reason)


def _finished(sentence: Sentence, ledger: Ledger, match: re.Match[str]) -> list[Known]:
    """`I qualified in 2015`: the studies that ended then, and the certificates of that year."""
    year = _IN.match(sentence.plain, match.end())
    if year is None:
        return []
    papers = ledger.of(FactKind.EDUCATION, FactKind.CERTIFICATE)
    return [known for known in papers if year[1] == (known.fact.end or known.fact.start)[:4]]


def _name(sentence: Sentence, match: re.Match[str]) -> tuple[int, int]:
    """Where the certificate is named: behind `certified`, before `certificate`."""
    if match.group() in _NOUNS and (before := _NAME_BEFORE.search(sentence.plain[: match.start()])):
        return before.start(), match.end()
    behind = _NAME.match(sentence.plain, match.end())
    return match.start(), behind.end() if behind else match.end()


def _names_all(sentence: Sentence, name: str, known: Known, around: set[str]) -> bool:
    """All words of its name, if both are of one language; across languages some word, and the profession."""
    words = [word for word in content_words(name) if not CERTIFICATE.fullmatch(word) and key(word) not in _GENERAL]
    if words and known.sentence.language == sentence.language:
        return set(map(key, words)) <= known.sentence.keys
    mine, theirs = professions_of(" ".join(words)), professions_of(known.sentence.plain)
    return bool(around & _telling(known)) and (not mine or not theirs or bool(mine & theirs))


def _telling(known: Known) -> frozenset[str]:
    return frozenset(each for each in known.sentence.keys if each not in _GENERAL)


_GENERAL = frozenset(
    map(
        key,
        [
            "level",
            "advanced",
            "basic",
            "general",
            "certificate",
            "university",
            "college",
            "school",
            "support",
            "science",
            "council",
            "formation",
            "care",
        ],
    )
)


def _same_class(one: str, two: str) -> bool:
    """Of a driving licence: not two that differ."""
    wanted, held = _CLASS.search(one), _CLASS.search(two)
    return not (wanted and held) or wanted[1] == held[1]


def _same_licence(one: str, two: str) -> bool:
    return any(pattern.search(one) and pattern.search(two) for pattern in _LICENCE)
