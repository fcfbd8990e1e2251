"""Decide what to do with what waits: a pure function with a written reason."""

from collections.abc import Sequence

from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import Decided, Event, TurnStarted


def start_turn(state: Conversation) -> tuple[TurnStarted, Sequence[Event]]:
    """What begins the turn this conversation needs, and the decision behind it.

    An open turn goes on with its next attempt; one that newer messages superseded gives way to
    a new turn, which answers those too.
    """
    open_turn = state.turn
    if open_turn and not open_turn.is_superseded:
        return TurnStarted(open_turn.turn, open_turn.attempt + 1, open_turn.answers), []
    turn = state.turns + 1
    reason = "the bot has the conversation and a message waits"
    return TurnStarted(turn, 1, state.waiting), [Decided(turn, "answer", reason)]
