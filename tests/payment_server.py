"""The stand-in payment API over real HTTP, in a thread of this process."""

import asyncio
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from frontdesk.cli.listening import address, listening, serving
from frontdesk.sandbox.paying import Mishaps, PaymentApi, PaymentBook


@dataclass(frozen=True)
class PaymentServer:
    url: str
    book: PaymentBook
    mishaps: Mishaps


@contextmanager
def payment_server(
    book: PaymentBook | None = None, mishaps: Mishaps | None = None
) -> Generator[PaymentServer]:
    book, mishaps = book or PaymentBook(), mishaps or Mishaps()
    ready, stop = threading.Event(), threading.Event()
    at: list[str] = []

    async def run() -> None:
        with listening("127.0.0.1", 0) as listener:
            async with serving(PaymentApi(book, mishaps).app(), listener):
                at.append(address(listener))
                ready.set()
                await asyncio.to_thread(stop.wait)

    thread = threading.Thread(target=asyncio.run, args=(run(),), name="payments")
    thread.start()
    try:
        assert ready.wait(20)
        yield PaymentServer(at[0], book, mishaps)
    finally:
        stop.set()
        thread.join()
