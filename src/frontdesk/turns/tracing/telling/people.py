"""How a conversation went from hand to hand, what colleagues noted, and the letters."""

from frontdesk.domain.event import (
    AddressGiven,
    Assigned,
    CameBack,
    DraftDiscarded,
    Event,
    HandedBack,
    HandoverStarted,
    NoteWritten,
    PersonJoined,
    ReplyMailed,
    Snoozed,
    TargetMissed,
    Transferred,
)
from frontdesk.turns.tracing.telling.who import Who


def told_of_people(event: Event) -> tuple[Who, str] | None:  # noqa: C901 (a line a case)
    match event:
        case HandoverStarted():
            return "people", f"handed over ({event.priority}): {event.reason}"
        case Assigned():
            return "people", f"assigned to {event.name or 'nobody in particular'}. {event.reason}"
        case PersonJoined():
            return "people", f"{event.name} joined"
        case Transferred():
            return "people", f"passed on by {event.by} to {event.name or 'the queue'}"
        case NoteWritten():
            return "people", f"note by {event.name}: {event.text}"
        case DraftDiscarded():
            return "people", f"draft of turn {event.turn} discarded by {event.name}"
        case Snoozed():
            until = f"snoozed until {event.until:%Y-%m-%d %H:%M}" if event.until else "woken up"
            return "people", until
        case TargetMissed():
            late = f"{event.target.replace('_', ' ')} was due {event.due:%Y-%m-%d %H:%M}"
            return "people", f"late: {late}"
        case HandedBack():
            told = f", with guidance: {event.guidance}" if event.guidance else ""
            return "people", f"handed back to the assistant{told}"
        case _:
            return _told_of_letters(event)


def _told_of_letters(event: Event) -> tuple[Who, str] | None:
    match event:
        case AddressGiven():
            return "customer", f"answers may go to {event.address}"
        case ReplyMailed():
            return "customer", f"mailed what was said from {event.first} to {event.through}"
        case CameBack():
            return "customer", "somebody writes who came by a letter's link"
        case _:
            return None
