"""A customer's front end: what the widget does, in a few lines."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import uuid4

import httpx2


@dataclass(frozen=True, slots=True)
class Event:
    id: int | None
    name: str
    data: dict[str, Any]


@dataclass
class Customer:
    http: httpx2.AsyncClient
    conversation: str = ""
    token: str = ""
    events: list[Event] = field(default_factory=list)

    @classmethod
    @asynccontextmanager
    async def at(cls, url: str) -> AsyncGenerator[Self]:
        async with httpx2.AsyncClient(base_url=url, timeout=20) as http:
            yield cls(http)

    @property
    def auth(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.conversation}"

    async def open(self, **body: Any) -> httpx2.Response:
        body = {"client_id": str(uuid4()), **body}
        response = await self.http.post("/api/v1/conversations", json=body)
        if response.is_success:
            self.conversation = response.json()["conversation"]
            self.token = response.json()["token"]
        return response

    async def say(self, text: str, client_id: str | None = None, **more: str) -> httpx2.Response:
        body = {"client_id": client_id or str(uuid4()), "text": text, **more}
        return await self.http.post(f"{self.path}/messages", json=body, headers=self.auth)

    async def press(self, confirmation: str, decision: str) -> httpx2.Response:
        address, body = f"{self.path}/confirmations/{confirmation}", {"decision": decision}
        return await self.http.post(address, json=body, headers=self.auth)

    async def ask_for_person(self, **body: str) -> httpx2.Response:
        return await self.http.post(f"{self.path}/handover", json=body, headers=self.auth)

    async def rate_turn(self, turn: int, *, helpful: bool) -> httpx2.Response:
        address, body = f"{self.path}/turns/{turn}/feedback", {"helpful": helpful}
        return await self.http.post(address, json=body, headers=self.auth)

    async def rate(self, score: int, text: str = "") -> httpx2.Response:
        body = {"score": score, "text": text}
        return await self.http.post(f"{self.path}/rating", json=body, headers=self.auth)

    async def state(self) -> dict[str, Any]:
        return (await self.http.get(self.path, headers=self.auth)).json()

    async def stream(self, after: int = 0, **headers: str) -> AsyncGenerator[Event]:
        """Live events, activity included, as they stand on the wire."""
        request = self.http.stream(
            "GET",
            f"{self.path}/events",
            params={"after": after},
            headers={**self.auth, **headers},
        )
        async with request as response:
            assert response.status_code == 200, await response.aread()
            fields: dict[str, str] = {}
            async for line in response.aiter_lines():
                if line:
                    name, _, value = line.partition(":")
                    fields[name] = value.strip()
                elif "data" in fields:
                    id = int(fields["id"]) if "id" in fields else None
                    yield Event(id, fields["event"], json.loads(fields["data"]))
                    fields = {}

    async def until(self, name: str, after: int = 0, seconds: float = 20) -> list[Event]:
        """The events up to the first of this name."""
        seen: list[Event] = []
        async with asyncio.timeout(seconds), aclosing(self.stream(after)) as stream:
            async for event in stream:
                seen.append(event)
                if event.name == name:
                    break
        return seen

    async def ask(self, text: str) -> "Answer":
        """Say it and wait for the whole answer."""
        last = (await self.state())["last"] if self.conversation else 0
        if self.conversation:
            await self.say(text)
        else:
            await self.open(text=text)
        return Answer([e for e in await self.until("bot.finished", last) if e.id is not None])


@dataclass
class Answer:
    events: list[Event]

    @property
    def text(self) -> str:
        return "".join(event.data["text"] for event in self.events if event.name == "bot.part")

    @property
    def citations(self) -> list[dict[str, Any]]:
        return [
            citation
            for event in self.events
            if event.name == "bot.part"
            for citation in event.data["citations"]
        ]

    @property
    def route(self) -> str:
        return self.events[-1].data["route"]
