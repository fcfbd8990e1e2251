"""Tickets in this process's memory."""

from collections.abc import Sequence
from datetime import datetime

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId, TicketId
from frontdesk.domain.ticket import (
    FIRST_NUMBER,
    Ticket,
    TicketNote,
    TicketRequest,
    TicketState,
    ticket_id,
)
from frontdesk.errors import Outrun, TicketNotFound


class MemoryTickets:
    def __init__(self) -> None:
        self._tickets: dict[TicketId, Ticket] = {}
        self._ids: dict[str, TicketId] = {}
        """By key."""

    async def open(self, request: TicketRequest, *, key: str, at: datetime) -> Ticket:
        if key not in self._ids:
            self._ids[key] = ticket_id(FIRST_NUMBER + len(self._tickets))
            self._tickets[self._ids[key]] = Ticket(self._ids[key], at, request)
        return self._tickets[self._ids[key]]

    async def ticket(self, id: TicketId) -> Ticket | None:
        return self._tickets.get(id)

    async def of(
        self, *, customer: CustomerId | None, conversation: ConversationId
    ) -> Sequence[Ticket]:
        return [
            ticket
            for ticket in reversed(self._tickets.values())
            if ticket.request.conversation == conversation
            or (customer is not None and ticket.request.customer == customer)
        ]

    async def listed(self, state: TicketState | None = None) -> Sequence[Ticket]:
        return [ticket for ticket in self._tickets.values() if state in {None, ticket.state}]

    async def redact(self, *, customer: CustomerId | None, conversation: ConversationId) -> int:
        found = await self.of(customer=customer, conversation=conversation)
        self._tickets |= {ticket.id: ticket.redacted() for ticket in found}
        return len(found)

    async def add(self, id: TicketId, note: TicketNote, *, after: int | None = None) -> Ticket:
        if id not in self._tickets:
            raise TicketNotFound
        if after not in {None, len(self._tickets[id].history)}:
            raise Outrun
        self._tickets[id] = self._tickets[id].after(note)
        return self._tickets[id]
