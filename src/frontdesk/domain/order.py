"""Orders, as the company's order system tells of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NewType

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.money import Money, total

OrderId = NewType("OrderId", str)
"""As customers write it: `ORD-78432`."""

OrderState = Literal[
    "paid",
    "packed",
    "shipped",
    "delayed",
    "delivered",
    "return_started",
    "returned",
    "refunded",
    "partly_refunded",
    "cancelled",
]


@dataclass(frozen=True, slots=True)
class OrderLine:
    id: str
    """Unique within its order: `1`, `2` …"""
    product: str
    quantity: int
    price: Money
    """Of all units together, as paid."""
    refunded: Money
    """Of this line so far."""
    is_returning: bool = False
    """A return was started for it."""


@dataclass(frozen=True, slots=True)
class Shipment:
    carrier: str
    tracking: str
    promised: date
    """The day it should arrive or should have arrived."""
    carrier_state: str
    """In the carrier's words: `in transit`, `delivered` …"""
    delivered: datetime | None = None


@dataclass(frozen=True, slots=True)
class Order:
    id: OrderId
    customer: CustomerId
    placed: datetime
    state: OrderState
    lines: tuple[OrderLine, ...]
    shipment: Shipment | None = None
    """None before it is handed to a carrier."""

    @property
    def currency(self) -> str:
        return self.lines[0].price.currency

    @property
    def paid(self) -> Money:
        return total(tuple(line.price for line in self.lines), self.currency)


@dataclass(frozen=True, slots=True)
class Product:
    id: str
    name: str
    price: Money
    in_stock: int
    restocked: date | None = None
    """When more comes, if none is left and it is known."""


@dataclass(frozen=True, slots=True)
class Refund:
    """Money on its way back, as the payment side confirmed it."""

    reference: str
    amount: Money


@dataclass(frozen=True, slots=True)
class ReturnLabel:
    """A return that was started."""

    reference: str
    send_by: date
