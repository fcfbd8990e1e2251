"""A person agrees to a refund that the customer has confirmed, or does not."""

from frontdesk.domain.confirmation import Confirmation
from frontdesk.domain.event import ActionFinished, ConversationId, NoticeSent
from frontdesk.errors import ConfirmationNotFound
from frontdesk.ports.ledger import Confirmed, Released
from frontdesk.turns import texts
from frontdesk.turns.log import Log, Logs, Overtaken
from frontdesk.turns.settling import payment


class Approvals:
    """All raise ConfirmationNotFound for what waits for nobody, and StorageFailed."""

    def __init__(self, logs: Logs, support_email: str) -> None:
        self._logs = logs
        self._support_email = support_email

    async def approve(self, id: ConversationId, confirmation: str, *, name: str) -> None:
        """Let it be paid, by the same key as if no approval had been needed; once."""
        async with self._logs.use(id) as log:
            known = _waiting(log, confirmation)
            try:
                await log.append(
                    payment(known.offer, by=name), together=[Confirmed(confirmation, None)]
                )
            except Overtaken:
                raise ConfirmationNotFound from None

    async def refuse(
        self, id: ConversationId, confirmation: str, *, name: str, reason: str
    ) -> None:
        """Nothing is paid, and the customer is told so; `reason` stays at the desk."""
        async with self._logs.use(id) as log:
            known = _waiting(log, confirmation)
            paid = payment(known.offer, by=name)
            refused = ActionFinished(
                None,
                0,
                paid.use,
                paid.name,
                "refused",
                f"Refused by {name}: {reason}",
                key=paid.key,
            )
            notice = NoticeSent("refund_refused", texts.refund_refused(self._support_email))
            try:
                await log.append(
                    refused, notice, together=[Released(confirmation, f"refused by {name}")]
                )
            except Overtaken:
                raise ConfirmationNotFound from None


def _waiting(log: Log, confirmation: str) -> Confirmation:
    known = log.state.acting.confirmation(confirmation)
    if known is None or known.standing != "with_person":
        raise ConfirmationNotFound
    if any(use[2] == confirmation for use in log.state.acting.seen | log.state.acting.finished):
        raise ConfirmationNotFound
    return known
