"""A customer presses a card: it is settled once, whatever is pressed again."""

from typing import Literal

from frontdesk.domain.confirmation import Confirmation
from frontdesk.domain.event import ConversationId, CustomerConfirmed, CustomerDeclined
from frontdesk.errors import ConfirmationNotFound, ConversationNotFound
from frontdesk.ports.clock import Clock
from frontdesk.turns.log import Logs, Overtaken

Decision = Literal["confirm", "decline"]
Settlement = Literal["confirmed", "declined", "expired", "refused", "with_person"]


class Presses:
    def __init__(self, logs: Logs, clock: Clock) -> None:
        self._logs = logs
        self._clock = clock

    async def press(
        self, conversation: ConversationId, confirmation: str, decision: Decision
    ) -> Settlement:
        """What the card is settled as, by this press or an earlier one.

        Raises ConversationNotFound, ConfirmationNotFound, StorageFailed.
        """
        async with self._logs.use(conversation) as log:
            if not log.state.exists:
                raise ConversationNotFound
            while True:
                known = log.state.acting.confirmation(confirmation)
                if known is None:
                    raise ConfirmationNotFound
                if known.standing != "open":
                    return known.standing
                settled = self._settle(known, decision)
                try:
                    await log.append(settled)
                except Overtaken:
                    continue  # another press came first; the log has it now
                return settled.outcome

    def _settle(
        self, known: Confirmation, decision: Decision
    ) -> CustomerConfirmed | CustomerDeclined:
        id = known.offer.id
        if known.offer.expires <= self._clock.now():
            return CustomerDeclined(id, "expired")
        if decision == "decline":
            return CustomerDeclined(id)
        return CustomerConfirmed(id, "confirmed")
