"""The demo shop: what its pages say of goods, orders and articles."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest

from frontdesk.demo.shop.goods import HERE, PRODUCTS, read_range
from frontdesk.demo.shop.help import HelpCentre
from frontdesk.demo.shop.orders import STATES, shown
from frontdesk.demo.shop.pages import ARTICLES
from frontdesk.demo.shop.words import day, distance
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.order import Order, OrderId, OrderState, Shipment
from tests.one_shop import line

GOODS = read_range()
TODAY = date(2026, 11, 28)


def order(state: OrderState, shipment: Shipment | None = None) -> Order:
    placed = datetime(2026, 11, 20, 10, tzinfo=UTC)
    lines = (line("1", "Quill kettle", "69.00"),)
    return Order(OrderId("ORD-1"), CustomerId("C-1"), placed, state, lines, shipment)


def sent(days: int, said: str = "in transit", *, delivered: bool = False) -> Shipment:
    on = TODAY + timedelta(days=days)
    at = datetime(on.year, on.month, on.day, 14, tzinfo=UTC) if delivered else None
    return Shipment("UPS", "1Z", on, said, at)


def test_every_product_of_the_store_is_sold_in_one_department_and_has_a_picture():
    sold = [good.id for place in GOODS.departments for good in place.goods]

    assert sorted(sold) == sorted(entry["id"] for entry in json.loads(PRODUCTS.read_text()))
    for id in sold:
        assert (HERE / "static" / "img" / f"{id}.svg").is_file(), id


@pytest.mark.parametrize("state", get_args(OrderState))
def test_every_state_of_an_order_has_words(state):
    told = shown(order(state, sent(-3, delivered=True)), GOODS, TODAY)

    assert told.state == STATES[state][0]
    assert told.says.endswith(".")


@pytest.mark.parametrize(
    ("state", "shipment", "says"),
    [
        ("shipped", sent(4), "Expected on Wed, Dec 2, in 4 days: in transit."),
        ("delayed", sent(-3, "delayed by weather"), "3 days ago: delayed by weather."),
        ("delayed", sent(-6, "lost"), "UPS reports it as lost."),
        ("delivered", sent(-12, delivered=True), "Delivered on Mon, Nov 16, 12 days ago."),
    ],
)
def test_an_order_says_where_it_is_in_days_from_today(state, shipment, says):
    assert says in shown(order(state, shipment), GOODS, TODAY).says


def test_days_read_as_people_say_them():
    days = [distance(TODAY + timedelta(days=away), TODAY) for away in (-2, -1, 0, 1, 2)]

    assert days == ["2 days ago", "yesterday", "today", "tomorrow", "in 2 days"]
    assert day(date(2025, 3, 4), TODAY) == "Tue, Mar 4, 2025"


def test_every_link_in_an_article_leads_to_another_article():
    centre = HelpCentre(ARTICLES)
    articles = [each for topic in centre.topics().values() for each in topic]

    assert len(articles) == 25
    for article in articles:
        for address in re.findall(r'href="(/[^"]*)"', article.html):
            assert centre.article(address), f"{article.title}: {address}"


def test_an_article_cannot_bring_markup_of_its_own(tmp_path):
    (tmp_path / "bad.md").write_text(
        "---\nurl: javascript:alert(1)\n---\n# <b>Bad</b>\n\n<script>alert(1)</script>\n\n"
        "[press](javascript:alert(1)) <img src=x onerror=alert(1)>\n"
    )
    (article,) = HelpCentre(tmp_path).topics()["More"]

    assert article.address == "/help/bad"
    assert not re.search(r"<(script|img|a)\b", article.html)
