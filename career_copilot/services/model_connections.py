"""Settings, Models: the key and endpoint of a person or of the installation, its models by role, its monthly cap, its check.

A key goes in and never comes out: not to a page, not to a log, not into an export."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from pydantic import BaseModel
from sqlalchemy import delete, text
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.ai.client import available
from career_copilot.ai.endpoints import allowed_address, checked_url
from career_copilot.domain.language_models import DOLLAR, GROQ_URL, Provider, Role, chain_of
from career_copilot.errors import ConflictError, InvalidInputError, ModelError, NotAllowedError, NotFoundError
from career_copilot.models.ai import ModelConnection
from career_copilot.services import model_calls, models, vault

MOST_MODELS = 5  # in one chain
MOST_CAP = 100_000 * DOLLAR
LOCK = 7_303
SHOWN_OF_KEY = 4
SHORTEST_SHOWN = 16  # of a shorter key, four characters would be too much
_MODEL = re.compile(r"[\w./:@+-]{1,120}", re.ASCII)
_KEY = re.compile(r"[\x21-\x7e]{1,500}")
ADMINS = "Only an administrator may change the installation's models."
CHANGED = "This was changed in another tab. Load the page again to see it."


class ConnectionView(BaseModel, frozen=True):
    """A connection as its owner sees it. Of the key: whether there is one, whether it can be read, its end."""

    provider: Provider
    url: str
    has_key: bool
    key_end: str
    readable: bool
    roles: dict[Role, tuple[str, ...]]
    monthly_cap: int | None
    checked_at: datetime | None
    check_error: str
    found: tuple[str, ...]
    version: int


class ModelsView(BaseModel, frozen=True):
    """`uses` is `own`, `installation` or `none`. The installation's details are for administrators."""

    uses: str
    own: ConnectionView | None
    installation: ConnectionView | None
    cap: int | None
    spent: int
    reserved: int


def view(user_id: int, now: datetime) -> ModelsView:
    """All that the page shows."""
    with db.transaction() as session:
        admin = models.is_admin(session, user_id)
        own, installation = _row(session, user_id), _row(session, None)
        used = own or installation
        payer = models.paid_by(used) if used else models.OWN
        spent, reserved = model_calls.spent(session, user_id, payer, now)
        return ModelsView(
            uses=payer if used else "none",
            own=_view(own) if own else None,
            installation=_view(installation) if installation and admin else None,
            cap=used.monthly_cap if used else None,
            spent=spent,
            reserved=reserved,
        )


def save(user_id: int, installation: bool, provider: Provider, url: str, key: str, now: datetime) -> None:
    """Set endpoint and key. An empty key keeps the one there is, but never for another host: it would be sent there."""
    with db.transaction() as session:
        admin = _may_change(session, user_id, installation)
    url, key = _endpoint(provider, url, admin), key.strip()
    if key and not _KEY.fullmatch(key):
        raise InvalidInputError("A key has letters, digits and signs, without spaces. Copy it again.")
    owner = None if installation else user_id
    with db.transaction() as session:
        _lock(session)
        _may_change(session, user_id, installation)
        row = _row(session, owner)
        if row is None:
            row = ModelConnection(user_id=owner, provider=provider, url=url, created_at=now)
        elif not key and row.sealed_key and _origin(row.url) != _origin(url):
            raise InvalidInputError("Enter the key as well: the one that is stored belongs to another address.")
        if not key and not row.sealed_key and provider is Provider.GROQ:
            raise InvalidInputError("Enter the key. You find it at console.groq.com, under API keys.")
        if row.provider != provider:
            row.roles = {}
        row.provider, row.url = provider, url
        if key:
            row.sealed_key = vault.seal(session, key)
            row.key_end = key[-SHOWN_OF_KEY:] if len(key) >= SHORTEST_SHOWN else ""
        row.checked_at, row.check_kind, row.check_error, row.found = None, "", "", []
        _touch(session, row, now)
    live.publish(user_id, live.Topic.MODELS)


def remove(user_id: int, installation: bool) -> None:
    """Forget endpoint and key. The ledger stays."""
    with db.transaction() as session:
        _may_change(session, user_id, installation)
        owner = col(ModelConnection.user_id)
        session.exec(delete(ModelConnection).where(owner.is_(None) if installation else owner == user_id))
    live.publish(user_id, live.Topic.MODELS)


def set_roles(user_id: int, installation: bool, roles: dict[Role, list[str]], version: int, now: datetime) -> None:
    """Which models are asked for what, the first first; an empty list means those we would choose."""
    for names in roles.values():
        if len(names) > MOST_MODELS or any(not _MODEL.fullmatch(name) for name in names):
            raise InvalidInputError(
                f"Name up to {MOST_MODELS} models, separated by commas, such as openai/gpt-oss-120b."
            )
    with db.transaction() as session:
        row = _changing(session, user_id, installation, version)
        row.roles = {role: list(dict.fromkeys(names)) for role, names in roles.items() if names}
        _touch(session, row, now)
    live.publish(user_id, live.Topic.MODELS)


def set_cap(user_id: int, installation: bool, dollars: float | None, version: int, now: datetime) -> None:
    """What a person may spend in a month with this key; None is no limit."""
    if dollars is not None and not 0 <= dollars * DOLLAR <= MOST_CAP:
        raise InvalidInputError("Enter an amount in dollars, such as 5, or nothing for no limit.")
    with db.transaction() as session:
        row = _changing(session, user_id, installation, version)
        row.monthly_cap = None if dollars is None else round(dollars * DOLLAR)
        _touch(session, row, now)
    live.publish(user_id, live.Topic.MODELS)


def check(user_id: int, installation: bool, now: datetime) -> None:
    """Ask the endpoint which models it has, with this key, and note what it says. A task: the endpoint may be slow."""
    owner = None if installation else user_id
    with db.transaction() as session:
        admin = _may_change(session, user_id, installation)
        row = _row(session, owner)
    if row is None:
        raise NotFoundError(models.NO_KEY)
    found, kind, problem = [], "", ""
    try:
        found = available(models.endpoint_of(row, admin))
    except ModelError as error:
        kind, problem = error.kind, str(error)
    with db.transaction() as session:
        current = _row(session, owner, locked=True)
        if current is not None and current.sealed_key == row.sealed_key and current.url == row.url:
            current.found, current.check_kind, current.check_error = found[:500], kind, problem
            current.checked_at = now
            session.add(current)
    live.publish(user_id, live.Topic.MODELS)


def _endpoint(provider: Provider, url: str, admin: bool) -> str:
    """The address, checked as far as it can be now; each call checks it again."""
    if provider is Provider.GROQ and not url.strip():
        return GROQ_URL
    try:
        url = checked_url(url, private=admin)
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        allowed_address(parts.hostname or "", port, scheme=parts.scheme, private=admin)
    except ModelError as error:
        if error.kind != "unreachable":
            raise InvalidInputError(str(error)) from error
        if url.startswith(
            "http://"
        ):  # only a name of this network may be without https, and this one is not known on it
            raise InvalidInputError(f"{error} On the internet an address must begin with https://.") from error
    return url


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port


def _view(row: ModelConnection) -> ConnectionView:
    provider = Provider(row.provider)
    return ConnectionView(
        provider=provider,
        url=row.url,
        has_key=bool(row.sealed_key),
        key_end=row.key_end,
        readable=not row.sealed_key or vault.opened(row.sealed_key) is not None,
        roles={role: chain_of(provider, row.roles, role) for role in Role},
        monthly_cap=row.monthly_cap,
        checked_at=row.checked_at,
        check_error=row.check_error,
        found=tuple(row.found),
        version=row.version,
    )


def _row(session: Session, owner: int | None, *, locked: bool = False) -> ModelConnection | None:
    column = col(ModelConnection.user_id)
    wanted = select(ModelConnection).where(column.is_(None) if owner is None else column == owner)
    return session.exec(wanted.with_for_update() if locked else wanted).first()


def _changing(session: Session, user_id: int, installation: bool, version: int) -> ModelConnection:
    _may_change(session, user_id, installation)
    row = _row(session, None if installation else user_id, locked=True)
    if row is None:
        raise NotFoundError(models.NO_KEY)
    if row.version != version:
        raise ConflictError(CHANGED)
    return row


def _lock(session: Session) -> None:
    """Two first keys at once must not both be added."""
    session.connection().execute(text("select pg_advisory_xact_lock(:key)"), {"key": LOCK})


def _touch(session: Session, row: ModelConnection, now: datetime) -> None:
    row.version += 1
    row.updated_at = now
    session.add(row)


def _may_change(session: Session, user_id: int, installation: bool) -> bool:
    """Whether the person administers. Raises NotAllowedError."""
    admin = models.is_admin(session, user_id)
    if installation and not admin:
        raise NotAllowedError(ADMINS)
    return admin
