"""Giving money back: decided by the policy, offered as a card, paid only after the press."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import assert_never

from frontdesk.actions.builtin.deciding import asked, refused
from frontdesk.actions.builtin.telling import counted
from frontdesk.actions.context import Context
from frontdesk.actions.declaring import action
from frontdesk.actions.done import Done
from frontdesk.actions.fitting import told
from frontdesk.actions.kinds import Id, Owned
from frontdesk.domain.action import Outcome
from frontdesk.domain.event import ConfirmationLine, ConfirmationOffered
from frontdesk.domain.order import Order
from frontdesk.domain.refund_policy import (
    GOODS_ARE_KEPT,
    VERSION,
    AskCondition,
    AskLines,
    Because,
    Offer,
    RefundReason,
    RefundRequest,
    Refused,
    Return,
    decide,
)
from frontdesk.ports.ledger import Entry, EntryState, Offered, Reserved

CARD_OPEN = timedelta(hours=1)  # afterwards the amounts are free for another offer

RETURN_FIRST = (
    "Not refunded now: after a change of mind the goods come back first, and the money follows "
    "once they have arrived. If the customer wants to send them back, call start_return with the "
    "same order, lines and reason."
)
PRESS = (
    "Nothing is paid yet. The customer sees a card with this amount and decides there; say so, "
    "and do not ask for a confirmation in words."
)
THEN_A_PERSON = "After the customer's confirmation a person checks it before anything is paid."
UNDER_WAY: Mapping[EntryState, str] = {
    "offered": "Not offered again: a card for this is open. The customer has to decide there.",
    "with_person": "Not offered again: the customer has confirmed it and a person is checking it.",
    "confirmed": "Not offered again: the customer has confirmed it and it is being paid.",
}
BECAUSE: Mapping[Because, str] = {
    "other_reason": "the reason is none that is decided by rule",
    "carrier_says_delivered": "the carrier says that it was delivered",
    "overdue": "it is late but may still arrive",
    "undated": "the day of delivery is not known",
    "above_limit": "the amount is above what is paid without a person",
}


@action(risk="money", level="claimed", key=("order", "lines", "reason"), per="turn")
async def process_refund(
    order: Owned[Order],
    reason: RefundReason,
    context: Context,
    lines: list[Id] | None = None,
    amount: Decimal | None = None,
    unused: bool | None = None,
) -> Done | Outcome:
    """Prepares a refund of an order of this customer and offers it to the customer for
    confirmation. Use it once the customer has asked for the money back and has said why, after
    the order was looked up. Do not use it for questions about refunds or to find out whether one
    would be possible, and do not decide yourself whether the customer is entitled to it: this
    checks it and computes the amount. Returns that the customer has to confirm, what has to be
    asked first, or why it is refused; it never pays by itself.

    Args:
        order: The number of the order, as the customer wrote it or as an earlier result gave it.
        reason: Why the customer wants the money back.
        lines: The lines of the order it is about, as its look-up numbers them; leave it out if
            the customer has not said which.
        amount: Only if the customer asks for less than the full amount: that amount, in the
            order's currency. It can lower the refund, never raise it.
        unused: Whether the goods are unused and in their original packaging, as the customer
            says; leave it out while the customer has not said.
    """
    entries = await context.ledger.open_for(order.id, at=context.now)
    decision = decide(
        order,
        RefundRequest(reason, lines, amount, unused),
        now=context.now,
        policy=context.refunds,
        offered={line for entry in entries for line, _ in entry.amounts},
    )
    match decision:
        case Refused(reason="already_offered"):
            return _under_way(decision, entries)
        case Refused():
            return refused(order, decision)
        case AskLines() | AskCondition():
            return asked(decision)
        case Return():
            return Outcome("refused", RETURN_FIRST)
        case Offer():
            return _offered(order, reason, decision, context)
        case _:
            assert_never(decision)


def _under_way(decision: Refused, entries: Sequence[Entry]) -> Outcome:
    held = next(entry for entry in entries if decision.line in dict(entry.amounts))
    return Outcome("refused", UNDER_WAY[held.state])


def _offered(order: Order, reason: RefundReason, offer: Offer, context: Context) -> Done:
    expires = context.now + CARD_OPEN
    terms = ConfirmationOffered(
        turn=context.turn,
        attempt=context.attempt,
        id="",
        kind="refund",
        title=f"Refund for order {order.id}",
        customer=order.customer,
        order=order.id,
        lines=tuple(
            ConfirmationLine(part.line.id, counted(part.line), part.amount) for part in offer.parts
        ),
        amount=offer.amount,
        expires=expires,
        reason=reason,
        policy=VERSION,
    )
    reserved = tuple(
        Reserved(part.line.id, part.amount, part.line.price, part.line.refunded)
        for part in offer.parts
    )
    card = context.seal.sealed(context.conversation, terms)
    row = Offered(card.id, order.customer, order.id, reserved, expires)
    return Done(Outcome("done", told(_card(order, reason, offer))), (card,), (row,))


def _card(order: Order, reason: RefundReason, offer: Offer) -> dict[str, object]:
    card: dict[str, object] = {
        "refund": "waits for the customer's confirmation",
        "order_id": order.id,
        "amount": offer.amount,
        "items": [f"{counted(part.line)}: {part.amount}" for part in offer.parts],
    }
    if reason in GOODS_ARE_KEPT:
        card["return"] = "nothing has to be sent back"
    if offer.needs_person:
        card["person"] = f"{THEN_A_PERSON} Reason: {BECAUSE[offer.because]}."
    return {**card, "next": PRESS}
