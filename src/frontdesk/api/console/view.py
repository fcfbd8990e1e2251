"""What people at the desk see of a conversation's log: all that customers see, and the rest of it.

What customers see has the customers' names and shapes (api/wire.py), with what only colleagues
may read beside them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from frontdesk.api.console.masking import for_eyes_of
from frontdesk.api.wire import WireEvent, shown_to_customer
from frontdesk.assembly.desk import Desk
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    Assigned,
    CameBack,
    Closed,
    ConfirmationOffered,
    ConversationId,
    Decided,
    DraftDiscarded,
    Event,
    HandedBack,
    HandoverStarted,
    HandoverSummarized,
    IdentityRefused,
    MessageRead,
    NoteWritten,
    PersonJoined,
    PersonWrote,
    PieceWithheld,
    Rated,
    Recalled,
    Recorded,
    Reopened,
    ReplyMailed,
    ReplyScored,
    Snoozed,
    Summarized,
    TargetMissed,
    TicketOpened,
    Transferred,
    TurnStarted,
)
from frontdesk.domain.passage import Passage
from frontdesk.domain.user import User

Named = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PeoplesView:
    desk: Desk
    id: ConversationId
    user: User

    async def see(self, records: Iterable[Recorded]) -> Sequence[WireEvent]:
        """Raises StorageFailed."""
        events = list(self._visible(records))
        data = [event.data for event in events]
        filled = await for_eyes_of(self.user, self.desk, self.id, data)
        return [
            WireEvent(event.id, event.event, data)
            for event, data in zip(events, filled, strict=True)
        ]

    def _visible(self, records: Iterable[Recorded]) -> Iterator[WireEvent]:
        for record in records:
            shown = _shown(record.event, self.desk.front.site)
            if shown:
                name, data = shown
                at = record.at.isoformat(timespec="milliseconds")
                yield WireEvent(record.number, name, {"number": record.number, "at": at, **data})


def _shown(event: Event, site: str) -> Named | None:
    own = _among_colleagues(event) or _judged(event) or _did(event)
    if own:
        return own
    shown = shown_to_customer(event, site)
    if shown and isinstance(event, Rated):
        return shown[0], shown[1] | {"text": event.text}
    if shown and isinstance(event, ConfirmationOffered):
        return shown[0], shown[1] | {"order": event.order, "reason": event.reason}
    return shown


def _among_colleagues(event: Event) -> Named | None:  # noqa: C901 (a line a case)
    match event:
        case HandoverStarted():
            return "handover.started", {
                "reason": event.reason,
                "priority": event.priority,
                "rule": event.rule,
            }
        case HandoverSummarized():
            said = ("problem", "tried", "verified", "mood", "wish")
            return "handover.summarized", {name: getattr(event, name) for name in said}
        case Assigned():
            return "assigned", {"name": event.name, "user": event.user, "reason": event.reason}
        case PersonJoined():
            return "person.joined", {"name": event.name, "user": event.user}
        case Transferred():
            return "transferred", {
                "by": event.by,
                "name": event.name,
                "user": event.user,
                "reason": event.reason,
            }
        case PersonWrote():
            return "person.wrote", {
                "client_id": event.client_id,
                "name": event.name,
                "user": event.user,
                "text": event.text,
                "draft": event.draft,
            }
        case NoteWritten():
            return "note.written", {
                "client_id": event.client_id,
                "name": event.name,
                "user": event.user,
                "text": event.text,
            }
        case DraftDiscarded():
            return "draft.discarded", {"turn": event.turn, "name": event.name}
        case Snoozed():
            until = event.until.isoformat() if event.until else None
            return "snoozed", {"until": until, "name": event.name}
        case TargetMissed():
            return "target.missed", {"target": event.target, "due": event.due.isoformat()}
        case HandedBack():
            return "handed.back", {"guidance": event.guidance, "name": event.name}
        case Closed():
            return "closed", {
                "reason": event.reason,
                "name": event.name,
                "resolved": event.resolved,
            }
        case Reopened():
            return "reopened", {"name": event.name}
        case ReplyMailed():
            return "reply.mailed", {"first": event.first, "through": event.through}
        case CameBack():
            return "came.back", {}
        case _:
            return None


def _judged(event: Event) -> Named | None:
    """What the bot made of the customer's words, and of its own."""
    match event:
        case TurnStarted():
            return "turn.started", {"turn": event.turn, "attempt": event.attempt}
        case MessageRead():
            return "message.read", {
                "message": event.message,
                "by": event.by,
                "sentiment": event.sentiment,
                "signs": [asdict(sign) for sign in event.signs],
            }
        case Decided():
            return "decided", {
                "decision": event.decision,
                "reason": event.reason,
                "language": event.language,
                "topic": event.topic,
            }
        case PieceWithheld():
            return "piece.withheld", {"text": event.text, "reason": event.reason}
        case ReplyScored():
            return "reply.scored", {
                "turn": event.turn,
                "score": event.score,
                "band": event.band,
                "draft": event.draft,
                "signals": [asdict(signal) for signal in event.signals],
            }
        case Summarized():
            return "summarized", {"through": event.through, "text": event.text}
        case _:
            return None


def _did(event: Event) -> Named | None:
    match event:
        case Recalled():
            return "recalled", {
                "query": event.query,
                "reason": event.reason,
                "passages": _titles(event.passages),
            }
        case ActionStarted():
            return "action.started", {
                "turn": event.turn,
                "use": event.use,
                "name": event.name,
                "arguments": event.arguments,
                "risk": event.risk,
                "by": event.by,
            }
        case ActionFinished():
            return "action.finished", {
                "turn": event.turn,
                "use": event.use,
                "name": event.name,
                "status": event.status,
                "text": event.text,
                "passages": _titles(event.passages),
            }
        case TicketOpened():
            return "ticket.opened", {"ticket": event.ticket}
        case IdentityRefused():
            return "identity.refused", {"reason": event.reason, "how": event.how}
        case _:
            return None


def _titles(passages: Iterable[Passage]) -> list[dict[str, str]]:
    return [{"title": passage.title, "section": passage.section} for passage in passages]
