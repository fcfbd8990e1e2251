"""The worked dialogue of the demo's store in the browser: a fault, its remedy, the money back."""

from collections.abc import Generator

import pytest
from playwright.async_api import Locator, expect

from tests.browser.visitor import Visitor
from tests.running_desk import DeskInThread, open_desk_in_thread
from tests.stories.telling import PROJECTS

pytestmark = pytest.mark.asyncio(loop_scope="session")

FAULT = "Hello, the left ear of my ProMax headphones is silent. The order is ORD-78432."
EMAIL = "sarah.whitfield@example.com"
RESET = "How do I reset them?"
WISH = "Please refund the headphones from ORD-78432, they are defective."


@pytest.fixture
def running(sandbox, tmp_path) -> Generator[DeskInThread]:
    with open_desk_in_thread(tmp_path, sandbox.url, project=PROJECTS["demo"]) as running:
        yield running


async def by_mouse(customer: Visitor, button: Locator) -> None:
    await button.click()


async def by_keyboard(customer: Visitor, button: Locator) -> None:
    """From the message's field back to the button, as somebody without a mouse goes."""
    await customer.message.focus()
    for _ in range(40):
        await customer.page.keyboard.press("Shift+Tab")
        if await button.evaluate("each => each === document.activeElement"):
            break
    await customer.page.keyboard.press("Enter")


async def say(customer: Visitor, text: str, press) -> None:
    number = await customer.answers.count()
    if press is by_mouse:
        await customer.say(text)
    else:
        await expect(customer.message).to_be_focused()
        await customer.page.keyboard.type(text)
        await customer.page.keyboard.press("Enter")
    await expect(customer.answers).to_have_count(number + 1)
    await expect(customer.typing).to_be_empty()


@pytest.mark.parametrize("press", [by_mouse, by_keyboard])
async def test_a_silent_ear_ends_with_the_money_back(visit, running, press):
    customer = await visit(page=f"{running.url}/chat")
    await customer.page.bring_to_front()  # else keys and focus are another test's page's
    await customer.message.focus()
    for text in (FAULT, EMAIL, RESET):
        await say(customer, text, press)
    source = customer.answers.last.get_by_role("button").first
    await press(customer, source)
    await expect(customer.chat.get_by_role("dialog")).to_contain_text("ProMax")
    await customer.page.keyboard.press("Escape")
    await expect(source).to_be_focused()
    await customer.message.focus()
    await say(customer, WISH, press)
    card = customer.chat.get_by_role("group", name="Refund for order ORD-78432")
    await expect(card).to_contain_text("$89.99")
    await press(customer, card.get_by_role("button", name="Confirm refund"))

    receipt = customer.chat.get_by_role("group", name="Refund receipt")
    await expect(receipt).to_contain_text("$89.99")
    await expect(receipt).to_contain_text("5-7 business days")
    await expect(card).to_contain_text("Confirmed.")
    events = [each["event"] for each in await customer.kept()]
    assert events.count("receipt") == 1
