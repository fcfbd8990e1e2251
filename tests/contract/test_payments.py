"""One contract for every payment side, whatever becomes of its answers."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from frontdesk.adapters.payments.http import HttpPayments
from frontdesk.adapters.store import StorePayments
from frontdesk.domain.order import OrderId
from frontdesk.errors import PaymentUnclear, RefundRefused, StoreUnreachable
from frontdesk.ports.payments import Payments
from frontdesk.sandbox.paying import MISHAPS, Mishaps, PaymentBook
from tests.contract.shops import ANN, in_sqlite, usd
from tests.payment_server import payment_server

ONE, NEVER = OrderId("ORD-1"), OrderId("ORD-9")  # the second is not Ann's: never paid back
AMOUNTS = [("1", usd("89.99"))]


@dataclass
class Side:
    payments: Payments
    paid: Callable[[], int]
    """How many refunds were made in all."""
    disturb: Callable[[], None]
    """The next answer gets lost after its work was done."""


class Losing:
    """An order system that answers once too little when told so."""

    def __init__(self, store):
        self._store = store
        self.refunds = set()
        self.loses = False

    async def pay_back(self, customer, order, amounts, *, key):
        refund = await self._store.pay_back(customer, order, amounts, key=key)
        self.refunds.add(refund.reference)
        if self.loses:
            self.loses = False
            raise StoreUnreachable
        return refund

    async def paid_back(self, key):
        return await self._store.paid_back(key)


@asynccontextmanager
async def the_order_system(folder: Path) -> AsyncGenerator[Side]:
    with in_sqlite(folder) as store:
        losing = Losing(store)

        def lose() -> None:
            losing.loses = True

        yield Side(StorePayments(losing), lambda: len(losing.refunds), lose)


@asynccontextmanager
async def an_http_api(_folder: Path) -> AsyncGenerator[Side]:
    with payment_server(PaymentBook(refused=frozenset({NEVER}))) as server:
        payments = HttpPayments(server.url, key="sk_pay", timeout_seconds=2)

        def lose() -> None:
            server.mishaps.rate, server.mishaps.kinds = 1.0, ("lost",)
            turn = server.mishaps.next

            def once():
                server.mishaps.rate, server.mishaps.next = 0.0, turn
                return "lost"

            server.mishaps.next = once

        yield Side(payments, lambda: len(server.book.paid), lose)
        await payments.aclose()


KEEPERS: dict[str, Callable[[Path], AbstractAsyncContextManager[Side]]] = {
    "order system": the_order_system,
    "http": an_http_api,
}


@pytest.fixture(params=list(KEEPERS))
async def side(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[Side]:
    async with KEEPERS[request.param](tmp_path) as opened:
        yield opened


async def test_a_key_is_paid_once_and_tells_the_same_for_ever(side):
    first = await side.payments.pay_back(ANN.id, ONE, AMOUNTS, key="cf_1")
    again = await side.payments.pay_back(ANN.id, ONE, AMOUNTS, key="cf_1")

    assert first == again == await side.payments.paid_back("cf_1")
    assert first.amount == usd("89.99")
    assert first.reference
    assert side.paid() == 1


async def test_one_key_many_times_at_once_is_paid_once(side):
    calls = (side.payments.pay_back(ANN.id, ONE, AMOUNTS, key="cf_1") for _ in range(12))

    assert len(set(await asyncio.gather(*calls))) == 1
    assert side.paid() == 1


async def test_of_a_key_that_nobody_used_nothing_is_known(side):
    assert await side.payments.paid_back("cf_never") is None


async def test_a_refusal_is_for_good_and_nothing_was_paid(side):
    for _ in range(2):
        with pytest.raises(RefundRefused):
            await side.payments.pay_back(ANN.id, NEVER, [("1", usd(1))], key="cf_2")

    assert await side.payments.paid_back("cf_2") is None
    assert side.paid() == 0


async def test_a_lost_answer_is_unclear_and_its_key_tells_what_became_of_it(side):
    side.disturb()
    with pytest.raises(PaymentUnclear):
        await side.payments.pay_back(ANN.id, ONE, AMOUNTS, key="cf_3")

    found = await side.payments.paid_back("cf_3")
    assert found == await side.payments.pay_back(ANN.id, ONE, AMOUNTS, key="cf_3")
    assert side.paid() == 1


@pytest.mark.parametrize("mishap", MISHAPS)
async def test_whatever_becomes_of_an_answer_it_is_never_told_wrong(mishap):
    mishaps = Mishaps(1.0, kinds=(mishap,), delay_seconds=4.0)
    with payment_server() as server:
        payments = HttpPayments(server.url, key="sk_pay", timeout_seconds=2)
        await payments.pay_back(ANN.id, NEVER, [("1", usd(5))], key="cf_other")
        server.mishaps.__dict__.update(mishaps.__dict__)
        told = []
        try:
            told.append(await payments.pay_back(ANN.id, ONE, AMOUNTS, key="cf_4"))
        except PaymentUnclear as unclear:
            told.append(unclear)
        server.mishaps.rate = 0.0
        truth = await payments.paid_back("cf_4")
        await payments.aclose()

    assert isinstance(told[0], PaymentUnclear) or told[0] == truth
    assert (truth is None) == (mishap in {"unheard", "busy"})


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9", "http://127.0.0.1:9/with/a/path"], ids=["gone", "path"]
)
async def test_a_payment_side_that_is_not_there_leaves_it_unclear(address):
    payments = HttpPayments(address, key="sk_pay", timeout_seconds=0.3)
    with pytest.raises(PaymentUnclear, match="does not answer"):
        await payments.pay_back(ANN.id, ONE, AMOUNTS, key="cf_1")
    await payments.aclose()
