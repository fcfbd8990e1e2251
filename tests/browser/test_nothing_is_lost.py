"""Reloads, lost connections, killed servers, several tabs: every message and answer once."""

import shutil

import pytest
from playwright.async_api import Route, expect

from tests.browser.shop_page import elsewhere
from tests.browser.visitor import sentences, until

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTION = "How long does standard delivery take?"
SHOWN = ["First, open the box. ", "Then take out the lamp. "]
REST = ["Next, put in a bulb. ", "At last, switch it on."]
WHOLE = "".join(SHOWN + REST)


@pytest.mark.parametrize("may_store", [True, False])
async def test_a_reload_in_mid_answer_goes_on_to_the_whole_answer(visit, sandbox, shop, may_store):
    customer = await visit(page=shop if may_store else elsewhere(shop))
    pause = {"kind": "stall", "after_text": until(*SHOWN, REST[0][:4]), "seconds": 4.0}
    sandbox.script({"reply": sentences(*SHOWN, *REST), "fault": pause})

    await customer.say(QUESTION)
    await expect(customer.answers).to_have_text("".join(SHOWN).strip())
    await expect(customer.typing).to_have_text("Writing…")
    await customer.page.reload()
    await expect(customer.typing).to_have_text("Writing…")

    await expect(customer.answers).to_have_text(WHOLE)
    await expect(customer.own).to_have_text([QUESTION])
    await expect(customer.typing).to_be_empty()
    assert await customer.asked() == [QUESTION]


async def test_a_network_lost_in_mid_answer_brings_the_rest_once_when_it_is_back(visit, sandbox):
    customer = await visit()
    pause = {"kind": "stall", "after_text": until(*SHOWN, REST[0][:4]), "seconds": 1.0}
    sandbox.script({"reply": sentences(*SHOWN, *REST), "fault": pause})

    await customer.say(QUESTION)
    await expect(customer.answers).to_have_text("".join(SHOWN).strip())
    await customer.page.context.set_offline(True)
    await expect(customer.chat.locator(".banner")).to_contain_text("offline")
    await customer.page.wait_for_timeout(1500)  # meanwhile the desk goes on
    await customer.page.context.set_offline(False)

    await expect(customer.answers).to_have_text(WHOLE)
    await expect(customer.answers).to_have_count(1)
    await expect(customer.typing).to_be_empty()
    await expect(customer.chat.locator(".banner")).to_have_count(0)


async def test_a_server_killed_in_mid_answer_completes_it_once_after_its_restart(
    visit, process, sandbox
):
    customer = await visit(page=f"{process.url}/chat")
    silence = {"kind": "stall", "after_text": until(*SHOWN, REST[0][:4])}
    sandbox.script(
        {"reply": sentences(*SHOWN, *REST), "fault": silence},
        {"reply": sentences(*REST)},
    )

    await customer.say(QUESTION)
    await expect(customer.answers).to_have_text("".join(SHOWN).strip())
    process.kill()
    await customer.say("And express?")
    await expect(customer.own).to_have_text([QUESTION, "And express?"])
    process.start()

    await expect(customer.answers).to_have_count(2)
    await expect(customer.answers.first).to_have_text(WHOLE)
    await expect(customer.answers.last).to_contain_text("one business day")
    await expect(customer.own).to_have_text([QUESTION, "And express?"])
    assert await customer.asked() == [QUESTION, "And express?"]


async def test_a_conversation_the_desk_no_longer_has_offers_a_new_one_and_keeps_the_text(
    visit, process
):
    customer = await visit(page=f"{process.url}/chat")
    await customer.ask(QUESTION)
    process.stop()
    shutil.rmtree(process.folder / "data")
    process.start()

    await customer.say("What is the warranty of a lamp?")
    anew = customer.chat.get_by_role("button", name="Start a new conversation")
    await expect(anew).to_be_visible()
    await expect(customer.own.last).to_have_text("What is the warranty of a lamp?")
    await customer.message.fill("half a thought")
    await anew.click()
    await expect(customer.message).to_be_focused()

    await expect(customer.answers).to_contain_text("36 months")
    await expect(customer.message).to_have_value("half a thought")
    assert await customer.asked() == ["What is the warranty of a lamp?"]


async def test_two_browsers_do_not_see_each_other(visit):
    one, other = await visit(), await visit()

    await one.ask(QUESTION)
    await other.ask("What is the warranty of a lamp?")

    await expect(one.answers).to_contain_text("3 business days")
    await expect(other.answers).to_contain_text("36 months")
    await expect(one.own).to_have_text([QUESTION])
    await expect(other.own).to_have_text(["What is the warranty of a lamp?"])


async def test_two_tabs_of_one_customer_show_the_same(visit):
    tab = await visit()
    other = await visit(with_browser_of=tab)

    await tab.ask(QUESTION)
    await expect(other.answers).to_contain_text("3 business days")
    await other.ask("And express?")

    for each in (tab, other):
        await expect(each.own).to_have_text([QUESTION, "And express?"])
        await expect(each.answers).to_have_count(2)
    assert await tab.asked() == [QUESTION, "And express?"]
    assert len(tab.posts()) == len(other.posts()) == 1


async def test_what_is_sent_offline_waits_and_is_sent_once(visit):
    customer = await visit()
    await customer.ask(QUESTION)
    await customer.page.context.set_offline(True)

    await customer.say("And express?")
    await expect(customer.own.last).to_have_text("And express?")
    await expect(customer.chat.get_by_role("status").first).to_contain_text("offline")
    await customer.page.context.set_offline(False)

    await expect(customer.answers.last).to_contain_text("one business day")
    await expect(customer.own).to_have_text([QUESTION, "And express?"])
    assert await customer.asked() == [QUESTION, "And express?"]


async def test_a_message_whose_receipt_got_lost_is_sent_again_and_kept_once(visit, desk):
    customer = await visit()
    receipts: list[int] = []

    async def lose_the_first(route: Route) -> None:
        response = await route.fetch()
        receipts.append(response.status)
        await (route.abort() if len(receipts) == 1 else route.fulfill(response=response))

    await customer.page.route(f"{desk}/api/v1/conversations", lose_the_first)
    await customer.ask(QUESTION)

    assert receipts == [201, 200]
    await expect(customer.own).to_have_text([QUESTION])
    assert await customer.asked() == [QUESTION]


@pytest.mark.parametrize("length", [4_001, 70_000])
async def test_a_message_that_is_refused_keeps_its_text_for_mending(visit, desk, length):
    customer = await visit()

    async def allow_more(route: Route) -> None:
        facts = await (await route.fetch()).json()
        await route.fulfill(json=facts | {"message_characters": 10**6})

    await customer.page.route(f"{desk}/api/v1/desk?*", allow_more)
    await customer.page.reload()
    text = "Why? " + "x" * (length - 5)
    await customer.say(text)
    await expect(customer.chat.get_by_role("alert")).to_contain_text("Shorten it")
    await customer.page.reload()
    await expect(customer.chat.get_by_role("alert")).to_contain_text("Shorten it")
    await customer.chat.get_by_role("button", name="Edit").click()

    await expect(customer.message).to_have_value(text)
    await expect(customer.own).to_have_count(0)
    await customer.ask(QUESTION)
    assert await customer.asked() == [QUESTION]
