"""What every response carries, and how a refusal is sent."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from frontdesk.sandbox import refusal
from frontdesk.sandbox.call import identifier
from frontdesk.sandbox.rate import ORGANIZATION
from frontdesk.sandbox.refusal import Refusal

WHAT_THIS_IS = "offline stand-in, not Claude"


def headers_of(raw: bytes, workspace: str = "") -> dict[str, str]:
    headers = {
        "request-id": identifier("req", raw),
        "anthropic-organization-id": ORGANIZATION,
        "x-frontdesk-sandbox": WHAT_THIS_IS,
    }
    return headers | ({"anthropic-workspace-id": workspace} if workspace else {})


def refused(no: Refusal, raw: bytes) -> Response:
    headers = headers_of(raw)
    body = refusal.envelope(no, headers["request-id"])
    return JSONResponse(body, no.status, headers | dict(no.headers))


async def on_refusal(request: Request, no: Exception) -> Response:
    """For endpoints whose answer does not depend on a body."""
    shown = no if isinstance(no, Refusal) else Refusal(404, "Not Found")
    return refused(shown, request.url.path.encode())


async def on_failure(request: Request, problem: Exception) -> Response:  # noqa: ARG001
    """A mind that fails does so in the API's words; the server logs what happened."""
    return refused(Refusal(500, "Internal server error"), request.url.path.encode())
