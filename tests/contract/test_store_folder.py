"""How a project's order system is opened, and what it says when it cannot be."""
# ruff: noqa: E501 (entries and cases are read by their rows)

import json
from datetime import timedelta
from pathlib import Path

import pytest

from frontdesk.adapters.store import open_store
from frontdesk.domain.order import OrderId
from frontdesk.errors import RefundRefused, StoreUnreachable, StoreUnusable
from tests.builders import NOON, FixedClock

CUSTOMERS = [
    {
        "id": "C-1",
        "name": "Ann Ode",
        "email": "ann@mail.example",
        "phone": "",
        "plan": "plus",
        "status": "active",
    }
]
PRODUCTS = [
    {"id": "lamp", "name": "Lamp", "price": "49", "currency": "USD", "in_stock": 0, "restocked": 9}
]
ORDERS = [
    {
        "id": "ORD-1",
        "customer": "C-1",
        "placed": -18,
        "state": "delivered",
        "currency": "USD",
        "lines": [{"product": "Lamp", "price": "49.00"}, {"product": "Bulb", "price": "4", "quantity": 2}],
        "shipment": {
            "carrier": "UPS",
            "tracking": "1Z",
            "promised": -11,
            "carrier_state": "delivered",
            "delivered": -12,
        },
    }
]  # fmt: skip


@pytest.fixture
def project(tmp_path):
    (tmp_path / "data").mkdir()
    folder = tmp_path / "store"
    folder.mkdir()
    for name, entries in (("customers", CUSTOMERS), ("products", PRODUCTS), ("orders", ORDERS)):
        (folder / f"{name}.json").write_text(json.dumps(entries), "utf-8")
    return tmp_path


def opened(project: Path, days_later: int = 0):
    clock = FixedClock(NOON + timedelta(days=days_later))
    return open_store(project / "store", project / "data", clock)


async def test_days_are_counted_from_the_first_start_and_stay(project):
    first = await opened(project).order("C-1", OrderId("ORD-1"))
    later = await opened(project, days_later=5).order("C-1", OrderId("ORD-1"))

    assert first.placed.date() == NOON.date() - timedelta(days=18)
    assert first.shipment.delivered.date() == NOON.date() - timedelta(days=12)
    assert first.shipment.promised == NOON.date() - timedelta(days=11)
    assert [(line.id, str(line.price)) for line in first.lines] == [
        ("1", "49.00 USD"),
        ("2", "4.00 USD"),
    ]
    assert later == first


async def test_products_say_when_they_come_back(project):
    (lamp,) = await opened(project).products("lamp")

    assert lamp.restocked == NOON.date() + timedelta(days=9)


@pytest.mark.parametrize("folder", ["", "nowhere"])
def test_without_a_folder_there_is_no_order_system(tmp_path, folder):
    path = tmp_path / folder if folder else Path()

    assert open_store(path, tmp_path, FixedClock()) is None


@pytest.mark.parametrize(
    ("file", "entries", "says"),
    [
        ("orders", "[{]", "orders.json, as a whole"),
        ("orders", [{**ORDERS[0], "state": "gone"}], "orders.json, entry 0.state"),
        ("orders", [{**ORDERS[0], "colour": "red"}], "entry 0.colour"),
        ("orders", [{**ORDERS[0], "lines": []}], "entry 0.lines"),
        ("orders", [{**ORDERS[0], "customer": "C-7"}], "ORD-1 is of C-7, whom nobody knows"),
        ("orders", [ORDERS[0], {**ORDERS[0], "id": "ord-1"}], "ORD-1 stands there twice"),
        (
            "orders",
            [{**ORDERS[0], "lines": [{"product": "x", "price": "1", "refunded": "2"}]}],
            "line 1 of ORD-1 is refunded with more than its price",
        ),
        ("orders", [{**ORDERS[0], "lines": [{"product": "x", "price": "0.005"}]}], "minor units"),
        ("products", [{**PRODUCTS[0], "price": "-1"}], "products.json, entry 0.price"),
        ("customers", [{"id": "C-1"}], "customers.json, entry 0.name"),
    ],
)
def test_a_wrong_entry_is_named(project, file, entries, says):
    text = entries if isinstance(entries, str) else json.dumps(entries)
    (project / "store" / f"{file}.json").write_text(text, "utf-8")

    with pytest.raises(StoreUnusable, match=says):
        opened(project)
    assert not (project / "data" / "store.db").exists()


def test_a_folder_without_the_files_says_which_are_missing(project):
    (project / "store" / "orders.json").unlink()

    with pytest.raises(StoreUnusable, match=r"neither store\.py nor orders\.json"):
        opened(project)


OWN = """
from pathlib import Path


class Shop:
    def __init__(self, data):
        self.data = data
        from datetime import UTC, datetime
        from frontdesk.domain.order import Order
        day = datetime(2026, 11, 1, tzinfo=UTC)
        self.all = [Order(f"ORD-{n}", f"C-{n}", day, "delivered", ()) for n in (1, 2)]

    async def customer(self, id):
        from frontdesk.domain.customer import Customer
        return Customer("C-1", str(self.data), "", "", "", "")
    async def identify(self, order, contact): raise KeyError("their own fault")
    async def orders(self, customer): return self.all
    async def order(self, customer, id): return self.all[1]
    async def products(self, words): return []
    async def start_return(self, customer, order, lines, *, key): raise TimeoutError
    async def pay_back(self, customer, order, amounts, *, key):
        from frontdesk.errors import RefundRefused
        raise RefundRefused("The card was closed.")
    async def paid_back(self, key): return None


def open_store(data: Path):
    return Shop(data)
"""


async def test_a_company_brings_its_own_system(project):
    (project / "store" / "store.py").write_text(OWN, "utf-8")
    store = opened(project)

    known = await store.customer("C-1")
    assert known
    assert known.name == str(project / "data")
    with pytest.raises(RefundRefused, match="The card was closed"):
        await store.pay_back("C-1", OrderId("ORD-1"), [], key="k")


async def test_what_it_gives_of_another_customer_is_as_if_it_were_not_there(project):
    (project / "store" / "store.py").write_text(OWN, "utf-8")
    store = opened(project)

    assert [order.id for order in await store.orders("C-1")] == ["ORD-1"]
    assert await store.order("C-1", OrderId("ORD-2")) is None
    assert await store.customer("C-2") is None


async def test_whatever_goes_wrong_in_it_is_a_store_out_of_reach(project):
    (project / "store" / "store.py").write_text(OWN, "utf-8")
    store = opened(project)

    with pytest.raises(StoreUnreachable):
        await store.identify(OrderId("ORD-1"), "ann@mail.example")
    with pytest.raises(StoreUnreachable):
        await store.start_return("C-1", OrderId("ORD-1"), [], key="k")


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("def open_store(data) return 1", "SyntaxError"),
        ("import nothing_like_this", "line 1: ModuleNotFoundError"),
        ("shop = 1\nshop.open()", "line 2: AttributeError"),
        ("", "has no function open_store"),
        ("def open_store():\n    return 1", "TypeError"),
        ("def open_store(data):\n    raise OSError('no route to host')", "line 2: OSError: no route"),
        ("async def open_store(data):\n    return 1", "is async"),
        ("def open_store(data):\n    return 1", "gave a int without `async def customer`"),
        (OWN.replace("async def paid_back", "def paid_back"), "without `async def paid_back`"),
    ],
)  # fmt: skip
def test_code_that_cannot_be_used_is_told_with_its_line(project, code, says):
    (project / "store" / "store.py").write_text(code, "utf-8")

    with pytest.raises(StoreUnusable, match=says) as caught:
        opened(project)
    assert "store.py" in str(caught.value)
    assert caught.value.next_step.endswith(".")
