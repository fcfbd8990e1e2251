"""An order system in this process's memory."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from frontdesk.domain.contact import same_contact
from frontdesk.domain.customer import Customer, CustomerId
from frontdesk.domain.money import Money, total
from frontdesk.domain.order import Order, OrderId, Product, Refund, ReturnLabel
from frontdesk.domain.order_change import paid_back, returning
from frontdesk.domain.product_search import fitting
from frontdesk.errors import RefundRefused, ReturnRefused
from frontdesk.ports.clock import Clock

LABEL = timedelta(days=14)


class MemoryStore:
    def __init__(
        self,
        customers: Iterable[Customer],
        orders: Iterable[Order],
        products: Iterable[Product],
        clock: Clock,
    ) -> None:
        self._customers = {customer.id: customer for customer in customers}
        self._orders = {_plain(order.id): order for order in orders}
        self._products = list(products)
        self._clock = clock
        self._returns: dict[str, ReturnLabel] = {}
        self._refunds: dict[str, Refund] = {}

    async def customer(self, id: CustomerId) -> Customer | None:
        return self._customers.get(id)

    async def identify(self, order: OrderId, contact: str) -> Customer | None:
        found = self._orders.get(_plain(order))
        customer = self._customers[found.customer] if found else None
        if customer and any(same_contact(contact, own) for own in (customer.email, customer.phone)):
            return customer
        return None

    async def orders(self, customer: CustomerId) -> Sequence[Order]:
        own = [order for order in self._orders.values() if order.customer == customer]
        return sorted(own, key=lambda order: (order.placed, order.id), reverse=True)

    async def order(self, customer: CustomerId, id: OrderId) -> Order | None:
        found = self._orders.get(_plain(id))
        return found if found and found.customer == customer else None

    async def products(self, words: str) -> Sequence[Product]:
        return fitting(self._products, words)

    async def start_return(
        self, customer: CustomerId, order: OrderId, lines: Sequence[str], *, key: str
    ) -> ReturnLabel:
        if (label := self._returns.get(key)) is not None:
            return label
        found = await self.order(customer, order)
        if found is None:
            raise ReturnRefused("There is no such order.")
        self._orders[_plain(order)] = returning(found, lines)
        send_by = self._clock.now().date() + LABEL
        self._returns[key] = ReturnLabel(f"RT-{len(self._returns) + 1}", send_by)
        return self._returns[key]

    async def pay_back(
        self,
        customer: CustomerId,
        order: OrderId,
        amounts: Sequence[tuple[str, Money]],
        *,
        key: str,
    ) -> Refund:
        if (refund := self._refunds.get(key)) is not None:
            return refund
        found = await self.order(customer, order)
        if found is None:
            raise RefundRefused("There is no such order.")
        self._orders[_plain(order)] = paid_back(found, amounts)
        amount = total([amount for _, amount in amounts], found.currency)
        self._refunds[key] = Refund(f"RF-{len(self._refunds) + 1}", amount)
        return self._refunds[key]

    async def paid_back(self, key: str) -> Refund | None:
        return self._refunds.get(key)


def _plain(id: OrderId) -> str:
    """Customers write numbers in their own way."""
    return id.strip().casefold()
