"""The button and the panel on the host's page."""

import asyncio
import re

import pytest
from playwright.async_api import Route, expect

from tests.running_desk import EMAIL

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTION = "How long does standard delivery take?"


async def test_opening_the_chat_writes_nothing_until_the_first_message(visit):
    customer = await visit()
    await expect(customer.chat.get_by_test_id("greeting")).to_be_visible()
    await customer.message.fill("half a thought")
    await customer.page.reload()
    await expect(customer.message).to_have_value("half a thought")

    assert customer.posts() == []

    await customer.ask(QUESTION)
    assert len(customer.posts()) == 1


async def test_a_page_that_nobody_opens_the_chat_on_loads_one_small_script(visit, desk):
    customer = await visit(opened=False)

    await expect(customer.launcher).to_be_visible()

    from_desk = [each.url for each in customer.requests if each.url.startswith(desk)]
    assert from_desk == [f"{desk}/widget.js"]


async def test_on_a_phone_the_chat_takes_the_whole_screen(visit):
    customer = await visit(viewport={"width": 390, "height": 800}, has_touch=True)

    await expect(customer.send).to_be_visible()
    assert await customer.panel.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 800}
    assert await customer.inside("body => body.ownerDocument.documentElement.scrollWidth") == 390
    await expect(customer.page.get_by_role("button", name="Close chat")).to_be_hidden()
    await customer.ask(QUESTION)
    await expect(customer.source(1)).to_be_in_viewport()

    await customer.chat.get_by_role("button", name="Close chat").click()
    await expect(customer.panel).to_be_hidden()
    await expect(customer.launcher).to_be_visible()


async def test_escape_closes_the_chat_wherever_the_focus_is(visit):
    customer = await visit()
    await expect(customer.message).to_be_focused()

    await customer.chat.get_by_role("heading").click()
    await customer.page.keyboard.press("Escape")

    await expect(customer.panel).to_be_hidden()
    await expect(customer.launcher).to_be_focused()


async def test_an_answer_that_comes_while_the_chat_is_closed_is_counted(visit, desk):
    customer = await visit()
    closed = asyncio.Event()

    async def once_closed(route: Route) -> None:
        await closed.wait()
        await route.continue_()

    await customer.page.route(f"{desk}/api/v1/conversations", once_closed)
    await customer.say(QUESTION)
    await expect(customer.own).to_have_count(1)
    await customer.page.get_by_role("button", name="Close chat").click()
    await expect(customer.panel).to_be_hidden()
    closed.set()

    counted = customer.page.get_by_role("button", name="Open chat (1)")
    await counted.click()
    await expect(customer.answers).to_contain_text("3 business days")
    await customer.page.get_by_role("button", name="Close chat").click()
    await expect(customer.page.get_by_role("button", name="Open chat", exact=True)).to_be_visible()


async def test_a_script_tag_that_stands_twice_gives_one_chat(visit, desk):
    customer = await visit()

    await customer.page.add_script_tag(url=f"{desk}/widget.js")

    await expect(customer.page.locator("frontdesk-chat")).to_have_count(1)


@pytest.mark.parametrize("lost", ["/chat.html", "/assets/chat-", "/assets/en-"])
async def test_a_chat_of_which_a_file_was_lost_is_loaded_anew(visit, desk, lost):
    customer = await visit(opened=False)
    asked: list[str] = []

    async def lose_the_first(route: Route) -> None:
        asked.append(route.request.url)
        await (route.abort() if len(asked) == 1 else route.continue_())

    await customer.page.route(re.compile(re.escape(desk + lost)), lose_the_first)
    await customer.page.clock.install()
    async with customer.page.expect_event("requestfailed"):
        await customer.launcher.click()
    await customer.page.clock.fast_forward(8_000)

    await expect(customer.chat.get_by_test_id("greeting")).to_be_visible()
    await expect(customer.message).to_be_focused()
    customer.complaints.clear()  # of the file that did not come


async def test_a_slow_desk_keeps_nobody_from_a_greeting(visit, desk):
    customer = await visit(opened=False)
    late = asyncio.Event()

    async def once_late(route: Route) -> None:
        await late.wait()
        await route.continue_()

    await customer.page.route(f"{desk}/api/v1/desk?*", once_late)
    await customer.page.clock.install()
    await customer.launcher.click()
    await expect(customer.message).to_be_focused()
    await customer.page.clock.fast_forward(3_000)

    greeting = customer.chat.get_by_test_id("greeting")
    await expect(greeting).to_contain_text("AI assistant")
    await expect(greeting).not_to_contain_text(EMAIL)
    late.set()
    await expect(greeting).to_contain_text(EMAIL)
