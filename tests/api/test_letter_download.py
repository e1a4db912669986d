"""A letter as a file: its owner gets it once every sentence is carried, everybody else gets nothing."""

from datetime import datetime

import pytest

from career_copilot.domain.drafting import DraftKind, Wish
from career_copilot.services import accounts, drafts, written_texts
from tests.api.test_resume_download import ask
from tests.services import writing

pytestmark = pytest.mark.usefixtures("redis_server", "database")
PATH = "/api/drafts/{}/letter.{}"


@pytest.fixture
def tokens() -> list[str]:
    """The sessions of an owner and of a stranger."""
    real_now = datetime.now().astimezone()
    names = ("owner", "stranger")
    return [accounts.sign_up(f"{name}@example.org", "correct horse battery", "UTC", "", "", real_now) for name in names]


@pytest.fixture
def owner(tokens: list[str]) -> int:
    user = accounts.current_user(tokens[0], datetime.now().astimezone())
    assert user is not None
    return user.id


@pytest.fixture
def letter(owner: int, now: datetime) -> int:
    writing.resume(owner)
    draft_id = drafts.create(
        owner, DraftKind.LETTER, 'a"; x=\r\nSet-Cookie: x=1', now, opening_id=writing.opening(owner)
    )
    written_texts.from_evidence(owner, draft_id, Wish(), 0, now)
    return draft_id


@pytest.mark.parametrize(("format", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("txt", b"Dear hiring team,")])
def test_the_owner_gets_it_as_a_download(letter: int, tokens: list[str], format: str, begins: bytes) -> None:
    answer = ask(f"{PATH.format(letter, format)}?template=modern&paper=us-letter", tokens[0])
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert "set-cookie" not in answer.headers
    assert (answer.headers["x-content-type-options"], answer.headers["cache-control"]) == ("nosniff", "no-store")


def test_what_is_not_known_is_as_usual_or_not_there(letter: int, tokens: list[str]) -> None:
    assert ask(f"{PATH.format(letter, 'txt')}?template=../../etc&paper=b5", tokens[0]).status_code == 200
    assert ask(PATH.format(letter, "exe"), tokens[0]).status_code == 404


def test_a_letter_with_a_sentence_that_nothing_carries_does_not_leave(
    letter: int, owner: int, tokens: list[str], now: datetime
) -> None:
    written_texts.insert(owner, letter, 1, 1, "I led a team of 40 nurses.", now)
    answer = ask(PATH.format(letter, "pdf"), tokens[0])
    assert (answer.status_code, answer.text) == (
        409, "1 sentence is not carried by your facts: accept, change or remove it first.",
    )  # fmt: skip


def test_for_a_stranger_it_does_not_exist(letter: int, tokens: list[str]) -> None:
    assert ask(PATH.format(letter, "pdf"), tokens[1]).status_code == 404
    assert ask(PATH.format(letter, "pdf")).status_code == 403
