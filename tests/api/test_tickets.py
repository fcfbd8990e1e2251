"""Tickets: people work on them beside a running desk, customers see their own."""

import json
from collections.abc import AsyncGenerator, Generator
from dataclasses import replace

import pytest
import pytest_asyncio

from frontdesk.assembly.storage import open_tickets
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId, CustomerBound
from frontdesk.domain.ticket import Ticket, TicketRequest
from frontdesk.settings import Settings
from tests.api.test_people import frontdesk
from tests.builders import NOON
from tests.customer import Customer
from tests.person import Person
from tests.running_desk import DeskInThread, DeskProcess, desk_process, open_desk_in_thread
from tests.sandbox_server import RunningSandbox

MAYA, TOM, NOOR = CustomerId("maya"), CustomerId("tom"), CustomerId("noor")


@pytest.fixture(scope="module")
def process(shared_sandbox, tmp_path_factory) -> Generator[DeskProcess]:
    with desk_process(tmp_path_factory.mktemp("tickets"), shared_sandbox.url) as process:
        yield process


@pytest_asyncio.fixture
async def customer(process: DeskProcess, sandbox: RunningSandbox) -> AsyncGenerator[Customer]:
    async with Customer.at(process.url) as customer:
        yield customer


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    with open_desk_in_thread(tmp_path_factory.mktemp("own"), shared_sandbox.url) as running:
        yield running


async def opened(process: DeskProcess, request: TicketRequest, key: str) -> Ticket:
    """As an action of another process would open it."""
    settings = Settings().overridden(data={"path": process.folder / "data"})
    with open_tickets(settings) as tickets:
        return await tickets.open(request, key=key, at=NOON)


async def shown(customer: Customer) -> list[dict]:
    response = await customer.http.get(f"{customer.path}/tickets", headers=customer.auth)
    assert response.status_code == 200, response.text
    return response.json()["tickets"]


async def test_a_ticket_is_worked_on_beside_the_desk_and_its_customer_sees_the_replies(
    process, customer
):
    await customer.open(text="My mail is jo@mail.example")
    here = ConversationId(customer.conversation)
    request = TicketRequest("Write to [email_1]", "A long story.", "billing", conversation=here)
    id = (await opened(process, request, "a")).id

    await frontdesk(process, "tickets", "assign", id, "Ana", "--name", "Bo")
    said = await frontdesk(
        process, "tickets", "reply", id[4:], "We wrote to [email_1].", "--name", "Ana"
    )
    waiting = json.loads(await frontdesk(process, "tickets", "show", id, "--json"))
    await frontdesk(process, "tickets", "state", id.lower(), "solved", "--name", "Ana")
    told = await frontdesk(process, "tickets", "show", id)
    solved = await frontdesk(process, "tickets", "list", "--state", "solved", "--json")

    assert (waiting["state"], waiting["owner"]) == ("waiting", "Ana")
    assert [note["by"] for note in waiting["history"]] == ["Bo", "Ana"]
    assert id in said
    assert "(now waiting) We wrote to [email_1]." in told
    assert "jo@mail.example" not in told
    assert [ticket["ticket"] for ticket in json.loads(solved)] == [id]
    (ticket,) = await shown(customer)
    assert (ticket["number"], ticket["state"]) == (id, "solved")
    assert ticket["subject"] == "Write to jo@mail.example"
    assert [reply["text"] for reply in ticket["replies"]] == ["We wrote to jo@mail.example."]
    assert "description" not in ticket


async def test_what_cannot_be_done_says_what_to_do(process):
    id = (await opened(process, TicketRequest("Lamp", "It flickers."), "b")).id

    unknown = await frontdesk(process, "tickets", "show", "TIC-9", code=1)
    empty = await frontdesk(process, "tickets", "reply", id, " ", "--name", "Ana", code=1)
    nobody = await frontdesk(process, "tickets", "reply", id, "Hi", "--name", "Customer", code=1)

    assert "TIC-9" in unknown
    assert "frontdesk tickets list" in unknown
    assert "no text" in empty
    assert "'Customer' is not the name of a person" in nobody
    assert await frontdesk(process, "tickets", "state", id, "lost", "--name", "Ana", code=2)


async def test_customers_see_their_own_tickets_and_nobody_elses(running, sandbox):
    request = TicketRequest("A lamp", "It flickers.", customer=MAYA)
    others = replace(request, customer=TOM)
    hers = running.wait(running.desk.tickets.open(request, key="maya", at=NOON))
    running.wait(running.desk.tickets.open(others, key="tom", at=NOON))
    async with Customer.at(running.url) as maya, Customer.at(running.url) as visitor:
        await maya.open()
        await visitor.open()
        mine = ConversationId(visitor.conversation)
        own = replace(request, subject="Mine", customer=None, conversation=mine)
        theirs = running.wait(running.desk.tickets.open(own, key="visitor", at=NOON))
        before = await shown(maya)
        running.append(maya.conversation, CustomerBound(MAYA, "claimed", "Maya"))

        assert before == []
        assert [ticket["number"] for ticket in await shown(maya)] == [hers.id]
        assert [ticket["number"] for ticket in await shown(visitor)] == [theirs.id]
        refused = await visitor.http.get(f"{maya.path}/tickets", headers=visitor.auth)
        assert refused.status_code == 401


async def test_a_ticket_names_its_customer_where_the_desk_knows_the_name(running):
    async with Customer.at(running.url) as noor, Person.at(running, "ana") as ana:
        await noor.open(text="Hello")
        running.append(noor.conversation, CustomerBound(NOOR, "verified", "Noor Haddad"))
        of_hers = TicketRequest(
            "A", "B", customer=NOOR, conversation=ConversationId(noor.conversation)
        )
        named = running.wait(running.desk.tickets.open(of_hers, key="named", at=NOON)).id
        alone = replace(of_hers, conversation=None)
        unnamed = running.wait(running.desk.tickets.open(alone, key="unnamed", at=NOON)).id

        assert (await ana.get(f"/tickets/{named}")).json()["name"] == "Noor Haddad"
        listed = (await ana.get("/tickets")).json()["tickets"]
        names = {each["number"]: each["name"] for each in listed}
        assert (names[named], names[unnamed]) == ("Noor Haddad", "")


async def test_people_work_on_tickets_in_the_console_and_customers_see_it(running, sandbox):
    async with (
        Customer.at(running.url) as customer,
        Person.at(running, "ana") as ana,
        Person.at(running, "ben", role="lead") as ben,
    ):
        await customer.open(text="My mail is jo@mail.example")
        request = TicketRequest(
            "Write to [email_1]",
            "A long story.",
            conversation=ConversationId(customer.conversation),
        )
        id = running.wait(running.desk.tickets.open(request, key="console", at=NOON)).id
        said = {"text": "We wrote to you.", "seen": 1}

        await ben.post(f"/tickets/{id}/assign", to="ana")
        for _ in range(2):
            replied = await ana.post(f"/tickets/{id}/reply", **said)
        late = await ben.post(f"/tickets/{id}/reply", text="Me, too.", seen=1)
        (waiting,) = await shown(customer)
        solved = await ana.post(f"/tickets/{id}/state", state="solved")
        answer = await ana.get("/tickets", state="solved")
        found = answer.json()["tickets"]

        assert replied.json()["subject"] == "Write to j•••@m•••.example"
        assert (await ben.get(f"/tickets/{id}")).json()["subject"] == "Write to jo@mail.example"
        steps = [(step["by"], step["owner"], step["state"]) for step in solved.json()["history"]]
        assert steps == [("Ben", "Ana", None), ("Ana", None, "waiting"), ("Ana", None, "solved")]
        assert (late.status_code, late.json()["code"]) == (409, "ticket_moved")
        assert (waiting["state"], waiting["replies"][0]["text"]) == ("waiting", "We wrote to you.")
        assert (await shown(customer))[0]["state"] == "solved"
        assert id in [each["number"] for each in found]
        assert {each["state"] for each in found} == {"solved"}
        assert (await ana.get("/tickets/TIC-9")).json()["code"] == "ticket_not_found"
        foreign = await ana.http.post(
            f"/api/v1/desk/tickets/{id}/state",
            json={"state": "open"},
            headers={"Origin": "https://elsewhere.example"},
        )
        assert foreign.status_code == 403
