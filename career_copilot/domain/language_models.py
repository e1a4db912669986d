"""What is known of language models: their roles here, which is asked first, what they cost.

Money is whole nanodollars: the cheapest token costs 75 of them, so nothing is rounded away."""

from enum import StrEnum

from pydantic import BaseModel, Field

DOLLAR = 1_000_000_000  # nanodollars
BYTES_A_TOKEN = 3  # rather too few: what is reserved should be enough
MOST_ANSWER_TOKENS = 8_000
PRICES_OF = "23 November 2026, https://console.groq.com/docs/models; cached input at half price"


class Role(StrEnum):
    """What a model is for."""

    FAST = "fast"  # sorting, short answers
    STRONG = "strong"  # writing, judging
    SPEECH = "speech"  # transcribing


class Provider(StrEnum):
    """Whose protocol an endpoint speaks."""

    GROQ = "groq"
    OPENAI = "openai"  # and all that are compatible with it: Ollama, vLLM, …


class Outcome(StrEnum):
    """How a call ended."""

    RUNNING = "running"
    DONE = "done"
    CACHED = "cached"  # answered from what was answered before, free
    TRUNCATED = "truncated"
    INVALID = "invalid"  # not of the wanted shape
    REFUSED = "refused"  # the model would not
    LIMITED = "limited"  # the provider's limit
    FAILED = "failed"
    CANCELLED = "cancelled"
    LOST = "lost"  # the process that asked was killed: counted as reserved


OUTCOME_NAMES = {
    Outcome.RUNNING: "running",
    Outcome.DONE: "answered",
    Outcome.CACHED: "from memory",
    Outcome.TRUNCATED: "cut off",
    Outcome.INVALID: "unusable answer",
    Outcome.REFUSED: "refused by the model",
    Outcome.LIMITED: "at its limit",
    Outcome.FAILED: "failed",
    Outcome.CANCELLED: "stopped",
    Outcome.LOST: "interrupted",
}
ROLE_NAMES = {Role.FAST: "Fast", Role.STRONG: "Strong", Role.SPEECH: "Speech"}
GROQ_URL = "https://api.groq.com"
DEFAULT_MODELS: dict[Provider, dict[Role, tuple[str, ...]]] = {
    Provider.GROQ: {
        Role.FAST: ("openai/gpt-oss-20b", "openai/gpt-oss-120b"),
        Role.STRONG: ("openai/gpt-oss-120b", "openai/gpt-oss-20b"),
        Role.SPEECH: ("whisper-large-v3-turbo", "whisper-large-v3"),
    },
    Provider.OPENAI: {},
}
"""The first is asked; the others, in order, when it cannot answer."""


class Usage(BaseModel, frozen=True):
    """Tokens of one call. `tokens_cached` are those of `tokens_in` that the provider had already."""

    tokens_in: int = Field(0, ge=0)
    tokens_out: int = Field(0, ge=0)
    tokens_cached: int = Field(0, ge=0)
    seconds: float = Field(0, ge=0, description="of sound")
    estimated: bool = Field(False, description="the provider did not say")


class Price(BaseModel, frozen=True):
    """Nanodollars a token, and a second of sound."""

    token_in: float = 0
    token_out: float = 0
    token_cached: float = 0
    second: float = 0


FREE = Price()
PRICES = {
    "openai/gpt-oss-120b": Price(token_in=150, token_out=600, token_cached=75),
    "openai/gpt-oss-20b": Price(token_in=75, token_out=300, token_cached=37.5),
    "whisper-large-v3-turbo": Price(second=0.04 * DOLLAR / 3600),
    "whisper-large-v3": Price(second=0.111 * DOLLAR / 3600),
}
UNKNOWN = Price(token_in=5_000, token_out=25_000, token_cached=5_000, second=0.4 * DOLLAR / 3600)
"""Of a model that is not in the table: dear, so that a cap rather stops too early."""


def price_of(provider: Provider, model: str, *, private: bool) -> tuple[Price, bool]:
    """The price, and whether it is known. What runs on a private address costs its owner's electricity only."""
    if private:
        return FREE, True
    found = PRICES.get(model) if provider is Provider.GROQ else None
    return (found, True) if found else (UNKNOWN, False)


def cost(price: Price, usage: Usage) -> int:
    """Nanodollars, rounded up."""
    fresh = max(0, usage.tokens_in - usage.tokens_cached)
    spent = (
        fresh * price.token_in
        + min(usage.tokens_cached, usage.tokens_in) * price.token_cached
        + usage.tokens_out * price.token_out
        + usage.seconds * price.second
    )
    return -int(-spent // 1)


def tokens_of(text: str) -> int:
    """About how many tokens, rather more."""
    return len(text.encode()) // BYTES_A_TOKEN + 1


def dollars(nanodollars: int) -> str:
    """In words: `$0.0004`, `less than $0.0001`, `$1.20`."""
    amount = nanodollars / DOLLAR
    if not nanodollars:
        return "$0"
    if amount < 0.0001:
        return "less than $0.0001"
    return f"${amount:.4f}" if amount < 0.1 else f"${amount:,.2f}"


def chain_of(provider: Provider, chosen: dict[str, list[str]], role: Role) -> tuple[str, ...]:
    """The models of a role in the order in which they are asked; empty if there is none."""
    return tuple(chosen.get(role) or DEFAULT_MODELS[provider].get(role, ()))
