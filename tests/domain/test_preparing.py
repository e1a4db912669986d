"""A posting on its way into the table: what search and filters will read."""

from datetime import UTC, datetime

import pytest

from career_copilot.domain.posting import PostingData, Workplace
from career_copilot.domain.preparing import prepare

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def prepared(**changes: object) -> dict[str, str]:
    posting = PostingData.model_validate(
        {
            "job_board": "lever",
            "company": "brightwater",
            "identifier": "7",
            "url": "https://boards.example.org/7",
            "title": "Nurse",
            "hiring_organization": "Brightwater Clinic",
            "description": "<p>Registered nurse with experience in wound care.</p>",
            "job_location": ["Bristol, UK"],
        }
        | changes
    )
    found = prepare([(posting.model_dump_json(), "hash")], NOW)
    assert found.failures == {}
    return dict(zip(found.columns, found.rows.decode().rstrip("\n").split("\t"), strict=True))


@pytest.mark.parametrize(
    ("workplace", "has", "lacks"),
    [
        (Workplace.REMOTE, {"remote", "Homeoffice", "télétravail", "remoto"}, {"hybrid"}),
        (Workplace.HYBRID, {"hybrid"}, {"remote", "Homeoffice"}),
        (Workplace.ON_SITE, set(), {"remote", "hybrid"}),
        (Workplace.UNKNOWN, set(), {"remote", "hybrid"}),
    ],
)
def test_an_ad_is_searched_by_its_workplace_also_where_it_does_not_say_the_word(
    workplace: Workplace, has: set[str], lacks: set[str]
) -> None:
    words = set(prepared(job_location_type=workplace)["search_more"].split())
    assert has <= words
    assert not lacks & words
