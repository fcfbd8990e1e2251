"""An event of the log in words for the people at the desk; placeholders stay as they are."""

from typing import Literal

from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    AddressGiven,
    CameBack,
    ChoicesOffered,
    Closed,
    CodeSent,
    ConfirmationOffered,
    ConversationOpened,
    CustomerBound,
    CustomerConfirmed,
    CustomerDeclined,
    CustomerWrote,
    Decided,
    DraftDiscarded,
    Event,
    HandedBack,
    HandoverStarted,
    HandoverSummarized,
    IdentityRefused,
    LeavingEvent,
    MessageRead,
    ModelAnswered,
    ModelAsked,
    NoteWritten,
    NoticeSent,
    PersonJoined,
    PersonWrote,
    PieceWithheld,
    PrefixRestarted,
    Recalled,
    ReceiptSent,
    Redacted,
    Reopened,
    ReplyMailed,
    ReplyPartSent,
    ReplyScored,
    Snoozed,
    Summarized,
    TicketOpened,
    Transferred,
    TurnEnded,
    TurnStarted,
)

Who = Literal["customer", "desk", "model", "reply", "withheld", "action", "money", "people"]
"""Who or what acted, for a reader's eye."""


def told(event: Event) -> tuple[Who, str]:
    """Who did it, and what, in one line."""
    return _said(event) or _acted(event) or _arranged(event)


def _said(event: Event) -> tuple[Who, str] | None:  # noqa: C901 (a line a case)
    match event:
        case CustomerWrote():
            picked = f" (picked {event.choice})" if event.choice else ""
            return "customer", event.text + picked + _suspected(event.suspicion)
        case ReplyPartSent():
            return "reply", event.text.strip()
        case PieceWithheld():
            return "withheld", f"{event.text.strip()} Why: {event.reason}"
        case NoticeSent():
            return "reply", f"{event.text} ({event.code})"
        case PersonWrote():
            said = f"{event.name}: {event.text}" if event.name else event.text
            return "people", said + _suspected(event.suspicion)
        case ModelAsked():
            return "model", f"asked {event.model}, call {event.call} of turn {event.turn}"
        case ModelAnswered():
            return "model", f"answered: {event.stop_reason}"
        case MessageRead():
            return "customer", _read(event)
        case ReplyScored():
            return "desk", f"reply scored {event.score:g}: {event.band}"
        case Summarized():
            return "model", f"summed up everything through turn {event.through} ({event.by})"
        case HandoverSummarized():
            return "model", f"summed up for the person who takes over ({event.by}): {event.problem}"
        case _:
            return None


def _suspected(why: str) -> str:
    return f" (suspicious: {why})" if why else ""


def _read(event: MessageRead) -> str:
    """What a message showed."""
    signs = ", ".join(seen.sign for seen in event.signs) or "no sign"
    mood = "" if event.sentiment is None else f", sentiment {event.sentiment:g}"
    return f"message {event.message} read by {event.by}: {signs}{mood}"


def _acted(event: Event) -> tuple[Who, str] | None:
    match event:
        case ActionStarted():
            by = f", let happen by {event.by}" if event.by else ""
            return "action", f"{event.name} begun ({event.risk}){by}"
        case ActionFinished():
            taints = "; holds words of others" if event.taints else ""
            return "action", f"{event.name}: {event.status}{taints}{_suspected(event.suspicion)}"
        case TicketOpened():
            return "action", f"ticket {event.ticket} opened"
        case ConfirmationOffered():
            return "money", f"card offered: {event.title}, {event.amount}"
        case CustomerConfirmed() | CustomerDeclined():
            return "money", f"Card settled: {event.outcome}"
        case ReceiptSent():
            return "money", f"receipt {event.reference}: {event.amount}"
        case ChoicesOffered():
            labels = " / ".join(choice.label for choice in event.choices)
            return "action", f"choices offered: {event.title} {labels}"
        case _:
            return None


def _arranged(event: Event) -> tuple[Who, str]:  # noqa: C901 (a line a case)
    match event:
        case ConversationOpened():
            return "desk", "conversation opened" + (f" ({event.locale})" if event.locale else "")
        case CustomerBound():
            return "customer", f"known as {event.name or event.customer}, {event.level}"
        case IdentityRefused():
            return "customer", f"not identified: {event.reason}"
        case CodeSent():
            return "customer", f"code {event.number} sent to {event.customer} by mail"
        case TurnStarted():
            again = f", attempt {event.attempt}" if event.attempt > 1 else ""
            return "desk", f"turn {event.turn} started{again}"
        case Decided():
            return "desk", f"decided to {event.decision}: {event.reason}"
        case Recalled():
            found = f"recalled {len(event.passages)} passages"
            return "desk", f"recalled nothing: {event.reason}" if event.reason else found
        case PrefixRestarted():
            return "desk", f"generation {event.generation} begun: {event.reason}"
        case TurnEnded():
            return "desk", f"turn {event.turn} ended: {event.route}"
        case HandoverStarted():
            return "people", f"handed over ({event.priority}): {event.reason}"
        case PersonJoined():
            return "people", f"{event.name} joined"
        case Closed():
            return "desk", f"closed: {event.reason or event.resolved}"
        case Reopened():
            return "desk", "reopened"
        case AddressGiven() | ReplyMailed() | CameBack():
            return "customer", _left(event)
        case Redacted():
            said = f"the customer was forgotten: {event.events} events above lost their words"
            return "desk", f"{said}, so requests are rebuilt without them"
        case _:
            return "people", _colleagues(event)


def _left(event: LeavingEvent) -> str:
    match event:
        case AddressGiven():
            return f"answers may go to {event.address}"
        case ReplyMailed():
            return f"mailed what was said from {event.first} to {event.through}"
        case CameBack():
            return "somebody writes who came by a letter's link"


def _colleagues(event: Event) -> str:
    match event:
        case Transferred():
            return f"passed on by {event.by} to {event.name or 'the queue'}"
        case NoteWritten():
            return f"note by {event.name}: {event.text}"
        case DraftDiscarded():
            return f"draft of turn {event.turn} discarded by {event.name}"
        case Snoozed():
            return f"snoozed until {event.until:%Y-%m-%d %H:%M}" if event.until else "woken up"
        case HandedBack():
            told = f", with guidance: {event.guidance}" if event.guidance else ""
            return f"handed back to the assistant{told}"
        case _:
            return type(event).__name__
