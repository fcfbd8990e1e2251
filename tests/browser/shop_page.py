"""The demo shop's page in a thread: another origin than the desk whose chat it carries."""

import asyncio
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from frontdesk.cli.listening import address, listening, serving
from frontdesk.demo.shop import create_shop
from tests.running_desk import desk_in_thread


@contextmanager
def desk_and_shop(folder: Path, model_url: str) -> Generator[tuple[str, str]]:
    """The addresses of a desk and of a shop that may embed its chat (`elsewhere` too)."""
    with listening("127.0.0.1", 0) as listener:
        shop = address(listener)
        with desk_in_thread(folder, model_url, origins=[shop, elsewhere(shop)]) as desk:
            stop = threading.Event()

            async def run() -> None:
                async with serving(create_shop(desk), listener):
                    await asyncio.to_thread(stop.wait)

            thread = threading.Thread(target=asyncio.run, args=(run(),), name="shop")
            thread.start()
            try:
                yield desk, shop
            finally:
                stop.set()
                thread.join()


def elsewhere(shop: str) -> str:
    """The same shop on another site than the desk's, where this browser forbids frames to store."""
    return shop.replace("127.0.0.1", "localhost")
