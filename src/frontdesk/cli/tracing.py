"""A conversation for the people at the desk: a line in a list, and what happened in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from frontdesk.cli.plain import plain
from frontdesk.domain.conversation import Holder, fold
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    AddressGiven,
    Assigned,
    CameBack,
    ChoicesOffered,
    Closed,
    ConfirmationOffered,
    ConversationId,
    CustomerBound,
    CustomerConfirmed,
    CustomerDeclined,
    CustomerWrote,
    Decided,
    Event,
    HandedBack,
    HandoverStarted,
    IdentityRefused,
    ModelAnswered,
    NoticeSent,
    PersonJoined,
    PersonWrote,
    PieceWithheld,
    Rated,
    Recalled,
    ReceiptSent,
    Recorded,
    Redacted,
    Reopened,
    ReplyMailed,
    ReplyPartSent,
    Resolution,
    TargetMissed,
    TicketOpened,
    TurnEnded,
    TurnRated,
)
from frontdesk.domain.listing import Listing, listing_after
from frontdesk.handover.targets import Due, Targets

SHORT_ID = 10
NO_TARGETS = Targets()
SHORT_TEXT = 60


@dataclass(frozen=True, slots=True)
class Summary:
    id: ConversationId
    holder: Holder
    last_at: datetime
    messages: int
    reason: str
    """Why people were asked for; empty if they were not."""
    last_text: str
    """The customer's."""
    resolved: Resolution = ""
    """Of one that is closed."""
    due: Due | None = None
    """What people have to do first, and by when."""

    def line(self) -> str:
        at = self.last_at.astimezone().strftime("%d %b %H:%M")
        text = " ".join(plain(self.last_text).split())
        text = text if len(text) <= SHORT_TEXT else text[: SHORT_TEXT - 1] + "…"
        reason = f"  ({plain(self.reason)})" if self.reason and self.holder == "queue" else ""
        reason = f"  ({self.resolved})" if self.resolved else reason
        due = f"  [{_left(self.due, datetime.now(UTC))}]" if self.due else ""
        return f"{self.id[:SHORT_ID]}  {self.holder:6}  {at}  {text}{reason}{due}"


def summarize(
    id: ConversationId, records: Sequence[Recorded], targets: Targets = NO_TARGETS
) -> Summary:
    """Of a conversation that exists."""
    state = fold(records)
    reasons = [each.event.reason for each in records if isinstance(each.event, HandoverStarted)]
    return Summary(
        id=id,
        holder=state.holder,
        last_at=records[-1].at,
        messages=len(state.messages),
        reason=reasons[-1] if reasons else "",
        last_text=state.messages[-1][2] if state.messages else "",
        resolved=state.resolved,
        due=targets.due(listing_after(Listing(), records)),
    )


def _left(due: Due, now: datetime) -> str:
    """`first reply in 12 min`, `resolution 2 h late`."""
    minutes = int(abs(due.at - now).total_seconds() // 60)
    time = f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
    what = due.target.replace("_", " ")
    return f"{what} in {time}" if due.at > now else f"{what} {time} late"


def trace(records: Sequence[Recorded]) -> Iterator[str]:
    """What was said and done, in order; the parts of a reply together."""
    said = ""
    for record in records:
        event = record.event
        if isinstance(event, ReplyPartSent):
            said += event.text
            continue
        if isinstance(event, ModelAnswered | PieceWithheld | TurnEnded) and said:
            yield _line(record, "assistant", said)
            said = ""
        told = _told(event)
        if told:
            yield _line(record, *told)
    if said:
        yield _line(records[-1], "assistant", said)


def _line(record: Recorded, who: str, text: str) -> str:
    at = record.at.astimezone().strftime("%H:%M:%S")
    indented = plain(text).strip().replace("\n", "\n" + " " * 22)
    return f"{at}  {plain(who):10}  {indented}"


def _told(event: Event) -> tuple[str, str] | None:  # noqa: C901 (a line a case)
    match event:
        case CustomerWrote():
            return "customer", event.text
        case CustomerBound():
            return "identity", f"{event.name or event.customer}, {event.level}"
        case IdentityRefused():
            return "identity", f"refused: {event.reason}"
        case Decided():
            return "decided", f"{event.decision}: {event.reason}"
        case Recalled():
            titles = dict.fromkeys(passage.title for passage in event.passages)
            return "recalled", ", ".join(titles) or event.reason or "nothing"
        case PieceWithheld():
            return "withheld", f"{event.text.strip()} ({event.reason})"
        case ActionStarted():
            return "action", f"{event.name} {event.arguments}" + _by(event.by)
        case ActionFinished():
            return "action", f"{event.name}: {event.status}. {event.text}".rstrip()
        case TicketOpened():
            return "ticket", f"{event.ticket} opened"
        case ConfirmationOffered():
            return "card", f"{event.title}: {event.amount} ({event.id})"
        case CustomerConfirmed() | CustomerDeclined():
            return "card", f"{event.outcome} ({event.id})"
        case ReceiptSent():
            return "receipt", f"{event.reference}: {event.amount}. {event.text}"
        case ChoicesOffered():
            return "choices", f"{event.title} " + " / ".join(each.label for each in event.choices)
        case NoticeSent():
            return "notice", event.text
        case TurnEnded():
            return "ended", event.route
        case TurnRated():
            return "rated", f"turn {event.turn}: {'helpful' if event.helpful else 'not helpful'}"
        case Rated():
            return "rated", f"{event.score} of 5. {event.text}".rstrip()
        case Closed():
            return "closed", event.reason or event.resolved
        case Reopened():
            return "reopened", ""
        case Redacted():
            return "forgotten", f"{event.events} events lost their words"
        case _:
            return _told_of_people(event)


def _told_of_people(event: Event) -> tuple[str, str] | None:  # noqa: C901 (a line a case)
    """How it went from hand to hand, and the letters."""
    match event:
        case HandoverStarted():
            return "handover", event.reason
        case Assigned():
            return "assigned", f"{event.name or 'nobody in particular'}. {event.reason}"
        case PersonJoined():
            return "person", f"{event.name} joined"
        case PersonWrote():
            return event.name or "person", event.text
        case TargetMissed():
            return "late", f"{event.target.replace('_', ' ')} was due {_clock(event.due)}"
        case HandedBack():
            return "handover", "given back to the assistant"
        case AddressGiven():
            return "letters", f"to {event.address}, if the customer is not here"
        case ReplyMailed():
            return "letters", f"mailed: what was said from {event.first} to {event.through}"
        case CameBack():
            return "letters", "somebody writes who came by a letter's link"
        case _:
            return None


def _clock(at: datetime) -> str:
    return at.astimezone().strftime("%d %b %H:%M")


def _by(name: str) -> str:
    return f", let happen by {name}" if name else ""
