"""An event of the log in words for the people at the desk; placeholders stay as they are."""

from typing import Literal

from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
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
    Event,
    HandedBack,
    HandoverStarted,
    HandoverSummarized,
    IdentityRefused,
    ModelAnswered,
    ModelAsked,
    NoticeSent,
    PersonJoined,
    PersonWrote,
    PieceWithheld,
    PrefixRestarted,
    Recalled,
    ReceiptSent,
    Reopened,
    ReplyPartSent,
    Summarized,
    TicketOpened,
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
            return "customer", event.text + picked
        case ReplyPartSent():
            return "reply", event.text.strip()
        case PieceWithheld():
            return "withheld", f"{event.text.strip()} Why: {event.reason}"
        case NoticeSent():
            return "reply", f"{event.text} ({event.code})"
        case PersonWrote():
            return "people", f"{event.name}: {event.text}" if event.name else event.text
        case ModelAsked():
            return "model", f"asked {event.model}, call {event.call} of turn {event.turn}"
        case ModelAnswered():
            return "model", f"answered: {event.stop_reason}"
        case Summarized():
            return "model", f"summed up everything through turn {event.through} ({event.by})"
        case HandoverSummarized():
            return "model", f"summed up for the person who takes over ({event.by}): {event.problem}"
        case _:
            return None


def _acted(event: Event) -> tuple[Who, str] | None:
    match event:
        case ActionStarted():
            by = f", let happen by {event.by}" if event.by else ""
            return "action", f"{event.name} begun ({event.risk}){by}"
        case ActionFinished():
            taints = "; holds words of others" if event.taints else ""
            return "action", f"{event.name}: {event.status}{taints}"
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
            return "people", f"handed over: {event.reason}"
        case PersonJoined():
            return "people", f"{event.name} joined"
        case HandedBack():
            return "people", "handed back to the assistant"
        case Closed():
            return "desk", f"closed: {event.reason}"
        case Reopened():
            return "desk", "reopened"
        case _:
            return "desk", type(event).__name__
