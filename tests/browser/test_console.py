"""The console: customer and people, each at a browser of their own."""

import re
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Request, expect

from frontdesk.domain.event import (
    CustomerBound,
    CustomerWrote,
    HandoverStarted,
    PersonWrote,
    ReplyPartSent,
    ReplyScored,
    TurnEnded,
    TurnStarted,
)
from frontdesk.domain.user import Role
from tests.api.test_approvals import calls, write_project
from tests.browser.colleague import Colleague
from tests.browser.seeded import Seeded, enter, open_conversation
from tests.browser.test_accessibility import AXE, RUN
from tests.browser.visitor import sentences, until
from tests.running_desk import DeskInThread, open_desk_in_thread, write_articles

pytestmark = pytest.mark.asyncio(loop_scope="session")

SCREEN = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}
Come = Callable[..., Coroutine[Any, Any, Colleague]]
HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>[x](javascript:1)'

PRESSES_AT_ONCE = """
    new MutationObserver((_, observer) => {
      if (!document.querySelector("nav")) return;
      observer.disconnect();
      dispatchEvent(new KeyboardEvent("keydown", { key: "8" }));
      window.pressed = true;
    }).observe(document, { childList: true, subtree: true });
"""


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("console")
    write_project(folder)
    searched = {"knowledge": {"path": write_articles(folder), "mode": "search"}}
    with open_desk_in_thread(
        folder, shared_sandbox.url, project=folder, settings=searched
    ) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def customer(visit, running) -> Seeded:
    visitor = await visit(page=f"{running.url}/chat")
    return await enter(visitor, running, open_conversation(running))


async def arrives(
    context: BrowserContext, running: DeskInThread, name: str, role: Role
) -> Colleague:
    """Signed in by a link, in a tab of a browser that nobody used before."""
    accounts = running.desk.people.accounts
    running.wait(accounts.put(name, shown=name.capitalize(), role=role))
    colleague = Colleague(await context.new_page())
    await colleague.enters(running.url, running.wait(accounts.link(name)))
    return colleague


@pytest_asyncio.fixture(loop_scope="session")
async def come(browser: Browser, running) -> AsyncGenerator[Come]:
    """Bring a colleague to the console, with a browser of their own."""
    there: list[Colleague] = []
    async with AsyncExitStack() as stack:

        async def come(name: str, role: Role = "lead", **options: Any) -> Colleague:
            context = await browser.new_context(**SCREEN, **options)
            stack.push_async_callback(context.close)
            there.append(await arrives(context, running, name, role))
            return there[-1]

        yield come
        for colleague in there:
            assert colleague.complaints == []


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def anas_browser(browser: Browser, running) -> AsyncGenerator[BrowserContext]:
    """Signed in once for all tests."""
    context = await browser.new_context(**SCREEN)
    ana = await arrives(context, running, "ana", "lead")
    await ana.page.close()
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def ana(anas_browser: BrowserContext, running) -> AsyncGenerator[Colleague]:
    """At the list of those who wait, in a new tab: nothing is left of the test before."""
    ana = Colleague(await anas_browser.new_page())
    await ana.page.goto(f"{running.url}/console/")
    await expect(ana.place("Waiting")).to_be_visible()
    yield ana
    await ana.page.close()
    assert ana.complaints == []


async def waits(customer: Seeded, reason: str) -> None:
    """Says it, and asks for a person."""
    await customer.visitor.say(reason)
    await expect(customer.visitor.own.last).to_have_text(reason)
    await customer.button("Talk to a person").last.click()


async def test_a_customer_asks_for_a_person_who_answers_and_gives_back(customer, ana, sandbox):
    await customer.visitor.ask("How long does standard delivery take?")
    calls_of_hers: list[Request] = []
    ana.page.on("request", lambda request: calls_of_hers.append(request))
    await customer.button("Talk to a person").click()
    row = ana.row("How long does standard delivery take?")
    await expect(row).to_be_visible()
    assert calls_of_hers == []  # told at once, not when the console next asks

    await row.click()
    await expect(ana.log).to_contain_text("3 business days")
    await ana.page.keyboard.press("t")
    await expect(customer.visitor.chat.get_by_text("Ana is here")).to_be_visible()
    await ana.page.keyboard.press("r")
    await ana.page.keyboard.type("Hello, a person")
    await expect(customer.visitor.typing).to_contain_text("Typing")
    await ana.page.keyboard.press("Control+Enter")
    await expect(customer.visitor.log).to_contain_text("Hello, a person")
    await customer.visitor.message.press_sequentially("Ah")
    await expect(ana.log).to_contain_text("is typing")
    await customer.visitor.say("Good, thanks.")
    await expect(ana.log).to_contain_text("Good, thanks.")

    await ana.reply.press("Escape")
    await ana.page.keyboard.press("h")
    await ana.dialog.get_by_role("textbox").fill("Offer express delivery.")
    await ana.dialog.get_by_role("button", name="Hand back").click()
    await expect(ana.dialog).to_have_count(0)
    await expect(ana.log).to_contain_text("handed it back to the assistant")
    sandbox.forget()
    await customer.visitor.ask("How long is the warranty?")
    asked_of_the_model = str(sandbox.requests())
    assert "Hello, a person" in asked_of_the_model
    assert "Offer express delivery." in asked_of_the_model
    assert "Offer express delivery." not in await customer.visitor.log.inner_text()


async def test_what_nobody_answered_the_assistant_answers_once_it_has_it_back(customer, ana):
    await waits(customer, "Somebody, please.")
    await expect(customer.visitor.chat.get_by_text("waits for a person")).to_be_visible()
    await customer.visitor.say("How long is the warranty?")
    await ana.row("How long is the warranty?").click()
    await ana.page.keyboard.press("t")
    await expect(ana.button("Hand back")).to_be_visible()
    await ana.page.keyboard.press("h")
    await expect(ana.dialog).to_contain_text("answers what they wrote since the handover")
    await ana.dialog.get_by_role("button", name="Hand back").click()
    await expect(customer.visitor.answers.last).to_contain_text("36 months")
    await expect(customer.visitor.typing).to_be_empty()


async def test_taking_over_stops_the_assistant_in_mid_sentence(customer, ana, sandbox):
    silence = {"kind": "stall", "after_text": until("One moment. ", "Nev")}
    sandbox.script({"reply": sentences("One moment. ", "Never said. "), "fault": silence})
    await customer.visitor.say("Is anybody there at all?")
    await expect(customer.visitor.answers).to_contain_text("One moment.")
    await ana.place("Assistant").click()
    await ana.row("Is anybody there at all?").click()
    await ana.button("Take over").click()
    await ana.says("A person, yes.")

    await expect(customer.visitor.log).to_contain_text("A person, yes.")
    said = [event.text for event in customer.logged(ReplyPartSent)]
    assert "".join(said).strip() == "One moment."
    assert customer.logged(TurnEnded)[-1].route == "handover"


async def test_two_open_one_conversation_and_one_gets_it(customer, ana, come):
    ben = await come("ben", "agent")
    await waits(customer, "Who of you will it be?")
    for person in (ana, ben):
        await person.row("Who of you will it be?").click()
        await expect(person.button("Take")).to_be_visible()
    await ben.reply.fill("Let me see.")
    await ana.button("Take").click()

    await expect(ben.page.get_by_text("Ana has this conversation.")).to_be_visible()
    await expect(ben.reply).to_have_count(0)
    await ben.button("Take over from Ana").click()
    await expect(ben.reply).to_have_value("Let me see.")
    await ben.reply.press("Control+Enter")
    await expect(customer.visitor.log).to_contain_text("Let me see.")
    await expect(ana.log).to_contain_text("Ben took it over")
    await expect(ana.page.get_by_text("Ben has this conversation.")).to_be_visible()
    assert [each.name for each in customer.logged(PersonWrote)] == ["Ben"]


async def test_a_refund_waits_is_approved_and_paid_once(customer, ana, come, sandbox):
    sandbox.script(
        calls("verify_customer", order_id="ORD-1", contact="[email_1]"),
        calls("process_refund", order_id="ORD-1", reason="defective"),
    )
    await customer.visitor.say("My sofa of ORD-1 broke. I am maya@mail.example.")
    await customer.button("Confirm refund").click()
    agent = await come("gil", "agent")
    for person in (ana, agent):
        await person.place("Refunds").click()
        await person.row("My sofa of ORD-1 broke").click()
        await expect(person.details).to_contain_text("$620.00")
    await expect(agent.details).to_contain_text("A lead decides this.")
    await expect(ana.row("My sofa of ORD-1 broke")).to_contain_text("refund $620.00")
    await ana.page.set_viewport_size({"width": 1024, "height": 700})
    await expect(ana.details).to_be_hidden()
    await ana.button("Refund to decide").click()
    await expect(agent.log).to_contain_text("m•••@m•••.example")
    await expect(ana.log).to_contain_text("maya@mail.example")

    approve = ana.details.get_by_role("button", name="Approve")
    await approve.dblclick()
    await expect(customer.visitor.log).to_contain_text("We have refunded $620.00")
    await expect(approve).to_have_count(0)
    await expect(ana.log).to_contain_text("Receipt")
    await expect(customer.visitor.log).not_to_contain_text("decides this")
    assert await customer.visitor.log.get_by_text("We have refunded").count() == 1


async def test_a_draft_that_was_sent_leaves_the_other_tab(customer, ana):
    last = len(customer.desk.log(customer.conversation))
    customer.happens(
        CustomerWrote("two-1", "Is the stool stackable?"),
        TurnStarted(1, 1, (last + 1,)),
        ReplyScored(1, 1, 0.5, "hold", (), draft="Perhaps."),
        TurnEnded(1, 1, "held", (last + 1,)),
        HandoverStarted("The reply scored 0.5."),
    )
    other = Colleague(await ana.page.context.new_page())
    for tab in (ana, other):
        await tab.page.goto(f"{customer.desk.url}/console/#/waiting/{customer.conversation}")
        await expect(tab.reply).to_have_value("Perhaps.")
    await ana.reply.press("Control+Enter")
    await expect(other.log).to_contain_text("draft sent")
    await expect(other.reply).to_have_value("")
    await customer.visitor.say("Really?")
    await expect(ana.log).to_contain_text("Really?")
    await ana.button("Hand back").click()
    await expect(ana.dialog).to_contain_text("The customer waits.")
    await other.page.close()


async def test_what_is_typed_survives_a_reload_and_nothing_is_sent_twice(customer, ana):
    await waits(customer, "Will my words survive?")
    await ana.row("Will my words survive?").click()
    await ana.reply.fill("Half a sentence")
    await expect(ana.page).to_have_url(re.compile(customer.conversation))
    await ana.page.reload()
    await expect(ana.reply).to_have_value("Half a sentence")

    await ana.page.context.set_offline(True)
    await ana.says("Whole sentence")
    await expect(ana.log).to_contain_text("Sending…")
    await ana.page.context.set_offline(False)
    await expect(customer.visitor.log).to_contain_text("Whole sentence")
    await expect(ana.log.get_by_text("Whole sentence")).to_have_count(1)
    assert len(customer.logged(PersonWrote)) == 1


async def test_a_browser_that_closes_in_mid_reply_loses_neither_what_is_typed_nor_what_is_sent(
    customer, come, browser
):
    eva = await come("eva-closes")
    await waits(customer, "Will her laptop last?")
    await eva.row("Will her laptop last?").click()
    await eva.page.context.set_offline(True)
    await eva.says("Sent into the dark")
    await eva.reply.fill("Half a sentence")
    await expect(eva.log).to_contain_text("Sending…")
    kept = await eva.page.context.storage_state()
    await eva.page.context.close()
    assert customer.logged(PersonWrote) == []

    async with await browser.new_context(**SCREEN, storage_state=kept) as again:
        eva = Colleague(await again.new_page())
        await eva.page.goto(f"{customer.desk.url}/console/")
        await expect(eva.reply).to_have_value("Half a sentence")
        await expect(eva.log.get_by_role("alert")).to_contain_text("may not have been sent")
        await eva.log.get_by_role("button", name="Send again").click()
        await expect(customer.visitor.log).to_contain_text("Sent into the dark")
        await expect(eva.log.get_by_text("Sent into the dark")).to_have_count(1)
        await eva.page.reload()
        await expect(eva.reply).to_have_value("Half a sentence")
        await expect(eva.log.get_by_role("alert")).to_have_count(0)
    assert len(customer.logged(PersonWrote)) == 1


async def test_nothing_in_a_transcript_can_run(customer, ana):
    last = len(customer.desk.log(customer.conversation))
    customer.happens(
        CustomerBound("C-1", "verified", HOSTILE),
        CustomerWrote("h-1", f"{HOSTILE} hostile"),
        TurnStarted(1, 1, (last + 2,)),
        ReplyPartSent(1, 1, 1, HOSTILE),
        TurnEnded(1, 1, "sent", (last + 2,)),
        HandoverStarted(HOSTILE),
    )
    await ana.row("hostile").click()
    await expect(ana.log).to_contain_text("onerror")

    assert await ana.page.evaluate("window.hacked") is None
    assert await ana.page.locator("img, .conversation script, a[href^=javascript]").count() == 0
    response = await ana.page.request.get(f"{customer.desk.url}/console/")
    policy = response.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


async def test_a_key_counts_from_the_moment_the_console_is_there(ana):
    await ana.page.add_init_script(PRESSES_AT_ONCE)
    await ana.page.reload()
    await expect(ana.page.get_by_label("Which tickets")).to_be_visible()
    await ana.page.evaluate("new Promise((done) => setTimeout(done, 200))")  # what is late is done
    await expect(ana.page.get_by_label("Which tickets")).to_be_visible()
    assert await ana.page.evaluate("window.pressed")
    await expect(ana.page).to_have_url(re.compile("#/tickets$"))


async def test_the_address_of_a_list_leaves_what_was_open(customer, ana, running):
    customer.happens(HandoverStarted("Open for a moment."))
    await ana.row("Open for a moment.").click()
    await expect(ana.page).to_have_url(re.compile(customer.conversation))
    await ana.page.goto(f"{running.url}/console/#/closed")
    await expect(ana.log).to_have_count(0)
    await expect(ana.page).to_have_url(re.compile("#/closed$"))


async def test_the_keyboard_is_enough(customer, ana):
    await waits(customer, "Only keys, please.")
    await expect(ana.row("Only keys, please.")).to_be_visible()
    keys = ana.page.keyboard
    await keys.press("Control+k")
    await keys.type("only keys")
    await keys.press("Enter")
    await expect(ana.log).to_contain_text("Only keys, please.")
    await keys.press("t")
    await expect(ana.button("Resolve")).to_be_visible()
    await keys.press("n")
    await expect(ana.note).to_be_focused()
    await keys.type("Prefers keys.")
    await keys.press("Control+Enter")
    await expect(ana.log).to_contain_text("Prefers keys.")
    await keys.press("Escape")
    await keys.press("s")
    await ana.dialog.get_by_role("button", name="In one hour").press("Enter")
    await expect(ana.dialog).to_have_count(0)
    await keys.press("6")
    await expect(ana.row("Only keys, please.")).to_be_visible()
    await keys.press("r")
    await keys.type("Done.")
    await keys.press("Control+Enter")
    await keys.press("Escape")
    await keys.press("e")
    await expect(ana.button("Open again")).to_be_visible()
    await keys.press("?")
    await expect(ana.dialog).to_contain_text("Keys")
    await keys.press("Escape")
    await expect(ana.dialog).to_have_count(0)
    assert "Prefers keys." not in await customer.visitor.log.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_wrong(customer, come, scheme):
    ana = await come(f"axe-{scheme}", color_scheme=scheme)
    question = f"Is this readable in {scheme} colours?"
    customer.happens(CustomerWrote("axe-1", question), HandoverStarted("Wants a person."))
    await expect(ana.row(question)).to_be_visible()  # axe misreads a page that changes under it
    found: dict[str, list[str]] = {}

    async def look(where: str) -> None:
        await ana.page.evaluate(AXE.read_text("utf-8"))
        if wrong := await ana.page.evaluate(RUN):
            found[where] = wrong

    await look("list")
    await ana.row(question).click()
    await expect(ana.log).to_contain_text(question)
    await ana.page.keyboard.press("n")
    await look("conversation")
    await ana.page.route("**/note", lambda route: None)  # no answer, no failure
    await ana.page.keyboard.type("On its way.")
    await ana.page.keyboard.press("Control+Enter")
    await expect(ana.log).to_contain_text("Sending…")
    await look("a note on its way")
    await ana.page.keyboard.press("Escape")
    for dialog in ("Control+k", "?"):
        await ana.page.keyboard.press(dialog)
        await expect(ana.dialog).to_be_visible()
        await look(dialog)
        await ana.page.keyboard.press("Escape")
        await expect(ana.dialog).to_have_count(0)
    await ana.page.set_viewport_size({"width": 1024, "height": 700})
    await look("small")
    assert found == {}


async def test_a_session_that_ended_asks_to_sign_in_and_goes_on_where_it_was(
    customer, come, running
):
    eva = await come("eva")
    await waits(customer, "Please stay.")
    await eva.row("Please stay.").click()
    await eva.reply.fill("I stay")
    accounts = running.desk.people.accounts
    user = running.wait(accounts.user("eva"))
    running.wait(accounts.choose_password(user, "correct horse battery", old=""))
    await eva.page.keyboard.press("Escape")
    await eva.button("Take").click()

    await eva.page.get_by_label("Name").fill("eva")
    await eva.page.get_by_label("Password").fill("wrong horse battery")
    await eva.page.get_by_role("button", name="Sign in").click()
    await expect(eva.page.get_by_role("alert")).to_contain_text("no such user")
    await eva.page.get_by_label("Password").fill("correct horse battery")
    await eva.page.get_by_role("button", name="Sign in").click()
    await expect(eva.reply).to_have_value("I stay")
