"""Settle a card: what the customer decided, by a press or a plain word, meets the policy again."""

from collections.abc import Sequence
from typing import Literal, assert_never

import structlog

from frontdesk.domain.confirmation import Confirmation
from frontdesk.domain.event import (
    ActionStarted,
    ConfirmationOffered,
    CustomerConfirmed,
    CustomerDeclined,
    Event,
    NoticeSent,
)
from frontdesk.domain.refund_policy import Offer, RefundRequest, decide
from frontdesk.errors import LedgerRefused
from frontdesk.ports.conversations import Together
from frontdesk.ports.ledger import Confirmed, HandedToPerson, Limits, Released
from frontdesk.turns import texts
from frontdesk.turns.log import Log
from frontdesk.turns.means import Means
from frontdesk.turns.wordings import Wording

logger = structlog.get_logger()

Decision = Literal["confirm", "decline"]
Settlement = Literal["confirmed", "declined", "expired", "refused", "with_person"]

AFTER_REFUSAL: dict[str, Settlement] = {"over_limit": "with_person", "expired": "expired"}
"""What a card becomes that the ledger does not let through; anything else is refused."""


async def settle(
    means: Means,
    log: Log,
    known: Confirmation,
    decision: Decision,
    *,
    before: Sequence[Event] = (),
    after: Sequence[Event] = (),
) -> Settlement:
    """Append what settles this open card, between these other events; how it is settled.

    Raises Overtaken if it was settled meanwhile, and StoreUnreachable: then nothing is settled,
    and the same press may come again.
    """
    words = texts.wording(log.state, means.support_email)
    is_ours = means.seal.fits(log.id, known.offer)
    if not is_ours:
        logger.error("card was changed", conversation=log.id, confirmation=known.offer.id)
    settlement = await _judge(means, known.offer, decision) if is_ours else "refused"
    if settlement in {"confirmed", "with_person"}:
        events, rows = _settled(words, known.offer, settlement, means.limits)
        try:
            await log.append(*before, *events, *after, together=rows)
        except LedgerRefused as refusal:
            settlement = AFTER_REFUSAL.get(refusal.why, "refused")
        else:
            return settlement
    events, rows = _settled(words, known.offer, settlement, means.limits)
    try:
        await log.append(*before, *events, *after, together=rows)
    except LedgerRefused:
        # It had expired, and another offer on its lines has released it in the ledger before.
        await log.append(*before, *events, *after)
    return settlement


def payment(offer: ConfirmationOffered, *, by: str) -> ActionStarted:
    """What a card stands for; its key is the card's id, so that it is paid once."""
    return ActionStarted(None, None, 0, offer.id, "process_refund", {}, "money", offer.id, by)


async def _judge(means: Means, offer: ConfirmationOffered, decision: Decision) -> Settlement:
    """What the policy says now to what was offered then: never more, never other lines."""
    if offer.expires <= means.clock.now():
        return "expired"
    if decision == "decline":
        return "declined"
    order = await means.store.order(offer.customer, offer.order)
    if order is None:
        return "refused"
    lines = tuple(line.line for line in offer.lines)
    request = RefundRequest(offer.reason, lines, at_most=offer.amount.value)
    allowed = decide(order, request, now=means.clock.now(), policy=means.refunds)
    if not isinstance(allowed, Offer) or allowed.amount != offer.amount:
        return "refused"
    return "with_person" if allowed.needs_person else "confirmed"


def _settled(
    words: Wording, offer: ConfirmationOffered, settlement: Settlement, limits: Limits | None
) -> tuple[Sequence[Event], Sequence[Together]]:
    match settlement:
        case "confirmed":
            confirmed = CustomerConfirmed(offer.id, settlement)
            return [confirmed, payment(offer, by="customer")], [Confirmed(offer.id, limits)]
        case "with_person":
            notice = NoticeSent("refund_with_person", words.refund_with_person)
            return [CustomerConfirmed(offer.id, settlement), notice], [HandedToPerson(offer.id)]
        case "refused":
            notice = NoticeSent("refund_refused", words.refund_refused)
            return [CustomerConfirmed(offer.id, settlement), notice], [
                Released(offer.id, settlement)
            ]
        case "declined" | "expired":
            return [CustomerDeclined(offer.id, settlement)], [Released(offer.id, settlement)]
        case _:
            assert_never(settlement)
