"""Whom the model may name in a conversation: who was named in it before."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from frontdesk.domain.event import (
    ActionFinished,
    ConfirmationOffered,
    CustomerWrote,
    PersonWrote,
    PrefixRestarted,
    Recalled,
    ReceiptSent,
    Summarized,
    TicketOpened,
)
from frontdesk.domain.passage import Passage, trusted
from frontdesk.guards.naming import Names
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means


def names_of(means: Means, log: Log) -> Names:
    return Names(lambda: _given(means, log), order_number=means.order_number)


def _given(means: Means, log: Log) -> Iterator[str]:
    """What was put before the model for this customer, none of it by the model itself."""
    yield from (means.support_email, means.bundle.system)
    yield from _passages(means.bundle.pinned.passages.values())
    for record in log.events:
        event = record.event
        if isinstance(event, ActionFinished) and event.owner not in (None, log.state.customer):
            continue  # found for somebody else
        if given := GIVING.get(type(event)):
            yield from given(event)


def _passages(passages: Iterable[Passage]) -> Iterator[str]:
    for passage in trusted(passages):  # others may not name whom customers should turn to
        yield from (passage.title, passage.section, passage.url, *passage.blocks)


GIVING: Mapping[type, Callable[[Any], Iterable[str]]] = {  # Any: each of its own type
    CustomerWrote: lambda event: [event.text],
    PersonWrote: lambda event: [event.text],
    ActionFinished: lambda event: [event.text, *_passages(event.passages)],
    Recalled: lambda event: _passages(event.passages),
    ConfirmationOffered: lambda event: [event.order, event.title],
    ReceiptSent: lambda event: [event.text, event.reference],
    TicketOpened: lambda event: [event.ticket],
    # A summary is checked before it is kept: what it names was given.
    Summarized: lambda event: [event.text],
    PrefixRestarted: lambda event: [event.summary],
}
