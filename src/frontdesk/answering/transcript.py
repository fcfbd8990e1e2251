"""What the model has seen and said of a conversation, read from its log.

A superseded turn leaves nothing (its texts join the next turn), a refused one nothing at all,
and what came before the newest PrefixRestarted only its summary and the turns it keeps.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from frontdesk.answering.aside import Aside, aside
from frontdesk.domain.event import (
    ActionFinished,
    ConfirmationOffered,
    CustomerWrote,
    Decided,
    Event,
    HandedBack,
    HandoverStarted,
    ModelAnswered,
    ModelAsked,
    PersonJoined,
    PieceWithheld,
    PrefixRestarted,
    Recalled,
    Recorded,
    ReplyPartSent,
    TurnEnded,
    TurnStarted,
)
from frontdesk.domain.json import JsonObject
from frontdesk.domain.passage import Passage


@dataclass(slots=True)
class Call:
    """One call of the model within a turn, and what became of it."""

    clock: datetime
    blocks: tuple[JsonObject, ...] = ()
    """Empty unless the reply ended properly."""
    stop_reason: str = ""
    shown: str = ""
    """What the customer was shown during this call."""
    withheld: PieceWithheld | None = None
    actions: dict[str, ActionFinished] = field(default_factory=dict[str, ActionFinished])
    """What came of the actions it called for, by the model's id of the call."""


@dataclass(slots=True)
class Exchange:
    """One turn as the model saw it."""

    turn: int
    texts: tuple[str, ...]
    language: str = ""
    topic: str = ""
    guidance: str = ""
    """What the person said who gave the conversation back, for all that follows."""
    summary: str = ""
    """Of everything before it; only in the first exchange of a later generation."""
    aside: tuple[Aside, ...] = ()
    """What was said without the model since the exchange before."""
    passages: tuple[Passage, ...] = ()
    has_recalled: bool = False
    calls: list[Call] = field(default_factory=list[Call])
    fixed: str = ""
    """What was shown before, or without, any call."""
    has_ended: bool = False
    route: str = ""
    """How it ended; empty while it is open."""
    is_retold: bool = False
    """Whether this generation only tells it: it had ended before."""
    retold_calls: int = 0
    """Calls of an earlier generation: they too are only told."""

    @property
    def shown(self) -> str:
        """The reply as the customer has it."""
        return self.fixed + "".join(call.shown for call in self.calls)

    @property
    def given(self) -> Sequence[Passage]:
        """Every passage that a request of it holds."""
        acted = (action for call in self.calls for action in call.actions.values())
        return [*self.passages, *(passage for action in acted for passage in action.passages)]


def read_transcript(recorded: Sequence[Recorded]) -> Sequence[Exchange]:
    """The exchanges that stayed, the open one last."""
    reader = _Reader()
    for record in recorded:
        reader.take(record.number, record.event)
    return reader.finish()


class _Reader:
    def __init__(self) -> None:
        self._kept: list[Exchange] = []
        self._open: Exchange | None = None
        self._texts: dict[int, str] = {}
        self._waiting: dict[int, str] = {}
        """Texts that neither a turn nor a person has taken up."""
        self._aside: list[tuple[int, Aside]] = []
        """With the number of its event."""
        self._offers: dict[str, ConfirmationOffered] = {}
        self._is_with_people = False
        self._guidance = ""
        self._summary = ""

    def take(self, number: int, event: Event) -> None:
        match event:
            case CustomerWrote():
                self._texts[number] = event.text
                self._waiting[number] = event.text
                if self._is_with_people:
                    self._leave_to_people()
            case HandoverStarted() | PersonJoined():
                self._is_with_people = True
                self._leave_to_people()
            case HandedBack():
                self._is_with_people = False
                self._guidance = event.guidance or self._guidance
            case TurnStarted():
                self._start(event)
            case PrefixRestarted():
                self._restart(event)
            case _:
                self._go_on(event)
                self._note(number, event)

    def finish(self) -> Sequence[Exchange]:
        exchanges = [*self._kept, self._open] if self._open else self._kept
        if exchanges:
            exchanges[0].summary = self._summary
        return exchanges

    def _restart(self, event: PrefixRestarted) -> None:
        self._summary = event.summary
        self._kept = [exchange for exchange in self._kept if exchange.turn >= event.keeps]
        for exchange in self._kept:
            exchange.is_retold = True
        if self._open:
            self._open.retold_calls = len(self._open.calls)

    def _note(self, number: int, event: Event) -> None:
        if isinstance(event, ConfirmationOffered):
            self._offers[event.id] = event
        if told := aside(event, self._offers):
            self._aside.append((number, told))

    def _leave_to_people(self) -> None:
        for number, text in self._waiting.items():
            self._aside.append((number, Aside("The customer wrote to the staff:", text)))
        self._waiting.clear()

    def _start(self, event: TurnStarted) -> None:
        if self._open is None or self._open.turn != event.turn:
            texts = tuple(self._texts[number] for number in event.answers)
            self._open = Exchange(event.turn, texts, guidance=self._guidance)
            # What was left to people, and came back without an answer of theirs.
            self._aside = [each for each in self._aside if each[0] not in event.answers]
        if not self._open.calls:
            self._open.aside = tuple(told for _, told in self._aside)

    def _go_on(self, event: Event) -> None:  # noqa: C901 (a line a case)
        exchange = self._open
        if exchange is None:
            return
        match event:
            case Decided() if event.decision != "hand_over":  # that may come in mid-reply
                exchange.language, exchange.topic = event.language, event.topic
            case Recalled():
                exchange.passages = event.passages
                exchange.has_recalled = True
            case ModelAsked():
                exchange.calls.append(Call(event.clock))
            case ModelAnswered() if event.turn == exchange.turn:
                exchange.calls[event.call - 1].blocks = event.blocks
                exchange.calls[event.call - 1].stop_reason = event.stop_reason
            case ActionFinished() if event.turn == exchange.turn:
                exchange.calls[event.call - 1].actions[event.use] = event
            case ReplyPartSent() if not exchange.calls:
                exchange.fixed += event.text
            case ReplyPartSent():
                exchange.calls[-1].shown += event.text
            case PieceWithheld() if exchange.calls:
                exchange.calls[-1].withheld = event
            case TurnEnded():
                self._end(exchange, event)
            case _:
                pass

    def _end(self, exchange: Exchange, event: TurnEnded) -> None:
        self._open = None
        for number in event.answers:
            self._waiting.pop(number, None)
        if event.route == "refused":
            return
        exchange.has_ended, exchange.route = True, event.route
        exchange.is_retold = 0 < len(exchange.calls) == exchange.retold_calls
        self._kept.append(exchange)
        self._aside = self._aside[len(exchange.aside) :]
