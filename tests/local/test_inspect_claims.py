"""`inspect claims`: each sentence with its verdict and reason."""

import json
from pathlib import Path

import pytest

from career_copilot.local import inspect

PROFILE = {
    "basics": {"name": "Nora Vale", "label": "Nurse"},
    "work": [
        {
            "name": "Northside Hospital",
            "position": "Nurse",
            "startDate": "2018-01",
            "highlights": ["Cared for 14 patients a day"],
        }
    ],
    "achievements": [{"action": "Set up a call hour", "result": "Complaints fell from 20 to 5 a month"}],
    "stated": [{"text": "I have a driving licence."}],
    "posting": "We care for 300 patients.",
    "company": "Hollow Oak Clinic",
}


def judged(tmp_path: Path, capsys: pytest.CaptureFixture[str], *lines: str) -> tuple[int, list[dict[str, object]]]:
    profile, text = tmp_path / "profile.json", tmp_path / "text.jsonl"
    profile.write_text(json.dumps(PROFILE))
    text.write_text("\n".join(lines))
    status = inspect.run("claims", [str(profile), str(text)])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_sentence_is_one_line_with_verdict_and_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, found = judged(
        tmp_path,
        capsys,
        '{"text": "I cared for 14 patients a day. ⟦3⟧\\nI cared for 40 patients a day. ⟦3⟧"}',
        '{"text": "Complaints fell from 20 to 5 a month.", "language": "en"}',
        '{"text": "I have a driving licence."}',
        '{"text": "Your clinic cares for 300 patients."}',
    )
    assert status == 0
    assert [line["verdict"] for line in found] == ["supported", "unsupported", *["supported"] * 3]
    assert found[1]["text"] == "I cared for 40 patients a day."
    assert found[1]["reasons"] == ["no fact says “40”; your profile says: Cared for 14 patients a day"]
    assert found[2]["evidence"] == ["Complaints fell from 20 to 5 a month"]


def test_a_broken_line_is_named_and_the_others_are_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, found = judged(tmp_path, capsys, "{", '{"words": "x"}', '{"text": "I nursed."}')
    assert status == 1
    assert [line["line"] for line in found] == [1, 2, 3]
    assert ["error" in line for line in found] == [True, True, False]


def test_a_profile_that_inspect_resume_printed_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    resume, profile, text = tmp_path / "cv.txt", tmp_path / "profile.json", tmp_path / "text.jsonl"
    resume.write_text("Nora Vale\n\nWork experience\nNurse, Northside Hospital\n2018 - 2021\n- Cared for 14 patients\n")
    assert inspect.run("resume", [str(resume)]) == 0
    profile.write_text(capsys.readouterr().out)
    text.write_text('{"text": "At Northside Hospital I cared for 14 patients.", "language": "en"}')
    assert inspect.run("claims", [str(profile), str(text)]) == 0
    (found,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert found["verdict"] == "supported"
    assert "Cared for 14 patients" in found["evidence"]
