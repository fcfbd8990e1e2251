"""One contract for every order system that Frontdesk brings along."""

import asyncio
from collections.abc import Generator
from datetime import timedelta
from pathlib import Path

import pytest

from frontdesk.domain.order import OrderId
from frontdesk.errors import RefundRefused, ReturnRefused, StoreUnreachable
from frontdesk.ports.store import Store
from tests.builders import NOON
from tests.contract.shops import ANN, BEN, OPENINGS, ORDERS, in_sqlite, usd

ONE, TWO = OrderId("ORD-1"), OrderId("ORD-2")


@pytest.fixture(params=list(OPENINGS))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Store]:
    with OPENINGS[request.param](tmp_path) as opened:
        yield opened


async def test_a_customer_and_their_orders_are_as_they_were_written_down(store):
    assert await store.customer("ann") == ANN
    assert await store.customer("eve") is None
    assert await store.order("ann", ONE) == ORDERS[0]


async def test_orders_are_listed_newest_first(store):
    assert [order.id for order in await store.orders("ann")] == ["ORD-3", "ORD-2", "ORD-1"]
    assert await store.orders("eve") == []


@pytest.mark.parametrize("id", ["ord-1", " ORD-1 ", "Ord-1"])
async def test_an_order_number_is_found_however_it_is_written(store, id):
    assert await store.order("ann", id) == ORDERS[0]
    assert await store.identify(id, ANN.email) == ANN


async def test_an_order_of_somebody_else_does_not_exist(store):
    for id in (OrderId("ORD-9"), OrderId("ORD-0")):
        assert await store.order("ann", id) is None
        assert await store.identify(id, ANN.email) is None
        with pytest.raises(RefundRefused) as no_money:
            await store.pay_back("ann", id, [("1", usd(1))], key=f"k{id}")
        with pytest.raises(ReturnRefused) as no_return:
            await store.start_return("ann", id, ["1"], key=f"k{id}")
        assert str(no_money.value) == str(no_return.value) == "There is no such order."
    assert await store.order("ben", OrderId("ORD-9")) == ORDERS[3]


@pytest.mark.parametrize(
    "contact",
    [
        "Ann.Ode@mail.example",
        "  ann.ode@MAIL.example ",
        "+1 (206) 555-0142",
        "+12065550142",
        "001 206 555 0142",
        "1-206-555-0142",
        "206.555.0142",
        "(206) 555 0142",
    ],
)
async def test_a_customer_is_known_by_their_contact_in_any_writing(store, contact):
    assert await store.identify(ONE, contact) == ANN


@pytest.mark.parametrize(
    "contact",
    [
        "ann.ode@mail.example.com",
        "ode@mail.example",
        "ben@post.example",
        "+44 206 555 0142",
        "5550142",
        "0142",
        "+49 30 5550123",
        "",
        "@",
        "ann",
        "ORD-1",
    ],
)
async def test_nobody_is_known_by_another_contact_or_a_part_of_it(store, contact):
    assert await store.identify(ONE, contact) is None


@pytest.mark.parametrize("contact", ["030 5550123", "0049 30 555 01 23", "+49 (0)30 5550123"])
async def test_numbers_are_compared_across_ways_of_dialling(store, contact):
    assert await store.identify(OrderId("ORD-9"), contact) == BEN


@pytest.mark.parametrize(
    ("words", "first", "count"),
    [
        ("halo floor lamp", "Halo floor lamp", 3),
        ("Do you have the wall lamp?", "Wall lamp", 3),
        ("lamps", "Wall lamp", 3),
        ("sofas", "Haven sofa, 3-seater", 1),
    ],
)
async def test_products_are_found_by_the_words_of_their_names(store, words, first, count):
    found = await store.products(words)

    assert found[0].name == first
    assert len(found) == count


async def test_no_fitting_word_finds_no_product(store):
    assert await store.products("kettle") == []
    assert await store.products("") == []


async def test_money_goes_back_once_per_key(store):
    first = await store.pay_back("ann", TWO, [("1", usd("229.00"))], key="cf_1")
    again = await store.pay_back("ann", TWO, [("1", usd("229.00"))], key="cf_1")
    order = await store.order("ann", TWO)

    assert first == again == await store.paid_back("cf_1")
    assert first.amount == usd("229.00")
    assert [line.refunded for line in order.lines] == [usd("229.00"), usd("0.00")]
    assert order.state == "partly_refunded"
    assert await store.paid_back("cf_2") is None


async def test_an_order_with_nothing_left_is_refunded(store):
    await store.pay_back("ann", TWO, [("1", usd(229)), ("2", usd(800))], key="cf_1")
    await store.pay_back("ann", TWO, [("2", usd(99))], key="cf_2")
    order = await store.order("ann", TWO)

    assert order.state == "refunded"
    assert (await store.paid_back("cf_1")).reference != (await store.paid_back("cf_2")).reference


@pytest.mark.parametrize(
    "amounts",
    [
        [("1", usd("229.01"))],
        [("1", usd(129)), ("1", usd(101))],
        [("2", usd(1)), ("3", usd(1))],
        [("1", usd(0))],
        [("1", usd(-5))],
        [],
    ],
)
async def test_a_refund_that_cannot_be_is_refused_and_changes_nothing(store, amounts):
    with pytest.raises(RefundRefused):
        await store.pay_back("ann", TWO, amounts, key="cf_1")

    assert await store.order("ann", TWO) == ORDERS[1]
    assert await store.paid_back("cf_1") is None
    await store.pay_back("ann", TWO, [("1", usd(1))], key="cf_1")


async def test_a_return_is_started_once_per_key(store):
    first = await store.start_return("ann", TWO, ["2"], key="r1")
    again = await store.start_return("ann", TWO, ["2"], key="r1")
    order = await store.order("ann", TWO)

    assert first == again
    assert first.send_by == NOON.date() + timedelta(days=14)
    assert [line.is_returning for line in order.lines] == [False, True]
    assert order.state == "return_started"


@pytest.mark.parametrize(
    ("id", "lines"), [("ORD-2", ["3"]), ("ORD-2", []), ("ORD-3", ["1"])], ids=str
)
async def test_what_cannot_be_returned_is_refused(store, id, lines):
    with pytest.raises(ReturnRefused):
        await store.start_return("ann", OrderId(id), lines, key="r1")


async def test_a_line_is_not_returned_twice(store):
    await store.start_return("ann", TWO, ["2"], key="r1")

    with pytest.raises(ReturnRefused):
        await store.start_return("ann", TWO, ["1", "2"], key="r2")
    assert [line.is_returning for line in (await store.order("ann", TWO)).lines] == [False, True]


async def test_calls_with_one_key_at_the_same_time_do_it_once(store):
    refunds = await asyncio.gather(
        *(store.pay_back("ann", ONE, [("1", usd("10.00"))], key="cf_1") for _ in range(12))
    )
    returns = await asyncio.gather(
        *(store.start_return("ann", TWO, ["1"], key="r1") for _ in range(12))
    )

    assert len(set(refunds)) == 1
    assert len(set(returns)) == 1
    assert (await store.order("ann", ONE)).lines[0].refunded == usd("10.00")


async def test_refunds_at_the_same_time_never_pay_more_than_was_paid(store):
    calls = (store.pay_back("ann", ONE, [("1", usd("30.00"))], key=f"cf_{n}") for n in range(8))
    outcomes = await asyncio.gather(*calls, return_exceptions=True)

    assert sum(isinstance(outcome, RefundRefused) for outcome in outcomes) == 6
    assert (await store.order("ann", ONE)).lines[0].refunded == usd("60.00")


class TestInSqlite:
    async def test_what_was_done_is_there_after_a_restart(self, tmp_path):
        with in_sqlite(tmp_path) as store:
            refund = await store.pay_back("ann", ONE, [("1", usd("89.99"))], key="cf_1")
            label = await store.start_return("ann", TWO, ["1"], key="r1")
        with in_sqlite(tmp_path) as store:
            assert await store.paid_back("cf_1") == refund
            assert await store.start_return("ann", TWO, ["1"], key="r1") == label
            assert (await store.order("ann", ONE)).state == "refunded"

    async def test_a_file_that_cannot_be_read_is_a_store_out_of_reach(self, tmp_path):
        with in_sqlite(tmp_path) as store:
            for file in tmp_path.iterdir():
                file.write_bytes(b"no database" * 1000)

            with pytest.raises(StoreUnreachable):
                await store.order("ann", ONE)
