"""The port Model, kept by Anthropic's Messages API.

The SDK sends the request and holds the connection; the event lines of the reply are read here.
That takes half the CPU of the SDK's typed events, and sees what they hide: how long a line is,
whether a number is one, and that a stream which just stops is no reply.
"""

import json
import re
from asyncio import timeout
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    aclosing,
    asynccontextmanager,
    closing,
    suppress,
)
from typing import Any

from anthropic import AsyncAnthropic, DefaultAioHttpClient, NotFoundError
from httpx2 import HTTPError, Response, Timeout

from frontdesk.adapters.claude.deadline import Deadline
from frontdesk.adapters.claude.errors import claude_errors
from frontdesk.adapters.claude.events import Events
from frontdesk.adapters.claude.reply import MAX_BYTES, Reply
from frontdesk.adapters.claude.shape import Frame, frame
from frontdesk.errors import ModelReplyBroken
from frontdesk.ports.model import Pause, Request, Streamed

API = "https://api.anthropic.com"
SILENCE_SECONDS = 30.0
CONNECT_SECONDS = 5.0
PAUSE = Pause()
ALWAYS_THINKS = re.compile(r"claude-(?:opus-5-5|sonnet-5-5|fable|mythos)")
"""These refuse to be told not to (400)."""
GOODBYE_SECONDS = 0.25  # between message_stop and the end of the body


class Claude:
    def __init__(
        self, *, api_key: str, base_url: str = API, silence_seconds: float = SILENCE_SECONDS
    ) -> None:
        self._client = AsyncAnthropic(
            api_key=api_key,
            base_url=base_url,
            http_client=DefaultAioHttpClient(),
            timeout=Timeout(silence_seconds, connect=CONNECT_SECONDS),
            max_retries=0,  # the turn's policy retries; layers of retries multiply
        )

    @property
    def base_url(self) -> str:
        return str(self._client.base_url)

    def answer(
        self, request: Request, *, deadline: float
    ) -> AbstractAsyncContextManager[AsyncGenerator[Streamed]]:
        """As the port says; the request goes out when the first item is asked for."""
        return aclosing(self._stream(request, deadline))

    async def knows(self, model: str, *, deadline: float) -> bool:
        """Whether the API lists this model for our key; costs nothing. Raises ModelFailed.

        `deadline`: seconds of wall clock until ModelTooSlow.
        """
        with claude_errors():
            async with timeout(deadline):
                try:
                    await self._client.models.retrieve(model)
                except NotFoundError:
                    return False
        return True

    async def aclose(self) -> None:
        """Close the connections. Streams must be left before."""
        await self._client.close()

    async def _stream(self, request: Request, seconds: float) -> AsyncGenerator[Streamed]:
        reply, events = Reply(), Events()
        async with AsyncExitStack() as stack:
            call = stack.enter_context(claude_errors())
            deadline = stack.enter_context(closing(Deadline(seconds)))
            with deadline:
                answer = await stack.enter_async_context(self._sent(request))
            call.request_id = answer.headers.get("request-id", "")
            chunks = await stack.enter_async_context(aclosing(answer.aiter_bytes()))
            if answer.headers.get("content-type", "").startswith("application/json"):
                for item in reply.take_whole(await whole(chunks, deadline)):
                    yield item
                return
            while not reply.ended:
                with deadline:
                    chunk = await anext(chunks, None)
                if chunk is None:
                    raise ModelReplyBroken("The model's reply stopped before its end.")
                for item in came_at_once(reply, events.read(chunk)):
                    yield item
            await read_out(chunks)

    @asynccontextmanager
    async def _sent(self, request: Request) -> AsyncGenerator[Response]:
        """The answer as soon as its head is here."""
        create: Any = self._client.messages.with_streaming_response.create  # typed as unknown
        async with create(**as_sent(request)) as answer:
            yield answer.http_response


def came_at_once(reply: Reply, events: Iterable[Frame]) -> Iterator[Streamed]:
    """The items of one chunk, then a Pause if more is to come; nothing for none."""
    any_came = False
    for event in events:
        for item in reply.take(event):
            any_came = True
            yield item
        if reply.ended:
            return
    if any_came:
        yield PAUSE


async def whole(chunks: AsyncGenerator[bytes], deadline: Deadline) -> Frame:
    """The message of an answer that was not streamed. Raises ModelReplyBroken or ValueError."""
    body = bytearray()
    while True:
        with deadline:
            chunk = await anext(chunks, None)
        if chunk is None:
            return frame(json.loads(body))
        body += chunk
        if len(body) > MAX_BYTES:
            raise ModelReplyBroken("The model's reply is too long.")


async def read_out(chunks: AsyncGenerator[bytes]) -> None:
    """Reach the end of the body, so that the connection serves the next call too."""
    with suppress(TimeoutError, HTTPError):
        async with timeout(GOODBYE_SECONDS):
            async for _ in chunks:
                pass


def as_sent(request: Request) -> dict[str, Any]:  # Any: the types of these are the SDK's business
    """The arguments of `messages.create`, with automatic caching for 5 minutes.

    What has a schema is of no use before its end: unstreamed it costs a third of the CPU.
    """
    tools = {"tools": request.tools} if request.tools else {}
    output: dict[str, Any] = {"effort": request.effort} if request.effort else {}
    if request.schema:
        output["format"] = {"type": "json_schema", "schema": request.schema}
    if not request.thinks and ALWAYS_THINKS.match(request.model):
        output.setdefault("effort", "low")
    is_quiet = not request.thinks and not ALWAYS_THINKS.match(request.model)
    thinking = {"thinking": {"type": "disabled"}} if is_quiet else {}
    caching = {"cache_control": {"type": "ephemeral"}} if request.is_cached else {}
    return {
        "model": request.model,
        "max_tokens": request.max_tokens,
        "system": request.system,
        "messages": request.messages,
        "stream": request.schema is None,
        **caching,
        **thinking,
        **tools,
        **({"output_config": output} if output else {}),
    }
