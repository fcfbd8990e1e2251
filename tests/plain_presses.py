"""Presses that only settle: for tests of what customers see, without ledger and policy."""

from frontdesk.domain.event import ConversationId, CustomerConfirmed, CustomerDeclined
from frontdesk.errors import ConfirmationNotFound
from frontdesk.ports.clock import Clock
from frontdesk.turns.log import Logs, Overtaken
from frontdesk.turns.settling import Decision, Settlement


class PlainPresses:
    def __init__(self, logs: Logs, clock: Clock) -> None:
        self._logs = logs
        self._clock = clock

    async def press(
        self, conversation: ConversationId, confirmation: str, decision: Decision
    ) -> Settlement:
        async with self._logs.use(conversation) as log:
            while True:
                known = log.state.acting.confirmation(confirmation)
                if known is None:
                    raise ConfirmationNotFound
                if known.standing != "open":
                    return known.standing
                settled: CustomerConfirmed | CustomerDeclined
                if known.offer.expires <= self._clock.now():
                    settled = CustomerDeclined(confirmation, "expired")
                elif decision == "decline":
                    settled = CustomerDeclined(confirmation)
                else:
                    settled = CustomerConfirmed(confirmation, "confirmed")
                try:
                    await log.append(settled)
                except Overtaken:
                    continue
                return settled.outcome
