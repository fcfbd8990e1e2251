"""Objects arrive resolved inside the world of the customer whose conversation it is.

What belongs to somebody else and what does not exist are the same, in the same words (P4).
"""

from collections.abc import Awaitable, Callable, Mapping

from frontdesk.actions.context import Context
from frontdesk.actions.kinds import Code, Contact
from frontdesk.actions.preparing import Prepared
from frontdesk.domain.action import Outcome
from frontdesk.domain.order import Order, OrderId
from frontdesk.domain.ticket import Ticket

NO_SUCH_CONTACT = (
    "Not run: this contact detail does not stand in the conversation. Copy a placeholder exactly "
    "as the customer's message shows it, or ask the customer for the e-mail address or phone "
    "number."
)
NO_SUCH_CODE = (
    "Not run: this is no code that stands in the conversation. Copy a placeholder exactly as the "
    "customer's message shows it, or ask the customer to type the code from the mail: it has six "
    "digits."
)
NO_ORDER = (
    "Not found: the customer has no order of this number. Ask the customer to check it, or look "
    "at the list of the customer's orders."
)
NO_TICKET = (
    "Not found: neither this conversation nor the customer has a ticket of this number. Ask the "
    "customer to check it."
)


async def resolve(prepared: Prepared, context: Context) -> Mapping[str, object] | Outcome:
    """What the function is called with, or why it cannot be. Raises StoreUnreachable."""
    action = prepared.action
    given: dict[str, object] = {action.context: context} if action.context else {}
    for parameter in action.parameters:
        value = prepared.arguments[parameter.name]
        if isinstance(value, str) and parameter.kind.is_placeholder:
            is_code = parameter.kind.is_code
            revealed = context.contact(value) if value.startswith("[code_") == is_code else None
            if revealed is None:
                text = NO_SUCH_CODE if is_code else NO_SUCH_CONTACT
                return Outcome("refused", text, why="no_such_contact")
            value = Code(revealed) if is_code else Contact(value, revealed)
        elif isinstance(value, str) and parameter.kind.is_owned and parameter.kind.identifies:
            find, not_found = OWNERS[parameter.kind.identifies]
            value = await find(context, value)
            if value is None:
                return Outcome("refused", not_found, why="not_own")
        given[parameter.name] = value
    return given


async def _order(context: Context, id: str) -> Order | None:
    """As written, else the one that differs only in case and signs."""
    if context.customer is None:
        return None
    owner = context.customer.id
    found = await context.store.order(owner, OrderId(id))
    if found is None:
        orders = await context.store.orders(owner)
        found = next((each for each in orders if _bare(each.id) == _bare(id)), None)
    return found if found and found.customer == owner else None


async def _ticket(context: Context, id: str) -> Ticket | None:
    customer = context.customer.id if context.customer else None
    own = await context.tickets.of(customer=customer, conversation=context.conversation)
    return next((each for each in own if _bare(each.id) == _bare(id)), None)


def _bare(id: str) -> str:
    return "".join(letter for letter in id.casefold() if letter.isalnum())


OWNERS: Mapping[type, tuple[Callable[[Context, str], Awaitable[object | None]], str]] = {
    Order: (_order, NO_ORDER),
    Ticket: (_ticket, NO_TICKET),
}
"""How an object of each type is found, and what is said when it is not."""
