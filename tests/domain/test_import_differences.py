"""What a file says otherwise than an application that is there, in words."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from career_copilot.domain.import_differences import Here, differences
from career_copilot.domain.import_fields import Column
from career_copilot.domain.import_rows import Mapping, read
from career_copilot.domain.pipeline import Stage, Step
from career_copilot.domain.salary import entered_salary

ZONE = "Pacific/Auckland"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
COLUMNS = [
    Column.TITLE, Column.PLACE, Column.STAGE, Column.APPLIED, Column.INTERVIEW, Column.SALARY, Column.ARCHIVED, Column.URL,
]  # fmt: skip
HERE = Here(
    title="Nurse", company="Havnklinik", place="Aarhus", url="https://jobs.example/1", source="Indeed",
    stage=Stage.INTERVIEW, step=Step.PANEL, salary=entered_salary("€60,000–70,000 a year"),
    applied_at=datetime(2026, 11, 1, 23, tzinfo=UTC), archived_at=None,
    talks=[datetime(2026, 11, 30, 22, tzinfo=UTC)], came=[datetime(2026, 11, 8, 23, tzinfo=UTC)],
)  # fmt: skip


def told(here: dict[str, Any] | None = None, given: str = "", **cells: str) -> list[str]:
    columns = [*COLUMNS, Column.SOURCE]
    found, errors = read(
        [cells.get(str(column), "Nurse" if column is Column.TITLE else "") for column in columns],
        Mapping(columns=list(columns), source=given), ZoneInfo(ZONE), NOW,
    )  # fmt: skip
    assert found is not None, errors
    return differences(found, HERE.model_copy(update=here or {}), given, ZONE)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({}, []),
        ({"stage": "Interview"}, []),
        ({"stage": "Interview · Panel", "applied": "2026-11-02", "place": "AARHUS", "url": "https://jobs.example/1/"}, []),
        ({"stage": "Interview · Final"}, ["Stage: Interview · Panel here, Interview · Final in the file"]),
        ({"stage": "Rejected"}, ["Stage: Interview · Panel here, Rejected in the file"]),
        ({"applied": "2026-11-01"}, ["Date applied: 2 Nov 2026 here, 1 Nov 2026 in the file"]),
        ({"interview": "2026-12-01"}, []),
        ({"interview": "2026-11-09"}, []),
        ({"interview": "2026-12-02"}, ["Date of interview: 1 Dec 2026 here, 2 Dec 2026 in the file"]),
        ({"place": "Odense"}, ["Place: Aarhus here, Odense in the file"]),
        ({"salary": "60k to 70k EUR per year"}, []),
        ({"salary": "65,000 EUR"}, ["Salary: €60,000–70,000 a year here, 65,000 EUR in the file"]),
        ({"archived": "2026-11-20"}, ["Date archived: none here, 20 Nov 2026 in the file"]),
        ({"source": "LinkedIn"}, ["Source: Indeed here, LinkedIn in the file"]),
        ({"url": "https://jobs.example/" + "x" * 90},
         [f"Link to the ad: https://jobs.example/1 here, https://jobs.example/{'x' * 38}… in the file"]),
    ],
)  # fmt: skip
def test_what_a_file_says_otherwise(cells: dict[str, str], words: list[str]) -> None:
    assert told(**cells) == words


def test_dates_alone_tell_a_stage_only_to_who_is_just_interested() -> None:
    sent = {"applied": "2026-11-02"}
    assert told(**sent) == []
    assert told({"stage": Stage.INTERESTED, "step": Step.NONE}, **sent) == [
        "Stage: Interested here, Applied in the file"
    ]


def test_a_source_that_all_rows_are_given_is_nothing_that_the_file_says() -> None:
    assert told(given="LinkedIn") == []
