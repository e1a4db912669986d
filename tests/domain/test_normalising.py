"""A posting, normalised as a whole."""

import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from career_copilot.domain.normalising import normalise
from career_copilot.domain.posting import (
    EmploymentType,
    OpeningData,
    Place,
    PostingData,
    Salary,
    SalaryPeriod,
    Seniority,
    Workplace,
)
from career_copilot.domain.skills import skill

TEXT = """<h2>About us</h2><p>Brightwater Clinic cares for the people of the coast.</p><h3>Your profile</h3><ul>
<li>Registered nurse with experience in <strong>wound care</strong> and triage</li><li>Fluent English</li></ul>
<p>The salary range for this position is £38,000 - £44,500 per year. This is a part-time position. Hybrid work model.</p>"""


def posting(**changes: object) -> PostingData:
    values = {
        "job_board": "greenhouse",
        "company": "brightwater",
        "identifier": "7",
        "url": "https://boards.example.org/7",
        "title": " Senior  Staff Nurse (m/w/d) ",
        "hiring_organization": "Brightwater Clinic Ltd.",
        "description": TEXT,
        "job_location": ["Bristol, UK"],
    }
    return PostingData.model_validate(values | changes)


def opening(now: datetime, **changes: object) -> OpeningData:
    return normalise(posting(**changes), now)


def test_all_that_the_words_tell(now: datetime) -> None:
    found = opening(now)
    assert found.title == "Senior Staff Nurse (m/w/d)"
    assert [(place.locality, place.country) for place in found.places] == [("Bristol", "GB")]
    assert found.countries == ["GB"]
    assert found.workplace is Workplace.HYBRID
    assert found.employment_types == [EmploymentType.PART_TIME]
    assert found.seniority is Seniority.SENIOR
    assert found.language == "en"
    assert found.salary is not None
    assert (found.salary.minimum, found.salary.maximum, found.salary.currency) == (38000, 44500, "GBP")
    assert found.annual_salary is not None
    assert found.annual_salary.minimum_eur is not None
    assert {"Wound care", "Triage", "Nursing"} <= {skill(number).label for number in found.skills}
    assert found.text.startswith("About us\n")
    assert "• Fluent English" in found.text


def test_what_the_board_tells_in_fields_counts_first(now: datetime) -> None:
    told = Salary(minimum=Decimal(20), maximum=Decimal(25), currency="GBP", period=SalaryPeriod.HOUR)
    found = opening(
        now,
        base_salary=told,
        job_location_type=Workplace.ON_SITE,
        employment_type=[EmploymentType.CONTRACTOR],
        seniority=Seniority.LEAD,
        language="cy",
        places=[Place(text="Cardiff", locality="Cardiff", country="United Kingdom")],
    )
    assert found.salary == told
    assert found.workplace is Workplace.ON_SITE
    assert found.employment_types == [EmploymentType.CONTRACTOR]
    assert found.seniority is Seniority.LEAD
    assert found.language == "cy"
    assert [(place.locality, place.country) for place in found.places] == [("Cardiff", "GB")]


def test_a_stated_salary_outweighs_the_boards_estimate(now: datetime) -> None:
    estimate = Salary(minimum=Decimal(30000), maximum=Decimal(31000), currency="GBP", predicted=True)
    assert opening(now, base_salary=estimate).salary != estimate
    assert opening(now, base_salary=estimate, description="<p>Nothing on pay.</p>").salary == estimate


def test_spans_of_requirements_point_into_the_text(now: datetime) -> None:
    found = opening(now)
    assert found.requirements
    for requirement in found.requirements:
        assert 0 <= requirement.span.start < requirement.span.end <= len(found.text)


def test_a_remote_job_tells_where_its_worker_may_live(now: datetime) -> None:
    assert opening(now, job_location=["Remote - US only"], title="Nurse").remote_regions == ["US"]
    assert opening(now, job_location=["Remote (EMEA)"], title="Nurse").remote_regions == ["EMEA"]
    assert opening(now, job_location=["Remote"], applicant_location=["Germany", "Austria"]).remote_regions == [
        "DE",
        "AT",
    ]
    assert opening(now).remote_regions == []


def test_a_date_in_the_future_is_no_date_of_posting(now: datetime) -> None:
    assert opening(now, date_posted=now + timedelta(days=3)).date_posted == now
    assert opening(now, date_posted=datetime(2026, 11, 1, tzinfo=UTC)).date_posted == datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "description",
    [
        "",
        "   ",
        "<p>",
        "<" * 5000,
        "a" * 200_000,
        "<div style='display:none'>x</div>",
        "\x00\ud7ff",
        "<li>" * 3000,
        "&" * 9999,
    ],
)
def test_no_description_is_too_odd(now: datetime, description: str) -> None:
    found = opening(now, description=description)
    assert "\x00" not in found.text


def test_it_is_a_pure_function(now: datetime) -> None:
    assert opening(now) == opening(now)


def test_remote_jobs_of_different_regions_are_not_one(now: datetime) -> None:
    longer = TEXT * 2
    one, other = (
        opening(now, job_location=[words], description=longer) for words in ("Remote (EMEA)", "Remote (APAC)")
    )
    assert one.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    "changes",
    [
        {"description": "<div>" * 12_000},
        {"description": "<b>" * 9_000 + "</b>" * 9_000},
        {"description": "$1 - " * 12_000},
        {"description": "1 " * 30_000},
        {"description": "2 days a week remote " * 3_000},
        {"description": "<li>•" * 10_000},
        {"title": "(m/" * 3_000},
        {"title": "- remote " * 3_000},
        {"job_location": [" " * 9_000 + "x"]},
        {"job_location": ["Berlin or " * 3_000]},
        {"job_location": ["word " * 3_000]},
    ],
    ids=lambda changes: repr(changes)[:40],
)
def test_no_posting_takes_long(now: datetime, changes: dict[str, object]) -> None:
    start = time.process_time()
    opening(now, **changes)
    assert time.process_time() - start < 3


def test_nothing_in_a_title_turns_the_direction_of_what_follows() -> None:
    opening = normalise(
        posting(title="Nurse \u202e(night)\u200b", hiring_organization="\u2066Example\u202e"),
        datetime(2026, 11, 23, tzinfo=UTC),
    )
    assert (opening.title, opening.company) == ("Nurse (night)", "Example")
