"""Amounts, percentages and durations in a text: numbers with their unit; and bare figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from frontdesk.domain import money
from frontdesk.guards.claims.claim import Claim, Fact
from frontdesk.guards.claims.lexicon import Lexicon, every, lexicons
from frontdesk.guards.claims.numbers import NUMBER, number

TOKEN = re.compile(
    rf"(?P<number>{NUMBER})|(?P<word>[^\W\d_]+(?:[-'\u2019.][^\W\d_]+)*)|\S", re.IGNORECASE
)
SIGNS = {sign: currency for currency, sign in money.SIGNS.items()}
DASHES = frozenset("-\u2013\u2014")
CURRENCIES = frozenset(SIGNS.values())
ISO_CURRENCY = re.compile(r"[A-Z]{3}")
HALF = Decimal("0.5")
_JOINING = frozenset({"and"})
MOST_FILLERS = 2
MOST_IN_RUN = 4  # numbers that share a unit; a longer row is read in parts


class _Token(NamedTuple):
    text: str
    word: str
    """In lower case."""
    value: Decimal | None = None
    """Of digits."""


@dataclass(frozen=True, slots=True)
class _Run:
    """One or more numbers that share a unit: `5-7`, `two or three`."""

    values: tuple[Decimal, ...]
    end: int
    lexicon: Lexicon | None
    """Of numbers in words: their unit is said in the same language."""


def quantities(text: str) -> Iterator[Claim]:
    tokens = [token for found in TOKEN.finditer(text) for token in _tokens(found)]
    at = 0
    while at < len(tokens):
        for run in _runs(tokens, at):
            claims, end = _with_unit(tokens, at, run)
            if claims:
                yield from claims
                at = end
                break
        else:
            if half := _one_and_half(tokens, at):
                claim, at = half
                yield claim
                continue
            if (value := tokens[at].value) is not None:
                yield Claim(tokens[at].text, (Fact("figure", value),))
            at += 1


def _tokens(found: re.Match[str]) -> Iterator[_Token]:
    """Words with a hyphen are taken apart (`thirty-day`) unless they are one (`twenty-one`)."""
    word = found[0].lower()
    if apart := every().joined.get(word):
        yield from (_Token(part, part) for part in apart.split())
    elif found["number"]:
        yield _Token(found[0], word, number(word))
    elif "-" not in word or len(word) == 1 or _is_known(word):
        yield _Token(found[0], word)
    else:
        first, *others = found[0].split("-")
        yield _Token(first, first.lower())
        for part in others:
            yield _Token("-", "-")
            yield _Token(part, part.lower())


def _is_known(word: str) -> bool:
    return any(word in each.units or _word_value(word, each) for each in lexicons())


def _runs(tokens: Sequence[_Token], at: int) -> Iterator[_Run]:
    """What may begin here: digits, or a number in the words of each language that has it."""
    is_digits = tokens[at].value is not None
    for lexicon in (None,) if is_digits else _languages(tokens[at].word):
        values: list[Decimal] = []
        here = at
        while len(values) < MOST_IN_RUN and (read := _number_at(tokens, here, lexicon)):
            value, here = read
            values.append(value)
            after = _past_connection(tokens, here)
            if after == here or not _number_at(tokens, after, lexicon):
                break
            here = after
        if values:
            yield _Run(tuple(values), here, lexicon)


@lru_cache(maxsize=4_096)
def _languages(word: str) -> Sequence[Lexicon]:
    """Those in which it may begin a number: hardly any word does."""
    return [
        each for each in lexicons() if word in every().pairs or _word_value(word, each) is not None
    ]


def _number_at(
    tokens: Sequence[_Token], at: int, lexicon: Lexicon | None
) -> tuple[Decimal, int] | None:
    if at >= len(tokens):
        return None
    whole = _whole_at(tokens, at, lexicon)
    if whole and (after := _past_half(tokens, whole[1], lexicon)):
        return whole[0] + HALF, after
    return whole


def _whole_at(
    tokens: Sequence[_Token], at: int, lexicon: Lexicon | None
) -> tuple[Decimal, int] | None:
    if lexicon is None:
        value = tokens[at].value
        return (value, at + 1) if value is not None else None
    if pair := lexicon.numbers.get("_".join(token.word for token in tokens[at : at + 2])):
        return Decimal(pair), at + 2
    read = _below_hundred(tokens, at, lexicon)
    if read is None:
        return None
    value, after = read
    if value < 10 and after < len(tokens) and tokens[after].word == lexicon.hundred:
        value, after = value * 100, after + 1
    if value % 100 == 0:
        joined = after + (after < len(tokens) and tokens[after].word in _JOINING | {lexicon.joins})
        if rest := _below_hundred(tokens, joined, lexicon):
            return Decimal(value + rest[0]), rest[1]
    return Decimal(value), after


def _past_half(tokens: Sequence[_Token], at: int, lexicon: Lexicon | None) -> int:
    """Where `and a half` ends that begins here; 0 if none does. `lexicon`: as of `_Run`."""
    if at >= len(tokens) or tokens[at].word not in every().halves:
        return 0
    for each in (lexicon,) if lexicon else lexicons():
        for phrase in each.and_half.get(tokens[at].word, ()):
            if tuple(token.word for token in tokens[at : at + len(phrase)]) == phrase:
                return at + len(phrase)
    return 0


def _one_and_half(tokens: Sequence[_Token], at: int) -> tuple[Claim, int] | None:
    """`an hour and a half`, `hora y media`: the number is left out."""
    unit = _unit_at(tokens, at, None)
    end = _past_half(tokens, unit[1], None) if unit else 0
    if not (unit and end):
        return None
    claims, _ = _claims(tokens, at, end, _Run((1 + HALF,), end, None), unit[0])
    return claims[0], end


def _below_hundred(
    tokens: Sequence[_Token], at: int, lexicon: Lexicon
) -> tuple[int | Decimal, int] | None:
    value = _word_value(tokens[at].word, lexicon) if at < len(tokens) else None
    if value is None:
        return None
    if value % 10 == 0 and 20 <= value < 100:
        after = at + 1
        if after < len(tokens) and tokens[after].word == lexicon.joins:
            after += 1
        one = _word_value(tokens[after].word, lexicon) if after < len(tokens) else None
        if one and one < 10:
            return value + one, after + 1
    return value, at + 1


def _word_value(word: str, lexicon: Lexicon) -> int | Decimal | None:
    """Also `twenty-one`, which is written as one word."""
    if word in lexicon.numbers:
        return lexicon.numbers[word]
    ten, _, one = word.partition("-")
    tens, ones = lexicon.numbers.get(ten, 0), lexicon.numbers.get(one.rpartition("-")[2], 0)
    return tens + ones if tens >= 20 and 0 < ones < 20 else None


def _past_connection(tokens: Sequence[_Token], at: int) -> int:
    """Where the second number of a range would stand; `at` itself if nothing connects."""
    if at >= len(tokens):
        return at
    if tokens[at].text not in DASHES and tokens[at].word not in every().between_numbers:
        return at
    follows = at + 1
    is_sign = follows < len(tokens) and tokens[follows].text in SIGNS
    return follows + 1 if is_sign else follows


def _with_unit(tokens: Sequence[_Token], at: int, run: _Run) -> tuple[Sequence[Claim], int]:
    """The claims of these numbers with the unit beside them, and where it ends."""
    before = tokens[at - 1].text if at else ""
    if before in SIGNS:
        return _claims(tokens, at - 1, run.end, run, SIGNS[before])
    here = run.end
    if here < len(tokens) and tokens[here].text in DASHES:
        here += 1
    for _ in range(MOST_FILLERS + 1):
        if unit := _unit_at(tokens, here, run.lexicon):
            name, end = unit
            if past := _past_half(tokens, end, run.lexicon):
                values = (*run.values[:-1], run.values[-1] + HALF)
                return _claims(tokens, at, past, replace(run, values=values), name)
            return _claims(tokens, at, end, run, name)
        if here >= len(tokens) or tokens[here].word not in every().between_unit:
            break
        here += 1
    return (), at


def _unit_at(tokens: Sequence[_Token], at: int, lexicon: Lexicon | None) -> tuple[str, int] | None:
    if at >= len(tokens):
        return None
    text, word, _ = tokens[at]
    if sign := "percent" if text == "%" else SIGNS.get(text):
        return sign, at + 1
    if text in CURRENCIES and ISO_CURRENCY.fullmatch(text):
        return text, at + 1
    if word not in every().units:
        return None
    pair = f"{word}_{tokens[at + 1].word}" if at + 1 < len(tokens) else word
    for each in (lexicon,) if lexicon else lexicons():
        if pair in each.units:
            return each.units[pair], at + 2
        if word in each.units:
            return each.units[word], at + 1
    return None


def _claims(
    tokens: Sequence[_Token], at: int, end: int, run: _Run, unit: str
) -> tuple[Sequence[Claim], int]:
    said = " ".join(token.text for token in tokens[at:end])
    beside = {tokens[i].word for i in (at - 1, end) if 0 <= i < len(tokens)}
    is_past = not beside.isdisjoint(every().past)
    return [Claim(said, _facts(value, unit), is_past) for value in run.values], end


def _facts(value: Decimal, unit: str) -> tuple[Fact, ...]:
    if unit == "percent":
        return (Fact("percent", value),)
    if unit in CURRENCIES:
        return (Fact("amount", (value, unit)),)
    if unit == "cent":
        return tuple(Fact("amount", (value / 100, currency)) for currency in CURRENCIES)
    if unit in {"am", "pm", "clock"}:
        return (Fact("figure", value),)
    return (Fact("duration", _lasting(value, unit)),)


def _lasting(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """In days where it is whole days, else in minutes; in months where it is whole months."""
    match unit:
        case "week":
            return _lasting(value * 7, "day")
        case "hour":
            return (value / 24, "day") if value % 24 == 0 else (value * 60, "minute")
        case "day" if value % 1:
            return value * 24 * 60, "minute"
        case "year":
            return value * 12, "month"
        case _:
            return value, unit
