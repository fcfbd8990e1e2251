"""The console's daily tools: search, tickets, canned replies, calls; all of them by keys alone."""

import asyncio
import re
from collections.abc import Generator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, expect

from frontdesk.domain.event import (
    ConversationId,
    CustomerBound,
    CustomerWrote,
    Event,
    HandoverStarted,
    MessageRead,
    PersonJoined,
    Recalled,
    ReplyScored,
    SignalScored,
    SignSeen,
    Snoozed,
    TicketId,
    TicketOpened,
    TurnEnded,
    TurnStarted,
)
from frontdesk.domain.ticket import TicketRequest
from tests.api.test_approvals import write_project
from tests.browser.colleague import Colleague
from tests.browser.seeded import Seeded
from tests.browser.test_accessibility import AXE, RUN
from tests.browser.test_console import ana, anas_browser, come, customer, waits
from tests.browser.visitor import holds
from tests.builders import NOON, passage
from tests.running_desk import DeskInThread, open_desk_in_thread, write_articles

__all__ = ["ana", "anas_browser", "come", "customer"]  # fixtures: for this module's own desk
pytestmark = pytest.mark.asyncio(loop_scope="session")

REPLIES = {
    "carrier": "# We ask the carrier\n\nHello {customer}, {person} here: {order} is on its way.",
    "carrier.de": "# Beim Paketdienst nachfragen\n\nHallo {customer}, wir fragen nach.",
}
RECORDER = """
    window.shown = [];
    window.sounds = 0;
    window.Notification = class {
      static permission = "default";
      static async requestPermission() { window.asked = true; return this.permission = "granted" }
      constructor(title, { body }) { shown.push(title + "|" + body) }
      close() {}
    };
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (at) { window.sounds += 1; start.call(this, at) };
"""


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("tools")
    write_project(folder)
    (folder / "replies").mkdir()
    for name, text in REPLIES.items():
        (folder / "replies" / f"{name}.md").write_text(text, "utf-8")
    searched = {"knowledge": {"path": write_articles(folder), "mode": "search"}}
    with open_desk_in_thread(
        folder, shared_sandbox.url, project=folder, settings=searched
    ) as running:
        yield running


def opens_ticket(customer: Seeded, key: str, subject: str) -> str:
    request = TicketRequest(
        subject, "It flickers since Monday.", conversation=ConversationId(customer.conversation)
    )
    running = customer.desk
    return running.wait(running.desk.tickets.open(request, key=key, at=NOON)).id


async def test_what_was_said_is_found_quoted_and_shown_where_it_stands(customer, ana):
    customer.happens(
        CustomerBound("C-9", "verified", "Zoë Ötting"),
        CustomerWrote("s-1", "The marmalade lamp arrived broken."),
        *(CustomerWrote(f"more-{n}", f"And another thing, number {n}.\n" * 3) for n in range(12)),
        HandoverStarted("So many things."),  # else the desk's recovery would answer by and by
    )
    keys = ana.page.keyboard
    await keys.press("/")
    await keys.type("marmal lam")
    row = ana.page.locator(".row")
    await expect(row).to_have_count(1)
    await expect(row.locator("mark")).to_have_text(["marmalade", "lamp"])
    await keys.press("Enter")
    await expect(ana.log.get_by_text("The marmalade lamp")).to_be_in_viewport()

    await ana.page.locator(".search-field").fill("otting")
    await expect(row.locator("mark")).to_have_text(["Ötting"])
    await ana.page.locator(".search-field").fill("marmalade nowhere")
    await expect(ana.page.get_by_text("Nothing found")).to_be_visible()
    await ana.page.locator(".search-field").press("Escape")
    await expect(ana.page.get_by_role("heading", name="Found")).to_have_count(0)


async def test_a_ticket_is_read_answered_and_solved_by_keys(customer, ana):
    number = opens_ticket(customer, "keys", "Lamp flickers")
    keys, page = ana.page.keyboard, ana.page
    await keys.press("8")
    await ana.row("Lamp flickers").press("Enter")
    history = page.get_by_label("What the ticket says")
    await expect(history).to_contain_text("since Monday")
    await keys.press("t")
    await expect(page.get_by_label("Owner")).to_have_value("ana")
    await keys.press("r")
    await keys.type("Half a sentence")
    await page.reload()
    field = page.get_by_label("Reply in the ticket")
    await expect(field).to_have_value("Half a sentence")
    await field.fill("A new lamp is on its way.")
    await field.press("Control+Enter")
    await expect(history).to_contain_text("A new lamp is on its way.")
    await expect(field).to_have_value("")
    await expect(page.get_by_label("State")).to_have_value("waiting")
    await field.press("Escape")
    await keys.press("e")
    await expect(page.get_by_label("State")).to_have_value("solved")
    await page.get_by_label("Which tickets").select_option("solved")
    await expect(ana.row("Lamp flickers")).to_contain_text("Ana")

    ticket = customer.desk.wait(customer.desk.desk.tickets.ticket(number))
    assert [(note.by, note.text, note.state, note.owner) for note in ticket.history] == [
        ("Ana", "", None, "Ana"),
        ("Ana", "A new lamp is on its way.", "waiting", None),
        ("Ana", "", "solved", None),
    ]
    await keys.press("o")
    await expect(page).to_have_url(re.compile(customer.conversation))
    customer.happens(TicketOpened(TicketId(number), "keys"))
    await ana.details.get_by_role("button", name=number).press("Enter")
    await expect(history).to_contain_text("A new lamp is on its way.")
    await keys.press("Control+k")
    await keys.type(number.lower())
    await keys.press("Enter")
    await expect(ana.dialog).to_have_count(0)
    await expect(page).to_have_url(re.compile(number))


async def test_a_reply_to_a_ticket_that_has_moved_stays_in_the_field(customer, ana):
    number = opens_ticket(customer, "moved", "Chair wobbles")
    ticketing = customer.desk.desk.people.ticketing

    async def after_ben(route: Route) -> None:
        customer.desk.wait(ticketing.reply(number, "Ben was faster.", by="Ben"))
        await route.continue_()

    await ana.page.route(f"**/{number}/reply", after_ben, times=1)
    await ana.page.goto(f"{customer.desk.url}/console/#/tickets/{number}")
    field = ana.page.get_by_label("Reply in the ticket")
    await field.fill("Mine.")
    await field.press("Control+Enter")
    await expect(ana.page.get_by_label("What the ticket says")).to_contain_text("Ben was faster.")
    await expect(field).to_have_value("Mine.")
    await field.press("Control+Enter")
    await expect(field).to_have_value("")
    ticket = customer.desk.wait(customer.desk.desk.tickets.ticket(number))
    assert [note.text for note in ticket.history] == ["Ben was faster.", "Mine."]


async def test_what_is_typed_while_a_reply_to_a_ticket_is_sent_stays(customer, ana):
    number = opens_ticket(customer, "hasty", "Shelf leans")
    held = asyncio.Event()

    async def slowly(route: Route) -> None:
        await held.wait()
        await route.continue_()

    await ana.page.route(f"**/{number}/reply", slowly, times=1)
    await ana.page.goto(f"{customer.desk.url}/console/#/tickets/{number}")
    field = ana.page.get_by_label("Reply in the ticket")
    await field.fill("First.")
    await field.press("Control+Enter")
    await field.fill("Second, half")
    held.set()
    await expect(ana.page.get_by_label("What the ticket says")).to_contain_text("First.")
    await expect(field).to_have_value("Second, half")
    await ana.page.reload()
    await expect(field).to_have_value("Second, half")


async def test_a_canned_reply_is_sent_once_its_blanks_are_filled(customer, ana):
    await waits(customer, "Where is my parcel?")
    await ana.row("Where is my parcel?").click()
    keys, page = ana.page.keyboard, ana.page
    await expect(ana.button("Take")).to_be_visible()
    await keys.press("r")
    await expect(ana.reply).to_be_focused()
    await keys.type("/")
    await expect(ana.dialog.get_by_role("option")).to_have_count(2)
    await keys.type("carrier ask")
    await expect(ana.dialog.get_by_role("option")).to_have_count(1)
    await keys.press("Enter")
    await expect(ana.reply).to_have_value("Hello {customer}, Ana here: {order} is on its way.")
    await expect(page.locator(".blanks")).to_contain_text("{order}")
    await expect(page.get_by_role("button", name="Send", exact=True)).to_be_disabled()
    await keys.press("Control+Enter")

    await expect(ana.reply).to_be_focused()
    await keys.type("Zoë")
    await page.locator(".blanks").get_by_role("button", name="{order}").press("Enter")
    await keys.type("ORD-1")
    await expect(page.locator(".blanks")).to_have_count(0)
    await keys.press("Control+Enter")
    await expect(customer.visitor.log).to_contain_text("Hello Zoë, Ana here: ORD-1 is on its way.")
    await keys.press("Control+;")
    await expect(ana.dialog.get_by_role("combobox")).to_be_focused()
    await keys.type("/")
    await expect(ana.reply).to_have_value("/")


CLOSES_AND_OPENS = """async () => {
  const dialog = document.querySelector("dialog");
  const closed = new Promise((done) => dialog.addEventListener("close", done));
  dialog.requestClose();
  dispatchEvent(new KeyboardEvent("keydown", { code: "KeyK", key: "k", ctrlKey: true }));
  await closed;
}"""


async def test_a_dialog_that_closes_leaves_the_next_one_open(ana):
    search = ana.page.locator(".search-field")
    await search.focus()
    await ana.page.keyboard.press("Control+k")
    await ana.dialog.get_by_role("option", name="Show all keys").click()
    await expect(ana.dialog).to_have_accessible_name("Keys")
    await ana.page.evaluate(CLOSES_AND_OPENS)
    await expect(ana.dialog).to_have_accessible_name("Search or do")
    await ana.page.keyboard.press("Escape")
    await expect(ana.dialog).to_have_count(0)
    await expect(search).to_be_focused()


async def wants_notifications(colleague: Colleague) -> None:
    """The browser asks before the box is checked."""
    wish = colleague.dialog.get_by_label("With a notification")
    await wish.click()
    await expect(wish).to_be_checked()


async def called(page: Page, times: int) -> None:
    await holds(page, "times => shown.length >= times", times)
    assert await page.evaluate("shown.length") == times


async def test_somebody_is_called_for_what_concerns_them_and_reads_no_text_unasked(
    customer, come, visit, running
):
    eva = await come("eva")
    page = eva.page
    await page.add_init_script(RECORDER)
    await page.reload()
    await expect(eva.place("Waiting")).to_be_visible()
    assert await page.evaluate("window.asked") is None
    await page.keyboard.press("Control+k")
    await page.keyboard.type("sound and")
    await page.keyboard.press("Enter")
    await eva.dialog.get_by_label("With a sound").check()
    await wants_notifications(eva)
    assert await page.evaluate("window.asked")
    await page.keyboard.press("Escape")
    await page.evaluate("window.sounds = 0")

    await waits(customer, "My secret wish.")
    await called(page, 1)
    assert await page.evaluate("[shown[0], sounds]") == ["Somebody waits|Visitor", 2]
    assert (await page.title()).startswith("(")
    account = running.wait(running.desk.people.accounts.user("eva"))
    customer.happens(PersonJoined("Eva", account.name))
    await called(page, 2)
    await eva.account.click()
    await eva.dialog.get_by_label("shows what was written").check()
    await page.keyboard.press("Escape")
    await customer.visitor.say("Another secret.")
    await called(page, 3)
    assert await page.evaluate("shown.slice(1)") == [
        "Given to you|Visitor",
        "New message|Visitor: Another secret.",
    ]

    await eva.place("Mine").click()
    await eva.row("Another secret.").click()
    await page.bring_to_front()
    await expect(eva.log).to_contain_text("Another secret.")
    await customer.visitor.say("It is being read.")
    await expect(eva.log).to_contain_text("It is being read.")
    await page.wait_for_timeout(400)
    await called(page, 3)


async def test_what_was_put_off_calls_again_when_its_time_has_come(customer, come):
    ida = await come("ida")
    page = ida.page
    await page.add_init_script(RECORDER)
    await page.clock.install()
    await page.reload()
    await ida.account.click()
    await wants_notifications(ida)
    await page.keyboard.press("Escape")
    until = datetime.now(UTC) + timedelta(hours=1)
    customer.happens(
        CustomerWrote("z-1", "Take your time."), HandoverStarted("Asked."), Snoozed(until, "Ben")
    )
    await ida.place("Snoozed").click()
    await expect(ida.row("Take your time.")).to_be_visible()
    await page.evaluate("shown.length = 0")
    await page.clock.fast_forward("01:00:20")
    await called(page, 1)
    assert await page.evaluate("shown[0]") == "No longer snoozed|Visitor"
    await expect(ida.row("Take your time.")).to_have_count(0)


async def test_mood_and_draft_say_what_they_rest_on(customer, ana):
    moody(customer, "I will write to the papers.")
    await ana.row("I will write to the papers.").click()
    mood = ana.details.get_by_label("Mood")
    await expect(mood).to_contain_text("Displeased")
    await expect(mood).to_contain_text("getting worse")
    await expect(mood).to_contain_text("legal or press")
    await ana.page.locator(".draft-note summary").click()
    await expect(ana.page.locator(".draft-note")).to_contain_text("Warranty terms")


def moody(customer: Seeded, last_word: str) -> None:
    """All at once: a message that no person has is answered by the desk itself."""
    said = ["It broke.", "It broke again!", last_word]
    last = len(customer.desk.log(customer.conversation))
    read: list[Event] = []
    for at, text in enumerate(said):
        signs = (SignSeen("legal_or_press", "write to the papers"),) if at == 2 else ()
        read += [
            CustomerWrote(f"mood-{at}", text),
            MessageRead(last + 1 + 2 * at, "model", -0.4 - at / 5, signs=signs, model="m"),
        ]
    after = last + len(read)
    signals = (SignalScored("citations", 0.2, "no article was cited"),)
    customer.happens(
        *read,
        TurnStarted(1, 1, (after - 1,)),
        Recalled(1, "broke", (passage("w#1", title="Warranty terms"),)),
        ReplyScored(1, 1, 0.5, "hold", signals, was_held=True, draft="It is 36 months."),
        TurnEnded(1, 1, "held", (after - 1,)),
        HandoverStarted("The press is mentioned.", "high", "legal_or_press"),
    )


@pytest_asyncio.fixture(loop_scope="session")
async def ticket(customer) -> str:
    return opens_ticket(customer, "axe", "Sofa squeaks")


@pytest.mark.parametrize(("scheme", "width", "height"), [("light", 1440, 900), ("dark", 1024, 700)])
async def test_axe_finds_nothing_wrong_in_the_tools(customer, ticket, come, scheme, width, height):
    zoe = await come(f"zoe-{scheme}", color_scheme=scheme)
    page, keys = zoe.page, zoe.page.keyboard
    await page.set_viewport_size({"width": width, "height": height})
    last_word = f"I will write to the papers, the {scheme} ones."
    moody(customer, last_word)
    found: dict[str, list[str]] = {}

    async def look(where: str) -> None:
        await page.evaluate(AXE.read_text("utf-8"))
        if wrong := await page.evaluate(RUN):
            found[where] = wrong

    await zoe.row(last_word).click()
    await page.locator(".draft-note summary").click()
    await expect(zoe.log).to_contain_text("It broke again!")
    await look("draft and mood")
    await zoe.reply.fill("For {order}")
    await expect(page.locator(".blanks")).to_be_visible()
    await look("blanks")
    for key, where in (("Control+;", "canned replies"), ("Control+k", "palette")):
        await keys.press(key)
        await expect(zoe.dialog).to_be_visible()
        await look(where)
        await keys.press("Escape")
        await expect(zoe.dialog).to_have_count(0)
    await zoe.account.click()
    await look("account")
    await keys.press("Escape")
    await page.locator(".search-field").fill("papers")
    await expect(page.locator("mark").first).to_be_visible()
    await look("search")
    await page.locator(".search-field").press("Escape")
    await page.goto(f"{customer.desk.url}/console/#/tickets/{ticket}")
    await expect(page.get_by_label("What the ticket says")).to_contain_text("flickers")
    await look("ticket")
    assert found == {}
