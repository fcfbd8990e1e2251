"""What customers see of a conversation's log: names and shapes of docs/contract.md."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from frontdesk.domain.event import (
    Closed,
    CustomerWrote,
    Event,
    HandedBack,
    HandoverStarted,
    NoticeSent,
    PersonJoined,
    PersonWrote,
    Recorded,
    Reopened,
    ReplyPartSent,
    TurnEnded,
)


@dataclass(frozen=True, slots=True)
class WireEvent:
    id: int
    event: str
    data: dict[str, Any]


class CustomerView:
    """The visible events of one conversation; take every record of its log, in order."""

    def __init__(self) -> None:
        self._previous = 0

    def see(self, records: Iterable[Recorded]) -> Iterator[WireEvent]:
        for record in records:
            shown = _shown(record.event)
            if shown is None:
                continue
            name, data = shown
            place = {
                "number": record.number,
                "previous": self._previous,
                "at": record.at.isoformat(timespec="milliseconds"),
            }
            self._previous = record.number
            yield WireEvent(record.number, name, place | data)


def _shown(event: Event) -> tuple[str, dict[str, Any]] | None:  # noqa: C901 (a line a case)
    match event:
        case CustomerWrote():
            return "customer.wrote", {"client_id": event.client_id, "text": event.text}
        case ReplyPartSent():
            return "bot.part", _part(event)
        case TurnEnded():
            return "bot.finished", {
                "turn": event.turn,
                "route": event.route,
                "answers": event.answers,
                "controls": event.controls,
            }
        case NoticeSent():
            return "notice", {"code": event.code, "text": event.text}
        case HandoverStarted():
            return "handover.started", {"reason": event.reason}
        case PersonJoined():
            return "person.joined", {"name": event.name}
        case PersonWrote():
            return "person.wrote", {"text": event.text}
        case HandedBack():
            return "handed.back", {}
        case Closed():
            return "closed", {"reason": event.reason}
        case Reopened():
            return "reopened", {}
        case _:
            return None


def _part(event: ReplyPartSent) -> dict[str, Any]:
    citations = [
        {key: value for key, value in asdict(citation).items() if key != "source"}
        for citation in event.citations
    ]
    return {
        "turn": event.turn,
        "attempt": event.attempt,
        "part": event.part,
        "text": event.text,
        "citations": citations,
    }
