"""An order system that knows Maya, with her two orders, and Tom, who has none."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from frontdesk.domain.customer import Customer, CustomerId
from frontdesk.domain.money import Money
from frontdesk.domain.order import Order, OrderId, OrderLine, Product, Refund, ReturnLabel
from frontdesk.errors import RefundRefused

TOM = Customer(CustomerId("tom"), "Tom Becker", "tom@mail.example", "", "standard", "active")
MAYA = Customer(CustomerId("maya"), "Maya Lindholm", "maya@mail.example", "", "plus", "active")


def line(id: str, product: str, price: str, quantity: int = 1) -> OrderLine:
    return OrderLine(id, product, quantity, usd(price), usd("0"))


def usd(value: str) -> Money:
    return Money(Decimal(value), "USD")


class OneShop:
    """Shows orders; does nothing with them."""

    def __init__(self, now: datetime | None = None) -> None:
        now = now or datetime.now(UTC)
        headphones = (
            line("1", "ProMax Wireless Headphones", "89.99"),
            line("2", "Carrying case", "12.99"),
        )
        lamp = (line("1", "Halo Floor Lamp", "258.00", quantity=2),)
        self._orders = [
            Order(OrderId("ORD-78432"), MAYA.id, now - timedelta(days=16), "delivered", headphones),
            Order(OrderId("ORD-77120"), MAYA.id, now - timedelta(days=40), "delayed", lamp),
        ]

    async def customer(self, id: CustomerId) -> Customer | None:
        return next((known for known in (MAYA, TOM) if known.id == id), None)

    async def identify(self, order: OrderId, contact: str) -> Customer | None:
        known = await self.order(MAYA.id, order)
        return MAYA if known and contact == MAYA.email else None

    async def orders(self, customer: CustomerId) -> Sequence[Order]:
        return [order for order in self._orders if order.customer == customer]

    async def order(self, customer: CustomerId, id: OrderId) -> Order | None:
        return next((order for order in await self.orders(customer) if order.id == id), None)

    async def products(self, words: str) -> Sequence[Product]:
        return []

    async def start_return(
        self, customer: CustomerId, order: OrderId, lines: Sequence[str], *, key: str
    ) -> ReturnLabel:
        raise NotImplementedError

    async def pay_back(
        self,
        customer: CustomerId,
        order: OrderId,
        amounts: Sequence[tuple[str, Money]],
        *,
        key: str,
    ) -> Refund:
        raise RefundRefused

    async def paid_back(self, key: str) -> Refund | None:
        return None
