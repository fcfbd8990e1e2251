"""A customer presses a card: it is settled once, whatever is pressed again."""

from collections.abc import Callable

from frontdesk.domain.event import ConversationId
from frontdesk.errors import ConfirmationNotFound, ConversationNotFound
from frontdesk.turns.log import Logs, Overtaken
from frontdesk.turns.means import Means
from frontdesk.turns.settling import Decision, Settlement, settle


class Presses:
    def __init__(self, means: Means, logs: Logs, go_on: Callable[[ConversationId], None]) -> None:
        """`go_on` is told of a conversation in which something was let happen."""
        self._means = means
        self._logs = logs
        self._go_on = go_on

    async def press(
        self, conversation: ConversationId, confirmation: str, decision: Decision
    ) -> Settlement:
        """What the card is settled as, by this press or an earlier one.

        Raises ConversationNotFound, ConfirmationNotFound, StoreUnreachable, StorageFailed.
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
                try:
                    settled = await settle(self._means, log, known, decision)
                except Overtaken:
                    continue  # another press came first; the log has it now
                self._go_on(conversation)
                return settled
