"""Every recorded answer of our boards: count in is count out, and each field that the source tells arrives.

What is expected is computed here from the recorded JSON, not by the reader's own helpers."""

import gzip
import html
import json
import re
import urllib.parse
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from career_copilot.domain.posting import EmploymentType, PostingData, SalaryPeriod, Workplace
from tests.job_boards.driving import drive, postings

EMPLOYMENT = {
    "FullTime": EmploymentType.FULL_TIME,
    "PartTime": EmploymentType.PART_TIME,
    "Intern": EmploymentType.INTERN,
    "Contract": EmploymentType.CONTRACTOR,
    "Temporary": EmploymentType.TEMPORARY,
    "Full-time": EmploymentType.FULL_TIME,
    "Full-Time": EmploymentType.FULL_TIME,
    "Part-time": EmploymentType.PART_TIME,
    "Full time": EmploymentType.FULL_TIME,
    "Apprenticeship": EmploymentType.INTERN,
    "Internship": EmploymentType.INTERN,
    "Fixed Term": EmploymentType.TEMPORARY,
}
WORKPLACE = {
    "Remote": Workplace.REMOTE, "Hybrid": Workplace.HYBRID, "OnSite": Workplace.ON_SITE,
    "remote": Workplace.REMOTE, "hybrid": Workplace.HYBRID, "onsite": Workplace.ON_SITE, "on-site": Workplace.ON_SITE,
    "unspecified": Workplace.UNKNOWN,
}  # fmt: skip


def content(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def utc(value: str) -> datetime:
    return datetime.fromisoformat(value.replace("Z", "+00:00")).astimezone(UTC)


def paired(found: list[PostingData], items: list[dict[str, Any]], name: str = "id") -> list[tuple[PostingData, Any]]:
    """Each item with the posting made of it, in order; every item has exactly one."""
    assert [posting.identifier for posting in found] == [str(item[name]) for item in items]
    assert len({posting.identifier for posting in found}) == len(items)
    return list(zip(found, items, strict=True))


def test_greenhouse(recordings: Path) -> None:
    body = content(recordings / "greenhouse/stripe_jobs_content_true.json")
    jobs = json.loads(body)["jobs"]
    assert json.loads(body)["meta"]["total"] == len(jobs) == 547
    for posting, job in paired(postings("greenhouse", "stripe", [body]), jobs):
        assert posting.title == job["title"].strip()
        assert posting.url == job["absolute_url"]
        assert posting.hiring_organization == "Stripe"
        assert posting.description == html.unescape(job["content"])
        assert "&lt;" not in posting.description[:200]
        assert posting.date_posted == utc(job["first_published"])
        assert posting.date_modified == utc(job["updated_at"])
        assert posting.language == job["language"]
        assert posting.department == job["departments"][0]["name"]
        assert posting.valid_through is None
        stated = job["location"]["name"].strip()
        if stated.lower() not in ("n/a", "remote", "hybrid"):
            assert "; ".join(posting.job_location).lower() == re.sub(r"\s*[;|]\s*", "; ", stated).strip().lower()
        else:
            for office in job["offices"]:
                assert (office["location"] or office["name"]) in posting.job_location


def test_greenhouse_lists_of_559_boards(recordings: Path) -> None:
    """List items without text, un-nested: wrapped in the vendor's envelope here."""
    path = recordings / "bulk_listings/greenhouse_boards_2026-08-22.jsonl.gz"
    boards: dict[str, list[dict[str, Any]]] = {}
    for line in content(path).decode().splitlines():
        item = json.loads(line)
        boards.setdefault(item.pop("_board"), []).append(item)
    total = with_pay = with_kind = 0
    for board, jobs in boards.items():
        unique = list({job["id"]: job for job in jobs}.values())
        found = postings("greenhouse", board, [json.dumps({"jobs": unique}).encode()])
        for posting, job in paired(found, unique):
            assert posting.title == job["title"].strip()
            assert posting.url == job["absolute_url"]
            assert posting.hiring_organization == job["company_name"].strip()
            assert posting.language == (job.get("language") or "")[:2]
            assert (posting.date_posted is None) == (not job.get("first_published"))
            deadline = job.get("application_deadline")
            assert posting.valid_through == (datetime.fromisoformat(deadline) if deadline else None)
            for entry in job["metadata"] or []:
                if entry["name"] == "Employment Type" and entry["value"] in EMPLOYMENT:
                    assert EMPLOYMENT[entry["value"]] in posting.employment_type
                    with_kind += 1
                if entry["name"] == "Workplace Type" and entry["value"] == "Remote":
                    assert posting.job_location_type is Workplace.REMOTE
                if entry["name"] == "Pay Transparency Range" and entry["value"] and posting.base_salary:
                    assert posting.base_salary.maximum == Decimal(entry["value"]["max_value"])
                    assert posting.base_salary.currency == entry["value"]["unit"]
                    with_pay += 1
        total += len(found)
    assert total == 24894
    assert with_kind > 1000
    assert with_pay > 100


def test_lever(recordings: Path) -> None:
    body = content(recordings / "lever/lever_postings_mode_json.json")
    jobs = json.loads(body)
    assert len(jobs) == 82
    for posting, job in paired(postings("lever", "matchgroup", [body]), jobs):
        assert posting.title == job["text"].strip()
        assert (posting.url, posting.apply_url) == (job["hostedUrl"], job["applyUrl"])
        assert posting.date_posted == datetime.fromtimestamp(job["createdAt"] / 1000, UTC)
        assert posting.job_location_type is WORKPLACE[job["workplaceType"]]
        assert posting.department == job["categories"]["department"]
        assert job["categories"]["team"].strip() in posting.tags
        for place in [job["categories"]["location"], *job["categories"]["allLocations"]]:
            assert place.strip() in posting.job_location
        assert len(posting.job_location) == len({place.casefold() for place in posting.job_location})
        commitment = job["categories"].get("commitment")
        assert posting.employment_type == ([EMPLOYMENT[commitment]] if commitment else [])
        if job["country"]:
            assert posting.places[0].country == job["country"]
        for part in ("description", "additional", "salaryDescription"):
            assert job.get(part, "") in posting.description
        for entry in job["lists"]:
            assert entry["content"] in posting.description
            assert html.escape(entry["text"], quote=False) in posting.description
        pay = job.get("salaryRange")
        assert (posting.base_salary is None) == (pay is None)
        if pay and posting.base_salary:
            assert (posting.base_salary.minimum, posting.base_salary.maximum) == (pay["min"], pay["max"])
            assert (posting.base_salary.currency, posting.base_salary.period) == (pay["currency"], SalaryPeriod.YEAR)


PERIODS = {
    "1 YEAR": SalaryPeriod.YEAR, "1 MONTH": SalaryPeriod.MONTH, "1 WEEK": SalaryPeriod.WEEK, "1 HOUR": SalaryPeriod.HOUR,
}  # fmt: skip


def _check_ashby(found: list[PostingData], jobs: list[dict[str, Any]]) -> int:
    salaries = 0
    for posting, job in paired(found, jobs):
        assert posting.title == job["title"].strip()
        assert (posting.url, posting.apply_url) == (job["jobUrl"], job["applyUrl"])
        assert posting.description == job["descriptionHtml"]
        assert posting.date_posted == utc(job["publishedAt"])
        assert posting.employment_type == [EMPLOYMENT[job["employmentType"]]]
        assert posting.department == job["department"].strip()
        assert posting.tags == [job["team"].strip()]
        stated = job.get("workplaceType")
        fallback = Workplace.REMOTE if job["isRemote"] else Workplace.UNKNOWN
        assert posting.job_location_type is (WORKPLACE[stated] if stated else fallback)
        places = [job, *job["secondaryLocations"]]
        assert {place["location"].strip().casefold() for place in places if place["location"].strip()} == {
            place.casefold() for place in posting.job_location
        }
        cities = [(place.get("address") or {}).get("postalAddress", {}).get("addressLocality") for place in places]
        assert {city.strip() for city in cities if city} <= {place.locality for place in posting.places}
        for part in job["compensation"]["summaryComponents"]:
            if part["compensationType"] == "Salary" and part["minValue"] is not None and part["interval"] in PERIODS:
                salary = posting.base_salary
                assert salary is not None
                if salary.currency == part["currencyCode"] and salary.period is PERIODS[part["interval"]]:
                    low, high = (Decimal(str(part[name] or 0)) for name in ("minValue", "maxValue"))
                    assert (salary.minimum or 0) <= low
                    assert high == 0 or (salary.maximum is not None and salary.maximum >= high)
                    if len(job["compensation"]["compensationTiers"]) == 1:
                        assert (salary.minimum or 0, salary.maximum or 0) == (low, high)
                    salaries += 1
        if posting.base_salary:
            assert posting.base_salary.text == (job["compensation"]["compensationTierSummary"] or "")
    return salaries


def test_ashby(recordings: Path) -> None:
    body = content(recordings / "ashby/ramp_posting_api.json")
    assert _check_ashby(postings("ashby", "ramp", [body]), json.loads(body)["jobs"]) == 114


def test_ashby_220_boards(recordings: Path) -> None:
    total = salaries = 0
    for path in sorted((recordings / "ashby/boards").iterdir()):
        body = content(path)
        jobs = json.loads(body)["jobs"]
        salaries += _check_ashby(postings("ashby", path.name.removesuffix(".json.gz"), [body]), jobs)
        total += len(jobs)
    assert total == 4398
    assert salaries > 1500


def test_smartrecruiters(recordings: Path) -> None:
    body = content(recordings / "smartrecruiters/careerkit_smartrecruiters.json")
    (job,) = json.loads(body)["content"]
    (posting,) = postings("smartrecruiters", "Knight", [body, b"{}"])
    assert posting.identifier == job["id"]
    assert posting.title == job["name"].strip()
    assert posting.hiring_organization == job["company"]["name"]
    assert posting.url == f"https://jobs.smartrecruiters.com/Knight/{job['id']}"
    assert posting.date_posted == utc(job["releasedDate"])
    assert posting.job_location == [job["location"]["fullLocation"]]
    (place,) = posting.places
    assert (place.locality, place.region, place.country) == ("St. Louis", "MO", "US")
    assert posting.employment_type == [EmploymentType.PART_TIME]
    assert posting.seniority.value == "unknown"
    assert posting.tags == ["Health Care Provider", "Medical Practice"]
    assert posting.language == "en"


def _workday_pages(items: list[dict[str, Any]]) -> list[bytes]:
    return [
        json.dumps(
            {"total": len(items) if not start else 0, "jobPostings": items[start : start + 20], "facets": []}
        ).encode()
        for start in range(0, len(items), 20)
    ]


def test_workday_list(recordings: Path) -> None:
    body = content(recordings / "workday/careerkit_workday.json")
    items = json.loads(body)["jobPostings"]
    found = postings("workday", "salesforce.wd12/External_Career_Site", [body, b"{}", b"{}"])
    for posting, item in paired(found, items, "externalPath"):
        assert posting.title == item["title"]
        assert item["bulletFields"][0] in posting.tags
        assert not any(re.match(r"\d+ Locations", place) for place in posting.job_location)
        assert posting.url == ("https://salesforce.wd12.myworkdayjobs.com/External_Career_Site" + item["externalPath"])
        assert posting.date_posted is None


def test_workday_with_details(recordings: Path) -> None:
    """Items and details, un-nested by whoever recorded them: wrapped in the vendor's envelopes here."""
    items = json.loads(content(recordings / "workday/aig_cxs_jobs_list_items.json"))
    details = json.loads(content(recordings / "workday/aig_cxs_details.json"))
    assert len(items) == len(details) == 20
    bodies = _workday_pages(items) + [json.dumps(details[item["externalPath"]]).encode() for item in items]
    found = postings("workday", "aig.wd1/aig", bodies)
    for posting, item in paired(found, items, "externalPath"):
        detail = details[item["externalPath"]]
        info = detail["jobPostingInfo"]
        assert posting.title == info["title"].strip()
        assert posting.url == info["externalUrl"]
        assert posting.description == info["jobDescription"]
        assert posting.hiring_organization == detail["hiringOrganization"]["name"].strip()
        assert posting.job_location == [info["location"], *info.get("additionalLocations", [])]
        assert posting.date_posted == datetime.fromisoformat(info["startDate"]).replace(tzinfo=UTC)
        assert posting.employment_type == [EMPLOYMENT[info["timeType"]]]
        country = info["jobRequisitionLocation"]["country"]["alpha2Code"]
        assert posting.places[0].country == country
        if "endDate" in info:
            assert posting.valid_through == datetime.fromisoformat(info["endDate"]).replace(tzinfo=UTC)


def test_workday_585_list_items(recordings: Path) -> None:
    items = json.loads(content(recordings / "workday/list_items_aig.wd1.myworkdayjobs.com.json"))
    assert len(items) == 585
    unique = list({item["externalPath"]: item for item in items}.values())
    found, truncated = drive("workday", "aig.wd1/aig", _workday_pages(unique) + [b"{}"] * 300)
    assert truncated == ""
    assert [item.identifier for item in found] == [item["externalPath"] for item in unique]
    for posting, item in zip(found, unique, strict=True):
        assert isinstance(posting, PostingData)
        assert posting.title == item["title"].strip()
        if not re.match(r"\d+ Locations", item["locationsText"]):
            assert posting.job_location == [item["locationsText"]]


def test_remoteok(recordings: Path) -> None:
    body = content(recordings / "remoteok/remoteok_api_2026-03.json")
    notice, *elements = json.loads(body)
    assert "legal" in notice
    # One element is a placeholder with neither title nor employer nor text: it tells of no job.
    ads = [element for element in elements if element["position"]]
    assert len(ads) == len(elements) - 1 == 96
    for posting, ad in paired(postings("remoteok", "", [body]), ads):
        assert posting.url == ad["url"]
        assert posting.apply_url == ad["apply_url"]
        assert posting.date_posted == utc(ad["date"])
        assert len(posting.tags) == len({tag.strip().casefold() for tag in ad["tags"] if tag.strip()})
        assert posting.job_location_type is Workplace.REMOTE
        if ad["salary_max"]:
            assert posting.base_salary is not None
            assert (posting.base_salary.minimum, posting.base_salary.maximum) == (ad["salary_min"], ad["salary_max"])
        else:
            assert posting.base_salary is None
        for repaired, raw in (
            (posting.title, ad["position"].strip()),
            (posting.hiring_organization, ad["company"].strip()),
            (posting.description, ad["description"]),
            ("".join(posting.job_location), ad["location"].strip()),
        ):
            assert not re.search("[\x80-\x9f]", repaired)
            if raw.isascii():
                assert raw.startswith(repaired)
        assert "Please mention the word" not in posting.description
        assert "spam applicants" not in posting.description
        assert len(posting.description) > 0.5 * len(ad["description"]) - 400


def test_arbeitnow(recordings: Path) -> None:
    body = content(recordings / "arbeitnow/arbeitnow_page1.json")
    jobs = json.loads(body)["data"]
    assert len(jobs) == 100
    for posting, job in paired(postings("arbeitnow", "", [body, b'{"data": []}']), jobs, "slug"):
        assert posting.title == job["title"].strip()
        assert posting.hiring_organization == job["company_name"].strip()
        assert posting.url == job["url"]
        assert posting.description == job["description"]
        assert posting.job_location == [job["location"].strip()]
        assert posting.date_posted == datetime.fromtimestamp(job["created_at"], UTC)
        assert (posting.job_location_type is Workplace.REMOTE) == job["remote"]
        assert {tag.casefold() for tag in posting.tags} == {
            tag.strip().casefold() for tag in [*job["tags"], *job["job_types"]] if tag.strip()
        }


def test_weworkremotely(recordings: Path) -> None:
    body = content(recordings / "weworkremotely/ikx_wwr.xml")
    items = ElementTree.fromstring(body).findall("channel/item")
    found = postings("weworkremotely", "", [body])
    assert len(found) == len(items) == 4
    for posting, item in zip(found, items, strict=True):
        told = {child.tag: (child.text or "").strip() for child in item}
        assert f"{posting.hiring_organization}: {posting.title}" == told["title"]
        assert (posting.identifier, posting.url) == (told["guid"], told["link"])
        assert posting.description == told["description"]
        assert posting.applicant_location == [told["region"]]
        assert posting.department == told["category"]
        assert posting.date_posted == parsedate_to_datetime(told["pubDate"])
        assert posting.valid_through == parsedate_to_datetime(told["expires_at"])
        assert posting.employment_type
        if told["state"]:
            assert told["state"] in posting.job_location[0]


@pytest.mark.parametrize("board", ["greenhouse", "lever", "ashby"])
def test_pasted_addresses_of_thousands_of_companies(recordings: Path, board: str) -> None:
    from career_copilot.job_boards.recognising import recognise

    lines = (recordings / f"ats_tokens/stapply_{board}.csv").read_text().splitlines()[1:]
    for line in lines:
        url = line.rsplit(",", 1)[1]
        token = urllib.parse.unquote(urllib.parse.urlsplit(url).path.split("/")[1])
        if re.fullmatch(r"[\w .+'-]+", token) and token != "embed":
            name, company = recognise(url)
            assert name == board
            assert company.rpartition("/")[2].lower() == token.lower()
