"""The sandbox as a process of its own: `PORT MIND`; answers come at once."""

import asyncio
import sys

from frontdesk.cli.listening import address, listening, serve
from frontdesk.sandbox import SandboxProtocol, create_app


async def main() -> None:
    app = create_app(first_token_seconds=0, tokens_per_second=0, keep_requests=1, mind=sys.argv[2])
    with listening("127.0.0.1", int(sys.argv[1])) as listener:
        print(address(listener), flush=True)
        await serve(app, listener, protocol=SandboxProtocol)


if __name__ == "__main__":
    asyncio.run(main())
