"""The demonstration's fictional postings: the same ones on every start, dated back from `now`."""

import hashlib
import random
import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import Any

HEADINGS = {
    "en": ("What you will do", "What you bring", "Nice to have", "Right to work"),
    "de": ("Ihre Aufgaben", "Ihr Profil", "Von Vorteil", "Arbeitserlaubnis"),
    "fr": ("Vos missions", "Votre profil", "Serait un plus", "Autorisation de travail"),
    "es": ("Tus funciones", "Requisitos", "Se valorará", "Permiso de trabajo"),
}
RELEASE_EVERY = timedelta(seconds=45)
OLDEST = timedelta(days=70)
HELD_BACK = 12  # of a hundred postings: they appear one by one while the demonstration runs


@dataclass(frozen=True)
class DemoPosting:
    """One fictional posting, before a vendor's format is put around it."""

    number: int  # positive, unique, stable from start to start
    company: str
    token: str
    job_board: str
    title: str
    department: str
    place: str
    workplace: str  # `remote`, `hybrid` or `on_site`
    part_time: bool
    salary: tuple[int, int] | None  # a year, in `currency`
    currency: str
    html: str
    posted: datetime  # not shown before


@lru_cache(maxsize=1)
def companies() -> list[dict[str, Any]]:
    """The companies of `companies.toml`."""
    return list(tomllib.loads(_data("companies.toml"))["company"])


@lru_cache(maxsize=1)
def _roles() -> list[dict[str, Any]]:
    return list(tomllib.loads(_data("roles.toml"))["role"])


def _data(name: str) -> str:
    return (files("career_copilot.demo") / name).read_text(encoding="utf-8")


def postings(job_board: str, token: str, now: datetime, started: datetime) -> list[DemoPosting]:
    """What this board shows at `now`, newest first. `started` is when the demonstration began: dates count back from it.

    `token` is the company on an ATS, empty for a board of many employers."""
    found = [
        posting
        for company in companies()
        if company["job_board"] == job_board and company.get("token", "") == token
        for posting in _of_company(company, started)
        if posting.posted <= now
    ]
    return sorted(found, key=lambda posting: posting.posted, reverse=True)


def _of_company(company: dict[str, Any], started: datetime) -> list[DemoPosting]:
    if original := company.get("same_as"):
        return _copies(company, next(other for other in companies() if other.get("token") == original), started)
    roles = [role for role in _roles() if role["family"] in company["families"]]
    seen: set[tuple[str, str]] = set()
    made = []
    for index in range(company["openings"]):
        dice = random.Random(f"{company['name']}/{index}")
        role = roles[index % len(roles)]
        title = role["titles"][(index // len(roles)) % len(role["titles"])]
        place = dice.choice(company["places"])
        if (title, place) not in seen:
            seen.add((title, place))
            made.append(_posting(company, role, title, place, index, dice, started))
    return made


def _copies(company: dict[str, Any], original: dict[str, Any], started: datetime) -> list[DemoPosting]:
    """The original's postings in the same city, as another board shows them."""
    city = company["places"][0]
    same = [posting for posting in _of_company(original, started) if posting.place.startswith(city)]
    return [
        replace(posting, job_board=company["job_board"], token="", place=city, number=posting.number + 1)
        for posting in same[: company["openings"]]
    ]


def _posting(
    company: dict[str, Any],
    role: dict[str, Any],
    title: str,
    place: str,
    index: int,
    dice: random.Random,
    started: datetime,
) -> DemoPosting:
    number = int(hashlib.sha256(f"{company['name']}/{index}".encode()).hexdigest()[:7], 16) + 1_000_000
    low, high = role["salary"]
    factor, currency = _pay_level(place)
    spread = dice.uniform(0.92, 1.08) * factor
    salary = (round(low * spread / 500) * 500, round(high * spread / 500) * 500) if dice.random() < 0.65 else None
    held_back = dice.randrange(100) < HELD_BACK
    shown = RELEASE_EVERY * (1 + dice.randrange(14)) if held_back else -OLDEST * dice.random()
    return DemoPosting(
        number=number,
        company=company["name"],
        token=company.get("token", ""),
        job_board=company["job_board"],
        title=title,
        department=role["department"],
        place=place,
        workplace=_workplace(company, role, place, dice),
        part_time=dice.random() < 0.12,
        salary=salary,
        currency=currency,
        html=_html(company, role, dice),
        posted=(started + shown).replace(microsecond=0),
    )


def _workplace(company: dict[str, Any], role: dict[str, Any], place: str, dice: random.Random) -> str:
    if company["job_board"] in ("remoteok", "weworkremotely") or place.startswith("Remote"):
        return "remote"
    return dice.choices(["on_site", "hybrid", "remote"], [5, 4, 1 if role["family"] == "software" else 0])[0]


def _pay_level(place: str) -> tuple[float, str]:
    """How pay in a place compares with the euro figures of the roles, and in which currency it is given."""
    for country, level in {
        "Kingdom": (0.86, "GBP"),
        "Denmark": (7.8, "DKK"),
        "Canada": (1.5, "CAD"),
        "States": (1.45, "USD"),
        "World": (1.2, "USD"),
    }.items():
        if country in place:
            return level
    return 1.0, "EUR"


def _html(company: dict[str, Any], role: dict[str, Any], dice: random.Random) -> str:
    tasks, profile, nice, permit = HEADINGS[role.get("language", "en")]
    parts = [f"<p>{escape(company['blurb'])}</p>", f"<p>{escape(role['about'])}</p>"]
    for heading, items in ((tasks, role["tasks"]), (profile, role["must"]), (nice, role["nice"])):
        parts += [f"<h3>{escape(heading)}</h3>", "<ul>", *(f"<li>{escape(item)}</li>" for item in items), "</ul>"]
    if company["visa"] and dice.random() < 0.7:
        parts += [f"<h3>{escape(permit)}</h3>", f"<p>{escape(company['visa'])}</p>"]
    return "\n".join(parts)
