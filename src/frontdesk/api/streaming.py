"""Live events as server-sent events: `text/event-stream`.

Written out here: FastAPI's own way runs three tasks and two queues a listener, which was a fifth
of what a turn costs (docs/decisions/0025).
"""

import json
from collections.abc import AsyncGenerator, Mapping
from typing import Any

from starlette.responses import StreamingResponse

HEARTBEAT = ":\n\n"
"""A comment, which clients skip; whatever stands between keeps the connection open for it."""


class EventStream(StreamingResponse):
    media_type = "text/event-stream"

    def __init__(self, events: AsyncGenerator[str]) -> None:
        # The last one asks nginx not to hold back what comes slowly.
        super().__init__(events, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


def event_text(event: str, data: Mapping[str, Any], id: int | None = None) -> str:
    """One event. Without an id it is not part of what a client resumes from."""
    place = "" if id is None else f"id: {id}\n"
    return f"{place}event: {event}\ndata: {json.dumps(data)}\n\n"  # JSON holds no line break
