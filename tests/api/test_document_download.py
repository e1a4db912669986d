"""The file of an application's document: its owner gets it as a download, everybody else gets nothing."""

from datetime import datetime

import httpx
import pytest

from career_copilot.domain.application_documents import DocumentKind
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.pipeline import Stage
from career_copilot.services import accounts, application_documents, applications
from tests.api.test_resume_download import ask

pytestmark = pytest.mark.usefixtures("redis_server", "database")
HOSTILE = b"<script>alert(1)</script> Dear all"


@pytest.fixture
def tokens() -> list[str]:
    """The sessions of an owner and of a stranger."""
    real_now = datetime.now().astimezone()
    names = ("owner", "stranger")
    return [accounts.sign_up(f"{name}@example.org", "correct horse battery", "UTC", "", "", real_now) for name in names]


@pytest.fixture
def document(tokens: list[str], now: datetime) -> int:
    user = accounts.current_user(tokens[0], datetime.now().astimezone())
    assert user is not None
    application, _ = applications.create(user.id, ApplicationForm(title="Nurse"), Stage.INTERESTED, now)
    name = 'a"; filename=evil.html\r\nSet-Cookie: x=1.txt'
    return application_documents.keep(user.id, application, DocumentKind.OTHER, name, HOSTILE, now)[0]


def get(document_id: int, token: str = "") -> httpx.Response:
    return ask(f"/api/documents/{document_id}", token)


def test_the_owner_downloads_exactly_what_was_uploaded(document: int, tokens: list[str]) -> None:
    answer = get(document, tokens[0])
    assert (answer.status_code, answer.content) == (200, HOSTILE)
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert '"' not in answer.headers["content-disposition"]
    assert "set-cookie" not in answer.headers
    assert answer.headers["content-type"].startswith("text/plain")
    assert (answer.headers["x-content-type-options"], answer.headers["cache-control"]) == ("nosniff", "no-store")


def test_with_the_account_its_files_go(document: int, tokens: list[str]) -> None:
    owner, stranger = (accounts.current_user(token, datetime.now().astimezone()) for token in tokens)
    assert owner is not None
    assert stranger is not None
    path = application_documents.original(owner.id, document)[0]
    accounts.delete(stranger.id, "correct horse battery")
    assert path.exists()
    accounts.delete(owner.id, "correct horse battery")
    assert not path.exists()


def test_for_a_stranger_it_does_not_exist(document: int, tokens: list[str]) -> None:
    for answer in (get(document, tokens[1]), get(999_999, tokens[1]), get(2**70, tokens[0])):
        assert (answer.status_code, answer.text) == (404, "There is no such document.")


def test_without_a_login_nothing_is_said(document: int) -> None:
    for token in ("", "made-up"):
        assert get(document, token).status_code == 403
