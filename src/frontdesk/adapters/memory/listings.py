"""The lists of the people at the desk, in this process's memory."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager

from frontdesk.domain.conversation import Holder
from frontdesk.domain.event import ConversationId, Recorded
from frontdesk.domain.listing import Listing
from frontdesk.ports.listings import Listed


class MemoryListings:
    def __init__(self, logs: Mapping[ConversationId, Sequence[Recorded]]) -> None:
        """`logs`: those the lines are made from."""
        self._logs = logs
        self._lines: dict[ConversationId, Listed] = {}
        self._revision = 0
        self._subscribers: list[Callable[[], None]] = []

    def put(self, id: ConversationId, listing: Listing) -> None:
        self._revision += 1
        self._lines[id] = Listed(id, self._revision, listing)
        for notify in tuple(self._subscribers):
            notify()

    async def changed(self, after: int, limit: int) -> Sequence[Listed]:
        return [line for line in reversed(self._newest()) if line.revision > after][:limit]

    async def newest(self, holder: Holder, limit: int) -> Sequence[Listed]:
        return [line for line in self._newest() if line.listing.holder == holder][:limit]

    async def listed(self, id: ConversationId) -> Listed | None:
        return self._lines.get(id)

    async def unlisted(self) -> Sequence[ConversationId]:
        return [id for id in self._logs if id not in self._lines]

    async def keep(self, id: ConversationId, listing: Listing, *, last: int) -> bool:
        if len(self._logs.get(id, ())) != last:
            return False
        self.put(id, listing)
        return True

    @contextmanager
    def subscribe(self, notify: Callable[[], None]) -> Generator[None]:
        self._subscribers.append(notify)
        try:
            yield
        finally:
            self._subscribers.remove(notify)

    def _newest(self) -> list[Listed]:
        return sorted(self._lines.values(), key=lambda line: line.revision, reverse=True)
