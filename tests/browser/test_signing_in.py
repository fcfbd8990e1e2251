"""Signed in at the shop: the page tells the chat who it is, and customers stay apart."""

from collections.abc import Generator

import pytest
from playwright.async_api import expect

from frontdesk.demo.shop import SignIn
from frontdesk.domain.event import CustomerBound
from tests.browser.shop_page import shop_with_desk
from tests.browser.visitor import Visitor
from tests.one_shop import MAYA, TOM, OneShop
from tests.running_desk import DeskInThread

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTION = "How long does standard delivery take?"
KEEPING = "() => JSON.parse(localStorage.getItem('frontdesk.conversation'))"
SIGN_IN = SignIn("a key of the shop's server and the desk", {MAYA.id: MAYA.name, TOM.id: TOM.name})


@pytest.fixture(scope="module")
def signing_in(shared_sandbox, tmp_path_factory) -> Generator[tuple[DeskInThread, str]]:
    folder, url = tmp_path_factory.mktemp("signed in"), shared_sandbox.url
    with shop_with_desk(folder, url, store=OneShop(), sign_in=SIGN_IN) as running:
        yield running


async def become(customer: Visitor, name: str) -> None:
    await customer.page.locator("summary").click()
    await customer.page.get_by_role("button", name=name).click()
    await expect(customer.page.locator("summary b")).to_have_text(name)


def bound(running: DeskInThread, customer: Visitor) -> list[str]:
    """Whose the conversations are that this visitor has written or listened to, in order."""
    paths = [request.url.split("/conversations/") for request in customer.requests]
    ids = dict.fromkeys(path[1].split("/")[0] for path in paths if len(path) == 2)
    events = [event for id in ids for event in running.log(id)]
    return [event.customer for event in events if isinstance(event, CustomerBound)]


async def test_who_is_signed_in_is_known_from_the_first_word(visit, signing_in):
    running, shop = signing_in
    customer = await visit(page=shop, opened=False)
    await become(customer, MAYA.name)
    await customer.launcher.click()
    await customer.ask(QUESTION)

    assert bound(running, customer) == [MAYA.id]
    assert not any("eyJ" in request.url for request in customer.requests)


async def test_a_visitor_who_signs_in_keeps_the_conversation(visit, signing_in):
    running, shop = signing_in
    customer = await visit(page=shop)
    await customer.ask(QUESTION)
    async with customer.page.expect_response("**/identity") as answered:
        await become(customer, MAYA.name)
    await expect(customer.own).to_have_text(QUESTION)

    assert (await (await answered.value).json()) == {"level": "verified"}
    assert bound(running, customer) == [MAYA.id]


async def test_nobody_sees_the_conversation_of_who_was_there_before(visit, signing_in):
    running, shop = signing_in
    customer = await visit(page=shop, opened=False)
    await become(customer, MAYA.name)
    await customer.launcher.click()
    await customer.ask(QUESTION)
    await become(customer, TOM.name)
    await expect(customer.chat.get_by_test_id("greeting")).to_be_visible()
    await expect(customer.own).to_have_count(0)
    await customer.ask("How long is the warranty?")
    assert bound(running, customer) == [MAYA.id, TOM.id]

    await become(customer, "Visitor")
    await expect(customer.own).to_have_count(0)
    await customer.ask(QUESTION)
    assert bound(running, customer) == [MAYA.id, TOM.id]


async def test_a_page_may_say_later_who_is_signed_in(visit, signing_in):
    running, shop = signing_in
    customer = await visit(page=shop)
    await customer.ask(QUESTION)
    async with customer.page.expect_response("**/identity"):
        await customer.page.evaluate("token => Frontdesk.identify(token)", SIGN_IN.token(TOM.id))

    assert bound(running, customer) == [TOM.id]


async def test_another_page_cannot_tell_the_chat_who_is_signed_in(visit, signing_in):
    running, shop = signing_in
    customer = await visit(page=shop)
    await customer.ask(QUESTION)
    message = {"frontdesk": "identity", "token": SIGN_IN.token(TOM.id)}
    frame = customer.page.frames[-1]
    await frame.evaluate("said => postMessage(said, '*')", message)
    await customer.ask("How long is the warranty?")

    assert bound(running, customer) == []
