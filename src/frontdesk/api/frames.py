"""A socket as frames of JSON, with a bound on how long anybody is waited for."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, cast

import structlog
from fastapi import WebSocket, WebSocketDisconnect
from pydantic import Field, ValidationError
from starlette.requests import HTTPConnection

from frontdesk.api.problems import describe, problem_content
from frontdesk.api.shapes import Body
from frontdesk.errors import FirstFrameMissing, FrontdeskError, MalformedRequest, TooMuchAtOnce

HEARTBEAT: Mapping[str, Any] = {"event": "heartbeat", "data": {}}
NO_OBJECT = "The frame is not a text that holds a JSON object."
COMPARE = "Compare the frame with docs/contract.md and send it again."

logger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds."""

    first_frame: float = 10
    """Until whoever connected says which conversation is theirs."""
    reading: float = 20
    """While the client reads nothing, though the connection can hold no more."""
    heartbeat: float = 15
    """Between two signs of life: of the protocol's own pings a browser tells its page nothing."""


PATIENCE = Patience()


class FirstFrame(Body):
    token: str = ""
    after: Annotated[int, Field(ge=0)] = 0


B = TypeVar("B", bound=Body)


class Frames:
    def __init__(self, websocket: WebSocket, patience: Patience) -> None:
        self._websocket = websocket
        self.connection: HTTPConnection = websocket
        self._patience = patience

    async def first(self) -> FirstFrame:
        """Raises FirstFrameMissing, MalformedRequest, WebSocketDisconnect."""
        try:
            async with asyncio.timeout(self._patience.first_frame):
                return parsed(await self.next(), FirstFrame)
        except TimeoutError as error:
            raise FirstFrameMissing from error

    async def next(self) -> dict[str, Any] | None:
        """The next frame; None if it is no object of JSON. Raises WebSocketDisconnect."""
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1005))
        try:
            frame = json.loads(message.get("text") or "")
        except (ValueError, RecursionError):
            return None
        return cast("dict[str, Any]", frame) if isinstance(frame, dict) else None

    async def send(self, frame: Mapping[str, Any]) -> None:
        """Raises TimeoutError if the client does not read, WebSocketDisconnect."""
        async with asyncio.timeout(self._patience.reading):
            await self._websocket.send_text(json.dumps(frame))

    async def refuse(self, error: FrontdeskError, client_id: object = None) -> None:
        """Raises like `send`."""
        told = problem_content(error, error.status)
        if error.status >= 500:
            logger.error("frame failed", request_id=told["request_id"], exc_info=error)
        wait = {"retry_after": error.retry_after} if isinstance(error, TooMuchAtOnce) else {}
        await self.send({"client_id": client_id, "problem": told, **wait})

    async def beat(self) -> None:
        """Never ends by itself. Raises like `send`."""
        while True:
            await asyncio.sleep(self._patience.heartbeat)
            await self.send(HEARTBEAT)

    async def close(self, code: int, reason: str) -> None:
        """Raises like `send`."""
        async with asyncio.timeout(self._patience.reading):
            await self._websocket.close(code, reason)


def parsed(frame: dict[str, Any] | None, shape: type[B]) -> B:
    """Raises MalformedRequest."""
    if frame is None:
        raise MalformedRequest(NO_OBJECT, next_step=COMPARE)
    try:
        return shape.model_validate(frame)
    except ValidationError as error:
        said = describe(error.errors()[0])
        raise MalformedRequest(said, next_step=COMPARE) from error
