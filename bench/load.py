"""Customers who talk: many conversations at once, each turn timed."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any
from uuid import uuid4

import aiohttp
import jwt

from bench.programs import SITE_KEY, Program

QUESTION = "How long does standard delivery take, and what does express cost?"
Talk = Callable[[aiohttp.ClientSession, str, "Timings", int], Coroutine[Any, Any, None]]


@dataclass
class Timings:
    first: list[float]
    """Seconds from sending the message to the first text."""
    whole: list[float]

    def first_ms(self, at: int) -> float:
        """The at-th percentile of the time to first text, in milliseconds."""
        if len(self.first) < 2:
            return 1000 * self.first[0]
        return 1000 * (median(self.first) if at == 50 else quantiles(self.first, n=100)[at - 1])


async def talk_to_relay(
    session: aiohttp.ClientSession, url: str, timings: Timings, turns: int
) -> None:
    for _ in range(turns):
        begun = time.monotonic()
        is_first = True
        async with session.post(f"{url}/relay") as response:
            async for line in response.content:
                if is_first and line.startswith(b"data:"):
                    timings.first.append(time.monotonic() - begun)
                    is_first = False
        timings.whole.append(time.monotonic() - begun)


async def talk_to_desk(
    session: aiohttp.ClientSession, url: str, timings: Timings, turns: int
) -> None:
    """One conversation, with its live events open all the time, as the widget has."""
    await _talk(session, url, timings, turns)


async def talk_of_own_order(
    session: aiohttp.ClientSession, url: str, timings: Timings, turns: int
) -> None:
    """The same by a customer of the demo store who is signed in."""
    now = int(time.time())
    claims = {
        "sub": "C-1001",
        "aud": "frontdesk",
        "iat": now,
        "exp": now + 600,
        "jti": str(uuid4()),
    }
    await _talk(session, url, timings, turns, identity=jwt.encode(claims, SITE_KEY))


async def _talk(
    session: aiohttp.ClientSession, url: str, timings: Timings, turns: int, **opening: str
) -> None:
    body = {"client_id": str(uuid4()), **opening}
    opened = await session.post(f"{url}/api/v1/conversations", json=body)
    ticket = await opened.json()
    path = f"{url}/api/v1/conversations/{ticket['conversation']}"
    headers = {"Authorization": f"Bearer {ticket['token']}"}
    async with session.get(f"{path}/events", headers=headers) as events:
        for _ in range(turns):
            begun = time.monotonic()
            message = {"client_id": str(uuid4()), "text": QUESTION}
            async with session.post(f"{path}/messages", json=message, headers=headers):
                pass
            is_first = True
            async for line in events.content:
                if is_first and line.startswith(b"event: bot.part"):
                    timings.first.append(time.monotonic() - begun)
                    is_first = False
                if line.startswith(b"event: bot.finished"):
                    break
            timings.whole.append(time.monotonic() - begun)


@dataclass(frozen=True)
class Load:
    turns: int
    seconds: float
    cpu_ms: float
    """Of the program, per turn."""
    timings: Timings

    @property
    def turns_per_second(self) -> float:
        return self.turns / self.seconds


async def put_load(program: Program, talk: Talk, *, conversations: int, turns: int) -> Load:
    timings = Timings([], [])
    # Shorter than the server's 5 s, so that no request goes out while it closes the connection.
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=3)
    async with aiohttp.ClientSession(connector=connector) as session:
        await talk(session, program.url, Timings([], []), 2)  # warm
        cpu, begun = program.cpu_seconds(), time.monotonic()
        talks = (talk(session, program.url, timings, turns) for _ in range(conversations))
        await asyncio.gather(*talks)
        seconds = time.monotonic() - begun
        total = conversations * turns
        used = 1000 * (program.cpu_seconds() - cpu) / total
        return Load(total, seconds, used, timings)
