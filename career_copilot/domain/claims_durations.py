"""Checks lengths of time: against the jobs' own dates, where overlapping jobs count once."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from career_copilot.domain import skills
from career_copilot.domain.candidates import months_of_work
from career_copilot.domain.claims_finding import found, named_entries
from career_copilot.domain.claims_index import Known, Ledger
from career_copilot.domain.claims_number_words import NUMBERS, TIME
from career_copilot.domain.claims_numbers import Approximately, Quantity, carries, quantities
from career_copilot.domain.claims_scope import leading_jobs
from career_copilot.domain.claims_text import Sentence, key
from career_copilot.domain.claims_titles import professions, titles
from career_copilot.domain.claims_values import Claim, ClaimKind, FactKind
from career_copilot.domain.resume import Work

_LONG = re.compile(
    r"\b(?:decades?|jahrzehnt\w*|decennies?|decadas?|decennia|langjahrig\w*|many years|vielen jahren|de longue date|de nombreuses annees|muchos anos|jarenlange|vele jaren)\b"
)
_SPENT_ON = re.compile(
    r"(?: ?[\w'-]+){0,5} (?:of|in|with|mit|von|de|avec|en|con|met) |[\w ]* (?:d'|of )| ?(?:years?|months?|jahre|jaar|ans|anos)(?:'|'s)? "
)
_OF_WHAT = re.compile(
    r" ?(?:years?|months?|jahren?|ans|annees?|anos|jaar)(?:'|'s)? (?:(?:of|in|d'|de|en) )?(?:experience (?:in|with|of) |experiencia (?:en|de) |experience (?:en|de) |erfahrung in (?:der )?|ervaring in (?:de )?)?(?P<of>[\w-]+(?: (?!(?:at|for|with|in|and|bei|chez|bij|to|as|on)\b)[\w-]+){0,2})"
)
_CLAUSE = re.compile(r"[,;:.](?= |\Z)")
_LEADING = frozenset({"manager", "lead"})
_SPENT = re.compile(r" (?:for|seit|pendant|depuis|durante|desde hace|al|sinds|gedurende) (?:over |more than |about )?")
_LED_FOR = re.compile(
    r"\b(?:led|lead|leading|managed|headed|leite|leitete|geleitet|fuhre|dirige|dirigi|dirijo|dirigido|lidero|leid|leidde)\b.* (?:for|seit|depuis|pendant|desde hace|durante|sinds|al)(?: \w+){0,3} \Z"
)
_ROUNDED = 6  # months by which a plain number of years may exceed what the dates give


@dataclass(frozen=True)
class _Spent:
    """On what a length of time was spent: a technology, as a member of professions, words that are those of a job's title."""

    skill: int | None
    professions: frozenset[str]
    title: frozenset[str]


def check(sentence: Sentence, ledger: Ledger) -> Iterator[Claim]:
    named = [known for known, _, _ in named_entries(sentence, ledger)]
    for quantity in quantities(sentence):
        if quantity.unit in TIME and not _is_age(sentence, quantity):
            yield _duration(sentence, ledger, quantity, named)
    for match in _LONG.finditer(sentence.plain):
        months = _worked(ledger.jobs, ledger)
        decades = "dec" in match.group() or "zehnt" in match.group()
        if months < (240 if decades else 60):
            reason = f"your dated jobs add up to {_years(months)}"
            yield found(sentence, ClaimKind.DURATION, *match.span(), (), reason)


def _is_age(sentence: Sentence, quantity: Quantity) -> bool:
    return bool(re.match(r" *\w* ?(?:old|alt)\b", sentence.plain[quantity.end : quantity.end + 14]))


def _duration(sentence: Sentence, ledger: Ledger, quantity: Quantity, named: list[Known]) -> Claim:
    """Carried by a fact that says so, or by the dates of the jobs that are meant: those named, of that profession or skill,
    or all."""
    span = (ClaimKind.DURATION, quantity.start, _end(sentence, quantity))
    spent = _spent(sentence, ledger, quantity)
    jobs = [known for known in named if known.fact.kind is FactKind.WORK]
    said = [
        known.id
        for known in ledger.known
        if any(
            one.unit == quantity.unit and carries(one, quantity) and _is_of(known, one, spent)
            for one in known.quantities
        )
        and (not jobs or known.fact.kind is FactKind.STATEMENT or _subject(sentence, jobs) & known.sentence.keys)
    ]
    if said:
        return found(sentence, *span, said)
    meant = _meant(sentence, ledger, quantity, jobs, spent)
    months = _worked(meant, ledger)
    claimed = quantity.value * (12 if quantity.unit == "years" else 1)
    slack = -1 if quantity.hedge is Approximately.OVER else _ROUNDED if quantity.unit == "years" else 1
    if meant and claimed <= months + slack:
        return found(sentence, *span, (known.id for known in meant))
    if not meant and ledger.jobs:
        return found(sentence, *span, (), "no dated job of yours shows this")
    where = f" at {meant[0].fact.organisation}" if len(meant) == 1 and meant[0].fact.organisation else ""
    return found(sentence, *span, (), f"your dated jobs{where} add up to {_years(months)}, overlaps counted once")


def _meant(sentence: Sentence, ledger: Ledger, quantity: Quantity, jobs: list[Known], spent: _Spent) -> Sequence[Known]:
    """The jobs that count for it."""
    if jobs:
        return jobs
    if _LED_FOR.search(sentence.plain, 0, quantity.start) and (leading := leading_jobs(ledger)):
        return leading
    if spent.skill is not None:
        return showing(spent.skill, ledger)
    if spent.professions:
        return of_profession(spent.professions, ledger)
    return _of_title(spent.title, ledger) or ledger.jobs


def _is_of(known: Known, one: Quantity, spent: _Spent) -> bool:
    """Whether the fact's clause with the time tells of what it was spent on, where it was spent on something."""
    clause = Sentence(_around(known.sentence.text, one), known.sentence.language)
    if spent.skill is not None:
        told = skills.mentions(clause.text, clause.language) if spent.skill in known.skills else ()
        return any(mention.skill_id == spent.skill for mention in told)
    if spent.professions:
        return bool(spent.professions & professions(clause.text))
    return not spent.title or bool(spent.title & clause.keys)


def _around(text: str, one: Quantity) -> str:
    """The clause that the quantity stands in."""
    start = max((match.end() for match in _CLAUSE.finditer(text, 0, one.start)), default=0)
    end = _CLAUSE.search(text, one.end)
    return text[start : end.start() if end else len(text)]


def _subject(sentence: Sentence, jobs: list[Known]) -> frozenset[str]:
    """What it is about but for the employers and the numbers."""
    names = frozenset[str]().union(*(Sentence(known.fact.organisation, "").keys for known in jobs))
    return sentence.keys - names - frozenset(map(key, NUMBERS.get(sentence.language, {})))


def _skill_beside(sentence: Sentence, quantity: Quantity) -> int | None:
    """The technology that the time was spent with: `FastAPI for eight years`, `eight years of FastAPI`."""
    for mention in skills.mentions(sentence.text, sentence.language):
        behind = sentence.plain[quantity.end : mention.span.start]
        before = sentence.plain[mention.span.end : quantity.start]
        beside = quantity.end < mention.span.start and _SPENT_ON.fullmatch(behind)
        if skills.skill(mention.skill_id).kind == "technology" and (beside or _SPENT.fullmatch(before)):
            return mention.skill_id
    return None


def showing(skill: int, ledger: Ledger) -> list[Known]:
    """The jobs and projects whose own facts show it; one that stands only in a list has no length."""
    about = ledger.group(ledger.skills.get(skill, ()))
    return [known for known in (*ledger.jobs, *ledger.of(FactKind.PROJECT)) if known.id in about]


def of_profession(wanted: frozenset[str], ledger: Ledger) -> list[Known]:
    """The jobs of one of these professions; all that lead people are a manager's."""
    leading = leading_jobs(ledger) if wanted & _LEADING else []
    return [known for known in ledger.jobs if known in leading or wanted & professions(known.fact.title)]


def _spent(sentence: Sentence, ledger: Ledger, quantity: Quantity) -> _Spent:
    what = _OF_WHAT.match(sentence.plain, quantity.end)
    told = [sentence.text[start:end] for start, end in titles(sentence)] + ([what["of"]] if what else [])
    title = Sentence(what["of"], sentence.language).keys if what else frozenset()
    return _Spent(
        _skill_beside(sentence, quantity),
        frozenset[str]().union(*map(professions, told)),
        title if _of_title(title, ledger) else frozenset(),
    )


def _of_title(words: frozenset[str], ledger: Ledger) -> list[Known]:
    """The jobs whose title has all these."""
    return [known for known in ledger.jobs if words and words <= Sentence(known.fact.title, "").keys]


def _end(sentence: Sentence, quantity: Quantity) -> int:
    """With the word for years."""
    match = re.match(r"[ -]?\w+", sentence.plain[quantity.end :])
    return quantity.end + (match.end() if match else 0)


def _years(months: int) -> str:
    return f"{months / 12:.1f} years" if months >= 12 else f"{months} months"


def _worked(jobs: Iterable[Known], ledger: Ledger) -> int:
    entries = [Work(start_date=known.fact.start, end_date=known.fact.end, current=known.fact.current) for known in jobs]
    return months_of_work(entries, ledger.today)
