"""A client of the desk's HTTP API, for the terminal: what is said is sent until acknowledged."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2

from frontdesk.errors import ConversationNotFound, DeskNotReached, FrontdeskError, TokenWrong

RETRY_SECONDS = 1.0
GIVE_UP_SECONDS = 60.0
SILENCE_SECONDS = 40.0  # the desk sends a heartbeat every 15 s
REFUSED = {"conversation_not_found": ConversationNotFound, "token_wrong": TokenWrong}


@dataclass(frozen=True, slots=True)
class Seen:
    """One event of the conversation."""

    id: int | None
    event: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ticket:
    """What lets this terminal into its conversation."""

    conversation: str
    token: str


class DeskClient:
    """`tell` hears whenever the desk is lost, and reached again.

    It is waited for as long as it takes if `is_patient`; otherwise every call raises
    DeskNotReached in the end.
    """

    def __init__(
        self, url: str, *, tell: Callable[[bool], object] = bool, is_patient: bool = True
    ) -> None:
        timeout = httpx2.Timeout(10.0, read=SILENCE_SECONDS)
        self._http = httpx2.AsyncClient(base_url=f"{url}/api/v1", timeout=timeout)
        self._url = url
        self._tell = tell
        self._is_patient = is_patient
        self._lost_at: float | None = None

    async def aclose(self) -> None:
        await self._http.aclose()

    async def desk(self) -> dict[str, Any]:
        """Raises DeskNotReached."""
        try:
            return _content(await self._http.get("/desk"))
        except (httpx2.HTTPError, ValueError) as error:
            raise DeskNotReached(f"No desk answers at {self._url}.") from error

    async def open(self) -> Ticket:
        opened = await self._post("/conversations", {"client_id": str(uuid4())}, None)
        return Ticket(opened["conversation"], opened["token"])

    async def send(self, ticket: Ticket, text: str, choice: str = "") -> int:
        """The message's number; tries until the desk has it. Raises what the desk answers."""
        body = {"client_id": str(uuid4()), "text": text, "choice": choice}
        return (await self._post(f"{_path(ticket)}/messages", body, ticket))["number"]

    async def press(self, ticket: Ticket, confirmation: str, decision: str) -> str:
        """What the card is settled as; tries until the desk says it, which counts once."""
        path = f"{_path(ticket)}/confirmations/{confirmation}"
        return (await self._post(path, {"decision": decision}, ticket))["outcome"]

    async def ask_for_person(self, ticket: Ticket) -> None:
        await self._post(f"{_path(ticket)}/handover", {}, ticket)

    async def rate(self, ticket: Ticket, score: int, text: str) -> None:
        await self._post(f"{_path(ticket)}/rating", {"score": score, "text": text}, ticket)

    async def history(self, ticket: Ticket) -> list[Seen]:
        """Everything visible so far. Raises ConversationNotFound, TokenWrong, DeskNotReached."""
        try:
            content = _content(await self._http.get(_path(ticket), headers=_headers(ticket)))
        except (httpx2.HTTPError, ValueError) as error:
            raise DeskNotReached(f"No desk answers at {self._url}.") from error
        return [Seen(**event) for event in content["events"]]

    async def follow(self, ticket: Ticket, after: int) -> AsyncGenerator[Seen]:
        """Every event above `after`, across lost connections; never ends by itself."""
        while True:
            try:
                async for seen in self._stream(ticket, after):
                    after = seen.id or after
                    yield seen
            except httpx2.HTTPError:
                self._lost()
            await asyncio.sleep(RETRY_SECONDS)

    async def _stream(self, ticket: Ticket, after: int) -> AsyncGenerator[Seen]:
        path = f"{_path(ticket)}/events"
        request = self._http.stream("GET", path, params={"after": after}, headers=_headers(ticket))
        async with request as response:
            if not response.is_success:
                await response.aread()
                if response.status_code >= 500:
                    return
                _content(response)
            self._reached()
            fields: dict[str, str] = {}
            async for line in response.aiter_lines():
                if line:
                    name, _, value = line.partition(":")
                    fields[name] = value.removeprefix(" ")
                elif "data" in fields:
                    id = int(fields["id"]) if "id" in fields else None
                    yield Seen(id, fields["event"], json.loads(fields["data"]))
                    fields = {}

    async def _post(self, path: str, body: dict[str, Any], ticket: Ticket | None) -> dict[str, Any]:
        while True:
            try:
                headers = _headers(ticket) if ticket else {}
                response = await self._http.post(path, json=body, headers=headers)
                if response.status_code < 500:
                    self._reached()
                    return _content(response)
            except httpx2.HTTPError:
                pass
            self._lost()
            await asyncio.sleep(RETRY_SECONDS)

    def _reached(self) -> None:
        if self._lost_at is not None:
            self._lost_at = None
            self._tell(True)

    def _lost(self) -> None:
        """Raises DeskNotReached once nobody can be expected to wait on."""
        now = time.monotonic()
        if self._lost_at is None:
            self._lost_at = now
            self._tell(False)
        if not self._is_patient and now - self._lost_at > GIVE_UP_SECONDS:
            raise DeskNotReached(
                f"No desk has answered at {self._url} for {GIVE_UP_SECONDS:.0f} s."
            )


def _path(ticket: Ticket) -> str:
    return f"/conversations/{ticket.conversation}"


def _headers(ticket: Ticket) -> dict[str, str]:
    return {"Authorization": f"Bearer {ticket.token}"}


def _content(response: httpx2.Response) -> dict[str, Any]:
    content = response.json()
    if response.is_success:
        return content
    kind = REFUSED.get(content.get("code"), FrontdeskError)
    raise kind(content.get("detail"), next_step=content.get("next_step"))
