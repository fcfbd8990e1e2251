"""Conversation logs in this process's memory."""

from collections import defaultdict
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from frontdesk.adapters.memory.ledger import MemoryLedger
from frontdesk.adapters.memory.listings import MemoryListings
from frontdesk.adapters.memory.outbox import MemoryOutbox
from frontdesk.adapters.memory.transcripts import MemoryTranscripts
from frontdesk.adapters.memory.vault import MemoryVault
from frontdesk.domain.event import ConversationId, Event, Recorded, Redacted
from frontdesk.domain.finding import SaidLine
from frontdesk.domain.listing import Listing, listing_after
from frontdesk.domain.redacting import redacted
from frontdesk.errors import Outrun
from frontdesk.ports.conversations import Notify, Together, TurnOwed, VaultEntry
from frontdesk.ports.ledger import LedgerRow
from frontdesk.ports.outbox import OutboxItem


class MemoryConversations:
    def __init__(self) -> None:
        self.vault = MemoryVault()
        self._logs: dict[ConversationId, list[Recorded]] = {}
        self._owed: dict[ConversationId, bool] = {}
        self._claims: dict[ConversationId, tuple[str, datetime]] = {}
        self.ledger = MemoryLedger()
        self.listings = MemoryListings(self._logs)
        self.transcripts = MemoryTranscripts(self._logs)
        self.outbox = MemoryOutbox()
        self._subscribers: defaultdict[ConversationId, list[Notify]] = defaultdict(list)

    async def append(
        self,
        id: ConversationId,
        events: Sequence[Event],
        *,
        after: int,
        at: datetime,
        together: Sequence[Together] = (),
    ) -> Sequence[Recorded]:
        if not events:
            raise ValueError("an append holds one event at least")
        log = self._logs.get(id, [])
        if len(log) != after:
            raise Outrun
        recorded = [Recorded(after + n, at, event) for n, event in enumerate(events, start=1)]
        book = self.ledger.after(id, [row for row in together if isinstance(row, LedgerRow)], at)
        self.vault.keep(id, [row for row in together if isinstance(row, VaultEntry)])
        self.ledger.keep(book)
        self._logs[id] = log + recorded
        for row in together:
            self._keep(id, row, at)
        for notify in tuple(self._subscribers[id]):
            notify(recorded)
        return recorded

    def _keep(self, id: ConversationId, row: Together, at: datetime) -> None:
        match row:
            case TurnOwed():
                self._owed[id] = row.owed
                self._claims.pop(id, None)
            case Listing():
                self.listings.put(id, row)
            case SaidLine():
                self.transcripts.put(id, row, at)
            case OutboxItem():
                self.outbox.keep(id, row, at)
            case _:
                return  # kept before, all of its kind at once

    async def redact(
        self, id: ConversationId, *, after: int, at: datetime, then: Sequence[Event]
    ) -> int:
        log = self._logs.get(id, [])
        if len(log) != after:
            raise Outrun
        kept = [replace(record, event=redacted(record.event)) for record in log]
        changed = sum(before != now for before, now in zip(log, kept, strict=True))
        new = [
            Recorded(after + n, at, each)
            for n, each in enumerate([Redacted(changed), *then], start=1)
        ]
        self._logs[id] = kept + new
        self.vault.drop(id)
        self.listings.put(id, listing_after(Listing(), kept + new))
        await self.transcripts.keep(id, kept + new)
        for notify in tuple(self._subscribers[id]):
            notify(())
        return changed

    async def read(self, id: ConversationId, after: int = 0) -> Sequence[Recorded]:
        return self._logs.get(id, [])[after:]

    @contextmanager
    def subscribe(self, id: ConversationId, notify: Notify) -> Generator[None]:
        self._subscribers[id].append(notify)
        try:
            yield
        finally:
            self._subscribers[id].remove(notify)

    async def listed(self, having: type[Event] | None = None) -> Sequence[ConversationId]:
        kept = [
            id
            for id, log in self._logs.items()
            if having is None or any(isinstance(record.event, having) for record in log)
        ]
        return sorted(kept, key=lambda id: self._logs[id][-1].at, reverse=True)

    def logs(self) -> Mapping[ConversationId, Sequence[Recorded]]:
        return self._logs

    async def silent(self, after: datetime, until: datetime) -> Sequence[ConversationId]:
        last = {id: log[-1].at for id, log in self._logs.items()}
        held = [await self.listings.listed(id) for id in last]
        open_ones = [each for each in held if each and each.listing.holder in {"bot", "person"}]
        silent = [
            each.conversation for each in open_ones if after < last[each.conversation] <= until
        ]
        return sorted(silent, key=lambda id: last[id])

    async def owed(self) -> Sequence[ConversationId]:
        return [id for id, owed in self._owed.items() if owed]

    async def claim(
        self, id: ConversationId, worker: str, *, at: datetime, until: datetime
    ) -> bool:
        holder, ends = self._claims.get(id, (worker, until))
        if not self._owed.get(id) or (holder != worker and ends > at):
            return False
        self._claims[id] = worker, until
        return True
