"""The customer's own orders."""

from frontdesk.actions.builtin.telling import brief, whole
from frontdesk.actions.context import Context
from frontdesk.actions.declaring import action
from frontdesk.actions.done import Done
from frontdesk.actions.fitting import told
from frontdesk.actions.kinds import Owned
from frontdesk.actions.wording import holds_free_text
from frontdesk.domain.action import Outcome
from frontdesk.domain.order import Order

MOST_LISTED = 20


@action(risk="read", level="claimed", taints=False)  # names of goods are the company's own
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
async def lookup_order(order: Owned[Order]) -> Done:
    """Looks up one order of the customer of this conversation. Use it for every question about
    the state, contents, delivery, price, return or refund of an order, and before anything is
    done with it, because its state changes. Do not use it without a number; list the orders
    instead. Returns its state, its lines with prices and what was refunded, and the shipment
    with carrier, promised day and day of delivery.

    Args:
        order: The order's number, as the customer wrote it or as an earlier result gave it.
    """
    carrier_says = order.shipment.carrier_state if order.shipment else ""
    is_note = holds_free_text([carrier_says])  # a driver's, where it is no mere state
    return Done(Outcome("done", told(whole(order))), taints=is_note)
