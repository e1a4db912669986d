"""The Jobs page's question to the database: the conditions of a `JobsQuery` over `opening_match m`, `opening o` and
`user_opening u`, as SQL text with bound parameters. Nothing a person typed ever becomes part of the text."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from career_copilot.domain import location, salary
from career_copilot.domain.jobs_query import JobsQuery, Sort, View
from career_copilot.domain.posting import Salary

JOINED = """
    join opening o on o.id = m.opening_id
    left join user_opening u on u.user_id = m.user_id and u.opening_id = m.opening_id
"""
FEED = f"opening_match m {JOINED}"
EARTH_KM = 6371.0


@dataclass
class Conditions:
    """`where` clauses joined by `and`, what they bind, and words for the person about filters that could not work."""

    clauses: list[str] = field(default_factory=lambda: ["m.user_id = :user_id"])
    parameters: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, clause: str, **parameters: Any) -> None:
        self.clauses.append(clause)
        self.parameters |= parameters

    @property
    def where(self) -> str:
        return " and ".join(f"({clause})" for clause in self.clauses)


def conditions(session: Session, user_id: int, query: JobsQuery, now: datetime) -> Conditions:
    """All filters of `query`."""
    found = Conditions(parameters={"user_id": user_id})
    _view(found, query)
    _facts(found, query, now)
    _salary(found, query)
    _place(found, query)
    if query.q:
        _words(session, found, query)
    return found


def _view(found: Conditions, query: JobsQuery) -> None:
    if query.view == View.SAVED:
        found.add("u.saved_at is not null")
    elif query.view == View.HIDDEN:
        found.add("u.hidden_at is not null")
    else:
        found.add("u.hidden_at is null")
    if query.view == View.ALL and not query.closed:
        found.add("o.state <> 'closed'")


def _facts(found: Conditions, query: JobsQuery, now: datetime) -> None:
    if query.workplace:
        found.add("o.workplace = any(:workplaces)", workplaces=[str(value) for value in query.workplace])
    if query.employment:
        found.add(
            "o.employment_types && cast(:employment as text[])", employment=[str(value) for value in query.employment]
        )
    if query.seniority:
        found.add("o.seniority = any(:seniorities)", seniorities=[str(value) for value in query.seniority])
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
    """`remote`, a country, or a city with the kilometres around it. Remote work is shown wherever it may be done from."""
    wanted = query.place.strip()
    if not wanted:
        return
    if wanted.lower() == "remote":
        found.add("o.workplace = 'remote'")
        return
    places = location.find_places(wanted)
    place = next((place for place in places if place.country), None)
    if place is None:
        found.add(
            "exists (select 1 from jsonb_array_elements(o.places) p where p->>'text' ilike :place_text)",
            place_text=f"%{_escaped(wanted)}%",
        )
        found.notes.append(f"“{wanted}” is not in the table of places: searched in the words of the ads.")
    elif place.latitude is None or place.longitude is None or not place.locality:
        found.add("cast(:country as text) = any(o.countries)", country=place.country)
    else:
        found.add(
            f"exists (select 1 from jsonb_array_elements(o.places) p where {_KM} <= :radius)",
            latitude=place.latitude, longitude=place.longitude, radius=query.radius,
        )  # fmt: skip


_KM = f"""
    2 * {EARTH_KM} * asin(least(1, sqrt(
        power(sin(radians((p->>'latitude')::float - :latitude) / 2), 2)
        + cos(radians(:latitude)) * cos(radians((p->>'latitude')::float))
        * power(sin(radians((p->>'longitude')::float - :longitude) / 2), 2))))
"""


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _words(session: Session, found: Conditions, query: JobsQuery) -> None:
    """Each ad is searched with the stemmer of its own language."""
    extensions = set(session.scalars(text("select extname from pg_extension")))
    words = "unaccent(:words)" if "unaccent" in extensions else ":words"
    if "unaccent" not in extensions:
        found.notes.append("The database lacks the extension `unaccent`: accents must be typed as in the ad.")
    names = list(session.scalars(text("select distinct search_config from opening")))
    matches = " or ".join(
        f"o.search_config = :config{i} and o.search @@ websearch_to_tsquery(cast(:config{i} as regconfig), {words})"
        for i in range(len(names))
    )
    found.add(matches or "false", words=query.q, **{f"config{i}": name for i, name in enumerate(names)})


def order(query: JobsQuery, unaccent: bool) -> str:
    """The order of the list; the id makes it total, so that pages neither repeat nor lose a row."""
    if query.sort == Sort.NEWEST:
        return "coalesce(o.date_posted, o.created_at) desc, m.opening_id desc"
    if query.sort == Sort.SALARY:
        return "o.salary_maximum_eur desc nulls last, m.blocked, m.score desc nulls last, m.opening_id desc"
    if query.q:
        words = "unaccent(:words)" if unaccent else ":words"
        rank = (
            f"ts_rank('{{0.05, 0.2, 0.4, 1.0}}', o.search, websearch_to_tsquery(o.search_config::regconfig, {words}))"
        )
        return f"m.blocked, {rank} desc, m.score desc nulls last, m.opening_id desc"
    return "m.blocked, m.score desc nulls last, m.opening_id desc"
