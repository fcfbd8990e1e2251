"""How a conversation ends over HTTP: by silence or by a person, and both ask for a rating."""

import asyncio
from datetime import timedelta

from frontdesk.domain.event import Closed, PersonJoined
from tests.builders import LateClock
from tests.customer import Customer
from tests.running_desk import open_desk_in_thread


async def until_closed(customer: Customer) -> dict:
    async with asyncio.timeout(30):
        while (state := await customer.state())["holder"] != "closed":
            await asyncio.sleep(0.02)
    return state


async def test_what_fell_silent_is_closed_rated_and_opened_again(tmp_path, sandbox):
    with open_desk_in_thread(tmp_path, sandbox.url) as running:
        async with Customer.at(running.url) as customer, Customer.at(running.url) as other:
            await customer.ask("How long does standard delivery take?")
            await other.ask("How long is the warranty?")
            running.append(other.conversation, PersonJoined("Ana"))

    tomorrow = LateClock(timedelta(hours=25))
    with open_desk_in_thread(tmp_path, sandbox.url, clock=tomorrow) as running:
        async with Customer.at(running.url) as back, Customer.at(running.url) as waits:
            back.conversation, back.token = customer.conversation, customer.token
            waits.conversation, waits.token = other.conversation, other.token
            state = await until_closed(back)
            assert state["events"][-1]["data"]["resolved"] == "assumed"
            assert (await back.rate(5)).status_code == 200
            assert (await waits.state())["holder"] == "person"

            running.append(waits.conversation, Closed("solved", "Ana"))
            closed = (await until_closed(waits))["events"][-1]["data"]
            assert (closed["reason"], closed["resolved"]) == ("solved", "")
            assert (await waits.rate(4)).status_code == 200

            answer = await back.ask("How long is the warranty?")
            assert "36 months" in answer.text
            names = [each["event"] for each in (await back.state())["events"]]
            assert names[names.index("closed") :][:3] == ["closed", "rated", "reopened"]
