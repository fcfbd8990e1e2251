"""A reply that is worth half, from the model to the customer, by way of a person."""

from collections.abc import AsyncGenerator, Generator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from frontdesk.domain.event import PersonWrote, ReplyScored
from tests.browser.colleague import Colleague
from tests.browser.seeded import Seeded, enter, open_conversation
from tests.browser.test_console import SCREEN, arrives
from tests.running_desk import DeskInThread, open_desk_in_thread

pytestmark = pytest.mark.asyncio(loop_scope="session")

HELD = {"delivery": {"mode": "hold", "judge": True}}
UNCITED = "Standard delivery takes 3 business days and costs $6.50."
"""True, but nothing stands beside it that says so: code takes 0.3 off."""


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("held")
    with open_desk_in_thread(folder, shared_sandbox.url, settings=HELD) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def customer(visit, running) -> Seeded:
    visitor = await visit(page=f"{running.url}/chat")
    return await enter(visitor, running, open_conversation(running))


@pytest_asyncio.fixture(loop_scope="session")
async def ana(browser: Browser, running) -> AsyncGenerator[Colleague]:
    async with await browser.new_context(**SCREEN) as context:
        ana = await arrives(context, running, "ana", "agent")
        yield ana
        assert ana.complaints == []


async def test_a_reply_worth_half_is_a_draft_that_a_person_edits_and_sends(customer, ana, sandbox):
    verdict = '{"score": 3, "reason": "It names no source."}'
    sandbox.script({"reply": {"text": UNCITED}}, {"reply": {"text": verdict}})
    await customer.visitor.say("What does delivery cost?")
    await ana.row("What does delivery cost?").click()

    await expect(ana.reply).to_have_value(UNCITED)
    await expect(ana.page.locator(".draft-note")).to_contain_text("0.5")
    await expect(ana.page.locator(".draft-note")).to_contain_text("It names no source.")
    await expect(customer.visitor.log).not_to_contain_text("$6.50")
    await ana.says("Delivery costs $6.50, see our delivery page.")
    await expect(customer.visitor.log).to_contain_text("see our delivery page")
    (scored,), (wrote,) = customer.logged(ReplyScored), customer.logged(PersonWrote)
    assert (scored.score, scored.band, wrote.draft) == (0.5, "hold", "edited")
