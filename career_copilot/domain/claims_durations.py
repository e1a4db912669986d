"""Checks lengths of time: against the jobs' own dates, where overlapping jobs count once."""

import re
from collections.abc import Iterable, Iterator

from career_copilot.domain import skills
from career_copilot.domain.candidates import months_of_work
from career_copilot.domain.claims_finding import found, named_entries
from career_copilot.domain.claims_index import Known, Ledger
from career_copilot.domain.claims_number_words import NUMBERS, TIME
from career_copilot.domain.claims_numbers import Approximately, Quantity, carries, quantities
from career_copilot.domain.claims_scope import leading_jobs
from career_copilot.domain.claims_text import Sentence, key
from career_copilot.domain.claims_titles import professions
from career_copilot.domain.claims_values import Claim, ClaimKind, FactKind
from career_copilot.domain.resume import Work

_LONG = re.compile(
    r"\b(?:decades?|jahrzehnt\w*|decennies?|decadas?|decennia|langjahrig\w*|many years|vielen jahren|de longue date|de nombreuses annees|muchos anos|jarenlange|vele jaren)\b"
)
_SPENT_ON = re.compile(r"(?: ?[\w'-]+){0,5} (?:of|in|with|mit|von|de|avec|en|con|met) |[\w ]* (?:d'|of )")
_SPENT = re.compile(r" (?:for|seit|pendant|depuis|durante|desde hace|al|sinds|gedurende) (?:over |more than |about )?")
_LED_FOR = re.compile(
    r"\b(?:led|lead|leading|managed|headed|leite|leitete|geleitet|fuhre|dirige|dirigi|dirijo|dirigido|lidero|leid|leidde)\b.* (?:for|seit|depuis|pendant|desde hace|durante|sinds|al)(?: \w+){0,3} \Z"
)
_ROUNDED = 6  # months by which a plain number of years may exceed what the dates give


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
    """Carried by a fact that says so, or by the dates of the jobs that are meant: those named, of that profession, or all."""
    span = (ClaimKind.DURATION, quantity.start, _end(sentence, quantity))
    skill = _skill_beside(sentence, quantity)
    jobs = [known for known in named if known.fact.kind is FactKind.WORK]
    said = [
        known.id
        for known in ledger.known
        if any(one.unit == quantity.unit and carries(one, quantity) for one in known.quantities)
        and (skill is None or skill in known.skills)
        and (not jobs or known.fact.kind is FactKind.STATEMENT or _subject(sentence, jobs) & known.sentence.keys)
    ]
    if said:
        return found(sentence, *span, said)
    leading = leading_jobs(ledger) if _LED_FOR.search(sentence.plain, 0, quantity.start) else []
    meant = jobs or leading or (_showing(skill, ledger) if skill else []) or _of_profession(sentence, ledger)
    months = _worked(meant or ledger.jobs, ledger)
    claimed = quantity.value * (12 if quantity.unit == "years" else 1)
    slack = -1 if quantity.hedge is Approximately.OVER else _ROUNDED if quantity.unit == "years" else 1
    if claimed <= months + slack:
        return found(sentence, *span, (known.id for known in meant or ledger.jobs))
    where = f" at {meant[0].fact.organisation}" if len(meant) == 1 and meant[0].fact.organisation else ""
    return found(sentence, *span, (), f"your dated jobs{where} add up to {_years(months)}, overlaps counted once")


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


def _showing(skill: int, ledger: Ledger) -> list[Known]:
    """The jobs whose own facts show it."""
    about = ledger.group(ledger.skills.get(skill, ()))
    return [known for known in ledger.jobs if known.id in about]


def _end(sentence: Sentence, quantity: Quantity) -> int:
    """With the word for years."""
    match = re.match(r"[ -]?\w+", sentence.plain[quantity.end :])
    return quantity.end + (match.end() if match else 0)


def _years(months: int) -> str:
    return f"{months / 12:.1f} years" if months >= 12 else f"{months} months"


def _of_profession(sentence: Sentence, ledger: Ledger) -> list[Known]:
    """Jobs of the profession that the sentence names, if it names one and they are not all."""
    wanted = professions(sentence.plain)
    return [known for known in ledger.jobs if wanted & professions(known.fact.title)] if wanted else []


def _worked(jobs: Iterable[Known], ledger: Ledger) -> int:
    entries = [Work(start_date=known.fact.start, end_date=known.fact.end, current=known.fact.current) for known in jobs]
    return months_of_work(entries, ledger.today)
