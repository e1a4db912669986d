"""Which names the server answers to, and which sites may speak to it."""

from collections.abc import Iterator

import pytest
from starlette.datastructures import Headers

from career_copilot.config import Settings, settings
from career_copilot.errors import StartError
from career_copilot.web import hosts


@pytest.fixture(autouse=True)
def fresh_settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CAREER_COPILOT_{name.upper()}", raising=False)
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def choose(monkeypatch: pytest.MonkeyPatch, **chosen: str) -> None:
    for name, value in chosen.items():
        monkeypatch.setenv(f"CAREER_COPILOT_{name.upper()}", value)
    settings.cache_clear()


def refusal(
    host: str = "127.0.0.1:8000", method: str = "GET", client: str = "127.0.0.1", kind: str = "http", **headers: str
) -> str:
    scope = {"type": kind, "method": method, "client": (client, 4711)}
    return hosts.refusal(
        scope, Headers({"host": host} | {name.replace("_", "-"): value for name, value in headers.items()})
    )


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "localhost", "[::1]:8000", "LOCALHOST:1"])
def test_loopback_names_are_ours(host: str) -> None:
    assert not refusal(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "127.0.0.1.evil.example:8000",
        "localhost.evil.example",
        "192.0.2.1:8000",
        "127.0.0.1@evil.example",
        "[",
        "a b",
    ],
)
def test_other_names_are_refused_on_loopback(host: str) -> None:
    assert refusal(host)
    assert refusal(host, kind="websocket")


def test_on_the_network_addresses_and_chosen_names_are_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, host="0.0.0.0", allowed_hosts="jobs.home.example, other.example")
    assert not refusal("192.0.2.1:8000")
    assert not refusal("jobs.home.example:8000")
    assert not refusal("other.example")
    assert refusal("rebound.example:8000")


def test_the_public_name_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, public_url="https://jobs.example.org")
    assert not refusal("jobs.example.org")
    assert refusal("evil.example")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://localhost:8000",
        "http://127.0.0.1:8001",
        "http://127.0.0.1:8000.evil.example",
        "",
    ],
)
def test_a_post_from_another_site_is_refused(method: str, origin: str) -> None:
    assert "another site" in refusal(method=method, origin=origin)
    assert "another site" in refusal(kind="websocket", origin=origin)


def test_a_post_that_hides_where_it_comes_from_is_refused() -> None:
    assert refusal(method="POST")
    assert not refusal(method="GET")


def test_our_own_pages_may_post() -> None:
    assert not refusal(method="POST", origin="http://127.0.0.1:8000")
    assert not refusal(kind="websocket", origin="http://127.0.0.1:8000")


def test_behind_a_proxy_the_public_address_may_post_and_only_over_https(monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, public_url="https://jobs.example.org/")
    assert not refusal("127.0.0.1:8000", "POST", origin="https://jobs.example.org")
    assert not refusal("jobs.example.org", "POST", origin="https://jobs.example.org")
    assert refusal("jobs.example.org", "POST", origin="http://jobs.example.org")


@pytest.mark.parametrize("header", hosts.FORWARDING)
def test_single_user_mode_refuses_what_came_through_a_proxy(header: str, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, single_user="1")
    assert not refusal()
    assert refusal(**{header: "127.0.0.1"})


def test_single_user_mode_answers_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, single_user="1", allowed_hosts="jobs.home.example")
    assert refusal(client="192.0.2.1")
    assert refusal("jobs.home.example")


@pytest.mark.parametrize(
    "chosen", [{"host": "0.0.0.0"}, {"host": "192.0.2.1"}, {"public_url": "https://jobs.example.org"}]
)
def test_single_user_mode_does_not_start_where_others_could_reach_it(chosen: dict[str, str]) -> None:
    with pytest.raises(StartError, match="only runs on this machine"):
        hosts.check_start(Settings(single_user=True, **chosen))
    hosts.check_start(Settings(**chosen))
    hosts.check_start(Settings(single_user=True))


def test_rate_limits_count_what_our_proxy_wrote_last(monkeypatch: pytest.MonkeyPatch) -> None:
    scope = {"client": ("127.0.0.1", 1)}
    forged = Headers({"x-forwarded-for": "203.0.113.9, 198.51.100.2"})
    assert hosts.client_address(scope, forged) == "127.0.0.1"
    choose(monkeypatch, public_url="https://jobs.example.org")
    assert hosts.client_address(scope, forged) == "198.51.100.2"


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("second", [b"evil.example", b"127.0.0.1:8000"])
def test_two_host_names_are_refused(kind: str, second: bytes) -> None:
    headers = Headers(raw=[(b"host", b"127.0.0.1:8000"), (b"host", second)])
    scope = {"type": kind, "method": "GET", "client": ("127.0.0.1", 4711)}
    assert "more than one host" in hosts.refusal(scope, headers)
