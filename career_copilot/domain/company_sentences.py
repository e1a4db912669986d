"""Sentences of an advert that tell what the employer makes or is: `We build welding robots`. They ask nothing of the person."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from career_copilot.domain.fingerprint import trade_name

_BREAK = re.compile(r"[•;]|[.!?](?=\s+[A-ZÄÖÜÉ]|[A-Z][a-z]|\s*$)")
_SUBJECTS = (
    r"we|our (?:company|firm|business|products?|platforms?|software|robots?|machines?|solutions?|technology|tools|services?|mission|customers|clients)|the company"
    r"|wir|unsere? (?:firma|unternehmen|produkte?|plattform|software|lösungen?|maschinen|anlagen|kunden)|das unternehmen|die firma"
    r"|nous|notre (?:entreprise|société|groupe|produit|plateforme|logiciel|solution|mission)|nos (?:produits|solutions|logiciels|machines|clients)|l['’]entreprise|la société"
    r"|nosotros|nuestr[oa] (?:empresa|compañía|producto|plataforma|software|solución|misión)|nuestr[oa]s (?:productos|soluciones|máquinas|clientes)|la (?:empresa|compañía)"
    r"|wij|we|(?:onze|ons) (?:bedrijf|producten|product|platform|software|oplossingen|machines|klanten)|het bedrijf"
)
_MAKES_INVERTED = (
    r"baut|bauen|entwickelt|entwickeln|produziert|produzieren|fertigt|fertigen|stell(?:t|en)\b(?=[^.\n]* her\b)|liefert|liefern|vertreibt|vertreiben|betreibt|betreiben|macht|machen|gestaltet|gestalten"
    r"|(?:ist|sind|zählt|zählen|gehört|gehören) (?!auf der suche)(?:als |zu |seit \w+ )?(?:ein|eine|einer|der|die|das|den|führend\w*|spezialisiert)\b"
    r"|bouwt|bouwen|ontwikkelt|ontwikkelen|maakt|maken|produceert|produceren|levert|leveren|verkoopt|verkopen|(?:is|zijn) (?:een|de|het|dé|gespecialiseerd)\b"
)
_MAKES = (
    r"builds?|building|built|makes?|making|made|develops?|developing|manufactures?|manufacturing|provides?|providing|offers?|offering|designs?|sells?|delivers?|delivering"
    r"|creates?|creating|produces?|producing|operates?|operating|serves?|serving|speciali[sz]es?|speciali[sz]ed|powers?|enables?|transforms?|transforming|helps?|helping|connects?|pioneers?"
    r"|(?:am|is|are|was|were|['’]re|['’]s) (?!hiring|looking|seeking|searching|recruiting)(?:(?:not just|not only|proud to be|currently|now|also) )?(?:an?|the|one of|part of|based|leading|home|backed|active|known)\b"
    r"|fabriquons|fabriquent?|construisons|construit|développons|développent?|concevons|conçoit|proposons|proposent?|produisons|produit|créons|éditons|édite|commercialisons|commercialise|vendons"
    r"|(?:sommes|est|sont) (?!à la recherche)(?:une?|le|la|l['’]\w*|les|spécialisée?s?|leader)"
    r"|fabrica(?:mos|n)?|construi?mos|construyen?|desarrolla(?:mos|n)?|diseña(?:mos|n)?|produ(?:cimos|cen?)|vend(?:emos|e|en)|crea(?:mos|n)|somos|(?:es|son) (?:una?|el|la|los|las|líder(?:es)?)\b"
    rf"|{_MAKES_INVERTED}"
)
_BETWEEN = r"(?: ?['’](?=(?:re|s)\b)| (?:[\w-]+,? ){0,2}?)"
_DOES = re.compile(rf"{_BETWEEN}(?:{_MAKES})\b", re.IGNORECASE)
_PRO_DROP = re.compile(
    r"(?:fabricamos|construimos|desarrollamos|diseñamos|producimos|vendemos|creamos|somos)\b", re.IGNORECASE
)
_INVERTED = ("de", "nl")  # `Seit 1990 bauen wir …`
_LONGEST_LEAD, _SHORTEST_NAME = 60, 3  # of `Since 1990, …`; of what a company is called
_ASKS = re.compile(
    r"\b(?:you|your|yours|you['’]\w+|need|needs|require[sd]?|requires|expect|expects|look|looking|seek|seeks|seeking|hire|hiring|want|wants|asks?|candidates?|applicants?|jobs?|join|roles?|positions?|must|necessary|essential"
    r"|(?-i:Sie|Ihre?[mnrs]?)|du|dich|dir|deine?[mnrs]?|suchen|sucht|erwarten|erwartet|brauchen|benötigen|kandidat\w*|stelle"
    r"|vous|votre|vos|tu|ton|tes|toi|recherch\w+|cherch\w+|attend\w+|candidat\w*|poste"
    r"|usted|tus?|te|buscamos|busca|necesitamos|requerimos|esperamos|puesto"
    r"|jij|je|jouw|jou|u|uw|zoeken|zoekt|verwachten|vragen|functie)\b",
    re.IGNORECASE,
)  # fmt: skip


def company_sentences(text: str, language: str, company: str, places: Iterable[int]) -> list[tuple[int, int]]:
    """Where they start and end, of those sentences in which one of the places is. A sentence that speaks to the person, or of
    what is looked for, is none."""
    subject, inverted = _patterns(company)
    found = []
    for start, end in _sentences(text, places):
        sentence = text[start:end].lstrip(" -–*")
        tells = _tells(sentence, subject) or (language in _INVERTED and inverted.match(sentence))
        if tells and not _ASKS.search(sentence):
            found.append((start, end))
    return found


def _sentences(text: str, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Those of the lines in which the places are."""
    done = 0
    for place in sorted(places):
        if place < done:
            continue
        start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        done = end if end >= 0 else len(text)
        borders = [start, *(match.end() for match in _BREAK.finditer(text, start, done)), done]
        yield from pairwise(borders)


def named(text: str, company: str) -> list[tuple[int, int]]:
    """Where the company's name of several words stands: `Harbourwright Robotics` asks for no robotics."""
    name = _called(company)
    return [match.span() for match in re.finditer(rf"\b{re.escape(name)}\b", text)] if " " in name else []


def _tells(sentence: str, subject: re.Pattern[str]) -> bool:
    """`We build …`, `Since 1990, we build …`, `Fabricamos …`"""
    at = 0
    while 0 <= at <= _LONGEST_LEAD:
        if (found := subject.match(sentence, at)) and _DOES.match(sentence, found.end()):
            return True
        comma = sentence.find(", ", at)
        at = comma + 2 if comma >= 0 else -1
    return bool(_PRO_DROP.match(sentence))


@lru_cache(1000)
def _called(company: str) -> str:
    return trade_name(company) if company else ""


@lru_cache(1000)
def _patterns(company: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The company as it may be called, by the first word of its name, too; and a sentence in which it stands behind its verb."""
    name = _called(company)
    names = [re.escape(each) for each in dict.fromkeys((name, name.partition(" ")[0])) if len(each) >= _SHORTEST_NAME]
    subject = re.compile(rf"(?:{'|'.join([*names, _SUBJECTS])})\b", re.IGNORECASE)
    inverted = rf"[^,.:\n]{{2,{_LONGEST_LEAD}}} (?:{_MAKES_INVERTED}) (?:{'|'.join(['wir', 'wij', 'we', *names])})\b"
    return subject, re.compile(inverted, re.IGNORECASE)
