"""Rate limits of what strangers may try, counted in Redis so that all web processes count together."""

import hashlib
import ipaddress
from math import ceil

from career_copilot import live
from career_copilot.errors import TooManyAttemptsError

WINDOW_SECONDS = 15 * 60
PER_ACCOUNT = 10
PER_ADDRESS = 40


def take(action: str, address: str, account: str = "") -> None:
    """Count one attempt before it is made, so that attempts made at once are all counted. Raises TooManyAttemptsError."""
    _count(f"{action}:address:{_network(address)}", PER_ADDRESS)
    if account:
        _count(_account_key(action, account), PER_ACCOUNT)


def forget(action: str, account: str) -> None:
    """After a success: the account's earlier mistakes no longer count. The address's do."""
    live.client().delete(_key(_account_key(action, account)))


def _account_key(action: str, account: str) -> str:
    return f"{action}:account:{hashlib.sha256(account.encode()).hexdigest()}"


def _network(address: str) -> str:
    """An IPv6 customer has at least a /64 of addresses to try from: count it as one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network(f"{parsed}/64", strict=False)) if parsed.version == 6 else str(parsed)


def _key(name: str) -> str:
    return f"career-copilot:attempts:{name}"


def _count(name: str, limit: int) -> None:
    with live.client().pipeline() as pipeline:
        pipeline.set(_key(name), 0, ex=WINDOW_SECONDS, nx=True)
        pipeline.incr(_key(name))
        pipeline.ttl(_key(name))
        _, count, seconds_left = pipeline.execute()
    if count > limit:
        minutes = max(1, ceil(seconds_left / 60))
        raise TooManyAttemptsError(f"Too many attempts. Try again in {minutes} minute{'s' if minutes > 1 else ''}.")
