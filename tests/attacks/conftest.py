"""People with accounts on the running application, and raw requests to it."""

import http.client
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from career_copilot import live
from career_copilot.services import accounts
from tests.serving import AppServer

PASSWORD = "correct horse battery"
Answer = tuple[int, dict[str, str], str]


@pytest.fixture(autouse=True)
def no_attempts_yet(app_server: AppServer) -> None:
    """All attacks come from one address; each starts with a clean record."""
    for key in live.client().scan_iter("career-copilot:attempts:*"):
        live.client().delete(key)


class Attacker:
    """Sends what it likes to the server."""

    def __init__(self, server: AppServer) -> None:
        self.server = server
        self.origin = f"http://127.0.0.1:{server.port}"

    def cookie(self, token: str) -> str:
        return f"career_copilot_{self.server.port}={token}"

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """One request, redirects not followed; header names with `_` for `-`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)) as connection:
            with suppress(ConnectionError):  # a server that has heard enough answers and hangs up
                connection.request(method, path, body, sent)
            answer = connection.getresponse()
            received = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, received, answer.read().decode("utf-8", "replace")

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        headers = {"Origin": self.origin, "Content_Type": "application/x-www-form-urlencoded"} | headers
        return self.ask("POST", path, urlencode(fields).encode(), **headers)


@pytest.fixture(scope="session")
def attacker(app_server: AppServer) -> Attacker:
    return Attacker(app_server)


@pytest.fixture
def join(app_server: AppServer) -> Callable[[str], str]:
    """Make an account of this e-mail, return the token of a session of it."""

    def joined(email: str) -> str:
        return accounts.sign_up(email, PASSWORD, "UTC", "Firefox/130 Linux", "192.0.2.1", datetime.now(UTC))

    return joined
