"""Every error as application/problem+json (RFC 9457): one shape, safe to show."""

from uuid import uuid4

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from frontdesk.errors import FrontdeskError, MalformedRequest, NotFound

logger = structlog.get_logger()


def problem(error: FrontdeskError, *, status: int | None = None) -> JSONResponse:
    """`status` where the web server's own word is more exact than the error's."""
    status = status or error.status
    request_id = uuid4().hex
    title = (type(error).__doc__ or error.code).strip().splitlines()[0].rstrip(".")
    content = {
        "type": f"urn:frontdesk:problem:{error.code}",
        "title": title,
        "status": status,
        "detail": str(error),
        "code": error.code,
        "next_step": error.next_step,
        "request_id": request_id,
    }
    headers = {"X-Request-Id": request_id, "Cache-Control": "no-store"}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if status == 503:
        headers["Retry-After"] = "5"
    return JSONResponse(content, status, headers, media_type="application/problem+json")


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
        return problem(MalformedRequest(_describe(error)))

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


def _describe(error: RequestValidationError) -> str:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return f"The body is not valid JSON: {first.get('ctx', {}).get('error', first['msg'])}."
    where = ".".join(str(part) for part in first["loc"] if part != "body")
    return f"{where or 'The body'}: {first['msg']}."
