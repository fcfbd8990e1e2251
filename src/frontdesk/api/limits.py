"""A bound on what a request may carry.

FastAPI's own `max_body_size` answers in plain text, before any handler of ours.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frontdesk.api.problems import problem
from frontdesk.errors import MessageTooLong

MAX_BODY = 64 * 1024  # bytes; a message of 4,000 characters is at most 48 kB of JSON
BODILESS = frozenset({"GET", "HEAD", "OPTIONS", "DELETE"})


class BodyLimit:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in BODILESS:
            await self._app(scope, receive, send)
            return
        try:
            body = await _read(scope, receive)
        except MessageTooLong as error:
            await problem(error)(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)


async def _read(scope: Scope, receive: Receive) -> bytes:
    """The whole body. Raises MessageTooLong as soon as that is known."""
    length = dict(scope["headers"]).get(b"content-length", b"")
    announced = int(length) if length.isdigit() else 0
    body = bytearray()
    is_whole = False
    while not is_whole:
        if max(announced, len(body)) > MAX_BODY:
            raise MessageTooLong(f"The request is larger than {MAX_BODY // 1024} kB.")
        message = await receive()
        body += message.get("body", b"")
        is_whole = not message.get("more_body", False)
    return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body once, then whatever else the connection says."""
    first: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return first.pop() if first else await receive()

    return replayed
