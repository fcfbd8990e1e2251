"""An order as its customer reads it: where it is, what comes next, in the words of the articles."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from frontdesk.demo.shop.goods import Range
from frontdesk.demo.shop.words import day, distance, price
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.money import Money, total
from frontdesk.domain.order import Order, OrderId, OrderLine, OrderState, Shipment
from frontdesk.ports.store import Store

ORDERS = Path(__file__).parent.parent / "store" / "orders.json"
STEPS = ("Ordered", "Processing", "Dispatched", "Delivered")

Tone = Literal["going", "late", "done", "quiet"]

STATES: dict[OrderState, tuple[str, Tone, int]] = {
    "paid": ("Processing", "going", 2),
    "packed": ("Processing", "going", 2),
    "shipped": ("Dispatched", "going", 3),
    "delayed": ("Delayed", "late", 3),
    "delivered": ("Delivered", "done", 4),
    "return_started": ("Return started", "going", 4),
    "returned": ("Returned", "quiet", 4),
    "refunded": ("Refunded", "quiet", 4),
    "partly_refunded": ("Partly refunded", "quiet", 4),
    "cancelled": ("Canceled", "quiet", 0),
}
"""What the customer reads, how it looks, and how many of STEPS are behind the order."""


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    is_reached: bool


@dataclass(frozen=True, slots=True)
class ShownLine:
    product: str
    quantity: int
    price: str
    picture: str
    note: str


@dataclass(frozen=True, slots=True)
class ShownOrder:
    id: OrderId
    state: str
    tone: Tone
    says: str
    """Where it is, in a sentence."""
    placed: str
    total: str
    lines: tuple[ShownLine, ...]
    steps: tuple[Step, ...]
    """None for an order that goes nowhere."""
    carrier: str
    tracking: str


def shown(order: Order, goods: Range, today: date) -> ShownOrder:
    state, tone, reached = STATES[order.state]
    shipment = order.shipment
    return ShownOrder(
        id=order.id,
        state=state,
        tone=tone,
        says=_says(order, today),
        placed=day(order.placed.date(), today),
        total=_price(order.paid),
        lines=tuple(_line(line, order.state, goods) for line in order.lines),
        steps=tuple(Step(name, at < reached) for at, name in enumerate(STEPS)) if reached else (),
        carrier=shipment.carrier if shipment else "",
        tracking=shipment.tracking if shipment else "",
    )


async def tracked(store: Store, number: str) -> Order | None:
    """By its number alone, as the tracking page of a shop does."""
    wanted = number.strip().casefold()
    for entry in json.loads(ORDERS.read_text("utf-8")):
        if entry["id"].casefold() == wanted:
            return await store.order(CustomerId(entry["customer"]), OrderId(entry["id"]))
    return None


def _says(order: Order, today: date) -> str:  # noqa: C901 (a line a state)
    shipment = order.shipment
    match order.state:
        case "paid":
            return "We have your order and will pack it soon."
        case "packed":
            return "Packed, and waiting for the carrier."
        case "cancelled":
            return "Canceled before it was sent."
        case "shipped" | "delayed" if shipment:
            return _on_its_way(shipment, today)
        case "return_started":
            return "We are waiting for the parcel that you send back."
        case "returned":
            return "Your return has reached us."
        case "refunded" | "partly_refunded":
            back = total([line.refunded for line in order.lines], order.currency)
            return f"{_price(back)} went back to your original payment method."
        case _ if shipment and shipment.delivered:
            on = shipment.delivered.date()
            return f"Delivered on {day(on, today)}, {distance(on, today)}."
        case _:
            return ""


def _on_its_way(shipment: Shipment, today: date) -> str:
    expected = f"{day(shipment.promised, today)}, {distance(shipment.promised, today)}"
    if shipment.carrier_state == "lost":
        return f"{shipment.carrier} reports it as lost. It was expected on {expected}."
    if shipment.promised < today:
        return f"It was expected on {expected}: {shipment.carrier_state}."
    return f"Expected on {expected}: {shipment.carrier_state}."


def _line(line: OrderLine, state: OrderState, goods: Range) -> ShownLine:
    note = ""
    if line.refunded.value:
        note = f"{_price(line.refunded)} refunded"
    elif line.is_returning:
        note = "returned" if state == "returned" else "being returned"
    picture = goods.picture_of(line.product)
    return ShownLine(line.product, line.quantity, _price(line.price), picture, note)


def _price(money: Money) -> str:
    return price(money.value, money.currency)
