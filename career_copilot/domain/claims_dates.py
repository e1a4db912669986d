"""Checks dates: a year must be one of what is named, and on its right side where the sentence says that something began
or ended."""

import re
from collections.abc import Iterator

from career_copilot.domain import skills
from career_copilot.domain.claims_credentials import level_of
from career_copilot.domain.claims_durations import of_profession, showing
from career_copilot.domain.claims_finding import found, named_entries
from career_copilot.domain.claims_index import Known, Ledger
from career_copilot.domain.claims_text import Sentence
from career_copilot.domain.claims_titles import professions, titles
from career_copilot.domain.claims_values import Claim, ClaimKind, Fact, FactKind
from career_copilot.domain.resume_dates import MONTH_OF

_NAMES = "|".join(sorted(map(re.escape, {name for name in MONTH_OF if name.isascii()}), key=len, reverse=True))
_POINT = re.compile(
    rf"(?:\b(?P<name>{_NAMES}|marz|fevrier|fevr|decembre|aout|janner)\b\.?,?(?: de| del)? +)?(?<![\w.,/])(?P<year>(?:19|20)\d\d)(?:-(?P<month>0[1-9]|1[0-2]))?(?!\d|[.,]\d| ?%)"
)
_MONTHS = MONTH_OF | {"marz": 3, "fevrier": 2, "fevr": 2, "decembre": 12, "aout": 8, "janner": 1}
_SINCE = re.compile(r"\b(?:since|seit|ab|depuis|desde|sinds)(?: \w+)? \Z")
_BEGAN = re.compile(
    rf"{_SINCE.pattern}|"
    r"\b(?:joined|(?:started|began)(?: work(?:ing)?)? (?:at|with)|(?:kam|wechselte|ging) ich|rejoint|entre (?:en|a)|begon(?: ik)? bij)\b(?:(?!\d{4})[^,;.]){2,50}(?: in| en|,)? \Z"
)
_ENDED = re.compile(
    r"\b(?:until|till|bis|jusqu'en|jusqu'a|hasta|tot)(?: \w+)? \Z|"
    r"\b(?:left|graduated|completed|finished|verließ|verliess|abgeschlossen|quitte|deje|verliet)\b(?:(?!\d{4})[^,;.]){1,50}(?: in| en|,)? \Z"
)
_OBTAINED = re.compile(
    r"\b(?:graduated|completed|finished|obtained|earned|received|abgeschlossen|abschloss|schloss|erwarb|obtenu|termine|obtuve|behaalde?)\b(?:(?!\d{4})[^,;.]){1,50} \Z"
)
_TELLING = (FactKind.HIGHLIGHT, FactKind.ACHIEVEMENT, FactKind.STATEMENT)
_STUDIES = re.compile(
    r"\b(?:graduated|degree|studies|apprenticeship|ausbildung|studium|etudes|estudios|carrera|opleiding|studie)\b"
)


def check(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    for match in _POINT.finditer(sentence.plain):
        month = int(match["month"]) if match["month"] else _MONTHS.get(match["name"] or "", 0)
        point = match["year"] + (f"-{month:02}" if month else "")
        named = _meant(sentence, ledger, sentence.plain[: match.start()])
        ids = [known.id for known in _candidates(ledger, named) if _has(known, point)]
        if ids and (other := _on_other_side(sentence.plain[: match.start()], ledger, named, point)):
            reason = f"not the date {match.group()} but: {_dated(other)}"
            yield found(sentence, ClaimKind.DATE, *match.span(), (), reason)
        elif ids and _begun_later(sentence, ledger, named, match, point):
            reason = f"no dated job of yours shows this since {match.group()}"
            yield found(sentence, ClaimKind.DATE, *match.span(), (), reason)
        elif ids:
            yield found(sentence, ClaimKind.DATE, *match.span(), ids)
        elif match["year"] not in ledger.about_words:
            own = f": {_dated(named[0].fact)}" if named and named[0].fact.start else ""
            yield found(sentence, ClaimKind.DATE, *match.span(), (), f"no fact has the date {match.group()}{own}")


def _dated(entry: Fact) -> str:
    return f"{entry.organisation}, {entry.start} – {entry.end or 'now'}"


def _meant(sentence: Sentence, ledger: Ledger, before: str) -> list[Known]:
    """The jobs and schools that are named; where a degree is obtained, the schools that gave it."""
    named = [known for known, _, _ in named_entries(sentence, ledger)]
    if _OBTAINED.search(before) and not any(known.fact.kind is FactKind.EDUCATION for known in named):
        return _schools(sentence, ledger) or named
    return named


def _on_other_side(before: str, ledger: Ledger, named: list[Known], point: str) -> Fact | None:
    """The job or school whose beginning or end the sentence puts at this date, where it lies elsewhere. A line within the
    job may have the date all the same: `on call since 2021`."""
    ended = _ENDED.search(before) or (_OBTAINED.search(before) and named and named[0].fact.kind is FactKind.EDUCATION)
    side = "start" if _BEGAN.search(before) else "end" if ended else ""
    dated = [known for known in named if known.fact.start or known.fact.end]
    if not side or not dated or any(_agree(getattr(known.fact, side), point) for known in dated):
        return None
    told = (known for known in _candidates(ledger, dated) if known.fact.kind in _TELLING)
    return None if any(_has(known, point) for known in told) else dated[0].fact


def _begun_later(sentence: Sentence, ledger: Ledger, named: list[Known], match: re.Match[str], point: str) -> bool:
    """`a developer since 2012`, `in React since 2012`: where no job is named, whether all jobs of that profession, or that
    show that technology, began later, as when a school began then."""
    if not _SINCE.search(sentence.plain[: match.start()]) or any(one.fact.kind is FactKind.WORK for one in named):
        return False
    clause = _clause(sentence, match.start())
    wanted = frozenset[str]().union(*(professions(clause.text[start:end]) for start, end in titles(clause)))
    used = [one.skill_id for one in skills.mentions(clause.text, clause.language)]
    used = [skill for skill in used if skill in ledger.skills and skills.skill(skill).kind == "technology"]
    grounds = [of_profession(wanted, ledger)] if wanted else [_showing(skill, ledger, point) for skill in used]
    return bool(grounds) and not any(
        _agree(known.fact.start, point) or known.fact.start < point for ground in grounds for known in ground
    )


def _showing(skill: int, ledger: Ledger, point: str) -> list[Known]:
    """The jobs and projects that show it, certificates, and facts that have it with this date."""
    told = [ledger.by_id[number] for number in ledger.skills[skill]]
    told = [known for known in told if known.fact.kind is FactKind.CERTIFICATE or _has(known, point)]
    return [*showing(skill, ledger), *told]


def _clause(sentence: Sentence, at: int) -> Sentence:
    """What stands around it up to the next `and`."""
    joint = re.compile(r"[;.]| (?:and|und|et|y) " + ("| en " if sentence.language == "nl" else ""))
    start = max((found.end() for found in joint.finditer(sentence.plain, 0, at)), default=0)
    end = joint.search(sentence.plain, at)
    return Sentence(sentence.text[start : end.start() if end else None], sentence.language)


def _schools(sentence: Sentence, ledger: Ledger) -> list[Known]:
    """Those with a degree of the level that the sentence names; all, where it speaks of studies at large."""
    schools = ledger.of(FactKind.EDUCATION)
    if level := level_of(sentence.plain):
        return [known for known in schools if level_of(known.sentence.plain) == level]
    return list(schools) if _STUDIES.search(sentence.plain) else []


def _candidates(ledger: Ledger, named: list[Known]) -> Iterator[Known]:
    """Facts of what is named, and those that belong to nothing; all, if nothing is named."""
    ids = {known.id for known in named}
    return (known for known in ledger.known if not ids or known.fact.about in (*ids, None))


def _has(known: Known, point: str) -> bool:
    """One of its dates, as exactly as both tell it."""
    dates = [known.fact.start, known.fact.end]
    dates += [
        match["year"] + (f"-{_MONTHS[match['name']]:02}" if match["name"] else f"-{match['month']}" if match["month"] else "")
        for match in _POINT.finditer(known.sentence.plain)
    ]  # fmt: skip
    return any(_agree(date, point) for date in dates)


def _agree(date: str, point: str) -> bool:
    return bool(date) and date[: len(point)] == point[: len(date)]
