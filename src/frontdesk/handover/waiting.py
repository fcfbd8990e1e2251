"""How long customers wait for a person, by what the logs say."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from statistics import median

from frontdesk.domain.event import Closed, HandedBack, HandoverStarted, PersonJoined, Recorded

LEAST = 5
"""Waits below which nothing is said: a guess would be worse."""
MOST = 20


def waits(recorded: Iterable[Recorded]) -> Iterator[tuple[datetime, timedelta]]:
    """When each handover of this conversation began, and how long until somebody joined."""
    began: datetime | None = None
    for record in recorded:
        match record.event:
            case HandoverStarted():
                began = record.at
            case PersonJoined() if began:
                yield began, record.at - began
                began = None
            case HandedBack() | Closed():
                began = None
            case _:
                pass


def expected_wait(known: Sequence[tuple[datetime, timedelta]]) -> timedelta | None:
    """The median of the newest ones; None if they are too few."""
    newest = sorted(known, reverse=True)[:MOST]
    if len(newest) < LEAST:
        return None
    return timedelta(seconds=median(wait.total_seconds() for _, wait in newest))
