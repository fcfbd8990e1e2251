"""Texts sealed for the database, so that whoever copies the file alone cannot read them."""

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SCHEME = b"\x01"  # AES-256-GCM, 12 bytes of nonce before the text
NONCE_BYTES = 12


class Sealing:
    def __init__(self, secret: bytes) -> None:
        """`secret`: the desk's own, which lies in a file beside the database."""
        self._cipher = AESGCM(hmac.digest(secret, b"frontdesk vault 1", "sha256"))

    def seal(self, text: str, place: str) -> bytes:
        """`place`: what the sealed text belongs to; moved elsewhere it cannot be read."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, text.encode(), place.encode())
        return SCHEME + nonce + sealed

    def unseal(self, sealed: bytes, place: str) -> str:
        """Empty if it was sealed under another secret: without its key a text is gone."""
        nonce, text = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, text, place.encode()).decode()
        except InvalidTag:
            return ""
