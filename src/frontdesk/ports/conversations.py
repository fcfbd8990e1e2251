"""Where conversation logs are kept."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from frontdesk.domain.event import ConversationId, Event, Recorded
from frontdesk.domain.finding import SaidLine
from frontdesk.domain.listing import Listing
from frontdesk.ports.ledger import LedgerRow
from frontdesk.ports.outbox import OutboxItem


@dataclass(frozen=True, slots=True)
class TurnOwed:
    """Whether the desk has to go on in this conversation; what a restart looks for."""

    owed: bool


@dataclass(frozen=True, slots=True)
class VaultEntry:
    """What a placeholder in the appended texts stands for; ports/vault.py keeps it."""

    placeholder: str
    value: str = field(repr=False)


Together = TurnOwed | VaultEntry | LedgerRow | Listing | SaidLine | OutboxItem
"""What can commit with an append: all of it, or nothing."""

Notify = Callable[[Sequence[Recorded]], None]


class Conversations(Protocol):
    async def append(
        self,
        id: ConversationId,
        events: Sequence[Event],
        *,
        after: int,
        at: datetime,
        together: Sequence[Together] = (),
    ) -> Sequence[Recorded]:
        """Number the events, one at least, after+1, after+2 …; durable once this returns.

        All or nothing, `together` included. Raises Outrun if the log's last number is not
        `after`, PlaceholderTaken if a VaultEntry's placeholder has stood for something before,
        LedgerRefused for a row the ledger does not take, StorageFailed if it cannot be made
        durable.
        """
        ...

    async def redact(
        self, id: ConversationId, *, after: int, at: datetime, then: Sequence[Event]
    ) -> int:
        """Take everything a customer is known by out of the log (`domain.redacting`) and the vault.

        Appends a `Redacted` that counts the events that changed, and `then`, all in one. Writing
        over what was appended is only ever this. Subscribers hear that something came; the number
        that changed. Raises Outrun, StorageFailed as `append` does.
        """
        ...

    async def read(self, id: ConversationId, after: int = 0) -> Sequence[Recorded]:
        """Everything above `after`, in order; nothing for a conversation that does not exist."""
        ...

    def subscribe(self, id: ConversationId, notify: Notify) -> AbstractContextManager[None]:
        """While open, call `notify` in this event loop soon after each append, in order.

        A keeper that only knows that something came passes no events; whoever subscribes reads
        what it misses. `notify` must not wait.
        """
        ...

    async def listed(self, having: type[Event] | None = None) -> Sequence[ConversationId]:
        """All, or those in which such an event happened; the one last written to first."""
        ...

    async def silent(self, after: datetime, until: datetime) -> Sequence[ConversationId]:
        """What the bot or a person has, the last event of which came after `after` and by `until`.

        The one silent for longest first. By the lists' lines, which are made with the appends.
        """
        ...

    async def owed(self) -> Sequence[ConversationId]:
        """The conversations whose last TurnOwed is true."""
        ...

    async def claim(
        self, id: ConversationId, worker: str, *, at: datetime, until: datetime
    ) -> bool:
        """Whether the work owed here is this worker's until then.

        Not if another's claim still runs at `at`, or nothing is owed. A claim of its own is
        renewed, or given up by an `until` that is over. Raises StorageFailed.
        """
        ...
