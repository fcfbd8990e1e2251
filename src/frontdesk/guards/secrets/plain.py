"""A text as the detectors read it: sign by sign in ASCII where there is such a sign."""

import re
from unicodedata import category, normalize

SPACES = r" \t\r\n"
DASHES = r"\-\u2010\u2012-\u2015\u2212"
INVISIBLE = r"\u200b"
"""All signs of no width, once a text is plain."""
JOINT = rf"[{SPACES}{DASHES}{INVISIBLE}._\u00b7\u2022]"
"""What people put between groups of digits."""


MOST_JOINTS = 3  # between two digits
_IS_JOINT = re.compile(JOINT)
_CURRENCY = frozenset("$€£¥₽₹+")


class _Signs(dict[int, int]):
    """Each sign's plain one, found out when it is first met."""

    def __missing__(self, code: int) -> int:
        self[code] = plain = _plain(code)
        return plain


def _plain(code: int) -> int:
    sign = chr(code)
    if category(sign) == "Cf":
        return ord("\u200b")
    if sign.isdecimal():
        return ord("0") + int(sign)
    same = normalize("NFKC", sign)
    return ord(same) if len(same) == 1 else code


_SIGNS = _Signs()


def plain(text: str) -> str:
    """Of the same length: digits of any script as 0-9, full-width letters and odd spaces as usual
    ones, signs of no width as one of them.
    """
    return text if text.isascii() else text.translate(_SIGNS)


def digits_at_end(text: str) -> int:
    """Where the row of digits begins that the text ends with; its length if it ends otherwise."""
    start, joints = len(text), 0
    for at in range(len(text) - 1, -1, -1):
        if "0" <= text[at] <= "9":
            start, joints = at, 0
        elif joints < MOST_JOINTS and _IS_JOINT.match(text[at]):
            joints += 1
        else:
            break
    return start


def lower(text: str) -> str:
    """Of the same length, which `str.lower` is not for a few signs."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


def is_amount(text: str, start: int) -> bool:
    """Whether a sign of currency stands before a number, or the plus of a phone number."""
    at = start - 2 if text[start - 1 : start] == " " else start - 1
    return at >= 0 and text[at] in _CURRENCY
