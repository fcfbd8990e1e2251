"""Where canned replies come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from frontdesk.domain.canned_reply import CannedReply


@dataclass(frozen=True, slots=True)
class Shelf:
    replies: Sequence[CannedReply]
    """By title."""
    problems: Sequence[str] = ()
    """What could not be read, why, and what mends it; the others can be used."""


class CannedReplies(Protocol):
    async def shelf(self) -> Shelf:
        """As they are now."""
        ...
