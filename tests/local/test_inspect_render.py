"""`inspect render` writes the document and says what a program would miss in it."""

import json
from pathlib import Path

import pytest

from career_copilot.errors import StartError
from career_copilot.local import inspect
from tests.documents.people import FOLDER
from tests.documents.test_resume_pdf import picture

RESUME = str(FOLDER / "german.json")


def rendered(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert inspect.run("render", [RESUME, *words]) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_a_pdf_is_written_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.pdf"
    answer = rendered(capsys, "plain", "pdf", str(out), "us-letter", "one-page", "fr")
    assert out.read_bytes().startswith(b"%PDF-")
    assert answer["bytes"] == out.stat().st_size
    assert (answer["pages"], answer["fits"], answer["missing"]) == (1, True, [])
    assert answer["fields"]


def test_markdown_is_written_in_the_language_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.md"
    answer = rendered(capsys, "modern", "md", str(out), "es")
    assert "## Experiencia profesional" in out.read_text()
    assert "missing" not in answer


def test_a_photo_comes_along(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "me.jpg").write_bytes(picture())
    rendered(capsys, "european", "docx", str(tmp_path / "with"), f"photo={tmp_path / 'me.jpg'}")
    rendered(capsys, "european", "docx", str(tmp_path / "without"))
    assert (tmp_path / "with").stat().st_size > (tmp_path / "without").stat().st_size + 10_000


@pytest.mark.parametrize(("format", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("txt", b"Post 7\n")])
def test_a_letter_is_written(format: str, start: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.json").write_text('{"language": "de", "date": "2026-12-01", "subject": "Post 7"}')
    out = tmp_path / "out"
    assert inspect.run("letter", [str(tmp_path / "letter.json"), "modern", format, str(out)]) == 0
    assert out.read_bytes().startswith(start)
    assert json.loads(capsys.readouterr().out)["bytes"] == out.stat().st_size


def test_what_is_no_letter_is_said(tmp_path: Path) -> None:
    (tmp_path / "letter.json").write_text("{}")
    with pytest.raises(StartError, match="is no letter: date: field required"):
        inspect.run("letter", [str(tmp_path / "letter.json"), "modern", "pdf", str(tmp_path / "out")])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["baroque", "pdf"], "“baroque” is none of plain, modern, columns, european"),
        (["plain", "rtf"], "“rtf” is none of pdf, docx, md, json"),
    ],
)
def test_what_there_is_none_of_is_said(tmp_path: Path, words: list[str], said: str) -> None:
    with pytest.raises(StartError, match=said):
        inspect.run("render", [RESUME, *words, str(tmp_path / "out")])
    assert list(tmp_path.iterdir()) == []
