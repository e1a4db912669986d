"""Which names we answer to and which sites may speak to us. Keeps out DNS rebinding and other sites' forms and sockets."""

import ipaddress
import socket
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from career_copilot.config import LOOPBACK_HOSTS, Settings, settings
from career_copilot.errors import StartError

FORWARDING = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
SAFE = ("GET", "HEAD", "OPTIONS")


def check_start(chosen: Settings) -> None:
    """Refuse to start where anybody on the network would be the one user. Raises StartError."""
    if chosen.single_user and (not chosen.loopback or chosen.public_url):
        raise StartError(
            "CAREER_COPILOT_SINGLE_USER=1 needs no login, so it only runs on this machine: "
            "remove --host and CAREER_COPILOT_PUBLIC_URL, or turn single-user mode off."
        )


def refusal(scope: Any, headers: Headers) -> str:
    """Why this request or socket is turned away; empty when it may pass."""
    chosen = settings()
    host = headers.get("host", "")
    if len(headers.getlist("host")) > 1:  # which one counts, each program on the way decides for itself
        return "This request names more than one host."
    if not _known_host(host, chosen):
        return "This address is not one this server answers to. See CAREER_COPILOT_ALLOWED_HOSTS."
    if chosen.single_user:
        if any(name in headers for name in FORWARDING):
            return "Single-user mode does not work behind a proxy."
        if not _is_loopback((scope.get("client") or ("",))[0]):
            return "Single-user mode answers this machine only."
    origin = headers.get("origin")
    if scope["type"] == "websocket" or scope.get("method") not in SAFE:
        if origin is None and scope["type"] != "websocket":
            return "This request does not say which site it comes from."  # every browser does
        if origin is not None and not _own_origin(origin, host, chosen):
            return "This request comes from another site."
    return ""


def client_address(scope: Any, headers: Headers) -> str:
    """The address that rate limits count. Behind a proxy it is what the proxy added last; earlier parts anyone can write."""
    if settings().public_url and (forwarded := headers.get("x-forwarded-for")):
        return forwarded.rpartition(",")[2].strip()
    return str((scope.get("client") or ("",))[0])


def _name(host: str) -> str:
    """`example.org:8000` → `example.org`, `[::1]:8000` → `::1`."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _known_host(host: str, chosen: Settings) -> bool:
    name = _name(host)
    if not name:
        return False
    if name in LOOPBACK_HOSTS:
        return True
    if chosen.single_user:
        return False
    # Rebinding needs a name: a plain address is safe, and is how others on the network reach us.
    return name in _names(chosen) or (not chosen.loopback and _is_address(name))


@lru_cache(maxsize=4)
def _names(chosen: Settings) -> frozenset[str]:
    names = {part.strip().lower() for part in chosen.allowed_hosts.split(",") if part.strip()}
    if chosen.public_url:
        names.add(_name(urlsplit(chosen.public_url).netloc))
    if not chosen.loopback:
        names |= {chosen.host.lower(), socket.gethostname().lower()}
    return frozenset(names)


def _own_origin(origin: str, host: str, chosen: Settings) -> bool:
    """A page of ours: its origin names the Host that it asks, or the public address when a proxy rewrites the Host."""
    origin = origin.lower()
    schemes = ("https",) if chosen.secure else ("http", "https")
    own = {f"{scheme}://{host.lower()}" for scheme in schemes}
    if chosen.public_url:
        parts = urlsplit(chosen.public_url.lower())
        own.add(f"{parts.scheme}://{parts.netloc}")
    return origin in own


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(address: str) -> bool:
    return _is_address(address) and ipaddress.ip_address(address).is_loopback
