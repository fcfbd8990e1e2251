"""A customer closes the tab, is answered by mail, and comes back by its link on another device."""

import asyncio
import json
from collections.abc import Generator

import pytest
from playwright.async_api import expect
from pydantic import SecretStr

from frontdesk.domain.event import ConversationId
from frontdesk.turns.presence import GRACE
from tests.browser.colleague import Colleague
from tests.browser.visitor import Visitor
from tests.builders import LateClock
from tests.letters import DESK, way_back
from tests.running_desk import DeskInThread, open_desk_in_thread
from tests.smtp_server import MailServer, mail_server

pytestmark = pytest.mark.asyncio(loop_scope="session")

ADDRESS = "mia@mail.example"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def mail() -> Generator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def clock() -> LateClock:
    return LateClock()


@pytest.fixture(scope="module")
def running(shared_sandbox, mail, clock, tmp_path_factory) -> Generator[DeskInThread]:
    settings = {
        "mail": {"url": SecretStr(f"smtp://127.0.0.1:{mail.port}"), "answers_after_seconds": 1},
        "server": {"url": DESK},
    }
    folder = tmp_path_factory.mktemp("letters")
    with open_desk_in_thread(folder, shared_sandbox.url, settings=settings, clock=clock) as running:
        yield running


async def conversation_of(visitor: Visitor) -> ConversationId:
    kept = await visitor.inside("() => localStorage.getItem('frontdesk.conversation')")
    return ConversationId(json.loads(kept)["conversation"])


async def test_the_tab_is_closed_and_the_mails_link_leads_back(
    visit, browser, running, mail, clock, sandbox
):
    visitor = await visit(page=f"{running.url}/chat")
    await visitor.say("My lamp never came.")
    await visitor.chat.get_by_role("button", name="Talk to a person").last.click()
    await expect(visitor.log).to_contain_text("If you leave your e-mail address here")
    await visitor.say(f"Write to {ADDRESS}, I have to go.")
    await expect(visitor.log).to_contain_text(f"the answer is also sent to {ADDRESS}")
    id = await conversation_of(visitor)
    await visitor.page.close()
    async with asyncio.timeout(15):
        while running.desk.presence.is_here(id):
            clock.ahead += GRACE
            await asyncio.sleep(0.1)

    accounts = running.desk.people.accounts
    running.wait(accounts.put("ana", shown="Ana", role="lead"))
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    ana = Colleague(await context.new_page())
    await ana.enters(running.url, running.wait(accounts.link("ana")))
    await ana.row("I have to go.").click()
    await expect(ana.log).to_contain_text("I have to go.")
    await ana.page.keyboard.press("t")
    await ana.says("It is in Kiel and comes on Friday.")
    async with asyncio.timeout(15):
        while not mail.letters:
            await asyncio.sleep(0.05)
    await expect(ana.log).to_contain_text("the answer went out by e-mail")

    back = await visit(page=way_back(mail.letters[0]).at(running.url), viewport=PHONE)
    await expect(back.log).to_contain_text("It is in Kiel and comes on Friday.")
    assert back.page.url == f"{running.url}/chat"
    await back.chat.get_by_role("textbox").fill("Thank you, Friday is fine.")
    await back.page.keyboard.press("Enter")
    await expect(ana.log).to_contain_text("Thank you, Friday is fine.")
    await back.page.reload()
    await expect(back.log).to_contain_text("It is in Kiel and comes on Friday.")
    assert len(mail.letters) == 1
    assert ana.complaints == []
    await context.close()


async def test_the_page_that_wrote_first_keeps_its_own_token(visit, running, sandbox):
    visitor = await visit(page=f"{running.url}/chat")
    await visitor.ask("How long is the warranty?")
    own = visitor.token()
    id = await conversation_of(visitor)
    await visitor.page.goto(f"{running.url}/chat#conversation={id}&token=back.1.x")
    await visitor.page.reload()

    await expect(visitor.log).to_contain_text("36 months")
    assert visitor.token() == own
