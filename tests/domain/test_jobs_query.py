"""The address of the Jobs page and back."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career_copilot.domain.jobs_filters import active, from_form
from career_copilot.domain.jobs_query import JobsQuery, Sort, View, from_parameters
from career_copilot.domain.posting import EmploymentType, SalaryPeriod, Seniority, Workplace

words = st.characters(exclude_characters="\x00", exclude_categories=["Cs"])
queries = st.builds(
    JobsQuery,
    q=st.text(words, max_size=200).map(str.strip),
    view=st.sampled_from(View),
    place=st.text(words, max_size=80).map(str.strip),
    radius=st.integers(0, 1000),
    workplace=st.lists(st.sampled_from(Workplace), unique=True),
    employment=st.lists(st.sampled_from(EmploymentType), unique=True),
    seniority=st.lists(st.sampled_from(Seniority), unique=True),
    salary=st.none() | st.integers(1, 10**8),
    currency=st.sampled_from(["EUR", "USD"]),
    period=st.sampled_from(SalaryPeriod),
    unstated=st.booleans(),
    days=st.none() | st.integers(1, 365),
    board=st.lists(st.sampled_from(["lever", "ashby"]), unique=True),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 4000),
)


@given(queries)
def test_an_address_says_the_whole_query(query: JobsQuery) -> None:
    given_back = dict(parse_qsl(query.parameters(), keep_blank_values=True))
    assert from_parameters(given_back) == (query, [])


def test_defaults_leave_the_address_short() -> None:
    assert JobsQuery().parameters() == ""
    assert JobsQuery(page=3, q="nurse").parameters(days=7) == "q=nurse&days=7"
    assert JobsQuery(q="nurse").parameters(page=2) == "q=nurse&page=2"


def test_what_cannot_be_read_is_left_out_and_named() -> None:
    query, ignored = from_parameters(
        {"q": "nurse", "page": "-3", "workplace": "moon,remote", "salary": "a lot", "x": "y"}
    )
    assert query == JobsQuery(q="nurse")
    assert ignored == ["page", "salary", "workplace"]


@pytest.mark.parametrize(
    ("typed", "salary"),
    [("60000", 60_000), ("60,000", 60_000), ("60.000", 60_000), ("150k", 150_000), ("1.5k", 1_500), ("60000.00", 60_000), ("", None)],
)  # fmt: skip
def test_a_salary_as_people_write_it(typed: str, salary: int | None) -> None:
    query, ignored = from_form({"salary": typed, "unstated": "on"})
    assert (query.salary, ignored) == (salary, [])


@pytest.mark.parametrize(("period", "words"), [("hour", "≥ 12 EUR an hour"), ("year", "≥ 12 EUR a year")])
def test_a_floor_that_is_on_is_said(period: str, words: str) -> None:
    assert active(JobsQuery.model_validate({"salary": 12, "period": period}), {})[0][0] == words


@pytest.mark.parametrize("typed", ["-5", "0", "a lot", "$60k", "6e5", "1k2", "12,5"])
def test_a_salary_that_cannot_be_read_filters_nothing_and_is_named(typed: str) -> None:
    query, ignored = from_form({"salary": typed, "unstated": "on"})
    assert (query, ignored) == (JobsQuery(), ["salary"])
