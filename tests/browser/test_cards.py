"""Cards that customers press: once, whatever is pressed again, reloaded or lost."""

import asyncio
from collections.abc import Generator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Route, expect

from frontdesk.domain.event import CustomerConfirmed, CustomerDeclined, CustomerWrote
from tests.browser.seeded import Seeded, enter, open_conversation
from tests.cards import choices, offer, paid
from tests.one_shop import OneShop
from tests.running_desk import DeskInThread, open_desk_in_thread

pytestmark = pytest.mark.asyncio(loop_scope="session")

CONFIRMED = "Confirmed. Your receipt follows in a moment."
DECLINED = "Declined. Nothing was done."
EXPIRED = "This offer has run out. Ask again if you still want it."
PRESSES = "**/confirmations/*"


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("cards")
    with open_desk_in_thread(folder, shared_sandbox.url, seeded=OneShop()) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def customer(visit, running) -> Seeded:
    visitor = await visit(page=f"{running.url}/chat")
    return await enter(visitor, running, open_conversation(running))


def settled(customer: Seeded) -> list[str]:
    return [each.outcome for each in customer.logged(CustomerConfirmed, CustomerDeclined)]


def presses(customer: Seeded) -> int:
    return sum("/confirmations/" in request.url for request in customer.visitor.posts())


async def test_a_card_shows_what_is_paid_back_and_a_press_confirms_it(customer):
    lines = (("ProMax Wireless Headphones", "89.99"), ("Carrying case", "10.10"))
    customer.offers(offer("c1", *lines))
    card = customer.card()

    await expect(card.get_by_role("definition")).to_have_text(["$89.99", "$10.10", "$100.09"])
    await expect(card).to_contain_text("Nothing happens until you confirm.")
    await customer.button("Confirm refund").click()

    await expect(card).to_contain_text(CONFIRMED)
    await expect(card.get_by_role("button")).to_have_count(0)
    assert settled(customer) == ["confirmed"]

    customer.happens(*paid("c1", "100.09"))
    receipt = customer.card("Refund receipt")
    await expect(receipt).to_contain_text("5-7 business days")
    await expect(receipt).to_contain_text("RF-20418")
    await expect(card).not_to_contain_text("follows")


async def test_a_declined_card_says_that_nothing_was_done(customer):
    customer.offers(offer())
    await customer.button("Decline").click()

    await expect(customer.card()).to_contain_text(DECLINED)
    assert settled(customer) == ["declined"]


async def test_pressing_twice_is_one_press(customer):
    customer.offers(offer())
    all_pressed = asyncio.Event()

    async def once_all_pressed(route: Route) -> None:
        await all_pressed.wait()
        await route.continue_()

    await customer.visitor.page.route(PRESSES, once_all_pressed)
    await customer.button("Confirm refund").dblclick()
    await expect(customer.card()).to_have_attribute("aria-busy", "true")
    await customer.button("Confirming…").click(force=True)
    await customer.button("Decline").click(force=True)
    all_pressed.set()

    await expect(customer.card()).to_contain_text(CONFIRMED)
    assert presses(customer) == 1
    assert settled(customer) == ["confirmed"]


async def test_a_reload_in_mid_press_loses_nothing_and_repeats_nothing(customer):
    customer.offers(offer())

    async def deliver_and_lose(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await customer.visitor.page.route(PRESSES, deliver_and_lose)
    await customer.button("Confirm refund").click()
    await customer.visitor.page.reload()
    await expect(customer.card()).to_contain_text(CONFIRMED)
    await customer.visitor.page.reload()

    await expect(customer.card()).to_contain_text(CONFIRMED)
    await expect(customer.card().get_by_role("button")).to_have_count(0)
    assert settled(customer) == ["confirmed"]


async def test_a_press_in_one_tab_settles_the_card_in_the_other(customer, visit, running):
    customer.offers(offer())
    page = f"{running.url}/chat"
    other = Seeded(
        await visit(page=page, with_browser_of=customer.visitor), running, customer.opened
    )
    await expect(other.button("Confirm refund")).to_be_visible()

    await customer.button("Decline").click()
    await expect(other.card()).to_contain_text(DECLINED)


async def test_a_tab_that_heard_nothing_is_told_what_the_card_came_to(customer, visit, running):
    customer.offers(offer())
    page = f"{running.url}/chat"
    other = Seeded(
        await visit(page=page, with_browser_of=customer.visitor), running, customer.opened
    )
    await other.visitor.page.route("**/events?*", lambda route: route.abort())
    await other.visitor.page.reload()
    await expect(other.button("Confirm refund")).to_be_visible()

    await customer.button("Decline").click()
    await expect(customer.card()).to_contain_text(DECLINED)
    await other.button("Confirm refund").click()

    await expect(other.card()).to_contain_text(DECLINED)
    assert settled(customer) == ["declined"]


async def test_an_offer_runs_out_before_the_customers_eyes(customer):
    customer.offers(offer(minutes=1.5 / 60))
    await expect(customer.button("Confirm refund")).to_be_visible()

    await expect(customer.card()).to_contain_text(EXPIRED)
    await expect(customer.card().get_by_role("button")).to_have_count(0)
    assert presses(customer) == 0


async def test_a_customer_whose_clock_is_wrong_can_press_in_time(visit, running):
    visitor = await visit(page=f"{running.url}/chat")
    await visitor.page.clock.set_system_time(datetime.now(UTC) + timedelta(hours=2))
    customer = await enter(visitor, running, open_conversation(running))
    customer.offers(offer(minutes=15))

    await customer.button("Confirm refund").click()
    await expect(customer.card()).to_contain_text(CONFIRMED)


async def test_a_press_that_does_not_arrive_says_what_to_do_and_is_not_sent_later(customer):
    customer.offers(offer())
    await expect(customer.button("Confirm refund")).to_be_visible()
    await customer.visitor.page.context.set_offline(True)

    await customer.button("Confirm refund").click()
    await expect(customer.card().get_by_role("alert")).to_contain_text("press again")
    await customer.visitor.page.context.set_offline(False)
    await customer.visitor.page.wait_for_timeout(1_000)
    assert settled(customer) == []

    await customer.button("Confirm refund").click()
    await expect(customer.card()).to_contain_text(CONFIRMED)
    await expect(customer.card().get_by_role("alert")).to_have_count(0)
    assert settled(customer) == ["confirmed"]


async def test_a_refusal_is_shown_with_its_next_step(customer):
    customer.offers(offer())
    problem = {"title": "No", "detail": "This cannot be done.", "next_step": "Ask for a person."}
    await customer.visitor.page.route(
        PRESSES, lambda route: route.fulfill(status=409, json=problem)
    )
    await customer.button("Confirm refund").click()

    alert = customer.card().get_by_role("alert")
    await expect(alert).to_contain_text("This cannot be done.")
    await expect(alert).to_contain_text("Ask for a person.")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("refused", "This could not be done"), ("with_person", "A member of our team decides")],
)
async def test_what_the_policy_made_of_a_press_is_told(customer, outcome, words):
    customer.offers(offer())
    customer.happens(CustomerConfirmed("conf-1", outcome))

    await expect(customer.card()).to_contain_text(words)


async def test_a_card_is_found_pressed_and_heard_by_keyboard_alone(customer):
    customer.offers(offer())
    await expect(customer.announced).to_contain_text("Confirm or decline it")
    await customer.visitor.log.focus()
    pressed = customer.button("Confirm refund")
    for _ in range(8):
        await customer.visitor.page.keyboard.press("Tab")
        if await pressed.evaluate("button => button === document.activeElement"):
            break

    await expect(pressed).to_be_focused()
    await customer.visitor.page.keyboard.press("Enter")
    await expect(customer.card()).to_be_focused()
    await expect(customer.announced).to_have_text("Confirmed.")
    customer.happens(*paid())
    await expect(customer.announced).to_contain_text("We are refunding $89.99")
    await customer.visitor.page.keyboard.press("Tab")
    assert await customer.visitor.inside("() => document.activeElement.tagName !== 'BODY'")


async def test_markup_on_a_card_is_text(customer):
    markup = "<img src=x onerror='window.hacked = 1'><b>bold</b>\u202e"
    customer.offers(offer("c1", (markup, "1.00")), choices(markup))

    await expect(customer.card()).to_contain_text("<b>bold</b>")
    await expect(customer.visitor.log.locator(".card img, .card b")).to_have_count(0)
    assert await customer.visitor.inside("() => window.hacked === undefined")


async def test_a_pick_is_said_and_closes_the_choices(customer, sandbox):
    customer.offers(choices("The lamp", "The sofa"))
    card = customer.card("Which item is it about?")
    await card.get_by_role("button", name="The sofa").click()

    await expect(customer.visitor.own.last).to_have_text("The sofa")
    await expect(card.get_by_role("button", name="The sofa, your choice")).to_be_disabled()
    await expect(card.get_by_role("button", name="The lamp")).to_be_disabled()
    await expect(customer.visitor.message).to_be_focused()
    await customer.visitor.page.reload()
    await expect(card.get_by_role("button", name="The sofa, your choice")).to_be_disabled()
    said = customer.logged(CustomerWrote)[-1]
    assert (said.text, said.choice) == ("The sofa", "line-2")


async def test_choices_are_over_when_the_customer_says_something_else(customer, sandbox):
    customer.offers(choices("The lamp", "The sofa"))
    card = customer.card("Which item is it about?")
    await expect(card.get_by_role("button", name="The lamp")).to_be_enabled()
    await customer.visitor.say("Neither.")

    await expect(card.get_by_role("button", name="The lamp")).to_be_disabled()
    await expect(card.get_by_role("button", name="your choice")).to_have_count(0)
