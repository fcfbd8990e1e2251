"""Events as rows: a name, a schema version and JSON."""

from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter

from frontdesk.domain.event import Event

VERSION = 1
EVENTS: dict[str, type[Event]] = {event.__name__: event for event in get_args(Event)}


@cache
def _adapter(event: type[Event]) -> TypeAdapter[Any]:
    return TypeAdapter(event)


def encode(event: Event) -> tuple[str, str]:
    """Name and JSON of an event."""
    kind = type(event)
    return kind.__name__, _adapter(kind).dump_json(event).decode()


def decode(name: str, data: str) -> Event:
    return _adapter(EVENTS[name]).validate_json(data)
