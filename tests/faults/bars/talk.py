"""A customer who wants money back, and repeats each call until it is answered, as a widget does."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

import httpx2

from tests.faults.bars.shop import signed_in

T = TypeVar("T")

POLL_SECONDS = 0.1
BROKEN = (httpx2.NetworkError, httpx2.TimeoutException, httpx2.RemoteProtocolError)


async def repeated(call: Callable[[], Awaitable[T]]) -> T:
    """Until an answer comes, as a widget does: on a busy machine connections break."""
    while True:
        try:
            return await call()
        except BROKEN:
            await asyncio.sleep(POLL_SECONDS)


@dataclass
class Talk:
    http: httpx2.AsyncClient
    number: int
    order: str
    customer: str
    patience: float = 150.0
    conversation: str = ""
    token: str = ""
    acknowledged: list[str] = field(default_factory=list)
    confirmed: str = ""
    """The card whose press was acknowledged."""
    waiting_since: float | None = None
    waits: list[tuple[float, float]] = field(default_factory=list)

    async def refund(self) -> None:
        """From the first word to the receipt."""
        async with asyncio.timeout(self.patience):
            await self.open(f"refund {self.order}")
            card = await self.until(_card)
            await self.press(card["id"])
            await self.until(_receipt)

    async def open(self, text: str) -> None:
        drawn = random.Random(f"open {self.number}").getrandbits(128)
        client_id = str(UUID(int=drawn, version=4))
        body = {"client_id": client_id, "text": text, "identity": signed_in(self.customer)}
        told = await self._call("POST", "/api/v1/conversations", body)
        self.conversation, self.token = told["conversation"], told["token"]
        self.acknowledged.append(client_id)

    async def press(self, card: str) -> None:
        path = f"/api/v1/conversations/{self.conversation}/confirmations/{card}"
        await self._call("POST", path, {"decision": "confirm"})
        self.confirmed = card

    async def until(self, found: Callable[[dict[str, Any]], Any]) -> Any:
        begun = time.monotonic()
        while True:
            state = await self._call("GET", f"/api/v1/conversations/{self.conversation}")
            if (what := found(state)) is not None:
                self.waits.append((begun, time.monotonic()))
                return what
            await asyncio.sleep(POLL_SECONDS)

    async def _call(self, method: str, path: str, body: Any = None) -> Any:
        while True:
            try:
                auth = {"Authorization": f"Bearer {self.token}"} if self.token else {}
                answer = await self.http.request(method, path, json=body, headers=auth)
                if answer.is_success:
                    return answer.json()
                assert answer.status_code in {503, 500, 429}, answer.text
            except httpx2.HTTPError:
                pass
            await asyncio.sleep(POLL_SECONDS)


def _card(state: dict[str, Any]) -> dict[str, Any] | None:
    offered = [e["data"] for e in state["events"] if e["event"] == "confirmation.offered"]
    return offered[0] if offered else None


def _receipt(state: dict[str, Any]) -> bool | None:
    return True if any(e["event"] == "receipt" for e in state["events"]) else None
