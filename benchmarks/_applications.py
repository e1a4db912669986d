"""Invented applications of one person, as a search of a year or two leaves them: most unanswered, some far."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, text

from career_copilot import db
from career_copilot.models.tracker import Application, Offer, StageEntry

TITLES = ("Staff Nurse", "Senior Nurse (m/w/d)", "Charge Nurse", "Ward Manager", "Nurse Educator", "Triage Nurse")
COMPANIES = ("Havnklinik", "Harbour Hospital", "City Clinic", "Klinikum Lindenau", "Northgate Care", "Casa Serena")
SOURCES = (("Greenhouse", 5), ("Lever", 4), ("Arbeitnow", 6), ("referral", 1), ("", 1))


def applications(user_id: int, count: int, now: datetime, days: int = 400, seed: int = 3) -> list[int]:
    """Add `count` applications sent in the last `days`, with their histories and offers; return their ids. Chances of a
    reply rise with the score and with fresh ads, and are best for referrals."""
    chance = random.Random(seed)
    rows = [_row(user_id, number, chance, now, days) for number in range(count)]
    with db.transaction() as session:
        ids = list(session.scalars(
            insert(Application).returning(Application.id, sort_by_parameter_order=True),  # type: ignore[call-overload]
            [row for row, _ in rows],
        ))  # fmt: skip
        owned = [(row_id, row["applied_at"], path) for row_id, (row, path) in zip(ids, rows, strict=True)]
        session.execute(insert(StageEntry), [
            {"user_id": user_id, "application_id": row_id, "stage": stage, "entered_at": at + timedelta(days=after)}
            for row_id, at, path in owned for stage, after in path
        ])  # fmt: skip
        offers = [
            {"user_id": user_id, "application_id": row_id,
             "terms": {"base": f"{chance.randrange(42, 78)}000", "currency": "EUR", "period": "year"}}
            for row_id, _, path in owned if any(stage == "offer" for stage, _ in path)
        ]  # fmt: skip
        if offers:
            session.execute(insert(Offer), offers)
        session.execute(text("analyze application, stage_entry, offer"))
    return ids


def _row(
    user_id: int, number: int, chance: random.Random, now: datetime, days: int
) -> tuple[dict[str, Any], list[tuple[str, float]]]:
    applied_at = now - timedelta(days=chance.random() ** 1.2 * days)
    score, ad_age = min(100, max(5, round(chance.gauss(66, 16)))), chance.choice((0, 1, 2, 4, 6, 9, 13, 20, 45))
    source = chance.choices([name for name, _ in SOURCES], [weight for _, weight in SOURCES])[0]
    odds = 0.08 + 0.3 * (score / 100) ** 2 + (0.15 if ad_age < 3 else 0) + (0.35 if source == "referral" else 0)
    path = _path(chance, odds, (now - applied_at) / timedelta(days=1))
    row = {
        "user_id": user_id, "title": chance.choice(TITLES), "company": f"{chance.choice(COMPANIES)} {number % 40 + 1}",
        "source": source, "stage": path[-1][0], "position": Decimal(number), "score": score,
        "ad_posted_at": applied_at - timedelta(days=ad_age), "applied_at": applied_at,
        "stage_since": applied_at + timedelta(days=path[-1][1]), "created_at": applied_at, "updated_at": applied_at,
    }  # fmt: skip
    return row, path


def _path(chance: random.Random, odds: float, age: float) -> list[tuple[str, float]]:
    """Stages with their days after applying, none in the future."""
    path, at = [("applied", 0.0)], chance.lognormvariate(1.9, 0.7)
    if chance.random() < odds:
        for stage, further in (("screening", 0.6), ("interview", 0.4), ("offer", 0.5), ("accepted", 0.0)):
            path.append((stage, at))
            at += chance.lognormvariate(1.6, 0.6)
            if chance.random() > further:
                break
        if path[-1][0] != "accepted" and chance.random() < 0.8:
            path.append(("declined" if path[-1][0] == "offer" else "rejected", at))
    elif chance.random() < 0.3:
        path.append(("rejected", at))
    return [(stage, after) for stage, after in path if after <= age]
