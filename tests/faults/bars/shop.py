"""The project of the bars: customers with many orders of one line each, and who is signed in."""

import json
import time
from pathlib import Path
from uuid import uuid4

import jwt

from tests.running_desk import EMAIL, write_articles

KEY = "the key of the site that the bars sign in at"
PAYMENT_KEY = "sk_pay_bars"
PRICE = "20.00"
LIMITS = ("visitor", "customer", "conversation", "openings", "identity_tries", "day_cost")


def order_id(number: int) -> str:
    return f"ORD-{10_000 + number}"


def owner_of(number: int, customers: int) -> str:
    return f"C-{number % customers}"


def write_project(folder: Path, *, orders: int, customers: int, payments: str = "") -> Path:
    """`orders`: how many in all, dealt out in turn; each was delivered three days ago."""
    write_articles(folder)
    store = folder / "store"
    store.mkdir(exist_ok=True)
    people = [
        {
            "id": f"C-{n}",
            "name": f"Customer {n}",
            "email": f"c{n}@mail.example",
            "phone": "",
            "plan": "basic",
            "status": "active",
        }
        for n in range(customers)
    ]
    bought = [
        {
            "id": order_id(n),
            "customer": owner_of(n, customers),
            "placed": -9,
            "state": "delivered",
            "currency": "USD",
            "lines": [{"product": f"Canary of {owner_of(n, customers)}", "price": PRICE}],
            "shipment": {
                "carrier": "UPS",
                "tracking": f"1Z{n}",
                "promised": -2,
                "carrier_state": "delivered",
                "delivered": -3,
            },
        }
        for n in range(orders)
    ]
    written = {"customers": people, "orders": bought, "products": []}
    for name, content in written.items():
        (store / f"{name}.json").write_text(json.dumps(content), "utf-8")
    (folder / "frontdesk.toml").write_text(
        f'[desk]\nname = "Bars"\nsupport_email = "{EMAIL}"\n'
        '[knowledge]\npath = "articles"\nmode = "search"\n'
        '[store]\npath = "store"\n'
        f'[identity]\nkeys = ["{KEY}"]\n'
        "[escalation]\nreading = false\n"  # its calls would be counted among the others
        "[limits]\n"  # these bars measure other things; bar 23 has its own
        + "".join(f"{name} = 1000000\n" for name in LIMITS)
        + "[refunds]\ncustomer_per_day = 1000000\ndesk_per_day = 10000000\n"
        + (f'[payments]\nurl = "{payments}"\nkey = "{PAYMENT_KEY}"\n' if payments else ""),
        "utf-8",
    )
    return folder


def signed_in(customer: str) -> str:
    now = int(time.time())
    said = {"sub": customer, "aud": "frontdesk", "iat": now, "exp": now + 3000, "jti": str(uuid4())}
    return jwt.encode(said, KEY, algorithm="HS256")
