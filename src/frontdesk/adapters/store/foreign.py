"""An order system of the company's own, whose code may fail in ways that only it knows."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager

from frontdesk.adapters.store.system import OrderSystem
from frontdesk.domain.customer import Customer, CustomerId
from frontdesk.domain.money import Money
from frontdesk.domain.order import Order, OrderId, Product, Refund, ReturnLabel
from frontdesk.errors import FrontdeskError, StoreUnreachable


class ForeignStore:
    """Whatever is raised in there is StoreUnreachable out here, or one of our own errors.

    What it gives of another customer than was asked for is as if it were not there.
    """

    def __init__(self, store: OrderSystem) -> None:
        self._store = store

    async def customer(self, id: CustomerId) -> Customer | None:
        with _faults():
            found = await self._store.customer(id)
        return found if found and found.id == id else None

    async def identify(self, order: OrderId, contact: str) -> Customer | None:
        with _faults():
            return await self._store.identify(order, contact)

    async def orders(self, customer: CustomerId) -> Sequence[Order]:
        with _faults():
            found = await self._store.orders(customer)
        return [order for order in found if order.customer == customer]

    async def order(self, customer: CustomerId, id: OrderId) -> Order | None:
        with _faults():
            found = await self._store.order(customer, id)
        return found if found and found.customer == customer else None

    async def products(self, words: str) -> Sequence[Product]:
        with _faults():
            return await self._store.products(words)

    async def start_return(
        self, customer: CustomerId, order: OrderId, lines: Sequence[str], *, key: str
    ) -> ReturnLabel:
        with _faults():
            return await self._store.start_return(customer, order, lines, key=key)

    async def pay_back(
        self,
        customer: CustomerId,
        order: OrderId,
        amounts: Sequence[tuple[str, Money]],
        *,
        key: str,
    ) -> Refund:
        with _faults():
            return await self._store.pay_back(customer, order, amounts, key=key)

    async def paid_back(self, key: str) -> Refund | None:
        with _faults():
            return await self._store.paid_back(key)


@contextmanager
def _faults() -> Generator[None]:
    try:
        yield
    except FrontdeskError:
        raise
    except Exception as error:
        raise StoreUnreachable from error
