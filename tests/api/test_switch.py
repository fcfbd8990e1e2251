"""The whole desk's switch: turned in the console or by a command, seen by everybody, obeyed."""

import asyncio
import json
from collections.abc import AsyncGenerator, Generator

import pytest
import pytest_asyncio

from tests import command
from tests.customer import Customer, Event
from tests.person import Person
from tests.running_desk import DeskInThread, open_desk_in_thread

QUESTION = "How long does standard delivery take?"


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    with open_desk_in_thread(tmp_path_factory.mktemp("switch"), shared_sandbox.url) as running:
        yield running


@pytest_asyncio.fixture
async def customer(running, sandbox) -> AsyncGenerator[Customer]:
    async with Customer.at(running.url) as customer:
        yield customer


@pytest_asyncio.fixture
async def lead(running) -> AsyncGenerator[Person]:
    async with Person.at(running, "ben", role="lead") as person:
        yield person
        await person.post("/mode", mode="bot")


async def test_leads_turn_it_and_everybody_hears_of_it(running, lead):
    async with Person.at(running, "ana") as agent:
        assert (await agent.get("/mode")).json()["mode"] == "bot"
        refused = await agent.post("/mode", mode="people")
        assert (refused.status_code, refused.json()["code"]) == (403, "role_too_low")

        listens = asyncio.Event()

        def is_drafts(event: Event) -> bool:
            listens.set()
            return event.name == "mode" and event.data["mode"] == "drafts"

        listening = asyncio.create_task(agent.until("/events", is_drafts))
        await listens.wait()
        assert (await lead.post("/mode", mode="drafts")).status_code == 200
        told = [event.data for event in await listening if event.name == "mode"]
        assert [each["mode"] for each in told] == ["bot", "drafts"]
        assert told[-1]["by"] == "Ben"
    assert (await lead.post("/mode", mode="robots")).status_code == 400


async def test_with_drafts_the_customer_gets_a_person_who_sends_the_draft(lead, customer):
    await lead.post("/mode", mode="drafts")
    await customer.open(text=QUESTION)
    events = await customer.until("notice")
    line = await lead.line(customer.conversation)
    assert (line["holder"], line["has_draft"]) == ("queue", True)
    assert "bot.part" not in [event.name for event in events]
    scored = [e for e in await lead.seen(customer.conversation) if e["event"] == "reply.scored"]
    draft = scored[-1]["data"]["draft"]
    assert "3 business days" in draft

    await lead.replies(customer.conversation, draft, draft="sent")
    said = (await customer.state())["events"][-1]
    assert (said["event"], said["data"]["text"]) == ("person.wrote", draft)


async def test_with_people_the_model_hears_nothing_and_the_reason_is_told(lead, customer, sandbox):
    await lead.post("/mode", mode="people")
    await customer.open(text=QUESTION)
    await customer.until("notice")
    line = await lead.line(customer.conversation)
    assert (line["holder"], line["reason"]) == ("queue", "The desk is switched to people only.")
    assert sandbox.requests() == []

    await lead.post("/mode", mode="bot")
    await lead.does("take", customer.conversation)
    await lead.does("hand-back", customer.conversation)
    answer = await customer.ask(QUESTION)
    assert "3 business days" in answer.text


async def test_a_command_turns_it_while_the_desk_runs(running, lead, customer):
    def frontdesk(*arguments):
        options = ("--data", running.folder / "data")
        run = command.frontdesk("mode", *arguments, *options, cwd=running.folder)
        assert run.returncode == 0, run.stderr
        return run.stdout

    told = await asyncio.to_thread(frontdesk, "people", "--name", "Zoe")
    assert told.startswith("people: People answer everything")
    assert "by Zoe" in told
    await customer.open(text=QUESTION)
    await customer.until("notice")
    assert (await lead.line(customer.conversation))["holder"] == "queue"
    await lead.post("/mode", mode="bot")
    assert json.loads(await asyncio.to_thread(frontdesk, "--json"))["by"] == "Ben"
