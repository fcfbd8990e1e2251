"""The seal on a thinking block: who thought it, what was thought, and after which conversation.

Nothing is kept for it: the seal is made from those three, and checked by making it again.
UNCONFIRMED: earlier thinking blocks are no part of what a signature is bound to
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from frontdesk.sandbox.prompt import Piece

START = "EqQB"
_OWNER, _TEXT, _PREFIX = 6, 8, 8


@dataclass(frozen=True, slots=True)
class Seal:
    owner: bytes
    text: bytes
    prefix: bytes

    def __str__(self) -> str:
        return START + base64.b64encode(self.owner + self.text + self.prefix).decode()


class Prefix:
    """The conversation so far, as signatures are bound to it."""

    def __init__(self, pieces: Iterable[Piece] = ()) -> None:
        self._digest = hashlib.sha256()
        for piece in pieces:
            self.add(piece.role, piece.data, is_thinking=piece.is_thinking)

    def add(self, role: str, data: bytes, *, is_thinking: bool) -> None:
        if not is_thinking:
            self._digest.update(role.encode() + b"\0" + data + b"\0")

    def seal(self, owner: str, text: str) -> Seal:
        return Seal(
            _hash(_OWNER, owner.encode()),
            _hash(_TEXT, owner.encode(), text.encode()),
            _hash(_PREFIX, owner.encode(), self._digest.digest()),
        )


def opened(signature: str) -> Seal | None:
    """None if it was not made here."""
    try:
        raw = base64.b64decode(signature.removeprefix(START), validate=True)
    except binascii.Error:
        return None
    if not signature.startswith(START) or len(raw) != _OWNER + _TEXT + _PREFIX:
        return None
    return Seal(raw[:_OWNER], raw[_OWNER : _OWNER + _TEXT], raw[_OWNER + _TEXT :])


def _hash(size: int, *parts: bytes) -> bytes:
    digest = hashlib.blake2b(digest_size=size, person=b"fd sandbox seal")
    for part in parts:
        digest.update(len(part).to_bytes(4, "big") + part)
    return digest.digest()
