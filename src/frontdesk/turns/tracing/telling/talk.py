"""What was said, and what the model was asked for it."""

from frontdesk.domain.event import (
    CustomerWrote,
    Event,
    HandoverSummarized,
    MessageRead,
    ModelAnswered,
    ModelAsked,
    NoticeSent,
    PersonWrote,
    PieceWithheld,
    ReplyPartSent,
    ReplyScored,
    Summarized,
)
from frontdesk.turns.tracing.telling.who import Who, suspected


def told_of_talk(event: Event) -> tuple[Who, str] | None:  # noqa: C901 (a line a case)
    match event:
        case CustomerWrote():
            picked = f" (picked {event.choice})" if event.choice else ""
            return "customer", event.text + picked + suspected(event.suspicion)
        case ReplyPartSent():
            return "reply", event.text.strip()
        case PieceWithheld():
            return "withheld", f"{event.text.strip()} Why: {event.reason}"
        case NoticeSent():
            return "reply", f"{event.text} ({event.code})"
        case PersonWrote():
            said = f"{event.name}: {event.text}" if event.name else event.text
            return "people", said + suspected(event.suspicion)
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


def _read(event: MessageRead) -> str:
    """What a message showed."""
    signs = ", ".join(seen.sign for seen in event.signs) or "no sign"
    mood = "" if event.sentiment is None else f", sentiment {event.sentiment:g}"
    return f"message {event.message} read by {event.by}: {signs}{mood}"
