"""`frontdesk demo` and `serve`."""

import os
import secrets
import shutil
import sys
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx2
from pydantic import SecretStr

import frontdesk.demo
from frontdesk.api.app import create_app
from frontdesk.assembly.desk import Desk, open_desk
from frontdesk.cli.listening import address, listening, serve, serving
from frontdesk.cli.logs import configure_logs
from frontdesk.cli.projects import project_settings
from frontdesk.demo.shop import SHOPPERS, SignIn, create_shop
from frontdesk.domain.customer import CustomerId
from frontdesk.errors import SettingsWrong
from frontdesk.sandbox.server import WHAT_THIS_IS
from frontdesk.sandbox.server import create_app as create_sandbox
from frontdesk.settings import Settings, api_key

DEMO = Path(frontdesk.demo.__file__).parent
STAND_IN = "stand-in"
LOOPBACK = "127.0.0.1"
ORDERS = (
    "Orders: sign in on the shop's page as one of its customers, or tell the chat an order\n"
    "          number and its e-mail address: ORD-78432, sarah.whitfield@example.com."
)
NO_KEY = "none-needed"


async def run_demo(*, port: int | None, data: Path | None, knowledge: Path | None) -> None:
    configure_logs()
    data = data or Path(".frontdesk")
    settings = project_settings(DEMO, port=port, data=data, knowledge=knowledge)
    if knowledge is not None:
        settings = settings.overridden(desk={"suggested_questions": ()})  # they are the shop's
    key = api_key()
    async with AsyncExitStack() as stack:
        desk_listener = stack.enter_context(listening(LOOPBACK, settings.server.port))
        shop_listener = stack.enter_context(listening(LOOPBACK, settings.server.port + 1))
        desk_url, shop_url = address(desk_listener), address(shop_listener)
        settings = settings.overridden(server={"origins": (shop_url,)})
        shop_key = secrets.token_urlsafe(32)
        keys = (SecretStr(shop_key), *settings.identity.keys)
        settings = settings.overridden(identity={"keys": keys})
        if key is None and not settings.claude.base_url:
            base_url = await stack.enter_async_context(_stand_in())
            settings = settings.overridden(claude={"base_url": base_url})
        features = await _features(settings)
        desk = await stack.enter_async_context(
            open_desk(
                settings,
                project=DEMO,
                api_key=key or NO_KEY,
                features=features,
            )
        )
        shop = create_shop(desk_url, await _shoppers(desk, shop_key))
        await stack.enter_async_context(serving(shop, shop_listener))
        _announce(settings, desk, desk_url, shop_url)
        await serve(create_app(desk), desk_listener, drain=desk.leave)


async def _shoppers(desk: Desk, key: str) -> SignIn | None:
    """Those of the demo's customers whom this desk's order system knows."""
    if desk.store is None:
        return None
    found = [await desk.store.customer(CustomerId(id)) for id in SHOPPERS]
    names: dict[str, str] = {customer.id: customer.name for customer in found if customer}
    return SignIn(key, names) if names else None


async def run_desk(
    project: Path, *, port: int | None, data: Path | None, knowledge: Path | None
) -> None:
    configure_logs()
    settings = project_settings(project, port=port, data=data, knowledge=knowledge)
    key = api_key()
    if key is None and not settings.claude.base_url:
        raise SettingsWrong(
            "There is no key for the model.",
            next_step="Set ANTHROPIC_API_KEY, or run `frontdesk demo`, which needs none.",
        )
    with listening(settings.server.host, settings.server.port) as listener:
        features = await _features(settings)
        async with open_desk(
            settings, project=project, api_key=key or NO_KEY, features=features
        ) as desk:
            url = address(listener)
            print(f"{desk.name} is open: {url}/chat  (API: {url}/openapi.json). Ctrl-C stops it.")
            await serve(create_app(desk), listener, drain=desk.leave)


@asynccontextmanager
async def _stand_in() -> AsyncGenerator[str]:
    """The sandbox on a free port of this machine; its address."""
    with listening(LOOPBACK, 0) as listener:
        async with serving(create_sandbox(), listener):
            yield address(listener)


async def _features(settings: Settings) -> tuple[str, ...]:
    """Customers are told when no Claude answers them: the sandbox says so itself."""
    if not settings.claude.base_url:
        return ()
    async with httpx2.AsyncClient(timeout=2) as http:
        try:
            what = (await http.get(settings.claude.base_url)).json().get("what")
        except (httpx2.HTTPError, ValueError, AttributeError):
            return ()
    return (STAND_IN,) if what == WHAT_THIS_IS else ()


def _announce(settings: Settings, desk: Desk, desk_url: str, shop_url: str) -> None:
    report = desk.knowledge
    articles = report.added + report.changed + report.unchanged
    model = (
        f"the sandbox, an {WHAT_THIS_IS}; set ANTHROPIC_API_KEY for Claude"
        if STAND_IN in desk.features
        else settings.claude.model
    )
    print(
        f"{desk.name} is open. Ctrl-C stops everything.\n\n"
        f"  Shop with chat  {shop_url}\n"
        f"  Chat alone      {desk_url}/chat\n"
        f"  Terminal        {_this_command()} chat --url {desk_url}\n"
        f"  API             {desk_url}/openapi.json\n\n"
        f"  Answers come from {model}.\n"
        f"  Knowledge: {articles} articles from {settings.knowledge.path}\n"
        f"  Search:    {_searched_by(desk)}\n"
        f"  Data:      {settings.data.path.resolve()}\n"
    )
    if desk.suggested_questions:
        print("  Try asking: " + "\n              ".join(desk.suggested_questions))
    if desk.store:
        print(f"\n  {ORDERS}")
    sys.stdout.flush()


def _searched_by(desk: Desk) -> str:
    if desk.is_searched_by_meaning:
        return "by words, and by meaning as soon as the articles are read"
    return f"by words alone; for meaning too run {_this_command()} embeddings install"


def _this_command() -> str:
    """How this command was called: a fresh checkout has it in .venv/bin only."""
    return "frontdesk" if shutil.which("frontdesk") else os.path.relpath(sys.argv[0])
