"""Fill a database with invented openings, as many and as long as real ones, and put them into people's feeds."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import Session

from career_copilot import db
from career_copilot.domain import matching
from career_copilot.domain.search_language import configuration
from career_copilot.models import Opening, OpeningMatch, OpeningText, User
from career_copilot.services import login_sessions

BATCH = 1000
WORDS_OF_AN_AD = 350
TITLES = ("Nurse", "Electrician", "Software Engineer", "Accountant", "Teacher", "Welder", "Data Analyst", "Chef",
          "Product Manager", "Architect", "Physiotherapist", "Lorry Driver")  # fmt: skip
LEVELS = {"": "unknown", "Junior ": "entry", "Senior ": "senior", "Lead ": "lead"}
PLACES = (
    ("Berlin", "DE", 52.52, 13.40), ("Hamburg", "DE", 53.55, 9.99), ("Munich", "DE", 48.14, 11.58),
    ("Paris", "FR", 48.86, 2.35), ("Lyon", "FR", 45.76, 4.84), ("Madrid", "ES", 40.42, -3.70),
    ("Warsaw", "PL", 52.23, 21.01), ("Amsterdam", "NL", 52.37, 4.90), ("London", "GB", 51.51, -0.13),
    ("Dublin", "IE", 53.35, -6.26), ("Zurich", "CH", 47.37, 8.54), ("Vienna", "AT", 48.21, 16.37),
)  # fmt: skip
LANGUAGES = ("en", "en", "en", "de", "fr", "es", "pl")
BOARDS = ("greenhouse", "lever", "ashby", "smartrecruiters", "workday", "remoteok", "arbeitnow", "weworkremotely")
SYLLABLES = ("ba", "ko", "lin", "ter", "mo", "sa", "ver", "du", "ri", "pel", "an", "sti")
SEARCH = """
    update opening o set search =
        setweight(to_tsvector(o.search_config::regconfig, unaccent(o.title)), 'A')
        || setweight(to_tsvector(o.search_config::regconfig, unaccent(o.company)), 'B')
        || setweight(to_tsvector(o.search_config::regconfig, unaccent(t.text)), 'D')
    from opening_text t where t.opening_id = o.id
"""


def openings(count: int, now: datetime, seed: int = 1) -> list[int]:
    """Add `count` openings with texts and search vectors; return their ids."""
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(8000)]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    ids: list[int] = []
    with db.transaction() as session:
        for start in range(0, count, BATCH):
            numbers = range(start, min(count, start + BATCH))
            rows = [_opening(number, chance, now) for number in numbers]
            found = session.scalars(insert(Opening).returning(Opening.id, sort_by_parameter_order=True), rows)  # type: ignore[call-overload]
            new = list(found)
            texts = [
                f"{row['title']} {' '.join(chance.choices(vocabulary, weights, k=WORDS_OF_AN_AD))}" for row in rows
            ]
            session.execute(
                insert(OpeningText),
                [{"opening_id": id, "html": f"<p>{words}</p>", "text": words, "requirements": [], "skills": []}
                 for id, words in zip(new, texts, strict=True)],
            )  # fmt: skip
            ids += new
        session.execute(text(SEARCH))
    return ids


def _opening(number: int, chance: random.Random, now: datetime) -> dict[str, Any]:
    level, title, language = chance.choice(list(LEVELS)), chance.choice(TITLES), chance.choice(LANGUAGES)
    city, country, latitude, longitude = chance.choice(PLACES)
    place = {"text": city, "locality": city, "region": "", "country": country,
             "latitude": latitude, "longitude": longitude}  # fmt: skip
    return {
        "fingerprint": f"benchmark-{number}",
        "title": f"{level}{title}",
        "company": f"Company {number % 400}",
        "places": [place],
        "countries": [country],
        "workplace": chance.choice(("remote", "hybrid", "on_site", "unknown")),
        "employment_types": [chance.choice(("FULL_TIME", "FULL_TIME", "PART_TIME", "CONTRACTOR"))],
        "seniority": LEVELS[level],
        "language": language,
        "search_config": configuration(language),
        "job_boards": [chance.choice(BOARDS)],
        "date_posted": now - timedelta(hours=chance.randint(1, 2400)),
        "verified_at": now,
        "state": "live",
        **_salary(chance),
    }


def _salary(chance: random.Random) -> dict[str, Any]:
    """Four in ten ads state one."""
    if chance.random() > 0.4:
        return {"salary": None, "annual_salary": None, "salary_maximum_eur": None}
    low = chance.randrange(28_000, 110_000, 1000)
    high = low + chance.randrange(4_000, 30_000, 1000)
    return {
        "salary": {"minimum": str(low), "maximum": str(high), "currency": "EUR", "period": "year"},
        "annual_salary": {"minimum_eur": low, "maximum_eur": high, "rate": 1.0, "rate_date": "2026-11-20"},
        "salary_maximum_eur": high,
    }


def people(count: int, openings: list[int], now: datetime, seed: int = 2) -> Iterator[tuple[int, str]]:
    """Add `count` people with all of `openings` in their feeds, scored; yield each one's id and login token."""
    chance = random.Random(seed)
    for number in range(count):
        with db.transaction() as session:
            user_id = _person(session, f"benchmark{number}@example.org", now)
            session.execute(
                insert(OpeningMatch),
                [{"user_id": user_id, "opening_id": opening_id, "score": chance.randint(0, 100), "blocked": chance.random() < 0.2,
                  "created_at": now, "scored_at": now} for opening_id in openings],
            )  # fmt: skip
            token = login_sessions.open_session(session, user_id, "benchmark", "127.0.0.1", now)
        yield user_id, token


def _person(session: Session, email: str, now: datetime) -> int:
    # Of the present version, or the worker would score them anew when it starts: without a résumé, to nothing.
    user = User(email=email, password_hash="not a hash", onboarded_at=now, scores_version=matching.VERSION)
    session.add(user)
    session.flush()
    assert user.id is not None
    return user.id


def settle() -> None:
    """What autovacuum does within a minute: statistics and visibility maps, so that plans are those of a lived-in
    database."""
    with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum (full) opening"))  # here its rows were written twice, which no reading does
        connection.execute(text("vacuum (analyze) opening, opening_text, opening_match, user_opening"))
        connection.execute(text("checkpoint"))  # else stopping would have to write all of it
