"""What everything in an opened desk stands on."""

from dataclasses import dataclass
from pathlib import Path

from frontdesk.adapters.memory.store import MemoryStore
from frontdesk.adapters.store import OrderSystem
from frontdesk.assembly.storage import Storage
from frontdesk.guards.secrets import Detector
from frontdesk.ports.clock import Clock
from frontdesk.settings import Settings


@dataclass(frozen=True, slots=True)
class Ground:
    settings: Settings
    project: Path
    storage: Storage
    clock: Clock
    detector: Detector
    store: OrderSystem | None
    """None where the company has no order system."""

    @property
    def orders(self) -> OrderSystem:
        """The order system, or one in which there is nothing."""
        return self.store or MemoryStore((), (), (), self.clock)
