"""The Jobs page's question to the database: the conditions of a `JobsQuery` over `opening_match m` and `opening o`, as
SQL text with bound parameters. Nothing a person typed ever becomes part of the text.

Conditions are written so that narrow indexes answer them: `opening_match_rank`, `opening_facts`, `opening_closed`."""

import math
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from career_copilot.domain import facts, location, remote, salary
from career_copilot.domain.gazetteer import named
from career_copilot.domain.jobs_query import JobsQuery, Sort, View
from career_copilot.domain.posting import Place, Salary, Workplace
from career_copilot.domain.world_regions import countries_of
from career_copilot.services import opening_words

MARKED = "exists (select 1 from user_opening u where u.user_id = m.user_id and u.opening_id = m.opening_id and {} is not null)"
CLOSED = "exists (select 1 from opening c where c.id = m.opening_id and c.state = 'closed')"
EARTH_KM = 6371.0
_REMOTELY = re.compile(r"\bremote(?:ly)?\b(?:\s+(?:in|from|within)\b)?", re.IGNORECASE)
_REMOTE = f"o.facts & {facts.mask([Workplace.REMOTE])} <> 0"


@dataclass
class Conditions:
    """`where` clauses joined by `and`, what they bind, and words for the person about filters that could not work."""

    clauses: list[str] = field(default_factory=lambda: ["m.user_id = :user_id"])
    parameters: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    openings: str = "opening"  # the table, or those of its rows that hold the words of the query
    rank: str = ""  # of an opening among those that match the words of the query

    def add(self, clause: str, **parameters: Any) -> None:
        self.clauses.append(clause)
        self.parameters |= parameters

    @property
    def where(self) -> str:
        return " and ".join(f"({clause})" for clause in self.clauses)

    def feed(self, *more: str) -> str:
        """The tables to read; `opening` only if a condition, or `more`, speaks of it."""
        speaks = any("o." in clause for clause in (*self.clauses, self.rank, *more))
        return "opening_match m" + (f" join {self.openings} o on o.id = m.opening_id" if speaks else "")


def conditions(connection: Connection, user_id: int, query: JobsQuery, now: datetime) -> Conditions:
    """All filters of `query`."""
    found = Conditions(parameters={"user_id": user_id})
    _view(found, query)
    _facts(found, query, now)
    _salary(found, query)
    _place(found, query)
    if query.q:
        _words(connection, found, query)
    return found


def _view(found: Conditions, query: JobsQuery) -> None:
    if query.view == View.SAVED:
        found.add(MARKED.format("u.saved_at"))
    elif query.view == View.HIDDEN:
        found.add(MARKED.format("u.hidden_at"))
    else:
        found.add(f"not {MARKED.format('u.hidden_at')}")
        if not query.closed:
            found.add(f"not {CLOSED}")


def _facts(found: Conditions, query: JobsQuery, now: datetime) -> None:
    for name, values in (
        ("workplace", query.workplace),
        ("employment", query.employment),
        ("seniority", query.seniority),
    ):
        if values:
            found.add(f"o.facts & :{name} <> 0", **{name: facts.mask(values)})
    if query.days:
        found.add("o.date_posted >= :posted_since", posted_since=now - timedelta(days=query.days))
    if query.board:
        found.add("o.job_boards && cast(:boards as text[])", boards=query.board)
    if query.language:
        found.add("o.language = :language", language=query.language)
    if query.score:
        found.add("m.score >= :least_score", least_score=query.score)


def _salary(found: Conditions, query: JobsQuery) -> None:
    """The floor as euro a year, against the most that the ad offers."""
    if query.salary is None:
        return
    floor = salary.annual_salary(Salary(maximum=Decimal(query.salary), currency=query.currency, period=query.period))
    if floor is None or floor.maximum_eur is None:
        found.notes.append(f"There is no exchange rate for {query.currency}, so the salary floor is not applied.")
        return
    unstated = " or o.salary_maximum_eur is null" if query.unstated else ""
    found.add(f"o.salary_maximum_eur >= :floor_eur{unstated}", floor_eur=floor.maximum_eur)


def _place(found: Conditions, query: JobsQuery) -> None:
    """A country, a region of it or one of several, or a city with the kilometres around it; and remote work that may be
    done from there. Of several places any will do. `remote` beside places asks for such work only, `or remote` for all."""
    parts = [part for part in location.parts(query.place.strip()) if part]
    others = [part for part in parts if part.lower() != "remote"]
    allowed = [_REMOTE] if len(others) < len(parts) else []
    if others:
        words = [_REMOTELY.sub(" ", part).strip(" ,;:-–—") for part in others]
        there = _there(found, [place for part in words if part for place in _places(part)], query.radius)
        remote_only = any(_REMOTELY.search(part) for part in others)
        allowed.append(f"{_REMOTE} and ({there})" if remote_only else there)
    if allowed:
        found.add(" or ".join(allowed))


def _places(words: str) -> list[Place]:
    """What is meant by a name, or by each of several: `Berlin, Hamburg`. One without a country is not known."""
    known = named(words)
    return [known] if known else location.find_places(words) or [Place(text=words)]


def _there(found: Conditions, places: list[Place], radius: float) -> str:
    countries = [country for place in places if place.country for country in countries_of(place.country)]
    found.parameters["regions"] = remote.regions_of(*dict.fromkeys(countries))
    inside = [_inside(found, place, f"_{number}", radius) for number, place in enumerate(places)]
    return " or ".join([*inside, f"{_REMOTE} and o.remote_regions && cast(:regions as text[])"])


def _inside(found: Conditions, place: Place, at: str, radius: float) -> str:
    """The condition for work in this place; `at` ends the names of what it binds."""
    if not place.country:
        found.notes.append(f"“{place.text}” is not in the table of places: searched in the words of the ads.")
        found.parameters[f"text{at}"] = f"%{_escaped(place.text)}%"
        return f"exists (select 1 from jsonb_array_elements(o.places) p where p->>'text' ilike :text{at})"
    if place.region and not place.locality:
        found.parameters |= {f"region{at}": place.region, f"country{at}": place.country}
        inside = f"p->>'region' = :region{at} and p->>'country' = :country{at}"
        return f"o.countries && array[:country{at}] and exists (select 1 from jsonb_array_elements(o.places) p where {inside})"
    if place.latitude is None or place.longitude is None or not place.locality:
        found.parameters[f"countries{at}"] = list(countries_of(place.country))
        return f"o.countries && cast(:countries{at} as text[])"
    return _near(found, place.latitude, place.longitude, radius, at)


def _near(found: Conditions, latitude: float, longitude: float, radius: float, at: str) -> str:
    """The first place of an opening stands in narrow columns; the wide rows are read for those that name several.
    The degrees around the circle are told in a fraction of the time that the circle takes."""
    high = radius / 111.0
    wide = high / max(0.01, math.cos(math.radians(min(89.0, abs(latitude) + high))))
    if longitude - wide < -180 or longitude + wide > 180:  # the circle crosses the date line
        wide = 360.0
    sides = {"south": latitude - high, "north": latitude + high, "west": longitude - wide, "east": longitude + wide}
    centre = {"latitude": latitude, "longitude": longitude}
    found.parameters |= {f"{name}{at}": value for name, value in (sides | centre).items()} | {"radius": radius}
    box = f"o.latitude between :south{at} and :north{at} and o.longitude between :west{at} and :east{at}"
    several = f"""
        o.several_places and o.id in (
            select s.id from opening s, jsonb_array_elements(s.places) p
            where s.several_places and {_km("(p->>'latitude')::float", "(p->>'longitude')::float", at)} <= :radius)
    """
    return f"{box} and {_km('o.latitude', 'o.longitude', at)} <= :radius or {several}"


def _km(latitude: str, longitude: str, at: str) -> str:
    return f"""
        2 * {EARTH_KM} * asin(least(1, sqrt(
            power(sin(radians({latitude} - :latitude{at}) / 2), 2)
            + cos(radians(:latitude{at})) * cos(radians({latitude}))
            * power(sin(radians({longitude} - :longitude{at}) / 2), 2))))
    """


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _words(connection: Connection, found: Conditions, query: JobsQuery) -> None:
    """Each ad is searched with the stemmer of its own language."""
    words = opening_words.read(connection, query.q)
    found.parameters |= words.parameters
    if words.hits:
        found.openings, found.rank = f"({words.hits})", "o.words_rank"
    found.notes += words.notes


def order(query: JobsQuery, rank: str) -> list[tuple[str, str]]:
    """The order of the list as expressions and directions; the id makes it total, so that pages neither repeat nor lose
    a row."""
    newest = ("m.opening_id", "desc")
    if query.sort == Sort.NEWEST:
        return [("coalesce(o.date_posted, o.created_at)", "desc"), newest]
    best = [("m.score", "desc nulls last"), newest]
    if query.sort == Sort.SALARY:
        return [("o.salary_maximum_eur", "desc nulls last"), ("m.blocked", ""), *best]
    return [("m.blocked", ""), *([(rank, "desc")] if rank else []), *best]
