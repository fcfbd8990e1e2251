"""A conversation becomes a customer's own, once and for good."""

from contextlib import suppress

from frontdesk.domain.appending import may_append
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId, CustomerBound
from frontdesk.errors import ConversationNotFound
from frontdesk.turns.log import Log, Logs, Overtaken


class AnotherCustomer(Exception):
    """The conversation is somebody else's already; this customer needs one of their own."""

    def __init__(self, customer: CustomerId) -> None:
        super().__init__(customer)
        self.customer = customer


async def bind(log: Log, who: CustomerBound) -> None:
    """Make it this customer's, at this level or a surer one.

    Raises AnotherCustomer, StorageFailed.
    """
    while may_append(log.state, who):
        with suppress(Overtaken):  # then it has to be seen whose it is now
            await log.append(who)
    if log.state.customer != who.customer:
        raise AnotherCustomer(who.customer)


async def identify(logs: Logs, id: ConversationId, who: CustomerBound) -> None:
    """Raises ConversationNotFound, AnotherCustomer, StorageFailed."""
    async with logs.use(id) as log:
        if not log.state.exists:
            raise ConversationNotFound
        await bind(log, who)
