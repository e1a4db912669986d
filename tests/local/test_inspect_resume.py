"""`inspect resume FILE` prints what is read, with spans."""

import json
from pathlib import Path

import pytest

from career_copilot.errors import CareerCopilotError
from career_copilot.local import inspect

TEXT = """Marta Lindqvist
marta.lindqvist@example.org

Work experience
Registered Nurse, Northside Hospital
March 2019 - present
"""


def test_one_json_object_with_spans_into_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cv.txt"
    file.write_text(TEXT)
    assert inspect.run("resume", [str(file)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    found = json.loads(line)
    assert found["media_type"] == "text/plain"
    assert found["work"][0]["position"] == "Registered Nurse"
    assert found["work"][0]["startDate"] == "2019-03"
    span = found["basics"]["span"]
    assert found["text"][span["start"] : span["end"]] == "Marta Lindqvist"
    span = found["basics"]["spans"]["email"]
    assert found["text"][span["start"] : span["end"]] == "marta.lindqvist@example.org"


@pytest.mark.parametrize("words", [["/nowhere.pdf"], []])
def test_a_wrong_call_is_one_clear_error(words: list[str]) -> None:
    with pytest.raises(CareerCopilotError):
        inspect.run("resume", words)


def test_a_file_that_cannot_be_read_is_one_clear_error(tmp_path: Path) -> None:
    file = tmp_path / "cv.pdf"
    file.write_bytes(b"%PDF-1.4 broken")
    with pytest.raises(CareerCopilotError, match="damaged"):
        inspect.run("resume", [str(file)])
