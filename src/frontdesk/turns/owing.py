"""What an event makes the desk owe beside the conversation: rows of the very append."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from frontdesk.domain.event import (
    Closed,
    Event,
    HandoverStarted,
    PersonWrote,
    Rated,
    Recorded,
    TargetMissed,
    TicketOpened,
    TurnEnded,
)
from frontdesk.ports.outbox import OutboxItem
from frontdesk.turns.letters.unheard import belongs_into_letter

TOLD: Mapping[type[Event], str] = {
    HandoverStarted: "handover.started",
    PersonWrote: "person.wrote",
    TargetMissed: "target.missed",
    TicketOpened: "ticket.opened",
    Closed: "conversation.closed",
    Rated: "conversation.rated",
}
"""The events that webhooks tell of, and what they call them."""


def owed_for(
    events: Sequence[Event], *, before: Sequence[Recorded], at: datetime
) -> Iterator[OutboxItem]:
    """`before`: the log up to these events."""
    for number, event in enumerate(events, start=len(before) + 1):
        name = TOLD.get(type(event))
        if isinstance(event, HandoverStarted):
            yield OutboxItem("notice", "handover.started", number)
            yield OutboxItem("summary", "handover.started", number)
        if name:
            yield OutboxItem("webhook", name, number)
        if isinstance(event, TurnEnded) and event.route == "unknown":
            yield OutboxItem("unanswered", "answer", number)
        if belongs_into_letter(event, at, before):
            yield OutboxItem("mail", name or "answer", number)
