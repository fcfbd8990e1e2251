"""`/trace`: the newest conversations, and how each came about, for who has the operators' key."""

from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Cookie, Depends, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from frontdesk.answering.bundle import Bundle, bundle_from
from frontdesk.api.given import TheDesk
from frontdesk.api.operators.key import OperatorKey
from frontdesk.api.operators.rendering import (
    Listed,
    entrance_page,
    list_page,
    missing_page,
    trace_page,
)
from frontdesk.assembly.desk import Desk
from frontdesk.domain.conversation import fold
from frontdesk.domain.event import ConversationId
from frontdesk.errors import ConversationNotFound, FrontdeskError, NotFound, OperatorKeyMissing
from frontdesk.turns.tracing import Trace, bundles_of, cards_of, trace_of

COOKIE = "frontdesk_operator"
NEWEST = 50
STATIC = Path(__file__).parent / "static"
TYPES = {
    "trace.css": "text/css",
    "entrance.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

router = APIRouter(include_in_schema=False)


def the_key(request: Request) -> OperatorKey:
    return request.app.state.operator_key


TheKey = Annotated[OperatorKey, Depends(the_key)]


def is_operator(key: TheKey, given: Annotated[str, Cookie(alias=COOKIE)] = "") -> bool:
    return key.fits(given)


Operator = Annotated[bool, Depends(is_operator)]


@router.get("/trace")
async def conversations(request: Request, desk: TheDesk, operator: Operator) -> Response:
    """The newest conversations, or the way in."""
    if not operator:
        return _entrance(request)
    newest = (await desk.conversations.listed())[:NEWEST]
    return _page(list_page([await _listed(desk, id) for id in newest]))


@router.get("/trace/static/{name}")
async def static(name: str) -> FileResponse:
    """Raises NotFound."""
    if name not in TYPES:
        raise NotFound
    return FileResponse(STATIC / name, media_type=TYPES[name], headers=HEADERS)


@router.post("/trace/entrance")
async def enter(request: Request, key: TheKey) -> Response:
    """Takes the key from a form, so that it stands in no address."""
    form = parse_qs((await request.body()).decode("utf-8", "replace"))
    given, back = (form.get(name, [""])[0] for name in ("key", "back"))
    if not key.fits(given):
        _refuse_program(request)
        return _page(entrance_page(was_wrong=True, back=_own_page(back)), 403)
    response = RedirectResponse(_own_page(back), 303, headers=HEADERS)
    response.set_cookie(
        COOKIE,
        given,
        path="/trace",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return response


@router.get("/trace/{id}")
async def trace(id: str, request: Request, desk: TheDesk, operator: Operator) -> Response:
    if not operator:
        return _entrance(request)
    found = await read_trace(desk, ConversationId(id))
    if not found:
        _refuse_program(request, ConversationNotFound())
    return _page(trace_page(found)) if found else _page(missing_page(id), 404)


async def read_trace(desk: Desk, id: ConversationId) -> Trace | None:
    """None for a conversation that does not exist. Raises StorageFailed."""
    recorded = await desk.conversations.read(id)
    if not recorded:
        return None
    bundles: dict[str, Bundle] = {}
    for name in bundles_of(recorded):
        if content := await desk.bundles.read(name):
            bundles[name] = bundle_from(content)
    entries = [await desk.ledger.entry(card) for card in cards_of(recorded)]
    return trace_of(id, recorded, bundles, [entry for entry in entries if entry])


async def _listed(desk: Desk, id: ConversationId) -> Listed:
    recorded = await desk.conversations.read(id)
    state = fold(recorded)
    text = state.messages[-1][2] if state.messages else ""
    return Listed(id, state.holder, recorded[-1].at, len(state.messages), text)


def _refuse_program(request: Request, error: FrontdeskError | None = None) -> None:
    """Raises the error where JSON is asked for; people get a page."""
    if "json" in request.headers.get("accept", ""):
        raise error or OperatorKeyMissing


def _entrance(request: Request) -> Response:
    _refuse_program(request)
    return _page(entrance_page(was_wrong=False, back=request.url.path), 401)


def _own_page(address: str) -> str:
    """Nobody is sent to another site after coming in."""
    return address if address.startswith("/trace") else "/trace"


def _page(content: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(content, status, headers=HEADERS)
