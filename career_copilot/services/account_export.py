"""Everything a person has here, written into one archive (`documents/account_archive.py`), row by row.

One statement reads all rows, so that they are of one moment however long it takes; the database keeps its place, and no
table is ever held in memory."""

import json
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from sqlalchemy import text
from sqlmodel import Session

from career_copilot.documents.account_archive import FORMAT, VERSION, Writer
from career_copilot.services import photos, resume_files
from career_copilot.services.account_tables import OPENING, TABLES, sent_path

KEPT_OPENINGS = "kept_openings"
"""Name of the preference that holds saved and hidden openings which are not on this installation (account_import.py)."""

Progress = Callable[[int, int], None]


def write(session: Session, user_id: int, file: IO[bytes], created_at: str, progress: Progress) -> int:
    """Write the archive; returns the number of members. `progress` is told how much is done of how much."""
    writer = Writer(file, created_at)
    paths: dict[str, Path] = {}
    total, done = _count(session, user_id), 0

    def counted(rows: Iterator[bytes]) -> Iterator[bytes]:
        nonlocal done
        for row in rows:
            done += 1
            if done % 200 == 0:
                progress(done, total)
            yield row

    for table, rows in _tables(session, user_id, paths):
        writer.lines(table, counted(rows))
    picture = resume_files.path(photos.path(user_id))
    if picture.is_file():
        paths[photos.path(user_id)] = picture
    total = done + len(paths)
    for number, (path, source) in enumerate(sorted(paths.items()), 1):
        writer.file(number, path, source)
        progress(done + number, total)
    writer.close(_readme(writer))
    return len(writer.members)


def _tables(session: Session, user_id: int, paths: dict[str, Path]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each table's rows as JSON, collecting the files they name."""
    found = session.execute(
        text(_STATEMENT), {"user": user_id, "kept": KEPT_OPENINGS},
        execution_options={"stream_results": True, "max_row_buffer": 200},
    )  # fmt: skip
    for table, rows in groupby(found, key=lambda row: row.name):
        yield table, (_row(user_id, table, row.data, paths) for row in rows)


def _row(user_id: int, table: str, data: str, paths: dict[str, Path]) -> bytes:
    if table in ("resume", "application_document", "application_event", "submission_record"):
        row = json.loads(data)
        for path in _named(user_id, table, row):
            source = resume_files.path(path)
            if source.is_file():
                paths[path] = source
    return data.encode()


def _named(user_id: int, table: str, row: dict[str, Any]) -> Iterator[str]:
    """The paths of a row's files; those of deleted documents too, because a deletion can be undone."""
    if table == "submission_record":
        yield from (sent_path(user_id, str(file["sha256"])) for file in row["files"] if "sha256" in file)
    elif table != "application_event":
        yield row["path"]
    elif row["subject"] == "application_document":
        yield from (values["path"] for values in (row["before"], row["after"]) if values and "path" in values)


def _select(order: int, name: str, rows: str, key: str) -> str:
    return f"select {order} as place, '{name}' as name, {key} as key, ({rows})::text as data"


_KEPT = """
    from preference p cross join jsonb_array_elements(p.data -> 'openings') with ordinality k
    where p.user_id = :user and p.name = :kept
"""
_KEPT_ROWS = _KEPT.replace(
    "where", "cross join jsonb_array_elements_text(coalesce(k.value -> 'rows' -> '{}', '[]')) each where"
)


def _parts() -> Iterator[str]:
    yield (
        _select(
            0,
            "person",
            "jsonb_build_object('time_zone', time_zone, 'settings', settings, 'onboarded_at', onboarded_at)",
            "0",
        )
        + " from user_account where id = :user"
    )
    yield (
        _select(
            1,
            "follow",
            "jsonb_build_object('job_board', s.job_board, 'company', s.company, 'created_at', f.created_at)",
            "s.id",
        )
        + " from follow f join source s on s.id = f.source_id where f.user_id = :user"
    )
    yield _OPENINGS
    yield (
        _select(3, "user_opening", "to_jsonb(u) - 'user_id'", "u.opening_id")
        + " from user_opening u where u.user_id = :user and (saved_at, hidden_at, seen_at) is distinct from (null, null, null)"
    )
    yield (
        _select(
            3,
            "user_opening",
            "k.value - 'opening' - 'rows' || jsonb_build_object('opening_id', -k.ordinality)",
            "-k.ordinality",
        )
        + f"{_KEPT} and coalesce(k.value ->> 'saved_at', k.value ->> 'hidden_at', k.value ->> 'seen_at') is not null"
    )
    for place, (name, table) in enumerate(TABLES.items(), 10):
        exact = ", ".join(f"'{column}', t.{column}::text" for column in table.exact)
        row = f"to_jsonb(t) - 'user_id' || jsonb_build_object({exact})" if exact else "to_jsonb(t) - 'user_id'"
        but = " and t.name <> :kept" if name == "preference" else ""
        lost = ""
        if OPENING in table.refs.values():  # one that is not here is named as it is kept
            row = f"{row} || case when lost.number is null then '{{}}' else jsonb_build_object('opening_id', -lost.number) end"
            lost = f"""
                left join (
                    select cast(each as bigint) as id, k.ordinality as number {_KEPT_ROWS.format(name)}
                ) lost on lost.id = t.id and t.opening_id is null
            """
        yield (
            _select(place, name, row, "t.id" if table.has_id else "0")
            + f" from {name} t{lost} where t.user_id = :user{but}"
        )


_OPENINGS = (
    """
    (select 2 as place, 'opening' as name, o.id as key, jsonb_build_object(
        'id', o.id, 'title', o.title, 'company', o.company, 'places', o.places, 'workplace', o.workplace,
        'salary', o.salary, 'date_posted', o.date_posted,
        'text', coalesce((select t.text from opening_text t where t.opening_id = o.id), ''),
        'postings', coalesce((select jsonb_agg(jsonb_build_object('job_board', p.job_board, 'company', p.company,
            'identifier', p.identifier, 'url', p.url) order by p.id) from job_posting p where p.opening_id = o.id), '[]')
    )::text as data
    from opening o where o.id in (
        select opening_id from application where user_id = :user
        union select opening_id from user_opening where user_id = :user
        union select opening_id from draft where user_id = :user
        union select (v ->> 'opening_id')::bigint from application_event e
            cross join lateral (values (e.before), (e.after)) as sides (v)
            where e.user_id = :user and e.subject = 'application'
    )
    union all
    select 2, 'opening', -k.ordinality, (k.value -> 'opening' || jsonb_build_object('id', -k.ordinality))::text
    """
    + _KEPT
    + ")"
)
_STATEMENT = " union all ".join(_parts()) + " order by place, key"


def _count(session: Session, user_id: int) -> int:
    """About how many rows there are, for the progress."""
    parts = " + ".join(f"(select count(*) from {name} where user_id = :user)" for name in TABLES)
    return int(session.scalar(text(f"select {parts}"), {"user": user_id}) or 0)


def _readme(writer: Writer) -> str:
    listed = "\n".join(
        f"- `{name}`: {member.rows:,} rows" for name, member in writer.members.items() if name.startswith("data/")
    )
    return f"""# Everything from Career Copilot

Written on {writer.created_at}. Format `{FORMAT}`, version {VERSION}. It can be imported into an empty account
(Applications › Import); nothing of it is lost then.

- `data/TABLE.jsonl`: one JSON object a line, in UTF-8, one line a row. Times are ISO 8601 with their zone. `id` and the
  columns that end in `_id` hold together within this archive and mean nothing outside of it.
- `files/NUMBER`: résumés, documents, what was sent, the photo (`photo.jpg`). Rows name a file by its `path`; `manifest.json` says which member
  that is. Files of submission records are named by the hash of their content.
- `manifest.json`: for every member its size and sha256, and the version of the format.
- `data/application_event.jsonl` is the log of all changes, from which each of them can still be undone.
- `data/submission_record.jsonl` holds what was sent to employers; `sha256` is of the canonical JSON of it.
- `data/opening.jsonl` are the openings that the other rows mention, as they were read last.

{listed}
"""
