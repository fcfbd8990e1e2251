"""Whole dialogues over HTTP with the demo's store: a fault, its remedy, a refund, its receipt."""

import asyncio
from collections.abc import Generator
from typing import Any
from uuid import uuid4

import pytest

from tests.customer import Customer
from tests.running_desk import DeskInThread, open_desk_in_thread
from tests.sandbox_server import RunningSandbox
from tests.stories.playing import SITE_KEY, play, signed_in
from tests.stories.telling import PROJECTS, stories

EMAIL = "sarah.whitfield@example.com"
FAULT = "Hello, the left ear of my ProMax headphones is silent. The order is ORD-78432."
WISH = "Please refund the headphones from ORD-78432, they are defective."

TOLD = {story.name: story for store in PROJECTS for story in stories(store)}
HOLDING = (
    ("r81-02",),
    ("r81-17",),
    ("t1-07",),
    ("t2-05",),
    ("t3-05",),
    ("t4-05",),
    ("bt1-12",),
    ("bt3-05",),
    ("foreign-1a", "foreign-1b"),
    ("window-1",),
    ("used-1",),
    ("refunded-1",),
    ("more-1",),
    ("above-1",),
    ("mind-1",),
    ("missing-1",),
    ("person-2",),
)
"""A few of each kind, of those that hold; `python -m tests.stories` tells of all."""


@pytest.mark.parametrize("names", HOLDING, ids=lambda names: names[0])
def test_a_story_ends_as_it_should(names, sandbox: RunningSandbox):
    for told in play([TOLD[name] for name in names], sandbox.url):
        assert not told.broken, "\n".join([*told.transcript, *told.broken])


@pytest.fixture
def running(sandbox: RunningSandbox, tmp_path) -> Generator[DeskInThread]:
    demo, keys = PROJECTS["demo"], [SITE_KEY]
    url = sandbox.url
    with open_desk_in_thread(tmp_path, url, project=demo, identity_keys=keys) as running:
        yield running


def shown(state: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [event["data"] for event in state["events"] if event["event"] == name]


async def refunded(customer: Customer) -> list[dict[str, Any]]:
    """The receipts, once there is one."""
    async with asyncio.timeout(30):
        while not (receipts := shown(await customer.state(), "receipt")):
            await asyncio.sleep(0.02)
    return receipts


@pytest.mark.parametrize("known", [True, False], ids=["signed in", "a visitor"])
async def test_a_silent_ear_ends_in_one_refund_however_often_it_is_pressed(running, known):
    async with Customer.at(running.url) as customer:
        await customer.open(**({"identity": signed_in("C-1001")} if known else {}))
        fault = await customer.ask(FAULT)
        if not known:
            assert "e-mail" in fault.text
            assert "UPS" not in fault.text
            fault = await customer.ask(EMAIL)
        assert "UPS" in fault.text

        help_ = await customer.ask("How do I reset the ProMax headphones?")
        assert "for 10 seconds" in help_.text
        assert help_.citations[0]["url"] == "https://shopnova.example/help/promax-headphones-guide"
        vain = await customer.ask("I did the reset, and one ear is still silent.")
        assert (vain.route, (await customer.state())["holder"]) == ("sent", "bot")

        id = str(uuid4())
        offered = await customer.say(WISH, client_id=id)
        await customer.until("confirmation.offered")
        await customer.until("bot.finished", offered.json()["number"])
        again = await customer.say(WISH, client_id=id)
        assert (again.status_code, again.json()) == (200, offered.json())
        (card,) = (await customer.state())["cards"]
        assert card["amount"] == {"value": "89.99", "currency": "USD"}
        assert shown(await customer.state(), "receipt") == []

        presses = await asyncio.gather(*(customer.press(card["id"], "confirm") for _ in range(3)))
        assert {press.json()["outcome"] for press in presses} == {"confirmed"}
        (receipt,) = await refunded(customer)
        assert receipt["amount"] == {"value": "89.99", "currency": "USD"}
        assert "5-7 business days" in receipt["text"]

        late = await customer.press(card["id"], "confirm")
        wish = await customer.ask(WISH)
        state = await customer.state()
        assert late.json()["outcome"] == "confirmed"
        assert "confirmation.offered" not in [event.name for event in wish.events]
        assert [shown(state, name) for name in ("receipt", "handover.started")] == [[receipt], []]
        orders = await customer.http.get(f"{customer.path}/orders", headers=customer.auth)
        (order,) = [o for o in orders.json()["orders"] if o["id"] == "ORD-78432"]
        assert order["state"] == "refunded"
