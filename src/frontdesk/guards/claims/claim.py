"""A claim: something in a text that can be true or false by its source."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["amount", "percent", "duration", "date", "weekday", "time", "code", "figure"]


@dataclass(frozen=True, slots=True)
class Day:
    month: int
    day: int
    year: int | None = None

    def may_be(self, other: "Day") -> bool:
        """Whether both can mean the same day: a year that is not said fits any."""
        years = {self.year, other.year} - {None}
        return (self.month, self.day) == (other.month, other.day) and len(years) < 2

    def on(self, today: date) -> date | None:
        """The date it means when said today: without a year, the nearest; None: no such day."""
        years = [self.year] if self.year else [today.year + n for n in (-1, 0, 1)]
        dates = [found for year in years if (found := _date(year, self.month, self.day))]
        return min(dates, key=lambda found: abs((found - today).days), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


Value = Decimal | tuple[Decimal, str] | Day | int | str
"""By kind: a percentage or figure; an amount with its currency, a duration with its unit; a date;
a weekday (Monday is 0) or minutes since midnight; a code in lower case."""


@dataclass(frozen=True, slots=True)
class Fact:
    kind: Kind
    value: Value


@dataclass(frozen=True, slots=True)
class Claim:
    said: str
    """As it stands in the text."""
    facts: tuple[Fact, ...]
    """What it may mean: 5/6/2026 is a day in May or one in June."""
    is_past: bool = False
    """A duration that lies behind: `12 days ago`."""
