"""Whose an order or a reservation is: all that the desk has to know of the company's system."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from frontdesk.domain.customer import Customer, CustomerId
from frontdesk.domain.order import Order, OrderId, Product

DAY = datetime(2024, 5, 1, tzinfo=UTC)


class Owners:
    """Keeps the port Store."""

    def __init__(self, owners: Mapping[str, str], *, is_open: bool = False) -> None:
        """`owners`: by the id of what is owned. `is_open`: everything is everybody's, so that a
        check can be seen to fail.
        """
        self._owners = owners
        self._is_open = is_open

    async def customer(self, id: CustomerId) -> Customer | None:
        return Customer(id, str(id).split("_")[0].title(), "", "", "", "active")

    async def identify(self, *_: str) -> None:
        return None

    async def orders(self, customer: CustomerId) -> Sequence[Order]:
        return [_order(id, whose) for id, whose in self._owners.items() if whose == customer]

    async def order(self, customer: CustomerId, id: OrderId) -> Order | None:
        found = next((each for each in (id, f"#{id}") if each in self._owners), None)
        if found and (self._is_open or self._owners[found] == customer):
            return _order(found, customer)
        return None

    async def products(self, _: str) -> Sequence[Product]:
        return []

    async def start_return(self, *_: Any, **__: Any) -> Any:
        raise NotImplementedError

    async def pay_back(self, *_: Any, **__: Any) -> Any:
        raise NotImplementedError

    async def paid_back(self, _: str) -> None:
        return None


def _order(id: str, owner: str) -> Order:
    return Order(OrderId(id), CustomerId(owner), DAY, "paid", ())
