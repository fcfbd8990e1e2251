"""When people are at the desk."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FORM = "write it as `mon-fri 09:00-18:00, sat 10:00-14:00`"
MINUTES = 24 * 60
FARTHEST_DAYS = 366
GREENWICH = ZoneInfo("UTC")
_PART = re.compile(
    r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))?\s+"
    r"(?P<opens>\d{1,2}:\d{2})\s*-\s*(?P<closes>\d{1,2}:\d{2})"
)


@dataclass(frozen=True, slots=True)
class Span:
    day: int
    """0 for Monday."""
    opens: int
    """Minutes after midnight."""
    closes: int


@dataclass(frozen=True, slots=True)
class Hours:
    spans: tuple[Span, ...] = ()
    """None: people are always there."""
    zone: ZoneInfo = GREENWICH
    closed: frozenset[date] = frozenset()

    def is_open(self, at: datetime) -> bool:
        local = at.astimezone(self.zone)
        minute = local.hour * 60 + local.minute
        return not self.spans or any(
            span.opens <= minute < span.closes for span in self._of(local.date())
        )

    def opens_next(self, at: datetime) -> datetime | None:
        """The next beginning after `at`, in the desk's zone; None within a year."""
        today = at.astimezone(self.zone).date()
        for days in range(FARTHEST_DAYS):
            day = today + timedelta(days=days)
            for span in sorted(self._of(day), key=lambda span: span.opens):
                opens = _instant(day, span.opens, self.zone)
                if opens.astimezone(UTC) > at.astimezone(UTC):  # by the clock, over a change of it
                    return opens
        return None

    def after(self, since: datetime, open_for: timedelta) -> datetime:
        """When people will have been there for so long since then; in UTC, a year later at most."""
        left, since = open_for, since.astimezone(UTC)
        if not self.spans:
            return since + left
        today = since.astimezone(self.zone).date()
        for days in range(FARTHEST_DAYS):
            for opens, closes in self._times(today + timedelta(days=days)):
                begins = max(opens, since)
                if closes - begins >= left:
                    return begins + left
                if closes > begins:
                    left -= closes - begins
                    since = closes
        return since + timedelta(days=FARTHEST_DAYS)

    def _times(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """From when to when, in UTC, in order."""
        for span in sorted(self._of(day), key=lambda span: span.opens):
            opens = _instant(day, span.opens, self.zone)
            closes = _instant(day, span.closes, self.zone)
            yield opens.astimezone(UTC), closes.astimezone(UTC)

    def _of(self, day: date) -> Iterator[Span]:
        if day not in self.closed:
            yield from (span for span in self.spans if span.day == day.weekday())


ALWAYS = Hours()


def read_spans(text: str) -> tuple[Span, ...]:
    """`mon-fri 09:00-18:00, sat 10:00-14:00`; empty for always. Raises ValueError."""
    parts = [part for part in text.lower().split(",") if part.strip()]
    return tuple(span for part in parts for span in _read(part.strip()))


def _read(part: str) -> Iterable[Span]:
    found = _PART.fullmatch(part)
    if found is None:
        raise ValueError(f"{part!r} is no opening time: {FORM}")
    first = _day(found["first"])
    last = _day(found["last"] or found["first"])
    opens, closes = _minute(found["opens"]), _minute(found["closes"])
    if opens >= closes:
        raise ValueError(f"{part!r} ends before it begins: split it at midnight")
    return [Span((first + n) % 7, opens, closes) for n in range((last - first) % 7 + 1)]


def _day(name: str) -> int:
    if name not in DAYS:
        raise ValueError(f"{name!r} is no day: {', '.join(DAYS)}")
    return DAYS.index(name)


def _minute(text: str) -> int:
    hour, minute = (int(part) for part in text.split(":"))
    if minute > 59 or hour * 60 + minute > MINUTES:
        raise ValueError(f"{text!r} is no time of day")
    return hour * 60 + minute


def _instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    day += timedelta(days=minute // MINUTES)  # a day may close at 24:00
    hour, minute = divmod(minute % MINUTES, 60)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
