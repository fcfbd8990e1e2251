"""Bank accounts by IBAN: ISO 13616, with its check digits (ISO/IEC 7064, mod 97-10)."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from frontdesk.guards.secrets.plain import JOINT, MOST_JOINTS
from frontdesk.guards.secrets.secret import Secret

LENGTHS: Mapping[str, int] = {
    country: int(length)
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FI FK FO GL NL SD",
        19: "MK SI",
        20: "AT BA EE KZ LT LU MN XK",
        21: "CH CR HR LI LV",
        22: "BG BH DE GB GE IE ME RS",
        23: "AE GI IL IQ OM SO TL",
        24: "AD CZ ES MD PK RO SA SE SK TN VG",
        25: "LY PT ST",
        26: "IS TR",
        27: "BI DJ FR GR IT MC MR SM",
        28: "AL AZ BY CY DO GT HU LB NI PL SV",
        29: "BR EG PS QA UA",
        30: "JO KW MU YE",
        31: "MT SC",
        32: "LC",
        33: "RU",
    }.items()
    for country in countries.split()
}
"""Characters, by country: SWIFT's IBAN registry, release 99."""

LEAST_DIGITS = 10  # of any country's
LONGEST = (max(LENGTHS.values())) * (1 + MOST_JOINTS)
_BEGIN = re.compile(r"(?<![^\W_])[A-Za-z]{2}\d\d")
_NAMED = re.compile(r"(?<![^\W_])IBAN(?![^\W_])\W{0,4}(?:\w{1,8}\W{1,3}){0,3}\Z", re.IGNORECASE)


def find_ibans(text: str) -> Iterator[Secret]:
    for begun in _BEGIN.finditer(text):
        length = LENGTHS.get(begun[0][:2].upper())
        found = _rest(length - 4).match(text, begun.end()) if length else None
        if found is None:
            continue
        signs = begun[0] + re.sub(JOINT, "", found[0])
        is_number = sum(map(str.isdecimal, signs)) >= LEAST_DIGITS
        if is_number and (has_check_digits(signs) or _is_named(text, begun.start())):
            yield Secret("IBAN", begun.start(), found.end())


def may_be_iban_at(text: str) -> int:
    """From where the end of the text could still become one."""
    for begun in _BEGIN.finditer(text, max(0, len(text) - LONGEST)):
        length = LENGTHS.get(begun[0][:2].upper())
        if length and _begun(length - 4).match(text, begun.end()):
            return begun.start()
    return len(text)


def has_check_digits(iban: str) -> bool:
    """Of letters and digits alone, in either case."""
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _is_named(text: str, start: int) -> bool:
    return _NAMED.search(text, max(0, start - 40), start) is not None


@cache
def _rest(length: int) -> re.Pattern[str]:
    return re.compile(rf"(?:{JOINT}{{0,{MOST_JOINTS}}}[A-Za-z0-9]){{{length}}}(?![^\W_])")


@cache
def _begun(length: int) -> re.Pattern[str]:
    joints = rf"{JOINT}{{0,{MOST_JOINTS}}}"
    sign = f"{joints}[A-Za-z0-9]"
    return re.compile(rf"(?:(?:{sign}){{0,{length - 1}}}+{joints}|(?:{sign}){{{length}}})\Z")
