"""Cards as a turn leaves them in the log, without the turn."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    Choice,
    ChoicesOffered,
    ConfirmationLine,
    ConfirmationOffered,
    CustomerWrote,
    Event,
    ReceiptSent,
    ReplyPartSent,
    TurnEnded,
    TurnStarted,
)
from frontdesk.domain.money import Money
from frontdesk.domain.order import OrderId
from frontdesk.ports.ledger import Offered, Reserved

HEADPHONES = ("ProMax Wireless Headphones", "89.99")


def usd(value: str) -> Money:
    return Money(Decimal(value), "USD")


def offer(
    id: str = "conf-1",
    *lines: tuple[str, str],
    turn: int = 1,
    minutes: float = 15,
    now: datetime | None = None,
) -> ConfirmationOffered:
    lines = lines or (HEADPHONES,)
    amounts = [Decimal(value) for _, value in lines]
    return ConfirmationOffered(
        turn=turn,
        attempt=1,
        id=id,
        kind="refund",
        title="Refund for order ORD-78432",
        customer=CustomerId("maya"),
        order=OrderId("ORD-78432"),
        lines=tuple(
            ConfirmationLine(str(n), label, usd(value))
            for n, (label, value) in enumerate(lines, start=1)
        ),
        amount=Money(sum(amounts, Decimal(0)), "USD"),
        expires=(now or datetime.now(UTC)) + timedelta(minutes=minutes),
        reason="defective",
        policy="1",
    )


def reserved(card: ConfirmationOffered) -> Offered:
    """The ledger's row that commits with the card."""
    lines = tuple(Reserved(each.line, each.amount, each.amount, usd("0")) for each in card.lines)
    return Offered(card.id, card.customer, card.order, lines, card.expires)


def choices(*labels: str, turn: int = 1) -> ChoicesOffered:
    options = tuple(Choice(f"line-{n}", label) for n, label in enumerate(labels, start=1))
    return ChoicesOffered(turn, 1, f"choices-{turn}", "Which item is it about?", options)


def a_turn(
    last: int,
    *cards: ConfirmationOffered | ChoicesOffered,
    says: str = "I'm sorry about that. I can refund your headphones; please check the card below.",
    asks: str = "My headphones are broken.",
    turn: int = 1,
) -> Sequence[Event]:
    """The customer asks, and a turn answers with words and cards. `last`: the log's number."""
    number = last + 1
    return [
        CustomerWrote(f"asked-{turn}", asks),
        TurnStarted(turn, 1, (number,)),
        ReplyPartSent(turn, 1, 1, says),
        *cards,
        TurnEnded(turn, 1, "sent", (number,)),
    ]


def paid(id: str = "conf-1", value: str = "89.99") -> Sequence[Event]:
    """What follows a press: the effect, its outcome and the receipt."""
    text = (
        f"We are refunding ${value} to your original payment method. It arrives in 5-7 business "
        "days. You can keep the item; there is nothing to send back."
    )
    return [
        ActionStarted(None, None, 0, id, "process_refund", {}, "money", id, "customer"),
        ActionFinished(None, 0, id, "process_refund", "done", key=id),
        ReceiptSent(id, "refund", text, "RF-20418", usd(value)),
    ]
