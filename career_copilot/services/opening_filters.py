"""The Jobs page's question to the database: the conditions of a `JobsQuery` over `opening_match m` and `opening o`, as
SQL text with bound parameters. Nothing a person typed ever becomes part of the text.

Conditions are written so that narrow indexes answer them: `opening_match_rank`, `opening_facts`, `opening_closed`."""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from career_copilot.domain import facts, location, remote, salary
from career_copilot.domain.gazetteer import named
from career_copilot.domain.jobs_query import JobsQuery, Sort, View
from career_copilot.domain.posting import Salary, Workplace
from career_copilot.domain.world_regions import countries_of
from career_copilot.services import opening_words

MARKED = "exists (select 1 from user_opening u where u.user_id = m.user_id and u.opening_id = m.opening_id and {} is not null)"
CLOSED = "exists (select 1 from opening c where c.id = m.opening_id and c.state = 'closed')"
EARTH_KM = 6371.0
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
    """`remote`, a country, a region of it or one of several, or a city with the kilometres around it; and remote work that
    may be done from there."""
    wanted = query.place.strip()
    if not wanted:
        return
    if wanted.lower() == "remote":
        found.add(_REMOTE)
        return
    place = named(wanted) or next((place for place in location.find_places(wanted) if place.country), None)
    if place is None:
        found.add(
            "exists (select 1 from jsonb_array_elements(o.places) p where p->>'text' ilike :place_text)",
            place_text=f"%{_escaped(wanted)}%",
        )
        found.notes.append(f"“{wanted}” is not in the table of places: searched in the words of the ads.")
        return
    from_there = f"{_REMOTE} and o.remote_regions && cast(:regions as text[])"
    countries = countries_of(place.country)
    found.parameters["regions"] = remote.regions_of(*countries)
    if place.region and not place.locality:
        inside = "exists (select 1 from jsonb_array_elements(o.places) p where p->>'region' = :region and p->>'country' = :country)"
        named_so = {"region": place.region, "country": place.country}
        found.add(f"o.countries && array[:country] and {inside} or {from_there}", **named_so)
    elif place.latitude is None or place.longitude is None or not place.locality:
        found.add(f"o.countries && cast(:countries as text[]) or {from_there}", countries=list(countries))
    else:
        _near(found, place.latitude, place.longitude, query.radius, from_there)


def _near(found: Conditions, latitude: float, longitude: float, radius: float, else_: str) -> None:
    """The first place of an opening stands in narrow columns; the wide rows are read for those that name several.
    The degrees around the circle are told in a fraction of the time that the circle takes."""
    high = radius / 111.0
    wide = high / max(0.01, math.cos(math.radians(min(89.0, abs(latitude) + high))))
    if longitude - wide < -180 or longitude + wide > 180:  # the circle crosses the date line
        wide = 360.0
    box = "o.latitude between :south and :north and o.longitude between :west and :east"
    several = f"""
        o.several_places and o.id in (
            select s.id from opening s, jsonb_array_elements(s.places) p
            where s.several_places and {_km("(p->>'latitude')::float", "(p->>'longitude')::float")} <= :radius)
    """
    found.add(
        f"{box} and {_km('o.latitude', 'o.longitude')} <= :radius or {several} or {else_}",
        south=latitude - high, north=latitude + high, west=longitude - wide, east=longitude + wide,
        latitude=latitude, longitude=longitude, radius=radius,
    )  # fmt: skip


def _km(latitude: str, longitude: str) -> str:
    return f"""
        2 * {EARTH_KM} * asin(least(1, sqrt(
            power(sin(radians({latitude} - :latitude) / 2), 2)
            + cos(radians(:latitude)) * cos(radians({latitude}))
            * power(sin(radians({longitude} - :longitude) / 2), 2))))
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
