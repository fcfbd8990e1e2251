"""Dates, weekdays and times of day in a text, in the forms of all languages."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from frontdesk.guards.claims.claim import Claim, Day, Fact
from frontdesk.guards.claims.lexicon import lexicons

ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?!\d)")
NUMERIC = re.compile(
    r"(?<![\d./$€£])(?<![A-Z]{3}\s)(\d{1,2})([./])(\d{1,2})(?:\2(\d{4}|\d{2})(?!\d)|\.(?!\d))"
)
TIME = re.compile(
    r"(?<![\d:.,])([01]?\d|2[0-4])(?:[:.h]([0-5]\d))?\s?(a\.?m\b\.?|p\.?m\b\.?|uhr\b)"
    r"|(?<![\d:.,])([01]?\d|2[0-3])[:h]([0-5]\d)(?::[0-5]\d)?(?![\d:])",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+")
AMBIGUOUS = {"may", "march", "mar"}  # also verbs: months only with a capital
HOMOGRAPHS = {"hier"}  # German for here: yesterday only beside a French "est" or "a"


@cache
def _months() -> Mapping[str, int]:
    return {word: n for lexicon in lexicons() for word, n in lexicon.months.items()}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    day = r"(\d{1,2})(?:st|nd|rd|th|er|\.|º|-?го)?"
    # The last of a range gives the month to the first: 28-30 November, Nov 28-30.
    first = rf"(?:{day}\s?(?:[-\u2013]|to|bis|al?|au|по)\s?)?"
    year = r"(?:,?\s+(?:del?\s+)?(\d{4})(?!\d))?"
    weekday = "|".join(word for each in lexicons() for word in each.weekdays)
    return (
        re.compile(rf"(?<![\d.,])()?{first}{day}\s+(?:of\s+|de\s+)?({month})\b\.?{year}", re.I),
        re.compile(rf"\b({month})\.?\s+{first}{day}(?![\d.]*\d|\s*%){year}", re.I),
        re.compile(rf"\b({weekday})\b", re.I),
    )


def dates(text: str) -> Iterator[tuple[tuple[int, int], Claim]]:
    """Each with its place in the text."""
    for found in ISO.finditer(text):
        year, month, day = (int(part) for part in found.groups())
        yield found.span(), _claim(found[0], Day(month, day, year))
    for found in NUMERIC.finditer(text):
        yield from _numeric(found)
    if _months().keys().isdisjoint(WORD.findall(text.lower())):
        return
    day_first, month_first, _ = _patterns()
    for found in day_first.finditer(text):
        _, first, last, month, year = found.groups()
        yield from _named(found, month, (first, last), year)
    for found in month_first.finditer(text):
        month, first, last, year = found.groups()
        yield from _named(found, month, (first, last), year)


def _numeric(found: re.Match[str]) -> Iterator[tuple[tuple[int, int], Claim]]:
    """With dots the day comes first; with slashes nobody knows."""
    one, two = int(found[1]), int(found[3])
    year = int(found[4]) if found[4] else None
    if year is not None and year < 100:
        year += 2000
    orders = [(two, one)] if found[2] == "." else [(two, one), (one, two)]
    days = [Day(month, day, year) for month, day in orders if 1 <= month <= 12 and 1 <= day <= 31]
    if days:
        yield found.span(), Claim(found[0], tuple(Fact("date", day) for day in days))


def _named(
    found: re.Match[str], month: str, days: tuple[str | None, str], year: str | None
) -> Iterator[tuple[tuple[int, int], Claim]]:
    if month in AMBIGUOUS:
        return
    for day in days:
        if day and 1 <= int(day) <= 31:
            said = Day(_months()[month.lower()], int(day), int(year) if year else None)
            yield found.span(), _claim(found[0], said)


def _claim(said: str, day: Day) -> Claim:
    return Claim(said, (Fact("date", day),))


def times(text: str) -> Iterator[tuple[tuple[int, int], Claim]]:
    for found in TIME.finditer(text):
        hour, minute = int(found[1] or found[4]), int(found[2] or found[5] or 0)
        half = (found[3] or "").lower()[:1]
        hour = hour % 12 + (12 if half == "p" else 0) if half in {"a", "p"} else hour
        yield found.span(), Claim(found[0], (Fact("time", hour * 60 + minute),))


def weekdays(text: str) -> Iterator[tuple[tuple[int, int], Claim]]:
    names = {word: n for lexicon in lexicons() for word, n in lexicon.weekdays.items()}
    for found in _patterns()[2].finditer(text):
        yield found.span(), Claim(found[0], (Fact("weekday", names[found[0].lower()]),))


def relative(text: str, today: date) -> Iterator[Claim]:
    """`tomorrow` and `yesterday`; today is said too often to mean anything."""
    words = re.findall(r"\w+", text.lower())
    offsets = {
        word: n
        for lexicon in lexicons()
        for word, n in lexicon.relative.items()
        if word not in HOMOGRAPHS or not lexicon.being.isdisjoint(words)
    }
    for word in words:
        if word in offsets:
            day = today + timedelta(offsets[word])
            yield _claim(word, Day(day.month, day.day, day.year))
