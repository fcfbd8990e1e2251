"""The way to a person, and the customer's own orders: always in reach."""

from collections.abc import Generator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect

from frontdesk.domain.event import (
    HandedBack,
    HandoverStarted,
    PersonJoined,
    PersonWrote,
    ReplyPartSent,
)
from tests.browser.seeded import Seeded, enter, open_conversation
from tests.one_shop import OneShop
from tests.running_desk import EMAIL, DeskInThread, open_desk_in_thread

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("person")
    with open_desk_in_thread(folder, shared_sandbox.url, seeded=OneShop()) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def customer(visit, running) -> Seeded:
    visitor = await visit(page=f"{running.url}/chat")
    return await enter(visitor, running, open_conversation(running))


def talk(visitor) -> Locator:
    return visitor.chat.get_by_role("button", name="Talk to a person")


def queue(visitor) -> Locator:
    return visitor.chat.locator(".foot").get_by_text("In the queue for a person", exact=True)


async def test_before_the_first_word_a_person_can_be_asked_for(visit, running):
    visitor = await visit(page=f"{running.url}/chat")
    await talk(visitor).click()

    await expect(queue(visitor)).to_be_visible()
    await expect(visitor.log).to_contain_text(EMAIL)
    await expect(talk(visitor)).to_have_count(0)
    await visitor.say("Hello?")
    await expect(visitor.own).to_have_text(["Hello?"])
    await expect(visitor.typing).to_be_empty()
    await visitor.page.reload()
    await expect(queue(visitor)).to_be_visible()
    names = [each["event"] for each in await visitor.kept()]
    assert names == ["handover.started", "notice", "customer.wrote"]


async def test_a_person_joins_answers_and_gives_back(customer):
    await talk(customer.visitor).click()
    await expect(customer.announced).to_contain_text("A member of our team will read")
    customer.happens(PersonJoined("Ana"), PersonWrote("p1", "I am here.", "Ana"))

    chat = customer.visitor.chat
    await expect(chat.get_by_text("You are talking with Ana")).to_be_visible()
    await expect(chat.get_by_text("Ana is here")).to_be_visible()
    await expect(customer.announced).to_have_text("Ana said: I am here.")
    customer.happens(HandedBack())
    await expect(talk(customer.visitor)).to_be_visible()
    assert customer.logged(ReplyPartSent) == []


async def test_pressing_again_and_again_asks_once(customer):
    for _ in range(3):
        await customer.visitor.page.evaluate(
            "() => [...document.querySelectorAll('.foot button')].forEach(each => each.click())"
        )

    await expect(queue(customer.visitor)).to_be_visible()
    assert len(customer.logged(HandoverStarted)) == 1


async def test_a_wish_for_a_person_made_offline_is_kept_and_sent_once(customer):
    await customer.visitor.page.context.set_offline(True)
    await talk(customer.visitor).click()

    await expect(customer.visitor.chat.locator(".foot")).to_contain_text("queue as soon as")
    await customer.visitor.page.context.set_offline(False)
    await expect(queue(customer.visitor)).to_be_visible()
    assert len(customer.logged(HandoverStarted)) == 1


async def test_orders_are_shown_once_it_is_known_whose(customer):
    button = customer.button("Your orders")
    await expect(talk(customer.visitor)).to_be_visible()
    await expect(button).to_have_count(0)
    customer.signs_in()

    await button.click()
    panel = customer.visitor.chat.get_by_role("dialog", name="Your orders")
    await expect(panel).to_be_focused()
    await expect(panel.get_by_role("listitem")).to_have_count(2)
    newest = panel.get_by_role("listitem").first
    await expect(newest).to_contain_text("ORD-78432")
    await expect(newest).to_contain_text("Delivered")
    await expect(newest.get_by_role("definition")).to_have_text(["$89.99", "$12.99", "$102.98"])
    await customer.visitor.page.keyboard.press("Escape")
    await expect(panel).to_have_count(0)
    await expect(button).to_be_focused()


async def test_an_order_can_be_asked_about(customer):
    customer.signs_in()
    await customer.button("Your orders").click()
    await customer.button("Ask about this order: ORD-77120").click()

    await expect(customer.visitor.message).to_have_value("About my order ORD-77120: ")
    await expect(customer.visitor.message).to_be_focused()


async def test_orders_that_cannot_be_loaded_say_so_and_can_be_tried_again(customer):
    customer.signs_in()
    await customer.visitor.page.route("**/orders", lambda route: route.abort())
    await customer.button("Your orders").click()
    panel = customer.visitor.chat.get_by_role("dialog", name="Your orders")
    await expect(panel.get_by_role("alert")).to_contain_text("Check your connection")

    await customer.visitor.page.unroute("**/orders")
    await panel.get_by_role("button", name="Try again").click()
    await expect(panel.get_by_role("listitem")).to_have_count(2)
