"""The link in a letter, by which a customer who left comes back to this one conversation.

Its token is made from the desk's secret and kept nowhere. It opens the conversation for reading
and writing until it expires, and is worth less than the token of the page that opened it
(docs/leaving.md): a letter may be passed on.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

LIFE = timedelta(days=7)
MARK = "back"
"""What a token begins with; that of a page holds no dot."""


def token(secret: bytes, conversation: str, expires: datetime) -> str:
    seconds = int(expires.timestamp())
    return f"{MARK}.{seconds}.{_signed(secret, conversation, seconds)}"


def is_one(token: str) -> bool:
    """Whether it is meant as one, be it a good one or not."""
    return token.startswith(f"{MARK}.")


def is_good(token: str, secret: bytes, conversation: str, now: datetime) -> bool:
    """Of this conversation, and not expired."""
    _, _, rest = token.partition(".")
    seconds, _, signature = rest.partition(".")
    if not is_one(token) or not (seconds.isascii() and seconds.isdigit() and len(seconds) < 12):
        return False
    expected = _signed(secret, conversation, int(seconds))
    is_same = hmac.compare_digest(signature.encode(), expected.encode())
    return is_same and now.timestamp() < int(seconds)


def _signed(secret: bytes, conversation: str, seconds: int) -> str:
    signed = f"return link:{conversation}:{seconds}".encode()
    digest = hmac.digest(secret, signed, hashlib.sha256)
    return base64.b32encode(digest).decode().rstrip("=").lower()
