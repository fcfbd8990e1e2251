"""The stand-in payment API as a process of its own: `PORT RATE SEED [forgets] [slow]`.

One that forgets keys pays a repeated call again; a slow one takes half a second for each.
"""

import asyncio
import sys

from frontdesk.cli.listening import address, listening, serve
from frontdesk.sandbox.paying import Mishaps, PaymentApi, PaymentBook


async def main() -> None:
    port, rate, seed = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    book = PaymentBook(forgets_keys="forgets" in sys.argv)
    mishaps = Mishaps(rate, seed, delay_seconds=12.0)
    if "slow" in sys.argv:
        mishaps = Mishaps(1.0, seed, kinds=("delayed",), delay_seconds=0.5)
    with listening("127.0.0.1", port) as listener:
        print(address(listener), flush=True)
        await serve(PaymentApi(book, mishaps).app(), listener)


if __name__ == "__main__":
    asyncio.run(main())
