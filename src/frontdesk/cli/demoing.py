"""`frontdesk demo`: the demo store with its desk, its shop and, without a key, a stand-in model."""

import os
import secrets
import shutil
import sys
from collections.abc import AsyncGenerator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from pydantic import SecretStr

import frontdesk.demo
from frontdesk.api.app import create_app
from frontdesk.api.operators import OperatorKey
from frontdesk.assembly.desk import Desk, open_desk
from frontdesk.cli.listening import address, listening, serve, serving
from frontdesk.cli.logs import configure_logs
from frontdesk.cli.projects import project_settings
from frontdesk.cli.serving import NO_KEY, STAND_IN, features_of
from frontdesk.cli.users import link_at
from frontdesk.demo.shop import SHOPPERS, SignIn, create_shop
from frontdesk.domain.customer import CustomerId
from frontdesk.sandbox.server import WHAT_THIS_IS
from frontdesk.sandbox.server import create_app as create_sandbox
from frontdesk.settings import Settings, SiteKey, api_key

DEMO = Path(frontdesk.demo.__file__).parent
LOOPBACK = "127.0.0.1"
AGENT = "alex"
MAILED_AFTER_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Running:
    """What the demo has opened, and where."""

    settings: Settings
    desk: Desk
    desk_url: str
    shop_url: str
    operator: OperatorKey
    console: str
    """A link that signs in."""


NO_QUESTIONS: dict[str, object] = {"suggested_questions": (), "suggested_questions_in": {}}
"""The shop's own are nothing to ask other articles."""


async def run_demo(*, port: int | None, data: Path | None, knowledge: Path | None) -> None:
    configure_logs()
    data = data or Path(".frontdesk")
    settings = project_settings(DEMO, port=port, data=data, knowledge=knowledge)
    if knowledge is not None:
        settings = settings.overridden(desk=NO_QUESTIONS)
    key = api_key()
    async with AsyncExitStack() as stack:
        desk_listener = stack.enter_context(listening(LOOPBACK, settings.server.port))
        shop_listener = stack.enter_context(listening(LOOPBACK, settings.server.port + 1))
        desk_url, shop_url = address(desk_listener), address(shop_listener)
        shop_key = secrets.token_urlsafe(32)
        settings = _with_mail(_of_this_shop(settings, shop_url, shop_key))
        if key is None and not settings.claude.base_url:
            base_url = await stack.enter_async_context(_stand_in())
            settings = settings.overridden(claude={"base_url": base_url})
        features = await features_of(settings)
        opening = open_desk(settings, project=DEMO, api_key=key or NO_KEY, features=features)
        desk = await stack.enter_async_context(opening)
        sign_in = await _shoppers(desk, shop_key)
        shop = create_shop(desk_url, sign_in, desk.store, settings.knowledge.path)
        await stack.enter_async_context(serving(shop, shop_listener))
        console = link_at(desk_url, await _agents_link(desk))
        running = Running(settings, desk, desk_url, shop_url, OperatorKey.new(), console)
        print("\n".join(_told(running, asks_the_shop=knowledge is None)), flush=True)
        await serve(create_app(desk, running.operator), desk_listener, drain=desk.leave)


async def _agents_link(desk: Desk) -> str:
    """For somebody to play the desk's people with: may do everything."""
    agent = await desk.people.accounts.put(AGENT, shown=AGENT.capitalize(), role="admin")
    return await desk.people.accounts.link(agent.name)


def _of_this_shop(settings: Settings, shop_url: str, shop_key: str) -> Settings:
    """The shop embeds the chat, shows the articles, and says who is signed in."""
    return settings.overridden(
        server={"origins": (shop_url,)},
        knowledge={"site": shop_url},
        identity={"keys": (SiteKey(key=SecretStr(shop_key)), *settings.identity.keys)},
    )


def _with_mail(settings: Settings) -> Settings:
    """Letters go to a folder, soon enough to be waited for, unless mail is set up."""
    if settings.mail.url.get_secret_value():
        return settings
    folder = (settings.data.path / "mail").resolve()
    url = SecretStr(f"file:{quote(str(folder))}")
    mail = {"url": url, "answers_after_seconds": MAILED_AFTER_SECONDS}
    return settings.overridden(mail=mail)


async def _shoppers(desk: Desk, key: str) -> SignIn | None:
    """Those of the demo's customers whom this desk's order system knows."""
    if desk.store is None:
        return None
    found = [await desk.store.customer(CustomerId(id)) for id in SHOPPERS]
    names: dict[str, str] = {customer.id: customer.name for customer in found if customer}
    return SignIn(key, names) if names else None


@asynccontextmanager
async def _stand_in() -> AsyncGenerator[str]:
    """The sandbox on a free port of this machine; its address."""
    with listening(LOOPBACK, 0) as listener:
        async with serving(create_sandbox(), listener):
            yield address(listener)


def _told(running: Running, *, asks_the_shop: bool) -> Iterator[str]:
    desk = running.desk
    yield f"\n{desk.front.name} is open. Ctrl-C stops everything.\n"
    yield f"  Shop with chat  {running.shop_url}"
    yield f"  Chat alone      {running.desk_url}/chat"
    yield f"  Terminal        {_this_command()} chat --url {running.desk_url}"
    yield f"  Console         {running.console}"
    yield f"  Behind answers  {running.desk_url}{running.operator.entrance}"
    yield f"  API             {running.desk_url}/openapi.json\n"
    yield from _about_the_model(running)
    yield from _about_the_desk(running)
    if asks_the_shop:
        yield "\n  Try in the chat on the shop's page:\n"
        for at, (question, who) in enumerate(frontdesk.demo.TRY, start=1):
            yield f"    {at}. {question}" + (f" ({who})" if who else "")
        yield "\n  At the top of the page you can be one of the shop's customers."
    yield ""


def _about_the_model(running: Running) -> Iterator[str]:
    if STAND_IN not in running.desk.front.features:
        yield f"  Answers come from {running.settings.claude.model}."
        return
    yield f"  Answers come from the sandbox, an {WHAT_THIS_IS}: it finds and quotes,"
    yield "  but does not understand. With a key the same desk answers with Claude:"
    yield f"  ANTHROPIC_API_KEY=... {_this_command()} demo\n"


def _about_the_desk(running: Running) -> Iterator[str]:
    report = running.desk.knowledge
    articles = report.added + report.changed + report.unchanged
    yield f"  Knowledge  {articles} articles from {_short(running.settings.knowledge.path)}"
    yield f"  Search     {_searched_by(running.desk)}"
    yield f"  Data       {_short(running.settings.data.path)}"
    url = running.settings.mail.url.get_secret_value()
    if url.startswith("file:"):
        folder = _short(DEMO / unquote(url.removeprefix("file:")))
        yield f"  Mail       {folder}: letters to customers who left before they were answered"


def _searched_by(desk: Desk) -> str:
    if desk.is_searched_by_meaning:
        return "by words, and by meaning as soon as the articles are read"
    return f"by words alone; for meaning too run {_this_command()} embeddings install"


def _short(path: Path) -> str:
    """From here where that is shorter."""
    whole = str(path.resolve())
    return min((os.path.relpath(whole), whole), key=len)


def _this_command() -> str:
    """How this command was called: a fresh checkout has it in .venv/bin only."""
    if shutil.which("frontdesk"):
        return "frontdesk"
    called = Path(sys.argv[0])
    return "python -m frontdesk" if called.name == "__main__.py" else os.path.relpath(called)
