"""What is left of an event once its customer is forgotten: numbers, times and routes, no words.

Amounts, usage, keys, the passages of articles and the desk's own fixed texts stay: they tell of
the desk, not of the customer, and the books need them.
"""

from dataclasses import replace
from typing import Any

from frontdesk.domain.customer import CustomerId
from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    ChoicesOffered,
    CodeSent,
    ConfirmationOffered,
    CustomerBound,
    CustomerWrote,
    Event,
    HandedBack,
    HandoverStarted,
    HandoverSummarized,
    MessageRead,
    ModelAnswered,
    NoteWritten,
    PersonWrote,
    PieceWithheld,
    PrefixRestarted,
    Rated,
    Recalled,
    ReceiptSent,
    ReplyPartSent,
    ReplyScored,
    Summarized,
)
from frontdesk.domain.json import JsonObject
from frontdesk.domain.placeholder import REMOVED

NOBODY = CustomerId(REMOVED)


def redacted(event: Event) -> Event:  # noqa: C901 (a line a case: every event that holds words)
    """The same event without anything of a person's; redacting it again changes nothing."""
    match event:
        case CustomerWrote():
            # Without the detector's version the same message again counts as the same.
            return replace(event, text=REMOVED, detector=0)
        case CustomerBound():
            return replace(event, customer=NOBODY, name="")
        case CodeSent():
            return replace(event, customer=NOBODY)
        case Recalled():
            return replace(event, query=_without(event.query))
        case ModelAnswered():
            return replace(event, blocks=_blocks(event))
        case Summarized():
            return replace(event, text=_without(event.text))
        case PrefixRestarted():
            return replace(event, summary=_without(event.summary))
        case ActionStarted():
            return replace(event, arguments={})
        case ActionFinished():
            owner = NOBODY if event.owner else None
            return replace(event, text=_without(event.text), owner=owner)
        case ConfirmationOffered():
            lines = tuple(replace(line, label=REMOVED) for line in event.lines)
            return replace(event, title=REMOVED, customer=NOBODY, lines=lines)
        case ChoicesOffered():
            choices = tuple(replace(choice, label=REMOVED) for choice in event.choices)
            return replace(event, title=REMOVED, choices=choices)
        case ReceiptSent() | PersonWrote() | ReplyPartSent():
            return replace(event, text=REMOVED)
        case PieceWithheld():
            return replace(event, text=REMOVED, reason=REMOVED)
        case HandoverStarted():
            return replace(event, reason=REMOVED)
        case HandoverSummarized():
            said = ("problem", "tried", "verified", "mood", "wish")
            return replace(event, **{name: _without(getattr(event, name)) for name in said})
        case NoteWritten():
            return replace(event, text=REMOVED)
        case HandedBack():
            return replace(event, guidance=_without(event.guidance))
        case MessageRead():
            signs = tuple(replace(seen, reason=_without(seen.reason)) for seen in event.signs)
            return replace(event, signs=signs)
        case ReplyScored():
            signals = tuple(replace(each, reason=_without(each.reason)) for each in event.signals)
            return replace(event, signals=signals, draft=_without(event.draft))
        case Rated():
            return replace(event, text=_without(event.text))
        case _:
            return event


def _without(text: str) -> str:
    return REMOVED if text else ""


def _blocks(event: ModelAnswered) -> tuple[JsonObject, ...]:
    """Of the model's reply only that it said something and which calls it made."""
    kept = (_block(block) for block in event.blocks)
    return tuple(block for block in kept if block)


def _block(block: JsonObject) -> dict[str, Any] | None:
    match block["type"]:
        case "text":
            return {"type": "text", "text": REMOVED}
        case "tool_use":
            return {"type": "tool_use", "id": block["id"], "name": block["name"], "input": {}}
        case _:  # thinking is signed over what it followed, which is gone
            return None
