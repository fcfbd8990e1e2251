"""What the shop sells, by department: the store's products as its pages show them."""

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from frontdesk.demo.shop.words import price

HERE = Path(__file__).parent
PRODUCTS = HERE.parent / "store" / "products.json"
FEW = 10


@dataclass(frozen=True, slots=True)
class Good:
    id: str
    name: str
    says: str
    price: str
    stock: str
    is_there: bool

    @property
    def picture(self) -> str:
        return f"/static/img/{self.id}.svg"


@dataclass(frozen=True, slots=True)
class Department:
    id: str
    name: str
    says: str
    goods: tuple[Good, ...]


@dataclass(frozen=True, slots=True)
class Range:
    departments: Sequence[Department]
    front: Sequence[Good]
    """What the first page shows."""

    def good(self, id: str) -> tuple[Department, Good] | None:
        every = ((place, good) for place in self.departments for good in place.goods)
        return next((found for found in every if found[1].id == id), None)

    def picture_of(self, name: str) -> str:
        """Of a product by its name on an order; empty for one that is not sold here."""
        every = (good for place in self.departments for good in place.goods)
        return next((good.picture for good in every if good.name == name), "")


def read_range() -> Range:
    shown = tomllib.loads((HERE / "goods.toml").read_text("utf-8"))
    sold = {entry["id"]: entry for entry in json.loads(PRODUCTS.read_text("utf-8"))}
    departments = [
        Department(each["id"], each["name"], each["says"], tuple(_goods(each["goods"], sold)))
        for each in shown["departments"]
    ]
    by_id = {good.id: good for place in departments for good in place.goods}
    return Range(departments, [by_id[id] for id in shown["front"]])


def _goods(lines: dict[str, str], sold: dict[str, dict[str, Any]]) -> Iterator[Good]:
    for id, says in lines.items():
        entry = sold[id]
        left = entry["in_stock"]
        yield Good(
            id,
            entry["name"],
            says,
            price(Decimal(entry["price"]), entry["currency"]),
            _stock(left, entry.get("restocked")),
            left > 0,
        )


def _stock(left: int, restocked: int | None) -> str:
    if left:
        return f"Only {left} left" if left < FEW else "In stock"
    return f"Back in about {restocked} days" if restocked else "Sold out"
