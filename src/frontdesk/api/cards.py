"""Cards and receipts as customers' front ends get them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import (
    ChoicesOffered,
    ConfirmationOffered,
    CustomerWrote,
    ReceiptSent,
    Recorded,
)
from frontdesk.domain.money import Money


def confirmation(event: ConfirmationOffered) -> dict[str, Any]:
    return {
        "id": event.id,
        "kind": event.kind,
        "title": event.title,
        "lines": [{"label": line.label, "amount": amount(line.amount)} for line in event.lines],
        "amount": amount(event.amount),
        "expires": event.expires.isoformat(timespec="milliseconds"),
    }


def choices(event: ChoicesOffered) -> dict[str, Any]:
    return {
        "id": event.id,
        "title": event.title,
        "choices": [{"id": choice.id, "label": choice.label} for choice in event.choices],
    }


def receipt(event: ReceiptSent) -> dict[str, Any]:
    return {
        "id": event.id,
        "kind": event.kind,
        "text": event.text,
        "reference": event.reference,
        "amount": amount(event.amount),
    }


def amount(money: Money) -> dict[str, str]:
    """The value as a text: a float would not be exact."""
    return {"value": str(money.value), "currency": money.currency}


def open_cards(
    records: Iterable[Recorded], state: Conversation, now: datetime
) -> list[dict[str, Any]]:
    """What the customer can press now, oldest first, each under its event's name."""
    confirmations = [
        {"event": "confirmation.offered", **confirmation(known.offer)}
        for known in state.acting.open_confirmations
        if known.offer.expires > now
    ]
    offered: ChoicesOffered | None = None
    for record in records:
        match record.event:
            case ChoicesOffered():
                offered = record.event
            case CustomerWrote():
                offered = None
            case _:
                pass
    return [
        *confirmations,
        *([{"event": "choices.offered", **choices(offered)}] if offered else []),
    ]
