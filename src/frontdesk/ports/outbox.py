"""What the desk owes others because of an event: kept with the event, done after it.

An item comes in as a row of the append that brings its event, so neither is there without the
other. It is done once at least, under an id that never changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from frontdesk.domain.event import ConversationId

Kind = Literal["summary", "notice", "webhook", "mail", "unanswered"]


@dataclass(frozen=True, slots=True)
class OutboxItem:
    kind: Kind
    event: str
    """As the wire calls it: handover.started, ticket.opened …"""
    number: int
    """Of that event in its conversation's log."""

    def id(self, conversation: ConversationId) -> str:
        return f"{self.kind}_{conversation}_{self.number}"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An item and how far it got."""

    id: str
    conversation: ConversationId
    item: OutboxItem
    since: datetime
    due: datetime | None
    """When it is tried next; None: it was given up, until somebody asks for it again."""
    tries: int = 0
    problem: str = ""
    """Why the last try failed."""
    reached: tuple[str, ...] = ()
    """Those of several receivers that have it."""


class Outbox(Protocol):
    """All raise StorageFailed."""

    async def due(self, kind: Kind, at: datetime, *, most: int) -> Sequence[Outgoing]:
        """What should be tried at this time, the one due longest first."""
        ...

    async def done(self, id: str) -> None:
        """It is forgotten; one that is not there is no matter."""
        ...

    async def failed(
        self, id: str, problem: str, *, again: datetime | None, reached: Sequence[str] = ()
    ) -> None:
        """One more try was in vain. `again`: the next one; None gives it up."""
        ...

    async def postponed(self, id: str, until: datetime) -> None:
        """Due then and not before; that was no try."""
        ...

    async def listed(self, kind: Kind) -> Sequence[Outgoing]:
        """All that is not done, oldest first."""
        ...

    async def retry(self, id: str, at: datetime) -> bool:
        """Due from `at` on with its tries forgotten; whether there is such an item."""
        ...
