"""Checks where the person is said to have worked: that must be an employer, or somebody for whom the facts of a job say it was
done. The issuer of a certificate, a tool, a school or a city of the profile is none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from career_copilot.domain import skills
from career_copilot.domain.claims_finding import found, named_entries, of_company
from career_copilot.domain.claims_index import Known, Ledger
from career_copilot.domain.claims_names import AND, RUN, is_common, is_ordinary
from career_copilot.domain.claims_places import named
from career_copilot.domain.claims_text import Sentence, plain
from career_copilot.domain.claims_title_words import ANY
from career_copilot.domain.claims_values import Claim, ClaimKind, FactKind
from career_copilot.domain.function_words import FUNCTION_WORDS

_THE = r"(?: the| der| dem| la| le| el| de| het| einem| firma)?"
_AT = re.compile(rf"\b(?:at|bei|beim|chez|bij|au sein (?:de|du)){_THE} \Z")
_VERB = r"work(?:ed|ing|s)?|freelanced?|consulted|gearbeitet|arbeite(?:te)?|travaill\w+|trabaj\w+|practicas|empleo|puesto|werkt?e?|gewerkt"
_FOR = re.compile(rf"\b(?:{_VERB})\b[^,;.:]{{0,30}} (?:for|fur|pour|para|voor){_THE} \Z")
_FOR_WHOM = re.compile(rf"\b(?:fur|voor|pour|para){_THE} \Z")
_WORKED = re.compile(r"[^,;.:]{0,30}\b(?:gearbeitet|tatig|beschaftigt|gewerkt|werkzaam)\b")
_IN = re.compile(
    rf"\b(?:trabaj\w+|practicas|emple(?:o|ad[oa])|puesto|contrat\w+|{ANY.pattern})\b[^,;.:]{{0,30}} en{_THE} \Z"
)
_WITH = re.compile(
    rf"\b(?:years?|months?|been|employed|internship|position|job|role)(?: employed)? (?:with|by|in){_THE} \Z"
)
_JOINED = re.compile(
    r"\b(?:joined|joining|left|(?:came|moved|switched)\b[^,;.:]{0,30} from|(?:hired|employed|recruited) by|wechselte(?: ich)? zu(?:r)?|angestellt von|rejoint|rejoignis|quitte|embauchee? par|"
    r"(?:me )?incorpore a|contratad[oa] por|aangenomen (?:door|bij)|overgestapt naar)(?: the)? \Z"
)
_WORK = (
    rf"\b(?:{_VERB}|employ\w*|intern(?:ed|ship)|placement|position|role|job|career|serv(?:ed|ing)|taught|lectur\w+|hired|tenure|"
    r"years?|months?|since|been|was|tatig|beschaftigt|angestellt|praktik\w*|stelle|arbeit\w*|jahre?n?|monate?n?|seit|war|bin|als|stage|poste|emploi|ans|annees?|mois|depuis|"
    rf"anos?|meses|desde|jaar|maanden|sinds|stage|baan|{ANY.pattern})\b"
)
_ELSE = (
    r"\b(?:certif\w*|zertifi\w*|course\w*|kurse?s?|cours|cursos?|cursus|training|trained|workshops?|bootcamp|weiterbildung|schulung|formation|formacion|opleiding|"
    r"stud\w+|etud\w+|estudi\w+|degree|diplom\w*|thesis|phd|learn\w*|lern\w+|gelernt|appris|aprend\w+|geleerd|ausbildung|apprentic\w*|talks?|spoke|speak\w*|present\w*|conference|keynote|"
    r"vortrag\w*|conference|charla|lezing|publish\w+|paper|hackathon|competition|contribut\w+|account|profile?|profil|repo\w*|code|portfolio|hosted|available|stars|"
    r"good|better|best|skilled|adept|expert|proficient|strong|look\w*|aim\w*|customers?|clients?|kunden?|klanten|suppliers?|vendors?|bought|purchas\w+|sold|deploy\w*|graduat\w+|"
    r"bewerb\w*|beworben|appl(?:y|ied|ication)|postul\w+|solicit\w+|sollicit\w+)\b"
)
_APPLIES = re.compile(
    r"\b(?:bewerb\w*|beworben|appl(?:y|ying|ied) (?:for|to|at|with|there)|application|postul\w+|candidatur[ae]\w*|(?:me |haber(?:me)? )present\w+|solicit\w+|sollicit\w+)\b"
)
_EMPLOYED = re.compile(
    rf"\b(?:{_VERB}|employed|intern(?:ed|ship)|taught|lectured|joined|lehrte|unterrichtete?|tatig|beschaftigt|angestellt|enseign\w+|ensene|impart\w+|docente?|lesgegeven|was an?|{ANY.pattern})\b"
)
_CUE = re.compile(rf"(?P<work>{_WORK})|(?P<other>{_ELSE})")
_CLAUSES = re.compile(r"[,;.:]")
_NOUN = re.compile(r" ((?!\w+(?:ing|ed)\b)[a-z][\w-]+)")
_END = re.compile(r" I\Z|['’]s?\Z")
_LEAD = re.compile(r"(?:At|Bei|Beim|Chez|En|Bij|For|Für|Voor|Pour|Para) (?=\w)")
_STUDENT = re.compile(
    r"\b(?:student\w*|ph\.?d|doctoral|doktorand\w*|doctorant\w*|promovend\w*|thesis|these|apprentic\w*|ausbildung|auszubildende\w*|lehrling|apprenti\w*|aprendiz|leerling|stud(?:y|ied|ying|ies|ium|ierte?)|studeerde|etudi\w+|estudi\w+)\b"
)
_TOLD_AT = r"(?:at|bei|beim|chez|bij|client|joined|(?:hired|employed) by)"
_TOLD_FOR = rf"(?:{_TOLD_AT}|for|fur|pour|para|voor)"
_TELLING = (FactKind.HIGHLIGHT, FactKind.SUMMARY, FactKind.ACHIEVEMENT, FactKind.STATEMENT)


@dataclass(frozen=True)
class _Name:
    """A name's plain words and its place; `before` is the text in front of the names that are joined to it."""

    words: tuple[str, ...]
    start: int
    end: int
    before: str


def check(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    for run in RUN.finditer(sentence.text):
        lead = _LEAD.match(run.group())
        first = run.start() + (lead.end() if lead else 0)
        if sentence.denied(first) or not _is_workplace(sentence, first, run.end()):
            continue
        for name in _names(sentence, ledger, first, run.end()):
            if _is_judged(sentence, ledger, name) and not _is_employer(sentence, ledger, name):
                reason = f"no job of yours is at “{sentence.text[name.start : name.end]}”"
                yield found(sentence, ClaimKind.EMPLOYER, name.start, name.end, (), reason)


def _names(sentence: Sentence, ledger: Ledger, first: int, last: int) -> Iterator[_Name]:
    """`Apple and Google I` are two. In German only what is in front and a name: `bei Amazon Erfahrung gesammelt`."""
    text = sentence.text[first:last]
    start = first
    for end, following in [*(joint.span() for joint in AND.finditer(text)), (len(text), len(text))]:
        stop = start + len(_END.sub("", sentence.text[start : first + end]))
        words = [each for each in sentence.words if each[1] >= start and each[2] <= stop]
        if sentence.language == "de":
            words = list(takewhile(lambda each: each[0] in ledger.foreign_names, words))
        if words:
            yield _Name(tuple(word for word, _, _ in words), start, words[-1][2], sentence.plain[:first])
        start = first + following


def _is_workplace(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words around the name say that somebody worked there."""
    before, behind = sentence.plain[:start], sentence.plain[end:]
    noun = None if _END.search(sentence.text[start:end]) else _NOUN.match(behind)
    if sentence.language == "en" and noun and noun[1] not in FUNCTION_WORDS:
        return False  # `at AWS events`
    if _JOINED.search(before) or _FOR.search(before) or _WITH.search(before):
        return True
    if _FOR_WHOM.search(before) and _WORKED.match(behind):
        return True
    if not _AT.search(before):
        return _IN.search(before) is not None
    cues = [*_CUE.finditer(_CLAUSES.split(before)[-1])][-1:] or [*_CUE.finditer(behind)][:1]
    return cues[0]["work"] is not None if cues else sentence.language != "de"


def _is_judged(sentence: Sentence, ledger: Ledger, name: _Name) -> bool:
    """Whether all words of the name are known; one that is not is flagged for that alone. Not what is common, places,
    and the company where the sentence wishes, speaks of it, or tells of applying there."""
    known = ledger.words.keys() | ledger.about_words
    common = all(is_common(word) or is_ordinary(word) or word in ledger.own_name for word in name.words)
    if common or not known >= set(name.words) or _is_listed(ledger, name) or _is_place(sentence, name):
        return False
    excused = sentence.wishing or not sentence.first_person or _APPLIES.search(sentence.plain)
    return not (of_company(sentence, ledger) and excused)


def _is_place(sentence: Sentence, name: _Name) -> bool:
    """`at` a place only by its own name: Google was once that of Topeka."""
    place = named(sentence.text[name.start : name.end])
    return place is not None and (plain(place.name) == " ".join(name.words) or not _AT.search(name.before))


def tells_of_applying(text: str) -> bool:
    """Whether it says that somebody applies, or has applied, somewhere."""
    return _APPLIES.search(plain(text)) is not None


def _is_listed(ledger: Ledger, name: _Name) -> bool:
    """`trabajo en Python`: with a skill that is listed, not at an employer."""
    listed = (tuple(word for word, _, _ in known.sentence.words) for known in ledger.of(FactKind.SKILL))
    return _IN.search(name.before) is not None and name.words in listed


def _is_employer(sentence: Sentence, ledger: Ledger, name: _Name) -> bool:
    entries = [known for known, start, end in named_entries(sentence, ledger) if start <= name.start < end]
    entries += [known for known in ledger.entries if set(name.words) <= _whole_name(known)]
    if any(known.fact.kind is not FactKind.EDUCATION for known in entries):
        return True
    if entries:
        worked = _EMPLOYED.search(_CLAUSES.split(name.before)[-1])
        return worked is None or _STUDENT.search(sentence.plain) is not None
    return any(_is_told(known, name.words) for known in ledger.of(*_TELLING))


def _whole_name(known: Known) -> frozenset[str]:
    return Sentence(f"{known.fact.organisation} {known.fact.place}", "").bare


def _is_told(known: Known, name: Sequence[str]) -> bool:
    """Whether the fact says that work was done there or for them, and not with it as a tool."""
    words = r"[\W_]+".join(map(re.escape, name))
    tool = any(skills.skill(one.skill_id).kind == "technology" for one in skills.mentions(" ".join(name), "en"))
    match = re.search(rf"\b{_TOLD_AT if tool else _TOLD_FOR}{_THE} {words}\b", known.sentence.plain)
    return match is not None and not known.sentence.text[match.end() : match.end() + 2].strip().isupper()
