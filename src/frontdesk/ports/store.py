"""The company's order system: what it knows of a customer, and what it does with an order."""

from collections.abc import Sequence
from typing import Protocol

from frontdesk.domain.customer import Customer, CustomerId
from frontdesk.domain.order import Order, OrderId, Product, ReturnLabel


class Store(Protocol):
    """Every call that names an order names the customer whose order it must be.

    An order of somebody else is the same as one that does not exist. All raise StoreUnreachable
    when the system does not answer.
    """

    async def customer(self, id: CustomerId) -> Customer | None: ...

    async def identify(self, order: OrderId, contact: str) -> Customer | None:
        """Whose order this is, if `contact` is that customer's e-mail address or phone number."""
        ...

    async def orders(self, customer: CustomerId) -> Sequence[Order]:
        """Newest first."""
        ...

    async def order(self, customer: CustomerId, id: OrderId) -> Order | None: ...

    async def products(self, words: str) -> Sequence[Product]:
        """Those whose name fits the words, best first, five at most."""
        ...

    async def start_return(
        self, customer: CustomerId, order: OrderId, lines: Sequence[str], *, key: str
    ) -> ReturnLabel:
        """Once per key: the same key gives the same label and starts nothing again.

        Raises ReturnRefused if the order system says no: then nothing was started.
        """
        ...
