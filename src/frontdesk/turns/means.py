"""What a turn works with."""

from dataclasses import dataclass, field

from frontdesk.answering.bundle import Bundle
from frontdesk.answering.condensing import Condensing
from frontdesk.knowledge import Library
from frontdesk.ports.clock import Clock
from frontdesk.ports.language import Languages
from frontdesk.ports.model import Model
from frontdesk.turns.activity import Activities
from frontdesk.turns.patience import Patience


@dataclass(frozen=True, slots=True)
class Means:
    model: Model
    library: Library
    bundle: Bundle
    clock: Clock
    activities: Activities
    support_email: str
    patience: Patience = field(default_factory=Patience)
    passages_per_turn: int = 5
    languages: Languages | None = None
    """None: the model sees for itself what the customer writes in."""
    written_in: tuple[str, ...] = ()
    """Languages of the articles, as BCP 47 tags; empty if unknown."""
    condensing: Condensing | None = None
    """None: conversations are sent whole, however long."""
