"""From which address a request comes: what the connection says, or a proxy of our own."""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

Networks = Sequence[IPv4Network | IPv6Network]
V6_PREFIX = 64  # one customer's own network: every address in it is theirs


def address_of(connection: HTTPConnection, trusted: Networks) -> str:
    """The address whose limits count; of IPv6 its network.

    X-Forwarded-For is read from its end, where our own proxies wrote, and only as far as they
    wrote: what stands before is whatever the sender made up.
    """
    peer = connection.client.host if connection.client else ""
    found = peer
    for hop in (peer, *_forwarded(connection.headers)):
        if not _is_address(hop):
            break
        found = hop
        if not _is_in(hop, trusted):
            break
    return _network(found)


def _forwarded(headers: Headers) -> Iterator[str]:
    """Nearest first."""
    for line in reversed(headers.getlist("x-forwarded-for")):
        for hop in reversed(line.split(",")):
            yield hop.strip()


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_in(text: str, networks: Networks) -> bool:
    address = ip_address(text)
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return any(address in network for network in networks)


def _network(text: str) -> str:
    if not _is_address(text):
        return text
    address = ip_address(text)
    if not isinstance(address, IPv6Address):
        return text
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), V6_PREFIX), strict=False))
