"""Its database: rows as they stand in db.json, and what its tools do with them.

The rules follow tau2-bench's own tools, so that what is changed can be compared with what its
tasks expect; who may have a row changed is not their business but the desk's.
"""

import copy
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
RETAIL = DATA / "tau_retail"
TRAJECTORIES = DATA / "tau_trajectories" / "dev"
Row = dict[str, Any]


class NotPossible(Exception):
    """The shop's own rules say no."""


class Shop:
    def __init__(self, rows: Row) -> None:
        self.rows = copy.deepcopy(rows)

    @property
    def users(self) -> dict[str, Row]:
        return self.rows["users"]

    @property
    def orders(self) -> dict[str, Row]:
        return self.rows["orders"]

    @property
    def owners(self) -> dict[str, str]:
        """Of each order, by its number."""
        return {id: order["user_id"] for id, order in self.orders.items()}

    def user_by_name(self, first: str, last: str, zip: str) -> str | None:
        for id, user in self.users.items():
            name = user["name"]
            is_same = (name["first_name"].lower(), name["last_name"].lower()) == (
                first.lower(),
                last.lower(),
            )
            if is_same and user["address"]["zip"] == zip:
                return id
        return None

    def user_by_email(self, email: str) -> str | None:
        found = (id for id, user in self.users.items() if user["email"].lower() == email.lower())
        return next(found, None)

    def item(self, id: str) -> Row:
        for product in self.rows["products"].values():
            if id in product["variants"]:
                return product["variants"][id]
        raise NotPossible("Item not found")

    def product(self, id: str) -> Row:
        if id not in self.rows["products"]:
            raise NotPossible("Product not found")
        return self.rows["products"][id]

    def cancel(self, order: Row, reason: str) -> None:
        if order["status"] != "pending":
            raise NotPossible("Non-pending order cannot be cancelled")
        refunds: list[Row] = []
        for paid in order["payment_history"]:
            refunds.append({**paid, "transaction_type": "refund"})
            self._add(order, paid["payment_method_id"], paid["amount"])
        order["status"], order["cancel_reason"] = "cancelled", reason
        order["payment_history"].extend(refunds)

    def exchange(self, order: Row, old: Sequence[str], new: Sequence[str], method: str) -> None:
        if order["status"] != "delivered":
            raise NotPossible("Non-delivered order cannot be exchanged")
        self._hold(order, old)
        difference = round(sum(self._differences(order, old, new)), 2)
        self._can_pay(order, method, difference)
        order["status"] = "exchange requested"
        order["exchange_items"], order["exchange_new_items"] = sorted(old), sorted(new)
        order["exchange_payment_method_id"] = method
        order["exchange_price_difference"] = difference

    def give_back(self, order: Row, items: Sequence[str], method: str) -> None:
        if order["status"] != "delivered":
            raise NotPossible("Non-delivered order cannot be returned")
        paid_with = order["payment_history"][0]["payment_method_id"]
        if self._method(order, method)["source"] != "gift_card" and method != paid_with:
            raise NotPossible("Payment method should be the original payment method")
        self._hold(order, items)
        order["status"], order["return_items"] = "return requested", sorted(items)
        order["return_payment_method_id"] = method

    def change_items(self, order: Row, old: Sequence[str], new: Sequence[str], method: str) -> None:
        if order["status"] != "pending":
            raise NotPossible("Non-pending order cannot be modified")
        self._hold(order, old)
        difference = sum(self._differences(order, old, new))
        self._can_pay(order, method, difference)
        kind = "payment" if difference > 0 else "refund"
        paid = {"transaction_type": kind, "amount": abs(difference), "payment_method_id": method}
        order["payment_history"].append(paid)
        self._add(order, method, -difference)
        for before, after in zip(old, new, strict=True):
            item = _item(order, before)
            item["item_id"] = after
            variant = self.item(new[-1])  # of the last one, as the tool has it
            item["price"], item["options"] = variant["price"], variant["options"]
        order["status"] = "pending (item modified)"

    def change_payment(self, order: Row, method: str) -> None:
        if "pending" not in order["status"]:
            raise NotPossible("Non-pending order cannot be modified")
        history = order["payment_history"]
        if len(history) != 1 or history[0]["transaction_type"] != "payment":
            raise NotPossible("There should be exactly one payment for a pending order")
        before, amount = history[0]["payment_method_id"], history[0]["amount"]
        if before == method:
            raise NotPossible("The new payment method should be different from the current one")
        self._can_pay(order, method, amount)
        for kind, with_ in (("payment", method), ("refund", before)):
            paid = {"transaction_type": kind, "amount": amount, "payment_method_id": with_}
            history.append(paid)
        self._add(order, method, -amount)
        self._add(order, before, amount)

    def change_address(self, order: Row, address: Row) -> None:
        if "pending" not in order["status"]:
            raise NotPossible("Non-pending order cannot be modified")
        order["address"] = address

    def _differences(self, order: Row, old: Sequence[str], new: Sequence[str]) -> Iterator[float]:
        if len(old) != len(new):
            raise NotPossible("The number of items to be exchanged should match")
        for before, after in zip(old, new, strict=True):
            if before == after and order["status"] == "pending":
                raise NotPossible("The new item id should be different from the old item id")
            item = _item(order, before)
            variant = self.product(item["product_id"])["variants"].get(after)
            if variant is None or not variant["available"]:
                raise NotPossible(f"New item {after} not found or available")
            yield variant["price"] - item["price"]

    def _method(self, order: Row, method: str) -> Row:
        methods = self.users[order["user_id"]]["payment_methods"]
        if method not in methods:
            raise NotPossible("Payment method not found")
        return methods[method]

    def _can_pay(self, order: Row, method: str, amount: float) -> None:
        found = self._method(order, method)
        if found["source"] == "gift_card" and found["balance"] < amount:
            raise NotPossible("Insufficient gift card balance to pay for the price difference")

    def _add(self, order: Row, method: str, amount: float) -> None:
        found = self._method(order, method)
        if found["source"] == "gift_card":
            found["balance"] = round(found["balance"] + amount, 2)

    def _hold(self, order: Row, items: Sequence[str]) -> None:
        held = [item["item_id"] for item in order["items"]]
        if any(items.count(id) > held.count(id) for id in items):
            raise NotPossible("Some item not found")


def _item(order: Row, id: str) -> Row:
    for item in order["items"]:
        if item["item_id"] == id:
            return item
    raise NotPossible(f"Item {id} not found")


def read_lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def read_rows() -> Row:
    return json.loads((RETAIL / "domain" / "db.json").read_text("utf-8"))
