"""Tickets hold no secrets, whoever writes them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId, TicketId
from frontdesk.domain.ticket import Ticket, TicketNote, TicketRequest, TicketState
from frontdesk.guards.secrets import Detector
from frontdesk.ports.tickets import Tickets
from frontdesk.turns.scrubbing import scrubbed


@dataclass(frozen=True, slots=True)
class ScrubbedTickets:
    """A keeper of tickets as `ports.tickets` has it, before another one."""

    tickets: Tickets
    detector: Detector

    async def open(self, request: TicketRequest, *, key: str, at: datetime) -> Ticket:
        safe = replace(
            request,
            subject=scrubbed(self.detector, request.subject),
            description=scrubbed(self.detector, request.description),
        )
        return await self.tickets.open(safe, key=key, at=at)

    async def ticket(self, id: TicketId) -> Ticket | None:
        return await self.tickets.ticket(id)

    async def of(
        self, *, customer: CustomerId | None, conversation: ConversationId
    ) -> Sequence[Ticket]:
        return await self.tickets.of(customer=customer, conversation=conversation)

    async def listed(self, state: TicketState | None = None) -> Sequence[Ticket]:
        return await self.tickets.listed(state)

    async def redact(self, *, customer: CustomerId | None, conversation: ConversationId) -> int:
        return await self.tickets.redact(customer=customer, conversation=conversation)

    async def add(self, id: TicketId, note: TicketNote) -> Ticket:
        safe = replace(
            note,
            text=scrubbed(self.detector, note.text),
            by=scrubbed(self.detector, note.by),
        )
        return await self.tickets.add(id, safe)
