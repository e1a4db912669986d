"""Pasted addresses."""

import pytest

from career_copilot.errors import InvalidInputError
from career_copilot.job_boards.recognising import recognise


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        ("https://boards.greenhouse.io/korn", ("greenhouse", "korn")),
        ("  boards.greenhouse.io/korn/jobs/123?gh_src=x#app ", ("greenhouse", "korn")),
        ("https://job-boards.greenhouse.io/Korn/jobs/123", ("greenhouse", "korn")),
        ("https://job-boards.eu.greenhouse.io/korn", ("greenhouse", "korn")),
        ("https://boards.eu.greenhouse.io/korn/jobs/1", ("greenhouse", "korn")),
        ("https://boards.greenhouse.io/embed/job_board?for=korn&b=https%3A%2F%2Fkorn.example", ("greenhouse", "korn")),
        ("https://boards.greenhouse.io/embed/job_app?for=korn&token=123", ("greenhouse", "korn")),
        ("https://boards.greenhouse.io/embed/job_board/js?for=korn", ("greenhouse", "korn")),
        ("https://boards-api.greenhouse.io/v1/boards/korn/jobs?content=true", ("greenhouse", "korn")),
        ("https://boards.greenhouse.io/weights_and_measures", ("greenhouse", "weights_and_measures")),
        ("https://jobs.lever.co/korn", ("lever", "korn")),
        ("http://jobs.lever.co/korn/0d2c1a0e-1111-4222-8333-444455556666/apply", ("lever", "korn")),
        ("https://jobs.eu.lever.co/korn/?location=Graz", ("lever", "eu/korn")),
        ("https://api.lever.co/v0/postings/korn?mode=json", ("lever", "korn")),
        ("https://api.eu.lever.co/v0/postings/korn", ("lever", "eu/korn")),
        ("https://jobs.ashbyhq.com/Korn%20Kruste/5e00?utm_source=x", ("ashby", "Korn Kruste")),
        ("https://jobs.ashbyhq.com/korn.example/embed", ("ashby", "korn.example")),
        ("https://api.ashbyhq.com/posting-api/job-board/korn", ("ashby", "korn")),
        ("https://careers.smartrecruiters.com/KornKruste", ("smartrecruiters", "KornKruste")),
        ("https://jobs.smartrecruiters.com/KornKruste/744000-baker", ("smartrecruiters", "KornKruste")),
        ("https://www.smartrecruiters.com/KornKruste/744000", ("smartrecruiters", "KornKruste")),
        ("https://api.smartrecruiters.com/v1/companies/KornKruste/postings", ("smartrecruiters", "KornKruste")),
        (
            "https://jobs.smartrecruiters.com/oneclick-ui/company/KornKruste/publication/1",
            ("smartrecruiters", "KornKruste"),
        ),
        ("https://korn.wd3.myworkdayjobs.com/Careers", ("workday", "korn.wd3/Careers")),
        ("https://korn.wd3.myworkdayjobs.com/en-US/Careers", ("workday", "korn.wd3/Careers")),
        ("https://korn.wd103.myworkdayjobs.com/de/Careers/job/Graz/Baker_JR1/apply", ("workday", "korn.wd103/Careers")),
        ("https://korn.wd3.myworkdayjobs.com/wday/cxs/korn/Careers/jobs", ("workday", "korn.wd3/Careers")),
        ("https://wd3.myworkdaysite.com/recruiting/korn/Careers", ("workday", "wd3/korn/Careers")),
        ("https://wd3.myworkdaysite.com/en-US/recruiting/korn/Careers/job/x", ("workday", "wd3/korn/Careers")),
        ("https://remoteok.com/remote-baker-jobs", ("remoteok", "")),
        ("remoteok.io", ("remoteok", "")),
        ("https://www.arbeitnow.com/jobs/companies/x/y", ("arbeitnow", "")),
        ("https://weworkremotely.com/categories/remote-design-jobs", ("weworkremotely", "")),
    ],
)
def test_every_spelling_of_a_board_s_address_is_recognised(pasted: str, found: tuple[str, str]) -> None:
    assert recognise(pasted) == found


@pytest.mark.parametrize(
    "pasted",
    [
        "", "korn", "javascript:alert(1)", "file:///etc/passwd", "https://", "https://[", "ftp://jobs.lever.co/korn",
        "https://korn.example/careers", "https://jobs.lever.co", "https://jobs.lever.co/",
        "https://jobs.lever.co.evil.example/korn", "https://evilgreenhouse.io/korn",
        "https://boards.greenhouse.io/embed/job_board", "https://boards.greenhouse.io/v1/boards",
        "https://jobs.ashbyhq.com/..%2f..%2fetc", "https://jobs.lever.co/%00", "https://jobs.lever.co/a%2Fb%3Fc",
        "https://korn.wd3.myworkdayjobs.com/", "https://127.0.0.1/korn", "https://localhost:8000/jobs.lever.co/korn",
        "https://jobs.lever.co/" + "a" * 3000, "https://wd3.myworkdaysite.com/recruiting/korn",
        "https://evil.example#.wd3.myworkdayjobs.com/Careers", "https://a.b.wd3.myworkdayjobs.com/Careers",
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_a_word_on_what_can_be_pasted(pasted: str) -> None:
    with pytest.raises(InvalidInputError, match="Greenhouse"):
        recognise(pasted)


@pytest.mark.parametrize(
    "pasted",
    [
        "https://help.lever.co/hc/en-us", "https://www.lever.co/customers", "https://app.greenhouse.io/users/sign_in",
        "https://www.greenhouse.io/careers", "https://greenhouse.io/blog", "https://support.greenhouse.io/hc/en-us",
        "https://www.ashbyhq.com/careers", "https://app.ashbyhq.com/login", "https://developers.ashbyhq.com/docs",
        "https://www.smartrecruiters.com/resources/blog", "https://developers.smartrecruiters.com/docs",
        "https://hire.lever.co/auth/login",
    ],
)  # fmt: skip
def test_a_vendor_s_own_page_is_no_company(pasted: str) -> None:
    with pytest.raises(InvalidInputError, match="names no company"):
        recognise(pasted)


def test_a_branded_greenhouse_page_is_refused_with_a_way_out() -> None:
    with pytest.raises(InvalidInputError, match="application form"):
        recognise("https://korn.example/careers?gh_jid=4410002")


@pytest.mark.parametrize("pasted", ["not a url", "korn", "https://not a url/jobs", ""])
def test_what_is_no_web_address_is_said_to_be_none(pasted: str) -> None:
    with pytest.raises(InvalidInputError, match="not a web address"):
        recognise(pasted)
