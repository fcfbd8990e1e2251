"""Hostile texts in every place where the chat shows text: nothing runs, nobody else is asked."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from frontdesk.domain.event import (
    ConfirmationLine,
    CustomerWrote,
    Event,
    HandoverStarted,
    NoticeSent,
    PersonJoined,
    PersonWrote,
    ReplyPartSent,
    TurnEnded,
    TurnStarted,
)
from frontdesk.domain.money import Money
from frontdesk.domain.passage import Citation, PassageId
from tests.browser.hostile import corpus
from tests.browser.seeded import enter, open_conversation
from tests.cards import choices, offer
from tests.one_shop import OneShop
from tests.running_desk import open_desk_in_thread

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEXTS = corpus()
A_TURN = 140
LAST = "That was all."
LISTENS = "window.ran = new Set(); window.hacked = (n) => window.ran.add(n);"
RENDERED_AS_HTML = r"""texts => {
  for (const text of texts) {
    const shown = document.body.appendChild(document.createElement("div"));
    const address = "<?([^)>]*)>?";
    const html = text
      .replace(/^\[ref\]: (.*)$/m, "<a href='$1'>x</a>")
      .replace(new RegExp(`!\\[[^\\]]*\\]\\(${address}\\)`, "g"), "<img src='$1'>")
      .replace(new RegExp(`\\[([^\\]]*)\\]\\(${address}\\)`, "g"), "<a href='$2'>$1</a>");
    shown.append(document.createRange().createContextualFragment(html));
    for (const each of shown.querySelectorAll("a, button, p, math")) {
      if (each.protocol && each.protocol !== "javascript:") continue;
      each.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    }
  }
}"""


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    named = {"desk": {"name": "".join(TEXTS[:60])}}
    with open_desk_in_thread(
        folder, shared_sandbox.url, seeded=OneShop(), settings=named
    ) as running:
        yield running


def cited(n: int) -> Citation:
    """A hostile address, and in each of the other places fifty of the texts."""
    address = TEXTS[n].split("(")[-1].rstrip(")")
    addresses = ("javascript:hacked(1)", "data:text/html,<script>hacked(1)</script>", address)
    several = "\n".join(TEXTS[n % 11 :: 11])
    source = PassageId(f"a#{n}")
    return Citation(n, source, several, addresses[n % 3], several, several)


def talk() -> Sequence[Event]:
    """Every text is a part of a reply; many are also somebody's message, or stand on a card."""
    events: list[Event] = []
    for turn, start in enumerate(range(0, len(TEXTS), A_TURN), start=1):
        texts = TEXTS[start : start + A_TURN]
        events.append(CustomerWrote(f"c{turn}", "\n".join(texts)))
        answers = (len(events) + 1,)  # after ConversationOpened
        events.append(TurnStarted(turn, 1, answers))
        for part, text in enumerate(texts, start=1):
            citations = (cited(part),) if part <= 4 else ()
            events.append(ReplyPartSent(turn, 1, part, f"{text}\n\n", citations))
        if turn == 1:
            lines = tuple(
                ConfirmationLine(str(n), text, Money(Decimal(1), "USD"))
                for n, text in enumerate(TEXTS[::9], start=1)
            )
            card = offer("c1")
            total = Money(Decimal(len(lines)), "USD")
            events.append(replace(card, title="".join(TEXTS[:99]), lines=lines, amount=total))
        if turn == 2:
            events.append(replace(choices(*TEXTS[::9], turn=2), title="".join(TEXTS[99:199])))
        events.append(TurnEnded(turn, 1, "sent", answers))
    events += [HandoverStarted("x"), NoticeSent("x", "\n".join(TEXTS[::7]))]
    events.append(PersonJoined("".join(TEXTS[::30])))
    events += [
        PersonWrote(f"p{n}", "\n".join(TEXTS[n::20]), "".join(TEXTS[n::60])) for n in range(20)
    ]
    return [*events, PersonWrote("last", LAST, "Ada")]


async def test_nothing_runs_and_nobody_else_is_asked(visit, running):
    assert len(set(TEXTS)) == len(TEXTS) >= 500
    visitor = await visit(page=f"{running.url}/chat")
    await visitor.page.add_init_script(LISTENS)
    customer = await enter(visitor, running, open_conversation(running))
    customer.happens(*talk())

    await expect(visitor.log).to_contain_text(LAST)
    await expect(visitor.log).to_contain_text("<script>hacked(0)</script>")
    await expect(customer.card("<script>").first).to_be_visible()
    for chip in await visitor.chat.get_by_role("button", name="Source").all():
        await chip.click()
        await expect(visitor.chat.get_by_role("dialog")).to_contain_text("hacked(")
    await visitor.page.evaluate("() => new Promise(done => setTimeout(done, 200))")

    drawn = "script, iframe, object, embed, base, math, form:not([class]), [onerror], [onclick]"
    assert await visitor.chat.locator("body").locator(drawn).count() == 0
    assert await visitor.page.evaluate("() => [...window.ran]") == []
    assert visitor.hosts() == {urlsplit(running.url).netloc}


async def test_the_same_texts_run_where_they_are_taken_for_html(browser):
    """The control: a page that draws them as HTML, and plain Markdown as links and images."""
    context = await browser.new_context()
    page = await context.new_page()
    asked: set[int] = set()

    def note(request):
        parts = urlsplit(request.url)
        if parts.hostname == "evil.example":
            asked.add(int(parts.path.split("/")[1]))

    page.on("request", note)
    await page.add_init_script(LISTENS)
    await page.goto("about:blank")
    for start in range(0, len(TEXTS), 10):
        await page.evaluate(RENDERED_AS_HTML, TEXTS[start : start + 10])
    await page.wait_for_timeout(1000)
    ran = set(await page.evaluate("() => [...window.ran]"))
    await context.close()

    assert len(ran) > 200
    assert len(asked) > 100
    assert len(ran | asked) > 2 * len(TEXTS) / 3
