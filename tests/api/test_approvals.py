"""A refund above the limit waits; a person decides by a command beside the running desk."""

import asyncio
import json
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.api.test_people import frontdesk
from tests.customer import Customer
from tests.running_desk import DeskProcess, desk_process
from tests.sandbox_server import RunningSandbox

ORDERS = [
    {
        "id": f"ORD-{number}",
        "customer": "C-1",
        "placed": -18,
        "state": "delivered",
        "currency": "USD",
        "lines": [{"product": "Haven Sofa", "price": "620.00"}],
        "shipment": {
            "carrier": "Swift",
            "tracking": "SW1",
            "promised": -11,
            "carrier_state": "delivered",
            "delivered": -12,
        },
    }
    for number in (1, 2, 3)
]
CUSTOMER = {
    "id": "C-1",
    "name": "Maya Lindholm",
    "email": "maya@mail.example",
    "phone": "+1 206 555 0142",
    "plan": "",
    "status": "active",
}


def write_project(folder: Path) -> None:
    store = folder / "store"
    store.mkdir()
    (store / "customers.json").write_text(json.dumps([CUSTOMER]), "utf-8")
    (store / "products.json").write_text("[]", "utf-8")
    (store / "orders.json").write_text(json.dumps(ORDERS), "utf-8")
    (folder / "frontdesk.toml").write_text('[store]\npath = "store"\n', "utf-8")


@pytest.fixture(scope="module")
def process(shared_sandbox, tmp_path_factory) -> Generator[DeskProcess]:
    folder = tmp_path_factory.mktemp("approvals")
    write_project(folder)
    with desk_process(folder, shared_sandbox.url) as process:
        yield process


@pytest_asyncio.fixture
async def customer(process: DeskProcess, sandbox: RunningSandbox) -> AsyncGenerator[Customer]:
    async with Customer.at(process.url) as customer:
        yield customer


def calls(name: str, **arguments: object) -> dict:
    call = {"type": "tool_use", "name": name, "input": arguments}
    return {"reply": {"content": [call]}}


async def a_waiting_refund(customer: Customer, sandbox: RunningSandbox, order: str) -> str:
    """The customer has confirmed it."""
    sandbox.script(
        calls("verify_customer", order_id=order, contact="[email_1]"),
        calls("process_refund", order_id=order, reason="defective"),
    )
    await customer.ask(f"My sofa of {order} broke, I am maya@mail.example, I want my money back.")
    (card,) = (await customer.state())["cards"]
    assert (await customer.press(card["id"], "confirm")).json()["outcome"] == "with_person"
    return card["id"]


async def receipts(customer: Customer) -> list[dict]:
    events = (await customer.state())["events"]
    return [event["data"] for event in events if event["event"] == "receipt"]


async def test_an_approved_refund_is_paid_once_and_its_receipt_reaches_the_customer(
    process, customer, sandbox
):
    card = await a_waiting_refund(customer, sandbox, "ORD-1")
    (waiting,) = json.loads(await frontdesk(process, "approvals", "list", "--json"))
    assert waiting["confirmation"] == card
    assert waiting["conversation"] == customer.conversation
    assert waiting["amount"] == {"value": "620.00", "currency": "USD"}
    assert (waiting["order"], waiting["reason"]) == ("ORD-1", "defective")
    assert "620.00 USD" in await frontdesk(process, "approvals", "list")
    assert await receipts(customer) == []

    last = (await customer.state())["last"]
    hearing = asyncio.create_task(customer.until("receipt", last))
    said = await frontdesk(process, "approvals", "approve", card[:12], "--name", "Ana")
    assert "620.00 USD" in said
    receipt = (await hearing)[-1].data
    assert receipt["amount"] == {"value": "620.00", "currency": "USD"}

    again = await frontdesk(process, "approvals", "approve", card, "--name", "Ana", code=1)
    assert "it is paid" in again
    late = await frontdesk(
        process, "approvals", "refuse", card, "--name", "Ben", "--reason", "No.", code=1
    )
    assert "frontdesk approvals list" in late
    assert len(await receipts(customer)) == 1
    assert json.loads(await frontdesk(process, "approvals", "list", "--json")) == []


async def test_a_refused_refund_is_told_to_the_customer_without_its_reason(
    process, customer, sandbox
):
    card = await a_waiting_refund(customer, sandbox, "ORD-2")
    last = (await customer.state())["last"]
    hearing = asyncio.create_task(customer.until("notice", last))
    refuse = ("approvals", "refuse", card, "--name", "Ben", "--reason", "Two sofas in a week.")
    said = json.loads(await frontdesk(process, *refuse, "--json"))
    notice = (await hearing)[-1].data

    assert said == {"confirmation": card, "outcome": "refused", "by": "Ben"}
    assert "nothing was paid" in notice["text"]
    assert "Two sofas" not in notice["text"]
    assert await receipts(customer) == []


async def test_what_nobody_waits_for_is_told_with_the_next_step(process):
    said = await frontdesk(process, "approvals", "approve", "cf_0", "--name", "Ana", code=1)

    assert "No refund 'cf_0' waits for a person" in said
    assert "frontdesk approvals list" in said


async def test_what_is_not_unclear_cannot_be_settled_by_hand(process, customer, sandbox):
    card = await a_waiting_refund(customer, sandbox, "ORD-3")
    settle = ("approvals", "settle", card, "--name", "Ana")
    said = await frontdesk(process, *settle, "--not-paid", code=1)
    unsure = await frontdesk(process, *settle, code=2)

    assert f"No refund '{card}' is unclear here" in said
    assert "frontdesk approvals unclear" in said
    assert "--paid REFERENCE or --not-paid" in " ".join(unsure.replace("│", " ").split())
    assert json.loads(await frontdesk(process, "approvals", "unclear", "--json")) == []
