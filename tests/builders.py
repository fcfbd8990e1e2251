"""Short ways to say what happened in a conversation."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from frontdesk.domain.conversation import Conversation
from frontdesk.domain.event import (
    ConversationOpened,
    CustomerWrote,
    Event,
    ModelAnswered,
    ModelAsked,
    Recorded,
    ReplyPartSent,
    Route,
    TurnEnded,
    Usage,
)
from frontdesk.domain.passage import ArticleId, Passage, PassageId

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def recorded(*events: Event, after: int = 0) -> Sequence[Recorded]:
    return [Recorded(number, NOON, event) for number, event in enumerate(events, start=after + 1)]


def opened() -> ConversationOpened:
    return ConversationOpened()


def wrote(client_id: str, text: str = "Where is it?") -> CustomerWrote:
    return CustomerWrote(client_id, text)


def part(number: int, text: str = "It is here. ", turn: int = 1, attempt: int = 1) -> ReplyPartSent:
    return ReplyPartSent(turn, attempt, number, text)


def asked(turn: int = 1, call: int = 1, *, generation: int = 1, at: datetime = NOON) -> ModelAsked:
    return ModelAsked(turn, 1, call, "claude-haiku-5-5", "bundle", generation, at)


def answered(
    turn: int = 1, call: int = 1, *, stop_reason: str = "end_turn", **usage: int
) -> ModelAnswered:
    return ModelAnswered(turn, 1, call, "msg_1", stop_reason, (), Usage(**usage))


def ended(turn: int = 1, route: Route = "sent") -> TurnEnded:
    return TurnEnded(turn, 1, route, (2,))


def passage(id: str = "a#1", *blocks: str, title: str = "Title", url: str = "") -> Passage:
    article = ArticleId(id.partition("#")[0])
    return Passage(PassageId(id), article, title, "", url, blocks or ("A fact.",))


def taking_over(state: Conversation, event: Event) -> Sequence[Event]:
    """How a person, or a handover, takes the conversation: an open turn ends first."""
    turn = state.turn
    if turn is None or turn.is_superseded:
        return [event]
    return [TurnEnded(turn.turn, turn.attempt, "handover", turn.answers), event]


class FixedClock:
    def __init__(self, now: datetime = NOON) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time


class LateClock:
    """The system's, some time ahead."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self.ahead = ahead

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead
