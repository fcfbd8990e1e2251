"""The demo shop's pages: whole in any light and width, with nobody else's help."""

from collections.abc import Generator

import pytest
from playwright.async_api import expect

from frontdesk.demo.shop import SignIn
from tests.browser.shop_page import shop_with_desk
from tests.browser.test_signing_in import become
from tests.one_shop import MAYA, OneShop
from tests.running_desk import DeskInThread

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGES = (
    "/",
    "/departments/kitchen",
    "/products/crema-espresso",
    "/orders",
    "/track?order=ORD-78432",
    "/help",
    "/help/returns-policy",
    "/nowhere",
)
SIGN_IN = SignIn("a key of the shop's server and the desk", {MAYA.id: MAYA.name})


@pytest.fixture(scope="module")
def with_orders(shared_sandbox, tmp_path_factory) -> Generator[tuple[DeskInThread, str]]:
    folder, url = tmp_path_factory.mktemp("shop"), shared_sandbox.url
    with shop_with_desk(folder, url, store=OneShop(), sign_in=SIGN_IN) as running:
        yield running


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
async def test_every_page_fits_keeps_its_policy_and_asks_nobody_else(
    visit, with_orders, scheme, width
):
    running, shop = with_orders
    customer = await visit(
        page=shop,
        opened=False,
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        locale="de-DE",
    )
    for path in PAGES:
        await customer.page.goto(shop + path)
        await expect(customer.page.locator("h1")).to_be_visible()
        assert await customer.page.evaluate("document.documentElement.scrollWidth") == width, path

    hosts = {"/".join(request.url.split("/")[:3]) for request in customer.requests}
    assert hosts == {shop, running.url}


async def test_who_is_signed_in_stays_so_over_pages_and_sees_the_own_orders(visit, with_orders):
    _, shop = with_orders
    customer = await visit(page=f"{shop}/help/returns-policy", opened=False)
    await become(customer, MAYA.name)
    assert customer.page.url == f"{shop}/help/returns-policy"

    await customer.page.get_by_role("link", name="My orders").click()
    order = customer.page.get_by_role("article", name="ORD-78432")
    await expect(order).to_contain_text("ProMax Wireless Headphones")
    await expect(order).to_contain_text("$102.98")

    await become(customer, "Visitor")
    await expect(customer.page.get_by_role("article")).to_have_count(0)
