"""`inspect match`: JSON Resume with wishes, and schema.org postings in the shapes that pages use."""

import json
from pathlib import Path

import pytest

from career_copilot.domain.posting import EmploymentType, SalaryPeriod, Workplace
from career_copilot.errors import CareerCopilotError, InvalidInputError, StartError
from career_copilot.local import inspect, job_posting

PROFILE = {
    "basics": {"name": "Nora Vale", "label": "Nurse"},
    "work": [{"name": "Northside Hospital", "position": "Nurse", "startDate": "2018-01", "highlights": ["Wound care"]}],
    "skills": [{"name": "Patient care"}],
    "languages": [{"language": "German", "fluency": "Native speaker"}],
    "wishes": {"workplaces": ["on_site"], "avoid": ["night shifts"], "hard": ["avoid"]},
}
POSTINGS = [
    {
        "@type": "JobPosting",
        "title": "Nurse",
        "hiringOrganization": {"name": "Hollow Oak Clinic"},
        "jobLocation": [{"address": {"addressLocality": "Berlin", "addressCountry": "DE"}}],
        "description": "<h3>Requirements</h3><ul><li>Wound care</li><li>Fluent German</li></ul>",
        "employmentType": ["FULL_TIME", "PART_TIME"],
    },
    {
        "title": "Night nurse",
        "hiringOrganization": "Hollow Oak",
        "jobLocation": "Berlin",
        "description": "Night shifts",
    },
]


def test_each_posting_is_one_line_with_evidence_that_points_at_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile, postings = tmp_path / "profile.json", tmp_path / "postings.jsonl"
    profile.write_text(json.dumps(PROFILE))
    postings.write_text("\n".join(map(json.dumps, POSTINGS)))
    assert inspect.run("match", [str(profile), str(postings)]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["title"], first["blocked"], second["blocked"]) == ("Nurse", False, True)
    assert first["score"] > second["score"]
    wound = next(entry for entry in first["evidence"] if entry["posting_text"].lower() == "wound care")
    assert (wound["state"], wound["resume_text"]) == ("exact", "Wound care")
    german = next(entry for entry in first["evidence"] if entry["requirement"]["topic"] == "language")
    assert (german["state"], german["requirement"]["value"]) == ("exact", "de:C1")
    assert second["constraints"][-1]["text"] == "The ad says “night shifts”"


def test_a_broken_line_is_named_and_the_others_are_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile, postings = tmp_path / "profile.json", tmp_path / "postings.jsonl"
    profile.write_text(json.dumps(PROFILE))
    bad_date = json.dumps({**POSTINGS[0], "datePosted": "soon"})
    postings.write_text("\n".join(['{"title": ', "[1]", '{"description": "x"}', bad_date, "", json.dumps(POSTINGS[0])]))
    assert inspect.run("match", [str(profile), str(postings)]) == 1
    found = list(map(json.loads, capsys.readouterr().out.splitlines()))
    assert [one.get("line") for one in found] == [1, 2, 3, 4, None]
    assert [one["error"] for one in found[1:3]] == ["this is no JSON object", "posting 3 has no title"]
    assert found[3]["error"].startswith("date_posted: input should be a valid datetime")
    assert found[4]["title"] == "Nurse"


@pytest.mark.parametrize(("place", "blocked"), [("Berlin", False), ("Munich", True), ("Oberammergau", True)])
def test_a_wished_place_is_looked_up_as_the_form_does(
    place: str, blocked: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wishes = {"places": [{"text": place, "country": "DE"}], "hard": ["places"]}
    profile, postings = tmp_path / "profile.json", tmp_path / "postings.jsonl"
    profile.write_text(json.dumps(PROFILE | {"wishes": wishes}))
    in_potsdam = {"jobLocation": [{"address": {"addressLocality": "Potsdam", "addressCountry": "DE"}}]}
    postings.write_text(json.dumps(POSTINGS[0] | in_potsdam))
    assert inspect.run("match", [str(profile), str(postings)]) == 0
    assert json.loads(capsys.readouterr().out)["blocked"] is blocked


def test_a_byte_order_mark_is_no_part_of_the_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile, postings = tmp_path / "profile.json", tmp_path / "postings.jsonl"
    profile.write_text(json.dumps(PROFILE), encoding="utf-8-sig")
    postings.write_text(json.dumps(POSTINGS[0]), encoding="utf-8-sig")
    assert inspect.run("match", [str(profile), str(postings)]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Nurse"


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"hard": ["moon"]}, "profile.json: wishes: hard.0: input should be 'titles', "),
        ({"salary_floor": "much"}, "profile.json: wishes: salary_floor: input should be a valid integer"),
        ([1], "profile.json: wishes: input should be a valid dictionary"),
        ({"work_permits": ["Germany"]}, "Work permits: “GERMANY” is not a two-letter country code"),
    ],
)
def test_a_wish_that_is_none_is_said_in_one_line(wishes: object, said: str, tmp_path: Path) -> None:
    (tmp_path / "profile.json").write_text(json.dumps(PROFILE | {"wishes": wishes}))
    with pytest.raises(CareerCopilotError) as refused:
        inspect.run("match", [str(tmp_path / "profile.json"), "postings.jsonl"])
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "pydantic" not in str(refused.value)


@pytest.mark.parametrize("command", ["match", "claims"])
def test_a_file_that_is_not_there_is_said_in_one_line(command: str, tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"nothing\.json cannot be read: No such file or directory"):
        inspect.run(command, [str(tmp_path / "nothing.json"), str(tmp_path / "nothing.jsonl")])
    profile = tmp_path / "profile.json"
    profile.write_text(json.dumps({"basics": {}}))
    with pytest.raises(StartError, match=r"nothing\.jsonl cannot be read"):
        inspect.run(command, [str(profile), str(tmp_path / "nothing.jsonl")])
    (tmp_path / "latin.jsonl").write_bytes('"Café"'.encode("latin-1"))
    with pytest.raises(StartError, match=r"latin\.jsonl is not written in UTF-8"):
        inspect.run(command, [str(profile), str(tmp_path / "latin.jsonl")])


def test_schema_org_in_its_many_shapes() -> None:
    found = job_posting.posting(
        {
            "title": "Driver",
            "hiringOrganization": {"@type": "Organization", "name": "Blue Fjord"},
            "jobLocation": {"address": "Oslo"},
            "jobLocationType": "TELECOMMUTE",
            "applicantLocationRequirements": {"@type": "Country", "name": "Norway"},
            "employmentType": "CONTRACT",
            "identifier": {"value": "7"},
            "baseSalary": {"currency": "NOK", "value": {"minValue": 300, "unitText": "HOUR"}},
            "description": "Drive & deliver\nEvery day < 100 km",
        },
        1,
    )
    assert (found.hiring_organization, found.identifier, found.job_location) == ("Blue Fjord", "7", ["Oslo"])
    assert (found.job_location_type, found.applicant_location) == (Workplace.REMOTE, ["Norway"])
    assert found.employment_type == [EmploymentType.CONTRACTOR]
    assert found.base_salary is not None
    assert (found.base_salary.minimum, found.base_salary.period) == (300, SalaryPeriod.HOUR)
    assert found.description == "<p>Drive &amp; deliver</p><p>Every day &lt; 100 km</p>"


def test_a_posting_without_a_title_is_named() -> None:
    with pytest.raises(InvalidInputError, match="posting 3 has no title"):
        job_posting.posting({"description": "x"}, 3)
