"""A code by e-mail: whoever types it reads the mail of the customer's account.

It is made from the desk's secret, so it is stored nowhere, and a mail that is sent again after a
crash says the same.
"""

import hashlib
import hmac
import re
from datetime import timedelta

DIGITS = 6
LIFE = timedelta(minutes=10)
MAX_SENT = 3  # in one conversation
MAX_SENT_TO_ONE = 5  # an hour to one customer, over all conversations
WRITTEN = re.compile(r"(?<![\w.,/#-])[0-9]{3}[ -]?[0-9]{3}(?![\w-]|[.,]\d)")
"""What customers make of one: `123456`, `123 456`."""


def code(secret: bytes, conversation: str, number: int) -> str:
    """The `number`-th code of this conversation."""
    signed = f"one-time code:{conversation}:{number}".encode()
    digest = hmac.digest(secret, signed, hashlib.sha256)
    return f"{int.from_bytes(digest) % 10**DIGITS:0{DIGITS}}"


def is_same(typed: str, expected: str) -> bool:
    """In a time that does not tell how much of it was right."""
    digits = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    return hmac.compare_digest(digits.encode(), expected.encode())
