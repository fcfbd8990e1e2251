"""The desk's switch, in this process's memory."""

from collections.abc import Sequence

from frontdesk.domain.mode import ModeChange


class MemoryModes:
    def __init__(self) -> None:
        self._changes: list[ModeChange] = []

    async def newest(self) -> ModeChange | None:
        return self._changes[-1] if self._changes else None

    async def keep(self, change: ModeChange) -> None:
        self._changes.append(change)

    async def listed(self, limit: int) -> Sequence[ModeChange]:
        return self._changes[::-1][:limit]
