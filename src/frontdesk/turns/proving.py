"""Who the customer is has to be proved: how often that may be tried, and by which means."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from frontdesk.actions import CodesByMail, Tries
from frontdesk.domain import one_time_code
from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import ConversationId
from frontdesk.guards.limiting import Limit
from frontdesk.ports.clock import Clock
from frontdesk.ports.mail import Mail
from frontdesk.turns.log import Log

HOUR = 3600.0
MOST_REMEMBERED = 10_000  # conversations whose address is known


class Addresses:
    """Failed tries by the address the customer writes from, over all its conversations.

    Addresses are remembered, never kept: a restart forgets them, the tries of a conversation
    stand in its log.
    """

    def __init__(self, clock: Clock, tries: int = 10) -> None:
        self._now = lambda: clock.now().timestamp()
        self._limit = Limit(tries, HOUR)
        self._seen: dict[ConversationId, str] = {}

    def seen(self, id: ConversationId, address: str) -> None:
        self._seen.pop(id, None)
        self._seen[id] = address
        if len(self._seen) > MOST_REMEMBERED:
            del self._seen[next(iter(self._seen))]

    def tries(self, id: ConversationId) -> Tries:
        return self.tries_from(self._seen.get(id, f"conversation {id}"))

    def tries_from(self, address: str) -> "AddressTries":
        return AddressTries(self._limit, address, self._now)


@dataclass(frozen=True, slots=True)
class AddressTries:
    limit: Limit
    address: str
    now: Callable[[], float]

    def take(self) -> bool:
        if self.limit.wait(self.address, self.now()):
            return False
        self.limit.take(self.address, self.now())
        return True

    def give_back(self) -> None:
        self.limit.give_back(self.address)

    @property
    def wait(self) -> float:
        """Seconds until another one is left."""
        return self.limit.wait(self.address, self.now())


@dataclass(frozen=True, slots=True)
class Mailing:
    """How codes get to customers."""

    mail: Mail
    brand: str
    secret: bytes = field(repr=False)
    clock: Clock
    sent: Limit = field(default_factory=lambda: Limit(one_time_code.MAX_SENT_TO_ONE, HOUR))

    def codes(self, log: Log) -> CodesByMail:
        state = log.state
        return CodesByMail(
            mail=self.mail,
            brand=self.brand,
            code=partial(one_time_code.code, self.secret, log.id),
            may_send=partial(self._may_send, state.customer),
            sent=state.code,
            refusals=state.code_refusals,
        )

    def _may_send(self, customer: CustomerId | None) -> bool:
        now = self.clock.now().timestamp()
        if self.sent.wait(customer, now):
            return False
        self.sent.take(customer, now)
        return True
