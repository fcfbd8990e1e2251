"""Somebody at the desk, as the console calls it."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self
from uuid import uuid4

import httpx2

from frontdesk.domain.user import Role
from tests.customer import Event
from tests.running_desk import DeskInThread

API = "/api/v1/desk"


@dataclass
class Person:
    http: httpx2.AsyncClient

    @classmethod
    @asynccontextmanager
    async def at(
        cls, running: DeskInThread, name: str, *, role: Role = "agent", shown: str = ""
    ) -> AsyncGenerator[Self]:
        """Signed in by a link."""
        origin = {"Origin": running.url}
        async with httpx2.AsyncClient(base_url=running.url, timeout=20, headers=origin) as http:
            person = cls(http)
            key = running.wait(_link(running, name, role, shown or name.capitalize()))
            entered = await person.post("/session/link", key=key)
            assert entered.status_code == 200, entered.text
            yield person

    async def get(self, path: str, **params: Any) -> httpx2.Response:
        return await self.http.get(API + path, params=params)

    async def post(self, path: str, **body: Any) -> httpx2.Response:
        return await self.http.post(API + path, json=body)

    async def does(self, what: str, id: str, **body: Any) -> httpx2.Response:
        return await self.post(f"/conversations/{id}/{what}", **body)

    async def replies(self, id: str, text: str, **more: Any) -> httpx2.Response:
        return await self.does("reply", id, client_id=str(uuid4()), text=text, **more)

    async def line(self, id: str) -> dict[str, Any]:
        lines = (await self.get("/conversations")).json()["lines"]
        return next(line for line in lines if line["conversation"] == id)

    async def seen(self, id: str) -> list[dict[str, Any]]:
        return (await self.get(f"/conversations/{id}")).json()["events"]

    async def stream(self, path: str, after: int = 0) -> AsyncGenerator[Event]:
        request = self.http.stream("GET", API + path, params={"after": after})
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

    async def until(self, path: str, fits: Callable[[Event], bool], after: int = 0) -> list[Event]:
        seen: list[Event] = []
        async with asyncio.timeout(10), aclosing(self.stream(path, after)) as stream:
            async for event in stream:
                seen.append(event)
                if fits(event):
                    break
        return seen


async def _link(running: DeskInThread, name: str, role: Role, shown: str) -> str:
    await running.desk.people.accounts.put(name, shown=shown, role=role)
    return await running.desk.people.accounts.link(name)
