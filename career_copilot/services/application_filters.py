"""The filters of the Applications page as a condition in SQL: for its lists, and for exports of what they show.
What an archived or deleted one is, and which filters there are, is said here once."""

from dataclasses import dataclass
from typing import Any

from career_copilot.domain.applications_query import ApplicationsQuery, Archived

MOST_WORDS = 12


@dataclass(frozen=True)
class Filters:
    """A condition on `application a`, and what it binds."""

    where: str
    bound: dict[str, Any]


def filters(user_id: int, query: ApplicationsQuery) -> Filters:
    """What a person typed is only ever bound."""
    clauses = ["a.user_id = :user_id", "a.deleted_at is null"]
    bound: dict[str, Any] = {
        "user_id": user_id, "tag": query.tag, "source": query.source, "chosen": [str(stage) for stage in query.stage],
        "ids": query.ids,
    }  # fmt: skip
    if query.ids:
        clauses.append("a.id = any(cast(:ids as bigint[]))")
    elif query.archived is not Archived.SHOW:
        clauses.append(f"a.archived_at is {'not ' if query.archived is Archived.ONLY else ''}null")
    for number, word in enumerate(query.q.lower().split()[:MOST_WORDS]):
        clauses.append(
            f"lower(a.title || ' ' || a.company || ' ' || a.place || ' ' || array_to_string(a.tags, ' ')) like :word{number}"
        )
        bound[f"word{number}"] = f"%{_literal(word)}%"
    if query.stage:
        clauses.append("a.stage = any(:chosen)")
    if query.tag:
        clauses.append("a.tags @> array[cast(:tag as text)]")
    if query.source:
        clauses.append("a.source = :source")
    return Filters(" and ".join(clauses), bound)


def _literal(word: str) -> str:
    """For `like`: its wildcards mean themselves."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
