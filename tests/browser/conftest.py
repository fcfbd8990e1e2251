"""Chromium, a desk, the shop's page on another site, and visitors to it."""

import os
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, async_playwright, expect

from tests.browser.chromium import CHROMIUM, FLAGS
from tests.browser.shop_page import desk_and_shop
from tests.browser.visitor import Visitor
from tests.running_desk import DeskProcess, desk_process
from tests.sandbox_server import RunningSandbox

PATIENCE_MS = 15_000
VISITORS = pytest.StashKey[list[Visitor]]()

Visit = Callable[..., Coroutine[Any, Any, Visitor]]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """A failure shows what the visitors' pages had asked for, and when."""
    report = yield
    if report.when == "call" and report.failed:
        for visitor in item.stash.get(VISITORS, []):
            report.longrepr.addsection("Requests", "\n".join(visitor.traffic.lines()))
    return report


@pytest.fixture(scope="session")
def chromium() -> Path:
    if not CHROMIUM.exists():
        reason = f"The browser tests need {CHROMIUM}: apt-get install chromium."
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return CHROMIUM


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: Path) -> AsyncGenerator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def addresses(
    shared_sandbox: RunningSandbox, tmp_path_factory: pytest.TempPathFactory
) -> Generator[tuple[str, str]]:
    with desk_and_shop(tmp_path_factory.mktemp("desk"), shared_sandbox.url) as addresses:
        yield addresses


@pytest.fixture(scope="session")
def desk(addresses: tuple[str, str]) -> str:
    return addresses[0]


@pytest.fixture(scope="session")
def shop(addresses: tuple[str, str]) -> str:
    return addresses[1]


@pytest.fixture(scope="session")
def shared_process(
    shared_sandbox: RunningSandbox, tmp_path_factory: pytest.TempPathFactory
) -> Generator[DeskProcess]:
    with desk_process(tmp_path_factory.mktemp("process"), shared_sandbox.url) as process:
        yield process


@pytest.fixture
def process(shared_process: DeskProcess, sandbox: RunningSandbox) -> DeskProcess:
    """A desk that can be killed; its chat stands on a page of its own."""
    return shared_process


@pytest_asyncio.fixture(loop_scope="session")
async def visit(
    browser: Browser, sandbox: RunningSandbox, shop: str, request: pytest.FixtureRequest
) -> AsyncGenerator[Visit]:
    """Bring somebody to the shop, or another page, and open the chat there.

    Each has a browser of their own unless they come `with_browser_of` another. What they saw
    must have been in order: no broken policy, no error on the page's console.
    """
    visitors = request.node.stash[VISITORS] = []
    async with AsyncExitStack() as stack:

        async def come(
            *,
            with_browser_of: Visitor | None = None,
            page: str = shop,
            opened: bool = True,
            **options: Any,
        ) -> Visitor:
            context: BrowserContext
            if with_browser_of:
                context = with_browser_of.page.context
            else:
                context = await browser.new_context(**options)
                stack.push_async_callback(context.close)
            visitor = Visitor(await context.new_page())
            visitors.append(visitor)
            await visitor.page.goto(page)
            if visitor.is_embedded and opened:
                await visitor.launcher.click()
            return visitor

        yield come
        assert [visitor.complaints for visitor in visitors if visitor.complaints] == []
