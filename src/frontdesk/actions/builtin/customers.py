"""Who the customer is (D17): bound in code, from what only the customer knows."""

from frontdesk.actions.context import Context
from frontdesk.actions.declaring import action
from frontdesk.actions.done import Done
from frontdesk.actions.kinds import Contact
from frontdesk.domain.action import Outcome
from frontdesk.domain.customer import Customer
from frontdesk.domain.event import CustomerBound, IdentityRefused
from frontdesk.domain.order import OrderId
from frontdesk.ports.store import Store

MAX_TRIES = 3  # failed ones, of a conversation: too few to guess a number

KNOWN = "The customer is known already: {name}. Go on without verifying again."
VERIFIED = "Verified: the customer is {name}. Orders and account can be looked up now."
# One text for an unknown order and for a foreign one: it must not tell which numbers exist.
NO_MATCH = (
    "Not verified: this order number and this contact detail do not belong together. Ask the "
    "customer to check both; the contact detail has to be the one used for that order. "
    "Tries left: {left}."
)
NO_MORE = (
    "Not verified, and no more tries are allowed in this conversation. Tell the customer that a "
    "person will help, and hand the conversation over."
)


# Alone: beside one another, several tries would all count as the first.
@action(risk="read", level="visitor", alone=True)
async def verify_customer(order_id: OrderId, contact: Contact, context: Context) -> Done:
    """Verifies who the customer is, by the number of one of the customer's orders together with
    the e-mail address or phone number used for it. Use it before anything that concerns the
    customer's own orders or account, as soon as the customer has given both; ask for what is
    missing first. Do not use it when the customer is known already, and never with details that
    the customer did not give. It says whether the customer is verified; only a few tries are
    allowed.

    Args:
        order_id: The number of one of the customer's orders, as the customer wrote it.
        contact: The e-mail address or phone number the customer gave.
    """
    if context.customer:
        return Done(Outcome("done", KNOWN.format(name=context.customer.name)))
    if context.identity_refusals >= MAX_TRIES or not context.tries.take():
        return Done(Outcome("refused", NO_MORE))
    is_wrong = False
    try:
        customer = await _owner_of(order_id, contact.value, context.store)
        is_wrong = customer is None
    finally:
        if not is_wrong:
            context.tries.give_back()  # also where the order system gave no answer
    if customer:
        verified = Outcome("done", VERIFIED.format(name=customer.name))
        return Done(verified, (CustomerBound(customer.id, "claimed", customer.name),))
    left = MAX_TRIES - context.identity_refusals - 1
    text = NO_MATCH.format(left=left) if left else NO_MORE
    refused = IdentityRefused("an order and a contact that do not belong together")
    return Done(Outcome("refused", text), (refused,))


async def _owner_of(order: OrderId, contact: str, store: Store) -> Customer | None:
    """As written, else in capitals; asked as often for a foreign order as for an unknown one."""
    for written in dict.fromkeys((order, order.upper())):
        customer = await store.identify(OrderId(written), contact)
        if customer:
            return customer
    return None


@action(risk="read", level="claimed")
async def lookup_customer(context: Context) -> dict[str, object]:
    """Looks up the account of the customer of this conversation. Use it when the answer depends
    on the customer's plan or on whether the account is active. Do not use it for orders, or to
    find out about anyone else. Returns the name, the plan and the status of the account.
    """
    owner = context.owner
    return {"name": owner.name, "plan": owner.plan, "status": owner.status}
