"""What the calls of the model used, over all conversations."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frontdesk.domain.event import (
    ConversationId,
    HandoverSummarized,
    MessageRead,
    ModelAnswered,
    ModelAsked,
    Recorded,
    ReplyScored,
    Summarized,
    TurnEnded,
)

TELLING = (
    HandoverSummarized,
    MessageRead,
    ModelAnswered,
    ModelAsked,
    ReplyScored,
    Summarized,
    TurnEnded,
)
"""The events that tell of calls, and of what became of them."""


@dataclass(frozen=True, slots=True)
class Told:
    conversation: ConversationId
    record: Recorded


class UsageLog(Protocol):
    def events(
        self, *, since: datetime | None = None, conversation: ConversationId | None = None
    ) -> AsyncGenerator[Told]:
        """The events in TELLING, by time; those of one conversation and moment by their number.

        `since` counts as within. Other events are not loaded, nor all of these at once. What is
        appended meanwhile may come or not. Raises StorageFailed.
        """
        ...
