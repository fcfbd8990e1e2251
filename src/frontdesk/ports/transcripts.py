"""What was said in all conversations, to search in it.

A line comes in as a `SaidLine` row of an append. It can be made again from the log at any time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from frontdesk.domain.event import ConversationId, Recorded
from frontdesk.domain.finding import SaidLine


@dataclass(frozen=True, slots=True)
class Found:
    conversation: ConversationId
    line: SaidLine


class Transcripts(Protocol):
    """Both raise StorageFailed."""

    async def found(self, search: str, limit: int) -> Sequence[Found]:
        """A line for each conversation that holds all of these terms (`domain.finding`).

        A single long one finds the conversations whose id begins so, too. The conversation whose
        line is newest comes first; of its lines one that holds all the terms, if there is one.
        """
        ...

    async def keep(self, id: ConversationId, recorded: Sequence[Recorded]) -> bool:
        """Make the words of a conversation again from its whole log; False if that has gone on."""
        ...
