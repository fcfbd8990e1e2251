"""What the customer thinks of an answer, or of the whole conversation, is kept."""

from frontdesk.domain.event import ConversationId, Rated, TurnRated
from frontdesk.errors import ConversationNotFound, PlaceholderTaken, TurnNotFound
from frontdesk.ports.vault import Vault
from frontdesk.turns.exchanging import exchanged
from frontdesk.turns.log import Log, Logs, Overtaken


class Ratings:
    """Saying the same again changes nothing; a changed mind counts.

    All raise ConversationNotFound and StorageFailed.
    """

    def __init__(self, logs: Logs, vault: Vault) -> None:
        self._logs = logs
        self._vault = vault

    async def rate_turn(self, id: ConversationId, turn: int, *, helpful: bool) -> None:
        """Raises TurnNotFound for a turn that has not ended."""
        async with self._logs.use(id) as log:
            if turn not in _known(log).state.ended:
                raise TurnNotFound
            while (turn, helpful) not in log.state.helped:
                try:
                    await log.append(TurnRated(turn, helpful))
                except Overtaken:
                    continue

    async def rate(self, id: ConversationId, score: int, text: str = "") -> None:
        async with self._logs.use(id) as log:
            while True:
                kept, together = await exchanged(self._vault, log, text)
                rated = Rated(score, kept)
                if _known(log).state.rated == rated:
                    return
                try:
                    await log.append(rated, together=together)
                except (Overtaken, PlaceholderTaken):
                    continue


def _known(log: Log) -> Log:
    if not log.state.exists:
        raise ConversationNotFound
    return log
