"""`inspect board` on our own recorded answers."""

import json
from pathlib import Path

import pytest

from career_copilot.errors import StartError
from career_copilot.local import inspect

BOARDS = Path(__file__).parent.parent / "fixtures/boards"


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, dict[str, object]]]:
    assert inspect.run("board", list(words)) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_posting_is_one_line_with_what_the_board_says_and_what_we_make_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = shown(capsys, "lever", "eu/tablechaude", str(BOARDS / "lever.json"))
    assert [line["posting"]["title"] for line in found] == ["Chef pâtissier (H/F)", "Serveur", "Consultant hygiène"]
    assert found[0]["opening"]["countries"] == ["FR"]
    assert found[0]["opening"]["language"] == "fr"


def test_files_are_the_answers_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(BOARDS / f"workday{number}.json") for number in ("", ".2", ".3")]
    found = shown(capsys, "workday", "havumets.wd3/Havumets", *files)
    assert [line["posting"]["description"] for line in found] == ["<p>Plan harvests.</p>", "<p>Pay bills.</p>"]


def test_without_the_details_the_list_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    found = shown(capsys, "smartrecruiters", "AtlasEaux", str(BOARDS / "smartrecruiters.json"))
    assert [line["posting"]["description"] for line in found] == ["", ""]


def test_a_board_of_many_employers_has_no_company(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(shown(capsys, "weworkremotely", "-", str(BOARDS / "weworkremotely.xml"))) == 2


@pytest.mark.parametrize(
    "words",
    [
        ["nowhere", "x", "y.json"],
        ["lever", "x"],
        ["lever"],
        ["lever", "x", "/no/such/file"],
        ["lever", "x", str(BOARDS / "greenhouse.json")],
    ],
)
def test_what_cannot_be_read_is_an_expected_error(words: list[str]) -> None:
    with pytest.raises(StartError):
        inspect.run("board", words)


@pytest.mark.parametrize(
    ("board", "answer", "said"),
    [
        ("greenhouse", '{"jobs": [{"x": 1}]}', "this is no answer of greenhouse: no posting could be read: `id` is missing"),
        ("greenhouse", "{}", "this is no answer of greenhouse: `jobs` is missing"),
        ("greenhouse", "<html>", "this is no answer of greenhouse: it is not JSON (line 1, column 1)"),
        ("lever", "{}", "this is no answer of lever: a list of postings was expected"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_answer_is_said_in_plain_words(
    board: str, answer: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "answer.json").write_text(answer)
    with pytest.raises(StartError) as refused:
        inspect.run("board", [board, "x", str(tmp_path / "answer.json")])
    assert str(refused.value) == said


def test_a_file_that_is_not_packed_as_it_says_is_named(tmp_path: Path) -> None:
    (tmp_path / "answer.json.gz").write_text("{}")
    with pytest.raises(StartError, match=r"answer\.json\.gz is no gzip file"):
        inspect.run("board", ["lever", "x", str(tmp_path / "answer.json.gz")])
