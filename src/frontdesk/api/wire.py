"""What customers see of a conversation's log: names and shapes of docs/contract.md."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from frontdesk.api import cards
from frontdesk.api.filling import filled_in
from frontdesk.domain.event import (
    ChoicesOffered,
    Closed,
    ConfirmationOffered,
    ConversationId,
    CustomerBound,
    CustomerConfirmed,
    CustomerDeclined,
    CustomerWrote,
    Event,
    HandedBack,
    HandoverStarted,
    NoticeSent,
    PersonJoined,
    PersonWrote,
    Rated,
    ReceiptSent,
    Recorded,
    Reopened,
    ReplyPartSent,
    Transferred,
    TurnEnded,
    TurnRated,
)
from frontdesk.ports.vault import Vault

WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class WireEvent:
    id: int
    event: str
    data: dict[str, Any]


class CustomerView:
    """The visible events of one conversation; take every record of its log, in order.

    Its own customer reads values where log and model hold placeholders.
    """

    def __init__(self, id: ConversationId, vault: Vault, *, site: str) -> None:
        """`site`: where relative addresses of articles stand; empty for nowhere."""
        self._id = id
        self._site = site
        self._vault = vault
        self._previous = 0

    async def see(self, records: Iterable[Recorded]) -> Sequence[WireEvent]:
        events = list(self._visible(records))
        filled = await filled_in(self._vault, self._id, [event.data for event in events])
        return [replace(event, data=data) for event, data in zip(events, filled, strict=True)]

    def _visible(self, records: Iterable[Recorded]) -> Iterator[WireEvent]:
        for record in records:
            shown = shown_to_customer(record.event, self._site)
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


def shown_to_customer(  # noqa: C901 (a line a case)
    event: Event, site: str
) -> tuple[str, dict[str, Any]] | None:
    match event:
        case CustomerWrote():
            return "customer.wrote", _wrote(event)
        case ReplyPartSent():
            return "bot.part", _part(event, site)
        case TurnEnded():
            return "bot.finished", {
                "turn": event.turn,
                "route": event.route,
                "answers": event.answers,
                "controls": event.controls,
            }
        case NoticeSent():
            return "notice", {"code": event.code, "text": event.text}
        case ChoicesOffered():
            return "choices.offered", cards.choices(event)
        case ConfirmationOffered():
            return "confirmation.offered", cards.confirmation(event)
        case CustomerConfirmed() | CustomerDeclined():
            return "confirmation.settled", {"id": event.id, "outcome": event.outcome}
        case ReceiptSent():
            return "receipt", cards.receipt(event)
        case CustomerBound():
            return "customer.bound", {"name": event.name, "level": event.level}
        case HandoverStarted():
            return "handover.started", {"reason": "" if event.rule else event.reason}
        case Transferred(name=""):
            return "handover.started", {"reason": ""}
        case PersonJoined() | Transferred():
            return "person.joined", {"name": event.name}
        case PersonWrote():
            return "person.wrote", {"name": event.name, "text": event.text}
        case HandedBack():
            return "handed.back", {}
        case Closed():
            return "closed", {"reason": event.reason, "resolved": event.resolved}
        case Reopened():
            return "reopened", {}
        case TurnRated():
            return "turn.rated", {"turn": event.turn, "helpful": event.helpful}
        case Rated():
            return "rated", {"score": event.score}
        case _:
            return None


def _wrote(event: CustomerWrote) -> dict[str, Any]:
    picked = {"choice": event.choice} if event.choice else {}
    return {"client_id": event.client_id, "text": event.text, **picked}


def _part(event: ReplyPartSent, site: str) -> dict[str, Any]:
    citations = [
        {
            "n": citation.n,
            "title": citation.title,
            "url": _whole(citation.url, site),
            "section": citation.section,
            "quote": citation.quote,
        }
        for citation in event.citations
    ]
    return {
        "turn": event.turn,
        "attempt": event.attempt,
        "part": event.part,
        "text": event.text,
        "citations": citations,
    }


def _whole(address: str, site: str) -> str:
    """The address of an article as a customer can follow it; empty if nobody could."""
    if not address or address.startswith(WEB):
        return address
    whole = urljoin(site, address)
    return whole if whole.startswith(WEB) else ""
