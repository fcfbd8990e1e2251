"""Customers, products and orders as a project writes them down, with dates relative to today.

    customers.json   [{"id": "C-1", "name": …, "email": …, "phone": …, "plan": …, "status": …}]
    products.json    [{"id": …, "name": …, "price": "89.99", "currency": "USD", "in_stock": 3,
                       "restocked": 9}]
    orders.json      [{"id": "ORD-1", "customer": "C-1", "placed": -18, "state": "delivered",
                       "currency": "USD", "lines": [{"product": …, "price": "89.99"}],
                       "shipment": {"carrier": …, "tracking": …, "promised": -11,
                                    "carrier_state": "delivered", "delivered": -12}}]

Days are counted from the day the data is first used: -12 is twelve days before it.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from frontdesk.domain.customer import Customer, CustomerId
from frontdesk.domain.money import Money, of_minor
from frontdesk.domain.order import Order, OrderId, OrderLine, OrderState, Product, Shipment
from frontdesk.errors import StoreUnusable

CUSTOMERS, PRODUCTS, ORDERS = "customers.json", "products.json", "orders.json"
FILES = (CUSTOMERS, PRODUCTS, ORDERS)

PLACED_AT, DELIVERED_AT = time(10, tzinfo=UTC), time(14, tzinfo=UTC)

Days = Annotated[int, Field(ge=-3650, le=3650)]
Amount = Annotated[Decimal, Field(ge=0, decimal_places=3)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CustomerEntry(Entry):
    id: str
    name: str
    email: str
    phone: str
    plan: str
    status: str


class ProductEntry(Entry):
    id: str
    name: str
    price: Amount
    currency: Currency
    in_stock: Annotated[int, Field(ge=0)]
    restocked: Days | None = None


class LineEntry(Entry):
    product: str
    price: Amount
    quantity: Annotated[int, Field(ge=1)] = 1
    refunded: Amount = Decimal(0)
    is_returning: bool = False


class ShipmentEntry(Entry):
    carrier: str
    tracking: str
    promised: Days
    carrier_state: str
    delivered: Days | None = None


class OrderEntry(Entry):
    id: str
    customer: str
    placed: Days
    state: OrderState
    currency: Currency
    lines: Annotated[tuple[LineEntry, ...], Field(min_length=1)]
    shipment: ShipmentEntry | None = None


CUSTOMER_ENTRIES = TypeAdapter(list[CustomerEntry])
PRODUCT_ENTRIES = TypeAdapter(list[ProductEntry])
ORDER_ENTRIES = TypeAdapter(list[OrderEntry])

E = TypeVar("E")
V = TypeVar("V", Customer, Product, Order)


@dataclass(frozen=True, slots=True)
class Contents:
    customers: Sequence[Customer]
    orders: Sequence[Order]
    products: Sequence[Product]


def read_folder(folder: Path, today: date) -> Contents:
    """Raises StoreUnusable, naming file and entry."""
    customers = _read(folder / CUSTOMERS, CUSTOMER_ENTRIES, _customer)
    products = _read(folder / PRODUCTS, PRODUCT_ENTRIES, lambda entry: _product(entry, today))
    orders = _read(folder / ORDERS, ORDER_ENTRIES, lambda entry: _order(entry, today))
    _check(folder / ORDERS, orders, {customer.id for customer in customers})
    return Contents(customers, orders, products)


def _read(path: Path, entries: TypeAdapter[list[E]], value: Callable[[E], V]) -> Sequence[V]:
    try:
        values = [value(entry) for entry in entries.validate_json(path.read_bytes())]
    except OSError as error:
        raise StoreUnusable(f"{path} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise StoreUnusable(
            f"{path}, {f'entry {where}' if where else 'as a whole'}: {first['msg']}.",
            next_step="Mend the entry (they are counted from 0) and start again.",
        ) from error
    except ValueError as error:
        raise StoreUnusable(f"{path}: {error}.") from error
    ids = [each.id.casefold() for each in values]
    if twice := next((each.id for each in values if ids.count(each.id.casefold()) > 1), None):
        raise StoreUnusable(f"{path}: {twice} stands there twice.")
    return values


def _check(path: Path, orders: Sequence[Order], customers: Collection[str]) -> None:
    for order in orders:
        if order.customer not in customers:
            raise StoreUnusable(f"{path}: {order.id} is of {order.customer}, whom nobody knows.")
        for line in order.lines:
            if line.price < line.refunded:
                raise StoreUnusable(
                    f"{path}: line {line.id} of {order.id} is refunded with more than its price."
                )


def _customer(entry: CustomerEntry) -> Customer:
    return Customer(
        CustomerId(entry.id), entry.name, entry.email, entry.phone, entry.plan, entry.status
    )


def _product(entry: ProductEntry, today: date) -> Product:
    restocked = None if entry.restocked is None else today + timedelta(days=entry.restocked)
    price = _money(entry.price, entry.currency)
    return Product(entry.id, entry.name, price, entry.in_stock, restocked)


def _order(entry: OrderEntry, today: date) -> Order:
    return Order(
        OrderId(entry.id),
        CustomerId(entry.customer),
        _at(today, entry.placed, PLACED_AT),
        entry.state,
        tuple(
            OrderLine(
                str(number),
                line.product,
                line.quantity,
                _money(line.price, entry.currency),
                _money(line.refunded, entry.currency),
                line.is_returning,
            )
            for number, line in enumerate(entry.lines, start=1)
        ),
        _shipment(entry.shipment, today) if entry.shipment else None,
    )


def _shipment(entry: ShipmentEntry, today: date) -> Shipment:
    delivered = entry.delivered
    return Shipment(
        entry.carrier,
        entry.tracking,
        today + timedelta(days=entry.promised),
        entry.carrier_state,
        None if delivered is None else _at(today, delivered, DELIVERED_AT),
    )


def _money(amount: Decimal, currency: str) -> Money:
    """With all its decimals. Raises ValueError for what nobody can pay."""
    return of_minor(Money(amount, currency).minor, currency)


def _at(today: date, days: int, at: time) -> datetime:
    return datetime.combine(today + timedelta(days=days), at)
