"""What an advert demands besides skills: years, degrees, languages, permits, licences, presence; by cues in en/de/fr/es."""

import re
from collections.abc import Iterator

from career_copilot.domain import cues
from career_copilot.domain.language_names import spoken
from career_copilot.domain.posting import Requirement, RequirementKind, RequirementTopic, Span

_YEARS = re.compile(
    r"(?<![\d.,$€£])(\d{1,2})(?:\s?\+|\s?(?:-|–|to|bis|à|a)\s?\d{1,2}\+?)?\s*(?:\(\w+\)\s*)?(?:or more |plus )?"
    r"(?:years?|yrs?|jahren?|jährige|ans|années|años)\b(?!\s+(?:old|ago|of age|in business|strong))",
    re.IGNORECASE,
)
_YEAR_WORDS = ("year", "yr", "jahr", "jährige", "ans", "année", "años")
_YEARS_BEFORE, _YEARS_AFTER = 60, 40  # characters of such a word in which the number and what belongs to it stand
_YEARS_CUE = re.compile(
    r"exp[eé]ri|erfahrung|berufs|praxis|work|background|as an? |in an? |in der |\bin \w", re.IGNORECASE
)
_NOT_YEARS = re.compile(
    r"founded|history|for over|company|vest|contract|warranty|past|last \d|next|over the|garantie|within", re.IGNORECASE
)
_DEGREES = (
    ("doctorate", "Doctorate", re.compile(r"\bph\.?d\b|\bdoctorate|abgeschlossene promotion\b|\bdoctorat\b|\bdoctorado", re.IGNORECASE)),
    ("master", "Master's degree", re.compile(r"\bmaster['’]?s?(?: degree| of)|\bm\.?sc\b|\bmba\b|\bbac\s?\+\s?5|\bmasterabschluss|\bmáster\b", re.IGNORECASE)),
    ("bachelor", "Bachelor's degree", re.compile(r"\bbachelor|\bb\.?sc?\b(?= |/|\.|,)|university degree|college degree|degree in|abgeschlossenes? (?:\w+ )?studium|hochschulstudium|hochschulabschluss|\bbac\s?\+\s?[34]|\blicenciatura|grado (?:universitario|en)|titulación universitaria|diplôme (?:universitaire|d'ingénieur)", re.IGNORECASE)),
    ("vocational", "Vocational training", re.compile(r"abgeschlossene (?:\w+ )?(?:berufs)?ausbildung|berufsausbildung|apprenticeship|\bbac\s?\+\s?2|\bbts\b|\bcap\b(?= [a-zé])|formación profesional|vocational (?:training|qualification)|associate['’]?s? degree", re.IGNORECASE)),
    ("school", "School leaving certificate", re.compile(r"high school diploma|\bged\b|\babitur\b|baccalauréat|bachillerato|secondary school", re.IGNORECASE)),
)  # fmt: skip
_EDUCATION_ANCHORS = ("degree", "bachelor", "master", "mba", "phd", "ph.d", "studium", "hochschul", "ausbildung", "bac+", "bac +", "diploma", "msc", "m.sc", "bs/", "bs in", "bsc", "b.s", "licenciatura", "grado ", "titulación", "formación prof", "diplôme", "abitur", "apprenticeship", "doctora", "ene promotion", "vocational", "bts", "ged ", "secondary school", "baccalaur", "bachiller", "máster")  # fmt: skip
_LANGUAGES = {
    "en": "english|englisch|englischkenntnisse|englischer|englische|anglais|inglés|ingles",
    "de": "german|deutsch|deutschkenntnisse|deutscher|deutsche|allemand|alemán",
    "fr": "french|französisch|französischkenntnisse|français|francés",
    "es": "spanish|spanisch|espagnol|español|castellano",
    "it": "italian|italienisch|italien|italiano",
    "nl": "dutch|niederländisch|néerlandais|neerlandés|nederlands",
    "pt": "portuguese|portugiesisch|portugais|portugués",
    "pl": "polish|polnisch|polonais|polaco",
    "sv": "swedish|schwedisch|suédois|sueco",
    "da": "danish|dänisch|danois|danés",
    "no": "norwegian|norwegisch|norvégien",
    "fi": "finnish|finnisch|finnois",
    "ja": "japanese|japanisch|japonais|japonés",
    "zh": "mandarin|chinese|chinesisch|chinois|cantonese",
    "ko": "korean|koreanisch|coréen|coreano",
    "ar": "arabic|arabisch|arabe|árabe",
    "hi": "hindi",
    "ru": "russian|russisch|russe|ruso",
    "tr": "turkish|türkisch|turc",
    "cs": "czech|tschechisch|tchèque",
    "he": "hebrew",
}
_CODE = {name: code for code, names in _LANGUAGES.items() for name in names.split("|")}
_NAMES = tuple(_CODE)
_INSIDE = re.compile(r"\w")  # beside a name: it is a part of another word
_LANGUAGE = re.compile(r"\b(" + "|".join(sorted(_CODE, key=len, reverse=True)) + r")\b", re.IGNORECASE)
_ENDS_WITH_LANGUAGE = re.compile(_LANGUAGE.pattern + r"\W{0,3}$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{4,}")
_LEVEL = re.compile(
    r"(?P<exact>\b[abc][12]\b)|(?P<native>\bnative|muttersprach|langue maternelle|nativo|mother tongue|\bbilingual|bilingue)"
    r"|(?P<C1>fluen|fließend|verhandlungssicher|sehr gute|courant|fluid[oe]|proficien|excellent|strong|advanced|exzellent|perfekt|professional|full professional|avanzado|excelente)"
    r"|(?P<B2>business|working|good|gute|conversational|upper|intermediate|bon niveau|buen nivel|alto|solid|sicher)"
    r"|(?P<A2>basic|grundkenntnisse|notions|básico)",
    re.IGNORECASE,
)
_LANGUAGE_CUE = re.compile(
    r"speak|spoken|written|verbal|oral|language|fluen|proficien|command of|knowledge|kenntnisse|sprach|fließend|verhandlungssicher|wort und schrift|niveau"
    r"|\b[abc][12]\b|courant|maîtrise|lu, écrit|parl|nivel|idioma|hablad|escrito|bilingual|native|mutters|communicat|skills|required|erforderlich|exigé|beherrsch",
    re.IGNORECASE,
)
_NOT_LANGUAGE = re.compile(
    r"\s*(?:market|company|customers?|clients?|government|law|team|office|bank|speaking countries|literature|bakery|cuisine|food|teacher|unternehmen|markt|kund)",
    re.IGNORECASE,
)
_PERMITS = (
    ("no-sponsorship", "No visa sponsorship", re.compile(
        r"(?:(?:not|unable to|cannot|can't|won't|don't|doesn't|no|without)\b[^.\n;]{0,60}?\b(?:sponsor\w*(?: (?:an? |any |your |work )?visas?)?|visas?(?: sponsor\w*)?)\b|sponsorship (?:is )?(?:not|un)\w*|kein\w* vis(?:a|um)\w*|pas de (?:visa|parrainage)|no (?:ofrecemos|se ofrece)[^.\n]{0,30}visado)", re.IGNORECASE)),
    ("sponsorship", "Visa sponsorship offered", re.compile(
        r"(?:(?:will|can|do|happy to|able to|open to)\b[^.\n;]{0,40}?\bsponsor\w*|(?:we|offer\w*|provid\w*)\b[^.\n;]{0,40}?\bsponsor\w*[^.\n;]{0,30}?\b(?:visas?|permits?|blue card|employment|candidates?|h-?1b)\b|visa sponsorship (?:is )?(?:available|offered|provided|possible)|(?:visa|relocation) (?:and \w+ )?(?:support|assistance)|visa sponsorship|(?:unterstütz|helf)\w+[^.\n;]{0,30}?\bvis(?:a|um)\b|visums?unterstützung|(?:aid|accompagn|prise en charge)[^.\n;]{0,30}?\bvisa\b|ofrecemos[^.\n;]{0,30}?\bvisado)", re.IGNORECASE)),
    ("citizenship", "Citizenship required", re.compile(
        r"(?:u\.?s\.? citizen\w*|must be (?:an? )?[^.\n;]{0,30}citizen\w*|citizenship (?:is )?required|security clearance|us persons?\b|u\.s\. persons?\b|sc clear\w*|\bdv clear\w*|ts/sci|export control)", re.IGNORECASE)),
    ("right-to-work", "Right to work needed", re.compile(
        r"(?:right to work|(?:legally )?(?:authoriz|authoris)ed to work|work (?:permit|authori[sz]ation)|eligible to work|arbeitserlaubnis|permis de travail|permiso de trabajo|autorisation de travail)", re.IGNORECASE)),
)  # fmt: skip
_PERMIT_ANCHORS = ("sponsor", "visa", "visum", "citizen", "clearance", "sc clear", "dv clear", "us person", "u.s. person", "right to work", "ed to work", "le to work", "work permit", "work authori", "arbeitserlaubnis", "permis de travail", "autorisation de travail", "permiso de trabajo", "ts/sci", "export control")  # fmt: skip
_LICENCES = (
    ("driving:B", "Driving licence", re.compile(r"driver['’]?s?[ -]licen[cs]e|driving licen[cs]e|führerschein|permis b\b|permis de conduire|carnet de conducir|permiso de conducir|rijbewijs", re.IGNORECASE)),
    ("driving:C", "Lorry driving licence", re.compile(r"\bcdl\b|class a licen[cs]e|\bhgv\b|\blkw[- ]führerschein|führerschein (?:der )?klasse ce?\b|permis c\b", re.IGNORECASE)),
    ("nursing", "Nursing registration", re.compile(r"\brn licen[cs]e|registered nurse|\bnmc\b (?:pin|regist\w+)|nursing licen[cs]e|\blpn\b|staatlich anerkannte\w* pflege|examinierte\w* (?:gesundheits|alten|kranken)?\w*pfleg\w+|diplôme d'état d'infirmi\w+|infirmi\w+ diplômé\w*", re.IGNORECASE)),
    ("forklift", "Forklift licence", re.compile(r"forklift (?:licen[cs]e|certificat\w+|ticket)|staplerschein|caces|carnet de carretiller\w", re.IGNORECASE)),
    ("medical", "Medical licence", re.compile(r"medical licen[cs]e|board[- ]certified|\bapprobation\b|gmc regist\w+", re.IGNORECASE)),
    ("teaching", "Teaching certificate", re.compile(r"teaching (?:licen[cs]e|certificat\w+|credential)|\bqts\b|lehramt", re.IGNORECASE)),
    ("accounting", "Accounting certificate", re.compile(r"\bcpa\b|\bacca\b|chartered accountant|steuerberater\w*examen|expert[- ]comptable diplômé", re.IGNORECASE)),
)  # fmt: skip
_LICENCE_ANCHORS = ("licen", "führerschein", "permis b", "permis c", "permis de con", "carnet de", "permiso de con", "cdl", "hgv", "registered nurse", "nmc ", "lpn", "pfleg", "infirmi", "forklift", "stapler", "caces", "board certified", "board-certified", "approbation", "gmc", "teaching c", "qts", "lehramt", "cpa", "acca", "chartered acc", "steuerberater", "comptable", "rijbewijs")  # fmt: skip
_PLACE = re.compile(
    r"(?P<days>\b(?:\d|one|two|three|four|five)\+?(?:\s?(?:-|–|to)\s?\d)?) (?:days?|x|times?)[^.\n]{0,25}?(?:in[- ](?:the[- ])?(?:our )?office|on[- ]?site|in[- ]person|a week in)"
    r"|(?P<tage>\d|zwei|drei|vier) tage[^.\n]{0,20}(?:vor ort|im büro)|(?P<jours>\d|deux|trois|quatre) jours?[^.\n]{0,25}(?:au bureau|sur site|présentiel)"
    r"|(?P<dias>\d|dos|tres|cuatro) días[^.\n]{0,25}?(?:en (?:la )?oficina|presencial\w*)"
    r"|(?P<live>(?:must|need to|required to|should) (?:be (?:based|located|resid\w+)|live|reside) (?:in|within|near)\s+(?P<where>[A-ZÄÖÜ][^.,;\n]{1,40}))",
    re.IGNORECASE,
)
_PLACE_ANCHORS = ("days", " times", " tage", " jours", " días", "must be ", "must live", "must reside", "need to be ", "need to live", "required to be", "required to live", "should be based", "should live")  # fmt: skip
_REACH = 150
_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "ten": "10",
    "zwei": "2", "drei": "3", "vier": "4", "fünf": "5", "deux": "2", "trois": "3", "quatre": "4", "cinq": "5",
    "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5",
}  # fmt: skip
_YEARS_IN_WORDS = re.compile(
    rf"\b({'|'.join(_NUMBERS)}) (?:\(\d+\) ?)?(?:or more |plus )?(?:years?|jahren?|ans|années|años)\b", re.IGNORECASE
)
_YEARS_ANCHORS = (" year", " jahre", " ans", " années", " años")


def demands(text: str) -> Iterator[Requirement]:
    """All demands but skills, each with its span; whether they are nice to have is for the caller to see."""
    yield from _years(text)
    yield from _education(text)
    yield from _languages(text)
    yield from _permits(text)
    yield from _licences(text)
    yield from _places(text)


def _passages(text: str, anchors: tuple[str, ...]) -> list[tuple[int, int]]:
    """The lines around the anchors, at most 150 characters to each side: patterns look only there, which is fast."""
    found = []
    for at, _ in cues.places(text, anchors, _REACH):
        start = max(text.rfind("\n", max(0, at - _REACH), at) + 1, at - _REACH, 0)
        end = text.find("\n", at, at + _REACH)
        found.append((start, end if end >= 0 else min(len(text), at + _REACH)))
    return _merged(found)


def _merged(passages: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order, those that touch as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(passages):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _demand(topic: RequirementTopic, label: str, start: int, end: int, value: str, blocks: bool = False) -> Requirement:
    kind = RequirementKind.BLOCKER if blocks else RequirementKind.MUST
    return Requirement(kind=kind, topic=topic, label=label, span=Span(start=start, end=end), value=value)


def _years(text: str) -> Iterator[Requirement]:
    near = _merged([(max(0, at - _YEARS_BEFORE), at + _YEARS_AFTER) for at, _ in cues.places(text, _YEAR_WORDS)])
    in_digits = (found for start, end in near for found in _YEARS.finditer(text, start, end))
    in_words = (
        found for start, end in _passages(text, _YEARS_ANCHORS) for found in _YEARS_IN_WORDS.finditer(text, start, end)
    )
    for found in (*in_digits, *in_words):
        years = int(_NUMBERS.get(found[1].lower(), found[1]))
        before, after = text[max(0, found.start() - 40) : found.start()], text[found.end() : found.end() + 60]
        if (
            not 0 < years <= 25
            or _NOT_YEARS.search(before)
            or not (_YEARS_CUE.search(after) or _YEARS_CUE.search(before))
        ):
            continue
        yield _demand(RequirementTopic.EXPERIENCE, f"{years}+ years", *found.span(), str(years))


def _education(text: str) -> Iterator[Requirement]:
    """The lowest degree that a sentence names: `BSc or MSc` asks for a bachelor's."""
    taken: set[int] = set()
    passages = _passages(text, _EDUCATION_ANCHORS)
    for value, label, pattern in reversed(_DEGREES):
        for start, end in passages:
            found = pattern.search(text, start, end)
            if found and start not in taken:
                taken.add(start)
                yield _demand(RequirementTopic.EDUCATION, label, *found.span(), value)


def _languages(text: str) -> Iterator[Requirement]:
    done: set[str] = set()
    for at, name in sorted(cues.places(text, _NAMES)):
        code, behind = _CODE[name], at + len(name)
        if code in done or _INSIDE.match(text[at - 1 : at]) or _INSIDE.match(text[behind : behind + 1]):
            continue
        start = max(text.rfind("\n", 0, at) + 1, at - 60)
        end = text.find("\n", behind)
        after = text[behind : min(end if end >= 0 else len(text), behind + 50)]
        before = text[start:at]
        if _NOT_LANGUAGE.match(after) or not _LANGUAGE_CUE.search(before + name + after):
            continue
        done.add(code)
        yield language_demand(code, _level(before, after), at, behind)


def language_demand(code: str, level: str, start: int, end: int) -> Requirement:
    return _demand(RequirementTopic.LANGUAGE, spoken(code, level), start, end, f"{code}:{level}", blocks=True)


def _level(before: str, after: str) -> str:
    """The level that stands closest to the language's name, its own before one shared with another language; empty if
    none is said."""
    before, after = before[-40:], after[:35]
    near = [(found, before[found.end() :]) for found in [*_LEVEL.finditer(before)][-1:] if not _taken(before, found)]
    near += [(found, after[: found.start()]) for found in [*_LEVEL.finditer(after)][:1]]
    # `Fluent German and English B2`: what lies beyond another language's name is rather that one's level.
    ranked = sorted(near, key=lambda one: (bool(_LANGUAGE.search(one[1])), one[0].lastgroup != "exact"))
    if not ranked:
        return ""
    found = ranked[0][0]
    return found[0].upper() if found.lastgroup == "exact" else str(found.lastgroup)


def _taken(before: str, level: re.Match[str]) -> bool:
    """`English C1, German`: the level belongs to the language that it follows."""
    return level.lastgroup == "exact" and bool(_ENDS_WITH_LANGUAGE.search(before[: level.start()]))


def language_code(name: str) -> str:
    """ISO 639-1 of a language's name in one of our languages; empty if we do not know it."""
    return next((_CODE[word] for word in _WORDS.findall(name.lower()) if word in _CODE), "")


def level_in(words: str) -> str:
    """CEFR or `native` that the words mean; empty if they name no level."""
    return _level("", words)


def _permits(text: str) -> Iterator[Requirement]:
    """At most one of each kind; the same words are not read twice (`no visa sponsorship` offers none)."""
    taken: list[tuple[int, int]] = []
    passages = _passages(text, _PERMIT_ANCHORS)
    for value, label, pattern in _PERMITS:
        for found in (match for start, end in passages for match in pattern.finditer(text, start, end)):
            heading = value == "right-to-work" and _is_heading(text, found)
            if heading or any(start < found.end() and found.start() < end for start, end in taken):
                continue
            taken.append(found.span())
            demand = _demand(RequirementTopic.PERMIT, label, *found.span(), f":{value}", blocks=value != "sponsorship")
            offered = {"kind": RequirementKind.NICE} if value == "sponsorship" else {}  # an offer demands nothing
            yield demand.model_copy(update=offered)
            break


def _is_heading(text: str, found: re.Match[str]) -> bool:
    """`Right to work` alone on its line opens a part and asks for nothing."""
    start = text.rfind("\n", 0, found.start()) + 1
    end = text.find("\n", found.end())
    return text[start : end if end >= 0 else len(text)].strip(" :") == found[0]


def _licences(text: str) -> Iterator[Requirement]:
    passages = _passages(text, _LICENCE_ANCHORS)
    for value, label, pattern in _LICENCES:
        for start, end in passages:
            if found := pattern.search(text, start, end):
                yield _demand(RequirementTopic.LICENCE, label, *found.span(), value, blocks=True)
                break


def _places(text: str) -> Iterator[Requirement]:
    for start, end in _passages(text, _PLACE_ANCHORS):
        for found in _PLACE.finditer(text, start, end):
            if found["live"]:
                label = f"Must live in {found['where'].strip()}"
                yield _demand(RequirementTopic.PLACE, label, *found.span(), "live", blocks=True)
                continue
            days = found["days"] or found["tage"] or found["jours"] or found["dias"]
            days = _NUMBERS.get(days.lower(), days)
            label = f"On site {days} days a week"
            yield _demand(RequirementTopic.PLACE, label, *found.span(), f"onsite:{days[0]}", blocks=True)
