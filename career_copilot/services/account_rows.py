"""The rows of an archive made this person's: new ids, references among themselves, checked values."""

import secrets
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, TypeAdapter
from sqlmodel import Session, SQLModel

from career_copilot.documents.account_archive import UNCHANGED, Archive
from career_copilot.domain.drafting import DraftKind, TextContent
from career_copilot.domain.research import SourceKind
from career_copilot.errors import InvalidInputError
from career_copilot.services import json_rows
from career_copilot.services.account_tables import OPENING, TABLES, Table
from career_copilot.services.preferences import DEFAULTS
from career_copilot.services.recording import TRACKED

CITED = {
    SourceKind.APPLICATION: "application", SourceKind.CONTACT: "contact", SourceKind.NOTE: "application_note",
    SourceKind.PASTED: "research_source",
}  # fmt: skip
PREFERENCES = {name: kind for kind, (name, _, _) in DEFAULTS.items()}


class Rows:
    """All rows of one archive. `number` gives the ids, then `prepared` yields what to insert."""

    def __init__(self, user_id: int, archive: Archive) -> None:
        self.user_id, self.archive = user_id, archive
        self.ids: dict[str, dict[int, int]] = {table: {} for table in TABLES}
        self.openings: dict[int, int | None] = {}
        self.unlinked: dict[
            int, dict[str, list[int]]
        ] = {}  # opening of the archive that is not here → table → rows of it
        self.adverts: dict[int, dict[str, Any]] = {}
        self.paths: dict[str, str] = {}
        self.briefs = {row["id"] for row in archive.rows("draft") if row.get("kind") == DraftKind.RESEARCH}

    def number(self, session: Session) -> None:
        """A new id for every row, also for those that are gone but named in the log: they may come back by an undo."""
        for table, ids in self.ids.items():
            if not TABLES[table].has_id:
                continue
            wanted = dict.fromkeys(_integer(row["id"]) for row in self.archive.rows(table))
            if table in TRACKED or table == "resume":
                wanted |= dict.fromkeys(self._logged(table))
            new = json_rows.numbers(session, table, len(wanted))
            ids.update(zip(sorted(wanted), new, strict=True))

    def _logged(self, table: str) -> Iterator[int]:
        for row in self.archive.rows("application_event"):
            if row["subject"] == table:
                yield _integer(row["row_id"])
            if table == "application" and row["application_id"] is not None:
                yield _integer(row["application_id"])
            subject = TABLES.get(str(row["subject"]))
            for values in (row["before"] or {}, row["after"] or {}):
                for column, target in subject.refs.items() if subject else ():
                    if target == table and values.get(column) is not None:
                        yield _integer(values[column])

    def prepared(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of a table as this person's."""
        table = TABLES[name]
        for row in self.archive.rows(name):
            fields = set(table.model.model_fields) - {"user_id"}
            if not set(row) <= fields:
                raise InvalidInputError(f"The rows of {name} in this archive have other columns. {UNCHANGED}")
            mine = self._mapped(table, row)
            if OPENING in table.refs.values() and row["opening_id"] is not None and mine["opening_id"] is None:
                self.unlinked.setdefault(row["opening_id"], {}).setdefault(name, []).append(mine["id"])
            if name == "application":
                self._keep_advert(row, mine)
            if name == "application_event":
                self._log(mine)
            if name == "draft_version" and row["draft_id"] in self.briefs:
                mine["content"] = self._cited(mine["content"])
            if name == "preference":
                self._preference(mine)
            _check_values(table, mine)
            whole = table.model.model_validate(mine).model_dump(mode="json")
            yield {column: mine.get(column, whole[column]) for column in whole}  # as written; only what lacks is filled

    def _mapped(self, table: Table, row: dict[str, Any]) -> dict[str, Any]:
        """A row, or those of its columns that a change touched, with the person and all references made ours."""
        mine = dict(row)
        if "user_id" in table.model.model_fields:
            mine["user_id"] = self.user_id
        if mine.get("id") is not None:
            mine["id"] = self.ids[table.name][_integer(mine["id"])]
        for column, target in table.refs.items():
            if mine.get(column) is not None:
                number = _integer(mine[column])
                mine[column] = self.openings.get(number) if target == OPENING else self.ids[target][number]
        for column, targets in table.inside.items():
            if isinstance(data := mine.get(column), dict):
                mine[column] = self._inside(data, targets)
        if table.path and table.path in mine:
            mine[table.path] = self._path(str(mine[table.path]))
        return mine

    def _inside(self, data: dict[str, Any], targets: dict[str, str]) -> dict[str, Any]:
        """The same with the numbers of rows here; a row that is gone is named no more."""
        named = {name: self.ids[table].get(_integer(data[name])) for name, table in targets.items() if name in data}
        others = {name: value for name, value in data.items() if name not in named}
        return others | {name: number for name, number in named.items() if number is not None}

    def _cited(self, content: dict[str, Any]) -> dict[str, Any]:
        """The sentences of a research brief with the numbers of its sources here."""
        lines = TextContent.model_validate(content).lines
        return {"lines": [line.model_dump(mode="json") | {"facts": [*map(self._source, line.facts)]} for line in lines]}

    def _source(self, number: int) -> int:
        """A source that is not here gets a number under which there is nothing."""
        row, digit = divmod(number, 10)
        kind = SourceKind(digit)
        if kind is SourceKind.OPENING:
            return (self.openings.get(row) or 0) * 10 + kind
        return (self.ids[CITED[kind]].get(row, 0) if kind in CITED else row) * 10 + kind

    def _path(self, path: str) -> str:
        """Where the file lies now. One that was missing already gets a name under which there is nothing."""
        return self.paths.setdefault(path, f"{self.user_id}/{secrets.token_hex(16)}")

    def _keep_advert(self, row: dict[str, Any], mine: dict[str, Any]) -> None:
        """An opening that is not here is kept in its application."""
        if mine["opening_id"] is None and mine["snapshot"] is None and row["opening_id"] in self.adverts:
            mine["snapshot"] = self.adverts[row["opening_id"]]

    def _log(self, event: dict[str, Any]) -> None:
        subject = str(event["subject"])
        if subject not in TRACKED:
            raise InvalidInputError(f"The log in this archive tells of {subject[:40]!r}. {UNCHANGED}")
        table = TABLES[subject]
        event["row_id"] = self.ids[subject][_integer(event["row_id"])]
        for side in ("before", "after"):
            if (values := event[side]) is None:
                continue
            if not set(values) <= set(table.model.model_fields):
                raise InvalidInputError(f"The log in this archive has other columns. {UNCHANGED}")
            event[side] = mine = self._mapped(table, values)
            if "user_id" not in values:
                mine.pop("user_id", None)
            _check_values(table, mine)
            _check_types(table.model, mine)

    def _preference(self, row: dict[str, Any]) -> None:
        if row["name"] not in PREFERENCES:
            raise InvalidInputError(
                f"This archive holds a setting, {str(row['name'])[:40]!r}, of another version. {UNCHANGED}"
            )
        PREFERENCES[row["name"]].model_validate(row["data"])


LINKS = frozenset({"url", "link"})
"""Columns that become addresses on a page, where `javascript:` would be a program."""


def _check_values(table: Table, row: dict[str, Any]) -> None:
    """ValueError or ValidationError for a word or a value that its column does not take."""
    for column in LINKS & row.keys():
        if row[column] and not str(row[column]).lower().startswith(("https://", "http://")):
            raise ValueError(f"{column} is no web address")
    for column, choice in table.choices.items():
        if column in row:
            choice(row[column])
    for column, kind in table.values.items():
        if row.get(column) is not None:
            _valid(kind, row[column])


def _valid(kind: type[BaseModel], value: object) -> None:
    kind.model_validate(value)


def _check_types(model: type[SQLModel], values: dict[str, Any]) -> None:
    for name, value in values.items():
        _adapter(model, name).validate_python(value)


@lru_cache
def _adapter(model: type[SQLModel], name: str) -> TypeAdapter[Any]:
    annotation: Any = model.model_fields[name].annotation
    return TypeAdapter(annotation)


def _integer(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError(f"{value!r} is no id")
