"""Nobody is shut out: axe finds nothing, in any colours, sizes or languages."""

from collections.abc import Generator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from frontdesk.domain.event import (
    Closed,
    CustomerConfirmed,
    CustomerWrote,
    PersonJoined,
    PersonWrote,
    ReplyPartSent,
    TurnEnded,
    TurnStarted,
)
from frontdesk.domain.passage import Citation, PassageId
from tests.browser.seeded import Seeded, enter, open_conversation
from tests.cards import choices, offer, paid
from tests.one_shop import OneShop
from tests.running_desk import DeskInThread, open_desk_in_thread

pytestmark = pytest.mark.asyncio(loop_scope="session")

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.map(
  ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => html + failureSummary)}`
)"""
FADED = """bubble => {
  let least = 1;
  for (let at = bubble; at; at = at.parentElement) least *= getComputedStyle(at).opacity;
  return least;
}"""
QUOTE = "You can send a lamp back within 30 days of delivery."
CITED = (Citation(1, PassageId("returns#1"), "Returns", "https://lumen.example/r", "Time", QUOTE),)
ANSWER = """You have **30 days**. Here is how:

1. Open *Your orders*.
2. Press `Return`.

```
RMA-1
```
"""
LIGHT = {"color_scheme": "light", "forced_colors": "none"}
WAYS = {
    "light": ({"width": 420, "height": 760}, LIGHT),
    "dark": ({"width": 420, "height": 760}, {"color_scheme": "dark", "forced_colors": "none"}),
    "phone": ({"width": 390, "height": 800}, LIGHT),
    "forced colours": ({"width": 420, "height": 760}, {"forced_colors": "active"}),
    "zoomed": ({"width": 320, "height": 256}, LIGHT),
}


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("accessible")
    with open_desk_in_thread(folder, shared_sandbox.url, seeded=OneShop()) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def come(visit, running):
    async def come(look: str = "", **options) -> Seeded:
        still = {"reduced_motion": "reduce", **options}  # axe reads no half-faded text
        visitor = await visit(page=f"{running.url}/chat{look}", **still)
        return await enter(visitor, running, open_conversation(running))

    return come


def everything_happens(customer: Seeded) -> None:
    """Every kind of line, and at the end the question how it was."""
    customer.signs_in()
    last = len(customer.desk.log(customer.conversation))
    customer.happens(
        CustomerWrote("a-1", "Can I send a lamp back?"),
        TurnStarted(1, 1, (last + 1,)),
        ReplyPartSent(1, 1, 1, ANSWER, CITED),
        TurnEnded(1, 1, "sent", (last + 1,), ("helpful", "person")),
    )
    customer.offers(offer("c1", turn=2), turn=2)
    customer.happens(CustomerConfirmed("c1", "confirmed"), *paid("c1"))
    customer.offers(offer("c2", turn=3), choices("Lamp", "Shade", turn=3), turn=3)
    customer.happens(PersonJoined("Ana"), PersonWrote("p1", "I am here.", "Ana"), Closed(""))


async def violations(customer: Seeded) -> list[str]:
    page = customer.visitor.page
    await page.evaluate(AXE.read_text("utf-8"))
    return await page.evaluate(RUN)


async def found_in_all_ways(customer: Seeded) -> dict[str, list[str]]:
    page, found = customer.visitor.page, {}
    for way, (size, media) in WAYS.items():
        await page.set_viewport_size(size)
        await page.emulate_media(**media)
        if wrong := await violations(customer):
            found[way] = wrong
    return found


@pytest.mark.parametrize("look", ["", "#color=%23ffd400&lang=de"])
async def test_axe_finds_nothing_wrong_in_any_colours_and_sizes(come, look):
    customer = await come(look)
    assert await found_in_all_ways(customer) == {}
    everything_happens(customer)
    await expect(customer.visitor.chat.locator("form.rating")).to_be_visible()
    assert await found_in_all_ways(customer) == {}

    await customer.visitor.chat.locator("button.chip").first.click()
    await expect(customer.visitor.chat.get_by_role("dialog")).to_be_visible()
    assert await found_in_all_ways(customer) == {}


async def test_a_message_on_its_way_is_as_readable_as_one_that_arrived(come):
    customer = await come()
    await customer.visitor.page.route("**/messages", lambda route: None)  # no answer, no failure
    await customer.visitor.say("Is this readable before it is sent?")
    await expect(customer.visitor.own).to_have_count(1)
    assert await customer.visitor.own.evaluate(FADED) == 1
    assert await found_in_all_ways(customer) == {}


async def test_axe_would_find_what_is_wrong(come):
    customer = await come()
    await customer.visitor.inside(
        "() => { for (const name of ['aria-label', 'placeholder'])"
        " document.querySelector('textarea').removeAttribute(name);"
        " document.querySelector('.who p').style.color = '#aaa' }"
    )

    found = "".join(await violations(customer))
    assert "color-contrast" in found
    assert "label: <textarea" in found
