"""Dates as résumés write them, in English, German, French, Spanish and their neighbours → ISO 8601.

`March 2019 – present`, `03/2019 – heute`, `de septembre 2015 à juin 2018`, `desde 2020`, `Summer 2013`."""

import re
from dataclasses import dataclass
from functools import lru_cache

MONTHS = {
    1: "january jan januar jän jänner janvier janv enero ene gennaio januari janeiro",
    2: "february feb februar febr février fevrier févr fevr febrero febbraio februari fevereiro",
    3: "march mar märz maerz mär mrz mars marzo maart março",
    4: "april apr avril avr abril abr aprile",
    5: "may mai mayo maggio mei maio",
    6: "june jun juni juin junio giugno junho",
    7: "july jul juli juillet juil julio luglio julho",
    8: "august aug août aout agosto ago augustus",
    9: "september sept sep septembre septiembre setiembre settembre setembro",
    10: "october oct oktober okt octobre octubre ottobre outubro",
    11: "november nov novembre noviembre novembro",
    12: "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro",
}
SEASONS = {
    3: "spring frühling frühjahr printemps primavera",
    6: "summer sommer été verano",
    9: "fall autumn herbst automne otoño",
    12: "winter hiver invierno",
}
MONTH_OF = {name: number for table in (SEASONS, MONTHS) for number, names in table.items() for name in names.split()}

PRESENT = (
    r"present|current(?:ly)?|now|today|to date|ongoing|heute|aktuell|jetzt|laufend|gegenwart|dato|"
    r"aujourd['’]?hui|présent|actuel(?:lement)?|en cours|(?:à |a )?ce jour|maintenant|"
    r"(?:la )?actualidad|presente|actual(?:mente)?|hoy|la fecha|oggi|attuale|heden|atual"
)
_NAMES = "|".join(sorted(map(re.escape, MONTH_OF), key=len, reverse=True))
_YEAR = r"(?:19[4-9]\d|20[0-6]\d)"
_POINT = (
    rf"(?:(?:(?P<day{{n}}>0?[1-9]|[12]\d|3[01])(?:\.|st|nd|rd|th|er)?[ \u00a0]{{{{1,2}}}})?(?P<name{{n}}>{_NAMES})\b\.?,?(?:\s+de|\s+del)?\s*(?:(?P<named{{n}}>{_YEAR})|['’](?P<short{{n}}>\d\d))"
    rf"|(?P<iso{{n}}>{_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)(?!\d)"
    rf"|(?:(?P<nday{{n}}>0?[1-9]|[12]\d|3[01])[./])?(?P<number{{n}}>0?[1-9]|1[0-2])\s?[./]\s?(?P<numbered{{n}}>{_YEAR})"
    rf"|(?P<yfirst{{n}}>{_YEAR})[./](?P<mlast{{n}}>0[1-9]|1[0-2])(?!\d)"
    # `2019 October`, `2019, October`: only where nothing goes on as in a sentence (`in 2019 may have`).
    rf"|(?P<ynamed{{n}}>{_YEAR}),?\s+(?P<mname{{n}}>{_NAMES})\b\.?(?=\s*$|\s*[-–—,:;)(|•/]|\s\s|\s(?-i:[A-ZÀ-Ý]))"
    rf"|(?P<year{{n}}>{_YEAR}))(?![\d%])"
)
_SINCE = r"(?:since|seit|depuis|desde|ab|dal|sinds|from|von|de|du|vom|del)"
_TO = r"(?:\s*[-–—−~/→]+\s*|\s+(?:to|until|till|through|bis(?:\s+zum)?|à|au|a|al|hasta|jusqu['’]?(?:à|en|au)?|tot|-)\s+(?:(?:la|le)\s+)?(?:fin\s+)?|[ ]{1,3}|(?=[^\W\d]{3}))"  # the last: a dash was lost
POINT = re.compile(_POINT.format(n="a"), re.IGNORECASE)


@dataclass(frozen=True)
class DateRange:
    """Where it stands (`text[start:end]`), and what it says; `last` is empty when `current` or when only one is given."""

    start: int
    end: int
    first: str
    last: str
    current: bool
    single: bool = False


@lru_cache(maxsize=1)
def _range() -> re.Pattern[str]:
    second = _POINT.format(n="b")
    return re.compile(
        rf"(?<![\w.,/$€£+@-])\(?(?:(?P<since>{_SINCE})\s+)?{_POINT.format(n='a')}"
        rf"(?:{_TO}(?:(?P<now>{PRESENT})(?!\w)|{second})|(?P<open>\s*[-–—]\s*(?:$|(?=\s\s))))?\)?",
        re.IGNORECASE | re.MULTILINE,
    )


def find(line: str) -> list[DateRange]:
    """All dates and ranges of dates in a line. A range that runs backwards is none."""
    if not re.search(r"\d\d", line):
        return []
    found = []
    for match in _range().finditer(line[:2000]):
        first = _iso(match, "a")
        last = _iso(match, "b")
        if last and last[:4] < first[:4]:
            continue
        since = bool(match["since"]) and match["since"].casefold() in (
            "since",
            "seit",
            "depuis",
            "desde",
            "ab",
            "sinds",
        )
        current = bool(match["now"]) or bool(match["open"]) or (since and not last)
        if last and last[: len(first)] < first[: len(last)]:
            last = ""
        found.append(DateRange(*_trimmed(match), first, last, current, single=not last and not current))
    return found


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """Without a bracket whose partner is not part of it."""
    start, end = match.span()
    text = match.group()
    if text.startswith("(") and not text.endswith(")"):
        start += 1
    if text.endswith(")") and not text.startswith("("):
        end -= 1
    return start, end


def _iso(match: re.Match[str], which: str) -> str:
    get = match.groupdict().get
    if name := get(f"name{which}"):
        year = get(f"named{which}") or _century(get(f"short{which}") or "00")
        return f"{year}-{MONTH_OF[name.casefold()]:02}"
    if iso := get(f"iso{which}"):
        return iso
    if number := get(f"number{which}"):
        day = get(f"nday{which}")
        month = f"{get(f'numbered{which}')}-{int(number):02}"
        return f"{month}-{int(day):02}" if day and int(day) <= 28 else month
    if year := get(f"yfirst{which}"):
        return f"{year}-{get(f'mlast{which}')}"
    if year := get(f"ynamed{which}"):
        return f"{year}-{MONTH_OF[(get(f'mname{which}') or '').casefold()]:02}"
    return get(f"year{which}") or ""


def _century(short: str) -> str:
    return ("19" if int(short) > 60 else "20") + short


DURATION = re.compile(
    r"\(?\b\d{1,2}\+?\s*(?:years?|yrs?|jahre?n?|ans?|années|años?|anni)(?:\s*,?\s*(?:and |und |et |y )?\d{1,2}\s*(?:months?|mos?|monate?|mois|mes(?:es)?))?\b\)?"
    r"|\(?\b\d{1,2}\s*(?:months?|mos?|monate?|mois|mes(?:es)?)\b\)?",
    re.IGNORECASE,
)


def is_only(text: str) -> bool:
    """True for a text of dates or durations and nothing else."""
    rest = text
    for found in reversed(find(text)):
        rest = rest[: found.start] + rest[found.end :]
    rest = DURATION.sub("", rest)
    return rest != text and not re.search(r"[^\W_]", rest)
