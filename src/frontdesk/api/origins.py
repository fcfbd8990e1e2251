"""Which pages may open a socket: a browser asks nobody before it connects across sites."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443}


def is_allowed(headers: Mapping[str, str], sites: Iterable[str]) -> bool:
    """Whether the page is the desk's own or of one of these sites.

    A program that is no browser names no origin, and is let in: the token decides. The desk's own
    scheme is not compared, because a proxy in front of it may end TLS.
    """
    origin = headers.get("origin")
    if origin is None:
        return True
    known = _parts(origin)
    if known is None:
        return False
    own = _parts(f"{known[0]}://{headers.get('host', '')}")
    return known == own or any(known == _parts(site) for site in sites)


def _parts(origin: str) -> tuple[str, tuple[str, int | None]] | None:
    """Scheme, and host with port; None of what is no origin, such as `null`."""
    try:
        url = urlsplit(origin.strip().lower())
        port = url.port or PORTS.get(url.scheme)
    except ValueError:
        return None
    return (url.scheme, (url.hostname, port)) if url.scheme in PORTS and url.hostname else None
