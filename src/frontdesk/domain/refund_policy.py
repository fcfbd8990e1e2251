"""Who gets money back, how much, and who may say so: one pure rule for every refund (D18, R22).

It is asked when a refund is offered and again when it is confirmed. Amounts come from the order;
what the model wrote can only make them smaller.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from frontdesk.domain.money import Money, total
from frontdesk.domain.order import Order, OrderLine

VERSION = "1"
"""Kept with every offer; another one with every change of a decision below."""

RefundReason = Literal["defective", "wrong_item", "not_received", "changed_mind", "other"]

GOODS_ARE_KEPT: Set[RefundReason] = frozenset[RefundReason](("defective", "wrong_item"))
"""For these reasons nothing has to be sent back."""

Refusal = Literal[
    "cancelled",
    "no_such_line",
    "already_refunded",
    "return_under_way",
    "already_offered",
    "not_shipped",
    "not_delivered",
    "not_due_yet",
    "outside_window",
    "used",
    "no_amount",
]

Because = Literal["", "other_reason", "carrier_says_delivered", "overdue", "undated", "above_limit"]
"""Why a person decides. `overdue`: late, but not yet lost; `undated`: delivered, nobody knows when.
Empty: nobody has to."""


@dataclass(frozen=True, slots=True)
class RefundPolicy:
    window_days: int = 30
    """Counted from delivery; the last of them counts whole, wherever the customer lives."""
    person_above: Decimal = Decimal(500)
    """In the order's currency: beyond it, with what went back before, a person decides."""
    lost_after_days: int = 14
    """After the promised date; from then on a parcel counts as lost. (10 business days.)"""


@dataclass(frozen=True, slots=True)
class RefundRequest:
    reason: RefundReason
    lines: Sequence[str] | None = None
    """Ids of the order's lines; None where none was named."""
    at_most: Decimal | None = None
    """Only ever lowers the amount."""
    unused: bool | None = None
    """Unused and in its original packaging, as the customer says; None: not said yet."""


@dataclass(frozen=True, slots=True)
class Refused:
    reason: Refusal
    line: str = ""
    """The line it is about, if it is about one."""
    on: date | None = None
    """`not_due_yet`: the promised day; `outside_window`: the last day it was possible."""


@dataclass(frozen=True, slots=True)
class AskLines:
    """Several could be meant."""

    lines: tuple[OrderLine, ...]


@dataclass(frozen=True, slots=True)
class AskCondition:
    """Whether these are unused and in their original packaging."""

    lines: tuple[OrderLine, ...]


@dataclass(frozen=True, slots=True)
class Return:
    """These may come back; they are paid once they have arrived."""

    lines: tuple[OrderLine, ...]


@dataclass(frozen=True, slots=True)
class Part:
    line: OrderLine
    amount: Money


@dataclass(frozen=True, slots=True)
class Offer:
    """Paid as soon as the customer confirms, or once a person has agreed after that."""

    parts: tuple[Part, ...]
    because: Because = ""

    @property
    def needs_person(self) -> bool:
        return bool(self.because)

    @property
    def amount(self) -> Money:
        amounts = tuple(part.amount for part in self.parts)
        return total(amounts, amounts[0].currency)


Decision = Refused | AskLines | AskCondition | Return | Offer

NOTHING: Set[str] = frozenset()


def decide(
    order: Order,
    request: RefundRequest,
    *,
    now: datetime,
    policy: RefundPolicy,
    offered: Set[str] = NOTHING,
) -> Decision:
    """`offered`: the order's lines that are in another open confirmation."""
    chosen = _chosen(order, request.lines, offered)
    if isinstance(chosen, Refused):
        return chosen
    because = _timing(order, request.reason, now, policy)
    if isinstance(because, Refused):
        return because
    if isinstance(chosen, AskLines):
        return chosen
    if request.reason == "changed_mind" and not because:
        return _return(chosen, request.unused)
    return _offer(order, chosen, request.at_most, because, policy)


def obstacle(order: Order, amounts: Sequence[tuple[str, Money]]) -> Refused | None:
    """Why these amounts of these lines cannot go back any more, whoever agrees to it."""
    if order.state == "cancelled":
        return Refused("cancelled")
    lines = {line.id: line for line in order.lines}
    for id, amount in amounts:
        if id not in lines:
            return Refused("no_such_line", id)
        if found := _obstacle(order, lines[id], NOTHING):
            return found
        if lines[id].price < lines[id].refunded + amount:
            return Refused("already_refunded", id)
    return None


def _chosen(
    order: Order, named: Sequence[str] | None, offered: Set[str]
) -> tuple[OrderLine, ...] | AskLines | Refused:
    if order.state == "cancelled":
        return Refused("cancelled")
    obstacles = {line.id: _obstacle(order, line, offered) for line in order.lines}
    if named:
        return _named(order, named, obstacles)
    free = tuple(line for line in order.lines if obstacles[line.id] is None)
    if len(free) > 1:
        return AskLines(free)
    first = next((obstacle for obstacle in obstacles.values() if obstacle), None)
    return free or first or Refused("no_such_line")


def _named(
    order: Order, named: Sequence[str], obstacles: dict[str, Refused | None]
) -> tuple[OrderLine, ...] | Refused:
    for id in named:
        if id not in obstacles:
            return Refused("no_such_line", id)
        if obstacle := obstacles[id]:
            return obstacle
    return tuple(line for line in order.lines if line.id in named)  # each once, whatever was named


def _obstacle(order: Order, line: OrderLine, offered: Set[str]) -> Refused | None:
    if order.state == "refunded" or line.price <= line.refunded:
        return Refused("already_refunded", line.id)
    if order.state == "returned" or line.is_returning:
        return Refused("return_under_way", line.id)
    if line.id in offered:
        return Refused("already_offered", line.id)
    return None


def _timing(
    order: Order, reason: RefundReason, now: datetime, policy: RefundPolicy
) -> Because | Refused:
    """Whether it comes at the right time, and whether a person has to look at it for that."""
    delivered = order.shipment.delivered if order.shipment else None
    if delivered is not None and (now - delivered).days > policy.window_days:
        last = delivered.date() + timedelta(days=policy.window_days)
        return Refused("outside_window", on=last)
    if reason == "other":
        return "other_reason"
    if reason == "not_received":
        return "carrier_says_delivered" if _has_arrived(order) else _missing(order, now, policy)
    if not _has_arrived(order):
        return Refused("not_delivered")
    return "" if delivered is not None else "undated"


def _has_arrived(order: Order) -> bool:
    shipment = order.shipment
    if order.state in {"delivered", "return_started"}:
        return True
    return shipment is not None and (
        shipment.delivered is not None or _is(shipment.carrier_state, "delivered")
    )


def _missing(order: Order, now: datetime, policy: RefundPolicy) -> Because | Refused:
    shipment = order.shipment
    patience = timedelta(days=policy.lost_after_days)
    if shipment is None:
        return "overdue" if now - order.placed > patience else Refused("not_shipped")
    if _is(shipment.carrier_state, "lost"):
        return ""
    if now.date() <= shipment.promised:
        return Refused("not_due_yet", on=shipment.promised)
    return "" if now.date() > shipment.promised + patience else "overdue"


def _is(carrier_state: str, word: str) -> bool:
    """The whole of what the carrier says, for `not delivered` holds `delivered` too."""
    return carrier_state.strip().casefold() == word


def _return(lines: tuple[OrderLine, ...], unused: bool | None) -> Decision:
    if unused is None:
        return AskCondition(lines)
    return Return(lines) if unused else Refused("used")


def _offer(
    order: Order,
    lines: tuple[OrderLine, ...],
    at_most: Decimal | None,
    because: Because,
    policy: RefundPolicy,
) -> Decision:
    parts = _parts(lines, at_most)
    if not parts:
        return Refused("no_amount")
    offer = Offer(parts, because)
    before = total(tuple(line.refunded for line in order.lines), order.currency)
    if not because and policy.person_above < (before + offer.amount).value:
        return Offer(parts, "above_limit")
    return offer


def _parts(lines: tuple[OrderLine, ...], at_most: Decimal | None) -> tuple[Part, ...]:
    """What is left of each line, as far as `at_most` reaches."""
    if at_most is not None and not at_most.is_finite():
        return ()
    parts: list[Part] = []
    for line in lines:
        left = line.price - line.refunded
        amount = left
        if at_most is not None:
            amount = Money(min(left.value, max(at_most, Decimal(0))), left.currency)
            at_most -= amount.value
        if (amount := amount.payable).value > 0:
            parts.append(Part(line, amount))
    return tuple(parts)
