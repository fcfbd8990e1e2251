"""Contact data: the customer reads it, nobody else; neither model nor disk ever holds it."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from uuid import uuid4

import pytest
import pytest_asyncio

from tests.api.test_people import frontdesk
from tests.customer import Customer
from tests.running_desk import DeskProcess, desk_process
from tests.sandbox_server import RunningSandbox

ADDRESS = "jo.doe@mail.example"
PHONE = "+49 170 1234567"


def says(text: str) -> dict[str, object]:
    return {"reply": {"content": [{"type": "text", "text": text}]}}


@pytest.fixture(scope="module")
def process(shared_sandbox, tmp_path_factory) -> Generator[DeskProcess]:
    with desk_process(tmp_path_factory.mktemp("vault"), shared_sandbox.url) as process:
        yield process


@pytest_asyncio.fixture
async def customer(process: DeskProcess, sandbox: RunningSandbox) -> AsyncGenerator[Customer]:
    async with Customer.at(process.url) as customer:
        yield customer


async def test_the_customer_reads_values_where_the_model_and_the_disk_have_placeholders(
    process, sandbox, customer
):
    sandbox.script(says("We have [email_1] and [phone_1] for ORD-78432."))
    answer = await customer.ask(f"I am {ADDRESS}, call me at {PHONE}. Order ORD-78432.")
    state = await customer.state()
    shown = await frontdesk(process, "conv", customer.conversation)
    asked = sandbox.kept()[-1]["body"]
    disk = b"".join(path.read_bytes() for path in (process.folder / "data").iterdir())

    assert answer.text.startswith(f"We have {ADDRESS} and {PHONE} for ORD-78432.")
    texts = [event["data"].get("text") for event in state["events"]]
    assert texts[0] == f"I am {ADDRESS}, call me at {PHONE}. Order ORD-78432."
    assert f"We have {ADDRESS} and {PHONE} for ORD-78432." in texts
    for elsewhere in (shown, asked):
        assert "I am [email_1], call me at [phone_1]. Order ORD-78432." in elsewhere
    for elsewhere in (shown, asked, process.output(), disk.decode("latin-1")):
        assert ADDRESS not in elsewhere
        assert PHONE not in elsewhere


async def test_two_customers_have_values_of_their_own(process, sandbox, customer):
    sandbox.script(says("That is [email_1]."), says("That is [email_1]."))
    async with Customer.at(process.url) as other:
        mine = await customer.ask("My mail: mine@mail.example")
        theirs = await other.ask("My mail: theirs@mail.example")

    assert mine.text == "That is mine@mail.example."
    assert theirs.text == "That is theirs@mail.example."


async def test_a_placeholder_that_stands_for_nothing_is_not_sent(sandbox, customer):
    sandbox.script(says("We write to [email_2]."), says("We write to you."))
    answer = await customer.ask(f"My mail is {ADDRESS}")

    assert answer.text == "We write to you."
    assert "[email_2], which stands for nothing" in sandbox.kept()[-1]["body"]


async def test_what_looks_like_a_placeholder_is_shown_as_typed(sandbox, customer):
    sandbox.script(says("You have [email_1]."))
    await customer.ask(rf"I am {ADDRESS}, not [email_1] nor [\phone_1]")
    events = (await customer.state())["events"]

    assert events[0]["data"]["text"] == rf"I am {ADDRESS}, not [email_1] nor [\phone_1]"


async def test_the_same_message_again_is_the_same_and_another_address_is_a_conflict(customer):
    client_id = str(uuid4())
    await customer.open()
    said = [
        await customer.say(f"Write to {who}", client_id)
        for who in (ADDRESS, ADDRESS, ADDRESS.upper(), "eve@mail.example")
    ]

    assert [each.status_code for each in said] == [202, 200, 200, 409]
    await customer.until("bot.finished")  # its call of the model is not the next test's


async def test_a_restarted_desk_reads_its_values_again(process, sandbox, customer):
    sandbox.script(says("Noted."))
    await customer.ask(f"My mail is {ADDRESS}")
    await asyncio.to_thread(process.kill)
    await asyncio.to_thread(process.start)

    events = (await customer.state())["events"]
    assert events[0]["data"]["text"] == f"My mail is {ADDRESS}"


async def test_the_reason_for_wanting_a_person_is_customer_text_too(process, customer):
    await customer.open()
    await customer.ask_for_person(reason=f"Call me at {PHONE}")

    started = next(
        event
        for event in (await customer.state())["events"]
        if event["event"] == "handover.started"
    )
    assert started["data"]["reason"] == f"Call me at {PHONE}"
    assert "Call me at [phone_1]" in await frontdesk(process, "conv", customer.conversation)
