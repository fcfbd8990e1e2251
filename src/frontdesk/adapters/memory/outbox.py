"""What is owed to others, in this process's memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from frontdesk.domain.event import ConversationId
from frontdesk.ports.outbox import Kind, OutboxItem, Outgoing


class MemoryOutbox:
    def __init__(self) -> None:
        self._items: dict[str, Outgoing] = {}

    def keep(self, conversation: ConversationId, item: OutboxItem, at: datetime) -> None:
        id = item.id(conversation)
        self._items[id] = Outgoing(id, conversation, item, since=at, due=at)

    async def due(self, kind: Kind, at: datetime, *, most: int) -> Sequence[Outgoing]:
        due = [(each.due, each) for each in await self.listed(kind) if each.due and each.due <= at]
        return [each for _, each in sorted(due, key=lambda pair: pair[0])][:most]

    async def done(self, id: str) -> None:
        self._items.pop(id, None)

    async def failed(
        self, id: str, problem: str, *, again: datetime | None, reached: Sequence[str] = ()
    ) -> None:
        if known := self._items.get(id):
            self._items[id] = replace(
                known, due=again, tries=known.tries + 1, problem=problem, reached=tuple(reached)
            )

    async def postponed(self, id: str, until: datetime) -> None:
        if known := self._items.get(id):
            self._items[id] = replace(known, due=until)

    async def listed(self, kind: Kind) -> Sequence[Outgoing]:
        return [each for each in self._items.values() if each.item.kind == kind]

    async def retry(self, id: str, at: datetime) -> bool:
        if id not in self._items:
            return False
        self._items[id] = replace(self._items[id], due=at, tries=0)
        return True
