"""A customer's front end on one WebSocket, by a client that is not ours."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.customer import Customer


def address(customer: Customer) -> str:
    return (
        str(customer.http.base_url).replace("http", "ws", 1).rstrip("/") + customer.path + "/socket"
    )


@dataclass
class Line:
    socket: ClientConnection

    @classmethod
    @asynccontextmanager
    async def unopened(cls, customer: Customer, **options: Any) -> AsyncGenerator[Self]:
        """Connected; nothing said yet."""
        async with connect(address(customer), proxy=None, **options) as socket:
            yield cls(socket)

    @classmethod
    @asynccontextmanager
    async def of(cls, customer: Customer, after: int = 0, **options: Any) -> AsyncGenerator[Self]:
        async with cls.unopened(customer, **options) as line:
            await line.send({"token": customer.token, "after": after})
            yield line

    async def send(self, frame: Any) -> None:
        is_raw = isinstance(frame, str | bytes)
        await self.socket.send(frame if is_raw else json.dumps(frame))

    async def say(self, text: str, client_id: str | None = None) -> str:
        client_id = client_id or str(uuid4())
        await self.send({"client_id": client_id, "text": text})
        return client_id

    async def frame(self, *keys: str) -> dict[str, Any]:
        """The next that has these."""
        async with asyncio.timeout(20):
            while True:
                frame = json.loads(await self.socket.recv())
                if set(keys) <= set(frame):
                    return frame

    async def until(self, event: str) -> list[dict[str, Any]]:
        """The events of the log up to the first of this name."""
        seen = [await self.frame("id")]
        while seen[-1]["event"] != event:
            seen.append(await self.frame("id"))
        return seen

    async def closed(self) -> tuple[int, list[dict[str, Any]]]:
        """The code it was closed with, and what came before."""
        frames: list[dict[str, Any]] = []
        async with asyncio.timeout(20):
            try:
                while True:
                    frames.append(json.loads(await self.socket.recv()))
            except ConnectionClosed as closed:
                return (closed.rcvd.code if closed.rcvd else 1006), frames
