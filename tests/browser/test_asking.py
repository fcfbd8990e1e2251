"""A customer asks in the chat on the shop's page."""

import asyncio
import re

import pytest
from playwright.async_api import expect

from tests.browser.visitor import holds, sentences
from tests.running_desk import EMAIL

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTION = "How long does standard delivery take?"
PASSAGE = "Standard delivery takes 3 business days and costs $6.50."
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
STEPS = [f"Step {word} is done, and there is more to tell. " for word in WORDS]
WHOLE = "".join(STEPS).strip()


async def test_an_answer_names_its_source_and_shows_the_passage_it_quotes(visit):
    customer = await visit()

    await customer.ask(QUESTION)

    await expect(customer.answers).to_contain_text("3 business days")
    await expect(customer.chat.get_by_role("dialog")).to_have_count(0)
    await customer.source(1).click()
    card = customer.chat.get_by_role("dialog", name="Source 1: Delivery")
    await expect(card.get_by_role("heading")).to_have_text("Delivery")
    await expect(card).to_contain_text(PASSAGE)


async def test_the_source_stands_below_the_sentence_it_proves(visit):
    customer = await visit(viewport={"width": 800, "height": 460})
    await customer.ask(QUESTION)

    await customer.source(1).click()

    card = customer.chat.get_by_role("dialog")
    await expect(card).to_be_focused()
    chip, below = await customer.source(1).bounding_box(), await card.bounding_box()
    await expect(customer.source(1)).to_be_in_viewport(ratio=1)
    assert chip["y"] + chip["height"] <= below["y"]


async def test_the_keyboard_alone_opens_asks_reads_the_source_and_closes(visit):
    customer = await visit(opened=False)
    keyboard = customer.page.keyboard

    await reach(customer.launcher, keyboard, "Tab")
    await keyboard.press("Enter")
    await expect(customer.message).to_be_focused()
    await keyboard.type(QUESTION)
    await keyboard.press("Enter")
    await expect(customer.source(1)).to_be_visible()
    await expect(customer.typing).to_be_empty()
    await expect(customer.message).to_be_focused()

    await reach(customer.source(1), keyboard, "Shift+Tab")
    await keyboard.press("Enter")
    card = customer.chat.get_by_role("dialog", name="Source 1: Delivery")
    await expect(card).to_be_focused()

    await keyboard.press("Escape")
    await expect(card).to_have_count(0)
    await expect(customer.source(1)).to_be_focused()
    await keyboard.press("Escape")
    await expect(customer.panel).to_be_hidden()
    await expect(customer.launcher).to_be_focused()


async def reach(button, keyboard, key):
    """Press the key until the button has the focus."""
    for _ in range(60):  # the shop has many links
        await keyboard.press(key)
        if await button.evaluate("button => button.matches(':focus')"):
            return
    await expect(button).to_be_focused(timeout=1)


async def test_a_follow_up_is_understood_from_what_was_said_before(visit):
    customer = await visit()

    await customer.ask("Can I send a lamp back for a refund?")
    await customer.ask("How long does that take?")

    await expect(customer.answers.last).to_contain_text("4 business days")


async def test_a_question_that_is_not_in_the_articles_gets_the_way_to_people(visit):
    customer = await visit()

    await customer.ask("Who painted the Mona Lisa?")

    await expect(customer.answers).to_have_text(
        f"I don't have that information, but our support team at {EMAIL} can help within 24 hours."
    )
    await expect(customer.answers.get_by_role("button")).to_have_count(0)


async def test_an_answer_grows_sentence_by_sentence_and_nothing_on_the_page_jumps(visit, sandbox):
    customer = await visit()
    await expect(customer.message).to_be_visible()  # the frame has come to its page
    sandbox.script({"reply": sentences(*STEPS), "pace": {"tokens_per_second": 150}})
    await customer.inside(
        """() => {
          window.shifts = []; window.lengths = new Set();
          new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(
            ({ value, sources }) => ({ value, nodes: sources.map(({ node }) => node?.className) }))
          )).observe({ type: "layout-shift" });
          new MutationObserver(() => {
            const answer = document.querySelector("[data-testid=bot-message] .bubble");
            if (answer) window.lengths.add(answer.textContent.length);
          }).observe(document.body, { subtree: true, childList: true, characterData: true });
        }"""
    )

    await customer.ask("Tell me the steps.")

    await expect(customer.answers).to_have_text(WHOLE)
    assert await customer.inside("() => window.lengths.size") >= len(STEPS) / 2
    assert await customer.inside("() => window.shifts") == []

    await customer.inside("() => { document.querySelector('header').style.marginTop = '50px' }")
    await holds(customer.page.frames[1], "() => window.shifts.length > 0")


async def test_a_sign_of_life_comes_within_a_tenth_of_a_second(visit, sandbox):
    customer = await visit()
    sandbox.script({"pace": {"first_token_seconds": 0.5}})
    await customer.message.fill("Tell me something.")
    frames = await customer.inside(
        """() => new Promise((tell) => {
          const typing = document.querySelector("[data-testid=typing]");
          let frames = 0;
          const count = () => {
            frames += 1;
            if (typing.textContent) tell(frames);
            else requestAnimationFrame(count);
          };
          document.querySelector(".send").click();
          requestAnimationFrame(count);
        })"""
    )

    assert frames <= 6  # of sixty a second: a busy machine draws fewer


async def test_a_finished_answer_is_announced_once_and_its_pieces_are_not(visit, sandbox):
    customer = await visit()
    await expect(customer.message).to_be_visible()  # the frame has come to its page
    sandbox.script({"reply": sentences(*STEPS[:4]), "pace": {"tokens_per_second": 150}})
    await customer.inside(
        """() => {
          window.announced = [];
          const live = "[aria-live=polite], [role=status], [role=log]:not([aria-live=off])";
          for (const region of document.querySelectorAll(live)) new MutationObserver(
            () => region.textContent && window.announced.push(region.textContent)
          ).observe(region, { subtree: true, childList: true, characterData: true });
        }"""
    )

    await customer.ask("Tell me the steps.")

    async with asyncio.timeout(15):
        while not await customer.inside("() => window.announced.length"):
            await asyncio.sleep(0.05)
    await asyncio.sleep(0.3)  # a second announcement would come now
    said = await customer.inside("() => window.announced")
    assert len(said) == 1
    assert said[0].endswith("".join(STEPS[:4]).strip())


async def test_the_chat_says_that_an_ai_answers_and_what_it_is_doing(visit, sandbox):
    customer = await visit()
    sandbox.script({"pace": {"first_token_seconds": 1.0}})

    await expect(customer.chat.get_by_test_id("greeting")).to_contain_text("AI assistant")
    await expect(customer.chat.get_by_test_id("greeting")).to_contain_text(EMAIL)
    await customer.say(QUESTION)

    await expect(customer.typing).to_have_text(re.compile("…$"))
    await expect(customer.answers).to_contain_text("3 business days")
    await expect(customer.typing).to_be_empty()
