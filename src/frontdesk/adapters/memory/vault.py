"""The vault in this process's memory."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from frontdesk.domain.event import ConversationId
from frontdesk.errors import PlaceholderTaken
from frontdesk.ports.conversations import VaultEntry


class MemoryVault:
    def __init__(self) -> None:
        self._values: defaultdict[ConversationId, dict[str, str]] = defaultdict(dict)

    async def values(self, id: ConversationId) -> Mapping[str, str]:
        return dict(self._values[id])

    async def holding(self, fits: Callable[[str, str], bool]) -> Sequence[ConversationId]:
        return [
            id
            for id, values in self._values.items()
            if any(value and fits(name, value) for name, value in values.items())
        ]

    async def forget(self, id: ConversationId) -> int:
        return self.drop(id)

    def drop(self, id: ConversationId) -> int:
        values = self._values[id]
        forgotten = sum(map(bool, values.values()))
        values.update(dict.fromkeys(values, ""))
        return forgotten

    def keep(self, id: ConversationId, entries: list[VaultEntry]) -> None:
        """All or none. Raises PlaceholderTaken."""
        new = {entry.placeholder: entry.value for entry in entries}
        if len(new) < len(entries) or new.keys() & self._values[id].keys():
            raise PlaceholderTaken
        self._values[id] |= new
