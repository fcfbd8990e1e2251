"""The summary for the person who takes over: what is asked of the small model, and without it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from frontdesk.domain.action import NOTHING_FOUND
from frontdesk.domain.event import (
    ActionFinished,
    ConfirmationOffered,
    CustomerConfirmed,
    CustomerDeclined,
    CustomerWrote,
    Event,
    HandoverStarted,
    HandoverSummarized,
    NoticeSent,
    PersonWrote,
    ReceiptSent,
    Recorded,
    ReplyPartSent,
    TicketOpened,
    TurnEnded,
)
from frontdesk.domain.json import JsonObject
from frontdesk.ports.model import Ended, Request

FIELDS = ("problem", "tried", "verified", "mood", "wish")
SCHEMA: JsonObject = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in FIELDS},
    "required": [*FIELDS],
    "additionalProperties": False,
}
LONGEST = 600  # characters of a field, whatever the model makes of two sentences
LONGEST_TOLD = 24_000  # characters of a conversation: its beginning and its end
LONGEST_QUOTE = 240
MOST_FACTS = 5
FENCE = re.compile(r"<(\s*/?\s*conversation)", re.IGNORECASE)
TAG = re.compile(r"</?\s*conversation\s*>", re.IGNORECASE)
FINISHED = frozenset({"end_turn", "stop_sequence"})


@dataclass(frozen=True, slots=True)
class Summarizing:
    """How handovers are summed up by the model."""

    model: str
    prompt: str
    effort: str = ""
    """Empty for the model's default."""
    max_tokens: int = 1_024
    seconds: float = 8.0
    """Then the person gets the plain extract instead."""


def handover_request(summarizing: Summarizing, recorded: Sequence[Recorded]) -> Request:
    """What asks the small model for it. What anybody said or did stands inside one fence."""
    told = FENCE.sub(r"‹\1", shortened("\n".join(_told(recorded))))
    content = f"<conversation>\n{told}\n</conversation>"
    return Request(
        model=summarizing.model,
        max_tokens=summarizing.max_tokens,
        effort=summarizing.effort,
        system=[{"type": "text", "text": summarizing.prompt}],
        messages=[{"role": "user", "content": [{"type": "text", "text": content}]}],
        schema=SCHEMA,
        is_cached=False,
    )


def read_by_model(started: int, answer: str, ended: Ended | None) -> HandoverSummarized | None:
    """What the model wrote; None unless it ended properly and is what the schema asks for."""
    if ended is None or ended.stop_reason not in FINISHED:
        return None
    try:
        said: object = json.loads(answer)
    except ValueError:
        return None
    if not isinstance(said, dict):
        return None
    given = cast(Mapping[str, Any], said)  # JSON has text keys
    fields = {name: _field(given.get(name)) for name in FIELDS}
    if not fields["problem"]:
        return None
    return HandoverSummarized(
        started,
        problem=fields["problem"],
        tried=fields["tried"],
        verified=fields["verified"],
        mood=fields["mood"],
        wish=fields["wish"],
        by="model",
    )


def extract(started: int, recorded: Sequence[Recorded]) -> HandoverSummarized:
    """The plain facts, found without a model: first and last words, what systems answered."""
    events = [record.event for record in recorded if record.number <= started]
    texts = [event.text for event in events if isinstance(event, CustomerWrote)]
    acted = [event for event in events if isinstance(event, ActionFinished)]
    done = [_acted(event, readable) for event in acted if _is_fact(event)]
    others = [_acted(event, readable) for event in acted if event.status != "done"]
    empty = sum(event.text.startswith(NOTHING_FOUND) for event in acted)
    searched = [f"Searches that found nothing: {empty}."] if empty else []
    return HandoverSummarized(
        started,
        problem=_quoted(texts[0]) if texts else "The customer has not written anything yet.",
        tried=" ".join([*_ways(events), *searched, *others])[:LONGEST],
        verified="\n".join(done[-MOST_FACTS:])[:LONGEST],
        wish=_quoted(texts[-1]) if len(texts) > 1 else "",
    )


def _is_fact(event: ActionFinished) -> bool:
    """A search that found nothing shows nothing; its text tells the model what to do."""
    return event.status == "done" and not event.text.startswith(NOTHING_FOUND)


def shortened(told: str) -> str:
    """The beginning says what it is about, the end where it stands."""
    if len(told) <= LONGEST_TOLD:
        return told
    head = LONGEST_TOLD // 4
    return f"{told[:head]}\n[…]\n{told[head - LONGEST_TOLD :]}"


def _told(recorded: Sequence[Recorded]) -> Iterator[str]:
    """The conversation as a play: who said or did what."""
    reply = ""
    for record in recorded:
        if isinstance(record.event, ReplyPartSent):
            reply += record.event.text
            continue
        if reply:
            yield f"Assistant: {reply.strip()}"
            reply = ""
        if line := _told_of(record.event):
            yield line
    if reply:
        yield f"Assistant: {reply.strip()}"


def _told_of(event: Event) -> str:  # noqa: C901 (a line a case)
    match event:
        case CustomerWrote(text=text):
            return f"Customer: {text}"
        case PersonWrote(text=text, name=name):
            return f"Staff ({name}): {text}"
        case NoticeSent(text=text) | ReceiptSent(text=text):
            return f"Desk: {text}"
        case ActionFinished():
            return f"Action {_acted(event)}"
        case ConfirmationOffered(title=title, amount=amount):
            return f"Desk: offered a card: {title}, {amount}."
        case CustomerConfirmed():
            return "Customer: pressed confirm on the card."
        case CustomerDeclined():
            return "Customer: declined the card."
        case TicketOpened(ticket=ticket):
            return f"Desk: opened ticket {ticket}."
        case HandoverStarted(reason=reason):
            return f"Desk: handed over to staff. Why: {reason}"
        case _:
            return ""


def _ways(events: Sequence[Event]) -> Iterator[str]:
    """How the assistant's answers ended, counted."""
    routes = [event.route for event in events if isinstance(event, TurnEnded)]
    answered = sum(route in {"sent", "footer"} for route in routes)
    if answered:
        yield f"Answered by the assistant: {answered}."
    if unknown := routes.count("unknown"):
        yield f"Not known: {unknown}."


def readable(result: str) -> str:
    """A record as people read it, `state: delayed, total: 9.00 USD`; any other text as it is."""
    if not result.startswith(("{", "[")):
        return result
    try:
        return ", ".join(_leaves(json.loads(result)))
    except ValueError:
        return result


def _leaves(held: object, name: str = "") -> Iterator[str]:
    match held:
        case dict():
            for key, value in cast(Mapping[str, object], held).items():
                yield from _leaves(value, key.replace("_", " "))
        case list():
            for value in cast(list[object], held):
                yield from _leaves(value, name)
        case None | "":
            return
        case _:
            yield f"{name}: {held}" if name else str(held)


def _acted(event: ActionFinished, reading: Callable[[str], str] = str) -> str:
    found = reading(event.text) or ", ".join(passage.title for passage in event.passages)
    return f"{event.name}: {event.status}. {_line(found, LONGEST_QUOTE)}"


def _field(given: object) -> str:
    return _line(TAG.sub(" ", given) if isinstance(given, str) else "", LONGEST)


def _quoted(text: str) -> str:
    return f'"{_line(text, LONGEST_QUOTE)}"'


def _line(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
