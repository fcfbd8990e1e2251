"""The turn that is open now, and what becomes of it with each event."""

from dataclasses import dataclass, replace

from frontdesk.domain.event import (
    ActingEvent,
    ActionStarted,
    ConfirmationOffered,
    ModelAsked,
    NoticeSent,
    ReplyPartSent,
    TurnStarted,
)

MAX_SUPERSEDED = 2  # A burst restarts the answer this often; later messages wait for the next turn.


@dataclass(frozen=True, slots=True)
class Turn:
    turn: int
    attempt: int
    answers: tuple[int, ...]
    superseded_before: int = 0
    """How many turns in a row gave way before this one."""
    parts: int = 0
    calls: int = 0
    has_asked: bool = False
    """Whether this attempt has asked the model."""
    effects: int = 0
    """Actions it started that may change something, and cards it offered."""
    notices: tuple[str, ...] = ()
    """Codes of the notices it has sent, over all attempts."""
    is_superseded: bool = False


def turn_started(before: Turn | None, event: TurnStarted) -> Turn:
    """The next attempt of the open turn, or the next turn."""
    if before and before.turn == event.turn:
        return replace(before, attempt=event.attempt, has_asked=False)
    superseded = before.superseded_before + 1 if before else 0
    return Turn(event.turn, event.attempt, event.answers, superseded)


def turn_went_on(
    turn: Turn | None, event: ModelAsked | ReplyPartSent | NoticeSent | ActingEvent
) -> Turn | None:
    match event:
        case ModelAsked(turn=of) if turn and of == turn.turn:
            return replace(turn, calls=event.call, has_asked=True)
        case ReplyPartSent(turn=of) if turn and of == turn.turn:
            return replace(turn, parts=event.part)
        case NoticeSent(turn=of) if turn and of == turn.turn:
            return replace(turn, notices=(*turn.notices, event.code))
        case ActionStarted(turn=of, risk=risk) if turn and of == turn.turn and risk != "read":
            return replace(turn, effects=turn.effects + 1)
        case ConfirmationOffered(turn=of) if turn and of == turn.turn:
            return replace(turn, effects=turn.effects + 1)
        case _:
            return turn


def turn_outrun(turn: Turn | None) -> Turn | None:
    """Once a newer message is there: it gives way as long as nothing of it can be seen."""
    if turn and not (turn.parts or turn.effects) and turn.superseded_before < MAX_SUPERSEDED:
        return replace(turn, is_superseded=True)
    return turn
