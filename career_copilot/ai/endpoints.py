"""Where a model answers: which addresses may be asked, and the HTTP clients that ask no other.

The name is resolved for every request and the connection goes to the address that was checked, so a name that first leads
out and then in (DNS rebinding) gains nothing. Redirects are not followed, proxies of the environment are not used."""

import ipaddress
import socket
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, Field

from career_copilot.domain.language_models import Provider
from career_copilot.errors import ModelError

CONNECT_SECONDS = 5.0
READ_SECONDS = 60.0
_EMBEDDED = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address behind a translator
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Endpoint(BaseModel, frozen=True):
    """`private`: an administrator chose it, so it may stand on a private or loopback address."""

    provider: Provider
    url: str
    key: str = Field("", repr=False)
    private: bool = False

    @property
    def name(self) -> str:
        """For people: `Groq`, or the host."""
        host = urlsplit(self.url).hostname or self.url
        return "Groq" if host == "api.groq.com" else host


def checked_url(url: str, *, private: bool) -> str:
    """The address without a trailing slash. Raises ModelError in words for the person."""
    url = url.strip().rstrip("/")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ModelError("endpoint", "This is no web address.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0 or len(url) > 500 or not url.isascii():
        raise ModelError("endpoint", "Enter the address of the endpoint, such as https://api.openai.com/v1.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ModelError("endpoint", "The address must not hold a password, a question mark or a #.")
    if parts.scheme == "http" and not private:
        raise ModelError("endpoint", "The address must begin with https://, or your key could be read on its way.")
    return url


def addresses(host: str, port: int) -> list[Address]:
    """What the name leads to now. Raises ModelError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ModelError("unreachable", f"The name {host} is not known on the network.") from error
    return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


def is_private(address: Address) -> bool:
    """Not somewhere on the public internet."""
    inner = _inner(address)
    return not inner.is_global or inner.is_multicast or inner.is_reserved


def allowed_address(host: str, port: int, *, scheme: str, private: bool) -> str:
    """The address to connect to. Raises ModelError when any address of the name may not be used."""
    found = addresses(host, port)
    for address in found:
        inner = _inner(address)
        if (
            inner.is_link_local
            or inner.is_multicast
            or inner.is_unspecified
            or (inner.is_reserved and not inner.is_loopback)
        ):
            raise ModelError("endpoint", f"{host} leads to {address}, which no endpoint may have.")
        if is_private(address) and not private:
            raise ModelError(
                "endpoint",
                f"{host} leads to {address}, an address of this network: only an administrator may set that.",
            )
        if scheme == "http" and not is_private(address):
            raise ModelError("endpoint", f"{host} is on the internet: its address must begin with https://.")
    return str(found[0])


def stands_private(endpoint: Endpoint) -> bool:
    """It is on a private address and may be: what it answers costs nothing. A name that is not known just now is not."""
    parts = urlsplit(endpoint.url)
    if not endpoint.private or not parts.hostname:
        return False
    try:
        return all(is_private(address) for address in addresses(parts.hostname, parts.port or 443))
    except ModelError:
        return False  # the call itself will tell


def http_client(library: ModuleType, endpoint: Endpoint, read_seconds: float = READ_SECONDS) -> Any:
    """A client of `httpx` (which the Groq SDK uses) or `httpx2` (the OpenAI SDK) that connects to checked addresses."""

    class Checked(library.HTTPTransport):  # type: ignore[name-defined,misc]
        def handle_request(self, request: Any) -> Any:
            url = request.url
            port = url.port or {"http": 80, "https": 443}[url.scheme]
            address = allowed_address(url.host, port, scheme=url.scheme, private=endpoint.private)
            # The certificate is that of the name, and so is the Host header, which the request has already.
            request.extensions = {**request.extensions, "sni_hostname": url.host}
            request.url = url.copy_with(host=address)
            try:
                return super().handle_request(request)
            finally:
                request.url = url

    timeout = library.Timeout(read_seconds, connect=CONNECT_SECONDS)
    return library.Client(transport=Checked(trust_env=False), trust_env=False, follow_redirects=False, timeout=timeout)


def _inner(address: Address) -> Address:
    """The IPv4 address within an IPv6 one, if it is there only to carry it."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _EMBEDDED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
