"""How the API says no: status, error type, message, and the envelope they travel in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError
from pydantic_core import ErrorDetails

TYPES: dict[int, str] = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    408: "timeout_error",
    409: "conflict_error",
    413: "request_too_large",
    422: "invalid_request_error",
    429: "rate_limit_error",
    500: "api_error",
    503: "api_error",
    504: "timeout_error",
    529: "overloaded_error",
}


@dataclass(eq=False)  # not frozen: Python writes a traceback on it
class Refusal(Exception):
    """The request is answered with an error instead of a message."""

    status: int
    message: str
    type: str | None = None
    error_code: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


def envelope(refusal: Refusal, request_id: str) -> dict[str, object]:
    error: dict[str, object] = {
        "type": refusal.type or TYPES.get(refusal.status, "api_error"),
        "message": refusal.message,
    }
    if refusal.error_code:
        error["details"] = {"error_code": refusal.error_code}
    return {"type": "error", "error": error, "request_id": request_id}


def of_shape(problem: ValidationError) -> Refusal:
    """One problem is named, as the API does; a field too many only if nothing else is wrong."""
    errors = problem.errors(include_url=False, include_context=False, include_input=False)
    first = min(errors, key=lambda error: error["type"] == "extra_forbidden")
    return Refusal(400, _sentence(first))


def _sentence(error: ErrorDetails) -> str:
    if error["type"] == "json_invalid":
        return f"The request body is not valid JSON: {error['msg'].removeprefix('Invalid JSON: ')}"
    if error["type"] == "union_tag_not_found":
        return f"{_path((*error['loc'], 'type'))}: Field required"
    if error["type"] in {"model_type", "model_attributes_type"}:
        return f"{_path(error['loc'])}: Input should be an object".removeprefix(": ")
    return f"{_path(error['loc'])}: {error['msg']}"


def _path(steps: Sequence[int | str]) -> str:
    return ".".join(str(step) for step in steps if not str(step).startswith("("))
