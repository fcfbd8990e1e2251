"""Keys that open systems: by their issuer's prefix, as JWT, in headers and addresses, as PEM."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from frontdesk.guards.secrets.secret import Secret

PREFIXES = Path(__file__).with_name("keys.toml")
LONGEST_PEM = 16_000  # characters

_BODY = r"[A-Za-z0-9_\-]"
_WITH_DIGIT = rf"(?={_BODY}{{0,200}}?\d)"
"""What has none is words joined by dashes."""
_JWT = r"eyJ[A-Za-z0-9_-]{8,}+\.[A-Za-z0-9_-]{8,}+(?:\.[A-Za-z0-9_-]++)?"  # RFC 7519
_HEADER = re.compile(  # RFC 9110, 11.6.2
    r"(?<![^\W_])authorization[\"']?[ \t]{0,3}[:=][ \t]{0,3}[\"']?"
    r"(?:(?:bearer|basic|token|digest|apikey)[ \t]{1,3})?(?P<value>[^\s\"',;\0]{8,})",
    re.IGNORECASE,
)
_BEARER = re.compile(  # RFC 6750, 2.1
    r"(?<![^\W_])bearer[ \t]{1,3}(?P<value>(?=[^\s\d]{0,200}\d)[A-Za-z0-9._~+/=-]{16,})",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"://[^\s/:@]{1,64}:(?P<value>[^\s/@\0]{1,128})@")  # RFC 3986, 3.2.1
_PEM = re.compile(r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")  # RFC 7468
_PEM_END = re.compile(r"-----END [A-Z0-9 ]{1,48}-----")
_PEM_LINES = re.compile(r"(?:[\s\\nr]{1,4}[A-Za-z0-9+/=]{32,}+)*+")

_HEADER_BEGUN = re.compile(
    r"(?<![^\W_])(?:authorization[\"']?[ \t]{0,3}(?:[:=][ \t]{0,3}[\"']?"
    r"(?:(?:bearer|basic|token|digest|apikey)[ \t]{0,3})?[^\s\"',;]*+)?"
    r"|bearer[ \t]{0,3}[^\s]*+)\Z",
    re.IGNORECASE,
)
_ADDRESS_BEGUN = re.compile(r"://[^\s/@]*+\Z")
_PEM_BEGUN = re.compile(r"-{2,5}(?:B(?:E(?:G(?:I(?:N[A-Z0-9 ]{0,60}-{0,5})?)?)?)?)?\Z")


def find_keys(text: str) -> Iterator[Secret]:
    yield from _private_keys(text)
    for found in _prefixed().finditer(text):
        yield Secret("access key", *found.span())
    for pattern in (_HEADER, _BEARER):
        for found in pattern.finditer(text):
            yield Secret("access key", *found.span("value"))
    for found in _IN_ADDRESS.finditer(text):
        yield Secret("password", *found.span("value"))


def may_be_key_at(text: str) -> int:
    """From where the end of the text could still become a key."""
    opens = [len(text)]
    pem = text.rfind("-----BEGIN")
    if pem >= 0 and len(text) - pem < LONGEST_PEM and not _PEM_END.search(text, pem):
        opens.append(pem)
    near_end = _last_words(text)
    begun = [each.search(text, near_end) for each in (_HEADER_BEGUN, _ADDRESS_BEGUN, _PEM_BEGUN)]
    begun.append(_prefix().search(text, _last_word(text)))
    return min([*opens, *(found.start() for found in begun if found)])


@cache
def _prefixed() -> re.Pattern[str]:
    prefixes = tomllib.loads(PREFIXES.read_text("utf-8"))["prefixes"]
    known = (
        f"{re.escape(prefix)}{_WITH_DIGIT}{_BODY}{{{least},}}" for prefix, least in prefixes.items()
    )
    return re.compile(rf"(?<![A-Za-z0-9_-])(?:{_JWT}|{'|'.join(known)})(?:\.{_BODY}++)*")


@cache
def _prefix() -> re.Pattern[str]:
    prefixes = tomllib.loads(PREFIXES.read_text("utf-8"))["prefixes"]
    return re.compile(rf"(?<![A-Za-z0-9_-])(?:eyJ|{'|'.join(map(re.escape, prefixes))})")


def _private_keys(text: str) -> Iterator[Secret]:
    at, end = 0, (0, 0)
    while begun := _PEM.search(text, at):
        if end[0] < begun.end():  # looked for once, however many begin before it
            found = _PEM_END.search(text, begun.end())
            end = found.span() if found else (len(text), len(text) + LONGEST_PEM)
        at = end[1]
        if at > begun.end() + LONGEST_PEM or at > len(text):
            lines = _PEM_LINES.match(text, begun.end())
            at = lines.end() if lines else begun.end()
        yield Secret("private key", begun.start(), at)


def _last_word(text: str) -> int:
    """Where the last word begins; the text's length after a space."""
    at = len(text)
    while at and not text[at - 1].isspace():
        at -= 1
    return at


def _last_words(text: str) -> int:
    """Where the last three words begin, with the spaces between."""
    at = _last_word(text)
    for _ in range(2):
        while at and text[at - 1].isspace():
            at -= 1
        at -= len(text[:at]) - _last_word(text[:at])
    return at
