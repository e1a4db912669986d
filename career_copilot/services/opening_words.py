"""Full-text search: the words a person typed, as one query for each text search configuration that ads are indexed with."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from career_copilot.domain.search_language import all_configurations

WEIGHTS = "'{0.05, 0.2, 0.4, 1.0}'"  # text (never in `headline`), tags, company, title
QUERIES = """
    select cast(query as text), array_agg(name) from (
        select cfgname::text as name, websearch_to_tsquery(cfgname::regconfig, {words}) as query
        from pg_ts_config where cfgname = any(:names)
    ) as each where numnode(query) > 0 group by query order by 1
"""


@dataclass
class Words:
    """The openings that hold the words, with how well they do in the column `words_rank`; empty if none can."""

    hits: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


_present: set[str] = set()


def has_extension(connection: Connection, name: str) -> bool:
    """Whether the database has it. Extensions come with a migration and stay, so one that was seen is not asked for
    again."""
    if name not in _present and connection.scalar(
        text("select true from pg_extension where extname = :name"), {"name": name}
    ):
        _present.add(name)
    return name in _present


def read(connection: Connection, words: str) -> Words:
    """`words` in websearch syntax. Most stemmers leave most words alone, so a handful of queries serves all languages.
    One index scan each: a condition on language and query together would unpack the text of every candidate."""
    found = Words()
    unaccent = has_extension(connection, "unaccent")
    if not unaccent:
        found.notes.append("The database lacks the extension `unaccent`: accents must be typed as in the ad.")
    statement = QUERIES.format(words="unaccent(:words)" if unaccent else ":words")
    queries = connection.execute(text(statement), {"words": words, "names": all_configurations()}).all()
    for number, (query, names) in enumerate(queries):
        found.parameters |= {f"words{number}": query, f"configurations{number}": names}
    found.hits = " union all ".join(_hits(number) for number in range(len(queries)))
    if not queries:
        found.notes.append(f"“{words}” holds only words that are in every ad: add one that says more.")
    return found


def _hits(number: int) -> str:
    """Each ad is ranked by its title, company and tags: to unpack the whole text of every hit would take longer than to
    find them all. Hits in the text alone are equals, so the better match comes first."""
    query = f"cast(:words{number} as tsquery)"
    return f"""
        select s.*, ts_rank({WEIGHTS}, s.headline, {query}) as words_rank from opening s
        where s.search @@ {query} and s.search_config = any(:configurations{number})
    """
