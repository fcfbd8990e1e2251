"""One socket for front ends that want no second connection: events out, messages in.

The events are those of `GET …/events`, the messages those of `POST …/messages`. A socket that is
refused is closed with 4000 + the status that HTTP answers then.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing, suppress
from functools import partial

import structlog
from fastapi import APIRouter, Response, WebSocket, WebSocketDisconnect
from starlette.datastructures import State

from frontdesk.api.allowing import Allowance
from frontdesk.api.credentials import Credentials
from frontdesk.api.frames import Frames, parsed
from frontdesk.api.given import TheDesk, must_exist
from frontdesk.api.live import live, take
from frontdesk.api.origins import is_allowed
from frontdesk.api.problems import problem
from frontdesk.api.shapes import SendMessage
from frontdesk.assembly.desk import Desk
from frontdesk.domain import return_link
from frontdesk.domain.event import ConversationId
from frontdesk.errors import (
    FrontdeskError,
    NotFound,
    OriginNotAllowed,
    TokenMissing,
    UpgradeMissing,
)
from frontdesk.turns.door import Taken

PATH = "/api/v1/conversations/{id}/socket"
REFUSED = 4000  # 4000-4999 are for applications (RFC 6455, 7.4.2)
TRY_AGAIN = 1013
SEND_TOKEN = "Connect again and send {token, after} as the first frame."  # noqa: S105

logger = structlog.get_logger()
router = APIRouter(tags=["customers"])


@router.get(PATH, status_code=101, response_model=None)
async def only_by_upgrade(id: str) -> Response:  # noqa: ARG001 (of the address)
    """The same events and messages over one WebSocket, as docs/contract.md says."""
    raise UpgradeMissing


elsewhere = APIRouter(include_in_schema=False)


@elsewhere.websocket("/{path:path}")
async def nowhere(websocket: WebSocket, path: str) -> None:  # noqa: ARG001 (of the address)
    """Any other address: refused before it is opened, in the shape of every error."""
    await websocket.send_denial_response(problem(NotFound()))


@router.websocket(PATH)
async def socket(websocket: WebSocket, id: str, desk: TheDesk) -> None:
    if not is_allowed(websocket.headers, desk.front.origins):
        logger.warning("socket refused", origin=websocket.headers["origin"])
        await websocket.send_denial_response(problem(OriginNotAllowed()))
        return
    await websocket.accept()
    frames = Frames(websocket, websocket.app.state.patience)
    with suppress(WebSocketDisconnect):  # the client left, or the desk stops
        try:
            await _serve(frames, desk, websocket.app.state, ConversationId(id))
        except FrontdeskError as error:
            await frames.refuse(error)
            await frames.close(REFUSED + error.status, error.code)
        except TimeoutError:
            with suppress(TimeoutError):  # then it is closed without a word
                await frames.close(TRY_AGAIN, "Read too slowly: connect again after the last id.")


async def _serve(frames: Frames, desk: Desk, state: State, id: ConversationId) -> None:
    """Never ends by itself. Raises what ends it: FrontdeskError, TimeoutError of a client that
    does not read, WebSocketDisconnect."""
    credentials: Credentials = state.credentials
    allowance: Allowance = state.allowance
    first = await frames.first()
    if not first.token:
        raise TokenMissing(next_step=SEND_TOKEN)
    credentials.check_token(id, first.token)
    await must_exist(desk, id)
    by_letter = return_link.is_one(first.token)
    taking = partial(take, desk, id, by_letter=by_letter)
    hearing = _hear(frames, taking, partial(allowance.writing, frames.connection, id))
    works = [_tell(frames, desk, id, first.after), hearing, frames.beat()]
    tasks = [asyncio.create_task(work) for work in works]
    try:
        ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in ended:
        task.result()


async def _tell(frames: Frames, desk: Desk, id: ConversationId, after: int) -> None:
    async with aclosing(live(desk, id, after)) as told:
        async for each in (each async for together in told for each in together):
            number = {} if each.id is None else {"id": each.id}
            await frames.send({**number, "event": each.event, "data": each.data})


async def _hear(
    frames: Frames,
    take: Callable[[SendMessage], Awaitable[Taken]],
    may_write: Callable[[], Awaitable[None]],
) -> None:
    while True:
        frame = await frames.next()
        client_id = frame.get("client_id") if frame else None
        try:
            message = parsed(frame, SendMessage)
            await may_write()
            taken = await take(message)
            await frames.send({"client_id": client_id, "number": taken.number})
        except FrontdeskError as error:
            await frames.refuse(error, client_id)
