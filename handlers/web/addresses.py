"""Where requests come from, and by which name of ours: neither is believed further than it can be known."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import Scope

_NETWORK: Final = 64  # bits of an IPv6 address that belong to one household; the rest its phone makes up as it likes


def counted_as(address: str) -> str:
    """What an address is counted as: itself, and of IPv6 its network of 64 bits, as one home has all of them."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((found, _NETWORK), strict=False))


def address_of(request: Request) -> str:
    """Where the request came from, for counting only; never logged."""
    return counted_as(request.client.host) if request.client is not None else ""


def host_is_ours(scope: Scope, public_url: str) -> bool:
    """Whether a request names one host, and one that this page may be reached by.

    That is the public name, an address of numbers (probes, phones in the same network), or a name without a dot or of
    the own network; other names are somebody else's, who would have us make links to them.
    """
    named = [value for name, value in scope["headers"] if name == b"host"]
    if len(named) != 1:
        return False
    try:
        host = urlsplit(f"//{named[0].decode('ascii')}").hostname or ""
    except ValueError:
        return False
    return host == urlsplit(public_url).hostname or _of_here(host)


def _of_here(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return bool(host) and ("." not in host or host.endswith((".local", ".localhost", ".internal")))
    return True


def own_address(request: Request, public_url: str) -> str:
    """Our address without a path: the public one, else the one that was asked."""
    return public_url or str(request.base_url).rstrip("/")
