"""What passwords, codes and keys look like, beside the words that tell them."""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping

MOST_VALUE = 128  # characters
LEAST_BARE = 6  # characters of a password that no `is` and no colon tells

_AMOUNT = re.compile(r"[$€£¥₽]?\d[\d.,/:-]{0,12}[%$€£¥₽]?")
_SYMBOL = re.compile(r"[^\w\s.,;:!?'’/()\[\]{}<>\"“”„«»\u200b-]")
_DIGIT, _LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")
_NOT_BARE = re.compile(r"[-.,;?]")
_MADE_UP = re.compile(r"(?=\D*\d)[A-Z0-9]{5,12}")
_SIX = re.compile(r"\d{3}[ -]?\d{3}")
_FEW = re.compile(r"\d{4,8}|\d{3}[ -]\d{3}")
_KEY = re.compile(r"[A-Za-z0-9_\-+/=.~:]{12,}")
_CASES = re.compile(r"[a-zа-яё][A-ZА-ЯЁ]")


def fits(kind: str, value: str, how: str) -> bool:
    """Whether a value looks like a secret of this kind; `how` it was linked to its name."""
    if "\0" in value or not value or len(value) > MOST_VALUE:
        return False
    return _LOOKS[kind](value, how)


def _like_password(value: str, how: str) -> bool:
    if "://" in value or len(value) < 4:
        return False
    if value.isalpha() and value.islower():
        return False  # as below, at a glance
    is_mixed = False
    if _DIGIT.search(value):
        if value.isdecimal():
            return how != "bare"
        if _AMOUNT.fullmatch(value):
            return False
        is_mixed = _LETTER.search(value) is not None
    if how == "bare":
        return is_mixed and len(value) >= LEAST_BARE and not _NOT_BARE.search(value)
    return is_mixed or bool(_SYMBOL.search(value)) or bool(_CASES.search(value))


def _like_pin(value: str, how: str) -> bool:  # noqa: ARG001 (as its siblings)
    return value.isdecimal() and 4 <= len(value) <= 8


def _like_pin_code(value: str, how: str) -> bool:
    """Six digits are a postal code in India, where they are called so."""
    return _like_pin(value, how) and len(value) != 6


def _like_code(value: str, how: str) -> bool:
    value = value.replace(" ", "").replace("-", "")
    if value.isdecimal():
        return 3 <= len(value) <= 8
    is_made_up = bool(_MADE_UP.fullmatch(value))
    return how != "bare" and is_made_up


def _like_bare_code(value: str, how: str) -> bool:
    if how == "bare":
        return bool(_SIX.fullmatch(value))
    return bool(_FEW.fullmatch(value))


def _like_security_code(value: str, how: str) -> bool:
    return value.isdecimal() and 3 <= len(value) <= (8 if how != "bare" else 4)


def _like_key(value: str, how: str) -> bool:
    """Long, of letters and digits, and as far from a word as random signs are."""
    if not _KEY.fullmatch(value) or "://" in value:
        return False
    is_mixed = re.search(r"\d", value) and re.search(r"[A-Za-z]", value)
    return bool(is_mixed) and _entropy(value) >= (3.0 if how != "bare" else 3.5)


def _entropy(text: str) -> float:
    """Shannon's, in bits a sign."""
    shares = [count / len(text) for count in Counter(text).values()]
    return -sum(share * math.log2(share) for share in shares)


_LOOKS: Mapping[str, Callable[[str, str], bool]] = {
    "password": _like_password,
    "loose_password": _like_password,
    "pin": _like_pin,
    "pin_code": _like_pin_code,
    "code": _like_code,
    "bare_code": _like_bare_code,
    "security_code": _like_security_code,
    "key": _like_key,
}
