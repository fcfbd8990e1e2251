"""Write the demo store's customers, products and orders: the cases of demo_store.toml and, around
them, what a shop has in half a year. The same seed writes the same files."""

import json
import random
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

CASES = Path(__file__).with_name("demo_store.toml")
FOLDER = Path(__file__).parent.parent / "src" / "frontdesk" / "demo" / "store"
SEED = 2026
CUSTOMERS, ORDERS = 50, 200
OLDEST = 190
SETTLED = 60
LAST_NUMBER, NUMBERS_A_DAY = 78_600, 9

Entry = dict[str, Any]

NAMES = (  # first names and family names that go together
    ("Emily Megan Rachel Brooke", "Carter Hughes Donovan Fletcher"),
    ("Aaliyah Jasmine Malik Darnell", "Washington Banks Coleman Rivers"),
    ("Camila Mateo Diego Lucía", "Herrera Castillo Navarro Ríos"),
    ("Wei Mei Jun Lian", "Zhang Huang Lin Zhou"),
    ("Arjun Ananya Rohan Kavya", "Mehta Iyer Banerjee Kapoor"),
    ("Yusuf Fatima Omar Layla", "Rahman Khalil Mansour Saleh"),
    ("Minh Linh Thao Bao", "Nguyen Tran Pham Dang"),
    ("Oksana Dmytro Andriy Iryna", "Kovalenko Bondar Melnyk Tkachuk"),
    ("Katarzyna Piotr Agnieszka", "Nowak Wójcik Zając"),
    ("Chiara Matteo Giulia", "Ricci Conti Moretti"),
    ("Ingrid Lars Astrid", "Solberg Dahl Nygård"),
    ("Maëlle Lucas Inès", "Lefèvre Girard Moreau"),
    ("Kwame Ama Kofi", "Mensah Boateng Owusu"),
    ("Chidi Ngozi Emeka", "Eze Okafor Nwosu"),
    ("Zanele Thabo Lindiwe", "Dlamini Nkosi Khumalo"),
    ("Haruto Yuki Aoi", "Tanaka Suzuki Mori"),
    ("Jisoo Minjun Haeun", "Park Choi Jung"),
    ("Ethan Tyler Wyatt Caleb", "Brooks Sullivan Harmon Pruitt"),
)
AREAS = [
    "205",
    "216",
    "303",
    "314",
    "402",
    "414",
    "505",
    "512",
    "515",
    "614",
    "702",
    "704",
    "801",
    "816",
    "901",
    "907",
    "919",
    "954",
]
DOMAINS = ("example.com", "example.org", "example.net")
CARRIERS = ("UPS", "FedEx", "USPS")
LARGE_CARRIER = "RoomRunner"


def store() -> dict[str, Sequence[Entry]]:
    """The entries of each file."""
    cases = tomllib.loads(CASES.read_text("utf-8"))
    chance = random.Random(SEED)  # noqa: S311 (invents goods, keeps no secret)
    goods = {product["id"]: product for product in cases["products"]}
    customers = [_customer(entry) for entry in cases["customers"]]
    customers += _customers(chance, customers)
    orders = [_case(chance, entry, goods) for entry in cases["orders"]]
    orders += _orders(chance, orders, customers, goods)
    return {
        "customers": customers,
        "products": [_product(entry, cases["currency"]) for entry in cases["products"]],
        "orders": [
            _with_currency(order, cases["currency"])
            for order in sorted(orders, key=lambda order: str(order["id"]))
        ],
    }


def written(entries: Sequence[Entry]) -> str:
    """JSON with an entry a line."""
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    return f"[\n{lines}\n]\n"


def _customer(entry: Entry) -> Entry:
    return {**entry, "status": entry.get("status", "active")}


def _product(entry: Entry, currency: str) -> Entry:
    kept = {name: value for name, value in entry.items() if name != "large"}
    return {**kept, "currency": currency}


def _customers(chance: random.Random, known: Sequence[Entry]) -> Iterator[Entry]:
    taken = {customer["name"] for customer in known}
    count = len(known)
    while count < CUSTOMERS:
        group = NAMES[count % len(NAMES)]
        first, last = (chance.choice(names.split()) for names in group)
        name = f"{first} {last}"
        if name in taken or any(first in other for other in taken):
            continue
        taken.add(name)
        count += 1
        area, line = chance.choice(AREAS), 100 + count % 100
        yield {
            "id": f"C-{1000 + count}",
            "name": name,
            "email": f"{_plain(first)}.{_plain(last)}@{chance.choice(DOMAINS)}",
            "phone": f"+1 {area} 555 0{line}",
            "plan": chance.choice(("standard", "standard", "plus")),
            "status": "on hold" if count % 17 == 0 else "active",
        }


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in decomposed if letter.isascii())


def _case(chance: random.Random, entry: Entry, goods: Mapping[str, Entry]) -> Entry:
    order = {**entry, "lines": [_line(goods, **line) for line in entry["lines"]]}
    if shipment := entry.get("shipment"):
        state = shipment.get("carrier_state", "delivered")
        order["shipment"] = _shipment(chance, **{**shipment, "carrier_state": state})
    return order


def _line(goods: Mapping[str, Entry], product: str, quantity: int = 1, **more: object) -> Entry:
    price = Decimal(goods[product]["price"]) * quantity
    line = {"product": goods[product]["name"], "price": str(price), **more}
    return line if quantity == 1 else {**line, "quantity": quantity}


def _shipment(chance: random.Random, carrier: str, **more: object) -> Entry:
    return {"carrier": carrier, "tracking": _tracking(chance, carrier), **more}


def _tracking(chance: random.Random, carrier: str) -> str:
    digits = "".join(chance.choice("0123456789") for _ in range(18))
    match carrier:
        case "UPS":
            return f"1Z{chance.choice('ABEFRWXY')}{chance.randint(10, 99)}F{digits[:12]}"
        case "FedEx":
            return digits[:12]
        case "USPS":
            return f"9400{digits}"
        case _:
            return f"RR-{digits[:7]}"


def _orders(
    chance: random.Random,
    known: Sequence[Entry],
    customers: Sequence[Entry],
    goods: Mapping[str, Entry],
) -> Iterator[Entry]:
    taken = {order["id"] for order in known}
    # Nothing recent of the cases' customers: what they mean should stay clear.
    everybody = [customer["id"] for customer in customers]
    cases = {order["customer"] for order in known}
    others = [id for id in everybody if id not in cases]
    for count in range(ORDERS - len(known)):
        age = 1 + int(OLDEST * chance.random() ** 1.6)
        order: Entry = {"id": _number(chance, age, taken)}
        buyers = everybody if age > SETTLED else others
        order["customer"] = others[count] if count < len(others) else chance.choice(buyers)
        products = chance.sample(sorted(goods), chance.choice((1, 1, 1, 2, 2, 3)))
        order |= {"placed": -age, "state": "delivered"}
        order["lines"] = [_line(goods, id, _quantity(chance, goods[id])) for id in products]
        is_large = any(goods[id].get("large") for id in products)
        yield _in_its_state(chance, order, age, is_large=is_large)


def _quantity(chance: random.Random, product: Entry) -> int:
    return chance.choice((1, 1, 1, 1, 2)) if Decimal(product["price"]) < 100 else 1


def _number(chance: random.Random, age: int, taken: set[str]) -> str:
    """Numbers grow with the days."""
    while True:
        number = f"ORD-{LAST_NUMBER - NUMBERS_A_DAY * age - chance.randrange(NUMBERS_A_DAY)}"
        if number not in taken:
            taken.add(number)
            return number
        age += 1 if chance.random() < 0.2 else 0  # a full day


def _in_its_state(chance: random.Random, order: Entry, age: int, *, is_large: bool) -> Entry:
    """What becomes of an order of this age."""
    carrier = LARGE_CARRIER if is_large else chance.choice(CARRIERS)
    days = chance.randint(7, 10) if is_large else chance.choice((4, 7, 8, 9))
    promised = days - age
    if chance.random() < 0.04:
        return {**order, "state": "cancelled"}
    if age <= 2:
        return {**order, "state": chance.choice(("paid", "packed"))}
    delivered = promised + chance.choice((-2, -1, -1, 0, 0, 0, 1, 1, 3, 5))
    if delivered >= 0:
        late = promised < 0
        order["state"] = "delayed" if late else "shipped"
        state = "delayed at a sorting center" if late else "in transit"
        order["shipment"] = _shipment(chance, carrier, promised=promised, carrier_state=state)
        return order
    order["shipment"] = _shipment(
        chance, carrier, promised=promised, carrier_state="delivered", delivered=delivered
    )
    return _afterwards(chance, order, -delivered)


def _afterwards(chance: random.Random, order: Entry, days: int) -> Entry:
    """Most are kept; some go back, or their money does."""
    lot = chance.random()
    first, *others = order["lines"]
    if lot < 0.05 and days < 45:
        state = "return_started" if days < 20 else "returned"
        return {**order, "state": state, "lines": [{**first, "is_returning": True}, *others]}
    if lot < 0.09:
        refunded = [{**line, "refunded": line["price"]} for line in order["lines"]]
        return {**order, "state": "refunded", "lines": refunded}
    if lot < 0.17 and others:
        lines = [{**first, "refunded": first["price"]}, *others]
        return {**order, "state": "partly_refunded", "lines": lines}
    return order


def _with_currency(order: Entry, currency: str) -> Entry:
    names = ("id", "customer", "placed", "state", "currency", "lines", "shipment")
    whole = {**order, "currency": currency}
    return {name: whole[name] for name in names if name in whole}


if __name__ == "__main__":
    for name, entries in store().items():
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.json").write_text(written(entries), "utf-8")
