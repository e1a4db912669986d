"""The stand-in, and clients that keep their accounts in a list."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from career_copilot.ai import policy
from career_copilot.ai.client import Client
from career_copilot.ai.endpoints import Endpoint
from career_copilot.domain.language_models import DEFAULT_MODELS, Outcome, Provider, Role, Usage
from tests import standin

KEY = "gsk_a_key_nobody_may_ever_read_0123456789"
CHAINS = {role: tuple(DEFAULT_MODELS[Provider.GROQ][role]) for role in Role}


@dataclass
class Book:
    """A meter that writes down."""

    calls: list[dict[str, Any]] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)

    def reserve(self, model: str, most: Usage) -> int:
        self.calls.append({"model": model, "most": most})
        return len(self.calls) - 1

    def settle(self, call: int, outcome: Outcome, usage: Usage, seconds: float, first_seconds: float | None) -> None:
        assert "outcome" not in self.calls[call], "settled twice"
        self.calls[call] |= {"outcome": outcome, "usage": usage, "seconds": seconds, "first": first_seconds}

    def remembered(self, key: str) -> str | None:
        return self.kept.get(key)

    def remember(self, key: str, model: str, answer: str) -> None:
        self.kept[key] = answer

    def outcomes(self) -> list[tuple[str, str]]:
        return [(call["model"].removeprefix("openai/"), call["outcome"]) for call in self.calls]


@pytest.fixture
def server(redis_server: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[standin.Server]:
    monkeypatch.setattr(policy, "SECOND_TRY_SECONDS", (0.01, 0.02))
    monkeypatch.setattr(policy, "LEAST_SECONDS", 0.1)
    with standin.running() as running:
        yield running


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture(params=[Provider.GROQ, Provider.OPENAI])
def client(request: pytest.FixtureRequest, server: standin.Server, book: Book) -> Client:
    """One for each SDK."""
    url = server.groq_url if request.param is Provider.GROQ else server.openai_url
    return Client(Endpoint(provider=request.param, url=url, key=KEY, private=True), CHAINS, book, read_seconds=2)


@pytest.fixture
def groq(server: standin.Server, book: Book) -> Client:
    return Client(
        Endpoint(provider=Provider.GROQ, url=server.groq_url, key=KEY, private=True), CHAINS, book, read_seconds=2
    )
