"""What an action leaves behind: a result for the model, and what is kept with it."""

from dataclasses import dataclass

from frontdesk.domain.action import Outcome
from frontdesk.domain.event import Event
from frontdesk.ports.conversations import Together


@dataclass(frozen=True, slots=True)
class Done:
    outcome: Outcome
    events: tuple[Event, ...] = ()
    """To be appended together with the ActionFinished."""
    together: tuple[Together, ...] = ()
    """Rows that commit with them."""
    taints: bool = False
    """The outcome holds words of others."""
