"""Everything held of a customer, for programs; contact data as the customer gave it."""

from collections.abc import Mapping
from typing import Any

from frontdesk.domain.event import (
    CustomerWrote,
    NoticeSent,
    PersonWrote,
    Rated,
    ReceiptSent,
    Recorded,
    ReplyPartSent,
)
from frontdesk.domain.placeholder import restore
from frontdesk.ports.ledger import Entry
from frontdesk.ports.vault import Vault
from frontdesk.turns.holdings import HeldConversation, Holdings, Keepers

Row = dict[str, Any]  # Any: what JSON can say


async def export(keepers: Keepers, held: Holdings) -> dict[str, list[Row]]:
    """`conversations`, and as flat rows `messages`, `tickets`, `ticket_notes`, `refunds`,
    `ratings`, `contacts`.

    Values stand in place of their placeholders; "[removed]" where one was forgotten. Raises
    StorageFailed.
    """
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for each in held.conversations:
        values = await keepers.vault.values(each.id)
        rows["conversations"].append(_conversation(each))
        rows["messages"] += _messages(each, values)
        rows["refunds"] += [_refund(entry) for entry in each.entries]
        rows["ratings"] += _ratings(each, values)
        rows["contacts"] += [
            {"conversation": each.id, "placeholder": name, "value": value}
            for name, value in values.items()
            if value and not name.startswith("[code_")
        ]
    await _add_tickets(rows, keepers.vault, held)
    return rows


TABLES = (
    "conversations",
    "messages",
    "tickets",
    "ticket_notes",
    "refunds",
    "ratings",
    "contacts",
)


def _conversation(each: HeldConversation) -> Row:
    state = each.state
    return {
        "conversation": each.id,
        "opened": each.recorded[0].at.isoformat(),
        "last": each.recorded[-1].at.isoformat(),
        "customer": state.customer,
        "name": state.customer_name,
        "level": state.level,
        "locale": state.locale,
        "language": state.language,
    }


def _messages(each: HeldConversation, values: Mapping[str, str]) -> list[Row]:
    """What was said, a reply of the bot as one message."""
    rows: list[Row] = []
    open_turn: int | None = None
    for record in each.recorded:
        said = _said(record)
        if said is None:
            continue
        by, text, turn = said
        if turn is not None and turn == open_turn:
            rows[-1]["text"] += restore(text, values)
            continue
        open_turn = turn
        at = record.at.isoformat()
        rows.append({"conversation": each.id, "at": at, "by": by, "text": restore(text, values)})
    return rows


def _said(record: Recorded) -> tuple[str, str, int | None] | None:
    """By whom, what, and in which turn of the bot."""
    match record.event:
        case CustomerWrote(text=text):
            return "customer", text, None
        case ReplyPartSent(text=text, turn=turn):
            return "assistant", text, turn
        case PersonWrote(text=text, name=name):
            return f"staff: {name}" if name else "staff", text, None
        case NoticeSent(text=text) | ReceiptSent(text=text):
            return "desk", text, None
        case _:
            return None


def _refund(entry: Entry) -> Row:
    return {
        "conversation": entry.conversation,
        "confirmation": entry.confirmation,
        "order": entry.order,
        "amount": entry.amount.value,
        "currency": entry.amount.currency,
        "state": entry.state,
        "offered": entry.offered.isoformat(),
        "reference": entry.reference,
    }


def _ratings(each: HeldConversation, values: Mapping[str, str]) -> list[Row]:
    return [
        {
            "conversation": each.id,
            "at": record.at.isoformat(),
            "score": record.event.score,
            "text": restore(record.event.text, values),
        }
        for record in each.recorded
        if isinstance(record.event, Rated)
    ]


async def _add_tickets(rows: dict[str, list[Row]], vault: Vault, held: Holdings) -> None:
    for ticket in held.tickets:
        request = ticket.request
        values: Mapping[str, str] = {}
        if request.conversation:
            values = await vault.values(request.conversation)
        rows["tickets"].append(
            {
                "ticket": ticket.id,
                "conversation": request.conversation,
                "opened": ticket.opened.isoformat(),
                "subject": restore(request.subject, values),
                "description": restore(request.description, values),
                "category": request.category,
                "priority": request.priority,
                "state": ticket.state,
            }
        )
        rows["ticket_notes"] += [
            {
                "ticket": ticket.id,
                "at": note.at.isoformat(),
                "by": note.by,
                "text": restore(note.text, values),
            }
            for note in ticket.history
            if note.text
        ]
