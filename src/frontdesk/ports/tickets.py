"""Where tickets are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId, TicketId
from frontdesk.domain.ticket import Ticket, TicketNote, TicketRequest, TicketState


class Tickets(Protocol):
    """All raise StorageFailed."""

    async def open(self, request: TicketRequest, *, key: str, at: datetime) -> Ticket:
        """Once per key: the same key gives the same ticket. Numbers count up without a gap."""
        ...

    async def ticket(self, id: TicketId) -> Ticket | None: ...

    async def of(
        self, *, customer: CustomerId | None, conversation: ConversationId
    ) -> Sequence[Ticket]:
        """Those of this customer and of this conversation, newest first."""
        ...

    async def listed(self, state: TicketState | None = None) -> Sequence[Ticket]:
        """Those in this state, or all; oldest first."""
        ...

    async def redact(self, *, customer: CustomerId | None, conversation: ConversationId) -> int:
        """Take the words and the customer out of those that `of` gives; how many there were."""
        ...

    async def add(self, id: TicketId, note: TicketNote, *, after: int | None = None) -> Ticket:
        """A reply or a change. Raises TicketNotFound.

        `after`: only if the history has so many steps; raises Outrun if it has gone on.
        """
        ...
