"""Full-text search: the words a person typed, as one query for each text search configuration that ads are indexed with."""

import re
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from career_copilot.domain import skills
from career_copilot.domain.html import UNSEEN
from career_copilot.domain.search_language import all_configurations

SIGNED = re.compile(
    r"(?<!\S)\"?(-?)(\w+(?:\+\+|#))(?![\w+#])"
)  # `C++`, `C#`; full text knows no signs: it reads `c` in both
LONGEST_NAMED = 120  # letters of a title in a sentence
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
    signs = _signs(found, words)
    found.hits = " union all ".join(_hits(number) + signs for number in range(len(queries)))
    if not queries:
        found.notes.append(f"“{words}” holds no word that can be searched for, so it is left out.")
    return found


def _signs(found: Words, words: str) -> str:
    """The conditions that a title or a skill is meant with its sign. What is left out, or is one of several choices, stays
    as full text reads it, and that is said."""
    conditions = ""
    for number, (without, word) in enumerate(SIGNED.findall(words)):
        if without or re.search(r"(?i)\bor\b", words):
            found.notes.append(f"“{word}” is searched for without its sign, as it is one of several or left out.")
            continue
        found.parameters |= {f"sign{number}": word.lower(), f"skill{number}": skills.find(word)}
        in_title = f"strpos(lower(s.title), cast(:sign{number} as text)) > 0"
        skill = f"cast(:skill{number} as int)"
        in_skills = f"exists (select from opening_text t where t.opening_id = s.id and {skill} = any(t.skills))"
        conditions += f" and ({in_title} or {in_skills})"
    return conditions


def _hits(number: int) -> str:
    """Each ad is ranked by its title, company and tags: to unpack the whole text of every hit would take longer than to
    find them all. Hits in the text alone are equals, so the better match comes first."""
    query = f"cast(:words{number} as tsquery)"
    return f"""
        select s.*, ts_rank({WEIGHTS}, s.headline, {query}) as words_rank from opening s
        where s.search @@ {query} and s.search_config = any(:configurations{number})
    """


def did_you_mean(connection: Connection, user_id: int, words: str) -> list[str]:
    """For words that nothing matches: the title that is spelled most like them."""
    if not connection.scalar(text("select true from pg_extension where extname = 'pg_trgm'")):
        return ["The database lacks the extension `pg_trgm`: misspelled words are not recognised."]
    title = connection.scalar(
        text(
            "select o.title from opening_match m join opening o on o.id = m.opening_id where m.user_id = :user_id and o.state <> 'closed' "
            "and word_similarity(:words, o.title) > 0.45 order by word_similarity(:words, o.title) desc, o.id limit 1"
        ),
        {"user_id": user_id, "words": words},
    )
    if not title:
        return []
    # Titles kept by earlier versions may hold characters that turn the direction of what follows.
    return [f"Nothing matches “{words}”. The closest title is “{_clipped(UNSEEN.sub('', title))}”."]


def _clipped(words: str) -> str:
    return words if len(words) <= LONGEST_NAMED else f"{words[: LONGEST_NAMED - 1].rstrip()}…"
