"""Languages a person speaks, and how well: names and levels in English, German, French and Spanish → ISO 639-1, CEFR."""

import re
from collections.abc import Iterator

from career_copilot.domain.posting import Span
from career_copilot.domain.resume import Language
from career_copilot.domain.resume_sections import Line

NAMES = {
    "en": "english englisch anglais inglés ingles inglese engels",
    "de": "german deutsch allemand alemán aleman tedesco duits",
    "fr": "french französisch français francais francés frances francese frans",
    "es": "spanish spanisch espagnol español espanol castellano spagnolo spaans",
    "it": "italian italienisch italien italiano",
    "pt": "portuguese portugiesisch portugais portugués português",
    "nl": "dutch niederländisch holländisch néerlandais neerlandés holandés nederlands",
    "pl": "polish polnisch polonais polaco polski",
    "ru": "russian russisch russe ruso русский",
    "uk": "ukrainian ukrainisch ukrainien ucraniano українська",
    "tr": "turkish türkisch turc turco türkçe",
    "ar": "arabic arabisch arabe árabe العربية",
    "zh": "chinese mandarin chinesisch chinois chino cantonese 中文",
    "ja": "japanese japanisch japonais japonés 日本語",
    "ko": "korean koreanisch coréen coreano",
    "hi": "hindi",
    "ur": "urdu",
    "bn": "bengali bangla",
    "pa": "punjabi",
    "ta": "tamil",
    "te": "telugu",
    "fa": "persian farsi persisch persan persa",
    "he": "hebrew hebräisch hébreu hebreo עברית",
    "el": "greek griechisch grec griego",
    "cs": "czech tschechisch tchèque checo",
    "sk": "slovak slowakisch slovaque eslovaco",
    "hu": "hungarian ungarisch hongrois húngaro",
    "ro": "romanian rumänisch roumain rumano română",
    "bg": "bulgarian bulgarisch bulgare búlgaro",
    "hr": "croatian kroatisch croate croata",
    "sr": "serbian serbisch serbe serbio",
    "bs": "bosnian bosnisch",
    "sq": "albanian albanisch albanais albanés",
    "sv": "swedish schwedisch suédois sueco svenska",
    "da": "danish dänisch danois danés dansk",
    "no": "norwegian norwegisch norvégien noruego norsk",
    "fi": "finnish finnisch finnois finlandés finés suomi",
    "vi": "vietnamese vietnamesisch vietnamien vietnamita",
    "th": "thai",
    "id": "indonesian indonesisch",
    "tl": "tagalog filipino",
    "ca": "catalan katalanisch catalán català",
    "eu": "basque baskisch euskera vasco",
    "gl": "galician gallego galego",
    "ku": "kurdish kurdisch kurde",
    "la": "latin latein latín",
    "lt": "lithuanian litauisch",
    "lv": "latvian lettisch",
    "et": "estonian estnisch",
    "sl": "slovenian slowenisch",
    "ka": "georgian georgisch",
    "hy": "armenian armenisch",
    "sw": "swahili",
    "so": "somali",
    "am": "amharic",
    "ti": "tigrinya",
    "yi": "yiddish jiddisch",
    "az": "azerbaijani aserbaidschanisch",
    "mk": "macedonian mazedonisch",
}
CODE_OF = {name: code for code, names in NAMES.items() for name in names.split()}
LEVELS = (
    (
        "native",
        r"native|mother ?tongue|first language|bilingu\w+|muttersprach\w*|langue maternelle|maternelle|lengua materna|materna|nativ[oa]|madrelingua|zweisprachig",
    ),
    (
        "A2",
        r"elementary|basic\w*|basis|grundkenntnisse|grundlagen|notions?|bases?|scolaire|schulkenntnisse|básic[oa]|básico|limited proficiency",
    ),
    ("A1", r"beginner|anfänger\w*|débutante?|principiante|anfängerkenntnisse"),
    (
        "B1",
        r"limited working|intermediate|mittelstufe|mittlere|intermédiaire|intermedi[oa]|conversational|konversationssicher|erweiterte grundkenntnisse",
    ),
    (
        "B2",
        r"professional working|upper[- ]intermediate|working proficiency|(?<!sehr )gute? (?:kenntnisse|in wort)|gute? kenntnisse|bon niveau|medio[- ]alto|nivel medio alto|good|gut",
    ),
    (
        "C1",
        r"full professional|fluent(?:ly)?|proficient|advanced|verhandlungssicher\w*|fließend\w*|fliessend\w*|sehr gute?n?(?: kenntnisse)?|fortgeschritten\w*|courant\w*|avancée?|bilingue professionnel|fluid[oa]|avanzad[oa]|nivel alto|alto|lu,? (?:écrit|parlé)(?:,? (?:et )?(?:écrit|parlé))?|excellent|very good|business",
    ),
)
LEVEL = tuple((level, re.compile(rf"(?i)\b(?:{pattern})\b")) for level, pattern in LEVELS)
CEFR = re.compile(r"\b([ABC][12])(?:[+/-](?:[ABC][12])?)?\b")
NAME = re.compile(r"[^\W\d_]+")
UNKNOWN = re.compile(
    r"^[•–-]?\s*(?P<name>[^\W\d_][^\W\d_'’ -]{2,30}?)(?:\s+[–—|-]\s+|\s*[:(|]\s*|\s{3,})(?P<words>\S.{0,60}?)\)?$"
)
BARE = re.compile(r"^[•–-]?\s*(?P<name>[^\W\d_a-z][^\W\d_]{2,30}) (?P<words>\S+)$")  # `Yoruba native`


def level_of(text: str) -> str:
    """CEFR or `native` for words of a level; empty when there are none."""
    if stated := CEFR.search(text):
        return stated.group(1)
    order = dict(LEVEL)
    for level in (
        "native",
        "B2" if re.search(r"(?i)professional working|upper", text) else "C1",
        "C1",
        "B1",
        "B2",
        "A2",
        "A1",
    ):
        if order[level].search(text):
            return level
    return ""


def languages(lines: list[Line]) -> list[Language]:
    """Each language named in the lines, with the level that follows it (or precedes: `Fluent in Spanish`)."""
    found: list[Language] = []
    for line, name, start, stop in _named(lines):
        code = CODE_OF[name.casefold()]
        if any(each.code == code for each in found):
            continue
        words = _level_words(lines, line, start, stop, len(name))
        found.append(
            Language(
                language=name,
                code=code,
                fluency=words[:120],
                level=level_of(words),
                span=Span(start=line.start + start, end=min(line.start + stop, line.end)),
            )
        )
    return found + _unknown(lines, found)


def _unknown(lines: list[Line], found: list[Language]) -> list[Language]:
    """A language that no table here knows: `Yoruba – native`, a name and a level alone on a line; without a mark between them
    only beside one that is known."""
    known = [each.span for each in found if each.span]
    more = []
    for line in lines:
        match = UNKNOWN.match(line.text) or (BARE.match(line.text) if found else None)
        if match is None or any(span.start < line.end and line.start < span.end for span in known):
            continue
        if not level_of(match["name"]) and (level := level_of(match["words"])):
            span = Span(start=line.start, end=line.end)
            more.append(Language(language=match["name"], fluency=match["words"][:120], level=level, span=span))
    return more


def _named(lines: list[Line]) -> Iterator[tuple[Line, str, int, int]]:
    """Line, name, where it starts, and where the next name starts (or the line ends)."""
    for line in lines:
        names = [match for match in NAME.finditer(line.text) if match.group().casefold() in CODE_OF]
        for index, match in enumerate(names):
            stop = names[index + 1].start() if index + 1 < len(names) else len(line.text)
            yield line, match.group(), match.start(), stop


def _level_words(lines: list[Line], line: Line, start: int, stop: int, length: int) -> str:
    """The words after the name; else those before it, else the line below when it is nothing but a level."""
    after = line.text[start + length : stop].strip(" ,;:|•·()-–—/\t.")
    if after and level_of(after):
        return re.split(r"\s*[;|•·]\s*|\s{3,}", after)[0].strip(" ()")
    before = re.split(r"[,;|•·:]", line.text[:start])[-1].strip(" ,;:()-–—\t")
    if before and level_of(before):
        return before
    below = next((each.text for each in lines[lines.index(line) + 1 :] if each.text), "")
    alone = not after and not any(word.casefold() in CODE_OF for word in NAME.findall(below))
    return below if alone and len(below) <= 40 and level_of(below) else ""
