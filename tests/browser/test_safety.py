"""What an answer or another page may not do to the chat, and what the chat never does."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.browser.visitor import holds, sentences

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTION = "How long does standard delivery take?"
MARKUP = (
    "<script>window.hacked = 1</script> "
    "<img src=x onerror='window.hacked = 1'> "
    "<iframe srcdoc='<script>top.hacked = 1</script>'></iframe> "
    "<style>* { display: none }</style> "
)
ANCHOR = "<a href='javascript:window.hacked=1'>press</a> "  # the desk itself withholds one
REORDERING = "Pay \u202eegral a\u202c fee \u2066now\u2069\u200b."
LINKS = (
    "[press](javascript:window.hacked=1) [here](data:text/html,hi) [there](//evil.example/x) "
    "![pixel](https://evil.example/pixel.png) [elsewhere](https://evil.example/) "
    "https://evil.example/login [fine](https://shop.example/help)"
)
HACKED = "() => window.hacked === undefined && window.top === window.parent"
DRAWN = "script, img, iframe, style, object, embed, link, form, base, svg"


async def test_markup_in_an_answer_is_shown_as_text_and_runs_nothing(visit, sandbox):
    customer = await visit()
    sandbox.script({"reply": sentences(MARKUP, REORDERING)})

    await customer.ask("Tell me something.")

    await expect(customer.answers).to_contain_text(MARKUP.strip())
    await expect(customer.answers).to_contain_text("Pay egral a fee now.")
    await expect(customer.answers.locator(DRAWN)).to_have_count(0)
    assert await customer.inside(HACKED)
    assert await customer.page.evaluate("() => window.hacked === undefined")


async def test_a_hostile_desk_event_gives_no_link_but_to_a_listed_host_and_loads_nothing(
    visit, desk, shop
):
    customer = await visit()
    await customer.ask(QUESTION)
    citation = {"n": 1, "title": MARKUP, "section": MARKUP, "quote": MARKUP + ANCHOR + REORDERING}

    async def say_hostile(route: Route) -> None:
        part = {
            "turn": 1,
            "part": 1,
            "text": f"{LINKS}\n\n{MARKUP}{ANCHOR}",
            "number": 2,
            "previous": 1,
        }
        part["citations"] = [citation | {"url": "javascript:window.hacked=1"}]
        event = {"id": 2, "event": "bot.part", "data": part}
        await route.fulfill(json={"holder": "bot", "last": 999, "events": [event]})

    async def list_the_shop(route: Route) -> None:
        facts = await (await route.fetch()).json()
        await route.fulfill(json=facts | {"link_hosts": ["shop.example"]})

    await customer.page.route(f"{desk}/api/v1/desk?*", list_the_shop)
    await customer.page.route(f"{desk}/api/v1/conversations/*", say_hostile)
    await customer.page.reload()
    await expect(customer.answers).to_contain_text("press")
    await customer.source(1).click()

    card = customer.chat.get_by_role("dialog")
    await expect(card).to_contain_text("Pay egral a fee now.")
    await expect(card.locator("blockquote").locator(DRAWN)).to_have_count(0)
    await expect(card.get_by_role("link")).to_have_count(0)
    await expect(customer.answers.get_by_role("link")).to_have_count(1)
    await expect(customer.answers.get_by_role("link")).to_have_attribute(
        "href", "https://shop.example/help"
    )
    await expect(customer.answers.locator(DRAWN)).to_have_count(0)
    assert await customer.inside(HACKED)
    assert customer.hosts() == {desk.removeprefix("http://"), shop.removeprefix("http://")}


async def test_hostile_text_breaks_no_layout(visit, desk):
    """Words without an end, piled marks, fences and lists that never close."""
    customer = await visit(viewport={"width": 390, "height": 800})
    await customer.ask(QUESTION)
    hostile = ["W" * 10_000, "e\u0301" + "\u0301" * 3000, "```\n" + "x" * 10_000, "- " * 500 + "a"]
    citation = {"n": 1, "title": "T" * 10_000, "section": "S" * 3000, "quote": "Q" * 10_000}
    parts = [
        {
            "turn": n,
            "part": 1,
            "text": text,
            "citations": [citation],
            "number": n,
            "previous": n - 1,
        }
        for n, text in enumerate(hostile, start=1)
    ]

    async def say_hostile(route: Route) -> None:
        events = [{"id": part["number"], "event": "bot.part", "data": part} for part in parts]
        await route.fulfill(json={"holder": "bot", "last": 999, "events": events})

    await customer.page.route(f"{desk}/api/v1/conversations/*", say_hostile)
    await customer.page.reload()
    await customer.launcher.click()  # a phone's page is not covered by itself
    await expect(customer.answers).to_have_count(len(hostile))
    await customer.source(1).click()
    await expect(customer.chat.get_by_role("dialog")).to_be_visible()

    over = """() => [document.documentElement, ...document.querySelectorAll(".log, .source")]
      .filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.className)"""
    assert await customer.inside(over) == []
    await expect(customer.message).to_be_in_viewport()
    tall = "each => each.getBoundingClientRect().height"
    assert await customer.answers.nth(1).evaluate(tall) < 100


async def test_a_whole_visit_asks_nothing_of_any_other_host(visit, desk, shop):
    customer = await visit()

    await customer.ask(QUESTION)
    await customer.source(1).click()
    await customer.page.reload()
    await expect(customer.answers).to_have_count(1)

    assert customer.hosts() == {desk.removeprefix("http://"), shop.removeprefix("http://")}
    addresses = " ".join(request.url for request in customer.requests)
    assert customer.token() not in addresses


async def test_the_shop_cannot_be_told_what_to_do_by_another_window(visit, desk):
    customer = await visit()
    await expect(customer.message).to_be_focused()
    other = await add_frame(customer.page, f"{desk}/chat")
    close = "message => parent.postMessage(message, '*')"

    await customer.page.evaluate("() => postMessage({ frontdesk: 'close' }, '*')")
    await other.evaluate(close, {"frontdesk": "close"})
    await settle(customer.page)
    await expect(customer.panel).to_be_visible()

    own = customer.page.frames[1]
    await own.evaluate(close, {"frontdesk": "close"})
    await expect(customer.panel).to_be_hidden()


async def test_the_shop_does_not_listen_to_its_frame_on_another_origin(visit):
    customer = await visit()
    await expect(customer.message).to_be_focused()

    await customer.panel.evaluate("panel => { panel.src = 'about:blank' }")
    await customer.page.frames[1].wait_for_url("about:blank")
    await customer.page.frames[1].evaluate("() => parent.postMessage({ frontdesk: 'close' }, '*')")
    await settle(customer.page)

    await expect(customer.panel).to_be_visible()


async def test_the_chat_listens_to_the_window_around_it_only(visit):
    customer = await visit()
    await expect(customer.message).to_be_focused()
    tell = """() => {
      const host = window.top.document.querySelector("frontdesk-chat");
      const told = { frontdesk: "opened", focus: true };
      host.shadowRoot.querySelector("iframe").contentWindow.postMessage(told, "*");
    }"""
    focus = "() => document.activeElement.tagName === 'TEXTAREA'"
    beside = await add_frame(customer.page, "about:blank")

    await customer.inside("() => document.activeElement.blur()")
    await beside.evaluate(tell)
    await settle(customer.page)
    assert not await customer.inside(focus)

    await customer.page.evaluate(tell)
    await holds(customer.page.frames[1], focus)


async def test_a_site_that_the_desk_does_not_name_cannot_embed_the_chat(visit, shop):
    customer = await visit(page=shop.replace("127.0.0.1", "stranger.example"))
    # Chromium complains of the frame and gives it its error page at two moments, in either order.
    async with asyncio.timeout(15):
        while not (
            any("frame-ancestors" in complaint for complaint in customer.complaints)
            and customer.page.frames[1].url.startswith("chrome-error:")
        ):
            await settle(customer.page)

    customer.complaints.clear()


async def add_frame(page, address):
    """Another frame on the shop's page, shown this address."""
    await page.evaluate(
        "address => document.body.append("
        "Object.assign(document.createElement('iframe'), { src: address, className: 'added' }))",
        address,
    )
    element = await page.wait_for_selector("iframe.added")
    frame = await element.content_frame()
    await frame.wait_for_url(address)
    return frame


async def settle(page):
    """Long enough for a message to arrive and be acted on, if anybody would."""
    await page.wait_for_timeout(150)
