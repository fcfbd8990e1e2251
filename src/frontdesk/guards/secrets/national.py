"""Numbers that states give to persons, by shape, check digits and the words before."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from stdnum.ar import cuit
from stdnum.at import vnr
from stdnum.au import tfn
from stdnum.be import nn
from stdnum.ca import sin
from stdnum.ch import ssn as ahv
from stdnum.cl import rut
from stdnum.de import idnr
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.ie import pps
from stdnum.mx import curp
from stdnum.ru import inn
from stdnum.us import itin

from frontdesk.guards.secrets.lexicon import Phrases, word_before
from frontdesk.guards.secrets.plain import JOINT, is_amount
from frontdesk.guards.secrets.secret import Secret
from frontdesk.guards.secrets.shape import beginnings, shapes, starts

NUMBERS = Path(__file__).with_name("national.toml")
REACH = 48  # characters after a word in which its number stands
LONGEST = 64  # characters of a number with all that stands between its digits
MOST_LOOKED_AT = 1_000
"""Numbers in a text whose check digits are looked at, and words for them with a digit near. A
customer's message has no room for so many."""
LEAST_OF_PASSPORT = 6  # digits: the rest may be letters
FEWEST_KINDS = 3  # of digits: 000000000 is nobody's

_NINO = re.compile(
    r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]", re.IGNORECASE
)

_SSN = re.compile(r"(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}")
"""Never 000, 666 or 9xx, no group or serial of zeros: the SSA's randomization, 2011."""
_BETWEEN = re.compile(rf"{JOINT}|№")
_DIGIT = re.compile("[0-9]")


def _is_snils(number: str) -> bool:
    rest = sum(int(sign) * weight for sign, weight in zip(number, range(9, 0, -1), strict=False))
    return f"{rest % 101 % 100:02}" == number[9:]


CHECKS: Mapping[str, Callable[[str], bool]] = {
    "us": lambda number: _SSN.fullmatch(number) is not None or itin.is_valid(number),
    "ca": sin.is_valid,
    "gb": lambda number: _NINO.fullmatch(number) is not None,
    "ie": pps.is_valid,
    "au": tfn.is_valid,
    "de": idnr.is_valid,
    "at": vnr.is_valid,
    "ch": ahv.is_valid,
    "es": lambda number: dni.is_valid(number) or nie.is_valid(number),
    "mx": curp.is_valid,
    "ar": cuit.is_valid,
    "cl": rut.is_valid,
    "fr": nir.is_valid,
    "be": nn.is_valid,
    "ru_snils": _is_snils,
    "ru_inn": inn.is_valid,
    "passport": lambda number: sum(map(str.isdecimal, number)) >= LEAST_OF_PASSPORT,
    "": lambda number: len(number) > 0,
}


@dataclass(frozen=True, slots=True)
class Number:
    told: re.Pattern[str]
    check: Callable[[str], bool]

    def is_right(self, text: str) -> bool:
        signs = _BETWEEN.sub("", text)
        return len(set(signs)) >= FEWEST_KINDS and self.check(signs)


@dataclass(frozen=True, slots=True)
class Numbers:
    by_name: Mapping[str, Number]
    sure: re.Pattern[str]
    """Where a number may begin that needs no word; a group for each name has its signs."""
    words: Phrases
    by_word: Mapping[str, tuple[str, ...]]
    begun: re.Pattern[str]
    """What can become a sure one at the end of a text."""


def find_ids(text: str, lowered: str) -> Iterator[Secret]:
    """`lowered`: the text in lower case, sign by sign. Two may be found in one place.

    After the first 1,000 that look like one, all the rest of the text is taken for one: it then
    takes more than there is, never less.
    """
    sure = [*_sure_ids(text)]
    yield from sure
    known = set(sure)
    yield from (told for told in _told_ids(text, lowered) if told not in known)


def _sure_ids(text: str) -> Iterator[Secret]:
    numbers = _numbers()
    for looked_at, (name, start, end) in enumerate(_sure(text)):
        if looked_at == MOST_LOOKED_AT:
            yield Secret("ID number", start, len(text))
            return
        if numbers.by_name[name].is_right(text[start:end]) and not _is_other(text, start):
            yield Secret("ID number", start, end)


def _told_ids(text: str, lowered: str) -> Iterator[Secret]:
    """With a word right before that says what they are."""
    numbers = _numbers()
    looked_at, done = 0, dict[str, int]()
    for word in numbers.words.find(lowered):
        if not _DIGIT.search(text, word.end, word.end + REACH + LONGEST):
            continue
        if looked_at >= MOST_LOOKED_AT:
            yield Secret("ID number", word.end, len(text))
            return
        looked_at += 1
        for name in numbers.by_word[word.kind]:
            for start, end in _shaped(text, word.end, numbers.by_name[name], done.get(name, 0)):
                looked_at, done[name] = looked_at + 1, end
                if numbers.by_name[name].is_right(text[start:end]):
                    yield Secret("ID number", start, end)


def _sure(text: str) -> Iterator[tuple[str, int, int]]:
    """What has the shape of a number of this name that needs no word; none within another such."""
    ends: dict[str, int] = {}
    names = [*_numbers().sure.groupindex]
    for found in _numbers().sure.finditer(text):
        start = found.start()
        for name, signs in zip(names, found.groups(), strict=True):
            if signs and start >= ends.get(name, 0):
                ends[name] = start + len(signs)
                yield name, start, ends[name]


def _is_other(text: str, start: int) -> bool:
    return is_amount(text, start) or word_before(text, start) == "counted"


def _shaped(text: str, begin: int, number: Number, done: int) -> Iterator[tuple[int, int]]:
    """What looks like this number within reach of where its word ends, beyond what is done."""
    until = begin + REACH
    for found in number.told.finditer(text, max(begin, done), until + LONGEST):
        if found.start() > until:
            return
        yield found.span()


def may_be_id_at(text: str, lowered: str) -> int:
    """From where the end of the text could still become one."""
    length = len(text)
    found = _numbers().begun.search(text, max(0, length - LONGEST))
    opens = [found.start()] if found and not is_amount(text, found.start()) else []
    words = _numbers().words.find(lowered, max(0, length - 2 * (REACH + LONGEST)))
    opens += [word.end for word in words if length - word.end < REACH + LONGEST]
    return min([*opens, length])


@cache
def _numbers() -> Numbers:
    table = tomllib.loads(NUMBERS.read_text("utf-8"))
    by_word: dict[str, tuple[str, ...]] = {}
    for name, row in table.items():
        for word in row["words"]:
            by_word[word] = (*by_word.get(word, ()), name)
    kinds: dict[tuple[str, ...], list[str]] = {}
    for word, names in by_word.items():
        kinds.setdefault(names, []).append(word)
    sure = {name: row["sure"] for name, row in table.items() if row.get("sure")}
    return Numbers(
        by_name={name: _number(row) for name, row in table.items()},
        sure=starts(sure, _joint),
        words=Phrases({"_".join(names): words for names, words in kinds.items()}),
        by_word={"_".join(names): names for names in kinds},
        begun=beginnings([each for kept in sure.values() for each in kept], _joint),
    )


def _number(row: Mapping[str, list[str]]) -> Number:
    return Number(
        told=shapes(row["told"], _joint),
        check=CHECKS[str(row.get("check", ""))],
    )


def _joint(sign: str) -> str:
    """What a template's sign stands for. After letters no full stop: `it. 12 of them`."""
    return {"-": f"{JOINT}{{1,3}}", "~": "[ -]{1,2}"}.get(sign) or re.escape(sign)
