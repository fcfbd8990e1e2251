"""A customer asks for a person, and people answer by commands beside the running desk."""

import asyncio
import json
from collections.abc import AsyncGenerator, Generator

import pytest
import pytest_asyncio

from tests import command
from tests.customer import Customer
from tests.running_desk import EMAIL, DeskProcess, desk_process
from tests.sandbox_server import RunningSandbox


@pytest.fixture(scope="module")
def process(shared_sandbox, tmp_path_factory) -> Generator[DeskProcess]:
    with desk_process(tmp_path_factory.mktemp("people"), shared_sandbox.url) as process:
        yield process


@pytest_asyncio.fixture
async def customer(process: DeskProcess, sandbox: RunningSandbox) -> AsyncGenerator[Customer]:
    async with Customer.at(process.url) as customer:
        yield customer


async def frontdesk(process: DeskProcess, *arguments: str, code: int = 0) -> str:
    """What the command prints, run by somebody else than the desk."""
    data = process.folder / "data"
    run = await asyncio.to_thread(command.frontdesk, *arguments, "--data", data, cwd=process.folder)
    assert run.returncode == code, run.stderr
    assert "Traceback" not in run.stderr
    return run.stdout if code == 0 else run.stderr


async def test_a_person_takes_over_answers_and_gives_back(process, customer):
    await customer.ask("How long does standard delivery take?")
    asked = await customer.ask_for_person(reason="I want a human.")
    again = await customer.ask_for_person()

    assert (asked.status_code, asked.json()) == (202, {"holder": "queue"})
    assert (again.status_code, again.json()) == (202, {"holder": "queue"})
    state = await customer.state()
    assert state["holder"] == "queue"
    started, notice = state["events"][-2:]
    assert started["event"] == "handover.started"
    assert EMAIL in notice["data"]["text"]

    await customer.say("Hello? Anybody there?")
    waiting = json.loads(await frontdesk(process, "convs", "--waiting", "--json"))
    assert (customer.conversation, "I want a human.") in [
        (row["id"], row["reason"]) for row in waiting
    ]
    assert "Hello? Anybody there?" in await frontdesk(process, "convs", "--waiting")

    found = json.loads(await frontdesk(process, "convs", "--search", "anybody the", "--json"))
    assert [(row["id"], row["found"]["by"]) for row in found] == [
        (customer.conversation, "customer")
    ]
    assert "'anybody zebra'" in await frontdesk(
        process, "convs", "--search", "anybody zebra", code=3
    )

    last = (await customer.state())["last"]
    hearing = asyncio.create_task(customer.until("person.wrote", last))
    await frontdesk(process, "reply", customer.conversation[:8], "I am here.", "--name", "Ana")
    joined, said = [event for event in await hearing if event.id]
    assert (joined.name, joined.data["name"]) == ("person.joined", "Ana")
    assert (said.data["name"], said.data["text"]) == ("Ana", "I am here.")
    waiting = json.loads(await frontdesk(process, "convs", "--waiting", "--json"))
    assert customer.conversation not in [row["id"] for row in waiting]

    hearing = asyncio.create_task(customer.until("handed.back", last))
    await frontdesk(process, "hand-back", customer.conversation)
    await hearing
    answer = await customer.ask("How long is the warranty?")
    assert "36 months" in answer.text


async def test_the_bot_says_nothing_while_people_have_the_conversation(process, customer):
    await customer.open()
    await customer.ask_for_person()
    await customer.say("How long is the warranty?")
    async with Customer.at(process.url) as other:
        await other.ask("How long is the warranty?")  # by now the first would be answered too

    names = [event["event"] for event in (await customer.state())["events"]]
    assert names == ["handover.started", "notice", "customer.wrote"]


async def test_a_person_stops_an_answer_that_is_being_written(process, customer, sandbox):
    silence = {"kind": "stall", "after_text": len("First. Th")}
    reply = {"content": [{"type": "text", "text": "First. "}, {"type": "text", "text": "Then. "}]}
    sandbox.script({"reply": reply, "fault": silence})
    await customer.open(text="How long is the warranty?")
    await customer.until("bot.part")
    await customer.ask_for_person()

    state = await customer.state()
    names = [event["event"] for event in state["events"]]
    assert names == ["customer.wrote", "bot.part", "bot.finished", "handover.started", "notice"]
    finished = state["events"][2]["data"]
    assert (finished["route"], finished["answers"]) == ("handover", [2])
    assert (state["holder"], state["turn"]) == ("queue", None)


async def test_what_happened_can_be_read(process, customer):
    await customer.ask("How long does standard delivery take?")
    shown = await frontdesk(process, "conv", customer.conversation)
    events = json.loads(await frontdesk(process, "conv", customer.conversation, "--json"))

    assert "customer    How long does standard delivery take?" in shown
    assert "3 business days" in shown
    assert "not searched: all articles" in shown
    assert events[0]["event"] == "ConversationOpened"
    assert [event["number"] for event in events] == list(range(1, len(events) + 1))


async def test_a_conversation_that_is_not_there_is_told_with_the_next_step(process, customer):
    said = await frontdesk(process, "conv", "nothing", code=1)

    assert "No conversation begins with 'nothing'" in said
    assert "frontdesk convs" in said
