"""A refund is decided by the policy and offered as a card; no action pays."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.actions import Catalog, Context, Done, Prepared, prepare, run
from frontdesk.actions.builtin import BUILT_IN
from frontdesk.adapters.memory.conversations import MemoryConversations
from frontdesk.domain.action import Outcome
from frontdesk.domain.event import ConfirmationLine, ConfirmationOffered
from frontdesk.domain.money import total
from frontdesk.domain.order import OrderId
from frontdesk.domain.refund_policy import VERSION
from frontdesk.ports.ledger import Entry, EntryState, Offered, Reserved
from tests.builders import NOON
from tests.unit.actions.shop import (
    HERE,
    MIA,
    FakeLedger,
    FakeStore,
    call,
    line,
    of_mia,
    order,
    usd,
)

CATALOG = Catalog(BUILT_IN)
HOUR = NOON + timedelta(hours=1)


def ready(here: Context, **arguments: Any) -> Prepared | Outcome:
    wish = {"order_id": "KX-101", "reason": "defective"} | arguments
    return prepare(
        CATALOG,
        call("process_refund", **wish),
        level=here.level,
        conversation=HERE,
        turn=here.turn,
    )


async def asked(here: Context | None = None, **arguments: Any) -> Done:
    here = here or of_mia()
    prepared = ready(here, **arguments)
    assert isinstance(prepared, Prepared), prepared
    return await run(prepared, replace(here, key=prepared.key))


def entry(state: EntryState, *lines: str) -> Entry:
    amounts = tuple((id, usd("1.00")) for id in lines)
    return Entry("cf_0", HERE, MIA.id, OrderId("KX-100"), amounts, state, NOON, HOUR)


async def test_a_defective_item_is_offered_with_a_card_and_a_reservation() -> None:
    done = await asked()

    (card,) = done.events
    assert isinstance(card, ConfirmationOffered)
    radio = ConfirmationLine("1", "Radio", usd("89.99"))
    assert card == ConfirmationOffered(
        turn=3,
        attempt=1,
        id=card.id,
        kind="refund",
        title="Refund for order KX-101",
        customer=MIA.id,
        order=OrderId("KX-101"),
        lines=(radio,),
        amount=usd("89.99"),
        expires=HOUR,
        reason="defective",
        policy=VERSION,
    )
    reserved = Reserved("1", usd("89.99"), paid=usd("89.99"), refunded=usd("0"))
    assert done.together == (Offered(card.id, MIA.id, OrderId("KX-101"), (reserved,), HOUR),)
    told = json.loads(done.outcome.text)
    assert done.outcome.status == "done"
    assert (told["amount"], told["items"]) == ("89.99 USD", ["Radio: 89.99 USD"])
    assert told["return"] == "nothing has to be sent back"
    assert "Nothing is paid yet." in told["next"]


async def test_the_same_wish_of_a_turn_has_the_same_card_and_a_later_one_another() -> None:
    later = replace(of_mia(), turn=4)

    first, again, other = await asked(), await asked(), await asked(later)

    assert first.events == again.events
    assert {row.confirmation for row in first.together if isinstance(row, Offered)}.isdisjoint(
        row.confirmation for row in other.together if isinstance(row, Offered)
    )


@pytest.mark.parametrize(
    ("amount", "offered"), [("20.00", "20.00"), ("500", "89.99"), ("89.999", "89.99")]
)
async def test_an_amount_of_the_model_only_lowers_it(amount: str, offered: str) -> None:
    done = await asked(amount=amount)

    assert json.loads(done.outcome.text)["amount"] == f"{offered} USD"


async def test_above_the_limit_a_person_checks_it_after_the_press() -> None:
    store = FakeStore([order("KX-101", MIA, line("1", "Sofa", "700.00"))])

    told = json.loads((await asked(of_mia(store))).outcome.text)

    assert "a person checks it" in told["person"]
    assert "above what is paid" in told["person"]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({"order_id": "KX-100"}, "which of them is meant"),
        ({"reason": "changed_mind"}, "unused and in its original packaging"),
        ({"reason": "changed_mind", "unused": True}, "call start_return"),
        ({"reason": "changed_mind", "unused": False}, "was used"),
        ({"amount": "0"}, "no amount is left"),
        ({"lines": ["7"]}, "no line of this number"),
        ({"order_id": "KX-200"}, "Not found"),
    ],
)
async def test_what_the_policy_does_not_offer_leaves_no_card(
    arguments: dict[str, Any], text: str
) -> None:
    done = await asked(**arguments)

    assert done.outcome.status == "refused"
    assert text in done.outcome.text
    assert (done.events, done.together) == ((), ())


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("offered", "a card for this is open"),
        ("with_person", "a person is checking it"),
        ("confirmed", "is being paid"),
    ],
)
async def test_a_line_that_is_under_way_is_not_offered_again(state: EntryState, text: str) -> None:
    here = replace(of_mia(), ledger=FakeLedger([entry(state, "1")]))

    same = await asked(here, order_id="KX-100", lines=["1"])
    other = await asked(here, order_id="KX-100")

    assert text in same.outcome.text
    assert same.events == ()
    assert json.loads(other.outcome.text)["items"] == ["Lamp: 25.50 USD"]


async def test_the_ledger_takes_the_offer_and_then_knows_of_it() -> None:
    conversations = MemoryConversations()
    here = replace(of_mia(), ledger=conversations.ledger)

    first = await asked(here)
    await conversations.append(HERE, first.events, after=0, at=NOON, together=first.together)
    second = await asked(here, reason="wrong_item")
    later = await asked(replace(here, now=HOUR), reason="wrong_item")

    assert "a card for this is open" in second.outcome.text
    assert later.outcome.status == "done"


@given(
    amount=st.none() | st.decimals(0, 10**9, places=2).map(str),
    lines=st.none() | st.lists(st.sampled_from(["1", "2", "3"])),
    reason=st.sampled_from(["defective", "wrong_item", "not_received", "changed_mind", "other"]),
    refunded=st.decimals(0, 40, places=2),
)
def test_no_offer_is_above_what_is_left_or_the_limit_without_a_person(
    amount: str | None, lines: list[str] | None, reason: str, refunded: Decimal
) -> None:
    kettle = line("1", "Kettle", "40.00", refunded=usd(str(refunded)))
    store = FakeStore([order("KX-100", MIA, kettle, line("2", "Lamp", "625.50"))])
    wish = {"order_id": "KX-100", "reason": reason, "lines": lines, "amount": amount}

    done = asyncio.run(asked(of_mia(store), **wish))

    for row in done.together:
        assert isinstance(row, Offered)
        assert all(r.amount + r.refunded <= r.paid for r in row.lines)
        amount_offered = total([r.amount for r in row.lines], "USD")
        is_small = amount_offered + usd(str(refunded)) <= usd("500")
        assert is_small or "person" in json.loads(done.outcome.text)
