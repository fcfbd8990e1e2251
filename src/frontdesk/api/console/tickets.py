"""Tickets: listed, opened with their history, answered, given to somebody, put into another state.

Doing the same again changes nothing, so it can be repeated.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Depends

from frontdesk.api.console.entering import PATH, Me, OwnPage
from frontdesk.api.console.masking import for_eyes_of
from frontdesk.api.console.shapes import (
    AssignTicket,
    ChangeTicket,
    DeskTicket,
    DeskTickets,
    OpenTicket,
    ReplyInTicket,
    TicketStep,
)
from frontdesk.api.given import TheDesk, not_stored
from frontdesk.assembly.desk import Desk
from frontdesk.domain.ticket import Ticket, TicketState
from frontdesk.domain.user import User, UserName

LISTED = 500
"""Of those that are over, the newest."""

router = APIRouter(prefix=f"{PATH}/tickets", tags=["people"], dependencies=[Depends(not_stored)])


@router.get("")
async def tickets(me: Me, desk: TheDesk, state: TicketState | None = None) -> DeskTickets:
    """Those in this state, or all that are not closed; oldest first."""
    found = [
        each
        for each in await desk.people.ticketing.listed(state)
        if state is not None or each.state != "closed"
    ]
    return DeskTickets(tickets=[await _listed(desk, me, each) for each in found[-LISTED:]])


@router.get("/{number}")
async def ticket(number: str, me: Me, desk: TheDesk) -> OpenTicket:
    """With its history."""
    return await _whole(desk, me, await desk.people.ticketing.ticket(number))


@router.post("/{number}/reply", dependencies=[OwnPage])
async def reply(number: str, body: ReplyInTicket, me: Me, desk: TheDesk) -> OpenTicket:
    """Its customer reads it; 409 if somebody has written since the caller looked."""
    after = await desk.people.ticketing.reply(number, body.text, by=me.shown, seen=body.seen)
    return await _whole(desk, me, after)


@router.post("/{number}/assign", dependencies=[OwnPage])
async def assign(number: str, body: AssignTicket, me: Me, desk: TheDesk) -> OpenTicket:
    """To a colleague, to oneself, or to nobody."""
    to = (await desk.people.accounts.user(UserName(body.to))).shown if body.to else ""
    return await _whole(desk, me, await desk.people.ticketing.assign(number, to, by=me.shown))


@router.post("/{number}/state", dependencies=[OwnPage])
async def state(number: str, body: ChangeTicket, me: Me, desk: TheDesk) -> OpenTicket:
    """Its customer sees it."""
    ticketing = desk.people.ticketing
    return await _whole(desk, me, await ticketing.change_state(number, body.state, by=me.shown))


async def _listed(desk: Desk, me: User, ticket: Ticket) -> DeskTicket:
    (said,) = await _readable(desk, me, ticket, list(_texts(ticket))[:1])
    return DeskTicket(**_facts(ticket), **said, name=await _name(desk, ticket))


async def _whole(desk: Desk, me: User, ticket: Ticket) -> OpenTicket:
    said, *steps = await _readable(desk, me, ticket, list(_texts(ticket)))
    history = [
        TicketStep(at=note.at, by=note.by, state=note.state, owner=note.owner, **step)
        for note, step in zip(ticket.history, steps, strict=True)
    ]
    name = await _name(desk, ticket)
    return OpenTicket(**_facts(ticket), **said, name=name, history=history)


async def _name(desk: Desk, ticket: Ticket) -> str:
    """As the ticket's conversation knows its customer; the order system is not asked for each."""
    conversation, customer = ticket.request.conversation, ticket.request.customer
    listed = await desk.people.listings.listed(conversation) if conversation else None
    is_theirs = listed is not None and customer in {None, listed.listing.customer}
    return listed.listing.name if listed and is_theirs else ""


def _texts(ticket: Ticket) -> Iterator[dict[str, Any]]:
    request = ticket.request
    yield {"subject": request.subject, "description": request.description}
    for note in ticket.history:
        yield {"text": note.text}


async def _readable(
    desk: Desk, me: User, ticket: Ticket, texts: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Contact data as far as this user may read it."""
    conversation = ticket.request.conversation
    return await for_eyes_of(me, desk, conversation, texts) if conversation else texts


def _facts(ticket: Ticket) -> dict[str, Any]:
    request = ticket.request
    return {
        "number": ticket.id,
        "category": request.category,
        "priority": request.priority,
        "state": ticket.state,
        "owner": ticket.owner,
        "opened": ticket.opened,
        "customer": request.customer or "",
        "conversation": request.conversation or "",
    }
