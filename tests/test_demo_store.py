"""The demo store: as written by its script, full, and fit for the dialogues it is made for."""

import json
import re
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import get_args

import pytest

import frontdesk.demo
from frontdesk.adapters.files.canned_replies import FolderCannedReplies
from frontdesk.adapters.store.folder import read_folder
from frontdesk.demo.shop.goods import read_range
from frontdesk.domain.canned_reply import blanks
from frontdesk.domain.order import OrderState
from frontdesk.domain.refund_policy import (
    AskCondition,
    AskLines,
    Offer,
    RefundPolicy,
    RefundRequest,
    Refused,
    Return,
    decide,
)
from frontdesk.domain.ticket import Category
from frontdesk.settings import load_settings
from scripts.demo_store import store, written
from tests.builders import NOON

DEMO = Path(frontdesk.demo.__file__).parent
SHOP = read_folder(DEMO / "store", NOON.date())
ORDERS = {order.id: order for order in SHOP.orders}


@pytest.mark.parametrize("name", ["customers", "products", "orders"])
def test_the_files_are_what_the_script_writes(name):
    text = (DEMO / "store" / f"{name}.json").read_text("utf-8")

    assert text == written(store()[name]), "run `python -m scripts.demo_store`"


def test_it_is_full():
    assert len(SHOP.customers) == 50
    assert len(SHOP.orders) == 200
    assert {order.state for order in SHOP.orders} == set(get_args(OrderState))
    assert {order.customer for order in SHOP.orders} == {each.id for each in SHOP.customers}
    assert len({order.shipment.carrier for order in SHOP.orders if order.shipment}) == 4
    assert len({len(order.lines) for order in SHOP.orders}) == 3


def test_customers_are_told_apart_and_nobody_real_is_among_them():
    emails = [customer.email for customer in SHOP.customers]
    phones = [customer.phone for customer in SHOP.customers]

    assert len(set(emails)) == len(set(phones)) == 50
    assert len({customer.name for customer in SHOP.customers}) == 50
    assert len({customer.name.split()[0] for customer in SHOP.customers}) > 45
    assert all(re.fullmatch(r"[a-z.]+@example\.(com|org|net)", email) for email in emails)
    assert all(re.fullmatch(r"\+1 \d{3} 555 01\d\d", phone) for phone in phones)


def test_order_numbers_look_as_the_articles_say():
    assert all(re.fullmatch(r"ORD-\d{5}", order.id) for order in SHOP.orders)


def test_everything_ordered_is_sold_for_what_it_costs():
    prices = {product.name: product.price.value for product in SHOP.products}

    for order in SHOP.orders:
        for line in order.lines:
            assert line.price.value == prices[line.product] * line.quantity


def test_states_and_dates_of_an_order_agree():
    for order in SHOP.orders:
        shipment = order.shipment
        assert order.placed < NOON
        assert (shipment is None) == (order.state in {"paid", "packed", "cancelled"})
        if shipment and shipment.delivered:
            assert order.placed < shipment.delivered < NOON
            assert order.state not in {"shipped", "delayed"}
        if order.state == "delayed":
            assert shipment.promised < NOON.date()
        if order.state == "refunded":
            assert all(line.refunded == line.price for line in order.lines)
        if order.state == "partly_refunded":
            assert {line.refunded == line.price for line in order.lines} == {True, False}
        assert (order.state in {"return_started", "returned"}) == any(
            line.is_returning for line in order.lines
        )


def test_the_headphones_of_the_first_dialogue_stand():
    order = ORDERS["ORD-78432"]
    owner = next(customer for customer in SHOP.customers if customer.id == order.customer)

    assert [line.product for line in order.lines] == ["ProMax headphones"]
    assert str(order.paid) == "89.99 USD"
    assert NOON.date() - order.shipment.delivered.date() == timedelta(days=12)
    assert owner.email == "sarah.whitfield@example.com"


def ask(reason: str, *lines: str, unused: bool | None = None) -> RefundRequest:
    return RefundRequest(reason, lines or None, unused=unused)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("id", "request_", "kind", "detail"),
    [
        ("ORD-78432", ask("defective"), Offer, ""),
        ("ORD-78511", ask("defective"), AskLines, None),
        ("ORD-78511", ask("defective", "1"), Offer, ""),
        ("ORD-78511", ask("defective", "2"), Offer, "above_limit"),
        ("ORD-78497", ask("not_received"), Offer, "overdue"),
        ("ORD-78479", ask("changed_mind"), AskCondition, None),
        ("ORD-78505", ask("changed_mind", unused=True), Return, None),
        ("ORD-78450", ask("defective"), Offer, "above_limit"),
        ("ORD-78524", ask("not_received"), Offer, "carrier_says_delivered"),
        ("ORD-78110", ask("defective"), Refused, "outside_window"),
        ("ORD-78461", ask("wrong_item"), AskLines, None),
        ("ORD-78371", ask("defective"), Refused, "already_refunded"),
        ("ORD-78406", ask("defective"), Offer, ""),
        ("ORD-78406", ask("defective", "1"), Refused, "already_refunded"),
        ("ORD-78325", ask("not_received"), Offer, ""),
        ("ORD-78470", ask("not_received"), Offer, ""),
        ("ORD-78570", ask("not_received"), Refused, "not_due_yet"),
        ("ORD-78590", ask("not_received"), Refused, "not_shipped"),
        ("ORD-78415", ask("changed_mind", unused=True), Refused, "return_under_way"),
        ("ORD-78280", ask("changed_mind", unused=True), Refused, "return_under_way"),
        ("ORD-78441", ask("other"), Refused, "cancelled"),
        ("ORD-78533", ask("wrong_item"), Offer, ""),
    ],
)
def test_the_cases_it_was_made_for_are_decided_as_meant(id, request_, kind, detail):
    decision = decide(ORDERS[id], request_, now=NOON, policy=RefundPolicy())

    assert type(decision) is kind
    if isinstance(decision, Offer):
        assert decision.because == detail
    if isinstance(decision, Refused):
        assert decision.reason == detail


def test_customers_of_the_cases_have_nothing_else_that_is_recent():
    recent = Counter(
        order.customer for order in SHOP.orders if NOON - order.placed <= timedelta(days=60)
    )

    assert max(recent[f"C-10{n:02}"] for n in range(1, 15)) <= 3
    assert [o.id for o in SHOP.orders if o.customer == "C-1001"][-1] == "ORD-78432"


def test_the_demos_settings_name_its_store():
    assert load_settings(DEMO).store.path == DEMO / "store"


def test_sixty_resolved_tickets_tell_what_was_asked_and_done_and_of_whom_nothing():
    tickets = json.loads((DEMO / "tickets" / "resolved.json").read_text("utf-8"))
    texts = " ".join(f"{ticket['question']} {ticket['resolution']}" for ticket in tickets)

    assert len({ticket["id"] for ticket in tickets}) == len(tickets) == 60
    assert {ticket["category"] for ticket in tickets} == set(get_args(Category))
    assert all(-365 <= ticket["closed"] < 0 for ticket in tickets)
    assert all(ticket["question"] and ticket["resolution"] for ticket in tickets)
    assert not re.search(r"@|ORD-|555|\b\d{5,}\b", texts)
    names = {name for customer in SHOP.customers for name in customer.name.split()}
    assert not names & set(re.findall(r"\w+", texts))


def test_amounts_on_the_shops_pages_are_those_of_the_store():
    shown = [good for place in read_range().departments for good in place.goods]
    prices = {product.name: product.price.value for product in SHOP.products}

    assert {good.name for good in shown} == set(prices)
    for good in shown:
        assert prices[good.name] == Decimal(good.price.lstrip("$").replace(",", ""))


async def test_its_canned_replies_are_there_in_all_its_languages():
    shelf = await FolderCannedReplies(DEMO / "replies").shelf()
    assert shelf.problems == []
    by_name = groupby(sorted(shelf.replies, key=attrgetter("name")), key=attrgetter("name"))
    languages = {name: {each.language for each in replies} for name, replies in by_name}
    assert len(languages) == 5
    assert set(map(frozenset, languages.values())) == {
        frozenset(load_settings(DEMO).desk.languages)
    }
    blanks_of = {(each.name, blanks(each.text)) for each in shelf.replies}
    assert len({(name, frozenset(left)) for name, left in blanks_of}) == 5
