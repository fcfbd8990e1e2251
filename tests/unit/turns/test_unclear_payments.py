"""A payment of which nobody knows what became: looked up by its key, then a person is called."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from frontdesk.adapters.store import StorePayments
from frontdesk.domain.event import (
    ActionFinished,
    ConfirmationOffered,
    HandoverStarted,
    NoticeSent,
    ReceiptSent,
    TurnEnded,
)
from frontdesk.errors import ConfirmationNotFound, NameMissing, PaymentUnclear
from frontdesk.turns.clearing import Clearing
from frontdesk.turns.pressing import Presses
from tests.builders import FixedClock
from tests.mayas_shop import mayas_shop, usd
from tests.unit.turns.desk import HERE, SmallDesk, small_desk
from tests.unit.turns.test_acting import REFUND, calling, of, signed_in


class AwayPayments:
    """Does what it is asked, and says nothing of it until it is back."""

    def __init__(self, clock: FixedClock) -> None:
        self._side = StorePayments(mayas_shop(clock))
        self.is_back = False
        self.is_deaf = False
        self.keys: list[str] = []
        self.wrong_amount = False

    async def pay_back(self, customer, order, amounts, *, key):
        self.keys.append(key)
        if self.is_deaf:
            raise PaymentUnclear
        refund = await self._side.pay_back(customer, order, amounts, key=key)
        return self._told(refund)

    async def paid_back(self, key):
        found = await self._side.paid_back(key)
        return self._told(found) if found else None

    def _told(self, refund):
        if self.wrong_amount:
            return type(refund)(refund.reference, usd("1.00"))
        if not self.is_back:
            raise PaymentUnclear
        return refund


@asynccontextmanager
async def paying(*more: str) -> AsyncGenerator[tuple[SmallDesk, AwayPayments, FixedClock]]:
    """A desk whose customer has just confirmed a refund."""
    clock = FixedClock()
    payments = AwayPayments(clock)
    async with small_desk(calling(REFUND), *more, clock=clock, payments=payments) as desk:
        await signed_in(desk)
        await desk.until(TurnEnded)
        (card,) = of(ConfirmationOffered, await desk.log())
        await Presses(desk.means, desk.logs, desk.runner.wake).press(HERE, card.id, "confirm")
        await asyncio.sleep(0.03)
        yield desk, payments, clock


async def test_it_is_asked_again_under_its_key_until_it_is_clear():
    async with paying() as (desk, payments, _):
        assert not of(ReceiptSent, await desk.log())
        payments.is_back = True
        events = await desk.settled()

    assert len(of(ReceiptSent, events)) == 1
    assert len(set(payments.keys)) == 1
    assert not of(HandoverStarted, events)


async def test_after_a_while_a_person_and_the_customer_are_told_once():
    async with paying() as (desk, payments, clock):
        clock.time += timedelta(seconds=20)
        await desk.until(HandoverStarted)
        await asyncio.sleep(0.05)
        told = await desk.log()
        payments.is_back = True
        events = await desk.settled()

    assert [e.status for e in of(ActionFinished, told) if e.turn is None] == ["unknown"]
    assert len(of(HandoverStarted, events)) == 1
    assert [notice.code for notice in of(NoticeSent, events)] == ["refund_unclear", "handover"]
    assert [e.status for e in of(ActionFinished, events) if e.turn is None] == ["unknown", "done"]
    assert len(of(ReceiptSent, events)) == 1


async def test_it_keeps_nobody_from_an_answer():
    async with paying("The lamp is blue.") as (desk, _payments, _):
        await desk.say("b", "What colour is the lamp?")
        await desk.until(TurnEnded, 2)
        events = await desk.log()

    assert of(TurnEnded, events)[-1].route == "sent"
    assert not of(ReceiptSent, events)


async def test_a_payment_of_another_amount_is_told_to_nobody_as_done():
    async with paying() as (desk, payments, clock):
        payments.is_back = payments.wrong_amount = True
        clock.time += timedelta(seconds=20)
        await desk.until(HandoverStarted)
        events = await desk.log()

    assert not of(ReceiptSent, events)
    (entry,) = await desk.conversations.ledger.entries("confirmed")
    assert entry.amount == usd("89.99")


@asynccontextmanager
async def unclear() -> AsyncGenerator[tuple[SmallDesk, AwayPayments, Clearing, str]]:
    """A person was called for a refund; the card's id last."""
    async with paying() as (desk, payments, clock):
        clock.time += timedelta(seconds=20)
        await desk.until(HandoverStarted)
        clearing = Clearing(desk.logs, desk.conversations.ledger, "help@lumen.example")
        (entry,) = await clearing.unclear()
        yield desk, payments, clearing, entry.confirmation


async def test_a_person_who_has_seen_the_payment_ends_the_asking_with_its_receipt():
    async with unclear() as (desk, payments, clearing, card):
        await clearing.settle(HERE, card, name="Ana", reference="re_1")
        events = await desk.settled()
        asked = len(payments.keys)
        await asyncio.sleep(0.05)
        (entry,) = await desk.conversations.ledger.entries("paid")

    (receipt,) = of(ReceiptSent, events)
    assert (receipt.reference, receipt.amount) == ("re_1", usd("89.99"))
    assert "as Ana found" in of(ActionFinished, events)[-1].text
    assert entry.reference == "re_1"
    assert len(payments.keys) == asked


async def test_what_was_not_paid_is_free_again_and_the_customer_is_told():
    async with unclear() as (desk, _, clearing, card):
        await clearing.settle(HERE, card, name="Ana")
        events = await desk.settled()
        assert not await clearing.unclear()
        (entry,) = await desk.conversations.ledger.entries("released")

    assert not of(ReceiptSent, events)
    assert of(NoticeSent, events)[-1].code == "refund_refused"
    assert entry.confirmation == card


async def test_only_what_is_unclear_is_settled_and_only_once():
    async with paying() as (desk, payments, _):
        clearing = Clearing(desk.logs, desk.conversations.ledger, "help@lumen.example")
        (card,) = of(ConfirmationOffered, await desk.log())
        with pytest.raises(ConfirmationNotFound):  # it may still be paid at any moment
            await clearing.settle(HERE, card.id, name="Ana")
        payments.is_back = True
        await desk.settled()
        with pytest.raises(ConfirmationNotFound):
            await clearing.settle(HERE, card.id, name="Ana", reference="re_1")
    async with unclear() as (desk, _, clearing, again):
        with pytest.raises(NameMissing):
            await clearing.settle(HERE, again, name="customer")
        await clearing.settle(HERE, again, name="Ana", reference="re_1")
        with pytest.raises(ConfirmationNotFound):
            await clearing.settle(HERE, again, name="Ana", reference="re_2")
