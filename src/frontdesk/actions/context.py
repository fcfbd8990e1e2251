"""What an action is given beside the model's arguments: who is asking, and what it may use."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from frontdesk.actions.proving import CodesByMail, Tries, Unlimited
from frontdesk.domain.card_seal import CardSeal
from frontdesk.domain.confirmation import Confirmation
from frontdesk.domain.customer import Customer, Level
from frontdesk.domain.event import ConversationId
from frontdesk.domain.passage import Passage
from frontdesk.domain.refund_policy import RefundPolicy
from frontdesk.errors import NotAllowed
from frontdesk.ports.ledger import Ledger
from frontdesk.ports.store import Store
from frontdesk.ports.tickets import Tickets

Search = Callable[[str, str], Awaitable[Sequence[Passage]]]
"""Passages for a question, best first; the second text is a category, empty for all."""


@dataclass(frozen=True, slots=True)
class Context:
    """A parameter of this type is filled by the desk and hidden from the model."""

    conversation: ConversationId
    turn: int
    attempt: int
    now: datetime
    store: Store
    tickets: Tickets
    ledger: Ledger
    contact: Callable[[str], str | None]
    """The value behind a placeholder of this conversation; None if there is no such one."""
    search: Search
    key: str = ""
    """Under which a write is sent; see `key_of`."""
    is_repeated: bool = False
    """An attempt before this one was broken off: under this key it may have been done already."""
    customer: Customer | None = None
    """Whose conversation this is; None while nobody knows."""
    level: Level = "visitor"
    identity_refusals: int = 0
    """Failed claims of this conversation to be a customer."""
    tries: Tries = field(default_factory=Unlimited)
    codes: CodesByMail | None = None
    """None where the desk sends no mail."""
    summary: str = ""
    """The conversation so far, for a person who takes it over."""
    open_confirmations: tuple[Confirmation, ...] = ()
    refunds: RefundPolicy = field(default_factory=RefundPolicy)
    seal: CardSeal = field(default_factory=CardSeal)
    scrub: Callable[[str], str] = str
    """Destroys the secrets in a result, before it is cut to its size."""

    @property
    def owner(self) -> Customer:
        """Whose conversation this is. Raises NotAllowed while nobody knows."""
        if self.customer is None:
            raise NotAllowed("It is not known who the customer is.")
        return self.customer
