"""The actions every desk has, one file a subject."""

from frontdesk.actions.builtin.articles import search_faq
from frontdesk.actions.builtin.codes import enter_code, send_code
from frontdesk.actions.builtin.customers import lookup_customer, verify_customer
from frontdesk.actions.builtin.orders import list_orders, lookup_order
from frontdesk.actions.builtin.people import escalate_to_human
from frontdesk.actions.builtin.products import product_availability
from frontdesk.actions.builtin.refunds import process_refund
from frontdesk.actions.builtin.returns import start_return
from frontdesk.actions.builtin.tickets import create_ticket, list_tickets, lookup_ticket

FOR_ALL = (create_ticket, escalate_to_human, list_tickets, lookup_ticket, search_faq)
WITH_STORE = (
    list_orders,
    lookup_customer,
    lookup_order,
    process_refund,
    product_availability,
    start_return,
    verify_customer,
)
"""Those that need the company's order system."""
WITH_MAIL = (enter_code, send_code)
"""Those that need, beside it, a mail system."""
BUILT_IN = (*FOR_ALL, *WITH_STORE, *WITH_MAIL)
HOW_KNOWN = frozenset({"verify_customer", "send_code", "enter_code"})
"""What makes a customer known cannot ask for one who is."""

__all__ = ["BUILT_IN", "FOR_ALL", "HOW_KNOWN", "WITH_MAIL", "WITH_STORE"]
