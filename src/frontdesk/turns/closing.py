"""Close what nobody says anything in any more, and keep apart whether it was called solved."""

from datetime import UTC, datetime, timedelta

import structlog

from frontdesk.domain.appending import may_append
from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import Closed, Resolution
from frontdesk.ports.clock import Clock
from frontdesk.ports.conversations import Conversations
from frontdesk.turns.deciding import words_of
from frontdesk.turns.log import Log, Logs, Overtaken

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

logger = structlog.get_logger()


class Closing:
    def __init__(
        self,
        conversations: Conversations,
        logs: Logs,
        clock: Clock,
        *,
        solved: timedelta | None,
        silent: timedelta | None,
    ) -> None:
        """How long after the last event, where the customer called it solved, and where nothing
        says so; None: never.
        """
        self._conversations = conversations
        self._logs = logs
        self._clock = clock
        self._silences = [each for each in (solved, silent) if each is not None]
        self._solved_alone = solved if solved != silent else None
        self._looked_at = dict.fromkeys(self._silences, LONG_AGO)
        """Up to which last event: whatever happens later brings a conversation before us again."""

    async def close_silent(self) -> int:
        """Close what has been silent for long enough; how many there were. Raises StorageFailed."""
        closed = 0
        for silence in self._silences:
            until = self._clock.now() - silence
            for id in await self._conversations.silent(self._looked_at[silence], until):
                async with self._logs.use(id) as log:
                    closed += await self._close(log, silence, until)
            self._looked_at[silence] = until
        return closed

    async def _close(self, log: Log, silence: timedelta, until: datetime) -> bool:
        is_silent = bool(log.state.messages) and log.events[-1].at <= until
        closed = Closed("", resolved=resolution(log.state)) if is_silent else None
        if closed is None or not may_append(log.state, closed):
            return False
        if silence == self._solved_alone and closed.resolved != "confirmed":
            return False
        try:
            await log.append(closed)
        except Overtaken:
            return False  # somebody wrote: it comes before us again
        logger.info("closed", conversation=log.id, what=closed.resolved)
        return True


def resolution(state: Conversation) -> Resolution:
    """How a conversation with a message would end now, by the customer's last word."""
    turn = state.mood.last_turn
    if turn and turn == state.turns and (turn, True) in state.helped:
        return "confirmed"
    _, number, text = state.messages[-1]
    read = [each for each in state.mood.readings if each.message == number]
    seen = [words_of(state, number), *read]
    is_unhelped = turn in state.mood.unresolved
    # Words that ask something too have an answer behind them, which nobody has confirmed.
    if "?" not in text and not is_unhelped and any(each.shows("resolved") for each in seen):
        return "confirmed"
    return "unresolved" if is_unhelped else "assumed"
