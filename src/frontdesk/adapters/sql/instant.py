"""Points in time as columns: microseconds since 1970, UTC."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def stored(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


def instant(stored: int) -> datetime:
    return EPOCH + stored * MICROSECOND
