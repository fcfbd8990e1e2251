"""How the desk's switch was turned, and by whom."""

from collections.abc import Sequence
from typing import Protocol

from frontdesk.domain.mode import ModeChange


class Modes(Protocol):
    """All raise StorageFailed."""

    async def newest(self) -> ModeChange | None:
        """None if nobody has turned it yet."""
        ...

    async def keep(self, change: ModeChange) -> None:
        """It is the newest from now on, in every process, whatever its time says."""
        ...

    async def listed(self, limit: int) -> Sequence[ModeChange]:
        """The newest first."""
        ...
