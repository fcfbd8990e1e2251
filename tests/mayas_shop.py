"""An order system with two customers: Maya, with her orders, and Tom, with his."""

from datetime import timedelta
from decimal import Decimal

from frontdesk.adapters.memory.store import MemoryStore
from frontdesk.domain.customer import Customer, CustomerId
from frontdesk.domain.money import Money
from frontdesk.domain.order import Order, OrderId, OrderLine, OrderState, Product, Shipment
from frontdesk.ports.clock import Clock

MAYA = Customer(
    CustomerId("maya"), "Maya Lindholm", "maya@mail.example", "+1 555 0100", "plus", "active"
)
TOM = Customer(CustomerId("tom"), "Tom Okafor", "tom@mail.example", "+1 555 0199", "", "active")


def usd(value: str) -> Money:
    return Money(Decimal(value), "USD")


def line(id: str, product: str, price: str, quantity: int = 1) -> OrderLine:
    return OrderLine(id, product, quantity, usd(price), usd("0"))


def mayas_shop(clock: Clock) -> MemoryStore:
    now = clock.now()

    def order(id: str, owner: Customer, state: OrderState, days: int, *lines: OrderLine) -> Order:
        """Delivered, or promised, so many days ago."""
        then = now - timedelta(days=days)
        arrived = then if state == "delivered" else None
        carrier_state = "delivered" if arrived else "in transit"
        shipment = Shipment("UPX", f"UPX{id}", then.date(), carrier_state, arrived)
        return Order(OrderId(id), owner.id, then - timedelta(days=5), state, lines, shipment)

    orders = [
        order(
            "ORD-78432",
            MAYA,
            "delivered",
            12,
            line("1", "ProMax Wireless Headphones", "89.99"),
        ),
        order("ORD-77120", MAYA, "delayed", 3, line("1", "Halo Floor Lamp", "258.00", 2)),
        order(
            "ORD-70001",
            MAYA,
            "delivered",
            4,
            line("1", "Oak Coffee Table", "149.00"),
            line("2", "Haven Sofa", "620.00"),
        ),
        order("ORD-55555", TOM, "delivered", 6, line("1", "Desk Fan", "39.00")),
    ]
    products = [Product("fan", "Desk Fan", usd("39.00"), in_stock=4)]
    return MemoryStore([MAYA, TOM], orders, products, clock)
