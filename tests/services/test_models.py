"""Whose key is used, what a page may know of it, who may change it; and that without it nothing else breaks."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import BaseModel
from sqlalchemy import text, update
from sqlmodel import col

from career_copilot import db
from career_copilot import models as tables
from career_copilot.ai.prompts import Prompt
from career_copilot.config import settings
from career_copilot.domain.language_models import DOLLAR, GROQ_URL, Outcome, Provider, Role
from career_copilot.errors import ConflictError, InvalidInputError, ModelError, NotAllowedError, NotFoundError
from career_copilot.models.ai import ModelConnection
from career_copilot.services import account_export, model_connections, model_ledger, model_trial, models, vault
from tests import standin
from tests.standin import Refuses, Says

KEY = "gsk_alices_very_own_key_9876543210"
OTHER = "gsk_the_installations_key_0123456789"
PROMPT = Prompt(instructions="Add.", question="20 and 22?")
pytestmark = pytest.mark.usefixtures("redis_server")


class Sum(BaseModel):
    sum: int


@pytest.fixture(autouse=True)
def data(servers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data directory of its own: the master key is made in it."""
    monkeypatch.setenv("CAREER_COPILOT_DATA", str(tmp_path))
    monkeypatch.delenv("CAREER_COPILOT_KEY", raising=False)
    settings.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def server() -> Iterator[standin.Server]:
    with standin.running() as running:
        yield running


def administrator(user_id: int, is_admin: bool = True) -> None:
    with db.transaction() as session:
        session.execute(update(tables.User).where(col(tables.User.id) == user_id).values(is_admin=is_admin))


def save(
    user_id: int,
    now: datetime,
    key: str = KEY,
    url: str = "",
    installation: bool = False,
    provider: Provider = Provider.GROQ,
) -> None:
    model_connections.save(user_id, installation, provider, url, key, now)


def own(user_id: int, now: datetime) -> model_connections.ConnectionView:
    found = model_connections.view(user_id, now).own
    assert found is not None
    return found


@pytest.fixture
def served(alice: int, server: standin.Server, now: datetime) -> int:
    """Alice, an administrator, with a key of her own for the stand-in."""
    administrator(alice)
    save(alice, now, url=server.groq_url)
    return alice


def test_without_a_key_it_says_so_and_why(alice: int, now: datetime) -> None:
    assert model_connections.view(alice, now) == model_connections.ModelsView(
        uses="none", own=None, installation=None, cap=None, spent=0, reserved=0
    )
    assert models.ready(alice) == models.Ready(ok=False, reason=models.NO_KEY)
    with pytest.raises(ModelError, match="No key") as caught:
        models.client(alice, "letter")
    assert caught.value.kind == "no-key"


def test_the_own_key_goes_before_the_installations(alice: int, bob: int, now: datetime) -> None:
    administrator(bob)
    save(bob, now, key=OTHER, installation=True)
    assert (model_connections.view(alice, now).uses, models.client(alice, "letter").endpoint.key) == (
        "installation",
        OTHER,
    )
    save(alice, now)
    assert (model_connections.view(alice, now).uses, models.client(alice, "letter").endpoint.key) == ("own", KEY)
    assert models.client(bob, "letter").endpoint.key == OTHER, "someone else's is not used"
    assert models.client(alice, "letter").endpoint.url == GROQ_URL
    assert models.ready(alice).ok
    model_connections.remove(alice, False)
    assert models.client(alice, "letter").endpoint.key == OTHER
    model_connections.remove(bob, True)
    assert not models.ready(alice).ok


def test_a_page_sees_no_more_of_a_key_than_its_end(alice: int, bob: int, now: datetime) -> None:
    administrator(bob)
    save(alice, now)
    save(bob, now, key=OTHER, installation=True)
    for user_id in (alice, bob):
        shown = model_connections.view(user_id, now).model_dump_json()
        assert KEY not in shown
        assert OTHER not in shown
    assert own(alice, now).key_end == KEY[-4:]
    assert model_connections.view(alice, now).installation is None
    save(alice, now, key="short-key", provider=Provider.OPENAI, url="https://93.184.216.34/v1")
    assert own(alice, now).key_end == "", "of a short one, nothing"


def test_in_the_database_a_key_is_encrypted(alice: int, now: datetime) -> None:
    save(alice, now)
    with db.transaction() as session:
        stored = str(session.execute(text("select to_jsonb(c) from model_connection c")).scalars().all())
        sealed = session.execute(text("select sealed_key from model_connection")).scalar_one()
    assert KEY not in stored
    assert KEY[:-4] not in stored
    assert vault.opened(sealed) == KEY


def test_no_key_is_logged_and_none_is_exported(
    served: int, server: standin.Server, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    server.script(Says('{"sum": 42}'), Refuses(401, "invalid_api_key", f"Incorrect API key provided: {KEY}"))
    client = models.client(served, "letter")
    client.ask(PROMPT, Sum)
    model_connections.check(served, False, datetime.now(UTC))
    with pytest.raises(ModelError):
        client.ask(PROMPT, Sum, fresh=True)
    assert caplog.records
    assert KEY not in caplog.text
    parts = "".join(json.dumps([name, select]) for name, select in enumerate(account_export._parts()))
    assert "model_connection" not in parts
    assert "model_call" in parts


def test_the_master_key_is_a_private_file_beside_the_database(alice: int, data: Path, now: datetime) -> None:
    assert not vault.key_file().exists()
    save(alice, now)
    assert vault.key_file() == data / "secret.key"
    assert vault.key_file().stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in data.iterdir()) == ["secret.key"]


def test_without_the_master_key_keys_are_entered_again_and_nothing_else_breaks(
    alice: int, data: Path, now: datetime
) -> None:
    save(alice, now)
    vault.key_file().unlink()
    assert models.ready(alice) == models.Ready(ok=False, reason=models.ENTER_AGAIN)
    view = own(alice, now)
    assert (view.has_key, view.readable) == (True, False)
    with pytest.raises(ModelError, match="entered again"):
        models.client(alice, "letter")
    model_connections.check(alice, False, now)
    assert "entered again" in own(alice, now).check_error
    model_connections.set_cap(alice, False, 5.0, view.version, now)
    save(alice, now)
    assert models.ready(alice).ok


def test_a_key_in_the_environment_goes_before_the_file(
    alice: int, data: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAREER_COPILOT_KEY", "a" * 40)
    settings.cache_clear()
    save(alice, now)
    assert not vault.key_file().exists()
    assert models.client(alice, "letter").endpoint.key == KEY
    monkeypatch.setenv("CAREER_COPILOT_KEY", "b" * 40)
    settings.cache_clear()
    assert models.ready(alice).reason == models.ENTER_AGAIN
    monkeypatch.setenv("CAREER_COPILOT_KEY", f"{'b' * 40}, {'a' * 40}")
    settings.cache_clear()
    assert models.client(alice, "letter").endpoint.key == KEY
    assert vault.rotate() == (1, 0)
    monkeypatch.setenv("CAREER_COPILOT_KEY", "b" * 40)
    settings.cache_clear()
    assert models.client(alice, "letter").endpoint.key == KEY
    monkeypatch.setenv("CAREER_COPILOT_KEY", "too short")
    settings.cache_clear()
    with pytest.raises(Exception, match="at least 32 characters"):
        models.client(alice, "letter")
    assert "too short" not in repr(settings())


def test_rotating_encrypts_all_with_a_new_key_and_forgets_the_old(
    alice: int, bob: int, data: Path, now: datetime
) -> None:
    save(alice, now)
    old = vault.key_file().read_text()
    save(bob, now, key=OTHER)
    with db.transaction() as session:
        session.execute(
            update(ModelConnection).where(col(ModelConnection.user_id) == bob).values(sealed_key="gAAAAnonsense")
        )
    assert vault.rotate() == (1, 1)
    new = vault.key_file().read_text()
    assert old.strip() not in new
    assert len(new.split()) == 1
    assert vault.key_file().stat().st_mode & 0o777 == 0o600
    assert models.client(alice, "letter").endpoint.key == KEY
    assert models.ready(bob).reason == models.ENTER_AGAIN
    vault.key_file().write_text(old)
    assert models.ready(alice).reason == models.ENTER_AGAIN


def test_rotating_takes_a_key_from_the_file_into_the_environment(
    alice: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(alice, now)
    monkeypatch.setenv("CAREER_COPILOT_KEY", "c" * 40)
    settings.cache_clear()
    assert vault.rotate() == (1, 0)
    vault.key_file().unlink()
    assert models.client(alice, "letter").endpoint.key == KEY


def test_only_an_administrator_touches_the_installations(alice: int, bob: int, now: datetime) -> None:
    administrator(bob)
    save(bob, now, key=OTHER, installation=True)
    for act in (
        lambda: save(alice, now, installation=True),
        lambda: model_connections.remove(alice, True),
        lambda: model_connections.set_cap(alice, True, 1.0, 1, now),
        lambda: model_connections.set_roles(alice, True, {}, 1, now),
        lambda: model_connections.check(alice, True, now),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert models.client(alice, "letter").endpoint.key == OTHER


def test_someone_elses_connection_does_not_exist(alice: int, bob: int, now: datetime) -> None:
    save(bob, now)
    assert model_connections.view(alice, now).own is None
    model_connections.remove(alice, False)
    for act in (
        lambda: model_connections.set_cap(alice, False, 1.0, 1, now),
        lambda: model_connections.set_roles(alice, False, {}, 1, now),
        lambda: model_connections.check(alice, False, now),
    ):
        with pytest.raises(NotFoundError):
            act()
    assert models.client(bob, "letter").endpoint.key == KEY


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:11434/v1",
        "https://10.0.0.1/v1",
        "https://[::1]/v1",
        "https://localhost/v1",
        "http://93.184.216.34/v1",
    ],
)
def test_a_private_endpoint_is_for_administrators(alice: int, now: datetime, url: str) -> None:
    with pytest.raises(InvalidInputError, match=r"administrator|https"):
        save(alice, now, url=url, provider=Provider.OPENAI)
    assert model_connections.view(alice, now).own is None


@pytest.mark.parametrize("url", ["http://93.184.216.34/v1", "http://nowhere.invalid/v1"])
def test_without_https_an_address_on_the_internet_is_not_saved(alice: int, now: datetime, url: str) -> None:
    administrator(alice)
    with pytest.raises(InvalidInputError, match="must begin with https"):
        save(alice, now, url=url, provider=Provider.OPENAI)
    assert model_connections.view(alice, now).own is None


def test_who_is_no_longer_administrator_loses_a_private_endpoint(
    served: int, server: standin.Server, now: datetime
) -> None:
    server.script(Says('{"sum": 42}'))
    assert models.client(served, "letter").ask(PROMPT, Sum).sum == 42
    administrator(served, False)
    assert models.ready(served).reason == models.DEMOTED
    with pytest.raises(ModelError, match="only an administrator"):
        models.client(served, "letter").ask(PROMPT, Sum, fresh=True)
    assert len(server.asked) == 1


def test_what_an_administrator_set_for_all_serves_all(
    served: int, bob: int, server: standin.Server, now: datetime
) -> None:
    save(served, now, key="", url=server.openai_url, provider=Provider.OPENAI, installation=True)
    model_connections.set_roles(served, True, {Role.STRONG: ["openai/gpt-oss-20b"]}, 1, now)
    server.script(Says('{"sum": 42}'))
    assert models.client(bob, "letter").ask(PROMPT, Sum).sum == 42
    assert server.asked[0]["model"] == "openai/gpt-oss-20b"


def test_a_stored_key_is_not_sent_to_another_address(served: int, server: standin.Server, now: datetime) -> None:
    save(served, now, key="", url=f"{server.groq_url}/openai")
    with pytest.raises(InvalidInputError, match="Enter the key as well"):
        save(served, now, key="", url="https://93.184.216.34/v1", provider=Provider.OPENAI)
    assert models.client(served, "letter").endpoint.url.startswith(server.groq_url)


@pytest.mark.parametrize("key", ["", "with space", "ünïcode", "x" * 501, "line\nbreak"])
def test_what_is_no_key(alice: int, now: datetime, key: str) -> None:
    with pytest.raises(InvalidInputError):
        save(alice, now, key=key)


def test_models_by_role_are_chosen_and_go_back_to_ours(served: int, now: datetime) -> None:
    assert own(served, now).roles[Role.STRONG] == ("openai/gpt-oss-120b", "openai/gpt-oss-20b")
    model_connections.set_roles(served, False, {Role.FAST: ["a", "b", "a"], Role.STRONG: []}, 1, now)
    assert own(served, now).roles[Role.FAST] == ("a", "b")
    with pytest.raises(ConflictError):
        model_connections.set_roles(served, False, {}, 1, now)
    for wrong in (["a b"], [""], ["x" * 121], ["a", "b", "c", "d", "e", "f"], ["<script>"]):
        with pytest.raises(InvalidInputError):
            model_connections.set_roles(served, False, {Role.FAST: wrong}, 2, now)
    model_connections.set_roles(served, False, {}, 2, now)
    assert own(served, now).roles[Role.FAST] == ("openai/gpt-oss-20b", "openai/gpt-oss-120b")


def test_an_endpoint_of_others_has_no_models_until_some_are_chosen(alice: int, now: datetime) -> None:
    save(alice, now, url="https://93.184.216.34/v1", provider=Provider.OPENAI)
    assert "No model is chosen for “Strong”" in models.ready(alice).reason


def test_the_check_finds_models_and_says_what_is_gone(served: int, server: standin.Server, now: datetime) -> None:
    model_connections.check(served, False, now)
    view = own(served, now)
    assert (view.found, view.check_error, view.checked_at) == (tuple(sorted(server.models)), "", now)
    assert models.ready(served, Role.SPEECH).ok
    server.models = ["openai/gpt-oss-20b"]
    model_connections.check(served, False, now)
    assert models.ready(served, Role.STRONG).ok, "the second of its chain is there"
    assert "whisper-large-v3-turbo is no longer offered" in models.ready(served, Role.SPEECH).reason
    server.script(Refuses(401, model="models"))
    model_connections.check(served, False, now)
    assert "refuses the key" in models.ready(served).reason


@pytest.mark.parametrize("amount", [-1.0, 1e9, float("nan"), float("inf")])
def test_what_is_no_cap(served: int, now: datetime, amount: float) -> None:
    with pytest.raises(InvalidInputError):
        model_connections.set_cap(served, False, amount, 1, now)


def test_when_the_month_is_spent_the_control_says_so(served: int, server: standin.Server, now: datetime) -> None:
    model_connections.set_cap(served, False, 0.0, 1, now)
    assert "limit of $0 is reached" in models.ready(served).reason
    assert "It can be raised in Settings, Models" in models.ready(served).reason
    model_connections.set_cap(served, False, 5.0, 2, now)
    assert (models.ready(served).ok, own(served, now).monthly_cap) == (True, 5 * DOLLAR)


def test_who_may_not_raise_the_limit_is_told_who_can(alice: int, bob: int, now: datetime) -> None:
    administrator(bob)
    save(bob, now, installation=True)
    model_connections.set_cap(bob, True, 0.0, 1, now)
    assert "It can be raised in Settings" in models.ready(bob).reason
    assert "An administrator can raise it" in models.ready(alice).reason
    with pytest.raises(ModelError, match="An administrator can raise it"):
        models.client(alice, "letter").ask(PROMPT, Sum)


def test_the_trial_asks_and_is_in_the_ledger(
    served: int, server: standin.Server, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, object]] = []
    monkeypatch.setattr(model_trial.live, "publish", lambda user_id, topic, **data: told.extend([data] if data else []))
    server.script(Says('{"sum": 42}'), Says('{"sum": 43}'), Refuses(401))
    for _ in range(3):
        model_trial.run(served)
    assert [str(hint["trial"])[:25] for hint in told] == [
        "It answered, and rightly.",
        "It answered in the right ",
        "127.0.0.1 refuses the key",
    ]
    assert [hint["worked"] for hint in told] == [True, False, False]
    found, count = model_ledger.calls(served, 1)
    assert count == 3
    assert {(call.feature, call.outcome) for call in found} == {("trial", Outcome.DONE), ("trial", Outcome.FAILED)}
