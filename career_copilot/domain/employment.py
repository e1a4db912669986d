"""Employment types in the words of adverts and boards."""

import re

from career_copilot.domain.passages import passages
from career_copilot.domain.posting import EmploymentType

_FULL, _PART, _CONTRACT = EmploymentType.FULL_TIME, EmploymentType.PART_TIME, EmploymentType.CONTRACTOR
_TEMPORARY, _INTERN, _OTHER = EmploymentType.TEMPORARY, EmploymentType.INTERN, EmploymentType.OTHER

# Words of a field that holds nothing but the type, and safe enough in a title.
_WORDS: dict[EmploymentType, str] = {
    _FULL: r"full[\s_-]?time|vollzeit|temps (?:plein|complet)|(?:jornada|tiempo) complet[ao]|tempo pieno|voltijds?|fulltime|heltid|tempo integral",
    _PART: r"part[\s_-]?time|teilzeit|minijob|mini-job|aushilfe|geringfügig|450[\s-]?€|temps partiel|mi-temps|(?:jornada|tiempo) parcial|media jornada"
    r"|tempo parziale|deeltijds?|parttime|deltid|tempo parcial",
    _CONTRACT: r"contract(?:or|ing|s)?|freelanc\w*|freiberuf\w*|freie mitarbeit|independent|self[\s-]?employed|indépendant|autónomo|zzp|b2b|1099|c2c|corp[\s-]?to[\s-]?corp"
    r"|contract[\s-]to[\s-]hire|honorarbasis",
    _TEMPORARY: r"temp(?:orary)?|seasonal|fixed[\s-]?term|befristet\w*|saison\w*|zeitarbeit|cdd|intérim\w*|interim|temporal|eventual|tijdelijk|vikariat|maternity cover"
    r"|per[\s-]?diem|on[\s-]?call|casual|contrat à durée déterminée",
    _INTERN: r"intern(?:ship|s)?|praktik(?:um|ant\w*)|werkstudent\w*|working student|trainee(?:ship)?|apprentice(?:ship)?|auszubildende\w*|ausbildung|azubi|stage|stagiaire"
    r"|alternan(?:ce|t|te)|apprenti(?:ssage|e)?|prácticas|becari[oa]|co-?op|duales studium|estágio|stageplaats|tirocinio|student job|diplomarbeit|abschlussarbeit",
}
# Contracts without an end say nothing of the hours, but boards use them for the ordinary job.
_PERMANENT = re.compile(
    r"permanent|festanstellung|unbefristet\w*|\bcdi\b|indefinido|regular|salaried|employee|fixe anstellung",
    re.IGNORECASE,
)
_FIELDS = {kind: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for kind, words in _WORDS.items()}
# In prose `contract`, `stage`, `casual`, `regular` … have other meanings: only words that have one.
_PROSE = re.compile(
    r"(?<!\w)(?:(?P<part>part[\s-]time (?:position|role|job|employment|opportunity)|(?:in )?vollzeit\s?(?:oder|/|und|bzw\.?)\s?teilzeit|in teilzeit|temps partiel|media jornada|jornada parcial)"
    r"|(?P<full>full[\s-]time (?:position|role|job|employment|contract|opportunity)|(?:in |unbefristete |stelle in )vollzeit|temps plein|jornada completa)"
    r"|(?P<contractor>independent contractor|freelance (?:role|position|basis|contract)|freiberufliche mitarbeit)"
    r"|(?P<temporary>fixed[\s-]term (?:contract|position)|befristete stelle|en cdd|contrat à durée déterminée|contrato temporal|maternity (?:leave )?cover)"
    r"|(?P<intern>this internship|als werkstudent\w*|als praktikant\w*|contrat d'alternance|contrat d'apprentissage|convention de stage|contrato de prácticas))(?!\w)",
    re.IGNORECASE,
)
_TRIGGERS = (
    "time",
    "zeit",
    "term",
    "temps",
    "jornada",
    "contract",
    "contrat",
    "freelanc",
    "freiberuf",
    "befrist",
    "cdd",
    "intern",
    "werkstud",
    "praktik",
    "maternity",
    "stage",
)
_GROUPS = {"full": _FULL, "part": _PART, "contractor": _CONTRACT, "temporary": _TEMPORARY, "intern": _INTERN}
_NOT_INTERN = re.compile(
    r"\b(?:internal|international|internist|stage manager|late[\s-]stage|early[\s-]stage)\b", re.IGNORECASE
)
_TITLE_ONLY = {kind: pattern for kind, pattern in _FIELDS.items() if kind in (_FULL, _PART, _INTERN)} | {
    _CONTRACT: re.compile(
        r"\b(?:freelanc\w*|contractor|contract)\b(?! (?:manager|management|law|administrator|specialist|lawyer|counsel))",
        re.IGNORECASE,
    ),
    _TEMPORARY: re.compile(
        r"\b(?:temporary|seasonal|fixed[\s-]term|befristet\w*|cdd|intérim|maternity cover|aushilfe|saisonkraft)\b",
        re.IGNORECASE,
    ),
}


def employment_types(field: str) -> list[EmploymentType]:
    """What a board's own field (`Vollzeit / Teilzeit`, `CDI`, `Full-time`) says; OTHER if it says something else."""
    found = _matches(_FIELDS, field)
    if not found and _PERMANENT.search(field):
        found = [_FULL]
    return found or ([_OTHER] if field.strip() else [])


def employment_types_in(title: str, text: str) -> list[EmploymentType]:
    """What an advert says itself. The title's word outweighs the text's."""
    if found := _matches(_TITLE_ONLY, _NOT_INTERN.sub(" ", title)):
        return found
    groups = dict.fromkeys(match.lastgroup or "" for match in _PROSE.finditer(passages(text, _TRIGGERS, 30)))
    kinds = [kind for name, kind in _GROUPS.items() if name in groups]
    return [_FULL, *kinds] if kinds == [_PART] and "vollzeit" in text.lower() else kinds


def _matches(patterns: dict[EmploymentType, re.Pattern[str]], text: str) -> list[EmploymentType]:
    return [kind for kind, pattern in patterns.items() if pattern.search(text)]
