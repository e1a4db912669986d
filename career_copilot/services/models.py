"""Which language models a person may ask now, and the client that asks them. What pages and tasks need.

A person's own connection goes before the installation's; who pays is never changed silently."""

from collections.abc import Callable
from datetime import UTC, datetime

from pydantic import BaseModel
from sqlmodel import Session, col, select

from career_copilot import db
from career_copilot.ai.client import Client
from career_copilot.ai.endpoints import Endpoint, stands_private
from career_copilot.domain.language_models import ROLE_NAMES, Provider, Role, chain_of
from career_copilot.errors import ModelError, NotAllowedError
from career_copilot.models import User
from career_copilot.models.ai import ModelConnection
from career_copilot.services import model_calls, vault

OWN, INSTALLATION = "own", "installation"
NO_KEY = "No key for a language model is set. Add one in Settings, Models."
ENTER_AGAIN = "The key of the language model has to be entered again, in Settings, Models."
DEMOTED = "The endpoint is for administrators only. Choose another one in Settings, Models."


class Ready(BaseModel, frozen=True):
    """Whether a control that needs a model works now; if not, why, in a sentence for the person."""

    ok: bool
    reason: str = ""


def ready(user_id: int, role: Role = Role.STRONG) -> Ready:
    """For pages: reads rows only, asks nobody."""
    now = datetime.now(UTC)
    with db.transaction() as session:
        row = in_use(session, user_id)
        if row is None:
            return Ready(ok=False, reason=NO_KEY)
        admin = is_admin(session, user_id)
        spent = model_calls.spent(session, user_id, paid_by(row), now)
    return Ready(ok=False, reason=reason) if (reason := _why_not(row, role, admin, sum(spent))) else Ready(ok=True)


def client(
    user_id: int,
    feature: str,
    *,
    waiting: Callable[[str, float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Client:
    """Asks for this person; `feature` is its name in the ledger. `waiting(model, seconds)` is told of short waits;
    `cancelled()` stops a stream or a wait. Raises ModelError when there is no model to ask."""
    with db.transaction() as session:
        row = in_use(session, user_id)
        admin = is_admin(session, user_id)
    if row is None:
        raise ModelError("no-key", NO_KEY)
    endpoint = endpoint_of(row, admin)
    accounts = model_calls.Accounts(
        user_id=user_id,
        feature=feature,
        paid_by=paid_by(row),
        provider=endpoint.provider,
        private=stands_private(endpoint),
        cap=row.monthly_cap,
        may_raise=admin or row.user_id is not None,
    )
    chains = {role: chain_of(endpoint.provider, row.roles, role) for role in Role}
    return Client(
        endpoint, chains, accounts, waiting or (lambda model, seconds: None), cancelled or (lambda: False)
    )  # fmt: skip


def in_use(session: Session, user_id: int) -> ModelConnection | None:
    """The person's own connection, else the installation's."""
    rows = session.exec(
        select(ModelConnection)
        .where((col(ModelConnection.user_id) == user_id) | col(ModelConnection.user_id).is_(None))
        .order_by(col(ModelConnection.user_id).nulls_last())
    ).all()
    return rows[0] if rows else None


def paid_by(row: ModelConnection) -> str:
    return INSTALLATION if row.user_id is None else OWN


def may_be_private(row: ModelConnection, admin: bool) -> bool:
    """The installation's was set by an administrator; a person's own counts only while they are one."""
    return row.user_id is None or admin


def endpoint_of(row: ModelConnection, admin: bool) -> Endpoint:
    """With its key, decrypted. Raises ModelError when that is not possible."""
    key = vault.opened(row.sealed_key) if row.sealed_key else ""
    if key is None:
        raise ModelError("no-key", ENTER_AGAIN)
    return Endpoint(provider=Provider(row.provider), url=row.url, key=key, private=may_be_private(row, admin))


def _why_not(row: ModelConnection, role: Role, admin: bool, spent: int) -> str:
    chain = chain_of(Provider(row.provider), row.roles, role)
    if row.sealed_key and vault.opened(row.sealed_key) is None:
        return ENTER_AGAIN
    if row.url.startswith("http://") and not may_be_private(row, admin):
        return DEMOTED
    if row.check_kind == "key":
        return row.check_error
    if not chain:
        return f"No model is chosen for “{ROLE_NAMES[role]}”. Choose one in Settings, Models."
    if row.found and not set(chain) & set(row.found):
        return f"{chain[0]} is no longer offered. Choose another model in Settings, Models."
    if row.monthly_cap is not None and spent >= row.monthly_cap:
        return model_calls.capped(row.monthly_cap, admin or row.user_id is not None)
    return ""


def is_admin(session: Session, user_id: int) -> bool:
    user = session.get(User, user_id)
    if user is None:
        raise NotAllowedError("This account no longer exists.")
    return user.is_admin
