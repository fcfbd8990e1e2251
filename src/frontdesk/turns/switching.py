"""The desk's switch: who answers from the next turn on."""

from frontdesk.domain.mode import DeskMode, ModeChange
from frontdesk.ports.clock import Clock
from frontdesk.ports.modes import Modes


class Switch:
    """All raise StorageFailed."""

    def __init__(self, modes: Modes, clock: Clock, start: DeskMode = "bot") -> None:
        """`start`: how it stands until somebody turns it."""
        self._modes = modes
        self._clock = clock
        self.start: DeskMode = start

    async def newest(self) -> ModeChange | None:
        """Who turned it last, and when; None while it stands as at the start."""
        return await self._modes.newest()

    async def mode(self) -> DeskMode:
        change = await self.newest()
        return change.mode if change else self.start

    async def turn(self, mode: DeskMode, *, by: str) -> None:
        """For all processes, from the next turn on; kept over restarts. Again: the same."""
        if mode != await self.mode():
            await self._modes.keep(ModeChange(mode, by, self._clock.now()))
