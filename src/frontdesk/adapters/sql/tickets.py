"""Tickets in SQL."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, insert, or_, select, update

from frontdesk.adapters.sql.database import SqliteDatabase
from frontdesk.adapters.sql.instant import instant, stored
from frontdesk.adapters.sql.tables_tickets import note_table, ticket_table
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId, TicketId
from frontdesk.domain.ticket import (
    FIRST_NUMBER,
    Ticket,
    TicketNote,
    TicketRequest,
    TicketState,
    number_of,
    ticket_id,
)
from frontdesk.errors import Outrun, TicketNotFound

_ticket, _note = ticket_table.c, note_table.c

_newest = select(func.max(_ticket.number))
_under_key = select(_ticket.number).where(_ticket.key == bindparam("key_"))


class SqlTickets:
    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    async def open(self, request: TicketRequest, *, key: str, at: datetime) -> Ticket:
        def work(connection: Connection) -> Ticket:
            number = connection.scalar(_under_key, {"key_": key})
            if number is None:  # nobody comes between: a write transaction is alone
                number = max(connection.scalar(_newest) or 0, FIRST_NUMBER - 1) + 1
                connection.execute(insert(ticket_table), _row(number, key, request, at))
            return _found(connection, _ticket.number == number)[0]

        return await self._database.write(work)

    async def ticket(self, id: TicketId) -> Ticket | None:
        found = await self._read(_ticket.number == number_of(id))
        return found[0] if found else None

    async def of(
        self, *, customer: CustomerId | None, conversation: ConversationId
    ) -> Sequence[Ticket]:
        return [*reversed(await self._read(_own(customer, conversation)))]

    async def listed(self, state: TicketState | None = None) -> Sequence[Ticket]:
        return await self._read(_ticket.number > 0 if state is None else _ticket.state == state)

    async def redact(self, *, customer: CustomerId | None, conversation: ConversationId) -> int:
        def work(connection: Connection) -> int:
            found = _found(connection, _own(customer, conversation))
            for ticket in found:
                _write_over(connection, ticket.redacted())
            return len(found)

        return await self._database.write(work)

    async def add(self, id: TicketId, note: TicketNote, *, after: int | None = None) -> Ticket:
        def work(connection: Connection) -> Ticket:
            found = _found(connection, _ticket.number == number_of(id))
            if not found:
                raise TicketNotFound
            if after not in {None, len(found[0].history)}:
                raise Outrun
            ticket = found[0].after(note)
            number = number_of(id)
            connection.execute(
                update(ticket_table)
                .where(_ticket.number == number)
                .values(state=ticket.state, owner=ticket.owner)
            )
            step = {"ticket": number, "step": len(ticket.history)}
            connection.execute(insert(note_table), step | _note_row(note))
            return ticket

        return await self._database.write(work)

    async def _read(self, which: ColumnElement[bool]) -> Sequence[Ticket]:
        return await self._database.read(lambda connection: _found(connection, which))


def _own(customer: CustomerId | None, conversation: ConversationId) -> ColumnElement[bool]:
    here = _ticket.conversation == conversation
    return here if customer is None else or_(here, _ticket.customer == customer)


def _write_over(connection: Connection, ticket: Ticket) -> None:
    number, request = number_of(ticket.id), ticket.request
    texts = {"subject": request.subject, "description": request.description}
    values = {**texts, "customer": request.customer}
    connection.execute(update(ticket_table).where(_ticket.number == number).values(values))
    for step, note in enumerate(ticket.history, start=1):
        which = (_note.ticket == number, _note.step == step)
        connection.execute(update(note_table).where(*which).values(text=note.text))


def _found(connection: Connection, which: ColumnElement[bool]) -> Sequence[Ticket]:
    """By number."""
    numbers = select(_ticket.number).where(which)
    steps = connection.execute(
        select(note_table).where(_note.ticket.in_(numbers)).order_by(_note.ticket, _note.step)
    )
    history = {
        number: tuple(map(_noted, notes))
        for number, notes in groupby(steps, key=lambda step: step.ticket)
    }
    tickets = connection.execute(select(ticket_table).where(which).order_by(_ticket.number))
    return [_read_back(row, history.get(row.number, ())) for row in tickets]


def _read_back(row: Row[Any], history: tuple[TicketNote, ...]) -> Ticket:
    request = TicketRequest(
        subject=row.subject,
        description=row.description,
        category=row.category,
        priority=row.priority,
        customer=row.customer,
        conversation=row.conversation,
    )
    opened = instant(row.opened)
    return Ticket(ticket_id(row.number), opened, request, row.state, row.owner, history)


def _noted(row: Row[Any]) -> TicketNote:
    return TicketNote(instant(row.at), row.by, row.text, row.state, row.owner)


def _row(number: int, key: str, request: TicketRequest, at: datetime) -> dict[str, object]:
    new = Ticket(ticket_id(number), at, request)
    return {
        "number": number,
        "key": key,
        "opened": stored(at),
        "subject": request.subject,
        "description": request.description,
        "category": request.category,
        "priority": request.priority,
        "customer": request.customer,
        "conversation": request.conversation,
        "state": new.state,
        "owner": new.owner,
    }


def _note_row(note: TicketNote) -> dict[str, object]:
    return {
        "at": stored(note.at),
        "by": note.by,
        "text": note.text,
        "state": note.state,
        "owner": note.owner,
    }
