"""Bank accounts by IBAN: ISO 13616, with its check digits (ISO/IEC 7064, mod 97-10)."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from string import ascii_letters, digits

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

MOST_LOOKED_AT = 2_500  # places in a text that begin as one; more than a customer's message holds
LEAST_DIGITS = 10  # of any country's
LONGEST = (max(LENGTHS.values())) * (1 + MOST_JOINTS)
_BEGIN = re.compile(r"(?<![^\W_])[A-Za-z]{2}\d\d")
_ROW = re.compile(rf"[A-Za-z0-9](?:{JOINT}{{0,{MOST_JOINTS}}}[A-Za-z0-9])*+")
_VALUES = {sign: int(sign, 36) for sign in ascii_letters + digits}
_TENS = [pow(10, places, 97) for places in range(2 * max(LENGTHS.values()) + 1)]
_NAMED = re.compile(r"(?<![^\W_])IBAN(?![^\W_])\W{0,4}(?:\w{1,8}\W{1,3}){0,3}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """Letters and digits with nothing between them but joints.

    An IBAN could begin at every few of them: with what is summed up to each sign, a look at one
    costs the same however long it is.
    """

    end: int
    at: Sequence[int]
    """Where each sign stands in the text."""
    places: Sequence[int]
    """How many decimal places those before each sign take, and all: a letter counts for two."""
    rests: Sequence[int]
    """What they are together, mod 97."""

    @classmethod
    def of(cls, text: str, start: int) -> "_Row":
        found = _ROW.match(text, start)
        end = found.end() if found else start
        row = text[start:end]
        at = [place for place, sign in enumerate(row, start) if sign in _VALUES]
        values = [_VALUES[sign] for sign in row if sign in _VALUES]
        widths = [1 if value < 10 else 2 for value in values]
        rest, rests = 0, [0]
        for value in values:
            rest = (rest * (10 if value < 10 else 100) + value) % 97
            rests.append(rest)
        return cls(end, at, [*accumulate(widths, initial=0)], rests)

    def has_digits(self, first: int, last: int) -> bool:
        """Whether there are as many among these signs as in any country's."""
        digits = 2 * (last - first) - (self.places[last] - self.places[first])
        return digits >= LEAST_DIGITS

    def has_check_digits(self, first: int, last: int) -> bool:
        """The country and the check digits themselves count as if they came last."""
        rests, places, fifth = self.rests, self.places, first + 4
        moved = _TENS[places[fifth] - places[first]]
        country = rests[fifth] - rests[first] * moved
        account = rests[last] - rests[fifth] * _TENS[places[last] - places[fifth]]
        return (account * moved + country) % 97 == 1


def find_ibans(text: str) -> Iterator[Secret]:
    """After the first 2,500 places that begin as one does, all the rest of the text is taken for
    one: it then takes more than there is, never less.
    """
    row, lowered, looked_at = None, text.lower(), 0
    for begun in _BEGIN.finditer(text):
        length = LENGTHS.get(begun[0][:2].upper())
        if not length:
            continue
        start = begun.start()
        if looked_at == MOST_LOOKED_AT:
            yield Secret("IBAN", start, len(text))
            return
        looked_at += 1
        if row is None or start >= row.end:
            row = _Row.of(text, start)
        first = bisect_left(row.at, start)
        last = first + length
        if last > len(row.at) or not row.has_digits(first, last):
            continue
        end = row.at[last - 1] + 1
        is_whole = not text[end : end + 1].isalnum()
        if is_whole and (row.has_check_digits(first, last) or _is_named(text, lowered, start)):
            yield Secret("IBAN", start, end)


def may_be_iban_at(text: str) -> int:
    """From where the end of the text could still become one."""
    for begun in _BEGIN.finditer(text, max(0, len(text) - LONGEST)):
        length = LENGTHS.get(begun[0][:2].upper())
        if length and _begun(length - 4).match(text, begun.end()):
            return begun.start()
    return len(text)


def _is_named(text: str, lowered: str, start: int) -> bool:
    """`lowered`: for a quick look, of a length that may differ by a few signs."""
    near = max(0, start - 40)
    is_near = len(lowered) != len(text) or lowered.rfind("iban", near, start) >= 0
    return is_near and _NAMED.search(text, near, start) is not None


@cache
def _begun(length: int) -> re.Pattern[str]:
    joints = rf"{JOINT}{{0,{MOST_JOINTS}}}"
    sign = f"{joints}[A-Za-z0-9]"
    return re.compile(rf"(?:(?:{sign}){{0,{length - 1}}}+{joints}|(?:{sign}){{{length}}})\Z")
