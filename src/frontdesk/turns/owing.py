"""What an event makes the desk owe beside the conversation: rows of the very append."""

from collections.abc import Iterator, Mapping, Sequence

from frontdesk.domain.event import (
    Closed,
    Event,
    HandoverStarted,
    PersonWrote,
    Rated,
    TargetMissed,
    TicketOpened,
)
from frontdesk.ports.outbox import OutboxItem

TOLD: Mapping[type[Event], str] = {
    HandoverStarted: "handover.started",
    PersonWrote: "person.wrote",
    TargetMissed: "target.missed",
    TicketOpened: "ticket.opened",
    Closed: "conversation.closed",
    Rated: "conversation.rated",
}
"""The events that webhooks tell of, and what they call them."""


def owed_for(events: Sequence[Event], *, after: int) -> Iterator[OutboxItem]:
    """`after`: the last number before these events."""
    for number, event in enumerate(events, start=after + 1):
        name = TOLD.get(type(event))
        if isinstance(event, HandoverStarted):
            yield OutboxItem("notice", "handover.started", number)
            yield OutboxItem("summary", "handover.started", number)
        if name:
            yield OutboxItem("webhook", name, number)
