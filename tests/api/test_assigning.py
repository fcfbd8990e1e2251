"""Who waits is assigned to whoever is there, over HTTP."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from tests.customer import Customer
from tests.person import Person
from tests.running_desk import DeskInThread, open_desk_in_thread

GIVEN = {"people": {"assign": "least_loaded", "capacity": 2}}


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("assigning")
    with open_desk_in_thread(folder, shared_sandbox.url, settings=GIVEN) as running:
        yield running


@pytest_asyncio.fixture
async def people(running) -> AsyncGenerator[tuple[Person, Person]]:
    async with AsyncExitStack() as stack:
        come = stack.enter_async_context
        yield await come(Person.at(running, "ana")), await come(Person.at(running, "ben"))


async def assigned_to(person: Person, id: str, user: str) -> dict:
    """The line once it is theirs to take; `user` empty: nobody's."""
    async with asyncio.timeout(30):
        while True:
            line = await person.line(id)
            if ((line["assigned"] or {}).get("user") or "") == user:
                return line
            await asyncio.sleep(0.05)


async def test_it_goes_to_who_is_there_says_why_and_comes_back_when_they_leave(running, people):
    ana, ben = people
    await ben.post("/session/account", is_away=True)
    async with Customer.at(running.url) as customer:
        await customer.open(text="A person, please.")
        await customer.ask_for_person()
        id = customer.conversation
        line = await assigned_to(ana, id, "ana")
        assert line["holder"] == "queue"
        assert line["assigned"]["reason"] == "Ana has the fewest open conversations: 0 of 2."
        told = [event["event"] for event in await ana.seen(id)]
        assert "assigned" in told
        visible = [event["event"] for event in (await customer.state())["events"]]
        assert "assigned" not in visible
        assert "person.joined" not in visible

        await ben.post("/session/account", is_away=False)
        await ana.post("/session/account", is_away=True)
        await assigned_to(ben, id, "ben")
        await ben.replies(id, "Here I am.")
        line = await ben.line(id)
        assert (line["holder"], line["user"], line["assigned"]) == ("person", "ben", None)


async def test_colleagues_are_shown_with_their_languages(running, people):
    accounts = running.desk.people.accounts
    running.wait(accounts.put("zoe", shown="Zoe", languages=["de", "en"], capacity=0))
    found = (await people[0].get("/people")).json()["people"]

    assert next(each for each in found if each["user"] == "zoe")["languages"] == ["de", "en"]
