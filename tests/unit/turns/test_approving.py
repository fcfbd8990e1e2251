"""A person agrees to a refund, once, and only while the order still allows it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.adapters.memory.store import MemoryStore
from frontdesk.domain.card_seal import CardSeal
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    ConversationId,
    CustomerConfirmed,
    NoticeSent,
)
from frontdesk.domain.refund_policy import RefundPolicy
from frontdesk.errors import ConfirmationNotFound, NameMissing, NotRefundable, StoreUnusable
from frontdesk.ports.ledger import HandedToPerson
from frontdesk.turns.approving import Approvals
from frontdesk.turns.log import Logs
from tests.builders import NOON, FixedClock, opened
from tests.cards import a_turn, offer, reserved, usd
from tests.mayas_shop import MAYA, TOM, mayas_shop
from tests.means import EMAIL, AnyCard

ANY = AnyCard()
HERE = ConversationId("here")


ORDER = next(o for o in mayas_shop(FixedClock())._orders.values() if o.id == "ORD-78432")


def shop(*orders):
    return MemoryStore([MAYA, TOM], orders, [], FixedClock())


def changed(**line):
    """Her order, with its only line like this."""
    return shop(replace(ORDER, lines=(replace(ORDER.lines[0], **line),)))


async def a_desk(store=None, seal=ANY):
    """A card that its customer has confirmed and that waits for a person."""
    conversations, clock = MemoryConversations(), FixedClock()
    card = offer(now=NOON)
    events = [opened(), *a_turn(1, card)]
    await conversations.append(HERE, events, after=0, at=NOON, together=[reserved(card)])
    await conversations.append(
        HERE,
        [CustomerConfirmed(card.id, "with_person")],
        after=len(events),
        at=NOON,
        together=[HandedToPerson(card.id)],
    )
    store = store or mayas_shop(clock)
    logs, policy = Logs(conversations, clock), RefundPolicy(person_above=Decimal(10))
    return Approvals(logs, store, EMAIL, seal=seal, policy=policy), conversations


async def state_of(conversations):
    return (await conversations.ledger.entry("conf-1")).state


async def test_an_approved_refund_is_owed_under_its_own_key():
    approvals, conversations = await a_desk()
    await approvals.approve(HERE, "conf-1", name="Ana")

    last = (await conversations.read(HERE))[-1].event
    assert isinstance(last, ActionStarted)
    assert (last.key, last.by, last.turn) == ("conf-1", "Ana", None)
    assert await state_of(conversations) == "confirmed"
    assert await conversations.owed() == [HERE]


async def test_a_refused_one_is_released_and_the_customer_is_told():
    approvals, conversations = await a_desk()
    await approvals.refuse(HERE, "conf-1", name="Ben", reason="It is used.")

    finished, notice = [record.event for record in (await conversations.read(HERE))[-2:]]
    assert isinstance(finished, ActionFinished)
    assert finished.status == "refused"
    assert isinstance(notice, NoticeSent)
    assert "It is used" not in notice.text
    assert await state_of(conversations) == "released"


@pytest.mark.parametrize("first", ["approve", "refuse"])
async def test_it_is_decided_once(first):
    approvals, conversations = await a_desk()
    decide = {
        "approve": lambda: approvals.approve(HERE, "conf-1", name="Ana"),
        "refuse": lambda: approvals.refuse(HERE, "conf-1", name="Ben", reason="No."),
    }
    await decide[first]()
    before = await conversations.read(HERE)

    for again in decide.values():
        with pytest.raises(ConfirmationNotFound):
            await again()
    assert await conversations.read(HERE) == before


@pytest.mark.parametrize(
    ("store", "because"),
    [
        (shop(), "no order ORD-78432"),
        (shop(replace(ORDER, state="cancelled")), "cancelled"),
        (changed(id="9"), "line 1 is not in the order"),
        (changed(refunded=usd("0.01")), "paid back meanwhile"),
        (changed(is_returning=True), "on its way back"),
    ],
    ids=["gone", "cancelled", "line gone", "partly refunded", "coming back"],
)
async def test_what_the_order_does_not_allow_any_more_is_not_approved(store, because):
    approvals, conversations = await a_desk(store)

    with pytest.raises(NotRefundable, match=because):
        await approvals.approve(HERE, "conf-1", name="Ana")
    assert await state_of(conversations) == "with_person"
    await approvals.refuse(HERE, "conf-1", name="Ana", reason="Too late.")


@pytest.mark.parametrize("name", ["", " ", "customer"])
async def test_a_decision_has_the_name_of_a_person(name):
    approvals, _ = await a_desk()

    with pytest.raises(NameMissing):
        await approvals.approve(HERE, "conf-1", name=name)
    with pytest.raises(NameMissing):
        await approvals.refuse(HERE, "conf-1", name=name, reason="No.")


async def test_without_the_order_system_nothing_is_approved_and_it_goes_on_waiting():
    _, conversations = await a_desk()
    logs, seal = Logs(conversations, FixedClock()), CardSeal(b"")
    approvals = Approvals(logs, None, EMAIL, seal=seal, policy=RefundPolicy())

    with pytest.raises(StoreUnusable, match="Not paid"):
        await approvals.approve(HERE, "conf-1", name="Ana")
    assert await state_of(conversations) == "with_person"

    await approvals.refuse(HERE, "conf-1", name="Ana", reason="No.")
    assert await state_of(conversations) == "released"


async def test_a_card_that_was_changed_is_not_approved():
    approvals, conversations = await a_desk(seal=CardSeal(b"a desk that never offered it"))

    with pytest.raises(NotRefundable, match="not as the desk offered it"):
        await approvals.approve(HERE, "conf-1", name="Ana")
    assert await state_of(conversations) == "with_person"


def delivered(ago, **order):
    carrier_state = "delivered" if ago else "in transit"
    arrived = NOON - ago if ago else None
    shipment = replace(ORDER.shipment, delivered=arrived, carrier_state=carrier_state)
    return shop(replace(ORDER, shipment=shipment, **order))


@pytest.mark.parametrize(
    ("store", "because"),
    [
        (delivered(timedelta(days=31)), "outside window"),
        (delivered(None, state="shipped"), "not delivered"),
        (changed(price=usd("50.00")), "paid back meanwhile"),
    ],
    ids=["delivered earlier than thought", "not delivered after all", "cheaper"],
)
async def test_the_policy_is_asked_again_whoever_agrees(store, because):
    approvals, conversations = await a_desk(store)

    with pytest.raises(NotRefundable, match=because):
        await approvals.approve(HERE, "conf-1", name="Ana")
    assert await state_of(conversations) == "with_person"


async def test_that_a_person_was_slow_is_not_the_customers_fault():
    """Bought long ago by now, but pressed in time."""
    approvals, conversations = await a_desk(delivered(timedelta(days=29, hours=23)))
    approvals._logs._clock.time = NOON + timedelta(days=20)
    await approvals.approve(HERE, "conf-1", name="Ana")

    assert await state_of(conversations) == "confirmed"
