"""What every response carries, and how a refusal is sent."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from frontdesk.sandbox import refusal
from frontdesk.sandbox.call import identifier
from frontdesk.sandbox.door import workspace_of
from frontdesk.sandbox.rate import ORGANIZATION
from frontdesk.sandbox.refusal import Refusal

UNAUTHENTICATED = 401
WHAT_THIS_IS = "offline stand-in, not Claude"


def headers_of(raw: bytes, workspace: str = "") -> dict[str, str]:
    headers = {
        "request-id": identifier("req", raw),
        "anthropic-organization-id": ORGANIZATION,
        "x-frontdesk-sandbox": WHAT_THIS_IS,
    }
    return headers | ({"anthropic-workspace-id": workspace} if workspace else {})


def refused(no: Refusal, raw: bytes, given: Mapping[str, str], told: Mapping[str, str]) -> Response:
    """`given` are the headers of the request, `told` what more its answer would have carried.

    UNCONFIRMED: that a request with a mistake in it is not told of its rate limits
    """
    headers = headers_of(raw, "" if no.status == UNAUTHENTICATED else workspace_of(given))
    body = refusal.envelope(no, headers["request-id"])
    return JSONResponse(body, no.status, headers | dict(told) | dict(no.headers))


async def on_refusal(request: Request, no: Exception) -> Response:
    """For endpoints whose answer does not depend on a body."""
    shown = no if isinstance(no, Refusal) else Refusal(404, "Not Found")
    return refused(shown, request.url.path.encode(), request.headers, {})


async def on_failure(request: Request, problem: Exception) -> Response:  # noqa: ARG001
    """A mind that fails does so in the API's words; the server logs what happened."""
    no = Refusal(500, "Internal server error")
    return refused(no, request.url.path.encode(), request.headers, {})
