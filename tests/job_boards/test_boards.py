"""Our own recorded-like answers, in each vendor's exact shape, and what must be read from them.

One more board is one more `NAME.json` (answers in order: `NAME.json`, `NAME.2.json`, …) and `NAME.expected.json`."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from career_copilot.domain.posting import PostingData
from career_copilot.job_boards import BOARDS
from career_copilot.job_boards.board import Board
from career_copilot.job_boards.recognising import recognise
from tests.job_boards.driving import postings

FIXTURES = Path(__file__).parent.parent / "fixtures/boards"


def answers(job_board: str) -> list[bytes]:
    first = next(path for path in FIXTURES.glob(f"{job_board}.*") if path.stem == job_board)
    return [first.read_bytes(), *(path.read_bytes() for path in sorted(FIXTURES.glob(f"{job_board}.[0-9].*")))]


@pytest.mark.parametrize("job_board", BOARDS)
def test_a_board_s_answers_are_read_field_by_field(job_board: str) -> None:
    expected = json.loads((FIXTURES / f"{job_board}.expected.json").read_text())
    found = postings(job_board, expected["company"], answers(job_board))
    assert len(found) == len(expected["postings"])
    for posting, wanted in zip(found, expected["postings"], strict=True):
        assert posting.job_board == job_board
        assert posting.company == expected["company"]
        told = PostingData.model_validate(posting.model_dump() | wanted)
        names = list(wanted)
        assert _fields(posting, names) == _fields(told, names)


def _fields(posting: PostingData, names: list[str]) -> dict[str, Any]:
    return {name: getattr(posting, name) for name in names}


def test_a_posting_survives_being_stored_as_json() -> None:
    for job_board in BOARDS:
        company = json.loads((FIXTURES / f"{job_board}.expected.json").read_text())["company"]
        for posting in postings(job_board, company, answers(job_board)):
            again = TypeAdapter(PostingData).validate_json(posting.model_dump_json())
            assert again == posting
            assert again.model_dump_json() == posting.model_dump_json()


@pytest.mark.parametrize("board", BOARDS.values(), ids=BOARDS.keys())
def test_a_board_s_own_page_is_recognised_as_that_board(board: Board) -> None:
    company = json.loads((FIXTURES / f"{board.name}.expected.json").read_text())["company"]
    assert recognise(board.page(company)) == (board.name, company)
    assert board.many_employers == (company == "")
    assert board.lists_all != board.many_employers
    assert board.many_employers <= bool(board.attribution and board.description)
