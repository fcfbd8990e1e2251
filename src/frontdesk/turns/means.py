"""What a turn works with."""

from dataclasses import dataclass, field, replace
from typing import Self

from frontdesk.actions import Catalog
from frontdesk.answering.bundle import Bundle
from frontdesk.answering.condensing import Condensing
from frontdesk.domain.card_seal import CardSeal
from frontdesk.domain.refund_policy import RefundPolicy
from frontdesk.handover.policy import DEFAULT, Policy
from frontdesk.handover.reading import Reading
from frontdesk.handover.scoring import Delivery, Judge
from frontdesk.handover.staffing import Staffing
from frontdesk.handover.summary import Summarizing
from frontdesk.knowledge import Library
from frontdesk.ports.clock import Clock
from frontdesk.ports.language import Languages
from frontdesk.ports.ledger import Ledger, Limits
from frontdesk.ports.model import Model
from frontdesk.ports.payments import Payments
from frontdesk.ports.store import Store
from frontdesk.ports.tickets import Tickets
from frontdesk.ports.vault import Vault
from frontdesk.turns.activity import Activities
from frontdesk.turns.briefing import Briefing
from frontdesk.turns.patience import Patience
from frontdesk.turns.proving import Addresses, Mailing
from frontdesk.turns.switching import Switch

BY_BOT = Staffing()
STREAMED = Delivery("stream")


@dataclass(frozen=True, slots=True)
class Means:
    model: Model
    library: Library
    catalog: Catalog
    store: Store
    payments: Payments
    tickets: Tickets
    vault: Vault
    ledger: Ledger
    refunds: RefundPolicy
    seal: CardSeal
    limits: Limits | None
    """Above them a person decides; None for none."""
    bundle: Bundle
    """Of the turn that runs."""
    clock: Clock
    activities: Activities
    support_email: str
    patience: Patience = field(default_factory=Patience)
    order_number: str = ""
    """What one looks like; empty where the desk has no orders."""
    passages_per_turn: int = 5
    languages: Languages | None = None
    """None: the model sees for itself what the customer writes in."""
    written_in: tuple[str, ...] = ()
    """Languages of the articles, as BCP 47 tags; empty if unknown."""
    briefing: Briefing | None = None
    """Has the bundle for each new turn; None: it stays as it is."""
    addresses: Addresses | None = None
    """None: no limit on tries over several conversations."""
    mailing: Mailing | None = None
    """None: the desk sends no mail."""
    policy: Policy = DEFAULT
    """When a person takes over."""
    reading: Reading | None = None
    """None: messages are read by their words alone."""
    switch: Switch | None = None
    """None: the bot answers."""
    staffing: Staffing = BY_BOT
    """As it stands for the turn that runs."""
    delivery: Delivery = STREAMED
    judge: Judge | None = None
    """None: only code scores replies."""
    condensing: Condensing | None = None
    """None: conversations are sent whole, however long."""
    summarizing: Summarizing | None = None
    """None: whoever takes over gets a plain extract."""

    async def for_turn(self) -> Self:
        """With the bundle that a turn which begins now is answered with, and who answers.

        Raises StorageFailed.
        """
        means = await self.as_switched()
        if means.briefing is None:
            return means
        return replace(means, bundle=await means.briefing.current())

    async def as_switched(self) -> Self:
        """With who answers from now on. Raises StorageFailed."""
        if self.switch is None:
            return self
        mode = await self.switch.mode()
        policy = self.policy.without_words() if mode == "drafts" else self.policy
        return replace(self, staffing=replace(self.staffing, mode=mode), policy=policy)

    @property
    def condensing_beside_pinned(self) -> Condensing | None:
        """What is pinned makes no conversation long."""
        if self.condensing is None or self.briefing is None:
            return self.condensing
        pinned = self.briefing.bundle.pinned.tokens
        return replace(self.condensing, tokens=self.condensing.tokens + pinned)
