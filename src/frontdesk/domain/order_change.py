"""What a refund and a return do to an order, in the order systems that the desk brings along."""

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.domain.money import Money
from frontdesk.domain.order import Order, OrderLine
from frontdesk.errors import RefundRefused, ReturnRefused


def paid_back(order: Order, amounts: Sequence[tuple[str, Money]]) -> Order:
    """Raises RefundRefused for more than is left of a line."""
    if order.state == "cancelled" or not amounts:
        raise RefundRefused("There is nothing to pay back for this order.")
    for id, amount in amounts:
        line = _line(order, id)
        if line is None or amount.currency != line.price.currency or amount.value <= 0:
            raise RefundRefused(f"{amount} cannot be paid back for line {id}.")
        if line.price < line.refunded + amount:
            raise RefundRefused(f"{amount} are more than is left of line {id}.")
        order = _with(order, replace(line, refunded=line.refunded + amount))
    is_all = all(line.price <= line.refunded for line in order.lines)
    return replace(order, state="refunded" if is_all else "partly_refunded")


def returning(order: Order, lines: Sequence[str]) -> Order:
    """Raises ReturnRefused for what was not delivered, is refunded or on its way back."""
    if order.shipment is None or order.shipment.delivered is None or not lines:
        raise ReturnRefused("Only what was delivered can be returned.")
    for id in dict.fromkeys(lines):
        line = _line(order, id)
        if line is None or line.is_returning or line.price <= line.refunded:
            raise ReturnRefused(f"Line {id} cannot be returned.")
        order = _with(order, replace(line, is_returning=True))
    return replace(order, state="return_started")


def _line(order: Order, id: str) -> OrderLine | None:
    return next((line for line in order.lines if line.id == id), None)


def _with(order: Order, changed: OrderLine) -> Order:
    lines = tuple(changed if line.id == changed.id else line for line in order.lines)
    return replace(order, lines=lines)
