"""Texts sealed for the database, so that whoever copies the file alone cannot read them."""

import hmac
import secrets
from collections.abc import Callable, Sequence
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

DERIVED = b"\x01"  # under a key made from the desk's secret, until there is one of its own
UNDER = b"\x02"  # then which key, by its fingerprint
FINGERPRINT_BYTES = 4
NONCE_BYTES = 12

Keys = Callable[[], Sequence[bytes]]
"""The keys there are now, the newest first."""


class Sealing:
    """AES-256-GCM: scheme, key, 12 bytes of nonce, text and tag."""

    def __init__(self, secret: bytes, keys: Keys = tuple) -> None:
        """`secret`: the desk's own, which lies in a file beside the database, as `keys` do."""
        self._derived = hmac.digest(secret, b"frontdesk vault 1", "sha256")
        self._keys = keys

    @property
    def mark(self) -> bytes:
        """What everything begins with that is sealed now."""
        keys = self._keys()
        return _mark(keys[0]) if keys else DERIVED

    def seal(self, text: str, place: str) -> bytes:
        """`place`: what the sealed text belongs to; moved elsewhere it cannot be read."""
        keys = self._keys()
        mark, key = (_mark(keys[0]), keys[0]) if keys else (DERIVED, self._derived)
        nonce = secrets.token_bytes(NONCE_BYTES)
        return mark + nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())

    def unseal(self, sealed: bytes, place: str) -> str:
        """Empty if it was sealed under another key: without its key a text is gone."""
        key, rest = self._opened(sealed)
        if key is None:
            return ""
        nonce, text = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
        try:
            return AESGCM(key).decrypt(nonce, text, place.encode()).decode()
        except InvalidTag:
            return ""

    def _opened(self, sealed: bytes) -> tuple[bytes | None, bytes]:
        """The key it needs, if it is here, and what comes after its mark."""
        if sealed.startswith(DERIVED):
            return self._derived, sealed[len(DERIVED) :]
        marked = len(UNDER) + FINGERPRINT_BYTES
        by_mark = {_mark(key): key for key in self._keys()}
        return by_mark.get(sealed[:marked]), sealed[marked:]


def _mark(key: bytes) -> bytes:
    return UNDER + sha256(key).digest()[:FINGERPRINT_BYTES]
