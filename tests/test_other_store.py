"""The second shop that tests run on: another trade, currency, number and policy than the demo's."""

import re
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from frontdesk.adapters.files.articles import FolderArticles
from frontdesk.adapters.store import open_store
from frontdesk.adapters.store.folder import read_folder
from frontdesk.assembly.money import refund_policy
from frontdesk.domain.order import OrderId, OrderState
from frontdesk.domain.refund_policy import (
    AskLines,
    Offer,
    RefundRequest,
    Refused,
    Return,
    decide,
)
from frontdesk.settings import load_settings
from tests.builders import NOON, FixedClock

FOLDER = Path(__file__).parent / "other_store"
SETTINGS = load_settings(FOLDER)
SHOP = read_folder(FOLDER / "store", NOON.date())


async def test_it_is_a_project_like_any_other(tmp_path):
    store = open_store(SETTINGS.store.path, tmp_path, FixedClock())
    articles = await FolderArticles(SETTINGS.knowledge.path).list()

    assert store is not None
    assert str((await store.order("K-11", OrderId("BK-2041"))).paid) == "34.90 EUR"
    assert len(articles) == 8


def test_it_holds_what_a_test_needs():
    assert (len(SHOP.customers), len(SHOP.orders)) == (8, 20)
    assert {order.state for order in SHOP.orders} == set(get_args(OrderState))
    assert {order.currency for order in SHOP.orders} == {"EUR"}
    assert all(re.fullmatch(r"BK-\d{4}", order.id) for order in SHOP.orders)
    prices = {product.name: product.price.value for product in SHOP.products}
    for order in SHOP.orders:
        for line in order.lines:
            assert line.price.value == prices[line.product] * line.quantity


@pytest.mark.parametrize(
    ("id", "reason", "kind", "detail"),
    [
        ("BK-2041", "defective", Offer, ""),
        ("BK-2044", "defective", AskLines, ""),
        ("BK-2039", "not_received", Offer, "overdue"),
        ("BK-2027", "not_received", Offer, ""),
        ("BK-2030", "defective", Offer, "above_limit"),
        ("BK-2046", "not_received", Offer, "carrier_says_delivered"),
        ("BK-2022", "defective", Refused, "outside_window"),
        ("BK-2045", "changed_mind", Return, ""),
        ("BK-2050", "not_received", Refused, "not_due_yet"),
        ("BK-2036", "defective", Refused, "already_refunded"),
        ("BK-2034", "defective", Refused, "return_under_way"),
    ],
)
def test_its_own_policy_decides(id, reason, kind, detail):
    policy = refund_policy(SETTINGS)
    order = next(order for order in SHOP.orders if order.id == id)
    decision = decide(order, RefundRequest(reason, unused=True), now=NOON, policy=policy)

    assert policy.person_above == Decimal(200)
    assert type(decision) is kind
    assert detail in {getattr(decision, "because", ""), getattr(decision, "reason", "")}
