"""The customer's own orders."""

from frontdesk.actions.builtin.telling import brief, whole
from frontdesk.actions.context import Context
from frontdesk.actions.declaring import action
from frontdesk.actions.kinds import Owned
from frontdesk.domain.action import Outcome
from frontdesk.domain.order import Order

MOST_LISTED = 20


@action(risk="read", level="claimed")
async def list_orders(context: Context) -> Outcome | dict[str, object]:
    """Lists the orders of the customer of this conversation, newest first. Use it when the
    customer speaks of an order without its number, to find the one that is meant by its goods,
    date or state. Do not use it when the number is known; look that order up instead. Returns of
    each order the number, the day it was placed, its state, its total and what was ordered.
    """
    orders = await context.store.orders(context.owner.id)
    if not orders:
        return Outcome("done", "This customer has no orders.")
    listed: dict[str, object] = {"orders": [brief(order) for order in orders[:MOST_LISTED]]}
    if len(orders) > MOST_LISTED:
        listed["older_orders_not_shown"] = len(orders) - MOST_LISTED
    return listed


@action(risk="read", level="claimed")
async def lookup_order(order: Owned[Order]) -> dict[str, object]:
    """Looks up one order of the customer of this conversation. Use it for every question about
    the state, contents, delivery, price, return or refund of an order, and before anything is
    done with it, because its state changes. Do not use it without a number; list the orders
    instead. Returns its state, its lines with prices and what was refunded, and the shipment
    with carrier, promised day and day of delivery.

    Args:
        order: The order's number, as the customer wrote it or as an earlier result gave it.
    """
    return whole(order)
