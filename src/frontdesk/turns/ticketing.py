"""Tickets: what people at the desk do with them; they hold no secrets, whoever writes them."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId, TicketId
from frontdesk.domain.ticket import NOT_STAFF, Ticket, TicketNote, TicketRequest, TicketState
from frontdesk.errors import (
    MessageEmpty,
    MessageTooLong,
    NameMissing,
    Outrun,
    TicketMoved,
    TicketNotFound,
)
from frontdesk.guards.secrets import Detector
from frontdesk.ports.clock import Clock
from frontdesk.ports.tickets import Tickets
from frontdesk.turns.door import MAX_CHARACTERS
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

    async def add(self, id: TicketId, note: TicketNote, *, after: int | None = None) -> Ticket:
        return await self.tickets.add(id, self.safe(note), after=after)

    def safe(self, note: TicketNote) -> TicketNote:
        text, by = scrubbed(self.detector, note.text), scrubbed(self.detector, note.by)
        return replace(note, text=text, by=by)


class Ticketing:
    """By commands and at the console alike. All raise TicketNotFound and StorageFailed."""

    def __init__(self, tickets: ScrubbedTickets, clock: Clock) -> None:
        self._tickets = tickets
        self._clock = clock

    async def listed(self, state: TicketState | None = None) -> Sequence[Ticket]:
        """Those in this state, or all; oldest first."""
        return await self._tickets.listed(state)

    async def ticket(self, id: str) -> Ticket:
        """By its number as people write it: TIC-1042, tic-1042 or 1042."""
        number = id.strip().upper().removeprefix("TIC-")
        found = await self._tickets.ticket(TicketId(f"TIC-{number}"))
        if found is None:
            raise TicketNotFound(f"There is no ticket {id!r} here.")
        return found

    async def reply(self, id: str, text: str, *, by: str, seen: int | None = None) -> Ticket:
        """Its customer reads it; an open ticket waits for the customer then.

        `seen`: how many steps of its history the writer has read. With it the same reply is kept
        once, however often it is sent. Raises MessageEmpty, MessageTooLong, NameMissing, and
        TicketMoved if others have written since.
        """
        _check(text, by)
        while True:
            ticket = await self.ticket(id)
            state: TicketState | None = "waiting" if ticket.state == "open" else None
            said = self._tickets.safe(TicketNote(self._clock.now(), by, text, state))
            if seen is not None and (since := ticket.history[seen:]):
                if any((note.by, note.text) == (said.by, said.text) for note in since):
                    return ticket
                raise TicketMoved
            with suppress(Outrun):
                return await self._tickets.add(ticket.id, said, after=seen)

    async def assign(self, id: str, owner: str, *, by: str) -> Ticket:
        """To somebody, or nobody if empty; again: the same. Raises NameMissing."""
        return await self._change(id, by, owner=owner)

    async def change_state(self, id: str, state: TicketState, *, by: str) -> Ticket:
        """Again: the same. Raises NameMissing."""
        return await self._change(id, by, state=state)

    async def _change(
        self, id: str, by: str, state: TicketState | None = None, owner: str | None = None
    ) -> Ticket:
        _check_name(by)
        ticket = await self.ticket(id)
        if state == ticket.state or owner == ticket.owner:
            return ticket
        note = TicketNote(self._clock.now(), by, "", state, owner)
        return await self._tickets.add(ticket.id, note)


def _check(text: str, by: str) -> None:
    if not text.strip():
        raise MessageEmpty
    if len(text) > MAX_CHARACTERS:
        raise MessageTooLong(
            f"The reply has {len(text):,} characters; {MAX_CHARACTERS:,} are allowed."
        )
    _check_name(by)


def _check_name(by: str) -> None:
    if not by.strip() or by.strip().casefold() in NOT_STAFF:
        raise NameMissing(f"{by!r} is not the name of a person.")
