"""Refunds that wait for a person, and the decision: the same keyed payment as by command."""

from fastapi import APIRouter, Depends

from frontdesk.api.cards import amount
from frontdesk.api.console.entering import PATH, Me, OwnPage, need
from frontdesk.api.console.shapes import Changed, DecideRefund, WaitingRefund, WaitingRefunds
from frontdesk.api.given import TheDesk, not_stored
from frontdesk.api.shapes import Amount
from frontdesk.assembly.desk import Desk
from frontdesk.errors import ConfirmationNotFound
from frontdesk.ports.ledger import Entry

GONE = "Look at the list again: a colleague may have decided it."

router = APIRouter(prefix=f"{PATH}/refunds", tags=["people"], dependencies=[Depends(not_stored)])


@router.get("")
async def waiting(_: Me, desk: TheDesk) -> WaitingRefunds:
    """Those that wait for a person, oldest first."""
    entries = await desk.ledger.entries("with_person")
    return WaitingRefunds(refunds=[await _shown(desk, entry) for entry in entries])


@router.post("/{confirmation}", dependencies=[OwnPage])
async def decide(confirmation: str, body: DecideRefund, me: Me, desk: TheDesk) -> Changed:
    """Let it be paid, once, or refuse it; the customer is told."""
    need(me, desk.front.refunds_from)
    entry = await desk.ledger.entry(confirmation)
    if entry is None:
        raise ConfirmationNotFound(next_step=GONE)
    if body.decision == "approve":
        await desk.people.approvals.approve(entry.conversation, confirmation, name=me.shown)
        desk.runner.wake(entry.conversation)
    else:
        await desk.people.approvals.refuse(
            entry.conversation, confirmation, name=me.shown, reason=body.reason
        )
    return Changed()


async def _shown(desk: Desk, entry: Entry) -> WaitingRefund:
    async with desk.logs.use(entry.conversation) as log:
        known = log.state.acting.confirmation(entry.confirmation)
        name = log.state.customer_name
    return WaitingRefund(
        confirmation=entry.confirmation,
        conversation=entry.conversation,
        order=entry.order,
        customer=entry.customer,
        name=name,
        amount=Amount(**amount(entry.amount)),
        items=[line.label for line in known.offer.lines] if known else [],
        reason=known.offer.reason if known else "",
        offered=entry.offered,
    )
