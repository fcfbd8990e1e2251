"""What a customer thinks: of an answer, and of the conversation when it ends."""

from collections.abc import Generator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from frontdesk.domain.event import Closed, PersonJoined, PersonWrote, Rated, TurnRated
from tests.browser.seeded import Seeded, enter, open_conversation
from tests.running_desk import DeskInThread, open_desk_in_thread

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTION = "How long does standard delivery take?"
WORDS = "Quick and friendly."


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    with open_desk_in_thread(tmp_path_factory.mktemp("rating"), shared_sandbox.url) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def customer(visit, running) -> Seeded:
    visitor = await visit(page=f"{running.url}/chat")
    return await enter(visitor, running, open_conversation(running))


async def test_an_answer_is_called_helpful_in_every_tab_and_after_a_reload(visit, customer):
    await customer.visitor.ask(QUESTION)
    other = await visit(with_browser_of=customer.visitor, page=f"{customer.desk.url}/chat")
    yes, no = customer.button("Yes, this helped"), customer.button("No, this did not help")
    await yes.click()

    await expect(yes).to_have_attribute("aria-pressed", "true")
    pressed = other.chat.get_by_role("button", name="Yes, this helped")
    await expect(pressed).to_have_attribute("aria-pressed", "true")
    await no.click()
    await expect(pressed).to_have_attribute("aria-pressed", "false")
    await customer.visitor.page.reload()
    await expect(no).to_have_attribute("aria-pressed", "true")
    assert customer.logged(TurnRated) == [TurnRated(1, True), TurnRated(1, False)]


async def test_praise_that_did_not_arrive_is_not_shown_as_given(customer):
    await customer.visitor.ask(QUESTION)
    await customer.visitor.page.route("**/feedback", lambda route: route.fulfill(status=404))
    yes = customer.button("Yes, this helped")
    await yes.click()

    await expect(yes).to_have_attribute("aria-pressed", "false")


async def test_at_the_end_the_keyboard_alone_rates_the_conversation(customer):
    customer.happens(PersonJoined("Ana"), PersonWrote("p1", "Done.", "Ana"), Closed(""))
    keyboard = customer.visitor.page.keyboard
    stars = customer.visitor.chat.get_by_role("group", name="How was this conversation?")
    await stars.get_by_role("radio", name="1: Very bad").focus()
    for _ in range(3):
        await keyboard.press("ArrowRight")
    await expect(stars.get_by_role("radio", name="4: Good")).to_be_checked()
    await keyboard.press("Tab")
    await keyboard.type(WORDS)
    await keyboard.press("Tab")
    await keyboard.press("Enter")

    await expect(customer.visitor.log).to_contain_text("You rated this conversation 4 of 5.")
    await expect(customer.announced).to_have_text("You rated this conversation 4 of 5. Thank you!")
    await expect(stars).to_have_count(0)
    assert customer.logged(Rated) == [Rated(4, WORDS)]


async def test_a_rating_that_cannot_be_sent_keeps_what_was_typed(customer):
    await customer.visitor.ask(QUESTION)
    await customer.button("Rate this conversation").click()
    form = customer.visitor.chat.locator("form.rating")
    await form.get_by_role("radio", name="5: Very good").check()
    await form.get_by_role("textbox").fill(WORDS)
    await customer.visitor.page.context.set_offline(True)
    await customer.button("Send rating").click()
    await expect(form.get_by_role("alert")).to_contain_text("send it again")
    await expect(form.get_by_role("textbox")).to_have_value(WORDS)
    await customer.visitor.page.context.set_offline(False)
    await customer.button("Send rating").click()

    await expect(customer.visitor.log).to_contain_text("You rated this conversation 5 of 5.")
    assert customer.logged(Rated) == [Rated(5, WORDS)]


async def test_who_does_not_want_to_rate_when_the_desk_closes_is_not_asked_again(customer):
    await customer.visitor.ask(QUESTION)
    customer.happens(Closed("", resolved="assumed"))
    await customer.button("Not now").click()

    await expect(customer.visitor.chat.locator("form.rating")).to_have_count(0)
    await expect(customer.button("Rate this conversation")).to_be_visible()
    assert customer.logged(Rated) == []
