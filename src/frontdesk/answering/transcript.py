"""What the model has seen and said of a conversation, read from its log.

A superseded turn leaves nothing (its texts join the next turn), a refused one nothing at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from frontdesk.domain.event import (
    CustomerWrote,
    ModelAnswered,
    ModelAsked,
    NoticeSent,
    PersonWrote,
    PieceWithheld,
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


@dataclass(slots=True)
class Exchange:
    """One turn as the model saw it."""

    turn: int
    texts: tuple[str, ...]
    aside: tuple[str, ...] = ()
    """What was said without the model since the exchange before; see DESIGN, user message."""
    passages: tuple[Passage, ...] = ()
    calls: list[Call] = field(default_factory=list[Call])
    has_ended: bool = False


def read_transcript(recorded: Sequence[Recorded]) -> Sequence[Exchange]:
    """The exchanges that stayed, the open one last."""
    reader = _Reader()
    for record in recorded:
        reader.take(record)
    return reader.finish()


class _Reader:
    def __init__(self) -> None:
        self._kept: list[Exchange] = []
        self._open: Exchange | None = None
        self._texts: dict[int, str] = {}
        self._aside: list[str] = []

    def take(self, record: Recorded) -> None:
        event = record.event
        match event:
            case CustomerWrote():
                self._texts[record.number] = event.text
            case PersonWrote():
                self._aside.append(f"A member of staff wrote:\n{event.text}")
            case NoticeSent():
                self._aside.append(f"The customer was shown this fixed text:\n{event.text}")
            case TurnStarted():
                self._start(event)
            case _:
                self._go_on(event)

    def finish(self) -> Sequence[Exchange]:
        return [*self._kept, self._open] if self._open else self._kept

    def _start(self, event: TurnStarted) -> None:
        if self._open is None or self._open.turn != event.turn:
            texts = tuple(self._texts[number] for number in event.answers)
            self._open = Exchange(event.turn, texts)
        if not self._open.calls:
            self._open.aside = tuple(self._aside)

    def _go_on(self, event: object) -> None:
        exchange = self._open
        if exchange is None:
            return
        match event:
            case Recalled():
                exchange.passages = event.passages
            case ModelAsked():
                exchange.calls.append(Call(event.clock))
            case ModelAnswered():
                exchange.calls[event.call - 1].blocks = event.blocks
                exchange.calls[event.call - 1].stop_reason = event.stop_reason
            case ReplyPartSent():
                exchange.calls[-1].shown += event.text
            case PieceWithheld():
                exchange.calls[-1].withheld = event
            case TurnEnded():
                self._end(exchange, event)
            case _:
                pass

    def _end(self, exchange: Exchange, event: TurnEnded) -> None:
        self._open = None
        if event.route == "refused":
            return
        exchange.has_ended = True
        self._kept.append(exchange)
        self._aside = self._aside[len(exchange.aside) :]
