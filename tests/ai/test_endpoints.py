"""Which addresses are asked, and that no trick leads to another."""

import ipaddress
import socket
from collections.abc import Callable

import httpx
import pytest

from career_copilot.ai import endpoints
from career_copilot.ai.client import available
from career_copilot.ai.endpoints import Endpoint, allowed_address, checked_url
from career_copilot.domain.language_models import Provider
from career_copilot.errors import ModelError
from tests import standin


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Names lead to these addresses, one a look-up, the last for ever. Returns what was looked up."""
    asked: list[str] = []
    left = list(answers)

    def found(host: str, port: int, *rest: object, **words: object) -> list[tuple[object, ...]]:
        asked.append(host)
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (part, port)) for part in address.split()]

    monkeypatch.setattr(endpoints.socket, "getaddrinfo", found)
    return asked


PRIVATE = [
    "127.0.0.1", "10.1.2.3", "192.168.0.9", "172.16.4.4", "100.64.0.1", "::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "2002:7f00:1::", "198.18.0.1",
]  # fmt: skip
NEVER = [
    "169.254.169.254",
    "fe80::1",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "255.255.255.255",
    "::ffff:169.254.169.254",
    "ff02::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_for_administrators(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    resolving(monkeypatch, address)
    with pytest.raises(ModelError, match="only an administrator") as caught:
        allowed_address("model.example", 443, scheme="https", private=False)
    assert caught.value.kind == "endpoint"
    reached = allowed_address("model.example", 443, scheme="http", private=True)
    assert ipaddress.ip_address(reached) == ipaddress.ip_address(address)


@pytest.mark.parametrize("address", NEVER)
def test_some_addresses_are_for_nobody(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    resolving(monkeypatch, address)
    for private in (True, False):
        with pytest.raises(ModelError):
            allowed_address("model.example", 443, scheme="https", private=private)


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "93.184.216.34 10.0.0.1")
    with pytest.raises(ModelError, match=r"10\.0\.0\.1"):
        allowed_address("model.example", 443, scheme="https", private=False)


def test_on_the_internet_only_https(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "93.184.216.34")
    assert allowed_address("model.example", 443, scheme="https", private=False) == "93.184.216.34"
    with pytest.raises(ModelError, match="https"):
        allowed_address("model.example", 80, scheme="http", private=True)
    with pytest.raises(ModelError, match="https"):
        checked_url("http://model.example/v1", private=False)


@pytest.mark.parametrize(
    "url",
    ["", "model.example", "ftp://model.example", "https://", "https://a:b@model.example", "https://model.example/?x=1", "https://model.example/#x",
     "https://model.example:0", "https://model.example:99999999", "file:///etc/passwd", "https://ünï.example", "https://[::1"],
)  # fmt: skip
def test_what_is_no_address_of_an_endpoint(url: str) -> None:
    with pytest.raises(ModelError):
        checked_url(url, private=True)


@pytest.mark.parametrize("provider", list(Provider))
def test_a_name_that_leads_elsewhere_the_second_time_gains_nothing(
    monkeypatch: pytest.MonkeyPatch, redis_server: None, provider: Provider
) -> None:
    """DNS rebinding: public when it was saved, loopback when it is called. What is checked is what is connected to."""
    with standin.running() as server:
        path = "" if provider is Provider.GROQ else "/v1"
        url = f"https://rebinds.example:{server.server_port}{path}"
        asked = resolving(monkeypatch, "93.184.216.34", "127.0.0.1")
        assert allowed_address("rebinds.example", server.server_port, scheme="https", private=False)
        with pytest.raises(ModelError, match="only an administrator"):
            available(Endpoint(provider=provider, url=url, key="k" * 20))
        assert asked == ["rebinds.example"] * 2
        assert server.asked == []


def test_the_connection_goes_to_the_checked_address_under_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is looked up once a request; the socket gets the address; Host and certificate stay those of the name."""
    asked = resolving(monkeypatch, "127.0.0.1")
    with standin.running() as server:
        endpoint = Endpoint(provider=Provider.GROQ, url=f"http://model.example:{server.server_port}", private=True)
        connected: list[str] = []
        real: Callable[..., socket.socket] = socket.create_connection

        def connecting(address: tuple[str, int], *rest: object, **words: object) -> socket.socket:
            connected.append(address[0])
            monkeypatch.undo()  # the real look-up of "127.0.0.1" itself
            return real(address, *rest, **words)

        monkeypatch.setattr(socket, "create_connection", connecting)
        with endpoints.http_client(httpx, endpoint) as client:
            sent = client.build_request("GET", f"{endpoint.url}/v1/models")
            answer = client.send(sent)
        assert answer.json()["object"] == "list"
        assert sent.headers["host"] == f"model.example:{server.server_port}"
        assert sent.extensions["sni_hostname"] == "model.example"
        assert (connected, asked[0]) == (["127.0.0.1"], "model.example")


def test_proxies_of_the_environment_see_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    with standin.running() as server, standin.running() as proxy:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.groq_url)
        assert available(Endpoint(provider=Provider.OPENAI, url=server.openai_url, private=True))
