"""Every error as application/problem+json (RFC 9457): one shape, safe to show."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from frontdesk.errors import FrontdeskError, MalformedRequest, NotFound, TooMuchAtOnce
from frontdesk.guards.secrets import Detector

DETECTOR = Detector()
"""What a client sent may stand in what is said of it; problems get logged."""

logger = structlog.get_logger()


def problem(error: FrontdeskError, *, status: int | None = None) -> JSONResponse:
    """`status` where the web server's own word is more exact than the error's."""
    status = status or error.status
    content = problem_content(error, status)
    headers = {"X-Request-Id": content["request_id"], "Cache-Control": "no-store"}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if status == 426:
        headers["Upgrade"] = "websocket"
    if status == 503:
        headers["Retry-After"] = "5"
    if isinstance(error, TooMuchAtOnce):
        headers["Retry-After"] = str(error.retry_after)
    return JSONResponse(content, status, headers, media_type="application/problem+json")


def problem_content(error: FrontdeskError, status: int) -> dict[str, Any]:
    title = (type(error).__doc__ or error.code).strip().splitlines()[0].rstrip(".")
    return {
        "type": f"urn:frontdesk:problem:{error.code}",
        "title": title,
        "status": status,
        "detail": DETECTOR.scrub(str(error)),
        "code": error.code,
        "next_step": error.next_step,
        "request_id": uuid4().hex,
    }


def answer_problems(app: FastAPI) -> None:
    """Turn everything a route raises into a problem."""

    @app.exception_handler(FrontdeskError)
    async def known(request: Request, error: FrontdeskError) -> JSONResponse:
        response = problem(error)
        if error.status >= 500:
            _report("request failed", request, response, error)
        return response

    @app.exception_handler(RequestValidationError)
    async def malformed(_request: Request, error: RequestValidationError) -> JSONResponse:
        return problem(MalformedRequest(describe(error.errors()[0])))

    @app.exception_handler(HTTPException)
    async def routing(_request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == 404:
            return problem(NotFound())
        response = problem(MalformedRequest(f"{error.detail}."), status=error.status_code)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(Exception)
    async def unknown(request: Request, error: Exception) -> JSONResponse:
        response = problem(FrontdeskError())
        _report("request broke", request, response, error)
        return response


def _report(event: str, request: Request, response: JSONResponse, error: Exception) -> None:
    request_id = response.headers["X-Request-Id"]
    logger.error(event, path=request.url.path, request_id=request_id, exc_info=error)


def describe(error: Mapping[str, Any]) -> str:
    """One of pydantic's errors in a sentence."""
    if error["type"] == "json_invalid":
        return f"The body is not valid JSON: {error.get('ctx', {}).get('error', error['msg'])}."
    where = ".".join(str(part) for part in error["loc"] if part != "body")
    return f"{where or 'The body'}: {error['msg']}."
