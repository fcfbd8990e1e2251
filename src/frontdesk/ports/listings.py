"""The lists of the people at the desk: a line a conversation, kept with its appends.

A line comes in as a `Listing` row of an append. It can be made again from the log at any time.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from frontdesk.domain.conversation import Holder
from frontdesk.domain.event import ConversationId
from frontdesk.domain.listing import Listing


@dataclass(frozen=True, slots=True)
class Listed:
    conversation: ConversationId
    revision: int
    """Grows with every change of any line, over all processes: readers go on after the last."""
    listing: Listing


class Listings(Protocol):
    """All raise StorageFailed."""

    async def changed(self, after: int, limit: int) -> Sequence[Listed]:
        """Lines whose revision is above `after`, the lowest first."""
        ...

    async def newest(self, holder: Holder, limit: int) -> Sequence[Listed]:
        """Those this holder has, the one last changed first."""
        ...

    async def listed(self, id: ConversationId) -> Listed | None: ...

    async def unlisted(self) -> Sequence[ConversationId]:
        """Conversations without a line: they are older than the lists."""
        ...

    async def keep(self, id: ConversationId, listing: Listing, *, last: int) -> bool:
        """Make a line again from a log that ended at `last`; False if the log has gone on."""
        ...

    def subscribe(self, notify: Callable[[], None]) -> AbstractContextManager[None]:
        """While open, call `notify` in this event loop soon after a line may have changed."""
        ...
