"""A bot that keeps to the protocol of a turn and says nothing of interest, in no time."""

import random
from collections.abc import Awaitable, Callable

from frontdesk.domain.event import (
    ConversationId,
    ModelAnswered,
    ModelAsked,
    ReplyPartSent,
    TurnEnded,
    Usage,
)
from frontdesk.turns.deciding import start_turn
from frontdesk.turns.log import Log, Logs, Overtaken
from tests.builders import NOON

Pause = Callable[[], Awaitable[None]]


async def answer(logs: Logs, id: ConversationId, chance: random.Random, pause: Pause) -> None:
    """Whatever waits, without a lease; whoever is overtaken looks whether it is needed still."""
    async with logs.use(id) as log:
        for _ in range(20):
            if not log.state.needs_turn:
                return
            try:
                await _turn(log, chance, pause)
            except Overtaken:
                await pause()


async def _turn(log: Log, chance: random.Random, pause: Pause) -> None:
    state = log.state
    beginning = start_turn(state, None)
    started = beginning.started
    is_next = started.attempt > 1
    call, parts = (state.turn.calls + 1, state.turn.parts) if is_next and state.turn else (1, 0)
    turn, attempt = started.turn, started.attempt
    asked = ModelAsked(turn, attempt, call, "model", "bundle", state.generation, NOON)
    await log.append(*beginning.readings, started, *beginning.decided, asked)
    await pause()  # the model thinks
    for _ in range(chance.randint(0, 2)):
        parts += 1
        await log.append(ReplyPartSent(turn, attempt, parts, "Some words. "))
        await pause()  # and goes on
    answered = ModelAnswered(turn, attempt, call, "message", "end_turn", (), Usage())
    said = ReplyPartSent(turn, attempt, parts + 1, "The end.")
    await log.append(answered, said, TurnEnded(turn, attempt, "sent", started.answers))
