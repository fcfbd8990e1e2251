"""A person says what became of a payment of which the payment side cannot tell."""

from collections.abc import Sequence

from frontdesk.domain.confirmation import use_of
from frontdesk.domain.event import ActionStarted, ConfirmationOffered, ConversationId
from frontdesk.domain.order import Refund
from frontdesk.errors import ConfirmationNotFound
from frontdesk.ports.ledger import Entry, Ledger
from frontdesk.turns import texts
from frontdesk.turns.approving import check_name
from frontdesk.turns.effects import paid, refused
from frontdesk.turns.log import Log, Logs, Overtaken


class Clearing:
    """All raise StorageFailed."""

    def __init__(self, logs: Logs, ledger: Ledger, support_email: str) -> None:
        self._logs = logs
        self._ledger = ledger
        self._support_email = support_email

    async def unclear(self) -> Sequence[Entry]:
        """Confirmed refunds that a person was called for, because nobody knows of their payment."""
        found: list[Entry] = []
        for entry in await self._ledger.entries("confirmed"):
            async with self._logs.use(entry.conversation) as log:
                if _started(log, entry.confirmation):
                    found.append(entry)
        return found

    async def settle(
        self, id: ConversationId, confirmation: str, *, name: str, reference: str = ""
    ) -> None:
        """It was paid, under this reference of the payment side; or, without one, it was not.

        The customer is told as if the payment side had said so, and the desk asks it no more.
        Raises ConfirmationNotFound for what is not unclear (any more), and NameMissing.
        """
        check_name(name)
        async with self._logs.use(id) as log:
            if (found := _started(log, confirmation)) is None:
                raise ConfirmationNotFound
            started, offer = found
            words = texts.wording(log.state, self._support_email)
            if reference:
                refund = Refund(reference, offer.amount)
                events, row = paid(words, started, offer, refund, by=name)
            else:
                events, row = refused(words, started, offer, f"Not paid, as {name} found.")
            try:
                await log.append(*events, together=[row])
            except Overtaken:
                raise ConfirmationNotFound from None


def _started(log: Log, confirmation: str) -> tuple[ActionStarted, ConfirmationOffered] | None:
    """The payment of this card, if a person was called for it."""
    acting = log.state.acting
    known = acting.confirmation(confirmation)
    for started in acting.started:
        if known and started.use == confirmation and use_of(started) in acting.unclear:
            return started, known.offer
    return None
