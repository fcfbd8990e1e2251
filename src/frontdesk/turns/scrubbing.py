"""The one door for secrets: no event is kept before those that others brought in are destroyed.

What the model writes is scrubbed while it streams (`turns/hearing.py`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from frontdesk.domain.event import (
    ActionFinished,
    ActionStarted,
    ChoicesOffered,
    Closed,
    ConfirmationOffered,
    ConversationOpened,
    CustomerBound,
    CustomerWrote,
    Event,
    HandedBack,
    HandoverStarted,
    HandoverSummarized,
    IdentityRefused,
    MessageRead,
    NoteWritten,
    PersonJoined,
    PersonWrote,
    PrefixRestarted,
    Rated,
    Recalled,
    ReplyScored,
    Summarized,
)
from frontdesk.guards.secrets import Detector

ROUNDS = 3
"""A mark can make a word beside it tell something new; more often it never happens."""

E = TypeVar("E", bound=Event)
Scrub = Callable[[str], str]


def scrubbed(detector: Detector, text: str, *, expects_code: bool = False) -> str:
    """Scrubbing what comes out again would change nothing."""
    for _ in range(ROUNDS):
        before, text = text, detector.scrub(text, expects_code=expects_code)
        if text == before:
            break
    return text


def without_secrets(detector: Detector, event: E) -> E:
    """The same event, its texts from outside scrubbed."""
    names = TEXTS.get(type(event), ())

    def scrub(text: str) -> str:
        return scrubbed(detector, text)

    changed = {name: scrub_all(scrub, getattr(event, name)) for name in names}
    if nested := NESTED.get(type(event)):
        changed |= nested(event, scrub)
    return replace(event, **changed) if changed else event


def scrub_all(scrub: Scrub, value: Any) -> Any:  # Any: JSON, and JSON of the same shape
    """Every text in it, but for names of fields."""
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, Mapping):
        items = cast("Mapping[str, Any]", value).items()
        return {key: scrub_all(scrub, each) for key, each in items}
    if isinstance(value, Sequence):
        return [scrub_all(scrub, each) for each in cast("Sequence[Any]", value)]
    return value


TEXTS: Mapping[type, Sequence[str]] = {
    ConversationOpened: ["locale"],
    CustomerWrote: ["text"],
    CustomerBound: ["name"],
    IdentityRefused: ["reason"],
    Recalled: ["query"],
    Summarized: ["text"],
    PrefixRestarted: ["summary"],
    ActionStarted: ["arguments"],
    ActionFinished: ["text"],
    ConfirmationOffered: ["title"],
    ChoicesOffered: ["title"],
    HandoverStarted: ["reason"],
    PersonJoined: ["name"],
    PersonWrote: ["text", "name"],
    NoteWritten: ["text"],
    HandedBack: ["guidance"],
    HandoverSummarized: ["problem", "tried", "verified", "mood", "wish"],
    ReplyScored: ["draft"],
    Closed: ["reason"],
    Rated: ["text"],
}
"""The fields in which words of others can stand."""


def _lines(event: ConfirmationOffered, scrub: Scrub) -> Mapping[str, Any]:
    return {"lines": tuple(replace(line, label=scrub(line.label)) for line in event.lines)}


def _choices(event: ChoicesOffered, scrub: Scrub) -> Mapping[str, Any]:
    return {"choices": tuple(replace(each, label=scrub(each.label)) for each in event.choices)}


def _signs(event: MessageRead, scrub: Scrub) -> Mapping[str, Any]:
    return {"signs": tuple(replace(seen, reason=scrub(seen.reason)) for seen in event.signs)}


NESTED: Mapping[type, Callable[[Any, Scrub], Mapping[str, Any]]] = {  # Any: each of its own type
    ConfirmationOffered: _lines,
    ChoicesOffered: _choices,
    MessageRead: _signs,
}
