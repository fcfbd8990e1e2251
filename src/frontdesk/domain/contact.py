"""Whether two ways of writing an e-mail address or a phone number mean the same."""

import re
import unicodedata

SHORTEST = 8
"""Digits of a phone number below which it says too little to tell two customers apart."""
LONGEST_COUNTRY_CODE = 3

_SEPARATORS = re.compile(r"\(0\)|[\s().\-/]")
"""`(0)` is the digit to leave out when calling from abroad: +44 (0)20 …"""


def same_contact(one: str, other: str) -> bool:
    """Neither case nor spaces nor the formatting of a number counts.

    A number without a country code is taken for one with any, if the rest is the same.
    """
    if "@" in one or "@" in other:
        return _email(one) == _email(other) != ""
    return _same_number(_number(one), _number(other))


def _email(text: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    return text if text.strip("@") else ""


def _number(text: str) -> str:
    """Its digits, with + before a country code; empty for what is no number."""
    text = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    text = re.sub(r"^00", "+", text)
    return text if re.fullmatch(r"\+?[0-9]+", text) else ""


def _same_number(one: str, other: str) -> bool:
    if one.startswith("+") and other.startswith("+"):
        return one == other
    short, long = sorted((one.lstrip("+0"), other.lstrip("+0")), key=len)
    more = len(long) - len(short)
    return len(short) >= SHORTEST and more <= LONGEST_COUNTRY_CODE and long.endswith(short)
