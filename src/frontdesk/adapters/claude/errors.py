"""What Anthropic's API, its SDK and the network call a failure, in our words.

    their word                                             ours
    rate_limit_error 429 · conflict_error 409              ModelBusy
    overloaded_error 529 · api_error 500 · other 5xx       ModelOverloaded
    timeout_error 504 · 408 · silence · our own deadline   ModelTooSlow
    authentication, permission, billing 401 402 403 ·      ModelKeyRefused
      spend limits, which also come as 400 and 429
    other 4xx                                              ModelRequestRefused
    no connection · a redirect                             ModelUnreachable
    a reply that broke off or makes no sense               ModelReplyBroken

The type counts before the status: inside a stream the status is always 200.
"""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

import structlog
from aiohttp import ClientError
from anthropic import APIConnectionError, APIStatusError
from httpx2 import ConnectTimeout, HTTPError, TimeoutException

from frontdesk.errors import (
    ModelBusy,
    ModelFailed,
    ModelKeyRefused,
    ModelOverloaded,
    ModelReplyBroken,
    ModelRequestRefused,
    ModelTooSlow,
    ModelUnreachable,
)

log: structlog.typing.FilteringBoundLogger = structlog.get_logger(__name__)

BY_TYPE: dict[str, type[ModelFailed]] = {
    "rate_limit_error": ModelBusy,
    "conflict_error": ModelBusy,
    "overloaded_error": ModelOverloaded,
    "api_error": ModelOverloaded,
    "timeout_error": ModelTooSlow,
    "authentication_error": ModelKeyRefused,
    "permission_error": ModelKeyRefused,
    "billing_error": ModelKeyRefused,
    "invalid_request_error": ModelRequestRefused,
    "not_found_error": ModelRequestRefused,
    "request_too_large": ModelRequestRefused,
}
BY_STATUS: dict[int, type[ModelFailed]] = {
    200: ModelReplyBroken,
    401: ModelKeyRefused,
    402: ModelKeyRefused,
    403: ModelKeyRefused,
    408: ModelTooSlow,
    409: ModelBusy,
    429: ModelBusy,
    504: ModelTooSlow,
}
SPENT = ("specified API usage limits", "credit balance is too low")  # these 400s have no code
LOGGED_CHARACTERS = 500


@dataclass(slots=True)
class Call:
    """What is known of the call while it runs."""

    request_id: str | None = None
    """None until the API has begun to answer."""


@contextmanager
def claude_errors() -> Generator[Call]:
    """Within, whatever goes wrong outside of us comes out as a ModelFailed, logged once."""
    call = Call()
    try:
        yield call
    except APIStatusError as error:
        raise refused(error) from error
    except APIConnectionError as error:
        raise logged(unconnected(error), call, error) from error
    except (TimeoutError, TimeoutException) as error:
        raise logged(ModelTooSlow(), call, error) from error
    except (HTTPError, ClientError, OSError) as error:
        raise logged(ModelReplyBroken(), call, error) from error
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, nested too deep
        ours = ModelReplyBroken if call.request_id is not None else ModelRequestRefused
        raise logged(ours(), call, error) from error
    except ModelFailed as error:
        logged(error, call, error)
        raise


def refused(error: APIStatusError) -> ModelFailed:
    """The API answered with an error status; its own words go to the log only."""
    said = (error.type, error.error_code, error.api_message)
    kind, code, text = (part if isinstance(part, str) else "" for part in said)
    ours = meaning(kind, code=code, text=text, status=error.status_code)
    log.warning(
        "model_failed",
        error=ours.__name__,
        status=error.status_code,
        type=kind,
        error_code=code,
        request_id=error.request_id,
        # The rule we broke, for whoever mends it. Other answers are told by type and code.
        rule=text[:LOGGED_CHARACTERS] if ours is ModelRequestRefused else None,
    )
    return ours(retry_after=seconds(error.response.headers.get("retry-after", "")))


def meaning(kind: str, *, code: str = "", text: str = "", status: int = 200) -> type[ModelFailed]:
    if code.endswith("spend_limit_reached") or any(words in text for words in SPENT):
        return ModelKeyRefused
    if ours := BY_TYPE.get(kind) or BY_STATUS.get(status):
        return ours
    if status >= 500:
        return ModelOverloaded
    return ModelRequestRefused if status >= 400 else ModelUnreachable


def unconnected(error: APIConnectionError) -> ModelFailed:
    cause = error.__cause__
    if isinstance(cause, TimeoutException) and not isinstance(cause, ConnectTimeout):
        return ModelTooSlow()
    return ModelUnreachable()


def logged(ours: ModelFailed, call: Call, cause: Exception) -> ModelFailed:
    log.warning(
        "model_failed",
        error=type(ours).__name__,
        cause=type(cause).__name__,
        why=str(ours),
        request_id=call.request_id,
    )
    return ours


def seconds(retry_after: str) -> float | None:
    """The wait that the header asks for, however long; None if it cannot be read as one."""
    with suppress(ValueError):
        wait = float(retry_after)
        return wait if isfinite(wait) and wait >= 0 else None
    with suppress(ValueError):
        moment = parsedate_to_datetime(retry_after)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    return None
