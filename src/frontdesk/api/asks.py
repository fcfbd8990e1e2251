"""What customers do without words: settle a card, rate, ask for a person, orders and tickets."""

from fastapi import APIRouter, Depends

from frontdesk.api.cards import amount
from frontdesk.api.filling import filled_in
from frontdesk.api.given import Known, OnlyPage, TheDesk, Written, not_stored
from frontdesk.api.shapes import (
    Amount,
    AskForPerson,
    HandedOver,
    Noticed,
    Orders,
    Press,
    Rate,
    RateTurn,
    Rating,
    Settled,
    ShownLine,
    ShownOrder,
    ShownTicket,
    ShownTickets,
    TurnFeedback,
)
from frontdesk.assembly.desk import Desk
from frontdesk.domain.customer import CustomerId, is_enough
from frontdesk.domain.event import ConversationId
from frontdesk.domain.money import Money
from frontdesk.domain.order import Order
from frontdesk.domain.ticket import Ticket
from frontdesk.errors import CustomerUnknown, NotFound
from frontdesk.ports.vault import Vault

router = APIRouter(prefix="/api/v1", tags=["customers"], dependencies=[Depends(not_stored)])


@router.post("/conversations/{id}/confirmations/{confirmation}", dependencies=[OnlyPage])
async def press(id: Written, confirmation: str, body: Press, desk: TheDesk) -> Settled:
    """Settle a card; pressing again, either way, answers what the first press came to."""
    outcome = await desk.presses.press(id, confirmation, body.decision)
    return Settled(id=confirmation, outcome=outcome)


@router.post("/conversations/{id}/handover", status_code=202)
async def ask_for_person(
    id: Written, desk: TheDesk, body: AskForPerson | None = None
) -> HandedOver:
    """Give the conversation to the team; asking again changes nothing."""
    holder = await desk.handovers.hand_over(id, body.reason if body else "")
    return HandedOver(holder=holder)


@router.post("/conversations/{id}/typing", status_code=202)
async def typing(id: Known, desk: TheDesk) -> Noticed:
    """A person who has the conversation sees it for some seconds; it is kept nowhere."""
    desk.activities.show(id, "typing", "customer")
    return Noticed()


@router.post("/conversations/{id}/turns/{turn}/feedback")
async def rate_turn(id: Written, turn: int, body: RateTurn, desk: TheDesk) -> TurnFeedback:
    """Whether this answer helped; a changed mind counts."""
    await desk.ratings.rate_turn(id, turn, helpful=body.helpful)
    return TurnFeedback(turn=turn, helpful=body.helpful)


@router.post("/conversations/{id}/rating")
async def rate(id: Written, body: Rate, desk: TheDesk) -> Rating:
    """How the whole conversation was; the newest rating counts."""
    await desk.ratings.rate(id, body.score, body.text)
    return Rating(score=body.score)


@router.get("/conversations/{id}/orders", dependencies=[OnlyPage])
async def orders(id: Known, desk: TheDesk) -> Orders:
    """The orders of the customer whose conversation this is. 403 while nobody knows who writes."""
    customer = await _customer(desk, id, "list_orders")
    if customer is None:
        raise CustomerUnknown
    if desk.store is None:
        raise NotFound("This desk is not connected to an order system.")
    return Orders(orders=[shown_order(order) for order in await desk.store.orders(customer)])


@router.get("/conversations/{id}/tickets", dependencies=[OnlyPage])
async def tickets(id: Known, desk: TheDesk) -> ShownTickets:
    """The tickets of this conversation and, once it is known who writes, of this customer."""
    customer = await _customer(desk, id, "lookup_ticket")
    own = await desk.tickets.of(customer=customer, conversation=id)
    return ShownTickets(tickets=[await _shown_ticket(ticket, desk.vault) for ticket in own])


async def _customer(desk: Desk, id: ConversationId, action: str) -> CustomerId | None:
    """Whose conversation it is, where the desk is as sure of it as this action needs it to be."""
    async with desk.logs.use(id) as log:
        state = log.state
    asked = desk.catalog.find(action)
    return state.customer if asked is None or is_enough(state.level, asked.level) else None


async def _shown_ticket(ticket: Ticket, vault: Vault) -> ShownTicket:
    """Its placeholders are those of the conversation it was opened in."""
    shown = {
        "number": ticket.id,
        "subject": ticket.request.subject,
        "state": ticket.state,
        "opened": ticket.opened,
        "replies": [{"at": reply.at, "text": reply.text} for reply in ticket.replies],
    }
    if ticket.request.conversation:
        (shown,) = await filled_in(vault, ticket.request.conversation, [shown])
    return ShownTicket.model_validate(shown)


def shown_order(order: Order) -> ShownOrder:
    lines = [
        ShownLine(product=line.product, quantity=line.quantity, amount=_amount(line.price))
        for line in order.lines
    ]
    total = _amount(order.paid)
    return ShownOrder(id=order.id, state=order.state, placed=order.placed, lines=lines, total=total)


def _amount(money: Money) -> Amount:
    return Amount(**amount(money))
