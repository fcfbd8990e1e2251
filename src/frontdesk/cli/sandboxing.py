"""`frontdesk sandbox`: the stand-in alone, without the desk and what it needs."""

from frontdesk.cli.listening import address, listening, serve
from frontdesk.sandbox import SandboxProtocol, create_app
from frontdesk.sandbox.responding import WHAT_THIS_IS


async def run_sandbox(port: int, *, instant: bool) -> None:
    with listening("127.0.0.1", port) as listener:
        url = address(listener)
        print(
            f"Sandbox ({WHAT_THIS_IS}) at {url}. Use it as [claude] base_url. Ctrl-C stops it.",
            flush=True,
        )
        app = create_app(first_token_seconds=0, tokens_per_second=0) if instant else create_app()
        await serve(app, listener, protocol=SandboxProtocol)
