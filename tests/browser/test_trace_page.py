"""The operators' pages in a browser: in by the printed address, and nothing said there runs."""

from collections.abc import Generator

import pytest
from playwright.async_api import expect

from frontdesk.api.operators.key import OperatorKey
from frontdesk.domain.event import NoticeSent
from tests.customer import Customer
from tests.running_desk import DeskInThread, open_desk_in_thread

pytestmark = pytest.mark.asyncio(loop_scope="session")

KEY = OperatorKey.new()
HOSTILE = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>"


@pytest.fixture(scope="module")
def running(shared_sandbox, tmp_path_factory) -> Generator[DeskInThread]:
    folder = tmp_path_factory.mktemp("trace page")
    with open_desk_in_thread(folder, shared_sandbox.url, operator_key=KEY) as running:
        yield running


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_printed_address_opens_the_traces_and_is_sent_nowhere(
    browser, running, scheme, sandbox
):
    async with Customer.at(running.url) as customer:
        await customer.ask(f"How long does standard delivery take? {HOSTILE}")
        running.append(customer.conversation, NoticeSent("busy", HOSTILE))
    context = await browser.new_context(color_scheme=scheme, viewport={"width": 390, "height": 800})
    page = await context.new_page()
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))

    await page.goto(f"{running.url}{KEY.entrance}")
    await page.get_by_role("link", name="How long does standard").first.click()
    await expect(
        page.get_by_role("heading", name="How this conversation came about")
    ).to_be_visible()
    for summary in await page.locator("li > details > summary").all():
        await summary.click()

    await expect(page.get_by_text("cache mark: automatic, 5 min").first).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    assert await page.evaluate("window.hacked") is None
    assert not any(KEY.value in address for address in [*addresses, page.url])
    assert {address.partition("/trace")[0] for address in addresses} == {running.url}
    await context.close()
