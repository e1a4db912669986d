"""What no text of the database holds comes with no address."""

from career_copilot.domain import applications_query, insights_query, jobs_query


def test_an_address_brings_no_nul() -> None:
    assert jobs_query.from_parameters({"q": "nu\x00rse", "place": "\x00", "board": "le\x00ver,\x00"}) == (
        jobs_query.JobsQuery(q="nurse", board=["lever"]),
        [],
    )
    assert applications_query.from_parameters({"q": "\x00", "tag": "a\x00"}) == (
        applications_query.ApplicationsQuery(tag="a"),
        [],
    )
    assert insights_query.from_parameters({"period": "\x00", "source": "\x00"}) == insights_query.InsightsQuery()
