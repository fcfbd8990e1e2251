"""What only the operator is told: what the model's calls say of the prefix they began with."""

from collections.abc import Sequence

import structlog

from frontdesk.domain.event import ConversationId, ModelAnswered, Recorded
from frontdesk.insights import CallReader

logger = structlog.get_logger()


def watch_prefix(id: ConversationId, events: Sequence[Recorded], new: Sequence[Recorded]) -> None:
    """Warn of each call among `new`, the last of `events`, that broke the cached prefix."""
    if not any(isinstance(record.event, ModelAnswered) for record in new):
        return
    reader = CallReader()
    for record in events:
        call = reader.take(record)
        if call and call.broken and record.number >= new[0].number:
            logger.warning(
                "prefix broken",
                conversation=id,
                turn=call.turn,
                call=call.call,
                generation=call.generation,
                tokens=call.broken,
                reason="The request does not begin with the one before it, as in a generation "
                "it must; what was cached is paid again.",
            )
