"""Sending goods back."""

from typing import assert_never

from frontdesk.actions.builtin.deciding import asked, refused
from frontdesk.actions.builtin.telling import counted
from frontdesk.actions.context import Context
from frontdesk.actions.declaring import action
from frontdesk.actions.kinds import Id, Owned
from frontdesk.domain.action import Outcome
from frontdesk.domain.order import Order
from frontdesk.domain.refund_policy import (
    AskCondition,
    AskLines,
    Offer,
    RefundReason,
    RefundRequest,
    Refused,
    Return,
    decide,
)
from frontdesk.errors import ReturnRefused

NOTHING_TO_SEND = (
    "Not started: for this reason nothing has to be sent back. If the customer wants the money "
    "back, call process_refund with the same order, lines and reason."
)
FOR_A_PERSON = "Not started: a person has to decide this. Offer to hand the conversation over."


@action(risk="keyed_write", level="claimed", key=("order", "lines"), taints=False)
async def start_return(
    order: Owned[Order],
    reason: RefundReason,
    context: Context,
    lines: list[Id] | None = None,
    unused: bool | None = None,
) -> Outcome | dict[str, object]:
    """Starts the return of goods that the customer wants to send back, which gives a shipping
    label. Use it once the customer has asked for the return and it is clear which goods are
    meant and why, for example after a change of mind. Do not use it for questions about how
    returns work, or for goods that are defective or wrong, which need not be sent back. Returns the
    number of the return and the day by which to send, or why it is not possible; the money is
    paid back after the goods have arrived.

    Args:
        order: The number of the order, as the customer wrote it or as an earlier result gave it.
        reason: Why the customer sends it back.
        lines: The lines of the order that come back, as its look-up numbers them; leave it out
            for an order of one line.
        unused: Whether the goods are unused and in their original packaging, as the customer
            says; leave it out while the customer has not said.
    """
    if context.is_repeated and (label := await _begun(order, lines, context)):
        return label
    request = RefundRequest(reason, lines, unused=unused)
    decision = decide(order, request, now=context.now, policy=context.refunds)
    match decision:
        case Refused():
            return refused(order, decision)
        case AskLines() | AskCondition():
            return asked(decision)
        case Offer():
            return Outcome("refused", FOR_A_PERSON if decision.needs_person else NOTHING_TO_SEND)
        case Return():
            return await _start(order, decision, context)
        case _:
            assert_never(decision)


async def _begun(
    order: Order, named: list[Id] | None, context: Context
) -> dict[str, object] | None:
    """What an attempt before this one began: the policy would only see that it is under way."""
    lines = tuple(
        line for line in order.lines if line.is_returning and (not named or line.id in named)
    )
    if not lines:
        return None
    try:
        return await _start(order, Return(lines), context)
    except ReturnRefused:  # begun by somebody else
        return None


async def _start(order: Order, decision: Return, context: Context) -> dict[str, object]:
    ids = [line.id for line in decision.lines]
    label = await context.store.start_return(context.owner.id, order.id, ids, key=context.key)
    return {
        "return_id": label.reference,
        "order_id": order.id,
        "items": [counted(line) for line in decision.lines],
        "send_by": label.send_by,
        "refund": "after the goods have arrived",
    }
