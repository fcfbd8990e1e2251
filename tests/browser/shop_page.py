"""The demo shop's page in a thread: another origin than the desk whose chat it carries."""

import asyncio
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from frontdesk.cli.listening import address, listening, serving
from frontdesk.demo.shop import SignIn, create_shop
from frontdesk.ports.store import Store
from tests.running_desk import DeskInThread, open_desk_in_thread


@contextmanager
def desk_and_shop(folder: Path, model_url: str) -> Generator[tuple[str, str]]:
    """The addresses of a desk and of a shop that may embed its chat (`elsewhere` too)."""
    with shop_with_desk(folder, model_url) as (running, shop):
        yield running.url, shop


@contextmanager
def shop_with_desk(
    folder: Path, model_url: str, *, store: Store | None = None, sign_in: SignIn | None = None
) -> Generator[tuple[DeskInThread, str]]:
    """The desk, and the address of a shop at which customers can be signed in."""
    keys = [sign_in.key] if sign_in else []
    with listening("127.0.0.1", 0) as listener:
        shop = address(listener)
        origins = [shop, elsewhere(shop)]
        with open_desk_in_thread(
            folder, model_url, origins=origins, seeded=store, identity_keys=keys
        ) as running:
            stop = threading.Event()

            async def run() -> None:
                async with serving(create_shop(running.url, sign_in, store), listener):
                    await asyncio.to_thread(stop.wait)

            thread = threading.Thread(target=asyncio.run, args=(run(),), name="shop")
            thread.start()
            try:
                yield running, shop
            finally:
                stop.set()
                thread.join()


def elsewhere(shop: str) -> str:
    """The same shop on another site than the desk's, where this browser forbids frames to store."""
    return shop.replace("127.0.0.1", "localhost")
