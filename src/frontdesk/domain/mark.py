r"""Marks: what stays of a secret that was destroyed, in all that is kept: `[removed: password]`.

A mark that a customer types gets a backslash, `[\removed: password]`, and is shown as typed.
"""

import re
from typing import Literal

SecretKind = Literal[
    "card",
    "card security code",
    "IBAN",
    "ID number",
    "password",
    "PIN",
    "one-time code",
    "access key",
    "private key",
]

MARK = re.compile(
    r"\[(?P<escape>\\{0,8})removed: (?:card ending [0-9]{4}|card security code|card|IBAN|ID number"
    r"|password|PIN|one-time code|access key|private key)\]"
)
"""Escaped ones too."""
SECRET_REMOVED = "secret_removed"  # noqa: S105 (no password)
"""Code of the notice that tells a customer of it, once a conversation."""


def mark(kind: SecretKind, ending: str = "") -> str:
    """What stands for a secret; `ending`: a card's last four digits, all that is kept of it."""
    return f"[removed: {kind} ending {ending}]" if ending else f"[removed: {kind}]"


def stands_in(text: str) -> bool:
    """Whether a secret was taken out of it."""
    return any(not found["escape"] for found in MARK.finditer(text))


def escape(text: str) -> str:
    """The text, holding no mark; `shown` gives it back as it was."""
    return MARK.sub(lambda found: f"[\\{found[0][1:]}", text)


def shown(text: str) -> str:
    """The text as its writer meant it: marks as they are, typed ones as typed."""
    return MARK.sub(lambda found: f"[{found[0][2:]}" if found["escape"] else found[0], text)
