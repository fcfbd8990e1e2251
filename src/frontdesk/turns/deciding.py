"""Decide what to do with what waits: a pure function with a written reason."""

from collections.abc import Sequence

from frontdesk.answering.language import language_after
from frontdesk.answering.topics import topic_of
from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import Decided, TurnStarted
from frontdesk.ports.language import Languages
from frontdesk.turns.plain_answers import Answer

REASONS = {
    "answer": "the bot has the conversation and a message waits",
    "confirm": "a plain yes right after the only open card",
    "decline": "a plain no right after the only open card",
}


def start_turn(
    state: Conversation, languages: Languages | None, answer: Answer | None = None
) -> tuple[TurnStarted, Sequence[Decided]]:
    """What begins the turn this conversation needs, and the decision behind it.

    An open turn goes on with its next attempt; one that newer messages superseded gives way to
    a new turn, which answers those too. `answer`: what the message plainly says to the only open
    card.
    """
    open_turn = state.turn
    if open_turn and not open_turn.is_superseded:
        return TurnStarted(open_turn.turn, open_turn.attempt + 1, open_turn.answers), []
    turn = state.turns + 1
    text = "\n".join(said for _, number, said in state.messages if number in state.waiting)
    language = language_after(text, state.language, languages) if languages else ""
    reason = REASONS[answer or "answer"]
    decided = Decided(turn, answer or "answer", reason, language=language, topic=topic_of(text))
    return TurnStarted(turn, 1, state.waiting), [decided]
