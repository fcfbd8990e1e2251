"""The stand-in payment API as a process of its own: `PORT RATE SEED [forgets]`."""

import asyncio
import sys

from frontdesk.cli.listening import address, listening, serve
from frontdesk.sandbox.paying import Mishaps, PaymentApi, PaymentBook


async def main() -> None:
    port, rate, seed = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    book = PaymentBook(forgets_keys="forgets" in sys.argv)
    mishaps = Mishaps(rate, seed, delay_seconds=12.0)
    with listening("127.0.0.1", port) as listener:
        print(address(listener), flush=True)
        await serve(PaymentApi(book, mishaps).app(), listener)


if __name__ == "__main__":
    asyncio.run(main())
