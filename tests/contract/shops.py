"""A shop of two customers, in every order system that Frontdesk brings along."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from frontdesk.adapters.memory.store import MemoryStore
from frontdesk.adapters.store.sqlite import SqliteStore, fill
from frontdesk.domain.customer import Customer, CustomerId
from frontdesk.domain.money import Money
from frontdesk.domain.order import Order, OrderId, OrderLine, Product, Shipment
from frontdesk.ports.store import Store
from tests.builders import NOON, FixedClock

ANN = Customer(
    CustomerId("ann"), "Ann Ode", "Ann.Ode@mail.example", "+1 (206) 555-0142", "plus", "active"
)
BEN = Customer(
    CustomerId("ben"), "Ben Ruiz", "ben@post.example", "+49 30 5550123", "basic", "active"
)


def usd(value: object) -> Money:
    return Money(Decimal(str(value)), "USD")


def order(id: str, customer: Customer, *prices: object, days: int = 12, **more: object) -> Order:
    lines = tuple(
        OrderLine(str(n), f"thing {n}", 1, usd(price), usd("0.00"))
        for n, price in enumerate(prices, start=1)
    )
    placed = NOON - timedelta(days=days + 6)
    delivered = NOON - timedelta(days=days)
    shipment = Shipment("UPS", f"1Z{id}", delivered.date(), "delivered", delivered)
    values = {"state": "delivered", "shipment": shipment, **more}
    return Order(OrderId(id), customer.id, placed, values["state"], lines, values["shipment"])  # type: ignore[arg-type]


ORDERS = (
    order("ORD-1", ANN, "89.99"),
    order("ORD-2", ANN, "229.00", "899.00", days=3),
    order("ORD-3", ANN, "49.00", days=1, state="shipped", shipment=None),
    order("ORD-9", BEN, "12.00"),
)
PRODUCTS = tuple(
    Product(name.casefold(), name, usd("1.00"), 1)
    for name in ("Halo floor lamp", "Halo desk lamp", "Wall lamp", "Haven sofa, 3-seater")
)

Opening = Callable[[Path], AbstractContextManager[Store]]


@contextmanager
def in_memory(_folder: Path) -> Generator[Store]:
    yield MemoryStore((ANN, BEN), ORDERS, PRODUCTS, FixedClock())


@contextmanager
def in_sqlite(folder: Path) -> Generator[Store]:
    fill(folder / "store.db", (ANN, BEN), ORDERS, PRODUCTS)
    yield SqliteStore(folder / "store.db", FixedClock())


OPENINGS: dict[str, Opening] = {"memory": in_memory, "sqlite": in_sqlite}
