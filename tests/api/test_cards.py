"""Cards, receipts and orders over HTTP, as docs/contract.md says."""

from collections.abc import AsyncGenerator, Generator
from datetime import datetime

import pytest
import pytest_asyncio

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import CustomerBound
from tests.cards import a_turn, choices, offer, paid
from tests.customer import Customer
from tests.one_shop import OneShop
from tests.running_desk import DeskInThread, open_desk_in_thread

MAYA = CustomerId("maya")


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("cards")
    with open_desk_in_thread(folder, shared_sandbox.url, seeded=OneShop()) as running:
        yield running


@pytest_asyncio.fixture
async def customer(running) -> AsyncGenerator[Customer]:
    async with Customer.at(running.url) as customer:
        await customer.open()
        yield customer


def shown(state, name):
    return [event["data"] for event in state["events"] if event["event"] == name]


async def test_an_offer_shows_every_line_and_exact_amounts(running, customer):
    lines = (("ProMax Wireless Headphones", "89.99"), ("Carrying case", "10.10"))
    running.append(customer.conversation, *a_turn(1, offer("c1", *lines)))

    state = await customer.state()
    (card,) = shown(state, "confirmation.offered")
    assert card["lines"] == [
        {"label": "ProMax Wireless Headphones", "amount": {"value": "89.99", "currency": "USD"}},
        {"label": "Carrying case", "amount": {"value": "10.10", "currency": "USD"}},
    ]
    assert card["amount"] == {"value": "100.09", "currency": "USD"}
    assert (card["id"], card["kind"]) == ("c1", "refund")
    assert datetime.fromisoformat(card["expires"]).tzinfo is not None
    (listed,) = state["cards"]
    assert listed == {"event": "confirmation.offered"} | {
        key: value for key, value in card.items() if key not in {"number", "previous", "at"}
    }


@pytest.mark.parametrize(
    ("decision", "outcome"), [("confirm", "confirmed"), ("decline", "declined")]
)
async def test_a_press_is_answered_shown_and_the_same_for_ever(
    running, customer, decision, outcome
):
    running.append(customer.conversation, *a_turn(1, offer("c1")))

    first = await customer.press("c1", decision)
    again = await customer.press("c1", decision)
    other = await customer.press("c1", "decline" if decision == "confirm" else "confirm")

    assert [each.status_code for each in (first, again, other)] == [200, 200, 200]
    assert first.json() == again.json() == other.json() == {"id": "c1", "outcome": outcome}
    state = await customer.state()
    assert [each["outcome"] for each in shown(state, "confirmation.settled")] == [outcome]
    assert state["cards"] == []


async def test_an_offer_that_has_run_out_cannot_be_pressed_any_more(running, customer):
    running.append(customer.conversation, *a_turn(1, offer("c1", minutes=-1)))

    assert (await customer.state())["cards"] == []
    assert (await customer.press("c1", "confirm")).json()["outcome"] == "expired"


async def test_a_card_of_another_conversation_is_not_found(running, customer):
    running.append(customer.conversation, *a_turn(1, offer("c1")))
    async with Customer.at(running.url) as other:
        await other.open()
        theirs = await other.press("c1", "confirm")
        stolen = await customer.http.post(
            f"{customer.path}/confirmations/c1", json={"decision": "confirm"}, headers=other.auth
        )

    assert (theirs.status_code, theirs.json()["code"]) == (404, "confirmation_not_found")
    assert (stolen.status_code, stolen.json()["code"]) == (401, "token_wrong")
    assert len((await customer.state())["cards"]) == 1


async def test_only_a_decision_is_a_press(running, customer):
    running.append(customer.conversation, *a_turn(1, offer("c1")))

    wrong = await customer.press("c1", "perhaps")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "malformed_request")


async def test_a_receipt_names_its_card_its_reference_and_the_amount(running, customer):
    running.append(customer.conversation, *a_turn(1, offer("c1")))
    await customer.press("c1", "confirm")
    running.append(customer.conversation, *paid("c1"))

    (receipt,) = shown(await customer.state(), "receipt")
    assert receipt["id"] == "c1"
    assert receipt["reference"] == "RF-20418"
    assert receipt["amount"] == {"value": "89.99", "currency": "USD"}
    assert "5-7 business days" in receipt["text"]


async def test_a_pick_is_a_message_that_names_its_choice(running, customer):
    running.append(customer.conversation, *a_turn(1, choices("The lamp", "The sofa")))
    (card,) = (await customer.state())["cards"]
    assert card["event"] == "choices.offered"
    assert card["choices"] == [
        {"id": "line-1", "label": "The lamp"},
        {"id": "line-2", "label": "The sofa"},
    ]

    await customer.say("The sofa", choice="line-2")
    state = await customer.state()
    assert shown(state, "customer.wrote")[-1]["choice"] == "line-2"
    assert state["cards"] == []


async def test_a_pick_of_what_nobody_offered_is_just_a_message(running, customer):
    running.append(customer.conversation, *a_turn(1, choices("The lamp")))

    assert (await customer.say("Everything", choice="line-9")).status_code == 202
    assert "choice" not in shown(await customer.state(), "customer.wrote")[-1]


async def test_orders_are_shown_to_the_bound_customer_alone(running, customer):
    refused = await customer.http.get(f"{customer.path}/orders", headers=customer.auth)
    assert (refused.status_code, refused.json()["code"]) == (403, "customer_unknown")
    assert (await customer.state())["customer"] is None

    running.append(customer.conversation, CustomerBound(MAYA, "verified", "Maya"))
    state = await customer.state()
    assert state["customer"] == {"name": "Maya", "level": "verified"}
    assert shown(state, "customer.bound")[0]["name"] == "Maya"
    answer = await customer.http.get(f"{customer.path}/orders", headers=customer.auth)
    newest, _ = answer.json()["orders"]
    assert newest["id"] == "ORD-78432"
    assert newest["state"] == "delivered"
    assert newest["lines"][0] == {
        "product": "ProMax Wireless Headphones",
        "quantity": 1,
        "amount": {"value": "89.99", "currency": "USD"},
    }
    assert newest["total"] == {"value": "102.98", "currency": "USD"}
    assert "customer" not in newest


async def test_somebody_elses_orders_are_not_among_them(running, customer):
    running.append(customer.conversation, CustomerBound(CustomerId("omar"), "verified", "Omar"))

    answer = await customer.http.get(f"{customer.path}/orders", headers=customer.auth)
    assert answer.json() == {"orders": []}
