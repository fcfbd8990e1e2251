"""What customers ask for without words: to settle a card, for a person, for their orders."""

from fastapi import APIRouter, Depends

from frontdesk.api.cards import amount
from frontdesk.api.given import Known, Own, TheDesk, not_stored
from frontdesk.api.shapes import (
    Amount,
    AskForPerson,
    HandedOver,
    Orders,
    Press,
    Settled,
    ShownLine,
    ShownOrder,
)
from frontdesk.domain.money import Money
from frontdesk.domain.order import Order
from frontdesk.errors import CustomerUnknown, NotFound

router = APIRouter(prefix="/api/v1", tags=["customers"], dependencies=[Depends(not_stored)])


@router.post("/conversations/{id}/confirmations/{confirmation}")
async def press(id: Own, confirmation: str, body: Press, desk: TheDesk) -> Settled:
    """Settle a card; pressing again, either way, answers what the first press came to."""
    outcome = await desk.presses.press(id, confirmation, body.decision)
    return Settled(id=confirmation, outcome=outcome)


@router.post("/conversations/{id}/handover", status_code=202)
async def ask_for_person(id: Own, desk: TheDesk, body: AskForPerson | None = None) -> HandedOver:
    """Give the conversation to the team; asking again changes nothing."""
    holder = await desk.handovers.hand_over(id, body.reason if body else "")
    return HandedOver(holder=holder)


@router.get("/conversations/{id}/orders")
async def orders(id: Known, desk: TheDesk) -> Orders:
    """The orders of the customer whose conversation this is. 403 while nobody knows who writes."""
    async with desk.logs.use(id) as log:
        customer = log.state.customer
    if customer is None:
        raise CustomerUnknown
    if desk.store is None:
        raise NotFound("This desk is not connected to an order system.")
    return Orders(orders=[_shown(order) for order in await desk.store.orders(customer)])


def _shown(order: Order) -> ShownOrder:
    lines = [
        ShownLine(product=line.product, quantity=line.quantity, amount=_amount(line.price))
        for line in order.lines
    ]
    total = _amount(order.paid)
    return ShownOrder(id=order.id, state=order.state, placed=order.placed, lines=lines, total=total)


def _amount(money: Money) -> Amount:
    return Amount(**amount(money))
