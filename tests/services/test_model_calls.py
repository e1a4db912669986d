"""The ledger: reserved before, settled after; the cap holds however many ask at once."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text, update
from sqlmodel import col

from career_copilot import db
from career_copilot import models as tables
from career_copilot.ai.prompts import Prompt
from career_copilot.domain.language_models import DOLLAR, Outcome, Provider, Usage, cost, dollars, price_of
from career_copilot.errors import ModelError
from career_copilot.models.ai import ModelCall
from career_copilot.services import model_calls, model_connections, model_ledger, models
from career_copilot.services.model_calls import Accounts
from tests import standin
from tests.standin import Says

STRONG = "openai/gpt-oss-120b"
MOST = Usage(tokens_in=1_000, tokens_out=1_000)  # 0.15 + 0.60 thousandths of a dollar
PRICE = 750_000
pytestmark = pytest.mark.usefixtures("redis_server")


def accounts(user_id: int, cap: int | None = None, feature: str = "letter") -> Accounts:
    return Accounts(user_id, feature, models.OWN, Provider.GROQ, False, cap)


def month(user_id: int) -> tuple[int, int]:
    with db.transaction() as session:
        return model_calls.spent(session, user_id, models.OWN, datetime.now(UTC))


def test_what_is_set_aside_gives_way_to_what_it_cost(alice: int) -> None:
    book = accounts(alice)
    call = book.reserve(STRONG, MOST)
    assert month(alice) == (0, PRICE)
    book.settle(call, Outcome.DONE, Usage(tokens_in=1_000, tokens_out=100, tokens_cached=400), 1.5, 0.2)
    assert month(alice) == (600 * 150 + 400 * 75 + 100 * 600, 0)
    found, _ = model_ledger.calls(alice, 1)
    assert (found[0].outcome, found[0].cost, found[0].milliseconds, found[0].first_milliseconds, found[0].unsure) == (
        Outcome.DONE,
        180_000,
        1500,
        200,
        False,
    )


def test_the_cap_is_checked_before_the_call(alice: int) -> None:
    book = accounts(alice, cap=2 * PRICE)
    calls = [book.reserve(STRONG, MOST) for _ in range(2)]
    with pytest.raises(ModelError, match=r"This month's limit of \$0\.0015 is reached") as caught:
        book.reserve(STRONG, MOST)
    assert caught.value.kind == "cap"
    book.settle(calls[0], Outcome.FAILED, Usage(), 1, None)
    assert book.reserve(STRONG, MOST), "what was not used is free again"
    with pytest.raises(ModelError):
        accounts(alice, cap=PRICE - 1, feature="x").reserve(STRONG, MOST)


def test_a_first_call_dearer_than_the_cap_is_refused(alice: int) -> None:
    with pytest.raises(ModelError):
        accounts(alice, cap=PRICE - 1).reserve(STRONG, MOST)
    assert month(alice) == (0, 0)


def test_another_person_and_the_installations_key_have_accounts_of_their_own(alice: int, bob: int) -> None:
    accounts(alice, cap=PRICE).reserve(STRONG, MOST)
    accounts(bob, cap=PRICE).reserve(STRONG, MOST)
    Accounts(alice, "letter", models.INSTALLATION, Provider.GROQ, False, PRICE).reserve(STRONG, MOST)
    assert model_ledger.calls(bob, 1)[1] == 1
    assert len(model_ledger.month(bob, datetime.now(UTC))) == 1


def test_a_new_month_begins_anew(alice: int, now: datetime) -> None:
    accounts(alice).reserve(STRONG, MOST)
    with db.transaction() as session:
        session.execute(text("update model_month set month = month - interval '1 month'"))
    assert month(alice) == (0, 0)
    assert accounts(alice, cap=PRICE).reserve(STRONG, MOST)


def test_a_call_whose_process_was_killed_counts_as_set_aside(alice: int) -> None:
    book = accounts(alice, cap=3 * PRICE)
    lost = book.reserve(STRONG, MOST)
    with db.transaction() as session:
        session.execute(update(ModelCall).values(created_at=datetime.now(UTC) - timedelta(minutes=16)))
    book.reserve(STRONG, MOST)
    assert month(alice) == (PRICE, PRICE)
    assert model_ledger.calls(alice, 1)[0][-1].outcome is Outcome.LOST
    book.settle(lost, Outcome.DONE, Usage(tokens_in=10), 900, None)
    assert month(alice) == (1_500, PRICE), "it was alive after all"


def test_fifty_at_once_never_spend_more_than_the_cap(carol: int) -> None:
    """Real connections, real server: each reserves before it asks."""
    now = datetime.now(UTC)
    prompt = Prompt(instructions="Write.", question="A line.", most_tokens=1_000)
    with standin.running() as server:
        with db.transaction() as session:
            session.execute(update(tables.User).where(col(tables.User.id) == carol).values(is_admin=True))
        model_connections.save(carol, False, Provider.GROQ, server.groq_url, "gsk_" + "c" * 30, now)
        client = models.client(carol, "letter")
        most = cost(
            price_of(Provider.GROQ, STRONG, private=False)[0], Usage(tokens_in=prompt.tokens(), tokens_out=1_000)
        )
        cap = 7 * most + most // 2
        capped = type(client)(
            client.endpoint, client.chains, Accounts(carol, "letter", models.OWN, Provider.GROQ, False, cap)
        )
        server.script(
            *[
                Says(
                    "A line.",
                    delay=1.0,
                    usage={"prompt_tokens": prompt.tokens(), "completion_tokens": 1_000, "total_tokens": 0},
                )
            ]
            * 50
        )
        outcomes: list[str] = []

        def ask() -> None:
            try:
                outcomes.append("".join(str(piece) for piece in list(capped.stream(prompt, fresh=True))[:-1]))
            except ModelError as error:
                outcomes.append(error.kind)

        threads = [threading.Thread(target=ask) for _ in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert outcomes.count("A line.") == 7
    assert outcomes.count("cap") == 43
    assert len(server.asked) == 7
    spent, reserved = month(carol)
    assert (spent, reserved) == (7 * most, 0)
    assert spent <= cap


def test_answers_are_remembered_for_their_person_only(alice: int, bob: int) -> None:
    accounts(alice).remember("key", STRONG, "an answer\0")
    accounts(alice).remember("key", STRONG, "a later answer")
    assert accounts(alice).remembered("key") == "a later answer"
    assert accounts(bob).remembered("key") is None
    assert accounts(alice).remembered("another") is None
    found, _ = model_ledger.calls(alice, 1)
    assert [(call.outcome, call.cost) for call in found] == [(Outcome.CACHED, 0)]
    with db.transaction() as session:
        session.execute(text("update model_answer set created_at = created_at - interval '31 days'"))
    assert accounts(alice).remembered("key") is None
    assert model_calls.forget_answers(datetime.now(UTC)) == 1


@pytest.fixture
def many(alice: int) -> int:
    book = accounts(alice)
    for at in range(30):
        book.settle(
            book.reserve(STRONG, MOST),
            Outcome.DONE if at % 3 else Outcome.TRUNCATED,
            Usage(tokens_in=10, tokens_out=at, estimated=not at % 3),
            1,
            None,
        )
    accounts(alice, feature="interview").remember("k", "openai/gpt-oss-20b", "x")
    accounts(alice, feature="interview").remembered("k")
    return alice


def test_the_ledger_sums_by_feature_and_model(many: int) -> None:
    first, second = model_ledger.month(many, datetime.now(UTC))
    assert (first.feature, first.calls, first.failed, first.free, first.tokens_in, first.tokens_out) == (
        "letter",
        30,
        10,
        0,
        300,
        435,
    )
    assert (first.cost, first.unsure) == (300 * 150 + 435 * 600, True)
    assert (second.feature, second.model, second.free, second.cost, second.unsure) == (
        "interview",
        "openai/gpt-oss-20b",
        1,
        0,
        False,
    )


def test_the_ledger_is_read_in_pages(many: int) -> None:
    first, count = model_ledger.calls(many, 1)
    second, _ = model_ledger.calls(many, 2)
    assert (count, len(first), len(second)) == (31, 25, 6)
    assert {call.id for call in first} & {call.id for call in second} == set()
    assert model_ledger.calls(many, 3)[0] == []


def test_prices() -> None:
    known = price_of(Provider.GROQ, STRONG, private=False)
    assert known[1]
    assert cost(known[0], Usage(tokens_in=1_000_000)) == 0.15 * DOLLAR
    assert cost(known[0], Usage(tokens_out=1_000_000)) == 0.60 * DOLLAR
    unknown, sure = price_of(Provider.OPENAI, STRONG, private=False)
    assert not sure
    assert unknown.token_out > known[0].token_out
    assert price_of(Provider.OPENAI, "llama", private=True) == (price_of(Provider.OPENAI, "x", private=True)[0], True)
    assert (
        cost(price_of(Provider.GROQ, "openai/gpt-oss-20b", private=False)[0], Usage(tokens_in=1, tokens_cached=1)) == 38
    )


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0, "$0"), (75, "less than $0.0001"), (420_000, "$0.0004"), (DOLLAR // 2, "$0.50"), (1234 * DOLLAR, "$1,234.00")],
)
def test_money_in_words(amount: int, words: str) -> None:
    assert dollars(amount) == words
