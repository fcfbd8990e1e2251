"""What actions may use to find out who the customer is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frontdesk.domain.event import CodeSent
from frontdesk.ports.mail import Mail


class Tries(Protocol):
    """Of one address, be it in many conversations."""

    def take(self) -> bool:
        """Count a try before it is made; False if none is left."""
        ...

    def give_back(self) -> None:
        """It was no failure."""
        ...


class Unlimited:
    def take(self) -> bool:
        return True

    def give_back(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class CodesByMail:
    """Codes for the customer of this conversation."""

    mail: Mail
    brand: str
    code: Callable[[int], str]
    """The code of this conversation with this number."""
    may_send: Callable[[], bool]
    """Whether this customer may be sent one more, over all conversations; counts it."""
    sent: CodeSent | None = None
    """The newest one."""
    refusals: int = 0
    """Codes typed in this conversation that were wrong."""

    def is_open(self, now: datetime) -> bool:
        return self.sent is not None and now < self.sent.expires
