"""The queue in the console: the desk's switch, who gets what, and by when."""

import re
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from frontdesk.domain.event import HandoverStarted, PersonJoined, PersonWrote
from frontdesk.domain.user import Role
from tests.browser.colleague import Colleague
from tests.browser.seeded import Seeded, enter, open_conversation
from tests.running_desk import DeskInThread, open_desk_in_thread

pytestmark = pytest.mark.asyncio(loop_scope="session")

Come = Callable[..., Coroutine[Any, Any, Colleague]]
SETTINGS = {
    "people": {"assign": "least_loaded"},
    "sla": {"first_reply_minutes": {"urgent": 15, "normal": 60}},
}
QUESTION = "How long does standard delivery take?"


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("queue")
    with open_desk_in_thread(folder, shared_sandbox.url, settings=SETTINGS) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def come(browser: Browser, running) -> AsyncGenerator[Come]:
    there: list[Colleague] = []
    async with AsyncExitStack() as stack:

        async def come(name: str, presence: str, role: Role = "agent") -> Colleague:
            accounts = running.desk.people.accounts
            running.wait(accounts.put(name, shown=name.capitalize(), role=role))
            key = running.wait(accounts.link(name))
            context = await browser.new_context(viewport={"width": 1440, "height": 900})
            stack.push_async_callback(context.close)
            colleague = Colleague(await context.new_page())
            there.append(colleague)
            await colleague.enters(running.url, key)
            if await colleague.presence.inner_text() != presence:
                await colleague.presence.click()
            await expect(colleague.presence).to_have_text(presence)
            return colleague

        yield come
        for colleague in there:
            assert colleague.complaints == []


@pytest_asyncio.fixture(loop_scope="session")
async def customer(visit, running, sandbox) -> Seeded:
    visitor = await visit(page=f"{running.url}/chat")
    return await enter(visitor, running, open_conversation(running))


async def test_a_lead_turns_the_switch_and_a_draft_is_all_the_assistant_writes(customer, come):
    ana, ben = await come("ana", "Here", "lead"), await come("ben", "Away")
    await ana.place("The assistant answers").click()
    await ana.dialog.get_by_role("button", name="Drafts only").click()
    await expect(ana.dialog).to_have_count(0)
    for person in (ana, ben):
        await expect(person.place("Drafts only")).to_contain_text("People send them")
    await ben.place("Drafts only").click()
    await expect(ben.dialog.get_by_role("button", name="People only")).to_be_disabled()
    await expect(ben.dialog).to_contain_text("Turned by Ana just now.")

    await customer.visitor.say(QUESTION)
    await ana.place("Mine").click()
    await ana.row(QUESTION).click()
    await expect(ana.reply).to_have_value(re.compile("3 business days"))
    await expect(customer.visitor.log).not_to_contain_text("3 business days")
    await ana.reply.press("Control+Enter")
    await expect(customer.visitor.log).to_contain_text("3 business days")
    (wrote,) = customer.logged(PersonWrote)
    assert (wrote.name, wrote.draft) == ("Ana", "sent")

    await ana.place("Drafts only").click()
    await ana.dialog.get_by_role("button", name="The assistant answers").click()
    await expect(ben.place("The assistant answers")).to_be_visible()


async def test_who_waits_is_somebodys_who_sees_why_and_loses_it_by_leaving(customer, come):
    ana, ben = await come("ana", "Here", "lead"), await come("ben", "Away")
    customer.happens(HandoverStarted("Wants a person."))
    await ana.place("Mine").click()
    row = ana.row("Wants a person.")
    await expect(row).to_contain_text("for you")
    await expect(row).to_contain_text(re.compile(r"first reply in \d+ min"))
    await row.click()
    await expect(ana.details).to_contain_text("Ana has the fewest open conversations")
    await expect(ana.details).to_contain_text("Assigned to you")

    await ben.presence.click()
    await expect(ben.presence).to_have_text("Here")
    await ana.presence.click()
    await ben.place("Mine").click()
    await ben.row("Wants a person.").click()
    await expect(ben.details).to_contain_text("Assigned to you")
    await expect(ana.log).to_contain_text("Ana is away.")
    await ben.says("I have it.")
    await expect(customer.visitor.log).to_contain_text("I have it.")
    assert [each.name for each in customer.logged(PersonJoined)] == ["Ben"]
